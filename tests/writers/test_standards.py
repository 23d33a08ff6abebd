"""One PDF keeps to PDF/UA-1 and PDF/A-2a; tests/test_verapdf.py has the validator's word for it."""

from __future__ import annotations

import pikepdf
import pytest

from tests.writers.structure import opened, written

BODY = "<h1>Ri\u200bghts\u00a0here</h1><h2>Mo\u2060ney</h2><h3>How much</h3><p>words<h2>Help</h2>"


@pytest.fixture(scope="module")
def data() -> bytes:
    """A small file."""
    return written(BODY)


def test_both_standards_are_claimed(data: bytes) -> None:
    """Programs that look for either standard find it in the metadata."""
    with opened(data) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_no_clock_is_read(data: bytes) -> None:
    """The same page gives the same bytes, and neither the file nor its metadata bear a date."""
    assert written(BODY) == data
    with opened(data) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
        assert b"Date>" not in pdf.Root.Metadata.read_bytes()


def test_the_window_shows_the_title(data: bytes) -> None:
    """A reader's program shows the document's title and not the name of its file, and knows its language."""
    with opened(data) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.Root.MarkInfo.Marked is True
        assert (str(pdf.docinfo.Title), str(pdf.Root.Lang)) == ("A title", "en")


def test_bookmarks_are_the_headings(data: bytes) -> None:
    """Bookmarks are nested as the headings are, and free of what only guides the setting of lines."""

    def below(item: pikepdf.OutlineItem) -> tuple[str, list[object]]:
        return item.title, [below(child) for child in item.children]

    with opened(data) as pdf, pdf.open_outline() as tree:
        found = [below(item) for item in tree.root]
    assert found == [("Rights here", [("Money", [("How much", [])]), ("Help", [])])]


def test_colours_are_defined(data: bytes) -> None:
    """The file says which colours its numbers mean: sRGB."""
    with opened(data) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (str(intent.S), intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)
