"""A PO file as it was typed: blocks of lines, each block with the entry it holds.

The lines are kept to the byte, so that `patch` can change one entry and leave its neighbours alone. The reader is our
own because a patch must know the lines of every field, and because polib 1.2 reads some damaged files without a word:
`msgstr "b` without its second quotation mark becomes an empty text, `#~| msgid` is dropped, a line ends at U+2028.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

import polib

from docgen.catalogs.damage import conflicts, decoded, require_size
from docgen.catalogs.message import Entry, Previous
from docgen.errors import CatalogError, Location, raise_all

SIZE_LIMIT = 20_000_000
"""Bytes; 5,000 entries with a second source in their comments take about 4 million."""

_FAULT_LIMIT = 50  # a file that is no PO at all would otherwise give one fault a line
_KEYWORD = r"msgctxt|msgid_plural|msgid|msgstr\[\d{1,2}\]|msgstr"
_TEXT = r'([^"\\]*(?:\\.[^"\\]*)*)'
_STRING = re.compile(rf'({_KEYWORD}|)[ \t]*"{_TEXT}"?')
_WHOLE = re.compile(rf'({_KEYWORD}|)[ \t]*"{_TEXT}"')
_ESCAPE = re.compile(r'\\([\\ntrvbf"])?')
_PLACE = re.compile(
    r"\u2068([^\u2068\u2069]*)\u2069(?::(\d+))?|(\S+?)(?::(\d+))?(?=\s|$)"
)  # gettext's marks for spaces
_ORDER = {"msgctxt": 0, "msgid": 1, "msgid_plural": 2, "msgstr": 3}


class Line(NamedTuple):
    """One line: the field it belongs to ("" for a blank line), what it says, and its text with its line ending."""

    field: str  # "#", "#.", "#:", "#,", "#=", "#| msgid", "msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[1]" …
    value: str  # without quotation marks and escapes, or without the comment mark
    text: str
    number: int
    obsolete: bool

    @property
    def group(self) -> str:
        """The lines that change together: all of `#|`, all forms of msgstr, else the field."""
        return self.field.split(" ")[0].split("[")[0]

    @property
    def is_string(self) -> bool:
        """Whether the line is part of an entry's own text: no comment, no blank."""
        return self.field.startswith("msg")


@dataclass(frozen=True)
class Block:
    """The lines of one entry, from its first comment to the blank lines after it; no entry: comments at the end."""

    lines: tuple[Line, ...]
    entry: Entry | None

    @property
    def is_header(self) -> bool:
        """Whether the entry is the file's header."""
        return self.entry is not None and self.entry.key == ("", "") and not self.entry.obsolete


@dataclass(frozen=True)
class PoFile:
    """The blocks of a file, which joined give the file again, after its byte-order mark if it has one."""

    path: str
    blocks: tuple[Block, ...]
    bom: str

    @cached_property
    def header(self) -> Block | None:
        """The block of the header."""
        return next((block for block in self.blocks if block.is_header), None)

    @property
    def newline(self) -> str:
        """The line ending of the file's first line."""
        return "\r\n" if self.blocks and self.blocks[0].lines[0].text.endswith("\r\n") else "\n"


def read_po(data: bytes, path: str) -> PoFile:
    """Return the blocks of a PO file; `path` is what errors show.

    Raises:
        CatalogError, DocgenErrors: the file is too large, not UTF-8, in conflict, or its syntax is wrong.
    """
    require_size(len(data), path, SIZE_LIMIT)
    text = decoded(data, path)
    bom = text[: text.startswith("\ufeff")]
    lines = re.split(r"(?<=\n)", text[len(bom) :])  # str.splitlines would also cut at U+2028 and form feeds
    if not lines[-1]:
        del lines[-1]
    raise_all(conflicts(lines, path, "keep one of the two sides and delete the lines <<<<<<<, ======= and >>>>>>>"))
    if "\r" in text and "\n" not in text:
        hint = "save the file with the line ends of Windows or Unix"
        raise CatalogError("lines end with CR alone, as on an old Mac", location=Location(path, 1), hint=hint)
    scanner = _Scanner(path)
    blocks = tuple(scanner.blocks(lines))
    raise_all(scanner.faults)
    return PoFile(path, blocks, bom)


