"""Approvals: which text, in which language, which reviewer. A text that changes on either side has none any more.

A reviewer is a role code such as `km-R2`; DATIP keeps the list of who is behind it, and no name may stand here.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from docgen.canonical import canonical
from docgen.errors import CatalogError, Location, raise_all, shown
from docgen.tree import Message

ROLE_CODE = re.compile(r"[A-Za-z]{2,8}-R[0-9]{1,3}")
CODES_FOR_LEGAL = 2
_HEAD = """\
# Who has approved which text. Written by `docgen catalog approve`; lines are added, never changed.
# A reviewer is a role code: no names, no e-mail addresses.
"""


@dataclass(frozen=True)
class Approvals:
    """The reviewers behind each digest, of one language. `adopted` are the source's composed texts that are agreed."""

    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    adopted: frozenset[str] = frozenset()


def digest(message: Message, language: str, msgstr: Sequence[str], authority: Sequence[str] | None = None) -> str:
    """Return what an approval binds: this translation of this source text.

    `authority` is the authority language's msgstr, for a message it counts for: when it changes, the approvals of all
    other languages are void too.
    """
    parts: list[object] = [message.domain, language, message.msgctxt, message.msgid, message.msgid_plural]
    parts += [canonical(text) for text in msgstr]
    if authority is not None:
        parts.append({"authority": [canonical(text) for text in authority]})
    return _sha256(parts)


def adoption_digest(message: Message) -> str:
    """Return what an adoption binds: these words, which the toolkit's authors wrote, as the publisher's own."""
    return _sha256(["adopted", message.domain, message.msgctxt, message.msgid, message.msgid_plural])


def _sha256(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def role_code(text: str, location: Location | None = None) -> str:
    """Return a role code as it is written everywhere.

    Raises:
        CatalogError: it is none; a name or an e-mail address is not repeated in the error.
    """
    if not ROLE_CODE.fullmatch(text):
        hint = "a role code is a language or an office, -R, a number: km-R2. Names and e-mail addresses stay out"
        raise CatalogError("the reviewer is no role code", location=location, hint=hint)
    return text


def reviewer(code: str) -> str:
    """Return whom a role code stands for: `km-R2`, `KM-R2` and `km-R02` are one reviewer."""
    office, _, number = code.rpartition("-R")
    return f"{office.casefold()}-R{int(number)}"


def read_approvals(path: Path, root: Path) -> Approvals:
    """Return the approvals of a language; a file that is not there has none.

    Raises:
        CatalogError, DocgenErrors: the file is no TOML, or an entry is incomplete.
    """
    name = shown(path, root)
    if not path.exists():
        return Approvals()
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"cannot be read: {error}", location=Location(name)) from error
    errors: list[CatalogError] = []
    codes: dict[str, set[str]] = {}
    adopted: set[str] = set()
    for kind, line, entry in _entries(data, text):
        fault = _fault(kind, entry)
        if fault:
            errors.append(CatalogError(fault, location=Location(name, line), hint="`docgen catalog approve` writes it"))
        elif kind == "approval":
            codes.setdefault(entry["digest"], set()).add(reviewer(entry["by"]))
        else:
            adopted.add(entry["digest"])
    raise_all(errors)
    return Approvals({key: frozenset(value) for key, value in codes.items()}, frozenset(adopted))


def _entries(data: Mapping[str, Any], text: str) -> Iterator[tuple[str, int, Any]]:
    """Yield (kind, line, entry); the line is that of the entry's own [[kind]]."""
    for kind, entries in data.items():
        headers = re.finditer(rf"^\s*\[\[\s*{re.escape(kind)}\s*\]\]", text, re.MULTILINE)
        lines = [text.count("\n", 0, header.end()) + 1 for header in headers]
        for n, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            yield kind, lines[n] if n < len(lines) else 0, entry


def _fault(kind: str, entry: object) -> str:
    if kind not in ("approval", "adoption") or not isinstance(entry, dict):
        return "an entry is neither [[approval]] nor [[adoption]]"
    if not entry.keys() <= {"digest", "by", "on"}:
        return "an entry says more than digest, by and on"
    if not re.fullmatch(r"[0-9a-f]{64}", str(entry.get("digest", ""))):
        return "an entry has no digest"
    if not ROLE_CODE.fullmatch(str(entry.get("by", ""))):
        return "an entry's by is no role code"
    return "" if isinstance(entry.get("on"), date) else "an entry has no date"


def added(data: bytes, kind: str, digests: Sequence[str], by: str, on: date) -> bytes:
    """Return the file with entries of a kind ("approval" or "adoption") added at its end; the rest stays as it is."""
    entries = [f'\n[[{kind}]]\ndigest = "{d}"\nby = "{role_code(by)}"\non = {on.isoformat()}\n' for d in digests]
    return (data or _HEAD.encode()) + "".join(entries).encode()
