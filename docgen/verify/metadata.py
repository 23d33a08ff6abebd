"""The file says what it is and in which language, so that a program can read it aloud."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import lxml.html
import pikepdf

from docgen.canonical import canonical
from docgen.tree import plain
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format


@check(
    "metadata",
    rationale="Without its language a text is read aloud by the wrong voice; without its title, as a file name.",
    source="ISO 14289-1, 7.1 and 7.2; WCAG 2.1, 2.4.2 and 3.1.1",
    codes=("language", "title"),
)
def language_and_title_are_set(artefact: Artefact) -> Iterator[Finding]:
    """Yield a language or a title in the file's metadata that is not the document's."""
    document = artefact.typeset.document
    wanted = document.neutral_title if artefact.format is Format.HTML else document.outer_title
    language, title = _READERS[artefact.format](artefact.data)
    if language != artefact.typeset.language.tag:
        yield Finding("language", f"the file says it is in “{language}”, and it is in {artefact.typeset.language}")
    if title != canonical(plain(wanted)):
        yield Finding("title", f"the file's title is “{title}”, and the document's is “{canonical(plain(wanted))}”")


def _of_pdf(data: bytes) -> tuple[str, str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return str(pdf.Root.get("/Lang", "")), str(pdf.docinfo.get("/Title", ""))


def _of_docx(data: bytes) -> tuple[str, str]:
    properties = docx.Document(io.BytesIO(data)).core_properties
    return properties.language, properties.title


def _of_html(data: bytes) -> tuple[str, str]:
    root = lxml.html.document_fromstring(data.decode())
    return root.get("lang", ""), root.findtext("head/title", "")


_READERS = {Format.PDF: _of_pdf, Format.DOCX: _of_docx, Format.HTML: _of_html}
