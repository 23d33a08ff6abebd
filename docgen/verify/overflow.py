"""No text sticks out of its box, and no document out of its pages."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format


@check(
    "overflow",
    Format.PDF,
    Format.DOCX,
    rationale="A clipped name or a number cut by its cell is wrong; WeasyPrint lays it over its neighbour.",
    source="CSS Overflow 3: visible overflow is painted outside of its box; measured with WeasyPrint 70.0",
    codes=("overflow", "too-many-pages"),
)
def boxes_hold_their_text(artefact: Artefact) -> Iterator[Finding]:
    """Yield what stands out of its box on the renderer's box tree, or is too long by the DOCX writer's estimate."""
    for fault in artefact.faults:
        yield Finding(fault.code, fault.message, fault.page)
