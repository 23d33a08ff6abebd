"""glossary.toml: the agreed terms. They are written out in every text and checked there, never substituted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.content.toml_file import TomlFile
from docgen.errors import ContentError, DocgenError, Location
from docgen.languages import normal_tag


@dataclass(frozen=True)
class Term:
    """A term of the source language with what is agreed for it. The first translation is used, the others are allowed.

    `avoid` holds words not to be used for it, by language; `note` says what it means.
    """

    id: str
    source: str
    translations: Mapping[str, tuple[str, ...]]
    avoid: Mapping[str, tuple[str, ...]]
    note: str
    location: Location

    def named_in(self, msgid: str) -> bool:
        """Whether a source text names the term; {fund.rehabilitation} names a fact, not a term."""
        text = re.sub(r"\{[^{}]*\}", "", msgid.lower())
        return re.search(rf"\b{re.escape(self.source.lower())}(?:s|es)?\b", text) is not None


def read_glossary(file: TomlFile, source_language: str) -> tuple[dict[str, Term], list[DocgenError]]:
    """Return the terms by id, and the faults of the file."""
    terms: dict[str, Term] = {}
    errors: list[DocgenError] = []
    for key, table in file.data.items():
        if not isinstance(table, dict) or not isinstance(table.get("avoid", {}), dict):
            hint = '[victim] with en = "victim" and th = ["ผู้เสียหาย"] below it'
            errors.append(ContentError(f"{key} is no table of a term", location=file.locate(key), hint=hint))
            continue
        texts = {name: _texts(value) for name, value in table.items() if name not in ("note", "avoid")}
        avoid = {normal_tag(name): _texts(value) for name, value in table.get("avoid", {}).items()}
        if source_language not in texts or None in texts.values() or None in avoid.values():
            said = f"{key} needs {source_language} = “…” and a text, or a list of texts, for each language"
            errors.append(ContentError(said, location=file.locate(key), hint='th = ["ผู้เสียหาย"]'))
            continue
        translations = {normal_tag(name): value for name, value in texts.items() if value}
        source = translations.pop(source_language)[0]
        allowed = {name: value for name, value in avoid.items() if value}
        terms[key] = Term(key, source, translations, allowed, str(table.get("note", "")), file.locate(key))
    return terms, errors


def _texts(value: object) -> tuple[str, ...] | None:
    """Return a text or a list of texts as a tuple, None for anything else."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and value and all(isinstance(text, str) for text in value):
        return tuple(value)
    return None
