"""Tables: rows that stay whole, a head row that is repeated, and columns as wide as their words need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from docgen.canonical import canonical
from docgen.languages import Direction, Language
from docgen.tree import Row, Run, Table, Text, plain
from docgen.typeset.faces import FaceSet
from docgen.typeset.segments import segments
from docgen.typeset.shaping import advance
from docgen.writers.docx.ooxml import Attributes, Element, Property, borders, element, line, properties
from docgen.writers.docx.paragraphs import paragraph
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import points

PADDING = 100  # twips at each side of a cell's text; the table style says the same
EMPTY = Run("–")  # an empty cell could be taken for a mistake
BLANK = 624  # twips, 11 mm: a row to write in by hand
_GAPS = re.compile("[\u200b \n]+")  # where a line may end


@dataclass(frozen=True)
class Caption:
    """What a reader who cannot see the table is told of it."""

    title: str
    description: str = ""


def table(story: Story, block: Table, width: int, title: str) -> Element:
    """Return a table of the document, `width` twips wide; `title` is the heading that it stands under."""
    widths = column_widths(story, block, width)
    last = len(block.rows)
    rows = [
        row(
            _cells(story, each, widths, block, head=number == 0, last=number == last),
            head=number == 0,
            height=BLANK if each.blank else 0,
        )
        for number, each in enumerate((block.head, *block.rows))
    ]
    description = " · ".join(canonical(plain(text)) for text in block.head.cells if text)
    return grid(story, widths, rows, Caption(title, description), head=True)


def _cells(story: Story, row_: Row, widths: Sequence[int], block: Table, head: bool, last: bool) -> Iterator[Element]:
    lines = ruled(line("single", 4, story.styles.colours.grid), last, "left", "right")
    empty = Run("") if row_.blank else EMPTY
    for column, text in enumerate(row_.cells):
        yield _cell(story, text or empty, block.marks and column > 0, column == 0, widths[column], lines, head)


def _cell(
    story: Story,
    text: Text | Run,
    centred: bool,
    bold: bool,
    width: int,
    lines: Mapping[str, Attributes],
    head: bool,
) -> Element:
    style = "TableHead" if head else "TableText"
    align = "center" if centred else ""
    content = paragraph(story, (text,), style, {"w:jc": align}, bold=head or bold)
    return cell(width, [content], fill=story.styles.colours.head if head else "", lines=lines, align=align)


# --- the parts of a table --------------------------------------------------------------------------------------


def grid(
    story: Story,
    widths: Sequence[int],
    rows: Iterable[Element],
    caption: Caption,
    head: bool = False,
    indent: int = 0,
) -> Element:
    """Return a `w:tbl` of fixed columns, so that Word and LibreOffice set the same lines."""
    look = {"firstRow": int(head), "lastRow": 0, "firstColumn": int(head), "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    values: dict[str, Property] = {
        "w:bidiVisual": story.language.direction is Direction.RTL,
        "w:tblW": {"w:w": sum(widths), "w:type": "dxa"},
        "w:tblInd": {"w:w": indent, "w:type": "dxa"} if indent else None,
        "w:tblLayout": {"w:type": "fixed"},
        # w:val repeats the flags for old readers: 0x0020 first row, 0x0080 first column, 0x0600 no bands.
        "w:tblLook": {"w:val": "06A0" if head else "0600", **{f"w:{name}": flag for name, flag in look.items()}},
        "w:tblCaption": caption.title,
        "w:tblDescription": caption.description,
    }
    columns = element("w:tblGrid", None, (element("w:gridCol", {"w:w": width}) for width in widths))
    return element("w:tbl", None, [properties("w:tblPr", values), columns, *rows])


def row(cells: Iterable[Element], head: bool = False, height: int = 0, divided: bool = False) -> Element:
    """Return a `w:tr`, which no page break divides unless it may be `divided`; a head row is repeated on each page.

    `height` is the least one, in twips.
    """
    values: dict[str, Property] = {
        "w:cantSplit": not divided,
        "w:trHeight": {"w:val": height, "w:hRule": "atLeast"} if height else None,
        "w:tblHeader": head,
    }
    return element("w:tr", None, [properties("w:trPr", values), *cells])


def cell(
    width: int,
    content: Sequence[Element],
    *,
    fill: str = "",
    lines: Mapping[str, Attributes] | None = None,
    margin: int = 0,
    align: str = "",
) -> Element:
    """Return a `w:tc`; `margin` is the space around its content in twips where it is not the table style's."""
    values: dict[str, Property] = {
        "w:tcW": {"w:w": width, "w:type": "dxa"},
        "w:tcBorders": borders("w:tcBorders", lines) if lines else None,
        "w:shd": {"w:val": "clear", "w:color": "auto", "w:fill": fill} if fill else None,
        "w:tcMar": _margins(margin) if margin else None,
        "w:vAlign": align,
    }
    return element("w:tc", None, [properties("w:tcPr", values), *content])


