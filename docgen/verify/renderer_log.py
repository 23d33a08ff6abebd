"""The renderer had nothing to complain of."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact


@check(
    "renderer-log",
    rationale="WeasyPrint reports a missing glyph, an unknown property or a refused address by a line of log only.",
    source="measured with WeasyPrint 70.0: a missing glyph is one WARNING, and the exit code is 0",
    codes=("warning",),
)
def the_renderer_was_content(artefact: Artefact) -> Iterator[Finding]:
    """Yield each warning of the renderer."""
    for line in dict.fromkeys(artefact.log):
        yield Finding("warning", f"the renderer says: {line}")
