"""documents/*.md become block trees whose texts are messages.

CommonMark with GFM tables; a head in TOML between +++ lines; `(id)=` before each heading; `- ![](stop) words` is an
item of a list with a picture beside it; directives between colons:

    :::{legal}                     legal text: two reviewers, and the authority's language counts
    :::{open} :::{sensitive}       what may leave as a message, and what may not
    :::{composed}                  our own words, a proposal until the publisher adopts them
    :::{frame}                     an empty frame: the publisher has to supply the text
    :::{note} :::{important}       a box
    :::{lead}                      opening words, set larger
    :::{marks}                     a table of yes-or-no marks
    :::{say} th                    a sentence to say or to show, in that language
    :::{flow} ID                   a process of content/flows/
    :::{chart} ID                  a process with lanes, drawn; {steps} tells each step, {actors} who does what
    :::{table} ID                  a caption and a table, numbered; {see.ID} in a text points to it, and to a chart
    :::{checklist}                 a list with boxes to tick
    :::{picture} ID                a picture of content/pictures.toml, with its label
    :::{contents} :::{index}       the sections; the organisations that the document names
    :::{contacts} ID ID            organisations of content/contacts/, in this order
    :::{directory} kind=ngo        all that are this, by kind and place; {calls} a sheet to try their telephones
    :::{dial} FACT FACT            telephones alone, in large figures
    :::{include} DOCUMENT#SECTION  a section of another document, with its own translations and approvals
    :::{include} DOCUMENT          all of another document, as a part of this one: a section under its title
    :::{each}                      blocks that stand once in each language of the document, beside each other
    :::{when} country=cambodia     blocks for documents that are this: a parameter's variant, reader=, audience=
    :::{fields}                    fields of the document's form, by their ids, one row on a line
    :::{signatures}                the same, for those who sign
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from docgen.content.facts import Words
from docgen.content.inline import MarkupError, parse_inline
from docgen.content.toml_file import TomlFile, faults, parse_toml
from docgen.errors import ContentError, DocgenError, Location
from docgen.tree import (
    Block,
    Callout,
    ContactsQuery,
    Contents,
    Cover,
    DirectoryQuery,
    Document,
    Each,
    FieldsQuery,
    FlowQuery,
    Include,
    Index,
    ItemList,
    ListItem,
    Message,
    Origin,
    Paragraph,
    PictureQuery,
    Row,
    Say,
    Section,
    Table,
    TelephonesQuery,
    Text,
    When,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

HINTS = {
    "layout": "the name of a stylesheet in templates/layouts/",
    "audience": "person or practitioner",
    "reader": "adult or child",
    "sensitivity": "open or sensitive",
    "origin": "source, composed, official or to-be-supplied",
    "id": "small letters, digits and hyphens",
    "form": "the id of a file in content/forms/",
    "neutral_name": "the file name on a telephone: small letters, digits and hyphens, and it must not tell what it is",
}


class _Head(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: Slug
    title: Words
    layout: Slug
    audience: Literal["person", "practitioner"]
    reader: Literal["adult", "child"]
    sensitivity: Literal["open", "sensitive"]
    origin: Literal["source", "composed", "official", "to-be-supplied"]
    neutral_name: Slug
    neutral_title: Words
    subtitle: str = ""
    pages: int = Field(default=0, ge=0)
    numbered: bool = False
    cover: bool = False
    parameter: str = ""
    variants: list[Slug] = []
    form: str = ""


@dataclass
class _Place:
    """Where the reader is: what a message takes from its surroundings."""

    domain: str
    path: str
    msgctxt: str
    origin: Origin
    legal: bool = False
    open: bool = False
    errors: list[DocgenError] = field(default_factory=list)
    ids: dict[str, Location] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def at(self, line: int) -> Location:
        return Location(self.path, line)

    def find(self, text: str, line: int, after: int = 0) -> Location:
        """Return the place of a text: its line, and its column where the line shows it as it is."""
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        first = text.split("\n")[0].strip()
        return Location(self.path, line, source.find(first, after) + 1 if first else 0)


def read_document(text: str, path: str) -> tuple[tuple[Document, ...], list[DocgenError]]:
    """Return the document of a Markdown file, or one for each variant of its parameter, and the faults."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "+++"), 0)
    if lines[0].rstrip() != "+++" or not end:
        hint = "it begins with a line +++, then id, title, layout …, then a line +++"
        return (), [ContentError("the document has no head", location=Location(path, 1), hint=hint)]
    try:
        file = parse_toml("\n".join(lines[1:end]), path, first_line=2)
        head = _Head.model_validate(file.data)
    except ContentError as error:
        return (), [error]
    except ValidationError as error:
        return (), list(faults(error, file, (), HINTS))
    place = _Place(head.id, path, head.id, Origin(head.origin), open=head.sensitivity == "open", lines=lines)
    body = "\n".join(lines[end + 1 :])
    blocks = _sections(_flat(body, end + 1, place), 1, place)
    if bool(head.parameter) != bool(head.variants):
        said, hint = "parameter and variants belong together", 'parameter = "country" and variants = ["cambodia", …]'
        place.errors.append(ContentError(said, location=file.locate("parameter"), hint=hint))
    return tuple(_variants(head, _document(head, file, blocks, place))), place.errors


