"""`docgen verify`: any file that docgen made is proved again, from its bytes alone, against what the content says now.

A file is known by the stamp of its edition: it must be that of a document the workspace makes today, or of a release.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import lxml.etree
import lxml.html
import pikepdf
import pypdf

from docgen.edition import read_stamp
from docgen.errors import DocgenError, Location
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.line import prepare
from docgen.pipeline.releases import Released, releases
from docgen.pipeline.run import targets
from docgen.tree import Cover
from docgen.verify import inspect
from docgen.verify.registry import Finding, checks
from docgen.verify.text import lost_texts
from docgen.writers.artefact import Artefact, Format, Typeset

LARGEST = 100_000_000  # bytes: many times what docgen writes


class Unreadable(DocgenError):
    """A file that cannot be proved: it is damaged, encrypted, huge, or not docgen's."""

    exit_code = 1


@dataclass(frozen=True)
class Proof:
    """What was found of a file: its stamp, what it is ("km rights-at-a-glance", or a release), and the findings."""

    path: str
    stamp: str
    known_as: str
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]


def prove(inputs: Inputs, today: Mapping[str, Typeset], path: Path) -> Proof:
    """Return what the checks find in a file that docgen made; `today` are the present `editions`.

    Raises:
        Unreadable: it is damaged, encrypted, huge, or has no stamp of docgen's.
    """
    format, data = _read(path)
    stamp = _stamp(path, format, data)
    ready, released = today.get(stamp), next((r for r in releases(inputs.workspace) if r.stamp == stamp), None)
    if ready is not None:
        artefact = Artefact(_as_printed(ready, format, data), format, data, pages=_page_count(format, data))
        known_as = f"{ready.language} {ready.document.id}, as the content says now"
        ids = tuple(check.id for check in checks(format))
        found = (*inspect(artefact), *_second_reading(artefact), *_recall(released))
        return Proof(str(path), stamp, known_as, ids, found)
    return _of_a_release(path, stamp, released, data) if released else _of_nobody(path, stamp)


def _read(path: Path) -> tuple[Format, bytes]:
    place = Location(str(path))
    try:
        format = Format(path.suffix.lower().removeprefix("."))
        if path.stat().st_size > LARGEST:
            raise Unreadable("the file is too large to be docgen's", location=place)
        return format, path.read_bytes()
    except ValueError as error:
        raise Unreadable("only .pdf, .docx and .html can be proved", location=place) from error
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", location=place) from error


def _stamp(path: Path, format: Format, data: bytes) -> str:
    place = Location(str(path))
    try:
        text = _METADATA[format](data)
    except pikepdf.PasswordError as error:
        raise Unreadable("the file is encrypted", location=place, hint="remove its password first") from error
    except (pikepdf.PdfError, zipfile.BadZipFile, lxml.etree.LxmlError, ValueError, KeyError, OSError) as error:
        raise Unreadable("the file is damaged", location=place, hint="make it again with `docgen build`") from error
    stamp = read_stamp(text.removeprefix("edition "))
    if stamp is None:
        hint = "docgen puts the stamp of its edition into the metadata of every file"
        raise Unreadable("docgen did not make this file", location=place, hint=hint)
    return stamp


def _keywords(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return str(pdf.docinfo.get("/Keywords", ""))


def _identifier(data: bytes) -> str:
    return str(docx.Document(io.BytesIO(data)).core_properties.identifier)


def _meta(data: bytes) -> str:
    metas = lxml.html.document_fromstring(data.decode()).iter("meta")
    return next((str(meta.get("content")) for meta in metas if meta.get("name") == "edition"), "")


_METADATA = {Format.PDF: _keywords, Format.DOCX: _identifier, Format.HTML: _meta}


def _as_printed(ready: Typeset, format: Format, data: bytes) -> Typeset:
    """Return the document with the cover that the file has: what has a plain one names no author."""
    if format is not Format.PDF:
        return ready
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/Author" in pdf.docinfo:
            return ready
    return dataclasses.replace(ready, document=dataclasses.replace(ready.document, cover=Cover.PLAIN))


def _page_count(format: Format, data: bytes) -> int:
    if format is not Format.PDF:
        return 0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def editions(inputs: Inputs) -> dict[str, Typeset]:
    """Return every document and language of the workspace as the writers get it, by the stamp it has today."""
    ready = (prepare(inputs, target) for target in targets(inputs.workspace, (), (), (Format.PDF,)))
    return {each.document.stamp: each for each in ready}


def _second_reading(artefact: Artefact) -> Iterator[Finding]:
    """Yield what another extractor does not read in a PDF: pypdf shares no code with pdfium."""
    if artefact.format is Format.PDF:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(artefact.data)).pages]
        for finding in lost_texts(artefact, pages):
            yield Finding(finding.code, f"{finding.message} (pypdf)", finding.page, "text")


def _of_a_release(path: Path, stamp: str, released: Released, data: bytes) -> Proof:
    known_as = f"{released.language} {released.document}, released on {released.events[0].on}"
    found = []
    if hashlib.sha256(data).hexdigest() not in dict(released.files).values():
        found.append(Finding("changed", "the file is not, byte for byte, the one that was released", check="edition"))
    return Proof(str(path), stamp, known_as, ("edition",), (*found, *_recall(released)))


def _recall(released: Released | None) -> Iterator[Finding]:
    if released and released.recalled:
        event = released.events[-1]
        yield Finding("recalled", f"the edition was recalled on {event.on}: {event.reason}", check="edition")


def _of_nobody(path: Path, stamp: str) -> Proof:
    said = "no document has this stamp now, and no release has it: the content has changed since"
    return Proof(str(path), stamp, "an edition of before", ("edition",), (Finding("old", said, check="edition"),))
