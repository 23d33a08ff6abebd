"""The document is as short as its head says."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format


@check(
    "pages",
    Format.PDF,
    rationale="A sheet that goes on overleaf is not a sheet: what stands there is not read in the first hour.",
    source="the head of the document: `pages`",
    codes=("too-many",),
)
def the_document_is_short(artefact: Artefact) -> Iterator[Finding]:
    """Yield a document with more pages than its head allows."""
    most = artefact.typeset.document.pages
    if most and artefact.pages > most:
        yield Finding("too-many", f"the document has {artefact.pages} pages, and its head allows {most}", most + 1)
