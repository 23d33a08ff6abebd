"""Organisations to turn to: who they are, their telephones in large figures, and a QR code to dial each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

import segno

from docgen.canonical import canonical
from docgen.tree import ContactEntry, Contacts, Value, plain
from docgen.writers.docx.images import image
from docgen.writers.docx.ooxml import Element, line
from docgen.writers.docx.paragraphs import paragraph, text
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import twips
from docgen.writers.docx.tables import PADDING, Caption, cell, grid, row

QUIET_ZONE = 4  # modules; ISO/IEC 18004 asks for four


def contacts(story: Story, block: Contacts, width: int, title: str) -> Element:
    """Return a table with a row for each telephone: the words at the left, the QR code beside its number."""
    code = twips(story.layout.qr) + 2 * PADDING
    widths = (width - code, code)
    end = len(block.entries)
    rows = [row_ for n, entry in enumerate(block.entries, 1) for row_ in _rows(story, entry, widths, end=n == end)]
    names = " · ".join(canonical(plain(entry.name)) for entry in block.entries)
    return grid(story, widths, rows, Caption(title, names))


def _rows(story: Story, entry: ContactEntry, widths: tuple[int, int], end: bool) -> Iterator[Element]:
    telephones: list[Value | None] = [each for each in entry.telephones if isinstance(each, Value)]
    telephones = telephones or [None]
    last = len(telephones) - 1
    thin = line("single", 4, story.styles.colours.grid)
    for number, telephone in enumerate(telephones):
        words = _head(story, entry) if number == 0 else []
        if telephone:
            words.append(paragraph(story, (telephone,), "Telephone"))
        if number == last and entry.hours:
            words.append(text(story, entry.hours, "ContactText"))
        sides = [*(["top"] if number == 0 else []), *(["bottom"] if end and number == last else [])]  # `ruled` says why
        lines = dict.fromkeys(sides, thin)
        codes = [_code(story, telephone)]
        columns = zip(widths, (words, codes), strict=True)
        yield row(cell(width, content, lines=lines, align="center") for width, content in columns)


def _head(story: Story, entry: ContactEntry) -> list[Element]:
    about = [text(story, entry.about, "ContactText")] if entry.about else []
    return [text(story, entry.name, "ContactName"), *about]


# --- QR codes --------------------------------------------------------------------------------------------------


def _code(story: Story, telephone: Value | None) -> Element:
    made = paragraph(story, (), "Code")
    if telephone and telephone.href:
        # Who cannot see it is told the telephone as it is printed.
        made.append(image(story, qr_png(telephone.href), story.layout.qr, "QR", canonical(plain(telephone))))
    return made


@lru_cache(maxsize=256)
def qr_png(href: str) -> bytes:
    """Return the QR code of an address as a PNG.

    Never a Micro QR code: telephones' cameras do not read them. Level M mends 15 %, enough for a folded page.
    """
    buffer = BytesIO()
    segno.make(href, error="m", micro=False, boost_error=False).save(buffer, kind="png", scale=8, border=QUIET_ZONE)
    return buffer.getvalue()
