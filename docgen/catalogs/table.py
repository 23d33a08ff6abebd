"""Tables of official texts as an office sends them, in XLSX, CSV or PO: each text as it was typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.canonical import canonical
from docgen.catalogs.exchange.answer import unified
from docgen.catalogs.exchange.rows import read_rows
from docgen.catalogs.exchange.sheet import Column, add_table, new_workbook, workbook_bytes
from docgen.catalogs.exchange.xml_file import SIZE_LIMIT, too_large
from docgen.catalogs.store import read_catalog
from docgen.errors import CatalogError, Location, raise_all
from docgen.languages import normal_tag

LANGUAGE, SECTION, SOURCE, VALUES, TEXT = "Language", "Section", "Source text", "Values", "Official text"
NEEDED = (SECTION, SOURCE, TEXT)
_COLUMNS = (
    Column(LANGUAGE, 10),
    Column(SECTION, 24),
    Column(SOURCE, 60),
    Column(VALUES, 34),
    Column(TEXT, 60, open=True),
)


@dataclass(frozen=True)
class Row:
    """One text of a table: its section (msgctxt), its source text, and what the table gives for it.

    `language` is the tag that the table names, "" when it names none.
    """

    place: Location
    msgctxt: str
    msgid: str
    msgstr: tuple[str, ...]
    language: str = ""


def read_table(path: Path) -> list[Row]:
    """Return the texts of an XLSX, CSV or PO file.

    Raises:
        CatalogError, DocgenErrors: it is none of these, lacks a column, or a cell holds something else than text.
    """
    readers = {".po": _read_po, ".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        hint = "save it as XLSX, as CSV in UTF-8, or as PO"
        raise CatalogError("the name does not end in .xlsx, .csv or .po", location=Location(str(path)), hint=hint)
    if path.stat().st_size > SIZE_LIMIT:
        raise too_large(str(path))
    return reader(path)


def _read_po(path: Path) -> list[Row]:
    catalog = read_catalog(path)
    fuzzy = [entry for entry in catalog.entries.values() if entry.fuzzy and any(entry.msgstr)]
    hint = "take the flag away where the text is the publisher's own, or the text where it is not"
    raise_all(CatalogError("the text is marked as fuzzy", location=entry.location, hint=hint) for entry in fuzzy)
    entries = catalog.entries.values()
    return [Row(e.location, e.msgctxt, e.msgid, e.msgstr, catalog.language) for e in entries]


def _read_xlsx(path: Path) -> list[Row]:
    rows: list[Row] = []
    errors: list[CatalogError] = []
    for row in read_rows(path.read_bytes(), str(path), NEEDED):
        try:
            cells = {heading: row.text(heading) for heading in (LANGUAGE, *NEEDED)}
            rows.append(_row(Location(str(path), row.number), cells))
        except CatalogError as error:
            errors.append(error)
    raise_all(errors)
    return rows


def _read_csv(path: Path) -> list[Row]:
    try:
        text = unified(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        hint = "in Excel: Save as, “CSV UTF-8”; or save it as XLSX"
        raise CatalogError("the file is not in UTF-8", location=Location(str(path)), hint=hint) from error
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise CatalogError(f"no CSV: {error}", location=Location(str(path), reader.line_num)) from error
    headings = [canonical(cell) for cell in rows[0]] if rows else []
    for heading in NEEDED:
        if headings.count(heading) != 1:
            said = f"the first row has {headings.count(heading) or 'no'} columns “{heading}”"
            hint = "`docgen official export` writes a table with the right head"
            raise CatalogError(said, location=Location(str(path), 1), hint=hint)
    # The row that a spreadsheet program shows, not the line: a cell may have several.
    numbered = ((number, dict(zip(headings, cells, strict=False))) for number, cells in enumerate(rows[1:], 2))
    return [_row(Location(str(path), number), cells) for number, cells in numbered if any(cells.values())]


def _row(place: Location, cells: Mapping[str, str]) -> Row:
    section, source, text = (cells.get(heading, "") for heading in NEEDED)
    language = cells.get(LANGUAGE, "").strip()
    return Row(place, section.strip(), source, (unified(text),), normal_tag(language) if language else "")


# --- writing --------------------------------------------------------------------------------------------------------


def csv_table(rows: Iterable[Sequence[str]], language: str) -> bytes:
    """Return a CSV file with rows of (section, source text, values) and an empty column for the official texts.

    It begins with U+FEFF, by which Excel knows that it is UTF-8.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([column.heading for column in _COLUMNS])
    writer.writerows(_open(rows, language))
    return written.getvalue().encode("utf-8-sig")


def xlsx_table(rows: Iterable[Sequence[str]], language: str) -> bytes:
    """Return the same table as a workbook, in which only the last column can be written into."""
    book = new_workbook(f"Official texts: {language}")
    add_table(book, "Texts", _COLUMNS, _open(rows, language))
    return workbook_bytes(book)


def _open(rows: Iterable[Sequence[str]], language: str) -> Iterator[Sequence[str]]:
    for row in rows:
        yield language, *row, ""
