"""Everything of content/, read in one go: all faults of all files are raised together."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from docgen.content.contacts import Contact, read_contacts
from docgen.content.directory import directory_faults
from docgen.content.facts import read_facts
from docgen.content.flows import LaneFlow, read_flow
from docgen.content.forms import Form, read_form
from docgen.content.glossary import Term, read_glossary
from docgen.content.inline import MarkupError, parse_inline, placeholders
from docgen.content.markdown import inside, read_document
from docgen.content.parameters import Parameter, read_parameters
from docgen.content.pictures import Drawing, read_pictures
from docgen.content.placing import PREFIX, fields_in, placing_faults, unplaced
from docgen.content.toml_file import TomlFile, read_text, read_toml
from docgen.content.unknown import unknown
from docgen.content.words import read_words
from docgen.errors import ContentError, DocgenError, Location, raise_all, shown
from docgen.facts import Fact, Money, Telephone
from docgen.tree import (
    ContactsQuery,
    DirectoryQuery,
    Document,
    FieldsQuery,
    Flow,
    FlowQuery,
    Include,
    Message,
    Paragraph,
    PictureQuery,
    Run,
    Section,
    Table,
    TelephonesQuery,
    Text,
    When,
    walk,
)


@dataclass(frozen=True)
class Content:
    """What content/ says, before any document is put together."""

    facts: Mapping[str, Fact]
    contacts: Mapping[str, Contact]
    flows: Mapping[str, Flow | LaneFlow]
    forms: Mapping[str, Form]
    words: Mapping[str, Text]
    glossary: Mapping[str, Term]
    parameters: Mapping[str, Parameter]
    pictures: Mapping[str, Drawing]
    documents: Mapping[str, Document]


@dataclass
class _Reading:
    """Collects what the files give, with the faults."""

    root: Path
    errors: list[DocgenError] = field(default_factory=list)
    unread: bool = False  # whether a file could not be read at all
    places: dict[tuple[str, str], Location] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)  # of the Markdown files

    def toml(self, path: Path) -> TomlFile | None:
        try:
            return read_toml(path, self.root)
        except ContentError as error:
            self.errors.append(error)
            self.unread = True
            return None

    def unique(self, kind: str, name: str, place: Location) -> bool:
        """Note an id; a second use of it is a fault."""
        first = self.places.setdefault((kind, name), place)
        if first is not place:
            said = f"the {kind} “{name}” is there twice"
            self.errors.append(ContentError(said, location=place, hint=f"the first is at {first}"))
        return first is place


T = TypeVar("T")
N = TypeVar("N", Flow | LaneFlow, Form)
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
        flows=_named(reading, folder / "flows", read_flow),
        forms=_named(reading, folder / "forms", read_form),
        words=_tables(reading, [folder / "words.toml"], read_words),
        glossary=_tables(reading, [folder / "glossary.toml"], lambda file: read_glossary(file, source_language)),
        parameters=_tables(reading, filter(Path.exists, [folder / "parameters.toml"]), read_parameters),
        pictures=_tables(
            reading,
            filter(Path.exists, [folder / "pictures.toml"]),
            lambda file: read_pictures(file, folder / "pictures", root),
        ),
        documents=_documents(reading, folder / "documents"),
    )
    if not reading.unread:  # what a file that nobody could read defines would be missing everywhere else
        faults = _faults(content, reading.lines)
        reading.errors += {str(error): error for error in faults}.values()  # variants share one source
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
        kind = "contact" if path.parent.name == "contacts" else path.stem
        found |= {name: item for name, item in items.items() if reading.unique(kind, name, _place(item))}
    return found


def _place(item: object) -> Location:
    place = item.message.location if isinstance(item, Text) else getattr(item, "location", None)
    assert isinstance(place, Location)
    return place


def _named(
    reading: _Reading, folder: Path, read: Callable[[TomlFile], tuple[N | None, list[DocgenError]]]
) -> dict[str, N]:
    """Return what the files of a folder describe, one thing each, by the ids that they say."""
    found: dict[str, N] = {}
    for path in sorted(folder.glob("*.toml")):
        file = reading.toml(path)
        made, errors = read(file) if file else (None, [])
        reading.errors += errors
        if file and made and reading.unique(folder.name.removesuffix("s"), made.id, file.locate("id")):
            found[made.id] = made
    return found


def _documents(reading: _Reading, folder: Path) -> dict[str, Document]:
    documents = {}
    for path in sorted(folder.glob("**/*.md")):
        name = shown(path, reading.root)
        try:
            text = read_text(path, reading.root)
            reading.lines[name] = text.split("\n")
            found, errors = read_document(text, name)
        except ContentError as error:
            found, errors = (), [error]
        reading.errors += errors
        for document in found:
            if reading.unique("document", document.id, Location(name, 1)):
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
    "format.table": {"n"},
    "format.figure": {"n"},
    "format.date": {"day", "month", "year"},
    "format.month_year": {"month", "year"},
    "format.year": {"year"},
    "notice.facts_confirmed": {"confirmed_on", "confirmed_until"},
    "slip.message": {"edition", "title", "language", "recalled_on"},
    "slip.reason": {"reason"},
    "slip.place": {"place", "copies", "sent_on"},
    "signoff.title": {"language"},
    "speech.title": {"title"},
    "speech.section": {"title"},
    "signoff.code": {"code"},
}


Lines = Mapping[str, Sequence[str]]


def _faults(content: Content, lines: Lines) -> Iterator[ContentError]:
    known = known_refs(content)
    for name, text in content.words.items():
        own = next((refs for prefix, refs in _OWN.items() if name.startswith(prefix)), set())
        # A format is filled with its own parts only: what writes a value asks for no other value.
        yield from _text_faults(text.message, own if name.startswith("format.") else known | own, lines)
    for document in content.documents.values():
        yield from _parameter_faults(document, content)
        yield from _node_faults(document, content, known | _own_refs(document, content), lines)
        yield from _link_faults(document, lines)
        yield from _part_faults(document, content)
        yield from placing_faults(document, content.forms)
    forms = {f"{p.id}.{form}" for p in content.parameters.values() for form in p.forms}
    for flow in content.flows.values():
        yield from _node_faults(flow, content, known | forms, lines)
    for form in content.forms.values():
        yield from _form_faults(form, content, known)
    yield from unplaced(content.documents, content.forms)
    for contact in content.contacts.values():
        yield from _contact_faults(contact, content)
    for fact in content.facts.values():
        yield from _fact_faults(fact, content)
    for drawing in content.pictures.values():
        for text in (drawing.label, drawing.alternative):
            yield from _text_faults(text.message, known, {})


def _fact_faults(fact: Fact, content: Content) -> Iterator[ContentError]:
    if fact.owner not in content.contacts:
        hint = "the owner is a key of content/contacts/"
        yield ContentError(
            f"{fact.id} has the owner “{fact.owner}”, who is not known", location=fact.location, hint=hint
        )
    if fact.id.startswith(PREFIX):
        said = f"{fact.id} is named like a field of a form"
        yield ContentError(said, location=fact.location, hint="choose another word before the full stop")
    if isinstance(fact.value, Money) and f"format.money.{fact.value.currency}" not in content.words:
        said = f"{fact.id} is in {fact.value.currency}, and content/words.toml does not say how that is written"
        hint = f'add [format.money.{fact.value.currency}] with text = "{{n}} …"'
        yield ContentError(said, location=fact.location, hint=hint)


def _form_faults(form: Form, content: Content, known: set[str]) -> Iterator[ContentError]:
    """Yield what is wrong with the words of a form; it is a person's paper, whoever fills it in."""
    for asked in form.fields.values():
        for text in filter(None, (asked.label, asked.help, *(option.label for option in asked.options.values()))):
            yield from _text_faults(text.message, known, {})
            yield from _shelter_faults(text.message, content, {})


