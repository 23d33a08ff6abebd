"""What a program reads in the file is what the tree says, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.canonical import canonical
from docgen.languages import Direction
from docgen.tree import Document, Text, outermost, plain
from docgen.verify.extract import pages
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import NOT_PROVED, Artefact, Format
from docgen.writers.inline import NOT_TRANSLATED

# Where a line or a cell ends, extractors put spaces or leave them out; U+2011 is a hyphen that does not break.
_INVISIBLE = re.compile("[\\s\u00a0\u200b\u2060\u00ad]+")
_HYPHENS = str.maketrans({"\u2011": "-", "\u0002": "-", "\ufffe": "-"})  # pdfium marks a hyphen at a line end


@check(
    "text",
    rationale="Whoever cannot see the page has it read aloud, and others copy and search it: it must say the same.",
    source="ISO 32000-1, 9.10; docs/text-layer.md: what six extractors read, in nineteen languages",
    codes=("lost-text",),
)
def the_text_is_the_text(artefact: Artefact) -> Iterator[Finding]:
    """Yield each text of the tree that a program does not find in the file as it is."""
    if not any(note.startswith(NOT_PROVED) for note in artefact.notes):  # then a note says so, and printing goes on
        yield from lost_texts(artefact, pages(artefact))


def lost_texts(artefact: Artefact, extracted: Sequence[str]) -> Iterator[Finding]:
    """Yield each text of the tree that the extracted pages lack; `extracted` may be of any extractor."""
    found = [compact(page) for page in extracted]
    for text in texts(artefact.typeset.document):
        language = artefact.typeset.languages[text.language]
        if artefact.format is Format.PDF and language.direction is Direction.RTL:
            continue  # extractors order such lines each in their own way
        wanted = compact(plain(text))
        if not any(wanted in page for page in found) and not _over_pages(wanted, found):
            yield Finding("lost-text", f"the file does not read “{plain(text).replace(chr(0x200B), '')[:60]}”")


def compact(text: str) -> str:
    """Return a text without spaces and invisible characters, which extractors put where they like."""
    return _INVISIBLE.sub("", text).translate(_HYPHENS)


def texts(document: Document) -> list[Text]:
    """Return the outermost texts that the pages show, in the order of reading."""
    return list(outermost(document.shown))


def as_shown(document: Document, text: Text) -> str:
    """Return a title as a page shows it: one that is not translated says so."""
    mark = dict(document.labels).get("untranslated") if text.status in NOT_TRANSLATED else None
    return canonical(f"{plain(mark)} {plain(text)}" if mark is not None else plain(text))


def _over_pages(wanted: str, found: Sequence[str]) -> bool:
    """Whether a text begins on one page and ends on the next; it is looked for from its longest beginning."""
    for page, following in pairwise(found):
        for end in range(len(wanted) - 1, 0, -1):
            if wanted[:end] in page:
                if wanted[end:] in following:
                    return True
                break
    return False
