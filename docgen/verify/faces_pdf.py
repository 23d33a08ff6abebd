"""Only the workspace's faces draw the letters of a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format


@check(
    "faces/pdf",
    Format.PDF,
    rationale="Fontconfig replaces a family that is missing without a word; what was embedded is what will be printed.",
    source="Fontconfig, FcFontMatch: it always answers with some face; measured with WeasyPrint 70.0",
    codes=("foreign-face",),
)
def embedded_faces_are_ours(artefact: Artefact) -> Iterator[Finding]:
    """Yield each face that was embedded from a file which fonts.toml does not record."""
    ours = artefact.typeset.faces.by_sha256
    names = ", ".join(sorted(base_fonts(artefact.data)))
    for digest in artefact.faces:
        if digest not in ours:
            yield Finding("foreign-face", f"a face that fonts.toml does not record is embedded ({names})")


def base_fonts(data: bytes) -> set[str]:
    """Return the names of the fonts in a PDF, without the tags of their subsets."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"]
        return {str(font.get("/BaseFont", "/unnamed"))[1:].split("+")[-1] for font in fonts}