def _variants(head: _Head, document: Document) -> Iterator[Document]:
    """Yield the document, or what it is made for: their texts are messages of the one source."""
    if not head.parameter:
        yield document
    for variant in head.variants:
        yield dataclasses.replace(
            document,
            id=f"{document.id}-{variant}",
            neutral_name=f"{document.neutral_name}-{variant}",
            parameter=(head.parameter, variant),
        )


def _document(head: _Head, file: TomlFile, blocks: tuple[Block, ...], place: _Place) -> Document:
    def text(name: str, msgid: str, comment: str) -> Text:
        location = place.find(msgid, file.locate(name).line)
        check_markup(place, msgid, location)
        return Text(Message(head.id, head.id, msgid, location, comments=(comment,)))

    return Document(
        id=head.id,
        title=text("title", head.title, "title of the document"),
        subtitle=text("subtitle", head.subtitle, "subtitle of the document") if head.subtitle else None,
        blocks=blocks,
        layout=head.layout,
        audience=head.audience,
        reader=head.reader,
        sensitivity=head.sensitivity,
        neutral_name=head.neutral_name,
        pages=head.pages,
        numbered=head.numbered,
        cover=Cover.TITLE if head.cover else Cover.NONE,
        origin=Origin(head.origin),
        form=head.form,
        neutral_title=text("neutral_title", head.neutral_title, "shown on a telephone; must not tell what it is"),
    )


# --- blocks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Heading:
    """A heading before what follows it is put under it."""

    id: str
    level: int
    title: Text


_Flat = Block | _Heading


