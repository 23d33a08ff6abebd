"""The outside of a print says only what its cover may say."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.tree import Cover
from docgen.verify.extract import pdf_pages
from docgen.verify.registry import Finding, check
from docgen.verify.text import as_shown, compact
from docgen.writers.artefact import Artefact, Format


@check(
    "outside",
    Format.PDF,
    rationale="A paper lies on a table, and whoever passes by must not read on it what happened to a person.",
    source="docs/printing.md: plain covers",
    codes=("told",),
)
def the_outside_tells_nothing(artefact: Artefact) -> Iterator[Finding]:
    """Yield a cover with other words than its own, and a back of a plain cover that is not empty."""
    document = artefact.typeset.document
    if document.cover_text is None:
        return
    pages = pdf_pages(artefact.data)
    if compact(pages[0]) != compact(as_shown(document, document.cover_text)):
        yield Finding("told", f"the cover says “{pages[0].strip()[:60]}”", 1)
    if document.cover is Cover.PLAIN and pages[-1].strip():
        yield Finding("told", f"the back says “{pages[-1].strip()[:60]}”", len(pages))
