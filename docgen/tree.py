"""The document tree: one for all writers. Each text knows its message, place, language, origin and status.

The same types serve from reading to writing; what changes on the way is the inside of `Text`. After *resolve* a text
has only its message; after *translate* it has inline nodes; after *localise* each placeholder is a `Value`; after
*typeset* the runs carry U+200B where a line may end.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from docgen.errors import Location
from docgen.facts import FactState


class Origin(Enum):
    """Who answers for the words of a block."""

    SOURCE = "source"  # what the source says, in our words
    COMPOSED = "composed"  # ours: a proposal until it is adopted
    OFFICIAL = "official"  # the publisher's own text, verbatim and locked
    TO_BE_SUPPLIED = "to-be-supplied"  # an empty frame


class Cover(Enum):
    """What stands alone on the first page of a document on paper."""

    NONE = "none"  # there is no cover
    TITLE = "title"  # its title
    PLAIN = "plain"  # its neutral title, which does not tell what it is; the last page is empty


class TextStatus(Enum):
    """How far a text may be trusted; only APPROVED and OFFICIAL may stand in a final edition."""

    APPROVED = "approved"
    OFFICIAL = "official"
    ONE_CODE = "one code"  # a legal text that waits for its second reviewer
    UNREVIEWED = "not approved"  # written or translated by a person, not approved
    DRAFT = "machine draft"
    UNTRANSLATED = "untranslated"  # shown in the source language, and marked
    STALE = "stale"  # the source changed since: never shown, the source stands in its place

    @property
    def final(self) -> bool:
        """Whether a final edition may show the text."""
        return self in (TextStatus.APPROVED, TextStatus.OFFICIAL)


@dataclass(frozen=True)
class Message:
    """Where the words of a text come from: gettext's ids, the place, and what an approval of it takes."""

    domain: str
    msgctxt: str
    msgid: str
    location: Location
    msgid_plural: str = ""
    origin: Origin = Origin.SOURCE
    legal: bool = False
    authority: bool = False  # the text of the workspace's authority language counts, and is part of the approval
    adopted: bool = False  # a composed text that the publisher has made its own
    open: bool = False  # it may leave as a message, to be read on a telephone by whoever holds it
    comments: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What finds the message in all catalogs."""
        return self.domain, self.msgctxt, self.msgid


# --- inline nodes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """Characters of one style."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Important words, printed bold."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    """Stressed words; printed bold where the script has no italics."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: http(s):, mailto: or #section."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class LineBreak:
    """A line break that the author wants."""


@dataclass(frozen=True)
class Placeholder:
    """The place of a value, before *localise*."""

    ref: str


@dataclass(frozen=True)
class Value:
    """A value in the reader's form. `shown` is what must be found in the finished file, without its format's words.

    A `kept` value is never broken over two lines. `state` is None for what is no fact (a page's own parameter).
    """

    ref: str
    children: tuple[Inline, ...]
    shown: str
    state: FactState | None
    href: str = ""
    kept: bool = True
    location: Location | None = None


@dataclass(frozen=True)
class Text:
    """The words of one message in one language (`language` "" means the document's, before *translate*).

    `forms` holds the inline nodes, one tuple for each plural form; after *localise* there is just one.
    """

    message: Message
    language: str = ""
    status: TextStatus = TextStatus.UNREVIEWED
    forms: tuple[tuple[Inline, ...], ...] = ()

    @property
    def children(self) -> tuple[Inline, ...]:
        """The inline nodes (of the only or the first form)."""
        return self.forms[0] if self.forms else ()


@dataclass(frozen=True)
class Blank:
    """The place of a field within a sentence; `width` is the least length of its line in mm."""

    field: str
    width: int


@dataclass(frozen=True)
class Mark:
    """In a proof, the `numbers` of the messages whose words begin here, all of them in the text with number `text`."""

    numbers: tuple[int, ...]
    text: int


Inline = Run | Strong | Emphasis | Link | LineBreak | Placeholder | Value | Text | Blank | Mark


# --- blocks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `role` names its style: "", "lead" or "proposal"."""

    text: Text
    role: str = ""


@dataclass(frozen=True)
class PictureQuery:
    """The place of a picture of content/pictures.toml, before *resolve*."""

    id: str
    location: Location


@dataclass(frozen=True)
class Picture:
    """A drawing in black on white, as the text of an SVG; `alternative` says what it shows to who cannot see it.

    One that stands alone has its `label` below it; beside an item of a list the item says what is meant.
    """

    id: str
    svg: str
    alternative: Text
    label: Text | None = None


@dataclass(frozen=True)
class ListItem:
    """One item of a list: its blocks, and the picture that stands beside them."""

    children: tuple[Block, ...]
    picture: Picture | PictureQuery | None = None


@dataclass(frozen=True)
class ItemList:
    """A list; a numbered one is counted in the reader's digits, one with `ticks` has a box to tick at each item."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    ticks: bool = False

    @property
    def pictured(self) -> bool:
        """Whether a picture stands beside each item."""
        return any(item.picture for item in self.items)


@dataclass(frozen=True)
class Row:
    """One row of a table; None is an empty cell."""

    cells: tuple[Text | None, ...]

    @property
    def blank(self) -> bool:
        """Say whether all cells are empty: such a row is there to be written in by hand."""
        return not any(self.cells)


@dataclass(frozen=True)
class Table:
    """A table with a head row; the first cell of a row heads the row. `marks` says that the other cells hold
    yes-or-no marks, set in the middle.

    One with an `id` has a `caption`, and after *localise* a `label`: "Table 3".
    """

    head: Row
    rows: tuple[Row, ...]
    marks: bool = False
    id: str = ""
    caption: Text | None = None
    label: Text | None = None


@dataclass(frozen=True)
class Callout:
    """Blocks in a box. `kind` is "note", "important", "composed" or "frame"; `title` may be None."""

    kind: str
    children: tuple[Block, ...]
    title: Text | None = None


@dataclass(frozen=True)
class Say:
    """A sentence to say or to show in another language, with what it means in the reader's, and what to do with it."""

    spoken: Text
    meaning: Text
    title: Text | None = None  # from the workspace's words, by *resolve*


@dataclass(frozen=True)
class FlowStep:
    """One step of a flow; `within` is the time limit that leads to it, None for the first."""

    text: Text
    within: Text | None = None


@dataclass(frozen=True)
class Flow:
    """A process as steps in order: drawn as boxes on paper, a numbered list on a phone."""

    id: str
    title: Text
    steps: tuple[FlowStep, ...]


@dataclass(frozen=True)
class Lane:
    """One of those who take part in a chart; `side` is "here", "there" (another country) or "both"."""

    id: str
    name: Text
    side: str


@dataclass(frozen=True)
class ChartStep:
    """One step of a chart. The first of `lanes` does it, the others take part."""

    text: Text
    lanes: tuple[str, ...]
    within: Text | None = None


@dataclass(frozen=True)
class Chart:
    """A process drawn with a lane for each of those who take part: a figure, whose `label` comes with *localise*.

    `step`, `acts` and `joins` are the words of its head and its legend, `sides` those above the lanes by side.
    """

    id: str
    title: Text
    lanes: tuple[Lane, ...]
    steps: tuple[ChartStep, ...]
    step: Text
    acts: Text
    joins: Text
    sides: tuple[tuple[str, Text], ...]
    label: Text | None = None

    def lane(self, id: str) -> Lane:
        """Return a lane by its id."""
        return next(lane for lane in self.lanes if lane.id == id)


@dataclass(frozen=True)
class StepAtLength:
    """What there is to say of one step of a process: who does it and takes part, and parts as (heading, texts)."""

    text: Text
    within: Text | None
    who: Text
    actors: tuple[Text, ...]
    parts: tuple[tuple[Text, tuple[Text, ...]], ...]


@dataclass(frozen=True)
class Steps:
    """The steps of a process at length, one after another."""

    steps: tuple[StepAtLength, ...]


@dataclass(frozen=True)
class Task:
    """A step as one of those who take part ticks it off; `number` is the step's, `joins` says that another does it."""

    number: int
    text: Text
    joins: Text | None


@dataclass(frozen=True)
class Actor:
    """One of those who take part in a process, with what there is to do."""

    name: Text
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Actors:
    """A checklist for each of those who take part in a process."""

    actors: tuple[Actor, ...]


@dataclass(frozen=True)
class FlowQuery:
    """The place of a flow, before *resolve*; `view` is how a flow with lanes is shown there."""

    id: str
    location: Location
    view: str = ""


@dataclass(frozen=True)
class ContentsEntry:
    """A section as a list of contents names it; `number` is in the reader's digits."""

    id: str
    level: int
    number: str
    title: Text


@dataclass(frozen=True)
class Contents:
    """A list of the document's sections; `entries` come with *localise*."""

    entries: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True)
class IndexEntry:
    """An organisation, and the sections that name it as (id, number)."""

    name: Text
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Index:
    """The organisations that a document names, in the reader's order; `entries` come with *localise*."""

    entries: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True)
