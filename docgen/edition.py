"""An edition is what a reader can read: its stamp on every page tells what was handed out, so it can be found again.

A change of layout makes no new edition; a changed word, amount or status does.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from enum import Enum
from typing import Any

from docgen.canonical import canonical
from docgen.tree import Document, Text, Value, plain, walk

# Crockford's base 32, without I, L, O and U: a stamp is read out on a telephone and typed from a bad copy.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 8  # 40 bits: the chance that two of 10,000 editions share a stamp is 1 in 20,000; the register would refuse
_STAMP = re.compile(rf"([{ALPHABET}]{{4}})-?([{ALPHABET}]{{4}})")
_MISTYPED = str.maketrans("OIL", "011")


def edition_digest(document: Document) -> str:
    """Return the sha256 of all that a reader of a localised document can read, and of whether it is final."""
    parts = [document.id, document.language, "final" if document.final else "reading aid"]
    parts += [_read(part) for part in (document.title, document.subtitle, document.proposal, document.publisher)]
    parts += [_read(document.blocks), _read(document.furniture)]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


_UNSEEN = {"width", "lines", "open"}  # how much room a field of a form has; what may leave as a message


def _read(node: Any) -> Any:
    """Return a node as a reader meets it: kinds of blocks, texts with their values, in order; no provenance."""
    if isinstance(node, tuple):
        return [_read(item) for item in node]
    if isinstance(node, Text | Value):
        values = [[v.ref, canonical(plain(v)), v.href] for v in walk(node) if isinstance(v, Value)]
        language = node.language if isinstance(node, Text) else ""
        return [canonical(plain(node)), language, values]
    if dataclasses.is_dataclass(node):
        names = (field.name for field in dataclasses.fields(node) if field.name not in _UNSEEN)
        return [type(node).__name__, *(_read(getattr(node, name)) for name in names)]
    return node.value if isinstance(node, Enum) else node


def stamp_of(digest: str) -> str:
    """Return the short stamp of an edition: "7QFK-2M9D"."""
    letters = stamp_letters(digest, LETTERS)
    return f"{letters[:4]}-{letters[4:]}"


def stamp_letters(digest: str, count: int) -> str:
    """Return the beginning of a sha256 in letters and digits that are not taken for one another."""
    number = int(digest, 16) >> (256 - 5 * count)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (count - 1), -1, -5))


def unmistaken(typed: str) -> str:
    """Return what somebody typed from a print in the letters that a stamp has, without spaces."""
    return re.sub(r"\s", "", typed.upper().translate(_MISTYPED))


def read_stamp(text: str) -> str | None:
    """Return a stamp as it is printed from what somebody typed (`7qfk 2m9d`, O for 0); None when it is none."""
    found = _STAMP.fullmatch(unmistaken(text))
    return f"{found[1]}-{found[2]}" if found else None
