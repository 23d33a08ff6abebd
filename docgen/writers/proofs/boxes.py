"""Numbers on pages that are laid out: where they stand, which text does not fit, and how they get above a word."""

from __future__ import annotations

from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from docgen.languages import Direction
from docgen.writers.pdf import boxes_of, is_mark, overflows, shown_texts
from docgen.writers.proofs.index import Problem

GAP = 1.0  # CSS px between two numbers
ABOVE = 0.85  # of the type size: where a number stands above the line that letters stand on, clear of most of them


def pages_of_numbers(document: weasyprint.Document) -> dict[int, list[int]]:
    """Return the pages on which each message begins."""
    pages: dict[int, list[int]] = {}
    for page, shown in enumerate(document.pages, 1):
        for box, _ in boxes_of(shown._page_box):
            for number in box.element.get("data-numbers").split() if is_mark(box) else ():
                pages.setdefault(int(number), []).append(page)
    return pages


def misfits(document: weasyprint.Document) -> tuple[Problem, ...]:
    """Return each text that does not fit, with its number: that of the mark before it in the same flow."""
    numbers: dict[int, int] = {}
    in_flow = 0
    for page in document.pages:
        in_margin = 0
        for box, above in boxes_of(page._page_box):
            margin = any(isinstance(outer, boxes.MarginBox) for outer in above)
            if is_mark(box):
                found = int(box.element.get("data-text"))
                in_margin, in_flow = (found, in_flow) if margin else (in_margin, found)
            elif isinstance(box, boxes.TextBox) and not any(map(is_mark, above)):
                numbers[id(box)] = in_margin if margin else in_flow
    return tuple(
        Problem(f"“{found.words}” {found.reason}", numbers[id(found.box)], found.page) for found in overflows(document)
    )


def with_numbers_in_place(page: weasyprint.document.Page) -> weasyprint.document.Page:
    """Return the page with each number above the first letter after it.

    WeasyPrint puts what `position: absolute` takes out of a line where the line would be if it were neither centred
    nor read from right to left.
    """
    waiting: list[Any] = []
    ends: dict[int, float] = {}
    words = {id(box) for box, _ in shown_texts(page)}
    for box, above in list(boxes_of(page._page_box)):
        if is_mark(box):
            waiting.append(box)
        elif id(box) in words:
            line = next((outer for outer in reversed(above) if isinstance(outer, boxes.LineBox)), None)
            for mark in waiting if line is not None else ():
                _move(mark, box, line, ends, _ruled(above))
            waiting = []
    return weasyprint.document.Page(page._page_box)


def _ruled(above: tuple[Any, ...]) -> float:
    """Return below which rule a number has to stay so that it can be read: the lowest above the text, 0 for none."""
    ruled = (
        box for box in above if isinstance(box, boxes.BlockLevelBox | boxes.BlockContainerBox) and box.border_top_width
    )
    return max((float(box.border_box_y() + box.border_top_width) for box in ruled), default=0.0)


def _move(mark: Any, word: Any, line: Any, ends: dict[int, float], highest: float) -> None:
    """Move a number to the beginning of a word, beside another that stands there; `ends` are of each line's last."""
    backwards = word.style["direction"] == Direction.RTL.value
    begin = word.position_x + word.width - mark.margin_width() if backwards else word.position_x
    last = ends.get(id(line))
    if last is not None:
        begin = min(begin, last - GAP - mark.margin_width()) if backwards else max(begin, last + GAP)
    ends[id(line)] = begin if backwards else begin + mark.margin_width()
    top = word.position_y + word.baseline - ABOVE * word.style["font_size"] - mark.margin_height()
    mark.translate(begin - mark.position_x, max(top, highest) - mark.position_y)