def _margins(width: int) -> Element:
    sides = (element(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side in ("top", "left", "bottom", "right"))
    return element("w:tcMar", None, sides)


def ruled(drawn: Attributes, last: bool, *sides: str) -> dict[str, Attributes]:
    """Return the lines of a cell: above it, at these sides, and below it in the last row only.

    LibreOffice 7.4 loses all further rows of a table when a row that may not be divided fits on a page without the line
    below it, but not with it. With no such lines no row was lost.
    """
    return dict.fromkeys(("top", *sides, *(("bottom",) if last else ())), drawn)


# --- widths ----------------------------------------------------------------------------------------------------


def column_widths(story: Story, block: Table, width: int) -> tuple[int, ...]:
    """Return the columns' widths in twips: each at least as wide as its longest word, the first the widest of all.

    Columns of marks take what two lines of their heads need and leave the rest to the first; others share by the length
    of their texts (its square root: a cell twice as long should become both wider and higher).
    """
    columns = _columns(block)
    least = [max((_longest(story, text) for text in column), default=0) + 2 * PADDING for column in columns]
    if block.marks:
        halves = [_width(story, text, plain(text)) / 2 + 2 * PADDING for text in block.head.cells[1:] if text]
        even = round(min(max([*least[1:], *halves]), 0.6 * width / max(len(columns) - 1, 1)))
        return (width - even * (len(columns) - 1), *[even] * (len(columns) - 1))
    weights = [sqrt(max((len(plain(text)) for text in column), default=1) or 1) for column in columns]
    return _shared(least, [max(weights), *weights[1:]], width)


def _columns(block: Table) -> list[list[Text]]:
    rows: list[Row] = [block.head, *block.rows]
    return [[text for row_ in rows if (text := row_.cells[column])] for column in range(len(block.head.cells))]


def _shared(least: list[int], weights: list[float], width: int) -> tuple[int, ...]:
    """Return a share of the width for each column by its weight, after its least width, which shrinks if it must."""
    spare = width - sum(least)
    if spare < 0:
        least, spare = [round(need * width / sum(least)) for need in least], 0
    widths = [need + round(spare * weight / sum(weights)) for need, weight in zip(least, weights, strict=True)]
    return (width - sum(widths[1:]), *widths[1:])


def _longest(story: Story, text: Text) -> int:
    """Return the width in twips of the longest piece of a text that no line break divides."""
    return max(_width(story, text, chunk) for chunk in set(_GAPS.split(plain(text))))


def _width(story: Story, text: Text, words: str) -> int:
    """Return the width in twips of some words of a text in a table, as bold as they may be, with a little to spare.

    The dictionaries of Word and LibreOffice find fewer line breaks than ours.
    """
    language = story.language_of(text.language)
    size = points(story.layout.sizes.table) * language.scale
    return round(1.1 * 20 * size * _bold_advance(words, language, story.typeset.faces))


def _bold_advance(text: str, language: Language, faces: FaceSet) -> float:
    """Return the width of a text in bold, in em."""
    parts = segments(text, language, faces, bold=True)
    return sum(advance(part.text, faces.families[part.family].bold) for part in parts)
