"""What a change would touch, before it is made: texts, pages, approvals, confirmations, copies that are out there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum
from functools import cached_property
from itertools import accumulate

from docgen.content.inline import parse_inline, placeholders
from docgen.errors import WorkspaceError
from docgen.facts import Confirmation, Fact, Law, Organisation, describe
from docgen.languages import Language
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.line import Target, localised
from docgen.pipeline.manifest import Manifest, Record, read_manifest
from docgen.pipeline.releases import Released, releases
from docgen.pipeline.resolved import found_messages, resolved
from docgen.tree import Document, Furniture, Message, Placeholder, Text, plain, walk
from docgen.verify.extract import pdf_pages
from docgen.verify.text import compact, texts
from docgen.writers.artefact import Format

END = 20  # letters at either end by which a text is found that goes on overleaf: at least two lines are there
Key = tuple[str, str, str]


class Kind(Enum):
    """What is to be changed."""

    FACT = "fact"
    TEXT = "text"
    TERM = "term"


@dataclass(frozen=True)
class Subject:
    """What is to be changed: its kind, how it is called, and what it says today."""

    kind: Kind
    name: str
    says: str


@dataclass(frozen=True)
class Touched:
    """A file that shows it; `pages` where they are known. `state` is "", "not built", or "stale"."""

    target: Target
    pages: tuple[int, ...]
    state: str


@dataclass(frozen=True)
class Void:
    """An approval that would be void: of a text in a language, given by some role codes, or official."""

    language: str
    message: Message
    codes: tuple[str, ...]
    official: bool


@dataclass(frozen=True)
class Impact:
    """What a change would touch. A changed value is in no translation's approval; a changed text is."""

    subject: Subject
    texts: tuple[Message, ...]
    files: tuple[Touched, ...]
    approvals: tuple[Void, ...]
    confirmation: Confirmation | None
    editions: tuple[Released, ...]

    @property
    def copies(self) -> int:
        """How many copies are known to be out there."""
        return sum(sent.copies for edition in self.editions if not edition.recalled for sent in edition.sent)


def impacts(inputs: Inputs, what: str) -> list[Impact]:
    """Return what a change of `what` would touch, for each thing that is called so.

    It is the id of a fact, the msgid or the msgctxt of texts, or the id or the source word of a term.

    Raises:
        WorkspaceError: nothing is called so.
    """
    looking = _Looking(inputs)
    found = [*looking.fact(what), *looking.text(what), *looking.term(what)]
    if not found:
        near = get_close_matches(what, looking.names, n=3, cutoff=0.5)
        hint = f"is one of these meant: {', '.join(near)}?" if near else "docgen fact list; content/glossary.toml"
        raise WorkspaceError(f"no fact, text or term is called “{what}”", hint=hint)
    return found


