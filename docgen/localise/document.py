"""A translated document becomes one for its reader: values stand where placeholders were, and the page's notices."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from docgen.facts import Fact, FactState
from docgen.gate import facts_shown, reasons
from docgen.languages import Language
from docgen.localise.values import Writer, fill
from docgen.tree import Block, Callout, Document, Furniture, Placeholder, Say, Text, TextStatus, Value, rebuild, walk


def localise(
    document: Document,
    facts: Mapping[str, Fact],
    languages: Mapping[str, Language],
    authority: str,
    aids: tuple[str, ...],
) -> Document:
    """Return the document with every placeholder a value, and with the notices that its status asks for.

    A reading aid says that the text of the language `authority` counts, in the reader's language and in those of `aids`.
    """
    localiser = _Localiser(document.language, facts, languages, {(n, t): text for n, t, text in document.words})
    labels = (*document.labels, *_untranslated_label(document, localiser))
    whole = rebuild(dataclasses.replace(document, words=(), labels=labels), localiser.change)
    return dataclasses.replace(whole, furniture=_furniture(whole, localiser, authority, aids))


def _untranslated_label(document: Document, localiser: _Localiser) -> tuple[tuple[str, Text], ...]:
    """Return the mark of blocks in the source language, where the document has such blocks."""
    statuses = {
        node.status for node in walk((document.blocks, document.title, document.labels)) if isinstance(node, Text)
    }
    if not statuses & {TextStatus.UNTRANSLATED, TextStatus.STALE}:
        return ()
    return (("untranslated", localiser.words["notice.untranslated", document.language]),)


@dataclass(frozen=True)
class _Localiser:
    reader: str
    facts: Mapping[str, Fact]
    languages: Mapping[str, Language]
    words: Mapping[tuple[str, str], Text]

    def change(self, node: Any) -> Any:
        if isinstance(node, Text):
            return self.text(node)
        if isinstance(node, Placeholder):  # one that stands alone: the telephones of a contact
            return self.value(node.ref, self.reader)
        if isinstance(node, Callout):
            return self.callout(node)
        return None

    def callout(self, callout: Callout) -> Callout | None:
        """Return a box without what its reader does not need, and without its mark once its words are agreed."""
        needed = tuple(block for block in callout.children if not self.superfluous(block))
        if not needed or (callout.kind == "composed" and _adopted(callout)):
            return Callout("plain", rebuild(needed, self.change))
        return rebuild(dataclasses.replace(callout, children=needed), self.inside)

    def inside(self, node: Any) -> Any:
        """Change what stands in a box, not the box again."""
        return None if isinstance(node, Callout) else self.change(node)

    def superfluous(self, block: Block) -> bool:
        """Whether a block is a sentence to say in another language, for a reader who speaks that language."""
        return isinstance(block, Say) and block.spoken.language == self.reader

    def text(self, text: Text) -> Text:
        """Return a text with its values, written as its own language writes them."""
        refs = {node.ref for node in walk(text.forms) if isinstance(node, Placeholder)}
        return fill(text, {ref: self.value(ref, text.language) for ref in refs})

    def value(self, ref: str, language: str) -> Value:
        writer = self.writer(language)
        if ref in self.facts:
            return writer.fact(self.facts[ref])
        if ref == "reader.language":
            return Value(ref, (writer.word(f"language.{self.reader}"),), "", None, kept=False)
        return writer.name(ref)

    def writer(self, language: str) -> Writer:
        return Writer(self.languages[language], self.words)


def _adopted(callout: Callout) -> bool:
    return all(node.message.adopted for node in walk(callout.children) if isinstance(node, Text))


def _furniture(document: Document, localiser: _Localiser, authority: str, aids: tuple[str, ...]) -> Furniture:
    """Return what stands on every page: the facts' notice, and for a document that is not final what it is."""
    confirmed = _facts_notice(document, localiser)
    if not reasons(dataclasses.replace(document, furniture=Furniture(confirmed))):
        return Furniture(confirmed)
    notice = "notice.reading_aid_authority" if document.language == authority else "notice.reading_aid"
    spoken = dict.fromkeys([document.language, *aids])
    return Furniture(confirmed, tuple(localiser.text(localiser.words[notice, tag]) for tag in spoken))


def _facts_notice(document: Document, localiser: _Localiser) -> Text:
    shown = [localiser.facts[ref] for ref in facts_shown(document)]
    given = [fact.confirmation for fact in shown if fact.state is FactState.CONFIRMED and fact.confirmation]
    if not given or len(given) < len(shown):
        return localiser.text(localiser.words["notice.facts_unconfirmed", document.language])
    text = localiser.words["notice.facts_confirmed", document.language]
    writer = localiser.writer(text.language)
    # The page makes one claim for all its facts: the day of the oldest confirmation, the end of the first to expire.
    days: dict[str, date] = {
        "confirmed_on": min(confirmation.on for confirmation in given),
        "confirmed_until": min(confirmation.until for confirmation in given),
    }
    return localiser.text(fill(text, {ref: writer.day(ref, day) for ref, day in days.items()}))
