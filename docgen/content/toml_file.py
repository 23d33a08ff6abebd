"""TOML files whose faults can be pointed at: the data, and the line and column of each key.

The standard library's parser gives data without places, so the places come from a second look at the lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from docgen.errors import ContentError, Location, shown

MAX_BYTES = 5_000_000  # a hundred times the largest file we have: what is bigger is no content of ours

Keys = tuple[str | int, ...]
_HEADER = re.compile(r"\s*\[(?P<array>\[)?(?P<keys>[^\[\]]+)\]")
_PAIR = re.compile(
    r"\s*(?P<key>(?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=\s*(?P<value>.*)",
    re.DOTALL,
)
_KEY = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True)
class TomlFile:
    """What a TOML file says, and where. `first_line` is more than 1 for the head of a Markdown file."""

    path: str
    data: dict[str, Any]
    places: Mapping[Keys, tuple[int, int]]
    first_line: int = 1

    def locate(self, *keys: str | int) -> Location:
        """Return the place of a key, or of the nearest key above it that has one."""
        for end in range(len(keys), 0, -1):
            if keys[:end] in self.places:
                line, column = self.places[keys[:end]]
                return Location(self.path, line + self.first_line - 1, column)
        return Location(self.path, self.first_line)


def read_text(path: Path, root: Path) -> str:
    """Return the text of a UTF-8 file, whatever its line ends."""
    place = Location(shown(path, root))
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ContentError(f"the file is larger than {MAX_BYTES // 1_000_000} MB", location=place)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ContentError("not UTF-8", location=Location(place.path, line), hint="save the file as UTF-8") from error
    except OSError as error:
        raise ContentError(f"cannot be read: {error.strerror}", location=place) from error


def read_toml(path: Path, root: Path) -> TomlFile:
    """Return a TOML file with the places of its keys."""
    return parse_toml(read_text(path, root), shown(path, root))


def parse_toml(text: str, path: str, first_line: int = 1) -> TomlFile:
    """Return TOML text with the places of its keys.

    Raises:
        ContentError: it is no TOML.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, path, first_line) from error
    return TomlFile(path, data, _places(text), first_line)


def _syntax_error(error: tomllib.TOMLDecodeError, path: str, first_line: int) -> ContentError:
    message = str(error)
    found = re.search(r"\s*\(at line (\d+), column (\d+)\)", message)
    place = Location(path, int(found[1]) + first_line - 1, int(found[2])) if found else Location(path, first_line)
    reason = message[: found.start()] if found else message
    hint = 'text and telephone numbers stand in quotation marks: number = "0 2202 9074"'
    return ContentError(f"not valid TOML: {reason}", location=place, hint=hint)


def _places(text: str) -> dict[Keys, tuple[int, int]]:
    places: dict[Keys, tuple[int, int]] = {}
    table: Keys = ()
    counts: dict[Keys, int] = {}
    inside = ""  # what the value that began on an earlier line waits for
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = _still_open(inside, line)
            continue
        if header := _HEADER.match(line):
            keys = _keys(header["keys"])
            if header["array"]:
                index = counts[keys] = counts.get(keys, -1) + 1
                keys = (*keys, index)
            table = keys
            places.setdefault(table, (number, header.start("keys") + 1))
        elif pair := _PAIR.match(line):
            places[(*table, *_keys(pair["key"]))] = (number, pair.start("key") + 1)
            inside = _opened(pair["value"])
    return places


def _keys(text: str) -> Keys:
    return tuple(key.strip("\"'") for key in _KEY.findall(text))


def _opened(value: str) -> str:
    """Return what ends a value that goes on over several lines, "" when it ends on its own."""
    for quotes in ('"""', "'''"):
        if value.startswith(quotes):
            return "" if quotes in value[3:] else quotes
    if value.startswith("["):
        return _still_open("[", value[1:])
    return ""


def _still_open(inside: str, line: str) -> str:
    if inside in ('"""', "'''"):
        return "" if inside in line else inside
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*', "", line)
    depth = len(inside) + bare.count("[") - bare.count("]")
    return "[" * max(depth, 0)


def faults(error: ValidationError, file: TomlFile, above: Keys, hints: Mapping[str, str]) -> list[ContentError]:
    """Return one error for each fault that a model found, with its place; `hints` are by the key's name."""
    return [_fault(fault["loc"], fault["msg"], fault["type"], file, above, hints) for fault in error.errors()]


def _fault(
    loc: tuple[int | str, ...], message: str, kind: str, file: TomlFile, above: Keys, hints: Mapping[str, str]
) -> ContentError:
    name = ".".join(str(part) for part in (*above, *loc))
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    said = {"missing": f"{name} is missing", "extra_forbidden": f"{name} is not known here"}.get(kind)
    text = said or f"{name}: {message[0].lower()}{message[1:]}"
    return ContentError(text, location=file.locate(*above, *loc), hint=hints.get(key, ""))
