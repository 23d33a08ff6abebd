"""The headings and bookmarks of a PDF are the title and the sections of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.tree import Section, walk
from docgen.verify.registry import Finding, check
from docgen.verify.structure import elements, opened
from docgen.verify.text import as_shown
from docgen.writers.artefact import Artefact, Format

HEADINGS = {f"/H{n}": n for n in range(1, 7)}


@check(
    "tags/headings",
    Format.PDF,
    rationale="By headings and bookmarks a listener finds her place; without them she must hear it all.",
    source="ISO 14289-1, 7.4; ISO 32000-1, 12.3.3",
    codes=("headings", "bookmarks"),
)
def headings_are_the_sections(artefact: Artefact) -> Iterator[Finding]:
    """Yield headings whose levels, and bookmarks whose words, are not those of the title and the sections."""
    document = artefact.typeset.document
    sections = [node for node in walk(document.blocks) if isinstance(node, Section)]
    levels = [1, *(section.level + 1 for section in sections)]
    titles = [as_shown(document, document.title)]
    titles += [f"{s.number} {as_shown(document, s.title)}".strip() for s in sections]
    with opened(artefact) as pdf:
        found = [HEADINGS[each.type] for each in elements(pdf) if each.type in HEADINGS]
        outlines = pdf.Root.get("/Outlines")
        bookmarks = list(_bookmarks(outlines.get("/First"), 1)) if outlines is not None else []
    if found != levels:
        yield Finding("headings", f"the headings have the levels {found}, and the document's are {levels}")
    if bookmarks != list(zip(levels, titles, strict=True)):
        wrong = sorted({title for _, title in bookmarks} ^ set(titles)) or titles
        yield Finding("bookmarks", f"the bookmarks are not the headings: “{'”, “'.join(wrong[:3])}”")


def _bookmarks(bookmark: Any, level: int) -> Iterator[tuple[int, str]]:
    while bookmark is not None:
        yield level, str(bookmark.Title)
        yield from _bookmarks(bookmark.get("/First"), level + 1)
        bookmark = bookmark.get("/Next")
