"""Registers: TOML files that only grow. What a later entry says counts, so each entry knows its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit

from docgen.errors import CatalogError, Location, raise_all, shown

Entry = Mapping[str, str | int | date]
"""What an entry says, by name."""


@dataclass(frozen=True)
class Record:
    """One entry: a `[[kind]]` with its values, and the place of that line."""

    kind: str
    values: Mapping[str, Any]
    location: Location


def read_register(path: Path, root: Path) -> list[Record]:
    """Return the entries of a register in the order in which they were added; a file that is not there has none.

    Raises:
        CatalogError, DocgenErrors: the file is no TOML, or something in it is no entry with a line of its own.
    """
    name = shown(path, root)
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"cannot be read: {error}", location=Location(name)) from error
    records = list(_records(data, text, name))
    raise_all(_unplaced(record) for record in records if not record.location.line)
    return sorted(records, key=lambda record: record.location.line)


def _records(data: Mapping[str, Any], text: str, name: str) -> Iterator[Record]:
    """Yield the entries; one whose line cannot be told has the line 0."""
    for kind, entries in data.items():
        headers = re.finditer(rf"^\s*\[\[\s*{re.escape(kind)}\s*\]\]", text, re.MULTILINE)
        lines = [text.count("\n", 0, header.end()) + 1 for header in headers]
        tables = entries if isinstance(entries, list) else [entries]
        placed = len(lines) == len(tables) and all(isinstance(table, dict) for table in tables)
        for n, table in enumerate(tables):
            values = table if isinstance(table, dict) else {}
            yield Record(kind, values, Location(name, lines[n] if placed else 0))


def _unplaced(record: Record) -> CatalogError:
    # The order decides whether a text is approved: what has no line has no order.
    said = f"“{record.kind}” is no entry with a line [[{record.kind}]] of its own"
    return CatalogError(said, location=record.location, hint="docgen writes this file; take it back from git")


def extended(data: bytes, head: str, kind: str, entries: Iterable[Entry]) -> bytes:
    """Return the register with entries of a kind added at its end; what stands in it keeps its bytes."""
    added = "".join(f"\n[[{kind}]]\n{_lines(entry)}" for entry in entries)
    return (data or head.encode()) + added.encode() if added else data


def _lines(entry: Entry) -> str:
    return "".join(f"{name} = {_typed(value)}\n" for name, value in entry.items())


def _typed(value: str | int | date) -> str:
    return tomlkit.string(value).as_string() if isinstance(value, str) else str(value)
