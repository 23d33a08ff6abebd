"""Pages that were laid on sheets are proved again from the sheets' bytes: each half shows its page, where it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from docgen.errors import RenderError
from docgen.writers.imposition import BLANK, HALF, INDENT, Side

TOLERANCE = 0.2  # points: coordinates are rounded in the file, nobody sees it


@dataclass(frozen=True)
class Print:
    """The letters of a page as a reader's program finds them, and the middle of them all, in points."""

    letters: Counter[str]
    x: float = 0
    y: float = 0


def prove_imposed(sheets: bytes, sides: Sequence[Side], pages: bytes) -> None:
    """Return when each half of each side shows the letters of its page, at their place, and no others.

    Raises:
        RenderError: it does not; the sheets must not be printed.
    """
    with pypdfium2.PdfDocument(sheets) as imposed, pypdfium2.PdfDocument(pages) as source:
        if len(imposed) != len(sides):
            raise RenderError(f"there are {len(imposed)} sides of sheets instead of {len(sides)}")
        prints = {BLANK: Print(Counter()), **{n: _print(page, 0, HALF) for n, page in enumerate(source, 1)}}
        for number, (page, side) in enumerate(zip(imposed, sides, strict=True), 1):
            for name, wanted, left in (("left", side.left, 0.0), ("right", side.right, HALF)):
                if not _alike(_print(page, left, left + HALF, left + INDENT), prints[wanted]):
                    raise RenderError(f"the {name} half of side {number} does not show page {wanted} as it is")


def _print(page: pypdfium2.PdfPage, left: float, right: float, origin: float = 0) -> Print:
    """Return what stands between two edges, measured from an origin."""
    text = page.get_textpage()
    letters: Counter[str] = Counter()
    x = y = 0.0
    for index in range(text.count_chars()):
        x0, y0, x1, y1 = text.get_charbox(index)
        if x1 > x0 and y1 > y0 and left <= (x0 + x1) / 2 < right:  # not a space, nor what pdfium adds at a line end
            letters[text.get_text_range(index, 1)] += 1
            x, y = x + (x0 + x1) / 2 - origin, y + (y0 + y1) / 2
    count = letters.total() or 1
    return Print(letters, x / count, y / count)


def _alike(one: Print, other: Print) -> bool:
    return one.letters == other.letters and abs(one.x - other.x) < TOLERANCE and abs(one.y - other.y) < TOLERANCE
