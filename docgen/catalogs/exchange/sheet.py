"""Tables in workbooks: written for people who work in them, read whatever they and their programs did to them.

openpyxl writes. Reading is ours: openpyxl also reads styles and pictures that we do not need and fails on those it
does not know, hides merged cells where it reads row by row, and leaves Excel's `_x000D_` in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as WrittenCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.canonical import canonical
from docgen.catalogs.exchange.answer import Place
from docgen.catalogs.exchange.archive import reproducible, unpacked
from docgen.catalogs.exchange.xml_file import parse_xml
from docgen.errors import CatalogError, Location
from docgen.languages import Direction

CELL_LIMIT = 32_767  # characters: Excel's limit, beyond which openpyxl cuts without a word
_HEAD_FILL = PatternFill("solid", fgColor="D9D9D9")
_OPEN_FILL = PatternFill("solid", fgColor="FFF9DB")  # where a person writes; still white on a black-and-white printer
_LINE = Side("thin", color="A6A6A6")
_TEXT_FORMAT = "@"  # what is typed stays text: no dates, no formulas
TYPE_SIZE = 11
_LINE_HEIGHT = 19  # points: for Burmese and Khmer, whose marks stack
_HIGHEST = 400  # points; Excel takes 409

Value: TypeAlias = str | CellRichText


@dataclass(frozen=True)
class Look:
    """How the texts of a column are shown: the family of their script, and their direction."""

    family: str = "Calibri"
    direction: Direction = Direction.LTR


@dataclass(frozen=True)
class Column:
    """A column by its heading. An `open` one is written into by people; `choices` are what its cells offer."""

    heading: str
    width: int = 20  # characters
    open: bool = False
    hidden: bool = False
    wrapped: bool = True
    look: Look = field(default_factory=Look)
    choices: tuple[str, ...] = ()


def new_workbook(title: str) -> Workbook:
    """Return a workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = "docgen", title
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """Return the bytes of a workbook, the same on every run."""
    saved = BytesIO()
    book.save(saved)
    return reproducible(saved.getvalue())


