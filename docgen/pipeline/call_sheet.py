"""The table of test calls: written for an office, and read row by row when it has been filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.canonical import canonical
from docgen.catalogs.exchange.rows import FORMULA, ReadCell, read_rows
from docgen.catalogs.exchange.sheet import Column, add_table, new_workbook, workbook_bytes
from docgen.catalogs.exchange.xlsx import add_instructions
from docgen.content.reader import Content
from docgen.errors import CatalogError, ContentError, Location
from docgen.facts import Telephone

FACT, NUMBER, ORGANISATION, COUNTRY = "Fact", "Number", "Organisation", "Call from"
DATE, CODE, ANSWERED, LANGUAGES = "Called on", "Role code", "Answered", "Languages"
TYPED = (DATE, CODE, ANSWERED, LANGUAGES)
NEEDED = (FACT, NUMBER, *TYPED)

_COLUMNS = (
    Column(FACT, 24, wrapped=False),
    Column(NUMBER, 16, wrapped=False),
    Column(ORGANISATION, 40),
    Column(COUNTRY, 12),
    Column(DATE, 14, open=True),
    Column(CODE, 14, open=True),
    Column(ANSWERED, 10, open=True, choices=("yes", "no")),
    Column(LANGUAGES, 24, open=True),
)
_INSTRUCTIONS = {
    "en": (
        "Call each number from the country of its row, and write only in the yellow cells of the sheet “Calls”.",
        "“Called on”: the day of the call, as 2026-11-20.",
        "“Role code”: who called, such as DATIP-R1. Never write a name or an e-mail address.",
        "“Answered”: yes or no. Try more than once, at different times of the day, before you write no.",
        "“Languages”: those that were answered, by their codes, such as th, en, km.",
        "Leave a row empty that was not called. Do not change the first two columns, nor the headings.",
    ),
    "th": (
        "โปรดโทรแต่ละหมายเลขจากประเทศที่ระบุในแถวเดียวกัน และพิมพ์เฉพาะในช่องสีเหลืองของแผ่นงาน “Calls”",
        "ช่อง “Called on” ใส่วันที่โทร ปีคริสต์ศักราช เช่น 2026-11-20",
        "ช่อง “Role code” ใส่รหัสหน้าที่ของผู้โทร เช่น DATIP-R1 อย่าเขียนชื่อบุคคลหรืออีเมล",
        "ช่อง “Answered” ใส่ yes หรือ no ก่อนใส่ no ให้ลองโทรมากกว่าหนึ่งครั้งในเวลาต่างกัน",
        "ช่อง “Languages” ใส่รหัสของภาษาที่ตอบได้ เช่น th, en, km",
        "แถวที่ไม่ได้โทรให้เว้นว่างไว้ อย่าแก้สองคอลัมน์แรกและหัวคอลัมน์",
    ),
}
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_051)  # of this century
_NEW = "`docgen fact sheet` makes a new one"


@dataclass(frozen=True)
class FilledRow:
    """A row of a table that came back: its number, and its cells by heading."""

    path: str
    number: int
    cells: Mapping[str, ReadCell]

    def text(self, heading: str) -> str:
        """Return the characters of a cell.

        Raises:
            ContentError: it holds something else than a text.
        """
        cell = self.cells.get(heading)
        if cell is None:
            return ""
        if heading == DATE and cell.text.isdigit() and int(cell.text) in _EXCEL_DAYS:
            return (_EXCEL_DAY_ZERO + timedelta(days=int(cell.text))).isoformat()
        if cell.fault and cell.fault != "a number or a date":
            raise self.fault(heading, f"holds {cell.fault}", "type it as text")
        return canonical(cell.text).strip()

    def fault(self, heading: str, said: str, hint: str = "") -> ContentError:
        """Return what is wrong with a cell; what stands in it is not repeated."""
        return ContentError(
            f"row {self.number}, “{heading}” {said}", location=Location(self.path, self.number), hint=hint
        )


def call_rows(content: Content) -> Iterator[tuple[str, ...]]:
    """Yield the cells of a row for each telephone that an organisation has."""
    seen = set()
    for contact in content.contacts.values():
        for ref in contact.telephones:
            value = content.facts[ref].value
            assert isinstance(value, Telephone)  # read_content has looked
            if ref not in seen:
                country = content.words.get(f"country.{value.country}")
                place = country.message.msgid if country else value.country
                yield (ref, value.number, contact.name, place, *("" for _ in TYPED))
            seen.add(ref)


def xlsx_calls(content: Content) -> bytes:
    """Return the table as XLSX, with instructions in English and in Thai; it bears no date."""
    book = new_workbook("Test calls")
    add_instructions(book, _INSTRUCTIONS)
    sheet = add_table(book, "Calls", _COLUMNS, call_rows(content))
    book.active = book.worksheets.index(sheet)
    return workbook_bytes(book)


def csv_calls(content: Content) -> bytes:
    """Return the table as CSV, so marked that Excel takes it for UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[column.heading for column in _COLUMNS], *call_rows(content)])
    return text.getvalue().encode("utf-8-sig")


# --- reading ------------------------------------------------------------------------------------------------------


def filled_rows(data: bytes, name: str) -> list[FilledRow]:
    """Return the rows of a table that was filled in, CSV or XLSX.

    Raises:
        ContentError: the file is no such table.
    """
    if name.lower().endswith(".xlsx"):
        try:
            return [FilledRow(name, row.number, row.cells) for row in read_rows(data, name, NEEDED)]
        except CatalogError as error:
            raise ContentError(error.message, location=error.location, hint=_NEW) from error
    return list(_csv_rows(_decoded(data, name), name))


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "in Excel: Save as, “CSV UTF-8 (comma delimited)”"
        raise ContentError("is not in UTF-8", location=Location(name), hint=hint) from None


def _csv_rows(text: str, name: str) -> Iterator[FilledRow]:
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        head, *rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)) or [[]]
    except csv.Error:
        hint = "look for a quotation mark that is never closed"
        raise ContentError("cannot be read as CSV", location=Location(name), hint=hint) from None
    headings = [canonical(heading).strip() for heading in head]
    _require(headings, name)
    for number, cells in enumerate(rows, 2):
        found = {heading: _csv_cell(cell) for heading, cell in zip(headings, cells, strict=False) if cell.strip()}
        if found:
            yield FilledRow(name, number, found)


def _csv_cell(cell: str) -> ReadCell:
    return ReadCell("", cell, FORMULA if cell.startswith("=") else "")


def _require(headings: Sequence[str], name: str) -> None:
    lacking = [heading for heading in NEEDED if headings.count(heading) != 1]
    if lacking:
        missing = " and ".join(f"“{heading}”" for heading in lacking)
        said = f"the column {missing} is missing, or there twice"
        raise ContentError(said, location=Location(name, 1), hint=_NEW)
