"""Who translated is nobody's business: programs write names and addresses into catalogs, and they have no place there.

A workspace is handed on, printed from and kept for years. Whoever helps people who were trafficked can be looked for,
so a reviewer is a role code and a translator is nobody. What a program wrote of itself (the header) `docgen catalog
update` takes out, and says so; what a person typed into a comment only a person may change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docgen.catalogs.approvals import ROLE_CODE
from docgen.catalogs.message import Entry
from docgen.catalogs.po_file import Block, PoFile
from docgen.errors import CatalogError, Location

_TRANSLATOR = "Last-Translator"
_FIELD = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"\s*<?[\w.+-]+@[\w.-]+>?")
_CREDIT = re.compile(r".*@.*|[^\d,]{2,60}, (?:19|20)\d\d[\d, -]*\.?\s*")  # "Name <name@example.org>, 2025, 2026."
_UPDATE = (
    "`docgen catalog update` takes it out; in Poedit's Preferences, leave name and e-mail empty, or type a role code"
)
_BY_HAND = "delete it from the comment: what has to be asked or told goes another way"


def personal_data(po: PoFile) -> Iterator[CatalogError]:
    """Yield where a catalog may say who somebody is; what it says is not repeated."""
    if po.header is not None:
        yield from _of_header(po.header, po.path)
    for block in po.blocks:
        for line in block.lines if not block.is_header else ():
            if line.field == "#" and _ADDRESS.search(line.value):
                place = Location(po.path, line.number)
                yield CatalogError("a comment has an e-mail address in it", location=place, hint=_BY_HAND)


def _of_header(header: Block, path: str) -> Iterator[CatalogError]:
    for line in header.lines:
        for name, value in _FIELD.findall(line.value) if line.is_string else ():
            if value.strip() != _kept(name, value):
                said = f"{name} names a person" if name == _TRANSLATOR else f"{name} has an e-mail address in it"
                yield CatalogError(said, location=Location(path, line.number), hint=_UPDATE)
        if line.field == "#" and _CREDIT.fullmatch(line.value):
            yield CatalogError("a comment names a person", location=Location(path, line.number), hint=_UPDATE)


def _kept(name: str, value: str) -> str:
    """Return what may stay of a header's field: no e-mail address, and of a translator only a role code."""
    kept = _ADDRESS.sub("", value).strip()
    return kept if name != _TRANSLATOR or ROLE_CODE.fullmatch(kept) else ""


def without_names(header: Entry) -> Entry:
    """Return a header that names nobody: its fields stay, their names and addresses go, and so do lines of credits."""
    text = _FIELD.sub(_without_name, "".join(header.msgstr))
    comments = [line for line in header.translator_comments.split("\n") if not _CREDIT.fullmatch(line)]
    return replace(header, msgstr=(text,), translator_comments="\n".join(comments))


def _without_name(found: re.Match[str]) -> str:
    kept = _kept(found[1], found[2])
    return found[0] if kept == found[2].strip() else f"{found[1]}: {kept}"
