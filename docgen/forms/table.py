"""Tables of persons: CSV and XLSX, row by row, so that memory does not grow with them."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docgen.errors import DocgenError, DocgenErrors, FormError, Location, raise_all
from docgen.forms.columns import Columns
from docgen.forms.faults import Unfit
from docgen.forms.fields import Field, Kind
from docgen.forms.people import Person

Row = list[object]
Persons = Iterator[Person | DocgenError | DocgenErrors]

_SAVE = "in Excel: Save as, “CSV UTF-8 (comma delimited)”"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # a file of Excel 97, or any that has a password
# What openpyxl, lxml and zipfile raise on files that are no workbooks. Both parsers of XML raise a SyntaxError; its
# words and those of the others may quote a cell, so none is passed on.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)
_THAI = re.compile("[\u0e01-\u0e5b]{3}")  # letters of other languages that look so stand alone


def read_table(path: Path, forms: Sequence[Sequence[Field]]) -> Persons:
    """Yield the persons of a table, and an error for each row that cannot be understood.

    `forms` are the fields in each language that may be printed. Empty rows are passed over, and counted.

    Raises:
        FormError: the file is no table of persons.
    """
    rows = _from_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _from_csv(path)
    name = path.name
    columns: Columns | None = None
    number = 0
    for place, cells in rows:
        if all(cell in (None, "") for cell in cells):
            continue
        if columns is None:
            columns = Columns.of([str(cell or "") for cell in cells], forms, Location(name))
            continue
        number += 1
        try:
            yield columns.person(number, place, _checked(cells, columns, Location(name, place)), name)
        except (DocgenError, DocgenErrors) as error:
            yield error
    if columns is None:
        raise FormError(
            "the table is empty", location=Location(name), hint="`docgen form sheet` makes one with headings"
        )


# --- CSV ----------------------------------------------------------------------------------------------------------


def _from_csv(path: Path) -> Iterator[tuple[int, Row]]:
    place = 0
    try:
        with path.open("rb") as file:
            _refuse_other_encodings(file.read(1 << 16), path.name)
        with path.open(encoding="utf-8-sig", newline="") as text:
            separator = _separator(text.readline())
            text.seek(0)
            for place, cells in enumerate(csv.reader(text, delimiter=separator, strict=True), 1):
                yield place, [cell.strip() for cell in cells]
    except UnicodeDecodeError:
        raise FormError("is not UTF-8 throughout", location=Location(path.name, place + 1), hint=_SAVE) from None
    except csv.Error:
        hint = "look for a quotation mark that is never closed"
        raise FormError("cannot be read as CSV", location=Location(path.name, place + 1), hint=hint) from None
    except OSError as error:
        raise FormError(f"cannot be read: {error.strerror}", location=Location(path.name)) from None


def _refuse_other_encodings(start: bytes, name: str) -> None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FormError("is in UTF-16, not in UTF-8", location=Location(name), hint=_SAVE)
    try:
        io.TextIOWrapper(io.BytesIO(start), "utf-8").read()
    except UnicodeDecodeError as error:
        if error.end < len(start):  # not merely cut in the middle of a letter
            thai = _THAI.search(start.decode("cp874", "replace"))
            what = "is in Windows’ Thai encoding (874), not in UTF-8" if thai else "is not in UTF-8"
            raise FormError(what, location=Location(name), hint=_SAVE) from None


def _separator(heading: str) -> str:
    bare = "".join(heading.split('"')[::2])
    return max(",;\t", key=bare.count)


# --- XLSX ---------------------------------------------------------------------------------------------------------


def _from_xlsx(path: Path) -> Iterator[tuple[int, Row]]:
    import openpyxl  # here: fills in a form from JSON without it

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            if file.read(4) == _OLD_EXCEL:
                hint = "save it as .xlsx, without a password"
                raise FormError("is an old Excel file, or has a password", location=Location(path.name), hint=hint)
            warnings.simplefilter("ignore")  # some quote the cell
            book = openpyxl.load_workbook(file, read_only=True)  # given a path, it leaves a damaged file open
            try:
                for place, cells in enumerate(book.worksheets[0].iter_rows(), 1):
                    yield place, [_cell(cell) for cell in cells]
            finally:
                book.close()
    except OSError as error:
        raise FormError(f"cannot be read: {error.strerror}", location=Location(path.name)) from None
    except _DAMAGED:
        raise FormError(
            "is no Excel file (.xlsx)", location=Location(path.name), hint="save it anew in Excel"
        ) from None


class _Formula:
    """A cell whose value nobody typed."""


def _cell(cell: Any) -> object:
    if cell.data_type == "f":
        return _Formula()
    if isinstance(cell.value, datetime.datetime | datetime.date):
        return cell.value
    return cell.value.strip() if isinstance(cell.value, str) else cell.value


def _checked(cells: Row, columns: Columns, location: Location) -> Row:
    """Return cells as texts.

    A number where a text is asked for may have lost its first zeros: a telephone, a number of a document.

    Raises:
        FormError, DocgenErrors: cells are none that their fields may have.
    """
    found: Row = []
    faults = []
    for place, cell in enumerate(cells):
        key = columns.keys[place] if place < len(columns.keys) else None
        try:
            found.append(_as_text(cell, key[0].kind if key and not key[1] else None))
        except Unfit as error:
            where = Location(location.path, location.line, place + 1)
            said = f"{key[0].id if key else 'a cell'} {error.reason}"
            faults.append(FormError(said, location=where, hint=error.hint))
    raise_all(faults)
    return found


def _as_text(cell: object, kind: Kind | None) -> object:
    if isinstance(cell, _Formula):
        raise Unfit("is a formula", "copy it and paste its value")
    if isinstance(cell, datetime.datetime | datetime.date):
        if kind is not Kind.DATE:
            raise Unfit("is a date, and should be a text", "format the column as text and type it again")
        return (cell.date() if isinstance(cell, datetime.datetime) else cell).isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if kind in (Kind.TEXT, Kind.LINES):
            hint = "format the column as text and type it again: a number loses the zeros before it"
            raise Unfit("is a number, and should be a text", hint)
        return str(int(cell)) if cell == int(cell) else str(cell)
    return cell
