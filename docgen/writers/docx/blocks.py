"""Blocks of the tree as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.canonical import canonical
from docgen.tree import (
    Actors,
    Block,
    Callout,
    Calls,
    Chart,
    Clause,
    Contacts,
    Contents,
    Copy,
    Directory,
    FieldRow,
    Flow,
    Index,
    Inline,
    ItemList,
    ListItem,
    Pair,
    Paragraph,
    Picture,
    Run,
    Say,
    Section,
    SignatureBlock,
    Steps,
    Strong,
    Table,
    Telephones,
    Text,
    ToFillIn,
    plain,
)
from docgen.writers.docx.boxes import bordered, framed, inner_width, with_paragraph
from docgen.writers.docx.contacts import calls, contacts, directory, telephones
from docgen.writers.docx.directories import contents as contents_list
from docgen.writers.docx.directories import index
from docgen.writers.docx.fields import LINE, fields, signatures
from docgen.writers.docx.flows import flow
from docgen.writers.docx.images import picture
from docgen.writers.docx.numbering import BULLETS, DEEPEST, FIRST_NUMBERED, indent_of
from docgen.writers.docx.ooxml import Element, Property, element
from docgen.writers.docx.paragraphs import is_spacer, paragraph, spacer
from docgen.writers.docx.processes import actor, chart, step, ticked
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import twips
from docgen.writers.docx.tables import PADDING, Caption, cell, grid, row, table

LOWEST_HEADING = 3
Listing = Contacts | Telephones | Directory | Calls
_STYLES = {"lead": "Lead", "proposal": "BoxTitle"}  # of paragraphs with a role


@dataclass(frozen=True)
class Room:
    """Where blocks stand: the width of the line in twips, the heading above, the depth of lists, the text's style."""

    width: int
    heading: str
    depth: int = 0
    style: str = "Normal"


def blocks(story: Story, nodes: Sequence[Block], room: Room) -> list[Element]:
    """Return the paragraphs and tables of blocks, in order, with an empty line around each box and table.

    Word joins boxes and tables that touch, and wants a paragraph after a table at the end.
    """
    made: list[Element] = []
    for node in nodes:
        apart = _stands_apart(node)
        if apart and made and not is_spacer(made[-1]):
            made.append(spacer())
        made += _block(story, node, room)
        if apart:
            made.append(spacer())
    return made


def _stands_apart(node: Block) -> bool:
    apart = Table | Callout | Say | Flow | Chart | Listing | FieldRow | SignatureBlock
    return (isinstance(node, apart) and not _is_plain(node)) or (isinstance(node, ItemList) and node.pictured)


def _is_plain(node: Block) -> bool:
    """Whether a callout has no box: it was a proposal, and has become the publisher's own."""
    return isinstance(node, Callout) and node.kind == "plain"


def _block(story: Story, node: Block, room: Room) -> Iterator[Element]:
    match node:
        case Paragraph(text, role):
            style = _STYLES.get(role, room.style)
            yield paragraph(story, (text,), style, _indent(story, room.depth))
        case ItemList():
            yield from _list(story, node, room)
        case Picture():
            yield from picture(story, node)
        case Section():
            yield from _section(story, node, room)
        case Table() | Callout() | Say() | Flow() | Chart():
            yield from _apart(story, node, room)
        case Contacts() | Telephones() | Directory() | Calls():
            yield from _listing(story, node, room)
        case Steps() | Actors() | Contents() | Index():
            yield from _running(story, node)
        case Clause() | FieldRow() | SignatureBlock() | Pair():
            yield from _to_fill_in(story, node, room)
        case _:
            raise AssertionError(f"{node} was not resolved")


def _running(story: Story, node: Steps | Actors | Contents | Index) -> Iterator[Element]:
    """Yield blocks that are many paragraphs in a row."""
    match node:
        case Steps():
            for number, each in enumerate(node.steps, 1):
                yield from step(story, each, number)
        case Actors():
            for each_actor in node.actors:
                yield from actor(story, each_actor)
        case Contents():
            yield from contents_list(story, node)
        case Index():
            yield from index(story, node)


