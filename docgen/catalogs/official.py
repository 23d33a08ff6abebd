"""The publisher's own texts: which translation was handed in, from which letter. They are shown as they are, or not.

    translations/LANGUAGE/official.toml

A text is official while it is what the last entry for it says. One that was changed since is an error, not a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.catalogs.approvals import ROLE_CODE, role_code
from docgen.catalogs.register import Entry, Record, extended, read_register
from docgen.errors import CatalogError, Location, raise_all
from docgen.tree import Message

MessageKey = tuple[str, str, str]
"""domain, msgctxt and msgid: what finds a message in all catalogs."""

_HEAD = """\
# The publisher's own texts, as they were handed in. Written by `docgen official`; lines are added, never changed.
"""
_VALUES: Mapping[str, Mapping[str, type]] = {
    "official": {
        "domain": str,
        "msgctxt": str,
        "msgid": str,
        "digest": str,
        "source": str,
        "as_of": date,
        "by": str,
        "on": date,
    },
    "withdrawal": {"domain": str, "msgctxt": str, "msgid": str, "by": str, "on": date, "reason": str},
}


@dataclass(frozen=True)
class Letter:
    """Where official texts come from: the letter and its date, who entered them and on which day."""

    source: str
    as_of: date
    by: str
    on: date


@dataclass(frozen=True)
class Official:
    """An official text: `digest` binds its words as an approval does."""

    digest: str
    letter: Letter
    location: Location


def official_path(folder: Path, gettext: str) -> Path:
    """Return where the official texts of a language are entered, below translations/."""
    return folder / gettext / "official.toml"


def read_official(path: Path, root: Path) -> dict[MessageKey, Official]:
    """Return the official texts that are in force; a file that is not there has none.

    Raises:
        CatalogError, DocgenErrors: the file is no TOML, or an entry is incomplete.
    """
    records = read_register(path, root)
    hint = "`docgen official import` writes it"
    found = ((_fault(record), record.location) for record in records)
    raise_all(CatalogError(fault, location=place, hint=hint) for fault, place in found if fault)
    texts: dict[MessageKey, Official] = {}
    for record in records:
        values = record.values
        key = (values["domain"], values["msgctxt"], values["msgid"])
        if record.kind == "official":
            letter = Letter(values["source"], values["as_of"], values["by"], values["on"])
            texts[key] = Official(values["digest"], letter, record.location)
        else:
            texts.pop(key, None)
    return texts


def _fault(record: Record) -> str:
    names, values = _VALUES.get(record.kind), record.values
    if names is None:
        return "an entry is neither [[official]] nor [[withdrawal]]"
    if values.keys() != names.keys() or not all(isinstance(values[name], kind) for name, kind in names.items()):
        return f"an entry does not say {', '.join(names)}, or says something else"
    if not ROLE_CODE.fullmatch(values["by"]):
        return "an entry's by is no role code"
    return "" if re.fullmatch(r"[0-9a-f]{64}|", values.get("digest", "")) else "an entry has no digest"


def with_official(data: bytes, texts: Iterable[tuple[Message, str]], letter: Letter) -> bytes:
    """Return the file with (message, digest) of a letter added at its end."""
    said: Entry = {"source": letter.source, "as_of": letter.as_of, "by": role_code(letter.by), "on": letter.on}
    entries = [{**_names(message.key), "digest": digest, **said} for message, digest in texts]
    return extended(data, _HEAD, "official", entries)


def with_withdrawals(data: bytes, keys: Iterable[MessageKey], by: str, on: date, reason: str) -> bytes:
    """Return the file with the withdrawal of some texts added: from now on they are translations like all others."""
    said: Entry = {"by": role_code(by), "on": on, "reason": reason}
    return extended(data, _HEAD, "withdrawal", [{**_names(key), **said} for key in keys])


def _names(key: MessageKey) -> Entry:
    return dict(zip(("domain", "msgctxt", "msgid"), key, strict=True))
