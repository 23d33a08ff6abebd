"""Each letter of a PDF is drawn by a glyph."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format


@check(
    "glyphs/pdf",
    Format.PDF,
    rationale="A missing glyph is a box on paper, and the text layer still reads right: only the glyph's number tells.",
    source="OpenType 1.9.1, recommendations for glyph 0: .notdef stands for a character without a glyph",
    codes=("notdef",),
)
def every_glyph_is_drawn(artefact: Artefact) -> Iterator[Finding]:
    """Yield each page whose content draws glyph 0, which is .notdef in every face."""
    with pikepdf.open(io.BytesIO(artefact.data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if any(_draws_notdef(instruction) for instruction in pikepdf.parse_content_stream(page)):
                yield Finding("notdef", "a character is drawn as a box, because its face has no glyph for it", number)


def _draws_notdef(instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> bool:
    if str(instruction.operator) not in ("Tj", "TJ"):
        return False
    operand = instruction.operands[0]
    strings = [operand] if isinstance(operand, pikepdf.String) else list(operand)
    codes = b"".join(bytes(item) for item in strings if isinstance(item, pikepdf.String))
    return b"\0\0" in (codes[n : n + 2] for n in range(0, len(codes), 2))