@dataclass(frozen=True)
class _Looking:
    inputs: Inputs

    @cached_property
    def messages(self) -> list[Message]:
        return [message for of_domain in found_messages(self.inputs).values() for message in of_domain]

    @cached_property
    def documents(self) -> list[Document]:
        return resolved(self.inputs)

    @cached_property
    def manifest(self) -> Manifest:
        return read_manifest(self.inputs.workspace.build)

    @cached_property
    def released(self) -> list[Released]:
        return list(releases(self.inputs.workspace))

    @property
    def names(self) -> list[str]:
        content = self.inputs.content
        texts = [name for message in self.messages for name in (message.msgid, message.msgctxt)]
        return list(dict.fromkeys([*content.facts, *content.glossary, *texts]))

    # --- the three kinds of things ---

    def fact(self, what: str) -> Iterator[Impact]:
        fact = self.inputs.content.facts.get(what)
        if fact is None:
            return
        showing = tuple(m for m in self.messages if what in placeholders(parse_inline(m.msgid)))
        documents = [document.id for document in self.documents if _shows(document, what)]
        files = tuple(self.of_fact(target, what) for target in self.targets(documents))
        editions = tuple(edition for edition in self.released if what in dict(edition.values))
        subject = Subject(Kind.FACT, what, f"{describe(fact.value)}, {fact.state.value}")
        yield Impact(subject, showing, files, self.void(self.names_of(fact)), fact.confirmation, editions)

    def text(self, what: str) -> Iterator[Impact]:
        texts = [message for message in self.messages if what in (message.msgid, message.msgctxt)]
        if texts:
            yield self.of_texts(Subject(Kind.TEXT, what, f"{len(texts)} texts"), texts)

    def term(self, what: str) -> Iterator[Impact]:
        for term in self.inputs.content.glossary.values():
            if what == term.id or what.casefold() == term.source.casefold():
                texts = [message for message in self.messages if term.named_in(message.msgid)]
                yield self.of_texts(Subject(Kind.TERM, term.id, term.source), texts)

    # --- what they touch ---

    def of_texts(self, subject: Subject, texts: list[Message]) -> Impact:
        keys = {message.key for message in texts}
        showing = [document.id for document in self.documents if keys & _keys(document)]
        files = tuple(touched for name in showing for touched in self.with_texts(name, keys))
        editions = tuple(edition for edition in self.released if edition.document in showing)
        return Impact(subject, tuple(texts), files, self.void(texts), None, editions)

    def targets(self, documents: Iterable[str]) -> Iterator[Target]:
        for name in documents:
            for tag in self.inputs.workspace.languages_of(name):
                yield from (Target(name, tag, format) for format in Format)

    def of_fact(self, target: Target, ref: str) -> Touched:
        record = self.manifest.get(target)
        shown = record.values.get(ref) if record else None
        return Touched(target, shown.pages if shown else (), _state(record))

    def with_texts(self, document: str, keys: set[Key]) -> Iterator[Touched]:
        for target in self.targets([document]):
            language = self.inputs.workspace.languages[target.language]
            record = self.manifest.get(target)
            pages = self.pages(record, language, keys) if record and target.format is Format.PDF else ()
            yield Touched(target, pages, _state(record))

    def pages(self, record: Record, language: Language, keys: set[Key]) -> tuple[int, ...]:
        """Return the pages of a built PDF on which the texts stand."""
        try:
            extracted = pdf_pages((self.inputs.workspace.build / record.path).read_bytes())
        except OSError:
            return ()
        placed = text_pages(localised(self.inputs, record.document, language), extracted)
        return tuple(sorted({page for text, pages in placed if keys & _keys(text) for page in pages}))

    def void(self, texts: Iterable[Message]) -> tuple[Void, ...]:
        """Return the approvals of these texts, in all languages: each binds the source text and the translation."""
        translations = self.inputs.translations
        return tuple(
            Void(tag, message, tuple(sorted(codes)), official)
            for message in texts
            for tag in self.inputs.workspace.languages
            for codes, official in [(translations.codes(message, tag), translations.is_official(message, tag))]
            if codes or official
        )

    def names_of(self, fact: Fact) -> list[Message]:
        """Return the text that the value of a fact is itself: the name of a law or an organisation is translated."""
        match fact.value:
            case Law(name):
                msgctxt = f"law.{name}"
            case Organisation(name):
                msgctxt = f"organisation.{name}"
            case _:
                return []
        return [message for message in self.messages if message.msgctxt == msgctxt]


def _state(record: Record | None) -> str:
    if record is None:
        return "not built"
    return "stale" if record.stale else ""


def _keys(tree: Document | Text) -> set[Key]:
    return {node.message.key for node in walk(tree) if isinstance(node, Text)}


def text_pages(document: Document, extracted: Sequence[str]) -> list[tuple[Text, set[int]]]:
    """Return the texts of a document with the pages of its PDF that they stand on.

    A short text has its words on many pages: it stands between the texts around it that are on one page only.
    """
    pages = [compact(page) for page in extracted]
    body = texts(replace(document, furniture=Furniture()))
    found = [_having(compact(plain(text)), pages) for text in body]
    first = list(accumulate((max(on) if len(on) == 1 else 0 for on in found), max))
    last = list(accumulate((min(on) if len(on) == 1 else len(pages) for on in reversed(found)), min))[::-1]
    between = [{n for n in on if low <= n <= high} or on for on, low, high in zip(found, first, last, strict=True)]
    foot = [text for text in (document.furniture.confirmed, *document.furniture.reading_aid) if text is not None]
    return [*zip(body, between, strict=True), *((text, _having(compact(plain(text)), pages)) for text in foot)]


def _having(words: str, pages: Sequence[str]) -> set[int]:
    """Return the pages that have some words, or the ends of those that go overleaf."""
    if whole := _pages_with(words, pages):
        return whole
    return _pages_with(words[:END], pages) | _pages_with(words[-END:], pages)


def _pages_with(words: str, pages: Sequence[str]) -> set[int]:
    return {number for number, page in enumerate(pages, 1) if words and words in page}


def _shows(document: Document, ref: str) -> bool:
    """Whether a document has a placeholder, in a text, beside a contact, or in a notice on its pages."""
    for node in walk(document):
        if isinstance(node, Placeholder) and node.ref == ref:
            return True
        if isinstance(node, Text) and ref in placeholders(parse_inline(node.message.msgid)):
            return True
    return False
