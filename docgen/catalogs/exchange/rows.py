"""Tables of workbooks as they come back, whatever people and their programs did to them.

openpyxl writes our workbooks, but this reader is our own: openpyxl also reads styles and pictures, which we do not
need, and fails on those it does not know; it hides merged cells where it reads row by row, and leaves Excel's
`_x000D_` in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from docgen.canonical import canonical
from docgen.catalogs.exchange.answer import Place
from docgen.catalogs.exchange.archive import unpacked
from docgen.catalogs.exchange.xml_file import parse_xml
from docgen.errors import CatalogError, Location

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_HEAD_ROWS = 20  # people put a title above the table
_COLUMNS = 16_384  # Excel's last one
_EXCEL_ESCAPE = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # half a character is none
FORMULA = "a formula"
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
        CatalogError: the file is no harmless workbook, a table lacks a heading or has it twice, or cells of a table
            are merged.
    """
    heads = [(sheet, sheet.head(needed)) for sheet in _sheets(unpacked(data, name), name)]
    tables = [(sheet, head) for sheet, head in heads if head.number]
    lacking = [heading for _, head in tables for heading in head.lacking]
    if lacking or not tables:
        missing = " and ".join(f"“{heading}”" for heading in dict.fromkeys(lacking or needed[:1]))
        hint = "columns may be moved, but not renamed or deleted; copy your texts into a fresh export"
        raise CatalogError(f"the column {missing} is missing", location=Location(name), hint=hint)
    return [row for sheet, head in tables for row in sheet.rows(head)]


def headings(data: bytes, name: str) -> set[str]:
    """Return the texts of the head rows of a workbook: they tell which kind it is."""
    sheets = _sheets(unpacked(data, name), name)
    return {canonical(c.text) for sheet in sheets for row in sheet.head_rows() for c in row}


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
        return ReadCell(column, value, FORMULA)
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
