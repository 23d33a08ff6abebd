"""What a reader's program finds in a finished file: its text, page by page."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterator

import lxml.etree
import lxml.html
import pypdfium2
import pypdfium2.raw as pdfium

from docgen.writers.artefact import Artefact, Format

WHITE = 2.0  # points between two characters that belong to different texts: wider than any rounding
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


def pdf_as_seen(data: bytes) -> str:
    """Return the characters of a PDF from left to right, line by line, as they stand on the paper.

    Among words from right to left an extractor gives the groups of a number in an order of its own: 9031 2202 0.
    """
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(_as_seen(page.get_textpage()) for page in document)


def _as_seen(text: pypdfium2.PdfTextPage) -> str:
    x, y = ctypes.c_double(), ctypes.c_double()
    lines: dict[float, list[tuple[float, float, str]]] = {}
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue  # a space or a line end that pdfium thinks should be there
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        right = text.get_charbox(index, loose=True)[2]
        line = lines.setdefault(-round(y.value, 1), [])
        line.append((x.value, right, chr(pdfium.FPDFText_GetUnicode(text.raw, index))))
    return "\n".join("".join(_parted(sorted(lines[height]))) for height in sorted(lines))


def _parted(line: list[tuple[float, float, str]]) -> Iterator[str]:
    """Yield the characters of a line, with a line end where white paper stands between two of them."""
    end = line[0][0]
    for left, right, character in line:
        if left > end + WHITE:
            yield "\n"
        yield character
        end = max(end, right)


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
    prompts = {words for prompt in paragraph.iter(f"{W}showingPlcHdr") for words in _control(prompt).iter(f"{W}t")}
    for element in paragraph.iter():
        if element in prompts:
            continue  # it is there for who types, and no text of the document
        if element.tag == f"{W}t":
            texts.append(element.text or "")
        elif element.tag in _BREAKS:
            texts.append(_BREAKS[str(element.tag)])
    return texts


def _control(prompt: lxml.etree._Element) -> lxml.etree._Element:
    """Return the content control that a property belongs to."""
    return next(prompt.iterancestors(f"{W}sdt"))


def html_text(data: bytes) -> str:
    """Return the text that an HTML file shows."""
    body = lxml.html.document_fromstring(data.decode()).find("body")
    return "" if body is None else "\n".join(map(str, body.itertext()))
