"""An empty table to be filled in by an office: a column for each field, with help, and lists of what may be chosen."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from docgen.forms.archive import NEVER
from docgen.forms.columns import headings
from docgen.forms.fields import Field, Kind
from docgen.forms.people import LANGUAGE

ROWS = 10_000  # that have lists to choose from
WIDTHS = {Kind.NUMBER: 10, Kind.DATE: 14, Kind.CHECKS: 14, Kind.LINES: 50}  # letters
_TEXT, _DATE = "@", "yyyy-mm-dd"  # formats of cells
_LISTS = "options"  # the name of the hidden second sheet
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def csv_sheet(fields: Sequence[Field], tags: Sequence[str]) -> bytes:
    """Return the headings as CSV, so marked that Excel takes them for UTF-8."""
    text = io.StringIO(newline="")
    language = [f"[{LANGUAGE}]"] if len(tags) > 1 else []
    csv.writer(text).writerow([*language, *(heading for heading, _, _ in headings(fields))])
    return text.getvalue().encode("utf-8-sig")


def xlsx_sheet(fields: Sequence[Field], tags: Sequence[str]) -> bytes:
    """Return the table as XLSX; it bears no date, and no name of who made it."""
    import openpyxl  # here: most commands need none of it

    book = openpyxl.Workbook()
    table, lists = book.active, book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    maker = _Maker(table, lists)
    if len(tags) > 1:
        maker.column(f"[{LANGUAGE}]", "", 12, _TEXT, tags)
    for heading, field, option in headings(fields):
        format = _DATE if field.kind is Kind.DATE else "General" if field.kind is Kind.NUMBER else _TEXT
        choice = ["x"] if option else [each.label for each in field.options] if field.kind is Kind.CHOICE else []
        maker.column(heading, _help(field), WIDTHS.get(field.kind, 24), format, choice)
    table.freeze_panes = "A2"
    book.properties.creator = "docgen"
    file = io.BytesIO()
    book.save(file)
    return _undated(file.getvalue())


def _help(field: Field) -> str:
    return "\n".join(filter(None, [field.help, "Must be filled in." if field.required else ""]))


class _Maker:
    """Adds columns to a table, and their lists to a second one."""

    def __init__(self, table: Any, lists: Any) -> None:
        self._table, self._lists = table, lists
        self._count = 0

    def column(self, heading: str, help: str, width: int, format: str, choice: Sequence[str]) -> None:
        """Add a column; `choice` are the values that it may have, empty for any."""
        from openpyxl.comments import Comment
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        self._count += 1
        letter = get_column_letter(self._count)
        cell = self._table.cell(1, self._count, heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        if help:
            cell.comment = Comment(help, "docgen")
        dimension = self._table.column_dimensions[letter]
        dimension.width, dimension.number_format = width, format
        if choice:
            for row, each in enumerate(choice, 1):
                self._lists.cell(row, self._count, each)
            source = f"{_LISTS}!${letter}$1:${letter}${len(choice)}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
            rule.add(f"{letter}2:{letter}{ROWS}")
            self._table.add_data_validation(rule)


def _undated(data: bytes) -> bytes:
    """Return a file of openpyxl without the time of its making, so that the same form gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name, NEVER), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
