"""A flow with lanes as rows and columns: who does each step, who takes part, and the line from each step to the next.

Every writer draws from the same rows: as boxes and arrows on paper, as a table of steps in DOCX.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from docgen.languages import Language
from docgen.localise.numbers import plain_number
from docgen.tree import Chart, Text


@dataclass(frozen=True)
class Cell:
    """One lane of one step. `mark` is "acts", "joins" or "", `lines` names the pieces of line that cross the cell.

    "into" comes from above, "from-start" and "from-end" from the side, "through" goes on to the next step;
    "leave-start" and "leave-end" turn from above to a side, "across" passes by.
    """

    mark: str = ""
    lines: str = ""


@dataclass(frozen=True)
class StepRow:
    """One step of a chart; `number` is in the reader's digits, `cells` are in the order of the lanes."""

    number: str
    text: Text
    within: Text | None
    lanes: tuple[str, ...]
    cells: tuple[Cell, ...]


def sides(chart: Chart) -> list[tuple[Text, int]]:
    """Return the words above a chart's lanes, each with how many lanes it stands above, in their order."""
    words = dict(chart.sides)
    return [(words[side], len(list(lanes))) for side, lanes in groupby(chart.lanes, key=lambda lane: lane.side)]


def chart_rows(chart: Chart, language: Language) -> list[StepRow]:
    """Return the steps of a chart as rows."""
    ids = [lane.id for lane in chart.lanes]
    acting = [ids.index(step.lanes[0]) for step in chart.steps]
    rows = []
    for n, step in enumerate(chart.steps):
        lines = _lines(acting[n - 1] if n else None, acting[n], n == len(acting) - 1, len(ids))
        marks = ["acts" if id == step.lanes[0] else "joins" if id in step.lanes else "" for id in ids]
        cells = tuple(Cell(mark, line) for mark, line in zip(marks, lines, strict=True))
        rows.append(StepRow(plain_number(n + 1, language), step.text, step.within, step.lanes, cells))
    return rows


def _lines(before: int | None, here: int, last: bool, lanes: int) -> Iterator[str]:
    """Yield the lines in each lane's cell of a step that `here` does, after one that `before` did."""
    for lane in range(lanes):
        if lane == here:
            yield " ".join(filter(None, (_into(before, here), "" if last or before is None else "through")))
        elif before is None:
            yield ""
        elif lane == before:
            yield "leave-end" if here > before else "leave-start"
        else:
            yield "across" if min(before, here) < lane < max(before, here) else ""


def _into(before: int | None, here: int) -> str:
    """Return the line that leads to a step; the first one has only a line that leads away."""
    if before is None:
        return "begin"
    return "into" if before == here else "from-start" if before < here else "from-end"
