"""What lets an answer find its text again: an id in which damage shows, and a digest of what was handed out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.catalogs.message import Entry

ANY_LANGUAGE = "mul"  # BCP 47's tag for several languages: a text of a translation memory belongs to all of them
_TICKET = re.compile(
    r"(?P<language>[A-Za-z0-9-]+)\.(?P<domain>\S+)\.(?P<key>[0-9a-f]{12})\.(?P<form>[0-9])\.(?P<check>[0-9a-f]{4})"
)
_STATE = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, order=True)
class Ticket:
    """Which text of which catalog is meant: `km.shared.5d1c0a93be12.0.4f2a`, the last part proving the others.

    `key` is a digest of msgctxt, msgid and plural, so that a text whose source changed has another ticket.
    """

    language: str
    domain: str
    key: str
    form: int = 0

    def __str__(self) -> str:
        name = f"{self.language}.{self.domain}.{self.key}.{self.form}"
        return f"{name}.{_digest([name], 4)}"


def read_ticket(text: str) -> Ticket | None:
    """Return the ticket that a file gives back, None when it is damaged."""
    found = _TICKET.fullmatch(text.strip())
    if found is None:
        return None
    ticket = Ticket(found["language"], found["domain"], found["key"], int(found["form"]))
    return ticket if str(ticket) == found[0] else None


def key_digest(msgctxt: str, msgid: str, msgid_plural: str) -> str:
    """Return the key of a text's ticket."""
    return _digest([msgctxt, msgid, msgid_plural], 12)


def entry_key(entry: Entry) -> str:
    """Return the key of an entry's ticket."""
    return key_digest(entry.msgctxt, entry.msgid, entry.msgid_plural)


def former_key(entry: Entry) -> str:
    """Return the key of the words that an entry's translation was made for, "" when they are the present ones."""
    if entry.previous is None:
        return ""
    msgctxt, msgid, msgid_plural = entry.previous
    return key_digest(msgctxt or entry.msgctxt, msgid, msgid_plural)


def state(key: str, msgstr: Sequence[str], fuzzy: bool) -> str:
    """Return a digest of a translation as it was handed out: its source, its words, and whether anyone vouches for it.

    Line ends are compared as one kind, for spreadsheets have their own.
    """
    return _digest([key, fuzzy, *(re.sub(r"\r\n?", "\n", text) for text in msgstr)], 16)


def is_state(text: str) -> bool:
    """Whether a text can be such a digest."""
    return _STATE.fullmatch(text) is not None


def _digest(parts: list[object], length: int) -> str:
    data = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:length]
