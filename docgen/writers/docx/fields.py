"""Fields of a form: lines are the lower borders of cells, boxes to tick are small pictures; or controls on a screen."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO

from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Mm

from docgen.canonical import canonical
from docgen.tree import Field, FieldKind, FieldOption, FieldRow, SignatureBlock, Text, plain
from docgen.typeset.shaping import advance
from docgen.writers.docx.controls import PROMPT, box, place
from docgen.writers.docx.ooxml import Element, Property, element, line
from docgen.writers.docx.paragraphs import paragraph, spacer, typed
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import points, twips
from docgen.writers.docx.tables import PADDING, Caption, cell, grid, row
from docgen.writers.widths import width

LINE = twips(Mm(9))  # a line for a pen
SIGNATURE = twips(Mm(14))
THUMB = twips(Mm(30))
GAP = twips(Mm(4))
BOX = Mm(4.8)
_APART = "   "  # between two answers
_MOST = 0.64  # of a field's room that its label may take
_SPARE = 60  # twips: Word's own rounding must not break a label


def fields(story: Story, block: FieldRow, room: int, title: str) -> Iterator[Element]:
    """Yield a row of fields, `room` twips wide: a table, or paragraphs for a choice that stands alone."""
    if len(block.fields) == 1 and _ticked(block.fields[0]):
        yield from _choice(story, block.fields[0], room, title)
    else:
        shares = _shares(story, block.fields, room)
        cells = [
            made for field, share in zip(block.fields, shares, strict=True) for made in _cells(story, field, share)
        ]
        yield grid(story, [wide for wide, _ in cells], [row((made for _, made in cells), height=LINE)], Caption(title))
        yield from (made for field in block.fields for made in _more_lines(story, field, room, title))


def _shares(story: Story, asked: Sequence[Field], room: int) -> list[int]:
    """Return the width of each field: a choice has what its answers take, so that none parts from its box."""
    taken = [_ticks_width(story, field) if _ticked(field) else 0 for field in asked]
    whole = sum(field.width for field in asked if not _ticked(field)) or 1
    left = max(room - sum(taken), 0)
    return [took or left * field.width // whole for field, took in zip(asked, taken, strict=True)]


def _ticked(field: Field) -> bool:
    return field.kind in (FieldKind.CHOICE, FieldKind.CHECKS)


# --- a field beside others ----------------------------------------------------------------------------------------


def _cells(story: Story, field: Field, share: int) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a field with their widths: its label, and the line that is left for the pen."""
    if _ticked(field):
        yield share, cell(share, [_ticks(story, field, field.label, field.options)], align="bottom")
    elif field.kind is FieldKind.DATE:
        yield from _date(story, field, share)
    else:
        label = _label_width(story, field.label, share)
        yield label, _labelled(story, field.label, label)
        yield share - label, _ruled(story, share - label, field.id)


