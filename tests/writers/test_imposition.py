"""A folded stack of sheets reads from the first page to the last, whatever the number of pages."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import RenderError
from docgen.languages import Direction
from docgen.verify.imposed import prove_imposed
from docgen.writers.imposition import BLANK, HALF, PAGE, SHEET, NotABooklet, Sheet, Side, count_a5_pages, impose, sheets

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


def pdf(*words: str, size: tuple[float, float] = PAGE, x: float = 100.0) -> bytes:
    """Return a PDF with one word on each page, 12 pt high, its foot 300 pt above the paper's edge."""
    with pikepdf.new() as made:
        font = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for word in words:
            page = made.add_blank_page(page_size=size)
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = made.make_stream(f"BT /F 12 Tf {x} 300 Td ({word}) Tj ET".encode())
        made.Root.Lang = pikepdf.String("km")
        made.docinfo["/Title"] = pikepdf.String("Rights")
        file = io.BytesIO()
        made.save(file)
        return file.getvalue()


def sides(booklet: Sequence[Sheet]) -> list[Side]:
    """Return the sides of sheets as a printer meets them: front, back, front, back."""
    return [side for sheet in booklet for side in (sheet.front, sheet.back)]


def folded(booklet: Sequence[Sheet], direction: Direction) -> list[int]:
    """Return the pages in the order of a reader who leafs through the stack after it was folded.

    What is right on a front is left on its back. Each sheet has two leaves; the first half of the booklet is made of
    one leaf of each sheet from the outermost to the innermost, the second half of the others, on the way out.
    """
    ltr = direction is Direction.LTR
    way_in = [(s.front.right, s.back.left) if ltr else (s.front.left, s.back.right) for s in booklet]
    way_out = [(s.back.right, s.front.left) if ltr else (s.back.left, s.front.right) for s in reversed(booklet)]
    return [page for leaf in (*way_in, *way_out) for page in leaf]


@given(st.integers(1, 300), st.sampled_from(Direction))
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(pages: int, direction: Direction) -> None:
    """Every page is there once, in order; what lacks to whole sheets, three pages at most, is blank and at the end."""
    read = folded(sheets(pages, direction), direction)
    assert read[:pages] == list(range(1, pages + 1))
    assert read[pages:] == [BLANK] * (-pages % 4)


def test_the_sheets_of_eight_pages() -> None:
    """Eight pages are two sheets; the cover is on the right of the first."""
    assert sheets(8) == (Sheet(Side(8, 1), Side(2, 7)), Sheet(Side(6, 3), Side(4, 5)))
    assert sheets(5, Direction.RTL)[0] == Sheet(Side(1, BLANK), Side(BLANK, 2))


def test_each_half_shows_its_page_at_its_true_size() -> None:
    """A page of 148 mm stands in the middle of half a sheet, 148.5 mm, not enlarged and not moved up or down."""
    made = impose(pdf("one", "two", "three"), sides(sheets(3)), duplex=True)
    found = []
    with pypdfium2.PdfDocument(made) as document:
        for page in document:
            assert page.get_size() == pytest.approx(SHEET, abs=0.01)
            text = page.get_textpage()
            left, right = (text.get_text_bounded(x, 0, x + HALF, SHEET[1]).strip() for x in (0, HALF))
            found.append((left, right))
        box = document[0].get_textpage().get_charbox(0, loose=True)
    assert found == [("", "one"), ("two", "three")]
    assert box[0] == pytest.approx(HALF + 0.25 * MM + 100, abs=0.5)
    assert box[1] < 300 < box[3] and box[3] - box[1] == pytest.approx(12, abs=3)


def test_sheets_are_the_same_bytes_each_time_and_bear_no_date() -> None:
    """Two shelters that impose the same booklet hold the same file."""
    source = pdf("one", "two")
    made = impose(source, sides(sheets(2)), duplex=True)
    assert made == impose(source, sides(sheets(2)), duplex=True)
    assert b"CreationDate" not in made and b"ModDate" not in made


def test_sheets_say_that_they_are_for_a_printer() -> None:
    """The file keeps title and language, claims no tags, and wishes 100 % and the right turning of its printer."""
    for duplex, wish in ((True, "/DuplexFlipShortEdge"), (False, "/Simplex")):
        with pikepdf.open(io.BytesIO(impose(pdf("one"), [Side(BLANK, 1)], duplex))) as made:
            assert str(made.docinfo["/Title"]) == "Rights" and "Untagged" in str(made.docinfo["/Subject"])
            assert made.Root.Lang == "km"
            assert "/StructTreeRoot" not in made.Root and "/MarkInfo" not in made.Root
            assert made.Root.ViewerPreferences.Duplex == wish
            assert made.Root.ViewerPreferences.PrintScaling == "/None"


def test_a_face_is_in_the_sheets_once() -> None:
    """Pages that share a face go on sharing it: a booklet is no larger than its document."""
    with pikepdf.open(io.BytesIO(impose(pdf(*"abcdefgh"), sides(sheets(8)), duplex=True))) as made:
        fonts = [o for o in made.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert len(fonts) == 1


def test_pages_that_are_not_a5_make_no_booklet() -> None:
    """Two pages of A4 would have to be made smaller, and then are no large print: it is refused, with the way out."""
    assert count_a5_pages(pdf("one", "two")) == 2
    with pytest.raises(NotABooklet, match="page 1 is 210 × 297 mm") as refused:
        count_a5_pages(pdf("one", size=A4))
    assert "as it is" in refused.value.hint


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (pdf("two", "one", "three", "four"), "the right half of side 1 does not show page 1"),
        (pdf("one", "two", "three", ""), "the left half of side 1 does not show page 4"),
        (pdf("one", "two", "three", "four", x=103), "half of side 1 does not show page"),
    ],
    ids=["other order", "letters lost", "moved by 1 mm"],
)
def test_sheets_that_do_not_show_their_pages_are_refused(wrong: bytes, said: str) -> None:
    """The sheets' own bytes are read again before they are written."""
    right = pdf("one", "two", "three", "four")
    order = sides(sheets(4))
    prove_imposed(impose(right, order, duplex=True), order, right)
    with pytest.raises(RenderError, match=said):
        prove_imposed(impose(wrong, order, duplex=True), order, right)


def test_a_lost_side_is_refused() -> None:
    """A booklet whose last side is missing is not written."""
    source, order = pdf("one", "two", "three", "four"), sides(sheets(4))
    with pytest.raises(RenderError, match="1 sides of sheets instead of 2"):
        prove_imposed(impose(source, order[:1], duplex=True), order, source)
