"""TOML files whose faults can be pointed at: the data, and the line and column of each key.

The standard library's parser gives data without places, so the places come from a second look at the lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from docgen.errors import ContentError, Location, shown

MAX_BYTES = 5_000_000  # a hundred times the largest file we have: what is bigger is no content of ours

Keys = tuple[str | int, ...]
_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEYS = rf"(?P<keys>{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)"
_HEADER = re.compile(rf"\s*\[(?P<array>\[)?[ \t]*{_KEYS}")
_PAIR = re.compile(rf"\s*{_KEYS}[ \t]*=")
# What decides where a statement ends: strings and comments, whose brackets and line ends mean nothing, and the rest.
_TOKEN = re.compile(
    r"""
    \"\"\"(?:\\.|[^\\])*?\"{3,5} | \'\'\'.*?\'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*'
    | \#[^\n]* | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<end>\n)
    """,
    re.VERBOSE | re.DOTALL,
)


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
        line = error.object[: error.start].count(b"\n") + 1
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
        raise _syntax_error(error, text, path, first_line) from error
    return TomlFile(path, data, _places(text), first_line)


def _syntax_error(error: tomllib.TOMLDecodeError, text: str, path: str, first_line: int) -> ContentError:
    message = str(error)
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    reason = message[: found.start()] if found else message
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (text.rstrip("\n").count("\n") + 1, 0)
    place = Location(path, line + first_line - 1, column)
    hint = 'text and telephone numbers stand in quotation marks: number = "0 2202 9074"'
    return ContentError(f"not valid TOML: {reason}", location=place, hint=hint)


def _places(text: str) -> dict[Keys, tuple[int, int]]:
    places: dict[Keys, tuple[int, int]] = {}
    last: dict[Keys, int] = {}
    table: Keys = ()
    for line, statement in _statements(text):
        found = _HEADER.match(statement) or _PAIR.match(statement)
        if found is None:
            continue
        keys = _keys(found["keys"])
        if found.re is _HEADER:
            keys = table = _table(keys, bool(found["array"]), last)
        else:
            keys = (*table, *keys)
        place = line, found.start("keys") + 1
        places |= {keys: place} | {keys[:end]: places.get(keys[:end], place) for end in range(1, len(keys))}
    return places


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each header, pair and comment with the number of its first line: a value may go on over several lines."""
    begin, line, depth = 0, 1, 0
    for token in _TOKEN.finditer(text + "\n"):
        depth += bool(token["open"]) - bool(token["close"])
        if token["end"] and not depth:
            statement = text[begin : token.start()]
            yield line, statement
            begin, line = token.end(), line + statement.count("\n") + 1


def _table(keys: Keys, array: bool, last: dict[Keys, int]) -> Keys:
    """Return where a header's table is; `last` holds the number of each array's last table, and is kept up to date."""
    path: Keys = ()
    for key in keys[:-1]:
        path = (*path, key)
        path = (*path, last[path]) if path in last else path
    path = (*path, keys[-1])
    if not array:
        return path
    last[path] = last.get(path, -1) + 1
    return (*path, last[path])


def _keys(text: str) -> Keys:
    return tuple(_key(key) for key in re.findall(_KEY, text))


def _key(text: str) -> str:
    """Return a key without its quotation marks; what a backslash means in them, the standard library knows."""
    return str(tomllib.loads(f"key = {text}")["key"]) if text[0] in "\"'" else text


def faults(error: ValidationError, file: TomlFile, above: Keys, hints: Mapping[str, str]) -> list[ContentError]:
    """Return one error for each fault that a model found, with its place; `hints` are by the key's name."""
    return [_fault(fault["loc"], fault["msg"], fault["type"], file, above, hints) for fault in error.errors()]


def _fault(
    loc: tuple[int | str, ...], message: str, kind: str, file: TomlFile, above: Keys, hints: Mapping[str, str]
) -> ContentError:
    name = ".".join(str(part) for part in (*above, *loc))
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    said = {
        "missing": f"{name} is missing",
        "extra_forbidden": f"{name} is not known here",
        "model_type": f"{name} is no table",
    }
    text = said.get(kind) or f"{name}: {message[0].lower()}{message[1:]}"
    return ContentError(text, location=file.locate(*above, *loc), hint=hints.get(key, ""))