class Include:
    """The place of a section of another document ("document#section") or of all of it, before *resolve*.

    The included text keeps its home context, catalog and approval.
    """

    target: str
    location: Location

    @property
    def whole(self) -> bool:
        """Whether all of a document is included, as a part of this one."""
        return "#" not in self.target


@dataclass(frozen=True)
class When:
    """Blocks for some documents only, before *resolve*: those that are what each of the conditions says.

    A condition is (what, value), such as ("country", "cambodia") or ("reader", "child").
    """

    conditions: tuple[tuple[str, str], ...]
    children: tuple[Block, ...]
    location: Location


@dataclass(frozen=True)
class ContactsQuery:
    """The place of some contacts, by their ids, before *resolve*."""

    only: tuple[str, ...]
    location: Location
    open: bool = False


@dataclass(frozen=True)
class DirectoryQuery:
    """The place of the organisations that are what it asks for, before *resolve*.

    It asks for (what, values) such as ("kind", ("embassy", "ngo")); `calls` asks for a sheet for test calls.
    """

    asked: tuple[tuple[str, tuple[str, ...]], ...]
    location: Location
    calls: bool = False


@dataclass(frozen=True)
class ContactEntry:
    """One organisation to turn to. `spoken` are the words for "answers in", and the languages that it answers in.

    `remarks` say what a directory has to say of its numbers, or of their absence.
    """

    id: str
    name: Text
    telephones: tuple[Placeholder | Value, ...]
    about: Text | None = None
    hours: Text | None = None
    spoken: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Contacts:
    """Organisations to turn to, with a QR code for each telephone; `open` as of a message."""

    entries: tuple[ContactEntry, ...]
    open: bool = False


