"""No ink comes near the paper's edge."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

POINTS_PER_MM = 72 / 25.4
EDGE = 12 * POINTS_PER_MM  # where no ink may be: printers cannot reach it all, and a punch or a thumb covers it
ROUNDING = 0.5  # points


@check(
    "type-area",
    Format.PDF,
    rationale="The box tree is the renderer's opinion; the glyphs' places in the file are what is printed.",
    source="docs/printing.md: what printers and copiers leave out at the edges of a sheet",
    codes=("outside",),
)
def ink_stays_off_the_edge(artefact: Artefact) -> Iterator[Finding]:
    """Yield each page with a glyph nearer to an edge than the margin, with the characters."""
    with pypdfium2.PdfDocument(artefact.data) as document:
        for number, page in enumerate(document, 1):
            outside = "".join(_outside(page))
            if outside:
                yield Finding("outside", f"“{outside[:40]}” stands within 12 mm of the edge", number)


def _outside(page: pypdfium2.PdfPage) -> Iterator[str]:
    width, height = page.get_size()
    text = page.get_textpage()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        left, bottom, right, top = text.get_charbox(index)
        if right <= left or top <= bottom or chr(code).isspace():
            continue  # no ink: a space, or a character that pdfium adds at a line end
        near = EDGE - ROUNDING
        if left < near or bottom < near or right > width - near or top > height - near:
            yield chr(code)
