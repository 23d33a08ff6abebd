"""Tables in workbooks, for people who work in them: what may be written into is yellow, and nothing else can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as WrittenCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.catalogs.exchange.archive import reproducible
from docgen.errors import CatalogError
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
