"""words.toml is changed as an officer would: one line comes in, the rest stays."""

from __future__ import annotations

import tomlkit

from docgen.content.toml_file import TomlFile, parse_toml
from docgen.errors import ContentError


def with_language_name(text: str, path: str, tag: str, name: str) -> str:
    """Return words.toml with the name of a language, in the source language, after the other languages' names.

    Raises:
        ContentError: the file is no TOML, or names no language yet.
    """
    file = parse_toml(text.removeprefix("\ufeff"), path)
    if tag in file.data.get("language", {}):
        return text
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = f"{text.removesuffix(ends)}{ends}".splitlines(keepends=True)
    lines.insert(_last(file), f"{tag} = {tomlkit.string(name).as_string()}{ends}")
    return "".join(lines)


def _last(file: TomlFile) -> int:
    """Return the line of the last language's name: each is short, and stands on one line."""
    names = [name for name in file.data.get("language", {}) if name != "note"]
    if not names:
        hint = 'add the line [language], and below it the name of each language: en = "English"'
        raise ContentError("there is no name of a language", location=file.locate(), hint=hint)
    return max(file.locate("language", name).line for name in names)
