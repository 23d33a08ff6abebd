"""What a reader's program finds in a finished file: its text, page by page."""

from __future__ import annotations

import io
import zipfile

import lxml.etree
import lxml.html
import pypdfium2

from docgen.writers.artefact import Artefact, Format

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def pages(artefact: Artefact) -> tuple[str, ...]:
    """Return the text of each page; a format without pages has one."""
    if artefact.format is Format.PDF:
        return pdf_pages(artefact.data)
    return (docx_text(artefact.data) if artefact.format is Format.DOCX else html_text(artefact.data),)


def pdf_pages(data: bytes) -> tuple[str, ...]:
    """Return the text of a PDF as pdfium extracts it."""
    with pypdfium2.PdfDocument(data) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)


def docx_text(data: bytes) -> str:
    """Return the text of a DOCX file: its body, headers and footers, one paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(name for name in package.namelist() if _is_story(name))
        roots = [lxml.etree.fromstring(package.read(name)) for name in names]
    paragraphs = [paragraph for root in roots for paragraph in root.iter(f"{W}p")]
    return "\n".join("".join(_characters(paragraph)) for paragraph in paragraphs)


def _is_story(name: str) -> bool:
    part = name.removeprefix("word/")
    return part == "document.xml" or (
        part.startswith(("header", "footer")) and part.endswith(".xml") and "/" not in part
    )


def _characters(paragraph: lxml.etree._Element) -> list[str]:
    texts = []
    for element in paragraph.iter():
        if element.tag == f"{W}t":
            texts.append(element.text or "")
        elif element.tag in _BREAKS:
            texts.append(_BREAKS[str(element.tag)])
    return texts


def html_text(data: bytes) -> str:
    """Return the text that an HTML file shows."""
    body = lxml.html.document_fromstring(data.decode()).find("body")
    return "" if body is None else "\n".join(map(str, body.itertext()))
