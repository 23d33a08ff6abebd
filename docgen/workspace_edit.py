"""docgen.toml is changed as an officer would: a table comes in, comments and the rest stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

import tomlkit
from tomlkit.items import Table

from docgen.languages import Language


def with_language(text: str, language: Language, remarks: Mapping[str, str]) -> str:
    """Return docgen.toml with the table of a language after the others; `remarks` stand beside settings, by their name.

    Settings that say what holds without them are left away.
    """
    # Notepad begins a file with U+FEFF and ends its lines with CR LF; both stay as they are.
    mark, ends = "\ufeff" * text.startswith("\ufeff"), "\r\n" if "\r\n" in text else "\n"
    document: Any = tomlkit.parse(text.removeprefix(mark).replace("\r\n", "\n").rstrip("\n") + "\n\n")
    document["languages"][language.tag] = _table(language, remarks)
    return mark + tomlkit.dumps(document).replace("\n", ends)


def _table(language: Language, remarks: Mapping[str, str]) -> Table:
    table = tomlkit.table()
    for field in fields(Language):
        value = getattr(language, field.name)
        if field.name == "tag" or value == field.default:
            continue
        table.append(field.name, _plain(value))
        if field.name in remarks:
            table[field.name].comment(remarks[field.name])
            table[field.name].trivia.comment_ws = "  "
    return table


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