def _to_fill_in(story: Story, node: ToFillIn | Pair, room: Room) -> Iterator[Element]:
    match node:
        case Clause(text):
            yield paragraph(story, (text,), room.style, {"w:spacing": {"w:line": LINE, "w:lineRule": "atLeast"}})
        case FieldRow():
            yield from fields(story, node, room.width, room.heading)
        case SignatureBlock(_, notices):
            yield from _bordered(story, "important", None, [(notice, "BoxText") for notice in notices])
            yield from signatures(story, node, room.width, room.heading)
        case Pair(first, second):
            yield from blocks(story, (first, second), room)


def _apart(story: Story, node: Table | Callout | Say | Flow | Chart, room: Room) -> Iterator[Element]:
    match node:
        case Table():
            if node.label and node.caption:
                yield _labelled(story, node.id, node.label, node.caption)
            yield table(story, node, room.width, room.heading)
        case Callout() if _is_plain(node):
            yield from blocks(story, node.children, room)
        case Callout():
            yield from _callout(story, node, room)
        case Say():
            meaning = [(node.meaning, "BoxText")] if node.meaning.language != node.spoken.language else []
            yield from _bordered(story, "say", node.title, [(node.spoken, "Spoken"), *meaning])
        case Flow():
            yield _bookmarked(story, node.id, (node.title,), "Caption")
            yield flow(story, node, room.width)
        case Chart():
            if node.label:
                yield _labelled(story, node.id, node.label, node.title)
            yield from chart(story, node, room.width)


def _listing(story: Story, node: Listing, room: Room) -> Iterator[Element]:
    match node:
        case Contacts() if node.entries:
            yield contacts(story, node.entries, room.width, room.heading)
        case Directory():
            yield from directory(story, node, room.width)
        case Calls():
            yield calls(story, node, room.width, room.heading)
        case Telephones(numbers):
            yield telephones(story, numbers, room.width, room.heading)


# --- sections --------------------------------------------------------------------------------------------------


def _section(story: Story, section: Section, room: Room) -> Iterator[Element]:
    style = f"Heading{min(section.level, LOWEST_HEADING)}"
    number: tuple[Inline, ...] = (Run(f"{section.number} "),) if section.number else ()
    part: dict[str, Property] = {"w:pageBreakBefore": story.layout.parts and section.level == 1}
    yield _bookmarked(story, section.id, (*number, section.title), style, part)
    below = replace(room, heading=canonical(plain(section.title)))
    yield from blocks(story, section.children, below)
    if isinstance(section, Copy) and section.notice:
        yield paragraph(story, (section.notice,), "ContactText")


def _labelled(story: Story, id_: str, label: Text, caption: Text) -> Element:
    """Return the caption of a table or a figure."""
    return _bookmarked(story, id_, (Strong((label,)), Run(" "), caption), "TableCaption")


def _bookmarked(
    story: Story, id_: str, nodes: tuple[Inline, ...], style: str, extra: Mapping[str, Property] | None = None
) -> Element:
    """Return a paragraph with the bookmark that links lead to; `extra` are properties beside the style's."""
    number = next(story.ids)
    start = element("w:bookmarkStart", {"w:id": number, "w:name": story.anchor(id_)})
    return paragraph(story, nodes, style, extra, around=(start, element("w:bookmarkEnd", {"w:id": number})))


# --- lists -----------------------------------------------------------------------------------------------------


def _list(story: Story, items: ItemList, room: Room) -> Iterator[Element]:
    level = min(room.depth, DEEPEST)
    if items.pictured:
        yield _pictured(story, items, room)
        return
    if items.ticks:
        for item in items.items:
            yield from _ticked(story, item, room)
        return
    number = _numbered(story, level) if items.ordered else BULLETS
    for item in items.items:
        yield from _item(story, item, "ListNumber" if items.ordered else "ListBullet", level, number, room)


