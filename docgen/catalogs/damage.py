"""What became of a file that cannot be read: not there, of another encoding, cut off, in conflict; and the way out."""

from __future__ import annotations

import errno
import re
import stat
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docgen.errors import CatalogError, Location, raise_all

_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: |$)")
_LEGACY = {
    "th": ("cp874", "Windows-874 (Thai)"),
    "vi": ("cp1258", "Windows-1258 (Vietnamese)"),
    "zh": ("big5", "Big5 (Chinese)"),
    "zh_Hans": ("gb18030", "GB 18030 (Chinese)"),
    "zh_CN": ("gb18030", "GB 18030 (Chinese)"),
}
"""What computers used before UTF-8, by the language that a file's header names."""

_LATIN = ("cp1252", "Windows-1252 (Latin-1)")
_RESTORE = "take the last good file back, from git or a copy"
_HINTS = {
    errno.ENOENT: "check the path, and where a link leads",
    errno.EACCES: "allow yourself to read it, or ask who owns the file",
    errno.ELOOP: "put the file in the place of the link",
}


def read_bytes(path: Path, name: str, limit: int) -> bytes:
    """Return the bytes of a file; `name` is the path that errors show.

    Raises:
        CatalogError: it is no file, cannot be opened, or is larger than `limit` bytes.
    """
    place = Location(name)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            hint = "move it away, and put the file in its place"
            raise CatalogError("a folder or a device has this name", location=place, hint=hint)
        require_size(found.st_size, name, limit)
        return path.read_bytes()
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "try again; if it stays so, the disk may be failing")
        raise CatalogError(f"cannot be read: {error.strerror}", location=place, hint=hint) from error


def require_size(size: int, name: str, limit: int) -> None:
    """Return when a file is small enough.

    Raises:
        CatalogError: it is larger than `limit` bytes.
    """
    if size > limit:
        said = f"the file has {size:,} bytes, more than the {limit:,} it may have"
        hint = "this is hardly the right file; a catalog that is so large is to be split, with its document"
        raise CatalogError(said, location=Location(name), hint=hint)


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, with its byte-order mark if it has one.

    Raises:
        CatalogError: the bytes are no UTF-8; the error says what they look like.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_utf16(data):
        raise _of_encoding("the file is UTF-16, not UTF-8", "UTF-16", Location(name, 1))
    if (at := data.find(b"\0")) >= 0:
        said = "the file has NUL bytes: something broke it, such as a power cut"
        raise CatalogError(said, location=_line(data, at, name), hint=_RESTORE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, _line(data, error.start, name)) from error


def _is_utf16(data: bytes) -> bool:
    """Whether every second byte of the beginning is NUL, as for Latin letters in UTF-16."""
    start = data[:40]
    return len(start) > 1 and any(set(start[odd::2]) == {0} and 0 not in start[1 - odd :: 2] for odd in (0, 1))


def _line(data: bytes, at: int, name: str) -> Location:
    return Location(name, data.count(b"\n", 0, at) + 1)


def _not_utf8(data: bytes, error: UnicodeDecodeError, place: Location) -> CatalogError:
    if error.reason == "unexpected end of data":
        return CatalogError("the file ends within a letter: it was cut off", location=place, hint=_RESTORE)
    said = f"byte 0x{data[error.start]:02X} is not UTF-8"
    text = data.decode("utf-8", "replace")
    if sum(c > "\x7f" for c in text) > 2 * text.count("\ufffd"):
        hint = "type the letter again, or take the last good file back"
        return CatalogError(f"{said}, though the rest of the file is: one letter is damaged", location=place, hint=hint)
    codec, encoding = _legacy(data)
    return _of_encoding(f"{said}; the file looks like {encoding}", codec.upper(), place)


def _of_encoding(said: str, codec: str, place: Location) -> CatalogError:
    hint = f"save it as UTF-8 (Poedit: Translation, Properties, Charset), or: iconv -f {codec} -t UTF-8 OLD > NEW"
    return CatalogError(said, location=place, hint=hint)


def _legacy(data: bytes) -> tuple[str, str]:
    """Return the encoding that bytes look like, as Python and as people call it: the header tells the language."""
    header = data[:2000].decode("ascii", "replace")
    declared = re.search(r"charset=([\w-]+)", header)
    if declared and declared[1].upper() not in ("UTF-8", "CHARSET") and _decodes(data, declared[1]):
        return declared[1], f"{declared[1]}, as its header says"
    language = re.search(r"Language: *([a-z]+(?:_Hans|_CN)?)", header)
    if language is None and not re.search(rb"[\x80-\xff]{4}", data):
        return _LATIN  # its letters beyond ASCII stand alone; Thai has nothing but such letters
    likely = _LEGACY.get(language[1] if language else "th", _LATIN)
    return likely if _decodes(data, likely[0]) else _LATIN


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def conflicts(lines: Sequence[str], name: str, hint: str) -> list[CatalogError]:
    """Return one error for each unsettled merge: nothing else in such a file can be trusted."""
    marks = [(number, found[1]) for number, line in enumerate(lines, 1) if (found := _CONFLICT.match(line.rstrip()))]
    opening = [number for number, mark in marks if mark.startswith("<")] or [number for number, _ in marks[:1]]
    return [
        CatalogError("a merge conflict is not settled", location=Location(name, number), hint=hint)
        for number in opening
    ]


def read_toml(path: Path, name: str, limit: int) -> tuple[str, dict[str, Any]]:
    """Return the text of a TOML file that docgen writes, and what it says.

    Raises:
        CatalogError, DocgenErrors: the file cannot be read, is in conflict, or is no TOML; with the place.
    """
    text = decoded(read_bytes(path, name, limit), name).removeprefix("\ufeff")
    both = "entries are only added: keep both sides and delete the lines <<<<<<<, ======= and >>>>>>>"
    raise_all(conflicts(text.split("\n"), name, both))
    try:
        return text, tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (text.rstrip("\n").count("\n") + 1, 0)
        said = re.sub(r" \(at .*", "", str(error))
        raise CatalogError(f"not valid TOML: {said}", location=Location(name, line, column), hint=_RESTORE) from error
