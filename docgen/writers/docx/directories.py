"""Lists that lead into the document: the contents with page numbers, and the index of organisations."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.tree import Contents, ContentsEntry, Index, IndexEntry, Inline, Link, Run, Strong
from docgen.writers.docx.numbering import indent_of
from docgen.writers.docx.ooxml import Element, element
from docgen.writers.docx.paragraphs import paragraph
from docgen.writers.docx.story import Story


def contents(story: Story, block: Contents) -> Iterator[Element]:
    """Yield a line for each section, with the number of its page as a field that Word and LibreOffice keep."""
    for entry in block.entries:
        yield _line(story, entry)


def _line(story: Story, entry: ContentsEntry) -> Element:
    number: tuple[Inline, ...] = (Run(f"{entry.number} "),) if entry.number else ()
    words: tuple[Inline, ...] = (Link(f"#{entry.id}", (*number, entry.title)),)
    left = indent_of(story, entry.level - 2) if entry.level > 1 else 0
    stop = element("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": story.layout.measure})
    extra = {"w:tabs": element("w:tabs", None, [stop]), "w:ind": {"w:left": left} if left else None}
    made = paragraph(story, (Strong(words),) if entry.level == 1 else words, "ListContinue", extra)
    made.append(element("w:r", None, [element("w:tab")]))
    made.extend(_field(f"PAGEREF {story.anchor(entry.id)} \\h"))
    return made


def _field(instruction: str) -> Iterator[Element]:
    """Yield the runs of a field whose result is not known: who lays the file out fills it in (F9 in Word)."""
    code = element("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    result = element("w:t")
    result.text = "…"
    for part in (
        element("w:fldChar", {"w:fldCharType": "begin"}),
        code,
        element("w:fldChar", {"w:fldCharType": "separate"}),
        result,
        element("w:fldChar", {"w:fldCharType": "end"}),
    ):
        yield element("w:r", None, [part])


def index(story: Story, block: Index) -> Iterator[Element]:
    """Yield a line for each organisation, with links to the sections that name it."""
    for entry in block.entries:
        yield paragraph(story, tuple(_entry(entry)), "ListContinue")


def _entry(entry: IndexEntry) -> Iterator[Inline]:
    yield entry.name
    for n, (id, number) in enumerate(entry.sections):
        yield Run(", " if n else " ")
        yield Link(f"#{id}", (Run(number),))
