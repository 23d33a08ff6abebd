"""One document in two languages: two localised trees of it become one, sentence by sentence, with one of each field.

What is filled in or signed is there once, under its labels in both languages; a field in a sentence stands in the first
language's sentence, and the second one's names it in brackets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from docgen.tree import (
    Blank,
    Block,
    Callout,
    Clause,
    Document,
    Field,
    FieldOption,
    FieldRow,
    Furniture,
    Inline,
    ItemList,
    LineBreak,
    ListItem,
    Pair,
    Paragraph,
    Picture,
    Run,
    Section,
    SignatureBlock,
    Strong,
    Text,
    TextStatus,
    rebuild,
)

_BESIDE: tuple[Inline, ...] = (Run(" · "),)
_BELOW: tuple[Inline, ...] = (LineBreak(),)


def pair(first: Document, second: Document) -> Document:
    """Return a document in the languages of two trees of it, the second localised beside the first.

    The first is the authority's, whose text is signed. Where it is no final edition nobody signs; where only the second
    is none, they sign the first, whose labels alone stand there.
    """
    pairing = _Pairing(dict(second.labels).get("untranslated"), first.final, second.final)
    both = pairing.both
    return replace(
        first,
        title=both(first.title, second.title, _BESIDE),
        subtitle=both(first.subtitle, second.subtitle, _BESIDE) if first.subtitle and second.subtitle else None,
        publisher=both(first.publisher, second.publisher, _BESIDE) if first.publisher and second.publisher else None,
        proposal=both(first.proposal, second.proposal, _BESIDE) if first.proposal and second.proposal else None,
        blocks=pairing.blocks(first.blocks, second.blocks),
        pages=2 * first.pages,
        furniture=_furniture(first, second, pairing),
        labels=(*first.labels, *(label for label in second.labels if label[0] not in dict(first.labels))),
        withheld=(*first.withheld, *second.withheld),
    )


def _furniture(first: Document, second: Document, pairing: _Pairing) -> Furniture:
    one, other = first.furniture, second.furniture
    confirmed = pairing.both(one.confirmed, other.confirmed, _BELOW) if one.confirmed and other.confirmed else None
    return Furniture(confirmed, _once((*other.reading_aid, *one.reading_aid)))


def _once(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """Return the texts that say something that none before them says in the same language."""
    return tuple({(text.message.key, text.language): text for text in texts}.values())


@dataclass(frozen=True)
class _Pairing:
    untranslated: Text | None
    first_final: bool
    second_final: bool

    def both(self, first: Text, second: Text, between: tuple[Inline, ...]) -> Text:
        """Return a text in two languages; where neither is translated, in the source language."""
        if first.language == second.language:
            return first
        mark: tuple[Inline, ...] = ()
        if second.status in (TextStatus.UNTRANSLATED, TextStatus.STALE) and self.untranslated is not None:
            mark = (Strong((self.untranslated,)), Run(" "))
        return Text(first.message, first.language, first.status, ((first, *between, *mark, second),))

    def blocks(self, first: tuple[Block, ...], second: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self.block(one, other) for one, other in zip(first, second, strict=True))

    def block(self, first: Block, second: Any) -> Block:
        """Return a block in two languages; `second` is the same block in the other one."""
        match first:
            case Section():
                title = self.both(first.title, second.title, _BESIDE)
                return replace(first, title=title, children=self.blocks(first.children, second.children))
            case Callout():
                heading = self.both(first.title, second.title, _BESIDE) if first.title else None
                return replace(first, title=heading, children=self.blocks(first.children, second.children))
            case ItemList():
                items = zip(first.items, second.items, strict=True)
                return replace(first, items=tuple(self.item(one, other) for one, other in items))
            case Picture():
                return self.picture(first, second)
            case FieldRow():
                return self.row(first, second)
            case Clause():
                return Pair(first, _named(second))
            case SignatureBlock():
                return self.signatures(first, second)
            case _:
                return Pair(first, second)

    def item(self, first: ListItem, second: ListItem) -> ListItem:
        picture = self.picture(first.picture, second.picture) if isinstance(first.picture, Picture) else None
        return ListItem(self.blocks(first.children, second.children), picture)

    def picture(self, first: Picture, second: Any) -> Picture:
        """Return a picture with its words in two languages."""
        label = self.both(first.label, second.label, _BESIDE) if first.label else None
        return replace(first, alternative=self.both(first.alternative, second.alternative, _BESIDE), label=label)

    def row(self, first: FieldRow, second: FieldRow) -> FieldRow:
        return FieldRow(tuple(self.field(one, other) for one, other in zip(first.fields, second.fields, strict=True)))

    def field(self, first: Field, second: Field) -> Field:
        options = zip(first.options, second.options, strict=True)
        return replace(
            first,
            label=self.both(first.label, second.label, _BELOW),
            options=tuple(self.option(one, other) for one, other in options),
        )

    def option(self, first: FieldOption, second: FieldOption) -> FieldOption:
        fields = zip(first.fields, second.fields, strict=True)
        return replace(
            first,
            label=self.both(first.label, second.label, _BELOW),
            fields=tuple(self.field(one, other) for one, other in fields),
        )

    def signatures(self, first: SignatureBlock, second: SignatureBlock) -> SignatureBlock:
        if not self.first_final:
            return SignatureBlock((), _once((*second.notices, *first.notices)))
        if not self.second_final:
            return replace(first, notices=second.notices)
        rows = zip(first.rows, second.rows, strict=True)
        return SignatureBlock(tuple(self.row(one, other) for one, other in rows))


def _named(clause: Clause) -> Paragraph:
    """Return a sentence that names its fields where the other language's has their places."""
    labels = {field.id: field.label for field in clause.fields}

    def change(node: Any) -> Any:
        if isinstance(node, Blank):
            label = labels[node.field]
            return Text(label.message, label.language, label.status, ((Run("["), label, Run("]")),))
        return None

    return Paragraph(rebuild(clause.text, change))