def _date(story: Story, field: Field, share: int) -> Iterator[tuple[int, Element]]:
    label = _label_width(story, field.label, share // 3)
    yield label, _labelled(story, field.label, label)
    part = (share - label) // len(field.options)
    for option in field.options:
        words = _label_width(story, option.label, part)
        yield words, _labelled(story, option.label, words)
        yield part - words, _ruled(story, part - words, f"{field.id}.{option.id}")


def _ticks_width(story: Story, field: Field) -> int:
    texts = [field.label, *(option.label for option in field.options)]
    words = sum(_width(story, text) for text in texts) + len(_APART) * len(texts) * _width_of_space(story)
    return words + len(field.options) * twips(BOX) + 2 * PADDING + _SPARE


def _label_width(story: Story, label: Text, share: int) -> int:
    return min(_width(story, label) + 2 * PADDING + _SPARE, round(share * _MOST))


def _width(story: Story, text: Text) -> int:
    em = width(text, story.typeset.languages, story.typeset.faces)
    return round(em * points(story.layout.sizes.text) * 20)


def _width_of_space(story: Story) -> int:
    face = story.typeset.faces.for_language(story.language)[0]
    return round(advance(" ", face) * points(story.layout.sizes.text) * 20)


def _labelled(story: Story, label: Text, wide: int) -> Element:
    return cell(wide, [paragraph(story, (label,), "Field")], align="bottom")


def _ruled(story: Story, wide: int, key: str) -> Element:
    """Return a cell over a line; on a screen a value is typed into it."""
    content = spacer()
    if story.names:
        content = paragraph(story, (), "Field")
        content.extend(place(story, key, typed(story, PROMPT, "Field")))
    return cell(
        wide,
        [content],
        align="bottom" if story.names else "",
        lines={"bottom": line("single", 6, story.styles.colours.grid)},
    )


def _more_lines(story: Story, field: Field, room: int, title: str) -> Iterator[Element]:
    """Yield the second and further lines of a field that has several."""
    if field.lines > 1 and not story.names:  # what is typed makes its own lines
        rows = [row([_ruled(story, room, field.id)], height=LINE) for _ in range(field.lines - 1)]
        yield grid(story, [room], rows, Caption(title))


# --- what is ticked -----------------------------------------------------------------------------------------------


def _choice(story: Story, field: Field, room: int, title: str) -> Iterator[Element]:
    """Yield the question with its plain answers, then each answer that asks for more, with its fields below it."""
    yield _ticks(story, field, field.label, [option for option in field.options if not option.fields])
    for option in field.options:
        if option.fields:
            yield _ticks(story, field, None, [option])
            yield from fields(story, FieldRow(option.fields), room, title)


def _ticks(story: Story, field: Field, label: Text | None, options: Sequence[FieldOption]) -> Element:
    """Return one paragraph of boxes with their answers."""
    made = paragraph(story, (label,) if label else (), "Field")
    for number, option in enumerate(options):
        if label or number:
            made.append(element("w:r", None, [_space(_APART)]))
        key = f"{field.id}.{option.id}"
        made.extend(box(story, key) if story.names else [_box(story, option.label)])
        made.append(element("w:r", None, [_space("\u00a0\u00a0")]))
        answer = paragraph(story, (option.label,), "Field")
        made.extend(child for child in list(answer) if child.tag != qn("w:pPr"))
    return made


def _space(text: str) -> Element:
    made = element("w:t", {"xml:space": "preserve"})
    made.text = text
    return made


def _box(story: Story, answer: Text) -> Element:
    """Return the run of an empty box; who cannot see it is told the answer that it is for."""
    relationship, _ = story.part.get_or_add_image(BytesIO(_box_png()))
    number = next(story.ids)
    inline = CT_Inline.new_pic_inline(number, relationship, "", BOX, BOX)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # LibreOffice takes 3 mm where nothing is said
    for named in inline.iter(qn("wp:docPr"), qn("pic:cNvPr")):
        named.set("name", f"Box {number}")
        named.set("descr", canonical(plain(answer)))
    # Lowered by half points, so that the box stands in the middle of its line.
    return element("w:r", None, [element("w:rPr", None, [element("w:position", {"w:val": -6})]), _drawing(inline)])


def _drawing(inline: Element) -> Element:
    return element("w:drawing", None, [inline])


@lru_cache(maxsize=1)
def _box_png(side: int = 64, border: int = 4) -> bytes:
    """Return a square with a black border as a PNG of grey pixels."""
    edge, inner = b"\0" * side, b"\0" * border + b"\xff" * (side - 2 * border) + b"\0" * border
    rows = [edge if n < border or n >= side - border else inner for n in range(side)]
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + pixels for pixels in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# --- who signs ----------------------------------------------------------------------------------------------------


def signatures(story: Story, block: SignatureBlock, room: int, title: str) -> Iterator[Element]:
    """Yield the places of those who sign: above a line, with a line for the name in print, over who it is."""
    for each in block.rows:
        wide = (room - GAP * (len(each.fields) - 1)) // len(each.fields)
        high = max(THUMB - LINE if field.kind is FieldKind.THUMBPRINT else SIGNATURE for field in each.fields)
        signing = [_place(story, field, wide, "single", "restart") for field in each.fields]
        naming = [_place(story, field, wide, "dotted", "") for field in each.fields]
        centred: dict[str, Property] = {"w:jc": "center"}
        telling = [cell(wide, [paragraph(story, (field.label,), "Field", centred)]) for field in each.fields]
        rows = [row(_apart(signing), height=high), row(_apart(naming), height=LINE), row(_apart(telling))]
        yield grid(story, [*[wide, GAP] * (len(each.fields) - 1), wide], rows, Caption(title))


def _apart(cells: Sequence[Element]) -> Iterator[Element]:
    """Yield cells with a gap between them, so that each line is one person's."""
    for number, each in enumerate(cells):
        if number:
            yield cell(GAP, [spacer()])
        yield each


def _place(story: Story, field: Field, wide: int, style: str, merged: str) -> Element:
    """Return an empty cell over a line; that of a thumbprint is a box over both rows."""
    colour = story.styles.colours.grid
    if field.kind is FieldKind.THUMBPRINT:
        lines = dict.fromkeys(("top", "left", "bottom", "right"), line("single", 6, colour))
        made = cell(wide, [spacer()], lines=lines)
        made[0].insert(1, element("w:vMerge", {"w:val": merged} if merged else None))
        return made
    return cell(wide, [spacer()], lines={"bottom": line(style, 6, colour)})
