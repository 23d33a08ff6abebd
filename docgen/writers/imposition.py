"""Pages of A5 laid on sheets of A4, so that a stack of sheets, folded and stapled, is a booklet.

What comes out is a printer's stream: it has no tags, no links and no bookmarks, and whoever reads on a screen, or has a
text read aloud, is given the document's own PDF.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from docgen.errors import RenderError
from docgen.languages import Direction

POINTS_PER_MM = 72 / 25.4
SHEET = (297 * POINTS_PER_MM, 210 * POINTS_PER_MM)  # A4, lying
PAGE = (148 * POINTS_PER_MM, 210 * POINTS_PER_MM)  # A5, standing
HALF = SHEET[0] / 2
# Half a sheet is 148.5 mm wide and a page 148 mm: in the middle of its half, it stands at the same place on both sides.
INDENT = (HALF - PAGE[0]) / 2
ROUNDING = 0.5  # points
BLANK = 0
_SAID = "Pages in the order of a folded booklet, for a printer. Untagged: to be read on a screen there is another file."


@dataclass(frozen=True)
class Side:
    """What is printed on one side of a sheet: pages counted from 1, BLANK where there is none."""

    left: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet of a booklet; the back is seen after turning the sheet like the page of a book."""

    front: Side
    back: Side


class NotABooklet(RenderError):
    """The pages are not A5, so two of them do not fill a sheet of A4."""


def sheets(pages: int, direction: Direction = Direction.LTR) -> tuple[Sheet, ...]:
    """Return the sheets of a booklet with so many pages, the outermost first; the pages that lack to fours are blank.

    The sheets are laid on one another with their fronts down, the innermost on top, and folded together. What reads
    from right to left is folded on the other side.
    """
    last = -(-pages // 4) * 4
    made = []
    for number in range(last // 4):
        low, high = 2 * number + 1, last - 2 * number
        front = _side(high, low, pages, direction)
        made.append(Sheet(front, _side(low + 1, high - 1, pages, direction)))
    return tuple(made)


def _side(left: int, right: int, pages: int, direction: Direction) -> Side:
    left, right = (page if page <= pages else BLANK for page in (left, right))
    return Side(left, right) if direction is Direction.LTR else Side(right, left)


def count_a5_pages(data: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        NotABooklet: some page is not A5.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            left, bottom, right, top = (float(edge) for edge in page.trimbox)
            if abs(right - left - PAGE[0]) > ROUNDING or abs(top - bottom - PAGE[1]) > ROUNDING:
                size = f"{(right - left) / POINTS_PER_MM:.0f} × {(top - bottom) / POINTS_PER_MM:.0f} mm"
                hint = "a booklet is folded from pages of A5; print this document as it is"
                raise NotABooklet(f"page {number} is {size}", hint=hint)
        return len(pdf.pages)


def impose(data: bytes, sides: Sequence[Side], duplex: bool) -> bytes:
    """Return a PDF of A4 sides, each with two pages of an A5 PDF at their true size. It bears no date.

    A printer dialog that reads what a file wishes prints it at 100 %, with `duplex` on both sides, turning on the
    short edge.
    """
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as pdf:
        forms = [pdf.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for side in sides:
            _add(pdf, side, forms)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(
            PrintScaling=pikepdf.Name("/None"),
            Duplex=pikepdf.Name("/DuplexFlipShortEdge" if duplex else "/Simplex"),
        )
        if "/Lang" in source.Root:
            pdf.Root.Lang = pikepdf.String(str(source.Root.Lang))
        pdf.docinfo["/Title"] = pikepdf.String(str(source.docinfo.get("/Title", "")))
        pdf.docinfo["/Subject"] = pikepdf.String(_SAID)
        return _saved(pdf)


def _add(pdf: pikepdf.Pdf, side: Side, forms: Sequence[pikepdf.Object]) -> None:
    """Add a side of a sheet: each page is drawn once, as it is, moved to its half."""
    page = pdf.add_blank_page(page_size=SHEET)
    drawn = []
    for number, x in ((side.left, INDENT), (side.right, HALF + INDENT)):
        if number != BLANK:
            name = page.add_resource(forms[number - 1], pikepdf.Name.XObject, pikepdf.Name(f"/Page{number}"))
            drawn.append(f"q 1 0 0 1 {x:.4f} 0 cm {name} Do Q\n")
    page.Contents = pdf.make_stream("".join(drawn).encode())


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return file.getvalue()