def add_table(book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Worksheet:
    """Add a sheet with a head row and rows of texts; only open columns can be written into.

    Raises:
        CatalogError: a text is too long for a cell.
    """
    sheet = book.create_sheet(title)
    _fill_row(sheet, 1, [column.heading for column in columns])
    for number, row in enumerate(rows, 2):
        _fill_row(sheet, number, row)
        for column, cell in zip(columns, sheet[number], strict=True):
            _style(cell, column)
        sheet.row_dimensions[number].height = _height(columns, row)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(name="Calibri", size=TYPE_SIZE, bold=True), _HEAD_FILL
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    _set_columns(sheet, columns)
    _protect(sheet)
    _set_page(sheet)
    return sheet


def _fill_row(sheet: Worksheet, number: int, values: Sequence[Value]) -> None:
    for index, value in enumerate(values, 1):
        if len(str(value)) > CELL_LIMIT:
            said = f"a text has {len(str(value)):,} characters, more than a spreadsheet's cell can hold"
            raise CatalogError(f"{said} ({CELL_LIMIT:,})", hint="use --as xliff for this document")
        cell = sheet.cell(number, index)
        cell.value = _escaped(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl would take "=…" for a formula
            cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "'")


def _escaped(text: str) -> str:
    """Return a text in which nothing looks like Excel's own escape of a character."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _style(cell: WrittenCell, column: Column) -> None:
    side, order = ("right", 2) if column.look.direction is Direction.RTL else ("left", 0)
    cell.font = Font(name=column.look.family, size=TYPE_SIZE)
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=column.wrapped, readingOrder=order)
    cell.border = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
    cell.protection = Protection(locked=not column.open)
    cell.number_format = _TEXT_FORMAT
    if column.open:
        cell.fill = _OPEN_FILL


def _height(columns: Sequence[Column], row: Sequence[Value]) -> float:
    """Return about how high a row is, in points: not every program finds it out by itself."""
    shown = [(c, str(value)) for c, value in zip(columns, row, strict=True) if c.wrapped and not c.hidden]
    lines = (sum(1 + _width(line) // (column.width - 4) for line in text.split("\n")) for column, text in shown)
    return min(_LINE_HEIGHT * max(lines, default=1), _HIGHEST)


def _width(text: str) -> int:
    """Return how wide a text is, in digits: marks above and below a letter take none, a Chinese letter takes two."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return wide + sum(unicodedata.category(c) not in ("Mn", "Cf") for c in text)


def _set_columns(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
        if column.choices and sheet.max_row > 1:
            choices = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            choices.add(f"{letter}2:{letter}{sheet.max_row}")
            sheet.add_data_validation(choices)


def _protect(sheet: Worksheet) -> None:
    """Lock what nobody should write into, without a password; widths, heights and filters stay free."""
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(sheet.protection, allowed, False)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _set_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


# --- reading ----------------------------------------------------------------------------------------------------------

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_HEAD_ROWS = 20  # people put a title above the table
_COLUMNS = 16_384  # Excel's last one
_EXCEL_ESCAPE = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # half a character is none
_KINDS = {
    "b": "a value TRUE or FALSE",
    "e": "an error value",
    "n": "a number or a date",
    "d": "a date",
}


@dataclass(frozen=True)
class ReadCell:
    """What a cell holds: a text, or something that is none, which `fault` names."""

    column: str
    text: str
    fault: str = ""


@dataclass(frozen=True)
class ReadRow:
    """A row of a table, its cells by heading."""

    sheet: str
    number: int
    path: str
    cells: Mapping[str, ReadCell]

    @property
    def place(self) -> Place:
        """Where the row is."""
        return Place(Location(self.path, self.number), f"sheet “{self.sheet}”, row {self.number}")

    def text(self, heading: str) -> str:
        """Return the text of a cell, "" for an empty one.

        Raises:
            CatalogError: it holds something else than text.
        """
        cell = self.cells.get(heading)
        if cell is None:
            return ""
        if cell.fault:
            hint = "format the cell as text, and type the words again"
            where = f"sheet “{self.sheet}”, cell {cell.column}{self.number} (“{heading}”)"
            raise Place(Location(self.path, self.number), where).fault(f"{cell.fault} where text belongs", hint)
        return cell.text


def read_rows(data: bytes, name: str, needed: Sequence[str]) -> list[ReadRow]:
    """Return the rows of the sheets that have the needed headings, wherever these stand; empty rows are left out.

    Raises:
        CatalogError: the file is no harmless workbook, no sheet has all headings, one is there twice, or cells of the
            table are merged.
    """
    parts = unpacked(data, name)
    rows: list[ReadRow] = []
    tables = 0
    lacking: list[str] = []
    for sheet in _sheets(parts, name):
        head = sheet.head(needed)
        lacking += head.lacking
        if head.number and not head.lacking:
            tables += 1
            rows += sheet.rows(head)
    if not tables:
        raise _no_table(name, needed, lacking)
    return rows


def headings(data: bytes, name: str) -> set[str]:
    """Return the texts of the head rows of a workbook: they tell which kind it is."""
    sheets = _sheets(unpacked(data, name), name)
    return {canonical(c.text) for sheet in sheets for row in sheet.head_rows() for c in row}


def _no_table(name: str, needed: Sequence[str], lacking: Sequence[str]) -> CatalogError:
    missing = " and ".join(f"“{heading}”" for heading in dict.fromkeys(lacking)) or f"“{needed[0]}”"
    hint = "columns may be moved, but not renamed or deleted; copy your texts into a fresh export"
    return CatalogError(f"the column {missing} is missing", location=Location(name), hint=hint)


@dataclass(frozen=True)
class _Head:
    """The head row of a table: its number, 0 where there is none, the columns by heading, and headings it lacks."""

    number: int
    columns: Mapping[str, str]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class _Sheet:
    """A sheet's cells, row by row."""

    path: str
    title: str
    content: tuple[tuple[int, tuple[ReadCell, ...]], ...]
    merged: tuple[str, ...]

    def head_rows(self) -> Iterator[tuple[ReadCell, ...]]:
        """Yield the rows in which headings may stand."""
        return (cells for number, cells in self.content if number <= _HEAD_ROWS)

    def head(self, needed: Sequence[str]) -> _Head:
        """Return the head row: the first one with the first needed heading."""
        for number, cells in self.content[:_HEAD_ROWS]:
            found = [(canonical(cell.text), cell.column) for cell in cells]
            columns = dict(reversed(found))
            if needed[0] in columns:
                known = [heading for heading, _ in found if heading in needed]
                if twice := next((heading for heading in known if known.count(heading) > 1), ""):
                    said = f"sheet “{self.title}” has the column “{twice}” twice"
                    raise CatalogError(said, location=Location(self.path, number), hint="delete one of the two")
                return _Head(number, columns, tuple(heading for heading in needed if heading not in columns))
        return _Head(0, {}, ())

    def rows(self, head: _Head) -> Iterator[ReadRow]:
        """Yield the rows below the head row."""
        self._require_single(head)
        names = {column: heading for heading, column in head.columns.items()}
        for number, cells in self.content:
            known = {names[cell.column]: cell for cell in cells if cell.column in names}
            if number > head.number and any(cell.text.strip() or cell.fault for cell in known.values()):
                yield ReadRow(self.title, number, self.path, known)

    def _require_single(self, head: _Head) -> None:
        for area in self.merged:
            if int((re.findall(r"\d+", area) or ["0"])[-1]) >= head.number:
                hint = "select them and choose “Unmerge cells”: a row is one text"
                said = f"sheet “{self.title}”: the cells {area} are merged"
                raise CatalogError(said, location=Location(self.path), hint=hint)


def _sheets(parts: Mapping[str, bytes], name: str) -> Iterator[_Sheet]:
    """Yield the sheets of a workbook in their order."""
    book = _root(parts, "xl/workbook.xml", name)
    targets = {r.get("Id"): r.get("Target", "") for r in _root(parts, "xl/_rels/workbook.xml.rels", name)}
    strings = [
        _text(item)
        for part in parts
        if part.lower() == "xl/sharedstrings.xml"
        for item in _named(_root(parts, part, name), "si")
    ]
    for sheet in _named(book, "sheet"):
        target = targets.get(sheet.get(f"{_RELATION}id") or sheet.get(f"{_STRICT_RELATION}id"), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in parts and "chartsheet" not in path:
            yield _sheet(sheet.get("name", ""), _root(parts, path, name), strings, name)


def _root(parts: Mapping[str, bytes], part: str, name: str) -> etree._Element:
    if part not in parts:
        hint = "open it in Excel or LibreOffice and save it again as .xlsx"
        raise CatalogError(f"the workbook has no {part}", location=Location(name), hint=hint)
    return parse_xml(parts[part], name)


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iter(_MAIN + name, _STRICT + name)


def _sheet(title: str, root: etree._Element, strings: Sequence[str], path: str) -> _Sheet:
    content = []
    number = 0
    for row in _named(root, "row"):
        number = _number(row.get("r"), number + 1)
        content.append((number, tuple(_cells(row, strings))))
    return _Sheet(path, title, tuple(content), tuple(area.get("ref", "") for area in _named(root, "mergeCell")))


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _cells(row: etree._Element, strings: Sequence[str]) -> Iterator[ReadCell]:
    index = 0
    for cell in _named(row, "c"):
        found = re.match(r"[A-Z]{1,3}", cell.get("r", ""))
        index = column_index_from_string(found[0]) if found else index + 1
        if index > _COLUMNS:
            return
        read = _cell(cell, get_column_letter(index), strings)
        if read.text or read.fault:
            yield read


def _cell(cell: etree._Element, column: str, strings: Sequence[str]) -> ReadCell:
    kind = cell.get("t", "n")
    value = next((v.text or "" for v in _named(cell, "v")), "")
    if next(_named(cell, "f"), None) is not None:
        return ReadCell(column, value, "a formula")
    if kind == "inlineStr":
        return ReadCell(column, _text(cell))
    if kind == "s":
        index = _number(value, len(strings))
        return ReadCell(column, strings[index]) if index < len(strings) else ReadCell(column, "", "a damaged text")
    if kind == "str":
        return ReadCell(column, _unescaped(value))
    return ReadCell(column, value, _KINDS.get(kind, "something") if value else "")


def _text(item: etree._Element) -> str:
    """Return the text of a cell without its letters' looks; pronunciations (rPh) are not part of it."""
    pieces: list[Any] = [
        piece.text or "" for piece in _named(item, "t") if etree.QName(piece.getparent()).localname != "rPh"
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _EXCEL_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