@dataclass(frozen=True)
class DirectoryGroup:
    """Organisations of one kind and place: the country, and the province.

    `kind` is None where a directory has one kind only. Where no source names a place (`placed`), `place` says so.
    """

    kind: Text | None
    place: tuple[Text, ...]
    placed: bool
    entries: tuple[ContactEntry, ...]

    @property
    def head(self) -> tuple[Text, ...]:
        """What names the group."""
        return (*([self.kind] if self.kind else []), *self.place)


@dataclass(frozen=True)
class Directory:
    """Organisations by kind and place, each with a QR code for its telephones.

    Before *localise* each stands in a group of its own; after it in its place, in the reader's order.
    """

    groups: tuple[DirectoryGroup, ...]


@dataclass(frozen=True)
class Calls:
    """A sheet for test calls: a row for each telephone, with columns to write into. `head` names all columns.

    After *localise* the organisations stand in the reader's order.
    """

    head: tuple[Text, ...]
    entries: tuple[ContactEntry, ...]


@dataclass(frozen=True)
class Telephones:
    """Telephones alone, in large figures, with a QR code for each."""

    numbers: tuple[Placeholder | Value, ...]


@dataclass(frozen=True)
class TelephonesQuery:
    """The place of some telephones, by the ids of their facts, before *resolve*."""

    only: tuple[str, ...]
    location: Location


