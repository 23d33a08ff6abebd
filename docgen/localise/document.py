"""A translated document becomes one for its reader: values stand where placeholders were, and the page's notices."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from docgen.errors import Location
from docgen.facts import Fact, FactState
from docgen.gate import facts_shown, reasons, unapproved
from docgen.languages import Calendar, Language
from docgen.localise.numbering import captioned, with_lists, with_numbers
from docgen.localise.values import Writer, fill
from docgen.tree import (
    Blank,
    Block,
    Callout,
    Chart,
    Clause,
    Copy,
    Document,
    Field,
    FieldKind,
    Furniture,
    ListItem,
    Message,
    Origin,
    Paragraph,
    Placeholder,
    Run,
    Say,
    Section,
    SignatureBlock,
    Table,
    Text,
    TextStatus,
    Value,
    is_beside,
    rebuild,
    walk,
)
from docgen.workspace import CONFIGURATION


def localise(
    document: Document,
    facts: Mapping[str, Fact],
    languages: Mapping[str, Language],
    authority: str,
    aids: tuple[str, ...],
    first: Document | None = None,
) -> Document:
    """Return the document with every placeholder a value, and with the notices that its status asks for.

    A reading aid says that the text of the language `authority` counts, in the reader's language and in `aids`, and
    has nothing to sign. `first` is the same document in the authority's language, where this one stands beside it.
    """
    words = {(name, tag): text for name, tag, text in document.words}
    calendar = languages[first.language if first else document.language].calendar  # there is one date to fill in
    localiser = _Localiser(document.language, facts, languages, words, captioned(document.blocks), calendar)
    rest = rebuild(dataclasses.replace(document, blocks=(), words=()), localiser.change)
    language = languages[document.language]
    blocks = localiser.blocks(document.blocks)
    whole = dataclasses.replace(rest, blocks=with_numbers(blocks, language) if document.numbered else blocks)
    whole = with_lists(whole, language)
    if _adopted(whole.blocks):
        whole = dataclasses.replace(whole, proposal=None)
    whole = dataclasses.replace(whole, furniture=_furniture(whole, localiser, authority, aids))
    if not whole.final:
        kind = "authority_is_signed" if first and first.final else "not_for_signing"
        notice = "not_for_signing_authority" if document.language == authority else kind
        whole = _unsigned(whole, lambda: localiser.spoken(f"notice.{notice}", aids))
    return dataclasses.replace(whole, labels=(*whole.labels, *_untranslated_label(whole, localiser)))


def _unsigned(document: Document, notices: Callable[[], tuple[Text, ...]]) -> Document:
    """Return a reading aid with notices where its signatures would stand."""
    withheld: list[SignatureBlock] = []

    def change(node: Any) -> Any:
        if not isinstance(node, SignatureBlock):
            return None
        withheld.append(node)
        return SignatureBlock((), notices())

    blocks = rebuild(document.blocks, change)
    return dataclasses.replace(document, blocks=blocks, withheld=tuple(withheld))


def _untranslated_label(document: Document, localiser: _Localiser) -> tuple[tuple[str, Text], ...]:
    """Return the mark of texts in the source language, where the pages have such texts."""
    if not any(_missing(node) for node in walk(document) if isinstance(node, Text)):
        return ()
    return (("untranslated", localiser.text(localiser.words["notice.untranslated", document.language])),)


@dataclass(frozen=True)
class _Localiser:
    reader: str
    facts: Mapping[str, Fact]
    languages: Mapping[str, Language]
    words: Mapping[tuple[str, str], Text]
    captioned: Mapping[str, tuple[str, int]]
    calendar: Calendar

    def change(self, node: Any) -> Any:
        if isinstance(node, Text):
            return self.text(node)
        if isinstance(node, Placeholder):  # one that stands alone: the telephones of a contact
            return self.value(node.ref, self.reader)
        if isinstance(node, Callout):
            return self.callout(node)
        if isinstance(node, Clause):
            return self.clause(node)
        if isinstance(node, Field) and node.kind is FieldKind.DATE:
            return self.date(node)
        if isinstance(node, Section):
            return self.section(node)
        if isinstance(node, Table | Chart) and node.id in self.captioned and node.label is None:
            label = self.writer(self.reader).numbered(*self.captioned[node.id])
            return rebuild(dataclasses.replace(node, label=label), self.change)
        if isinstance(node, ListItem):
            picture = rebuild(node.picture, self.change)
            return dataclasses.replace(node, children=self.blocks(node.children), picture=picture)
        return None

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return the blocks that the reader needs."""
        return rebuild(tuple(block for block in blocks if not self.superfluous(block)), self.change)

    def section(self, section: Section) -> Section:
        """Return a section; one that a language says beside others, in that language."""
        if isinstance(section, Copy):
            return dataclasses.replace(self, reader=section.language).copy(section)
        children = section.children
        if _adopted(children):  # a part that was a proposal has become the publisher's own
            children = tuple(child for child in children if not _is_proposal(child))
        return dataclasses.replace(section, title=self.text(section.title), children=self.blocks(children))

    def copy(self, copy: Copy) -> Copy:
        """Return what the reader's language says beside others, with a notice while any of it is not approved."""
        children = self.blocks(copy.children)
        notice = self.text(copy.notice) if copy.notice and unapproved(children) else None
        return dataclasses.replace(copy, title=own_name(self.languages[self.reader]), children=children, notice=notice)

    def callout(self, callout: Callout) -> Callout:
        """Return a box without what its reader does not need, and without its mark once its words are agreed."""
        children = self.blocks(callout.children)
        if not children or (callout.kind == "composed" and _adopted(callout.children)):
            return Callout("plain", children)
        return dataclasses.replace(callout, title=rebuild(callout.title, self.change), children=children)

    def clause(self, clause: Clause) -> Clause:
        """Return a sentence with a blank for each field, and the fields with their own words."""
        blanks = {f"field.{field.id}": Blank(field.id, field.width) for field in clause.fields}
        return Clause(self.text(fill(clause.text, blanks)), rebuild(clause.fields, self.change))

    def date(self, field: Field) -> Field:
        """Return a date whose year says of which era it is, where that is not the common one."""
        day, month, year = rebuild(field.options, self.change)
        if self.calendar is Calendar.BUDDHIST:
            year = dataclasses.replace(year, label=self.text(self.words["form.year_be", self.reader]))
        return dataclasses.replace(field, label=self.text(field.label), options=(day, month, year))

    def spoken(self, name: str, aids: tuple[str, ...]) -> tuple[Text, ...]:
        """Return a notice in the reader's language and in `aids`, each language once."""
        found: dict[str, Text] = {}
        for tag in (self.reader, *aids):
            text = self.words[name, tag]
            found.setdefault(text.language, text)  # what is not translated is in the source language: not twice
        return tuple(self.text(text) for text in found.values())

    def superfluous(self, block: Block) -> bool:
        """Whether a block is a sentence to say in another language, for a reader who speaks that language.

        One that is not translated stands there in the source language: it stays, marked, for that language's readers.
        """
        return isinstance(block, Say) and block.spoken.language == self.reader and not _missing(block.spoken)

    def text(self, text: Text) -> Text:
        """Return a text with its values, written as its own language writes them."""
        refs = {node.ref for node in walk(text.forms) if isinstance(node, Placeholder)}
        return fill(text, {ref: self.value(ref, text.language) for ref in refs})

    def value(self, ref: str, language: str) -> Value:
        writer = self.writer(language)
        if ref in self.facts:
            return writer.fact(self.facts[ref])
        if ref.startswith("see."):
            id = ref.removeprefix("see.")
            return Value(ref, (writer.numbered(*self.captioned[id]),), "", None, f"#{id}")
        if ref == "reader.language":
            return Value(ref, (writer.word(f"language.{self.reader}"),), "", None, kept=False)
        return writer.name(ref)

    def writer(self, language: str) -> Writer:
        return Writer(self.languages[language], self.words, self.languages)


