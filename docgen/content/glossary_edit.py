"""The glossary is changed in its file as an officer would: the words concerned change, comments and the rest stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Table

from docgen.content.glossary import read_glossary
from docgen.content.toml_edit import edited
from docgen.content.toml_file import parse_toml
from docgen.errors import raise_all
from docgen.languages import normal_tag


@dataclass(frozen=True)
class TermWords:
    """What is agreed for a term: words in each language, those to be avoided, and what it means ("" says nothing)."""

    id: str
    source: str
    words: Mapping[str, tuple[str, ...]]
    avoid: Mapping[str, tuple[str, ...]]
    note: str


def with_terms(text: str, path: str, source_language: str, terms: Iterable[TermWords]) -> str:
    """Return glossary.toml with these terms in it; languages of a term that are not named stay as they are.

    Raises:
        ContentError, DocgenErrors: the glossary would be wrong.
    """

    def change(document: TOMLDocument) -> None:
        for term in terms:
            if term.id not in document:
                document.add(tomlkit.nl())
                document.add(term.id, _new_table(term, source_language))
            _set_words(document[term.id], term)

    changed = edited(text, change)
    _, errors = read_glossary(parse_toml(changed.removeprefix("\ufeff"), path), source_language)
    raise_all(errors)
    return changed


def _new_table(term: TermWords, source_language: str) -> Table:
    table = tomlkit.table()
    table.add(source_language, term.source)
    return table


def _set_words(table: Any, term: TermWords) -> None:
    if term.note and table.get("note", "") != term.note:
        table["note"] = term.note
    for tag, words in term.words.items():
        _set(table, tag, words)
    if any(term.avoid.values()) and "avoid" not in table:
        table["avoid"] = tomlkit.inline_table()
    for tag, words in term.avoid.items():
        if words or "avoid" in table:
            _set(table["avoid"], tag, words)


def _set(table: Any, tag: str, words: tuple[str, ...]) -> None:
    """Set the words of a language, where they differ, under the spelling of its tag that the file has."""
    key = next((name for name in table if normal_tag(name) == tag), tag)
    before = table.get(key, ())
    if words == ((before,) if isinstance(before, str) else tuple(before)):
        return
    if words:
        table[key] = list(words)
    else:
        del table[key]
