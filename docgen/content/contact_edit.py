"""Contacts are changed in their files as an officer would: the lines concerned change, comments and the rest stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tomlkit import TOMLDocument

from docgen.content.toml_edit import edited


def with_languages(text: str, languages: Mapping[str, Sequence[str]]) -> str:
    """Return a file of contacts with the languages that organisations answer in, by the contacts' ids."""

    def change(document: TOMLDocument) -> None:
        contacts: Any = document
        for id, tags in languages.items():
            contacts[id]["languages"] = list(tags)

    return edited(text, change)