@dataclass(frozen=True)
class Pair:
    """A block in the two languages of a page: never on two pages."""

    first: Block
    second: Block


# --- forms -----------------------------------------------------------------------------------------------------


class FieldKind(Enum):
    """What is put into a field."""

    TEXT = "text"
    LINES = "lines"  # a text of several lines
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"  # one of the options
    CHECKS = "checks"  # any of the options
    SIGNATURE = "signature"
    THUMBPRINT = "thumbprint"

    @property
    def signs(self) -> bool:
        """Whether a person vouches with it for the whole paper."""
        return self in (FieldKind.SIGNATURE, FieldKind.THUMBPRINT)


@dataclass(frozen=True)
class FieldOption:
    """One answer of a choice, or one part of a date; `fields` are asked for with the answer. None is chosen before."""

    id: str
    label: Text
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Field:
    """What a person writes, ticks or signs. `width` is the least length of its line in mm, `lines` their number.

    A date has its day, month and year as options, each a place of its own.
    """

    id: str
    kind: FieldKind
    label: Text
    required: bool = False
    width: int = 40
    lines: int = 1
    options: tuple[FieldOption, ...] = ()


@dataclass(frozen=True)
class FieldsQuery:
    """The place of rows of fields, by their ids, before *resolve*; `signing` where they make the signature block."""

    rows: tuple[tuple[str, ...], ...]
    location: Location
    signing: bool = False


@dataclass(frozen=True)
class FieldRow:
    """Fields beside each other."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Clause:
    """A sentence with fields in it: each is a placeholder `{field.name}` of the text, and then a `Blank`."""

    text: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs the paper. `notices` say who must not sign it and why; a reading aid has these and no rows."""

    rows: tuple[FieldRow, ...]
    notices: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with what belongs to it. `id` is unique in the document; level 1 is below the title.

    `number` is in the reader's digits, after *localise*, in a document whose sections are numbered.
    """

    id: str
    level: int
    title: Text
    children: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True)
class Copy(Section):
    """What a document says in one of the languages that it shows beside each other, under the language's own name.

    `notice` says that some of it has not been approved; *localise* takes it away where all of it has.
    """

    language: str = ""
    notice: Text | None = None


@dataclass(frozen=True)
class Each:
    """Blocks that stand once in each language of a document, before *resolve*."""

    children: tuple[Block, ...]
    location: Location


Query = (  # what *resolve* replaces
    FlowQuery | Include | When | ContactsQuery | TelephonesQuery | DirectoryQuery | FieldsQuery | PictureQuery | Each
)
Process = Flow | Chart | Steps | Actors
ToFillIn = FieldRow | Clause | SignatureBlock
Block = (
    Paragraph
    | ItemList
    | Table
    | Callout
    | Picture
    | Say
    | Process
    | Contacts
    | Directory
    | Calls
    | Telephones
    | Contents
    | Index
    | ToFillIn
    | Pair
    | Section
    | Query
)


@dataclass(frozen=True)
class Furniture:
    """What stands on every page beside the blocks, after *localise*.

    `confirmed` says when the facts were confirmed, or that they were not; `reading_aid` is empty in a final edition.
    """

    confirmed: Text | None = None
    reading_aid: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Document:
    """One document in one language (`language` "" after *resolve*); `pages` is the most it may have, 0 for any number.

    `numbered` says that its sections have numbers, `cover` what stands alone on its first page; `parameter` is what one
    source of several documents is made for: ("country", "cambodia"), or None.

    `words` are the named texts that a later stage may need (formats of values, names, notices) as (name, language,
    text), after *translate* one in each language that the document speaks. *localise* uses them up; the templates'
    own texts remain in `labels`. A form has the id of its fields' file in `form`; `helps` are what who fills it in on a
    screen is told of a field, by the field's id, and are never printed. `proposal` says that the whole is one.
    `withheld` is what a reading aid may not show, and what must be approved all the same: its signature block.
    """

    id: str
    title: Text
    subtitle: Text | None
    blocks: tuple[Block, ...]
    layout: str
    audience: str
    reader: str
    sensitivity: str
    neutral_name: str
    neutral_title: Text
    pages: int = 0
    numbered: bool = False
    cover: Cover = Cover.NONE
    parameter: tuple[str, str] | None = None
    origin: Origin = Origin.SOURCE
    form: str = ""
    proposal: Text | None = None
    publisher: Text | None = None
    stamp: str = ""
    language: str = ""
    words: tuple[tuple[str, str, Text], ...] = ()
    labels: tuple[tuple[str, Text], ...] = ()
    helps: tuple[tuple[str, Text], ...] = ()
    withheld: tuple[SignatureBlock, ...] = ()
    furniture: Furniture = field(default_factory=Furniture)

    @property
    def shown(self) -> tuple[Any, ...]:
        """What the pages show, in the order of reading, but for the templates' labels."""
        pages = self.title, self.subtitle, self.publisher, self.proposal, self.blocks, self.furniture
        return (self.neutral_title, *pages) if self.cover is Cover.PLAIN else pages

    @property
    def cover_text(self) -> Text | None:
        """The only words of the cover, None for a document without one."""
        return self.outer_title if self.cover is not Cover.NONE else None

    @property
    def outer_title(self) -> Text:
        """The title of the file and of the cover."""
        return self.neutral_title if self.cover is Cover.PLAIN else self.title

    @property
    def final(self) -> bool:
        """Whether the document is a final edition: it carries no reading-aid footer."""
        return not self.furniture.reading_aid


