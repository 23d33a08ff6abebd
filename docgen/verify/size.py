"""The file is as small, and the document as short, as its reader needs it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.languages import BreakRule
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

KILOBYTE = 1000
LARGEST = 400 * KILOBYTE
LARGEST_HAN = 1500 * KILOBYTE  # a Han face is large even with only the page's characters


@check(
    "size",
    Format.HTML,
    rationale="The page is sent by chat over a weak connection, and paid for by the megabyte.",
    codes=("too-large",),
)
def the_page_is_small(artefact: Artefact) -> Iterator[Finding]:
    """Yield a page that is larger than what a telephone should fetch."""
    most = LARGEST_HAN if artefact.typeset.language.breaks is BreakRule.HAN else LARGEST
    if len(artefact.data) > most:
        yield Finding(
            "too-large", f"the page has {len(artefact.data) // KILOBYTE} kB, and {most // KILOBYTE} is the most"
        )


@check(
    "pages",
    Format.PDF,
    rationale="A sheet that goes on overleaf is not a sheet: what stands there is not read in the first hour.",
    codes=("too-many",),
)
def the_document_is_short(artefact: Artefact) -> Iterator[Finding]:
    """Yield a document with more pages than its head allows."""
    most = artefact.typeset.document.pages
    if most and artefact.pages > most:
        yield Finding("too-many", f"the document has {artefact.pages} pages, and its head allows {most}", most + 1)
