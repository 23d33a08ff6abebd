"""Every amount, number and telephone of the tree is in the file's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.languages import Direction
from docgen.tree import Text, Value, walk
from docgen.verify.extract import pages, pdf_as_seen
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format


@check(
    "values",
    rationale="A wrong amount or telephone number harms someone, and what was laid out is not always what can be read.",
    source="ISO 32000-1, 9.10: the text that a program extracts; measured with pdfium on the finished files",
    codes=("lost-value",),
)
def values_are_in_the_text(artefact: Artefact) -> Iterator[Finding]:
    """Yield each value whose digits the extracted text lacks, or has less often than the pages show it."""
    text = spaced(_read(artefact))
    wanted: dict[str, list[str]] = {}
    for value in shown_values(artefact):
        wanted.setdefault(value.shown, []).append(value.ref)
    for shown, refs in wanted.items():
        found = len(occurrences(shown, text))
        if found < len(refs):
            times = f"{found} times of {len(refs)}" if found else "nowhere"
            yield Finding("lost-value", f"{' '.join(dict.fromkeys(refs))} is “{shown}”, which the text has {times}")


def _read(artefact: Artefact) -> str:
    """Return the file's text; of a PDF with letters from right to left, what stands on the paper."""
    if artefact.format is not Format.PDF or not _backwards(artefact):
        return "\n".join(pages(artefact))
    return pdf_as_seen(artefact.data)


def _backwards(artefact: Artefact) -> bool:
    tags = {node.language for node in walk(artefact.typeset.document) if isinstance(node, Text)}
    languages = [artefact.typeset.language, *(artefact.typeset.languages[tag] for tag in tags)]
    return any(language.direction is Direction.RTL for language in languages)


def shown_values(artefact: Artefact) -> list[Value]:
    """Return the values with digits that the file's pages show, once for each place in the body."""
    document = artefact.typeset.document
    shown = (document.title, document.subtitle, document.blocks, document.furniture)
    return [node for node in walk(shown) if isinstance(node, Value) and node.shown]


def spaced(text: str) -> str:
    """Return a text with all kinds of spaces as one space, and without invisible breaks."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub("[\u200b\u2060\u00ad]", "", text)).replace("\u2011", "-")


def occurrences(shown: str, text: str) -> list[str]:
    """Return where a number stands by itself: 300 is not found in 1,300, nor in 300,000."""
    return re.findall(rf"(?<!\d)(?<!\d[.,]){re.escape(spaced(shown))}(?!\d)(?![.,]\d)", text)