def is_beside(document: Document) -> bool:
    """Whether a document shows several languages beside each other."""
    return any(isinstance(node, Copy) for node in walk(document.blocks))


# --- going over a tree -----------------------------------------------------------------------------------------

T = TypeVar("T")


def walk(node: Any) -> Iterator[Any]:
    """Yield a node and all nodes below it, in the order of reading."""
    if isinstance(node, tuple):
        for item in node:
            yield from walk(item)
    elif dataclasses.is_dataclass(node):
        yield node
        for name in _children(type(node)):
            yield from walk(getattr(node, name))


def rebuild(node: T, change: Callable[[Any], Any]) -> T:
    """Return the tree with `change` applied: what it returns stands for the node, None means "go on below"."""
    if isinstance(node, tuple):
        items: Any = tuple(rebuild(item, change) for item in node)
        return items if any(new is not old for new, old in zip(items, node, strict=True)) else node
    if not dataclasses.is_dataclass(node):
        return node
    changed = change(node)
    if changed is not None:
        return changed  # type: ignore[no-any-return]
    below = {name: getattr(node, name) for name in _children(type(node))}
    rebuilt = {name: rebuild(value, change) for name, value in below.items()}
    if all(rebuilt[name] is below[name] for name in below):
        return node
    return dataclasses.replace(node, **rebuilt)  # type: ignore[type-var]


_NOT_BELOW = {"message", "location"}  # provenance, no part of the tree


def _children(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind) if f.name not in _NOT_BELOW)


def outermost(node: Any) -> Iterator[Text]:
    """Yield the texts that are seen on the page and stand in no other text, in the order of reading."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Clause):  # of its fields only the places are shown
        yield node.text
    elif isinstance(node, Picture):  # its alternative is heard, not seen
        yield from outermost(node.label)
    elif isinstance(node, tuple):
        for item in node:
            yield from outermost(item)
    elif dataclasses.is_dataclass(node):
        for name in _children(type(node)):
            yield from outermost(getattr(node, name))


def plain(node: Any) -> str:
    """Return the characters of a node without its markup, U+200B included."""
    return "".join(n.text if isinstance(n, Run) else "\n" for n in walk(node) if isinstance(n, Run | LineBreak))
