"""Approvals: which text, in which language, which reviewer. A text that changes on either side has none any more.

A reviewer is a role code such as `km-R2`; DATIP keeps the list of who is behind it, and no name may stand here.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from docgen.canonical import canonical
from docgen.catalogs.register import Entry, Record, extended, read_register
from docgen.edition import stamp_letters
from docgen.errors import CatalogError, Location, raise_all
from docgen.tree import Message

ROLE_CODE = re.compile(r"[A-Za-z]{2,8}-R[0-9]{1,3}")
CODES_FOR_LEGAL = 2
SHORT = 6  # letters of a digest that a person compares by eye, where a list shows it
_HEAD = """\
# Who has approved which text. Written by `docgen catalog approve`; lines are added, never changed.
# A reviewer is a role code: no names, no e-mail addresses.
"""


@dataclass(frozen=True)
class Revocation:
    """Who took the approvals of a text back, when and why."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True)
class Approvals:
    """The reviewers behind each digest, of one language. `adopted` are the source's composed texts that are agreed.

    `revoked` are the digests whose approvals were taken back; an approval that was given after that counts beside it.
    """

    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    adopted: frozenset[str] = frozenset()
    revoked: Mapping[str, Revocation] = field(default_factory=dict)


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


def short_code(digest: str) -> str:
    """Return the beginning of a digest as a person compares it: "7QFK2M"."""
    return stamp_letters(digest, SHORT)


def role_code(text: str, location: Location | None = None) -> str:
    """Return a role code as it is written everywhere.

    Raises:
        CatalogError: it is none; a name or an e-mail address is not repeated in the error.
    """
    if not ROLE_CODE.fullmatch(text):
        hint = "a role code is a language or an office, -R, a number: km-R2. Names and e-mail addresses stay out"
        raise CatalogError("the reviewer is no role code", location=location, hint=hint)
    return text


def remark(text: str, what: str) -> str:
    """Return a reason or a source as a register keeps it.

    Raises:
        CatalogError: it is empty, has several lines, or an e-mail address in it, which is not repeated in the error.
    """
    if not text.strip() or len(text.splitlines()) > 1 or any(unicodedata.category(c) == "Cc" for c in text):
        raise CatalogError(f"the {what} is not one line of text", hint="say it in a few words")
    if "@" in text:
        hint = "name the letter or the office, never a person: what stands in a register stays there"
        raise CatalogError(f"the {what} has an e-mail address in it", hint=hint)
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
    records = read_register(path, root)
    hint = "`docgen catalog approve` writes it"
    found = ((_fault(record), record.location) for record in records)
    raise_all(CatalogError(fault, location=place, hint=hint) for fault, place in found if fault)
    return _in_force(records)


def _in_force(records: Sequence[Record]) -> Approvals:
    """Return what holds after all entries: an approval stands until it is revoked, and can be given again."""
    codes: dict[str, frozenset[str]] = {}
    adopted: set[str] = set()
    revoked: dict[str, Revocation] = {}
    for record in records:
        key = record.values["digest"]
        if record.kind == "approval":
            codes[key] = codes.get(key, frozenset()) | {reviewer(record.values["by"])}
        elif record.kind == "revocation":
            codes.pop(key, None)
            revoked[key] = Revocation(*(record.values[name] for name in ("by", "on", "reason")))
        else:
            adopted.add(key)
    return Approvals(codes, frozenset(adopted), revoked)


_VALUES = {
    "approval": ("digest", "by", "on"),
    "adoption": ("digest", "by", "on"),
    "revocation": ("digest", "by", "on", "reason"),
}


def _fault(record: Record) -> str:
    names, values = _VALUES.get(record.kind), record.values
    if names is None:
        return "an entry is neither [[approval]] nor [[revocation]] nor [[adoption]]"
    if not values.keys() <= set(names):
        return f"an entry says more than {', '.join(names[:-1])} and {names[-1]}"
    if not re.fullmatch(r"[0-9a-f]{64}", str(values.get("digest", ""))):
        return "an entry has no digest"
    if not ROLE_CODE.fullmatch(str(values.get("by", ""))):
        return "an entry's by is no role code"
    if not isinstance(values.get("on"), date):
        return "an entry has no date"
    return "" if "reason" not in names or isinstance(values.get("reason"), str) else "an entry has no reason"


def added(data: bytes, kind: str, digests: Sequence[str], by: str, on: date, **more: str) -> bytes:
    """Return the file with entries of a kind ("approval", "adoption" or "revocation") added at its end.

    `more` is what the kind says beside digest, by and on: the reason of a revocation.
    """
    said: Entry = {"by": role_code(by), "on": on, **more}
    return extended(data, _HEAD, kind, [{"digest": digest, **said} for digest in digests])