def known_refs(content: Content) -> set[str]:
    """Return every placeholder that a document may use."""
    return {*content.facts, *(f"contact.{name}.name" for name in content.contacts), "reader.language"}


def _own_refs(document: Document, content: Content) -> set[str]:
    """Return the placeholders that only this document may use: forms of its parameter, its tables and charts."""
    own = {f"see.{node.id}" for node in walk(document) if isinstance(node, Table) and node.id}
    own |= {f"see.{node.id}" for node in walk(document) if isinstance(node, FlowQuery) and node.view == "chart"}
    parameter = content.parameters.get(document.parameter[0]) if document.parameter else None
    return own | ({f"{parameter.id}.{form}" for form in parameter.forms} if parameter else set())


def _parameter_faults(document: Document, content: Content) -> Iterator[ContentError]:
    """Yield where a document or a condition names what parameters.toml does not have."""
    asked = {"reader": {"adult", "child"}, "audience": {"person", "practitioner"}}
    asked |= {parameter.id: set(parameter.variants) for parameter in content.parameters.values()}
    place = document.title.message.location
    if document.parameter:
        yield from _condition_faults(document.parameter, asked, place)
    for node in walk(document):
        if isinstance(node, When):
            for condition in node.conditions:
                yield from _condition_faults(condition, asked, node.location)