def _parser() -> MarkdownIt:
    """Return a parser of blocks only: inline markup is ours (docgen.content.inline)."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
    parser.use(colon_fence_plugin).use(myst_block_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _flat(body: str, offset: int, place: _Place) -> list[_Flat]:
    """Return the blocks of some Markdown, headings among them; `offset` is the number of lines before it."""
    return list(_Reader(_parser().parse(body), offset, place).blocks())


def _sections(flat: Sequence[_Flat], level: int, place: _Place) -> tuple[Block, ...]:
    """Return the blocks with what follows each heading put under it."""
    blocks: list[Block] = []
    position = 0
    while position < len(flat):
        node = flat[position]
        position += 1
        if not isinstance(node, _Heading):
            blocks.append(node)
            continue
        end = next((n for n in range(position, len(flat)) if _level(flat[n]) <= node.level), len(flat))
        if node.level != level:
            hint = "## under the title, ### under ##, none left out"
            said = f"a heading of level {node.level + 1} stands where one of level {level + 1} belongs"
            place.errors.append(ContentError(said, location=node.title.message.location, hint=hint))
        blocks.append(Section(node.id, node.level, node.title, _sections(flat[position:end], node.level + 1, place)))
        position = end
    return tuple(blocks)


def _level(node: _Flat) -> int:
    """Return the level on which a node begins something new; a document that is included begins a part."""
    if isinstance(node, Include) and node.whole:
        return 1
    return node.level if isinstance(node, _Heading) else 99


class _Reader:
    """Turns the tokens of one stretch of Markdown into blocks."""

    def __init__(self, tokens: Sequence[Token], offset: int, place: _Place) -> None:
        self.tokens, self.offset, self.place = tokens, offset, place
        self.position = 0
        self.target: tuple[str, Location] | None = None  # of `(id)=`, for the heading that follows

    def blocks(self, until: str = "") -> Iterator[_Flat]:
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == until:
                break
            yield from self.block(token)
        self.drop_target()

    def block(self, token: Token) -> Iterator[_Flat]:
        if token.type != "heading_open":
            self.drop_target()
        if token.type == "myst_target":
            self.set_target(token)
        elif token.type == "heading_open":
            yield from self.heading(token)
        elif token.type == "paragraph_open":
            text = self.inline("paragraph")
            if text:
                yield Paragraph(text)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield self.item_list(token)
        elif token.type == "table_open":
            yield self.table()
        elif token.type == "colon_fence":
            yield from self.directive(token)
        elif not token.type.endswith("_close"):
            self.error(token, f"{token.type.removesuffix('_open').replace('_', ' ')} is not known here", _BLOCKS)

    # --- places and errors

    def line(self, token: Token) -> int:
        return self.offset + (token.map[0] + 1 if token.map else 0)

    def error(self, token: Token, said: str, hint: str = "") -> None:
        self.place.errors.append(ContentError(said, location=self.place.at(self.line(token)), hint=hint))

    # --- texts

    def inline(self, comment: str, line: int = 0, after: int = 0) -> Text | None:
        """Return the text of the next token, None for an empty one, and step over what closes it."""
        token = self.tokens[self.position]
        self.position += 2
        content = folded(token.content)
        if not content:
            return None
        location = self.place.find(token.content, line or self.line(token), after)
        return text_of(self.place, content, location, comment)

    # --- blocks

    def set_target(self, token: Token) -> None:
        name, location = token.content, self.place.at(self.line(token))
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            self.error(token, f"“{name}” is no id of a section", "small letters, digits and hyphens: (your-rights)=")
        elif name in self.place.ids:
            self.error(token, f"the id “{name}” is used twice", f"the first is at {self.place.ids[name]}")
        self.place.ids[name] = location
        self.target = (name, location)

    def drop_target(self) -> None:
        """Give up an id that no heading follows: it must not go to a later one."""
        if self.target is not None:
            name, location = self.target
            self.place.errors.append(ContentError(f"no heading follows the id “{name}”", location=location))
        self.target = None

    def heading(self, token: Token) -> Iterator[_Flat]:
        level = int(token.tag[1]) - 1
        if self.target is None:
            self.error(token, "a heading without an id", "write (some-id)= on the line before it")
        if level == 0:
            self.error(token, "a heading of level 1", "the title stands in the head; sections begin with ##")
        id_, self.target = (self.target or ("unnamed", None))[0], None
        self.place.msgctxt = f"{self.place.domain}.{id_}"
        title = self.inline("heading")
        if title:
            yield _Heading(id_, max(level, 1), title)

    def item_list(self, opening: Token) -> ItemList:
        items: list[ListItem] = []
        close = opening.type.replace("_open", "_close")
        while self.tokens[self.position].type != close:
            self.position += 1  # list_item_open
            picture = self.item_picture()
            items.append(ListItem(self.without_headings(self.blocks("list_item_close")), picture))
            if picture and not items[-1].children:
                said, hint = "an item has a picture and no words", f":::{{picture}} {picture.id} shows one alone"
                self.place.errors.append(ContentError(said, location=picture.location, hint=hint))
        self.position += 1
        made = ItemList(tuple(items), ordered=opening.type.startswith("ordered"))
        if made.pictured and not all(item.picture for item in items):
            self.error(opening, "only some items of a list have pictures", "give each item one: - ![](stop) words")
        if made.pictured and made.ordered:
            self.error(opening, "a list with pictures has no numbers", "begin its items with -")
        return made

    def item_picture(self) -> PictureQuery | None:
        """Return the picture that an item begins with, `![](id)`, and take it out of the item's words."""
        first, second = self.tokens[self.position : self.position + 2]
        found = _PICTURE.match(second.content) if first.type == "paragraph_open" else None
        if found is None:
            return None
        second.content = second.content[found.end() :]
        return PictureQuery(found[1], self.place.find(found[0].strip(), self.line(first)))

    def table(self) -> Table:
        rows: list[Row] = []
        line = 0
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.type == "tr_open":
                line = self.line(token)
                rows.append(Row(tuple(self.cells(line, head=not rows))))
                self.check_width(token, len(rows[-1].cells))
        self.position += 1
        return Table(rows[0], tuple(rows[1:]))

    def check_width(self, token: Token, columns: int) -> None:
        """Refuse a row with more cells than the head has: the parser has dropped their words."""
        source = self.place.lines[self.line(token) - 1].strip().removeprefix("|").removesuffix("|")
        if len(re.split(r"(?<!\\)\|", source)) > columns:
            self.error(token, "a row with more cells than its table has columns", r"write \| for a | that is printed")

    def cells(self, line: int, *, head: bool) -> Iterator[Text | None]:
        """Yield the cells of a row; a dash alone is an empty cell, which has no words to translate."""
        end = 0  # of the last cell: two cells of a row may say the same
        while self.tokens[self.position].type != "tr_close":
            self.position += 1  # th_open or td_open
            text = self.inline("head of a column" if head else "cell of a table", line, end)
            end = text.message.location.column - 1 + len(text.message.msgid) if text else end
            yield None if text and text.message.msgid in ("–", "-") else text

    # --- directives

    def directive(self, token: Token) -> Iterator[_Flat]:
        found = re.fullmatch(r"\{([a-z-]+)\}\s*(.*)", token.info.strip())
        name, argument = (found[1], found[2].strip()) if found else (token.info, "")
        if not token.info.strip():
            said = "a line of colons closes nothing"
            self.error(token, said, "a directive around another one takes one colon more: ::::{composed} … ::::")
        elif name in _WRAPPERS:
            yield from _WRAPPERS[name](self, token)
        elif name in _LEAVES:
            yield from _LEAVES[name](self, token, argument)
        else:
            known = ", ".join(sorted([*_WRAPPERS, *_LEAVES]))
            self.error(token, f"the directive “{name}” is not known", f"one of {known}")

    def inner(self, token: Token, **changes: object) -> list[Block]:
        """Return the blocks inside a directive, read with something changed."""
        before = {name: getattr(self.place, name) for name in changes}
        for name, value in changes.items():
            setattr(self.place, name, value)
        flat = _flat(token.content, self.line(token), self.place)
        for name, value in before.items():
            setattr(self.place, name, value)
        return list(self.without_headings(flat))

    def without_headings(self, flat: Iterable[_Flat]) -> tuple[Block, ...]:
        """Return the blocks inside a directive or a list, where nothing may stand that has a heading."""
        blocks: list[Block] = []
        for node in flat:
            if isinstance(node, _Heading):
                said, place = "a heading inside a directive or a list", node.title.message.location
            elif isinstance(node, Include) and node.whole:
                said, place = "a whole document is included inside a directive or a list", node.location
            elif isinstance(node, Each):
                said, place = "an {each} inside a directive or a list", node.location
            else:
                blocks.append(node)
                continue
            self.place.errors.append(ContentError(said, location=place, hint="it stands at the margin, outside both"))
        return tuple(blocks)

    def callout(self, token: Token, kind: str, **changes: object) -> Iterator[Block]:
        blocks = tuple(self.inner(token, **changes))
        if not blocks:
            self.error(token, f"{token.info.strip()} is empty", "say in it what it is for, or take it out")
        yield Callout(kind, blocks)

    def marks(self, token: Token) -> Iterator[Block]:
        for block in self.inner(token):
            yield dataclasses.replace(block, marks=True) if isinstance(block, Table) else block

    def captioned(self, token: Token, argument: str) -> Iterator[Block]:
        """Yield the table of {table}, with what stands before it as its caption."""
        match self.inner(token):
            case [Paragraph(caption), Table() as table] if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", argument):
                yield dataclasses.replace(table, id=argument, caption=caption)
                self.place.ids.setdefault(argument, self.place.at(self.line(token)))
            case _:
                hint = ":::{table} an-id, a paragraph that says what the table shows, and the table"
                self.error(token, "{table} takes an id, a caption and one table", hint)

    def checklist(self, token: Token) -> Iterator[Block]:
        for block in self.inner(token):
            if isinstance(block, ItemList) and block.pictured:
                self.error(token, "a list with pictures has no boxes to tick", "take it out of {checklist}")
            yield dataclasses.replace(block, ticks=True) if isinstance(block, ItemList) else block

    def picture(self, token: Token, argument: str) -> Iterator[Block]:
        if not argument or token.content.strip():
            self.error(token, "{picture} takes the id of a picture and nothing else", ":::{picture} stop")
        yield PictureQuery(argument, self.place.at(self.line(token)))

    def lead(self, token: Token) -> Iterator[Block]:
        for block in self.inner(token):
            yield dataclasses.replace(block, role="lead") if isinstance(block, Paragraph) else block

    def say(self, token: Token, language: str) -> Iterator[Block]:
        for block in self.inner(token):
            if isinstance(block, Paragraph) and language:
                yield Say(dataclasses.replace(block.text, language=language), block.text)
            else:
                self.error(token, "{say} takes a language and one paragraph", ":::{say} th")

    def when(self, token: Token, argument: str) -> Iterator[Block]:
        conditions = tuple((name, value) for name, _, value in (part.partition("=") for part in argument.split()))
        if not conditions or not all(name and value for name, value in conditions):
            self.error(token, "{when} takes conditions", ":::{when} country=cambodia reader=adult")
        yield When(conditions, tuple(self.inner(token)), self.place.at(self.line(token)))

    def fields(self, token: Token, argument: str, signing: bool) -> Iterator[Block]:
        lines = [argument, *token.content.splitlines()]
        rows = tuple(tuple(line.split()) for line in lines if line.strip())
        if rows:
            yield FieldsQuery(rows, self.place.at(self.line(token)), signing)
        else:
            self.error(token, f"{token.info.strip()} names no field", "write the ids of a row's fields on a line")

    def dial(self, token: Token, argument: str) -> Iterator[Block]:
        if not argument.split():
            self.error(token, "{dial} names no telephone", "write the ids of facts after it")
        yield TelephonesQuery(tuple(argument.split()), self.place.at(self.line(token)))

    def each(self, token: Token) -> Iterator[Block]:
        blocks = tuple(self.inner(token))
        if not blocks:
            self.error(token, "{each} is empty", "say in it what each language says, or take it out")
        yield Each(blocks, self.place.at(self.line(token)))

    def contacts(self, token: Token, argument: str) -> Iterator[Block]:
        if not argument.split():
            self.error(token, "{contacts} names no contact", "write the ids of contacts after it")
        yield ContactsQuery(tuple(argument.split()), self.place.at(self.line(token)), self.place.open)

    def directory(self, token: Token, argument: str, calls: bool) -> Iterator[Block]:
        parts = [part.partition("=") for part in argument.split()]
        if not all(name and values for name, _, values in parts):
            said = f"{token.info.strip().split()[0]} takes what it asks for"
            self.error(token, said, ":::{directory} kind=government,embassy country=TH")
        asked = tuple((name, tuple(values.split(","))) for name, _, values in parts)
        yield DirectoryQuery(asked, self.place.at(self.line(token)), calls)


