"""Everything of content/, read in one go: all faults of all files are raised together."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from docgen.content.contacts import Contact, read_contacts
from docgen.content.facts import read_facts
from docgen.content.flows import read_flow
from docgen.content.glossary import Term, read_glossary
from docgen.content.inline import MarkupError, parse_inline, placeholders
from docgen.content.markdown import read_document
from docgen.content.toml_file import TomlFile, read_text, read_toml
from docgen.content.words import read_words
from docgen.errors import ContentError, DocgenError, Location, raise_all, shown
from docgen.facts import Fact
from docgen.tree import (
    ContactsQuery,
    Document,
    Flow,
    FlowQuery,
    Include,
    Message,
    Run,
    Section,
    Text,
    walk,
)


@dataclass(frozen=True)
class Content:
    """What content/ says, before any document is put together."""

    facts: Mapping[str, Fact]
    contacts: Mapping[str, Contact]
    flows: Mapping[str, Flow]
    words: Mapping[str, Text]
    glossary: Mapping[str, Term]
    documents: Mapping[str, Document]


@dataclass
class _Reading:
    """Collects what the files give, with the faults."""

    root: Path
    errors: list[DocgenError] = field(default_factory=list)
    places: dict[tuple[str, str], Location] = field(default_factory=dict)

    def toml(self, path: Path) -> TomlFile | None:
        try:
            return read_toml(path, self.root)
        except ContentError as error:
            self.errors.append(error)
            return None

    def unique(self, kind: str, name: str, place: Location) -> bool:
        """Note an id; a second use of it is a fault."""
        first = self.places.setdefault((kind, name), place)
        if first is not place:
            said = f"the {kind} “{name}” is there twice"
            self.errors.append(ContentError(said, location=place, hint=f"the first is at {first}"))
        return first is place


T = TypeVar("T")
Read = Callable[[TomlFile], tuple[dict[str, T], list[DocgenError]]]


def read_content(folder: Path, root: Path, source_language: str) -> Content:
    """Return everything of the content folder.

    Raises:
        ContentError, DocgenErrors: all faults of all files, in the order of their places.
    """
    reading = _Reading(root)
    if not folder.is_dir():
        raise ContentError(
            "there is no such folder", location=Location(shown(folder, root)), hint="docgen new DIR makes one"
        )
    content = Content(
        facts=_tables(reading, [folder / "facts.toml"], read_facts),
        contacts=_tables(reading, sorted((folder / "contacts").glob("*.toml")), read_contacts),
        flows=_flows(reading, folder / "flows"),
        words=_tables(reading, [folder / "words.toml"], read_words),
        glossary=_tables(reading, [folder / "glossary.toml"], lambda file: read_glossary(file, source_language)),
        documents=_documents(reading, folder / "documents"),
    )
    reading.errors += _faults(content)
    raise_all(reading.errors)
    return content


def _tables(reading: _Reading, paths: Iterable[Path], read: Read[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for path in paths:
        file = reading.toml(path)
        if file is None:
            continue
        items, errors = read(file)
        reading.errors += errors
        for name, item in items.items():
            if reading.unique(path.parent.name if path.parent.name == "contacts" else path.stem, name, _place(item)):
                found[name] = item
    return found


def _place(item: object) -> Location:
    place = item.message.location if isinstance(item, Text) else getattr(item, "location", None)
    assert isinstance(place, Location)
    return place


def _flows(reading: _Reading, folder: Path) -> dict[str, Flow]:
    flows = {}
    for path in sorted(folder.glob("*.toml")):
        file = reading.toml(path)
        flow, errors = read_flow(file) if file else (None, [])
        reading.errors += errors
        if file and flow and reading.unique("flow", flow.id, file.locate("id")):
            flows[flow.id] = flow
    return flows


def _documents(reading: _Reading, folder: Path) -> dict[str, Document]:
    documents = {}
    for path in sorted(folder.glob("**/*.md")):
        try:
            document, errors = read_document(read_text(path, reading.root), shown(path, reading.root))
        except ContentError as error:
            document, errors = None, [error]
        reading.errors += errors
        if document and reading.unique("document", document.id, Location(shown(path, reading.root), 1)):
            documents[document.id] = document
    return documents


# --- what must hold between the files ----------------------------------------------------------------------------


# What the texts of words.toml may hold beside facts: filled in by localise.
_OWN = {
    "format.money": {"n"},
    "format.duration": {"n"},
    "format.age": {"n"},
    "format.law.name": {"name"},
    "format.law.year": {"name", "be", "ce"},
    "format.law.section": {"section", "law"},
    "format.date": {"day", "month", "year"},
    "notice.facts_confirmed": {"confirmed_on", "confirmed_until"},
}


def _faults(content: Content) -> Iterator[ContentError]:
    known = known_refs(content)
    for name, text in content.words.items():
        own = next((refs for prefix, refs in _OWN.items() if name.startswith(prefix)), set())
        yield from _text_faults(text.message, known | own)
    for document in content.documents.values():
        yield from _node_faults(document, content, known)
    for flow in content.flows.values():
        yield from _node_faults(flow, content, known)
    for contact in content.contacts.values():
        yield from _contact_faults(contact, content)
    for fact in content.facts.values():
        if fact.owner not in content.contacts:
            hint = "the owner is a key of content/contacts/"
            yield ContentError(
                f"{fact.id} has the owner “{fact.owner}”, who is not known", location=fact.location, hint=hint
            )


def known_refs(content: Content) -> set[str]:
    """Return every placeholder that a document may use."""
    return {*content.facts, *(f"contact.{name}.name" for name in content.contacts), "reader.language"}


def _node_faults(node: object, content: Content, known: set[str]) -> Iterator[ContentError]:
    audience = node.audience if isinstance(node, Document) else "practitioner"
    for inner in walk(node):
        if isinstance(inner, Text):
            yield from _text_faults(inner.message, known)
        elif isinstance(inner, ContactsQuery):
            yield from _query_faults(inner, audience, content)
        elif isinstance(inner, FlowQuery) and inner.id not in content.flows:
            yield _unknown("flow", inner.id, content.flows, inner.location)
        elif isinstance(inner, Include) and find_section(content, inner.target) is None:
            hint = "DOCUMENT#SECTION, by the ids in the head of the document and before the heading"
            yield ContentError(f"there is no “{inner.target}” to include", location=inner.location, hint=hint)


def find_section(content: Content, target: str) -> Section | None:
    """Return the section that "document#section" names."""
    document, _, section = target.partition("#")
    nodes = walk(content.documents.get(document, ()))
    return next((node for node in nodes if isinstance(node, Section) and node.id == section), None)


def _text_faults(message: Message, known: set[str]) -> Iterator[ContentError]:
    for msgid in filter(None, (message.msgid, message.msgid_plural)):
        try:
            nodes = parse_inline(msgid)
        except MarkupError as error:
            if not message.location.path.endswith(".md"):  # Markdown reports its own, with the column
                yield MarkupError(error.message, error.offset, message.location, error.hint)
            continue
        for ref in placeholders(nodes):
            if ref not in known:
                yield _unknown("fact", ref, known, _inside(message, "{" + ref))
        digits = [
            c for node in walk(nodes) if isinstance(node, Run) for c in node.text if unicodedata.category(c) == "Nd"
        ]
        if digits:
            hint = "make it a fact in content/facts.toml and write {its.id}; small counts can be written as words"
            yield ContentError("a number is typed in a text", location=_inside(message, digits[0]), hint=hint)


def _inside(message: Message, part: str) -> Location:
    """Return the place of a part of a text, where the file shows the text as it is."""
    place = message.location
    if not (place.column and place.path.endswith(".md")):
        return place
    return Location(place.path, place.line, place.column + max(message.msgid.find(part), 0))


def _unknown(kind: str, name: str, known: Iterable[str], place: Location) -> ContentError:
    near = get_close_matches(name, known, n=1)
    hint = f"is {near[0]} meant?" if near else "`docgen fact list` shows what there is" if kind == "fact" else ""
    return ContentError(f"the {kind} “{name}” is not known", location=place, hint=hint)


def _query_faults(query: ContactsQuery, audience: str, content: Content) -> Iterator[ContentError]:
    for name in query.only:
        if name not in content.contacts:
            yield _unknown("contact", name, content.contacts, query.location)
        elif not content.contacts[name].may_be_shown_to(audience):
            hint = "a person's paper shows help lines only, and never a shelter's place"
            said = f"the contact “{name}” may not be shown to a {audience}"
            yield ContentError(said, location=query.location, hint=hint)


def _contact_faults(contact: Contact, content: Content) -> Iterator[ContentError]:
    for ref in contact.telephones:
        if ref not in content.facts:
            yield _unknown("fact", ref, content.facts, contact.location)
    for text, place in ((contact.about, contact.about_location), (contact.hours, contact.hours_location)):
        yield from _text_faults(Message("shared", "", text, place), known_refs(content))
