"""A TOML file with some of its values changed, as a person would: comments and the rest stay as they are."""

from __future__ import annotations

from collections.abc import Callable

import tomlkit
from tomlkit import TOMLDocument


def edited(text: str, change: Callable[[TOMLDocument], None]) -> str:
    """Return the text after a change. Notepad begins a file with U+FEFF and ends its lines with CR LF; both stay."""
    mark, ends = "\ufeff" * text.startswith("\ufeff"), "\r\n" if "\r\n" in text else "\n"
    document = tomlkit.parse(text.removeprefix(mark).replace("\r\n", "\n"))
    change(document)
    return mark + tomlkit.dumps(document).replace("\n", ends)