_PICTURE = re.compile(r"!\[\]\(([^()\s]*)\)\s*")
_BLOCKS = "use paragraphs, lists, tables, headings and the directives of the guide"

_WRAPPERS: dict[str, Callable[[_Reader, Token], Iterator[Block]]] = {
    "legal": lambda r, t: iter(r.inner(t, legal=True)),
    "open": lambda r, t: iter(r.inner(t, open=True)),
    "sensitive": lambda r, t: iter(r.inner(t, open=False)),
    "composed": lambda r, t: r.callout(t, "composed", origin=Origin.COMPOSED),
    "frame": lambda r, t: r.callout(t, "frame", origin=Origin.TO_BE_SUPPLIED),
    "note": lambda r, t: r.callout(t, "note"),
    "important": lambda r, t: r.callout(t, "important"),
    "lead": _Reader.lead,
    "checklist": _Reader.checklist,
    "each": _Reader.each,
    "marks": _Reader.marks,
}

_LEAVES: dict[str, Callable[[_Reader, Token, str], Iterator[Block]]] = {
    "say": _Reader.say,
    "contacts": _Reader.contacts,
    "directory": lambda r, t, argument: r.directory(t, argument, calls=False),
    "calls": lambda r, t, argument: r.directory(t, argument, calls=True),
    "dial": _Reader.dial,
    "when": _Reader.when,
    "table": _Reader.captioned,
    "picture": _Reader.picture,
    "contents": lambda r, t, argument: iter([Contents()]),
    "index": lambda r, t, argument: iter([Index()]),
    "flow": lambda r, t, argument: iter([FlowQuery(argument, r.place.at(r.line(t)))]),
    "chart": lambda r, t, argument: iter([FlowQuery(argument, r.place.at(r.line(t)), "chart")]),
    "steps": lambda r, t, argument: iter([FlowQuery(argument, r.place.at(r.line(t)), "steps")]),
    "actors": lambda r, t, argument: iter([FlowQuery(argument, r.place.at(r.line(t)), "actors")]),
    "include": lambda r, t, argument: iter([Include(argument, r.place.at(r.line(t)))]),
    "fields": lambda r, t, argument: r.fields(t, argument, signing=False),
    "signatures": lambda r, t, argument: r.fields(t, argument, signing=True),
}