class _LineError(Exception):
    """What is wrong inside a line; `rest` is the line from the faulty character on, `field` our guess at the field."""

    def __init__(self, message: str, rest: str, hint: str, field: str) -> None:
        super().__init__(message)
        self.rest, self.hint, self.field = rest, hint, field


class _Scanner:
    """Cuts lines into blocks and gathers what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[CatalogError] = []
        self._lines: list[Line] = []
        self._field = ""  # what a line with nothing but a string goes on with
        self._keyword = ""  # the last keyword of this block
        self._damaged = False

    def blocks(self, lines: list[str]) -> Iterator[Block]:
        """Yield the blocks in the order of the file; stop early when nearly every line is wrong."""
        for number, text in enumerate(lines, 1):
            known = len(self.faults)
            line, continues = self._line(text, number)
            damaged = len(self.faults) > known
            if not continues and self._opens_block(line.field):
                yield self._close()
            self._damaged |= damaged
            self._lines.append(line)
            if line.field:
                self._field = line.field
            if line.is_string:
                self._keyword = line.field
            if len(self.faults) >= _FAULT_LIMIT:
                return
        if self._lines:
            yield self._close()

    def _line(self, text: str, number: int) -> tuple[Line, bool]:
        """Return a line, and whether it goes on with the field of the line before."""
        body = text.rstrip("\r\n").strip(" \t")
        obsolete = body.startswith("#~")
        try:
            field, value = _parse(body[2:] if obsolete else body, self._field, obsolete)
        except _LineError as fault:
            column = len(text.rstrip("\r\n \t")) - len(fault.rest) + 1
            self.faults.append(CatalogError(str(fault), location=Location(self.path, number, column), hint=fault.hint))
            field, value = fault.field, ""
        continues = not field or field.endswith("+")
        return Line(field.removesuffix("+"), value, text, number, obsolete), continues

    def _opens_block(self, field: str) -> bool:
        if field.startswith("#"):
            return self._keyword.startswith("msgstr")
        return bool(self._keyword) and _rank(field) <= _rank(self._keyword)

    def _close(self) -> Block:
        lines, self._lines = tuple(self._lines), []
        strings = [line for line in lines if line.is_string]
        if strings and not self._damaged:
            self.faults.extend(_faults_of_block(lines, strings, self.path))
        elif not strings and (
            cut := [line.number for line in lines if line.field.startswith("#") and line.field != "#"]
        ):
            self.faults.append(_cut_off(Location(self.path, cut[0])))
        self._keyword, self._field, self._damaged = "", "", False
        return Block(lines, _entry(lines, strings, self.path) if strings else None)


def _rank(field: str) -> int:
    keyword, _, form = field.partition("[")
    return _ORDER[keyword] + int(form.rstrip("]") or 0)


def _parse(body: str, last: str, obsolete: bool) -> tuple[str, str]:
    """Return the field and the value of a line; a field ending in "+" goes on with the one before."""
    if "\r" in body:
        rest = body[body.index("\r") :]
        raise _LineError("a carriage return inside the line", rest, "save the file with LF or CRLF", "")
    if obsolete:
        body = "#" + body if body.startswith("|") else body.lstrip(" \t")
    if body.startswith("#|"):
        field, value = _string(body[2:].lstrip(" \t"), last.removeprefix("#| ") if last.startswith("#|") else "")
        return f"#| {field}", value
    if body.startswith("#"):
        mark = body[:2] if body[:2] in ("#.", "#:", "#,", "#=") else "#"
        return mark, body[len(mark) :].removeprefix(" ")
    return _string(body, last if last.startswith("msg") else "") if body else ("", "")


def _string(body: str, last: str) -> tuple[str, str]:
    found = _WHOLE.fullmatch(body)
    if not found:
        raise _string_fault(body, last)
    keyword, text = found.groups()
    if not keyword and not last:
        raise _LineError(
            "a text that belongs to no keyword", body, "put msgid or msgstr before it, or delete the line", ""
        )
    if "\\" not in text:  # nearly all lines, and they are half the work
        return keyword or f"{last}+", text
    for escape in _ESCAPE.finditer(text):
        if not escape[1]:
            rest = body[found.start(2) + escape.start() :]
            raise _LineError(f"unknown escape {rest[:2]}", rest, "write a backslash as \\\\", keyword or last)
    return keyword or f"{last}+", polib.unescape(text)


def _string_fault(body: str, last: str) -> _LineError:
    """Return what is wrong with a line that is neither a comment nor a keyword with its text."""
    found = _STRING.match(body)
    if not found:
        word = body.split(" ")[0][:20]
        word = word if word.isprintable() else ascii(word)[1:-1]
        hint = 'a line is a comment, or msgctxt, msgid, msgid_plural or msgstr with a text in "…"'
        return _LineError(f"'{word}' begins no line of a PO file", body, hint, "")
    field = found[1] or (f"{last}+" if last else "")
    if found.end() == len(body) or body.endswith("\\"):
        return _LineError("the text is not closed", body[-1:], 'end the line with "', field)
    return _LineError("a quotation mark inside the text", body[found.end() - 1 :], 'write it as \\"', field)


def _cut_off(place: Location) -> CatalogError:
    hint = "take the last good file back, from git or a copy; or delete the rest of the entry"
    return CatalogError("the file ends within an entry: it was cut off", location=place, hint=hint)


def _faults_of_block(lines: tuple[Line, ...], strings: list[Line], path: str) -> Iterator[CatalogError]:
    fields = list(dict.fromkeys(line.field for line in strings))
    first = Location(path, strings[0].number)
    forms = [field for field in fields if field.startswith("msgstr")]
    expected = [f"msgstr[{n}]" for n in range(len(forms))] if "msgid_plural" in fields else ["msgstr"]
    if "msgid" not in fields:
        yield CatalogError(
            f"{fields[0]} without a msgid", location=first, hint="restore the msgid, or delete the entry"
        )
    elif not forms:
        yield CatalogError("msgid without a msgstr", location=first, hint='add msgstr "" below it')
    elif forms != expected:
        yield CatalogError(
            f"{', '.join(forms)} where {', '.join(expected)} belongs",
            location=Location(path, next(line.number for line in strings if line.field == forms[0])),
            hint="a msgid_plural takes msgstr[0], msgstr[1] …; a msgid alone takes msgstr",
        )
    elif inner := [line.number for line in lines if line.number > strings[0].number and line.field.startswith("#")]:
        hint = "move it above the entry"
        yield CatalogError("a comment inside the entry", location=Location(path, inner[0]), hint=hint)
    if len({line.obsolete for line in strings}) > 1:
        yield CatalogError(
            "only a part of the entry is obsolete (#~)", location=first, hint="put #~ before all or none"
        )


def _entry(lines: tuple[Line, ...], strings: list[Line], path: str) -> Entry:
    values: dict[str, str] = {}
    for line in lines:
        if line.is_string or line.field.startswith("#|"):
            values[line.field] = values.get(line.field, "") + line.value
    msgid = next((line for line in strings if line.field == "msgid"), strings[0])
    return Entry(
        domain=PurePath(path).stem,
        msgctxt=values.get("msgctxt", ""),
        msgid=values.get("msgid", ""),
        msgid_plural=values.get("msgid_plural", ""),
        comments=tuple(value.rstrip() for value in _values(lines, "#.")),
        locations=tuple(_locations(_values(lines, "#:"))),
        msgstr=tuple(text for field, text in values.items() if field.startswith("msgstr")),
        flags=frozenset(flag.strip() for value in _values(lines, "#,") for flag in value.split(",") if flag.strip()),
        translator_comments="\n".join(value.rstrip() for value in _values(lines, "#")),
        previous=_previous(values),
        obsolete=msgid.obsolete,
        location=Location(path, msgid.number),
    )


def _values(lines: tuple[Line, ...], field: str) -> list[str]:
    return [line.value for line in lines if line.field == field]


def _locations(values: list[str]) -> Iterator[Location]:
    for value in values:
        for quoted, quoted_line, plain, line in _PLACE.findall(value):
            yield Location(quoted or plain, int(quoted_line or line or 0))


def _previous(values: Mapping[str, str]) -> Previous | None:
    if "#| msgid" not in values:
        return None
    return Previous(values.get("#| msgctxt", ""), values["#| msgid"], values.get("#| msgid_plural", ""))
