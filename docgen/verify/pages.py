"""The document is as short as its head says."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format
from docgen.writers.cover import pages_before, pages_behind


@check(
    "pages",
    Format.PDF,
    rationale="A sheet that goes on overleaf is not a sheet: what stands there is not read in the first hour.",
    source="the head of the document: `pages`",
    codes=("too-many",),
)
def the_document_is_short(artefact: Artefact) -> Iterator[Finding]:
    """Yield a document with more pages than its head allows."""
    document = artefact.typeset.document
    most = document.pages + pages_before(document)
    most += pages_behind(document, most)
    if document.pages and artefact.pages > most:
        yield Finding("too-many", f"the document has {artefact.pages} pages, and its head allows {most}", most + 1)
