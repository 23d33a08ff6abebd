"""Files of strangers: each is refused with one clear error, and does no harm."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from docgen.catalogs.exchange.intake import kind_of, read_file
from docgen.catalogs.exchange.review import NEEDED as PACK
from docgen.catalogs.exchange.review import for_review, reviewers_pack
from docgen.catalogs.exchange.xliff import xliff
from docgen.catalogs.exchange.xlsx import NEEDED as WORKBOOK
from docgen.errors import CatalogError, DocgenError, DocgenErrors
from tests.exchange import LOOKS, Work, make_work, message, repacked, saved, whole
from tests.trees import entry

SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """Return a workspace with one text; nothing writes to it."""
    made = make_work(tmp_path_factory.mktemp("hostile"), message("Help."))
    made.write(entry("d.a", "Help.", "ជំនួយ"))
    return made


def refused(work: Work, data: bytes) -> CatalogError:
    """Return the one error that a file meets."""
    with pytest.raises(CatalogError) as caught:
        work.receive(data, "file")
    assert str(caught.value).startswith("file") and caught.value.hint
    return caught.value


def bomb(name: str = SHEET, size: int = 100_000_000) -> Callable[[bytes], bytes]:
    """Return a workbook in which one part unpacks to much more than it takes."""

    def make(data: bytes) -> bytes:
        stream = BytesIO(repacked(data, {name: None}))
        with ZipFile(stream, "a", ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
        return stream.getvalue()

    return make


def with_part(name: str, part: bytes = b"x") -> Callable[[bytes], bytes]:
    """Return what puts a part into a workbook."""
    return lambda data: repacked(data, {name: part})


def with_doctype(data: bytes) -> bytes:
    """Return a workbook whose sheet defines entities that grow."""
    with ZipFile(BytesIO(data)) as archive:
        part = archive.read(SHEET)
    return repacked(data, {SHEET: b'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>' + part})


def in_utf_16(data: bytes) -> bytes:
    """Return the same, hidden from a search for its letters."""
    with ZipFile(BytesIO(data)) as archive:
        part = archive.read(SHEET).decode()
    return repacked(data, {SHEET: f'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>{part}'.encode("utf-16")})


def packed_otherwise(data: bytes) -> bytes:
    """Return a workbook in a compression that Excel does not use."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w", ZIP_LZMA) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return stream.getvalue()


def of_a_later_kind(data: bytes) -> bytes:
    """Return a workbook that says it needs a later version of ZIP."""
    place = data.index(b"PK\x01\x02") + 6
    return data[:place] + b"\x40" + data[place + 1 :]


def merged(data: bytes) -> bytes:
    """Return a workbook with merged cells in its table."""
    book = load_workbook(BytesIO(data))
    book["Texts"].merge_cells("H2:I2")
    return saved(book)


def without_column(data: bytes) -> bytes:
    """Return a workbook without the translator's column."""
    book = load_workbook(BytesIO(data))
    book["Texts"].delete_cols(8)
    return saved(book)


def renamed(data: bytes) -> bytes:
    """Return a workbook whose column has another heading."""
    book = load_workbook(BytesIO(data))
    book["Texts"]["H1"].value = "คำแปล"
    return saved(book)


