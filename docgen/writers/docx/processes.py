"""Processes with lanes: a chart as a table of steps, steps at length as paragraphs, and tasks to tick off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.canonical import canonical
from docgen.localise.numbers import plain_number
from docgen.tree import Actor, Chart, ChartStep, Inline, Run, StepAtLength, Strong, Text, plain
from docgen.writers.docx.numbering import indent_of
from docgen.writers.docx.ooxml import Element, both, element, line, properties
from docgen.writers.docx.paragraphs import paragraph, text
from docgen.writers.docx.story import Story
from docgen.writers.docx.tables import EMPTY, Caption, cell, grid, row, ruled

BETWEEN = Run(" · ")
_SHARES = (0.08, 0.46, 0.23, 0.23)  # of the width: number, step, who does it, who takes part
_BOX = "\u00a0" * 5  # with a border around them, small spaces are a box to tick, in scripts with high lines too
_BOX_SIZE = 14  # half-points


def chart(story: Story, block: Chart, width: int) -> Iterator[Element]:
    """Yield the lanes by side, then a table with a row for each step."""
    for side, words in block.sides:
        names = [lane.name for lane in block.lanes if lane.side == side]
        yield paragraph(story, (Strong((words,)), Run(" "), *_joined(names)), "Normal")
    widths = [round(width * share) for share in _SHARES]
    widths[1] += width - sum(widths)
    head = ((), (block.step,), (block.acts,), (block.joins,))
    rows: list[tuple[tuple[Inline, ...], ...]] = [head]
    rows += [_cells(story, block, step, n) for n, step in enumerate(block.steps, 1)]
    last = len(rows) - 1
    made = [_row(story, cells, widths, head=n == 0, last=n == last) for n, cells in enumerate(rows)]
    yield grid(story, widths, made, Caption(canonical(plain(block.title))), head=True)


def _cells(story: Story, block: Chart, step: ChartStep, n: int) -> tuple[tuple[Inline, ...], ...]:
    limit: tuple[Inline, ...] = (Strong((step.within,)), Run(": ")) if step.within else ()
    first, *others = [block.lane(id).name for id in step.lanes]
    return (_number(story, n),), (*limit, step.text), (first,), tuple(_joined(others)) or (EMPTY,)


def _row(story: Story, cells: Iterable[tuple[Inline, ...]], widths: list[int], head: bool, last: bool) -> Element:
    lines = ruled(line("single", 4, story.styles.colours.grid), last, "left", "right")
    style = "TableHead" if head else "TableText"
    columns = zip(widths, cells, strict=True)
    return row((cell(wide, [paragraph(story, nodes, style)], lines=lines) for wide, nodes in columns), head=head)


def step(story: Story, block: StepAtLength, n: int) -> Iterator[Element]:
    """Yield the paragraphs of one step at length."""
    limit: tuple[Inline, ...] = (block.within, Run(": ")) if block.within else ()
    yield paragraph(story, (_number(story, n), Run(" "), *limit, block.text), "Caption")
    yield paragraph(story, (Strong((block.who,)), Run(" "), *_joined(block.actors)), "Normal")
    for heading, texts in block.parts:
        if len(texts) == 1:
            yield paragraph(story, (Strong((heading,)), Run(" "), texts[0]), "Normal")
            continue
        yield paragraph(story, (Strong((heading,)),), "Normal", {"w:keepNext": True})
        for each in texts:
            yield paragraph(story, (each,), "ListBullet", {"w:numPr": _bullet()})


def _bullet() -> Element:
    return element("w:numPr", None, [element("w:ilvl", {"w:val": 0}), element("w:numId", {"w:val": 1})])


def actor(story: Story, block: Actor) -> Iterator[Element]:
    """Yield the name of one who takes part, and the tasks to tick off."""
    yield text(story, block.name, "Caption")
    for task in block.tasks:
        joins: tuple[Inline, ...] = (Run(" ("), task.joins, Run(")")) if task.joins else ()
        yield ticked(story, (_number(story, task.number), Run(" "), task.text, *joins))


def ticked(story: Story, nodes: Iterable[Inline], depth: int = 0) -> Element:
    """Return a paragraph with a box to tick before it."""
    indent = indent_of(story, depth)
    made = paragraph(story, nodes, "ListContinue", {"w:ind": {"w:left": indent, "w:hanging": indent_of(story, 0)}})
    words = element("w:t", {"xml:space": "preserve"})
    words.text = _BOX
    border = properties("w:rPr", {"w:bdr": line("single", 8, "000000"), **both("w:sz", _BOX_SIZE)})
    box = element("w:r", None, [border, words])
    gap = element("w:r", None, [element("w:tab")])
    at = next(n for n, child in enumerate([*made, made]) if not str(child.tag).endswith("}pPr"))
    made.insert(at, box)
    made.insert(at + 1, gap)
    return made


def _number(story: Story, n: int) -> Inline:
    return Strong((Run(plain_number(n, story.language)),))


def _joined(texts: Iterable[Text]) -> Iterator[Inline]:
    for n, each in enumerate(texts):
        if n:
            yield BETWEEN
        yield each
