"""Tables of texts as an office sends them: XLSX or CSV with a head row, or a PO file. A cell's text stays as it is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.catalogs.store import read_catalog
from docgen.errors import CatalogError, Location, raise_all
from docgen.languages import normal_tag

SECTION, SOURCE, PLACEHOLDERS, TEXT = "section", "source text", "placeholders", "official text"
MAX_BYTES = 20_000_000  # thousands of letters; what is bigger was not meant for us
_WIDTHS = {SECTION: 24, SOURCE: 60, PLACEHOLDERS: 34, TEXT: 60}
_NO_DAY = "1980-01-01T00:00:00Z"  # no clock is read: the same table has the same bytes


@dataclass(frozen=True)
class Row:
    """One text of a table: its section (msgctxt), its source text, and what the table gives for it."""

    place: Location
    msgctxt: str
    msgid: str
    msgstr: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a file, and the language that its head names, "" when it names none."""

    rows: tuple[Row, ...]
    language: str


def read_table(path: Path) -> Table:
    """Return the texts of an XLSX, CSV or PO file.

    Raises:
        CatalogError, DocgenErrors: it is none of these, lacks a column, or a cell holds something else than text.
    """
    readers = {".po": _read_po, ".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        hint = "save it as XLSX, as CSV in UTF-8, or as PO"
        raise CatalogError("the name does not end in .xlsx, .csv or .po", location=Location(str(path)), hint=hint)
    if path.stat().st_size > MAX_BYTES:
        raise CatalogError(f"the file is larger than {MAX_BYTES // 1_000_000} MB", location=Location(str(path)))
    return reader(path)


def _read_po(path: Path) -> Table:
    catalog = read_catalog(path)
    fuzzy = [entry for entry in catalog.entries.values() if entry.fuzzy and any(entry.msgstr)]
    hint = "take the flag away where the text is the publisher's own, or the text where it is not"
    raise_all(CatalogError("the text is marked as fuzzy", location=entry.location, hint=hint) for entry in fuzzy)
    rows = [Row(entry.location, entry.msgctxt, entry.msgid, entry.msgstr) for entry in catalog.entries.values()]
    return Table(tuple(rows), catalog.language)


def _read_csv(path: Path) -> Table:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        hint = "in Excel: Save as, “CSV UTF-8”; or save it as XLSX"
        raise CatalogError("the file is not in UTF-8", location=Location(str(path)), hint=hint) from error
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    try:  # the row that a spreadsheet program shows, not the line: a cell may have several
        return _table(list(enumerate(reader, 1)), path)
    except csv.Error as error:
        raise CatalogError(f"no CSV: {error}", location=Location(str(path), reader.line_num)) from error


def _read_xlsx(path: Path) -> Table:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path)
        cells = [(row[0].row, row) for row in book.worksheets[0].iter_rows() if row]
    except (OSError, ValueError, KeyError, IndexError, SyntaxError, zipfile.BadZipFile, InvalidFileException) as error:
        hint = "open it in a spreadsheet program and save it as XLSX"
        raise CatalogError("the file cannot be read as XLSX", location=Location(str(path)), hint=hint) from error
    texts = [(number, [_cell_text(cell) for cell in row]) for number, row in cells]
    return _table(texts, path)


class _NoText(str):
    """What stands for a cell that holds a number, a date or a formula."""


def _cell_text(cell: Any) -> str:
    if cell.value is None:
        return ""
    if cell.data_type != "s":
        return _NoText(cell.value)
    # Excel writes a carriage return as _x000D_, and a text that looks like it with _x005F_ before it.
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), cell.value)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _table(numbered: Sequence[tuple[int, Sequence[str]]], path: Path) -> Table:
    head = list(numbered[0][1]) if numbered else []
    columns, language = _columns(head, path)
    errors: list[CatalogError] = []
    rows: list[Row] = []
    for number, cells in numbered[1:]:
        place = Location(str(path), number)
        section, source, text = (cells[column] if column < len(cells) else "" for column in columns)
        if isinstance(text, _NoText):
            hint = "format the column as text and type it again"
            errors.append(CatalogError(f"the {TEXT} is a number, a date or a formula", location=place, hint=hint))
        elif section.strip() or source.strip() or text.strip():
            rows.append(Row(place, section.strip(), source, (text,)))
    raise_all(errors)
    return Table(tuple(rows), language)


def _columns(head: Sequence[str], path: Path) -> tuple[tuple[int, ...], str]:
    """Return where section, source text and official text stand, and the language in the last one's head."""
    names = [re.sub(r"\s+", " ", name).strip().casefold() for name in head]
    found: list[int] = []
    for wanted in (SECTION, SOURCE, TEXT):
        at = [n for n, name in enumerate(names) if name.partition(" (")[0] == wanted]
        if len(at) != 1:
            hint = "`docgen official export` writes a table with the right head"
            said = f"the first row has {len(at) or 'no'} columns “{wanted}”"
            raise CatalogError(said, location=Location(str(path), 1), hint=hint)
        found += at
    language = re.search(r"\(([\w-]+)\)$", names[found[-1]])
    return tuple(found), normal_tag(language[1]) if language else ""


# --- writing --------------------------------------------------------------------------------------------------------


def csv_table(rows: Iterable[Sequence[str]], language: str) -> bytes:
    """Return a CSV file with rows of (section, source text, placeholders) and an empty column for the texts.

    It begins with U+FEFF, by which Excel knows that it is UTF-8.
    """
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(_with_head(rows, language))
    return written.getvalue().encode("utf-8-sig")


def xlsx_table(rows: Iterable[Sequence[str]], language: str) -> bytes:
    """Return the same table as an XLSX file, all of its cells text."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(_with_head(rows, language), 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, text)
            if text:
                cell.data_type = "s"  # a text that begins with = is no formula
            cell.number_format, cell.alignment = "@", Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column, width in enumerate(_WIDTHS.values(), 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    sheet.freeze_panes = "A2"
    saved = io.BytesIO()
    book.save(saved)
    return _without_days(saved.getvalue())


def _with_head(rows: Iterable[Sequence[str]], language: str) -> Iterator[Sequence[str]]:
    yield SECTION, SOURCE, PLACEHOLDERS, f"{TEXT} ({language})"
    for row in rows:
        yield *row, ""


def _without_days(data: bytes) -> bytes:
    """Return the package without the day and the hour that openpyxl and zipfile put in."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _NO_DAY.encode(), part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
