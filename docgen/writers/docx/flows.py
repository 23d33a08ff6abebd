"""A flow as a table of steps: its number, its words, and the time limit that leads to the next one between them."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.canonical import canonical
from docgen.languages import Language
from docgen.tree import Flow, FlowStep, Run, plain
from docgen.writers.docx.ooxml import Element, line
from docgen.writers.docx.paragraphs import paragraph, text
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import points
from docgen.writers.docx.tables import Caption, cell, grid, row, ruled

WHITE = "FFFFFF"
_LANE = 2.4  # em: two figures with room around them


def flow(story: Story, block: Flow, width: int) -> Element:
    """Return the table of a flow's steps, `width` twips wide."""
    lane = round(points(story.layout.sizes.text) * 20 * _LANE)
    widths = (lane, width - lane)
    last = len(block.steps)
    rows = [row_ for n, step in enumerate(block.steps, 1) for row_ in _rows(story, step, n, widths, n == last)]
    return grid(story, widths, rows, Caption(canonical(plain(block.title))))


def _rows(story: Story, step: FlowStep, number: int, widths: tuple[int, int], last: bool) -> Iterator[Element]:
    colour = story.styles.colours.lane
    drawn = line("single", 6, colour)
    if step.within:
        empty = paragraph(story, (), "Limit")
        limit = text(story, step.within, "Limit")
        yield row([cell(widths[0], [empty], fill=colour), cell(widths[1], [limit], lines=ruled(drawn, last=False))])
    figure = Run(digits(number, story.language))
    counted = paragraph(story, (figure,), "StepNumber", {"w:keepNext": not last}, colour=WHITE)
    words = text(story, step.text, "Step", keepNext=not last)
    around = ruled(drawn, last, "right")
    yield row([cell(widths[0], [counted], fill=colour), cell(widths[1], [words], lines=around)])


def digits(number: int, language: Language) -> str:
    """Return a number in the digits of a language."""
    zero = ord(language.digits.zero)
    return "".join(chr(zero + int(digit)) for digit in str(number))
