"""Boxes around blocks: bordered paragraphs where that suffices, a table of one cell where it does not.

Word draws one border around paragraphs only while their indents are the same, so a list or a table in a box would
fall out of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.writers.docx.ooxml import Attributes, Element, Property, borders, element, line
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import Box, points, twips
from docgen.writers.docx.tables import Caption, cell, grid, row

BAR, THIN = 24, 6  # eighths of a point
_SIDES = ("top", "left", "bottom", "right")
MOST_SPACE = 31  # points between a border and its text, at most (ECMA-376-1, 17.3.4, w:space)


def box_of(story: Story, kind: str) -> Box:
    """Return the look of a kind of box; a kind without one looks like a note."""
    return story.styles.boxes.get(kind) or story.styles.boxes["note"]


def bordered(story: Story, kind: str, last: bool) -> dict[str, Property]:
    """Return the properties of one paragraph of a box; all but the last one stay with the next."""
    box = box_of(story, kind)
    space = min(round(points(story.layout.spaces.box)), MOST_SPACE)
    left, right = (space * 20 + width for width in _widths(box))  # the border is drawn outside the text's indents
    return {
        "w:keepNext": not last,
        "w:keepLines": True,
        "w:pBdr": borders("w:pBdr", _lines(box, space)),
        "w:shd": {"w:val": "clear", "w:color": "auto", "w:fill": box.fill},
        "w:ind": {"w:left": left, "w:right": right},
    }


def framed(
    story: Story, kind: str, content: Sequence[Element], width: int, title: str, height: int = 0, divided: bool = False
) -> Element:
    """Return a table of one cell around the content, at least `height` twips high; `divided` lets pages break in it."""
    box = box_of(story, kind)
    margin = twips(story.layout.spaces.box)
    left, right = _widths(box)
    width -= (left + right) // 2  # lines are drawn on the edges of a cell, half of each outside
    inside = cell(width, content, fill=box.fill, lines=_lines(box, 0), margin=margin)
    return grid(story, [width], [row([inside], height=height, divided=divided)], Caption(title), indent=left // 2)


def inner_width(story: Story, width: int) -> int:
    """Return the width left inside a framed box."""
    return width - 2 * twips(story.layout.spaces.box)


def _lines(box: Box, space: int) -> dict[str, Attributes]:
    """Return the four sides of a box: thin lines, and a bar at the left unless they are dashed."""
    bar = BAR if box.line == "single" else THIN
    return {side: line(box.line, bar if side == "left" else THIN, box.colour, space) for side in _SIDES}


def _widths(box: Box) -> tuple[int, int]:
    """Return the widths in twips of the left and the right side of a box."""
    return (BAR if box.line == "single" else THIN) * 20 // 8, THIN * 20 // 8


def with_paragraph(content: list[Element]) -> list[Element]:
    """Return a cell's content with a paragraph at its end, which OOXML demands."""
    return content if content and content[-1].tag.endswith("}p") else [*content, element("w:p")]