def _condition_faults(
    condition: tuple[str, str], asked: Mapping[str, set[str]], place: Location
) -> Iterator[ContentError]:
    name, value = condition
    if name not in asked:
        yield unknown("parameter", name, asked, place)
    elif value not in asked[name]:
        yield unknown(name, value, asked[name], place)


def _node_faults(node: object, content: Content, known: set[str], lines: Lines) -> Iterator[ContentError]:
    audience = node.audience if isinstance(node, Document) else "practitioner"
    sentences: set[int] = set()  # texts of paragraphs, which alone may hold fields
    for inner in walk(node):
        if isinstance(inner, Paragraph):
            sentences.add(id(inner.text))
        if isinstance(inner, Text):
            fields = {PREFIX + name for name in fields_in(inner.message)} if id(inner) in sentences else set()
            yield from _text_faults(inner.message, known | fields, lines)
            if audience == "person":
                yield from _shelter_faults(inner.message, content, lines)
        else:
            yield from _named_faults(inner, audience, content)


def _named_faults(query: object, audience: str, content: Content) -> Iterator[ContentError]:
    """Yield what is wrong with a block that names something of another file."""
    if isinstance(query, ContactsQuery):
        yield from _query_faults(query, audience, content)
    elif isinstance(query, DirectoryQuery):
        yield from directory_faults(query, audience, content.contacts, content.words)
    elif isinstance(query, TelephonesQuery):
        yield from _dial_faults(query, content)
    elif isinstance(query, FlowQuery):
        yield from _flow_faults(query, content)
    elif isinstance(query, PictureQuery) and query.id not in content.pictures:
        yield unknown("picture", query.id, content.pictures, query.location)
    elif isinstance(query, Include):
        yield from _include_faults(query, query.location, audience, content)


def _dial_faults(query: TelephonesQuery, content: Content) -> Iterator[ContentError]:
    """Yield what is no telephone of a help line."""
    helping = {ref for one in content.contacts.values() if one.may_be_shown_to("person") for ref in one.telephones}
    for ref in query.only:
        if ref not in content.facts:
            yield unknown("fact", ref, content.facts, query.location)
        elif ref not in helping:
            hint = 'a telephone of a contact with purpose = "help"'
            yield ContentError(f"“{ref}” is no help line's telephone", location=query.location, hint=hint)


def _flow_faults(query: FlowQuery, content: Content) -> Iterator[ContentError]:
    if query.id not in content.flows:
        yield unknown("flow", query.id, content.flows, query.location)
    elif isinstance(content.flows[query.id], LaneFlow) != bool(query.view):
        hint = "a flow without lanes is shown by {flow}, one with lanes by {chart}, {steps} or {actors}"
        yield ContentError(f"the flow “{query.id}” cannot be shown like this", location=query.location, hint=hint)


def _link_faults(document: Document, lines: Lines) -> Iterator[ContentError]:
    """Yield links to sections that the document does not have; an included section may bring some of its own."""
    nodes = list(walk(document))
    if any(isinstance(node, Include) for node in nodes):
        return
    ids = {node.id for node in nodes if isinstance(node, Section)}
    for message in (node.message for node in nodes if isinstance(node, Text)):
        for name in re.findall(r"\]\(#([^()\s]*)\)", message.msgid):
            if name not in ids:
                yield unknown("section", name, ids, _inside(message, message.msgid.find(f"](#{name})"), lines))


def _part_faults(document: Document, content: Content) -> Iterator[ContentError]:
    """Yield ids of sections that two parts of a document have: a link, or a line of the contents, could mean both."""
    ids = {node.id for node in walk(document) if isinstance(node, Section)}
    for include in (node for node in walk(document) if isinstance(node, Include) and node.whole):
        blocks = content.documents[include.target].blocks if include.target in content.documents else ()
        own = {include.target, *(node.id for node in walk(blocks) if isinstance(node, Section))}
        for name in sorted(ids & own):
            said = f"a section of “{include.target}” has the id “{name}”, which stands in this document already"
            yield ContentError(said, location=include.location, hint="give one of the two sections another id")
        ids |= own


