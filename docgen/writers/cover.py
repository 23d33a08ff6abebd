"""The outside of a document on paper: a cover, and behind a plain one as many empty pages as hide what is inside.

Sheets are printed on both sides. So behind a plain cover the pages are even in number and the last one is empty:
whether they are stapled or folded to a booklet, nobody reads from outside what they are.
"""

from __future__ import annotations

from docgen.tree import Cover, Document


def pages_before(document: Document) -> int:
    """Return how many pages the cover takes."""
    return int(document.cover is not Cover.NONE)


def pages_behind(document: Document, pages: int) -> int:
    """Return how many empty pages stand behind so many pages, the cover among them."""
    return 1 + (pages + 1) % 2 if document.cover is Cover.PLAIN else 0
