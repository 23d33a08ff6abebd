"""Organisations to turn to: who they are, their telephones in large figures, and a QR code to dial each.

A directory shows them by kind and place; a sheet for test calls has their telephones, and room to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO

import segno

from docgen.canonical import canonical
from docgen.tree import Calls, ContactEntry, Directory, Inline, Placeholder, Run, Strong, Text, Value, plain
from docgen.writers.docx.images import image
from docgen.writers.docx.ooxml import Element, line
from docgen.writers.docx.paragraphs import paragraph, text
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import twips
from docgen.writers.docx.tables import BLANK, PADDING, Caption, cell, grid, row, ruled

QUIET_ZONE = 4  # modules; ISO/IEC 18004 asks for four
CALL_COLUMNS = (38, 14, 14, 17, 17)  # per cent of the width


def contacts(story: Story, entries: Sequence[ContactEntry], width: int, title: str) -> Element:
    """Return a table with a row for each telephone: the words at the left, the QR code beside its number."""
    widths = _widths(story, width)
    end = len(entries)
    rows = [row_ for n, entry in enumerate(entries, 1) for row_ in _rows(story, entry, widths, end=n == end)]
    names = " · ".join(canonical(plain(entry.name)) for entry in entries)
    return grid(story, widths, rows, Caption(title, names))


def directory(story: Story, block: Directory, width: int) -> Iterator[Element]:
    """Yield a line that names each kind and place, and the table of its organisations."""
    for group in block.groups:
        yield paragraph(story, tuple(_between(group.head)), "Caption")
        title = " · ".join(canonical(plain(name)) for name in group.head)
        yield contacts(story, group.entries, width, title)


def calls(story: Story, block: Calls, width: int, title: str) -> Element:
    """Return a table with a row for each telephone, high enough to be written into by hand."""
    widths = [width * share // 100 for share in CALL_COLUMNS]
    head = row(_cells(story, [[text(story, each, "TableHead")] for each in block.head], widths, last=False), head=True)
    called = [(entry, each) for entry in block.entries for each in entry.telephones if isinstance(each, Value)]
    rows = [head]
    for number, (entry, telephone) in enumerate(called, 1):
        more = _more(entry) if telephone is entry.telephones[0] else ()
        words = [paragraph(story, (Strong((telephone,)),), "TableText")]
        words += [text(story, each, "TableText") for each in (entry.name, *more)]
        content = [words, *([paragraph(story, (), "TableText")] for _ in block.head[1:])]
        rows.append(row(_cells(story, content, widths, last=number == len(called)), height=BLANK))
    description = " · ".join(canonical(plain(each)) for each in block.head)
    return grid(story, widths, rows, Caption(title, description), head=True)


def _cells(story: Story, content: Sequence[list[Element]], widths: Sequence[int], last: bool) -> Iterator[Element]:
    lines = ruled(line("single", 4, story.styles.colours.grid), last, "left", "right")
    for words, width in zip(content, widths, strict=True):
        yield cell(width, words, lines=lines)


def telephones(story: Story, numbers: Sequence[Value | Placeholder], width: int, title: str) -> Element:
    """Return a table with a row for each telephone, without words."""
    widths = _widths(story, width)
    values = [each for each in numbers if isinstance(each, Value)]
    made = ((paragraph(story, (each,), "Telephone"), _code(story, each)) for each in values)
    rows = [row(cell(one, [part], align="center") for one, part in zip(widths, parts, strict=True)) for parts in made]
    return grid(story, widths, rows, Caption(title, " · ".join(canonical(plain(each)) for each in values)))


def _widths(story: Story, width: int) -> tuple[int, int]:
    """Return the widths of the words and of the codes."""
    code = twips(story.layout.qr) + 2 * PADDING
    return width - code, code


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
    spoken = [paragraph(story, _joined(entry.spoken), "ContactText")] if entry.spoken else []
    remarks = [text(story, remark, "ContactText") for remark in entry.remarks]
    return [text(story, entry.name, "ContactName"), *about, *spoken, *remarks]


def _joined(spoken: Sequence[Text]) -> tuple[Inline, ...]:
    label, *languages = spoken
    return (label, Run(" "), *_between(languages))


def _between(texts: Sequence[Text]) -> Iterator[Inline]:
    """Yield texts with a dot between each two."""
    for number, each in enumerate(texts):
        yield from ((Run(" · "), each) if number else (each,))


def _more(entry: ContactEntry) -> Iterator[Text]:
    """Yield what who tries a number must know of it."""
    yield from (each for each in (entry.about, *entry.remarks) if each)


# --- QR codes --------------------------------------------------------------------------------------------------


def _code(story: Story, telephone: Value | None) -> Element:
    if not (telephone and telephone.href):
        return paragraph(story, (), "ContactText")
    made = paragraph(story, (), "Code")
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