def _include_faults(
    include: Include, place: Location, audience: str, content: Content, above: tuple[str, ...] = ()
) -> Iterator[ContentError]:
    """Yield what is wrong with an include, and what its section may not show to the reader of this document."""
    included = content.documents.get(include.target) if include.whole else find_section(content, include.target)
    if included is None:
        hint = "DOCUMENT#SECTION, by the ids in the head of the document and before the heading"
        hint = "the id in the head of a document" if include.whole else hint
        yield ContentError(f"there is no “{include.target}” to include", location=place, hint=hint)
    elif include.target in above:
        yield ContentError(f"“{include.target}” includes itself", location=place, hint="take one of the two out")
    else:
        for inner in walk(included.blocks if isinstance(included, Document) else included.children):
            if isinstance(inner, ContactsQuery) and audience == "person":
                yield from _query_faults(dataclasses.replace(inner, location=place), audience, content)
            elif isinstance(inner, DirectoryQuery) and audience == "person":
                there = dataclasses.replace(inner, location=place)
                yield from directory_faults(there, audience, content.contacts, content.words)
            elif isinstance(inner, Text) and audience == "person":
                yield from _shelter_faults(dataclasses.replace(inner.message, location=place), content, {})
            elif isinstance(inner, Include):
                yield from _include_faults(inner, place, audience, content, (*above, include.target))
            elif isinstance(inner, FieldsQuery) or (isinstance(inner, Paragraph) and fields_in(inner.text.message)):
                said = f"“{include.target}” has fields of a form, which cannot be included"
                yield ContentError(said, location=place, hint="place the fields where they are filled in")


def find_section(content: Content, target: str) -> Section | None:
    """Return the section that "document#section" names."""
    document, _, section = target.partition("#")
    nodes = walk(content.documents.get(document, ()))
    return next((node for node in nodes if isinstance(node, Section) and node.id == section), None)


def _text_faults(message: Message, known: set[str], lines: Lines) -> Iterator[ContentError]:
    for msgid in filter(None, (message.msgid, message.msgid_plural)):
        try:
            nodes = parse_inline(msgid)
        except MarkupError as error:
            if not message.location.path.endswith(".md"):  # Markdown reports its own, with the column
                yield MarkupError(error.message, error.offset, message.location, error.hint)
            continue
        for ref in placeholders(nodes):
            if ref.startswith(PREFIX) and ref not in known:
                place = _inside(message, msgid.find(f"{{{ref}}}"), lines)
                yield ContentError("a field stands in a paragraph or in :::{fields}", location=place)
            elif ref not in known:
                yield unknown("fact", ref, known, _inside(message, msgid.find(f"{{{ref}}}"), lines))
        digits = [
            c for node in walk(nodes) if isinstance(node, Run) for c in node.text if unicodedata.category(c) == "Nd"
        ]
        if digits:
            hint = "make it a fact in content/facts.toml and write {its.id}; small counts can be written as words"
            # Placeholders and addresses may hold the same digit, and are no typed numbers.
            words = re.sub(r"\{[^{}]*\}|\]\([^()\s]*\)", lambda found: " " * len(found[0]), msgid)
            place = _inside(message, words.find(digits[0]), lines)
            yield ContentError("a number is typed in a text", location=place, hint=hint)


def _shelter_faults(message: Message, content: Content, lines: Lines) -> Iterator[ContentError]:
    """Yield where a person's text names a shelter."""
    for name in re.findall(r"\{contact\.([^{}]*)\.name\}", message.msgid):
        if name in content.contacts and content.contacts[name].kind == "shelter":
            place = _inside(message, message.msgid.find(f"{{contact.{name}.name}}"), lines)
            said = f"the contact “{name}” may not be named to a person"
            yield ContentError(said, location=place, hint="a person's paper never says which shelter, or where it is")


def _inside(message: Message, offset: int, lines: Lines) -> Location:
    """Return the place of a character of a text, where its file shows the text as it is."""
    place = message.location
    return inside(place, message.msgid, offset, lines[place.path]) if place.path in lines else place


def _query_faults(query: ContactsQuery, audience: str, content: Content) -> Iterator[ContentError]:
    for name in query.only:
        if name not in content.contacts:
            yield unknown("contact", name, content.contacts, query.location)
        elif not content.contacts[name].may_be_shown_to(audience):
            hint = "a person's paper shows help lines only, and never a shelter's place"
            said = f"the contact “{name}” may not be shown to a {audience}"
            yield ContentError(said, location=query.location, hint=hint)


def _contact_faults(contact: Contact, content: Content) -> Iterator[ContentError]:
    for ref in contact.telephones:
        if ref not in content.facts:
            yield unknown("fact", ref, content.facts, contact.location)
        elif not isinstance(content.facts[ref].value, Telephone):
            yield ContentError(f"{contact.id}: the fact “{ref}” is no telephone", location=contact.location)
    spoken = [name.removeprefix("language.") for name in content.words if name.startswith("language.")]
    for tag in contact.languages:
        if tag not in spoken:
            yield unknown("language", tag, spoken, contact.location)
    for text, place in ((contact.about, contact.about_location), (contact.hours, contact.hours_location)):
        yield from _text_faults(Message("shared", "", text, place), known_refs(content), {})