def _ticked(story: Story, item: ListItem, room: Room) -> Iterator[Element]:
    """Yield an item with a box to tick; its first block is a paragraph, as {checklist} has it."""
    first, *others = item.children
    assert isinstance(first, Paragraph)
    yield ticked(story, (first.text,), room.depth)
    yield from blocks(story, others, replace(room, depth=room.depth + 1, style="ListContinue"))


def _pictured(story: Story, items: ItemList, room: Room) -> Element:
    """Return a table without lines: the picture of each item, and beside it the item's blocks."""
    wide = twips(story.layout.picture) + 2 * PADDING
    widths = (wide, room.width - wide)
    below = replace(room, width=widths[1] - 2 * PADDING, depth=0)
    rows = []
    for item in items.items:
        assert isinstance(item.picture, Picture)
        columns = zip(widths, ([*picture(story, item.picture)], blocks(story, item.children, below)), strict=True)
        rows.append(row(cell(width, with_paragraph(content), align="center") for width, content in columns))
    return grid(story, widths, rows, Caption(room.heading))


def _numbered(story: Story, level: int) -> int:
    """Return the id of a new numbered list, which starts at 1 on its level."""
    story.lists.append(level)
    return FIRST_NUMBERED + len(story.lists) - 1


def _item(story: Story, item: ListItem, style: str, level: int, number: int, room: Room) -> Iterator[Element]:
    counted = element("w:numPr", None, [element("w:ilvl", {"w:val": level}), element("w:numId", {"w:val": number})])
    below = replace(room, depth=room.depth + 1, style="ListContinue")
    if item.children and isinstance(item.children[0], Paragraph):
        yield paragraph(story, (item.children[0].text,), style, {"w:numPr": counted})
        yield from blocks(story, item.children[1:], below)
    else:  # the number stands alone above a list or a table
        yield paragraph(story, (), style, {"w:numPr": counted, "w:keepNext": bool(item.children)})
        yield from blocks(story, item.children, below)


def _indent(story: Story, depth: int) -> dict[str, Property]:
    return {"w:ind": {"w:left": indent_of(story, depth - 1)}} if depth else {}


# --- boxes -----------------------------------------------------------------------------------------------------


def _callout(story: Story, callout: Callout, room: Room) -> Iterator[Element]:
    title = callout.title
    simple = all(isinstance(child, Paragraph) for child in callout.children)
    if simple and callout.kind != "frame" and room.depth == 0:
        texts = [(child.text, "BoxText") for child in callout.children if isinstance(child, Paragraph)]
        yield from _bordered(story, callout.kind, title, texts)
        return
    inside = Room(inner_width(story, room.width), room.heading, style="BoxText")
    # Without leave to divide it, LibreOffice cuts off what is longer than a page; its first words must not be kept
    # with the next either, or it leaves a page empty above the box.
    long = any(isinstance(child, Chart | Steps | Actors) for child in callout.children)
    kept: dict[str, Property] = {"w:keepNext": {"w:val": 0}} if long else {}
    content = [paragraph(story, (title,), "BoxTitle", kept)] if title else []
    content = with_paragraph([*content, *blocks(story, callout.children, inside)])
    height = twips(story.layout.frame) if callout.kind == "frame" else 0
    name = canonical(plain(title)) if title else room.heading
    yield framed(story, callout.kind, content, room.width, name, height, divided=long)


def _bordered(story: Story, kind: str, title: Text | None, texts: list[tuple[Text, str]]) -> Iterator[Element]:
    if title:
        texts = [(title, "BoxTitle"), *texts]
    last = len(texts)
    for number, (text, style) in enumerate(texts, 1):
        yield paragraph(story, (text,), style, bordered(story, kind, last=number == last))
