"""Pictures: a PNG that every word processor shows, and the words for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Length

from docgen.canonical import canonical
from docgen.tree import Picture, plain
from docgen.writers.docx.ooxml import Element, element
from docgen.writers.docx.paragraphs import paragraph
from docgen.writers.docx.story import Story
from docgen.writers.pictures import drawing_png


def image(story: Story, png: bytes, size: Length, kind: str, description: str) -> Element:
    """Return the run of a square picture; `kind` and a number are its name in the list of what a page holds."""
    relationship, _ = story.part.get_or_add_image(BytesIO(png))
    number = next(story.ids)
    inline = CT_Inline.new_pic_inline(number, relationship, "", size, size)
    for side in "TBLR":
        inline.set(f"dist{side}", "0")  # LibreOffice keeps 3 mm at its sides where nothing is said
    for named in inline.iter(qn("wp:docPr"), qn("pic:cNvPr")):
        named.set("name", f"{kind} {number}")
        named.set("descr", description)
    return element("w:r", None, [element("w:drawing", None, [inline])])


def picture(story: Story, block: Picture) -> Iterator[Element]:
    """Yield the paragraph of a picture, and that of its label."""
    made = paragraph(story, (), "Picture", {"w:keepNext": block.label is not None})
    words = canonical(plain(block.alternative))
    made.append(image(story, drawing_png(block.svg), story.layout.picture, "Picture", words))
    yield made
    if block.label:
        yield paragraph(story, (block.label,), "Normal", {"w:jc": "center"}, bold=True)