def twice(data: bytes) -> bytes:
    """Return a workbook with a heading twice."""
    book = load_workbook(BytesIO(data))
    book["Texts"]["G1"].value = "Your translation"
    return saved(book)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (bomb(), "has more than 20 MB"),
        (bomb("docProps/app.xml"), "has more than 20 MB"),
        (with_part("xl/vbaProject.bin"), "the workbook has macros"),
        (with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), "the workbook has links to other files"),
        (with_doctype, "the file has a document type declaration"),
        (in_utf_16, "the file has a document type declaration"),
        (packed_otherwise, "the workbook is packed in a way that cannot be read"),
        (of_a_later_kind, "the workbook is damaged"),
        (merged, "sheet “Texts”: the cells H2:I2 are merged"),
        (without_column, "the column “Your translation” is missing"),
        (renamed, "the column “Your translation” is missing"),
        (twice, "sheet “Texts” has the column “Your translation” twice"),
        (lambda data: data[: len(data) // 2], "the workbook is damaged"),
        (lambda data: data[:1000] + b"\0" * 500 + data[1500:], "the workbook is damaged"),
        (with_part("xl/workbook.xml", b"<workbook>"), "no XML: "),
        (lambda data: repacked(data, {"xl/workbook.xml": None}), "the workbook has no xl/workbook.xml"),
        (with_part(SHEET, b"<worksheet>" + b"<c/>" * 1_100_000 + b"</worksheet>"), "has more than 20 MB"),
        (with_part(SHEET, b"<a>" * 5_000 + b"</a>" * 5_000), "no XML: "),
    ],
)
def test_a_workbook_that_could_do_harm_is_refused(work: Work, change: Callable[[bytes], bytes], said: str) -> None:
    """One error, with the way out; the memory of the machine is not filled."""
    data = change(work.workbook())
    tracemalloc.start()
    try:
        assert said in str(refused(work, data))
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither a workbook nor an XML file"),
        (b"id,text\n1,x\n", "neither a workbook nor an XML file"),
        (b"%PDF-1.7", "neither a workbook nor an XML file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old .xls workbook, or one with a password"),
        (b"PK\x05\x06" + bytes(18), "the workbook has no xl/workbook.xml"),
        (b"<html><body/></html>", "an XML file of the kind <html>"),
        (b"<tmx", "no XML: "),
        (
            b'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>',
            "document type",
        ),
        (b'<!DOCTYPE tmx SYSTEM "http://example.org/tmx14.dtd"><tmx/>', "document type"),
        ("<tmx>é</tmx>".encode("latin-1"), "neither UTF-8 nor UTF-16"),
        (b"<tmx>" * 300 + b"</tmx>" * 300, "no XML: "),
    ],
)
def test_a_file_of_another_kind_is_refused(work: Work, data: bytes, said: str) -> None:
    """It says what the file is, as far as that can be seen."""
    assert said in str(refused(work, data))


@pytest.mark.parametrize("heading", WORKBOOK)
def test_a_column_that_is_gone_is_named(work: Work, heading: str) -> None:
    """Each that the import needs: without it, something would be lost or entered in the wrong place."""
    book = load_workbook(BytesIO(work.workbook()))
    table = book["Texts"]
    (cell,) = (cell for cell in table[1] if cell.value == heading)
    cell.value = "renamed"
    assert f"the column “{heading}” is missing" in str(refused(work, saved(book)))


@pytest.mark.parametrize("heading", PACK)
def test_a_column_that_is_gone_from_a_pack_is_named(work: Work, heading: str) -> None:
    """A pack is known by what is left of it."""
    pack = reviewers_pack(for_review(work.tasks()), work.desk(), work.languages["km"], LOOKS, whole)
    book = load_workbook(BytesIO(pack))
    (cell,) = (cell for cell in book["Review"][1] if cell.value == heading)
    cell.value = "renamed"
    assert f"the column “{heading}” is missing" in str(refused(work, saved(book)))


def test_a_workbook_of_someone_elses_is_refused(work: Work) -> None:
    """A list of provinces is no translation."""
    book = load_workbook(BytesIO(work.workbook()))
    for name in ("Texts", "Terms"):
        del book[name]
    assert "a workbook, but none that docgen exported" in str(refused(work, saved(book)))


def test_a_very_large_file_is_not_even_read(tmp_path: Path) -> None:
    """200 MB of zeros."""
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(CatalogError, match="more than 20 MB"):
        read_file(path)


def test_what_excel_shows_and_docgen_does_not_need_is_left_unread(work: Work) -> None:
    """Pictures, styles that nobody knows, and a chart's data are no reason to refuse a translation."""
    odd = {"xl/styles.xml": b"<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"}
    data = repacked(work.workbook(), {**odd, "xl/media/image1.png": b"no picture", "xl/theme/theme1.xml": b"<broken"})
    assert work.receive(data).faults == ()


@settings(max_examples=60)
@given(position=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40))
@pytest.mark.parametrize("kind", ["xlsx", "xliff"])
def test_a_damaged_file_is_refused_or_says_what_it_said(work: Work, kind: str, position: float, junk: bytes) -> None:
    """Whatever is written over it, nothing but an error of the family comes, and no other text goes in unseen."""
    data = work.workbook() if kind == "xlsx" else xliff(work.tasks(), work.desk(), work.languages["km"])
    at = int(position * len(data))
    try:
        received = work.receive(data[:at] + junk + data[at + len(junk) :])
    except (DocgenError, DocgenErrors):
        return
    assert kind == "xliff" or received.faults or dict(received.files) == {}


def test_the_kind_is_seen_from_the_content(work: Work) -> None:
    """A file that was renamed is what it was."""
    assert kind_of(work.workbook(), "km.tmx").value == "xlsx"