def folded(content: str) -> str:
    """Return a block's inline source as its msgid: NFC, soft line breaks and the spaces around them one space."""
    text = re.sub(r"(?<!\\)[ \t]*\n", " ", re.sub(r"\n[ \t]+", "\n", content))
    return unicodedata.normalize("NFC", text).strip()


def text_of(place: _Place, content: str, location: Location, comment: str) -> Text:
    """Return a text; its markup is read here only to report what is wrong with it."""
    if _PICTURE.search(content):
        said = "a picture stands at the beginning of an item, or in {picture}"
        place.errors.append(ContentError(said, location=location, hint="- ![](stop) words"))
    else:
        check_markup(place, content, location)
    message = Message(
        place.domain,
        place.msgctxt,
        content,
        location,
        origin=place.origin,
        legal=place.legal,
        authority=place.legal,
        open=place.open,
        comments=(comment,),
    )
    return Text(message)


def check_markup(place: _Place, content: str, location: Location) -> None:
    """Note what is wrong with the markup of a text, where it is wrong."""
    try:
        parse_inline(content)
    except MarkupError as error:
        where = inside(location, content, error.offset, place.lines)
        place.errors.append(MarkupError(error.message, error.offset, where, error.hint))


def inside(start: Location, content: str, offset: int, lines: Sequence[str]) -> Location:
    """Return the place of a character of a folded text, which begins at `start` in the lines of its file."""
    line, column = start.line, start.column
    if not column:
        return start
    for character in content[:offset]:
        if character in " \n" and column > len(lines[line - 1].rstrip(" \t")) and line < len(lines):
            line, column = line + 1, 1 + len(lines[line]) - len(lines[line].lstrip(" \t"))
        else:
            column += 1
    return Location(start.path, line, column)
