"""Every picture of a PDF has words."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.verify.registry import Finding, check
from docgen.verify.structure import elements, opened
from docgen.writers.artefact import Artefact, Format


@check(
    "tags/pictures",
    Format.PDF,
    rationale="A picture without words is silence: of a QR code she must hear which number it dials.",
    source="ISO 14289-1, 7.3",
    codes=("alt",),
)
def pictures_have_words(artefact: Artefact) -> Iterator[Finding]:
    """Yield pictures that have no alternative text."""
    with opened(artefact) as pdf:
        figures = [each.dictionary for each in elements(pdf) if each.type == "/Figure"]
        silent = sum(not str(figure.get("/Alt", "")).strip() for figure in figures)
    if silent:
        yield Finding("alt", f"{silent} of {len(figures)} pictures have no alternative text")
