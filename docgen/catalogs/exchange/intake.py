"""A file that came back, whatever its kind: what it changes is worked out whole, and nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from lxml import etree

from docgen.catalogs.exchange.answer import Conflict
from docgen.catalogs.exchange.review import NEEDED as PACK
from docgen.catalogs.exchange.review import judge, read_pack
from docgen.catalogs.exchange.rows import headings
from docgen.catalogs.exchange.settle import Settled, settle
from docgen.catalogs.exchange.task import Desk
from docgen.catalogs.exchange.tbx import agreed_terms, read_tbx
from docgen.catalogs.exchange.tmx import propose, read_tmx
from docgen.catalogs.exchange.xliff import read_xliff
from docgen.catalogs.exchange.xlsx import NEEDED as WORKBOOK
from docgen.catalogs.exchange.xlsx import read_workbook
from docgen.catalogs.exchange.xml_file import SIZE_LIMIT, parse_xml, too_large
from docgen.content.glossary_edit import with_terms
from docgen.errors import CatalogError, DocgenError, Location


class Kind(Enum):
    """What a file is for; the values are what `docgen catalog export --as` takes."""

    XLSX = "xlsx"
    XLIFF = "xliff"
    TMX = "tmx"
    TBX = "tbx"
    REVIEW = "review"

    @property
    def suffix(self) -> str:
        """The ending of its file's name."""
        return {Kind.XLIFF: ".xlf", Kind.REVIEW: ".xlsx"}.get(self, f".{self.value}")


_NEEDED = {Kind.XLSX: WORKBOOK, Kind.REVIEW: PACK}


@dataclass(frozen=True)
class Received:
    """What a file changes: files as they will be, how many texts of which sort, and what was not entered.

    `faults` are wrong rows, which were left out; `conflicts` are right rows whose text changed since the export.
    """

    kind: Kind
    files: Mapping[Path, bytes]
    counts: Mapping[str, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    faults: tuple[DocgenError, ...] = ()


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that came back.

    Raises:
        CatalogError: it cannot be read, or is larger than any of ours.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise too_large(str(path))
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(f"cannot be read: {error.strerror}", location=Location(str(path))) from error


def kind_of(data: bytes, name: str) -> Kind:
    """Return what kind a file is, by what is in it and not by its name.

    Raises:
        CatalogError: it is none that docgen exports.
    """
    if data.startswith(b"PK"):
        found, shared = headings(data, name), {*WORKBOOK} & {*PACK}
        likeness = {kind: len(found & {*needed} - shared) for kind, needed in _NEEDED.items()}
        if not any(likeness.values()):
            raise _unknown(name, "a workbook, but none that docgen exported")
        return max(likeness, key=lambda kind: likeness[kind])
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unknown(name, "an old .xls workbook, or one with a password", "save it as .xlsx, without a password")
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1] == b"<":
        root = etree.QName(parse_xml(data, name)).localname
        known = {"xliff": Kind.XLIFF, "tmx": Kind.TMX, "tbx": Kind.TBX}
        if root in known:
            return known[root]
        raise _unknown(name, f"an XML file of the kind <{root[:40]}>")
    raise _unknown(name, "neither a workbook nor an XML file")


def _unknown(
    name: str, said: str, hint: str = "docgen reads XLSX, XLIFF 2.1, TMX and TBX, as it exports them"
) -> CatalogError:
    return CatalogError(said, location=Location(name), hint=hint)


def receive(data: bytes, name: str, desk: Desk, glossary: Path, on: date | None) -> Received:
    """Return what a file changes; `on` is the day of the approvals in a reviewer's pack.

    Raises:
        CatalogError, DocgenErrors: the file as a whole cannot be used, or a catalog is not up to date.
    """
    kind = kind_of(data, name)
    if kind is Kind.TBX:
        return _terms(data, name, desk, glossary)
    if kind is Kind.REVIEW:
        return _verdicts(data, name, desk, on)
    if kind is Kind.TMX:
        return _received(kind, propose(read_tmx(data, name), desk), [])
    answers, faults = (read_workbook if kind is Kind.XLSX else read_xliff)(data, name)
    return _received(kind, settle(answers, desk), faults)


def _received(kind: Kind, settled: Settled, faults: list[DocgenError]) -> Received:
    return Received(kind, settled.files(), settled.counts, tuple(settled.conflicts), (*faults, *settled.faults))


def _verdicts(data: bytes, name: str, desk: Desk, on: date | None) -> Received:
    if on is None:
        hint = "say --on 2026-11-21: the day on which the reviewer judged; no clock is read"
        raise CatalogError("a reviewer's pack needs a date", location=Location(name), hint=hint)
    verdicts, faults = read_pack(data, name)
    judged = judge(verdicts, desk)
    files = judged.files_on(on)
    return Received(Kind.REVIEW, files, judged.counts, tuple(judged.conflicts), (*faults, *judged.faults))


def _terms(data: bytes, name: str, desk: Desk, glossary: Path) -> Received:
    terms, faults = agreed_terms(read_tbx(data, name), desk.content.glossary, desk.source.tag, tuple(desk.languages))
    before = glossary.read_bytes() if glossary.exists() else b""
    after = with_terms(before.decode(), str(glossary), desk.source.tag, terms).encode()
    counts = {"terms": len(terms)} if terms else {}
    return Received(Kind.TBX, {glossary: after} if after != before else {}, counts, (), tuple(faults))