def own_name(language: Language) -> Text:
    """Return a language's name in itself: a setting of the workspace, and no text that is translated."""
    message = Message("typed", "", language.name, Location(CONFIGURATION))
    return Text(message, language.tag, TextStatus.APPROVED, ((Run(language.name),),))


def _adopted(blocks: tuple[Block, ...]) -> bool:
    """Whether all words of some blocks that are ours are agreed; a notice or a contact's name is not ours to adopt."""
    messages = [node.message for node in walk(blocks) if isinstance(node, Text)]
    return all(message.adopted for message in messages if message.origin is Origin.COMPOSED)


def _is_proposal(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "proposal"


def _missing(text: Text) -> bool:
    return text.status in (TextStatus.UNTRANSLATED, TextStatus.STALE)


def _furniture(document: Document, localiser: _Localiser, authority: str, aids: tuple[str, ...]) -> Furniture:
    """Return what stands on every page: the facts' notice, and for a document that is not final what it is."""
    confirmed = _facts_notice(document, localiser)
    if not reasons(dataclasses.replace(document, furniture=Furniture(confirmed))):
        return Furniture(confirmed)
    kind = "reading_aid_authority" if document.language == authority else "reading_aid"
    notice = "reading_aid_beside" if is_beside(document) else kind
    return Furniture(confirmed, localiser.spoken(f"notice.{notice}", aids))


def _facts_notice(document: Document, localiser: _Localiser) -> Text:
    text = localiser.words["notice.facts_confirmed", document.language]
    # The sentence may show a fact of its own, the number to call: its claim is for that one too.
    own = [node.ref for node in walk(text.forms) if isinstance(node, Placeholder) and node.ref in localiser.facts]
    shown = [localiser.facts[ref] for ref in dict.fromkeys([*facts_shown(document), *own])]
    given = [fact.confirmation for fact in shown if fact.state is FactState.CONFIRMED and fact.confirmation]
    if not given or len(given) < len(shown):
        return localiser.text(localiser.words["notice.facts_unconfirmed", document.language])
    writer = localiser.writer(text.language)
    # The page makes one claim for all its facts: the day of the oldest confirmation, the end of the first to expire.
    days: dict[str, date] = {
        "confirmed_on": min(confirmation.on for confirmation in given),
        "confirmed_until": min(confirmation.until for confirmation in given),
    }
    return localiser.text(fill(text, {ref: writer.day(ref, day) for ref, day in days.items()}))
