"""DOCX: for those who must edit a document, or have only a word processor.

python-docx keeps the package, its pages, pictures, headers and footers; what it cannot say (complex scripts, real
lists, tables whose rows stay whole) is said by the small OOXML layer in this folder. Which rules hold, and why, stands
where each is applied.
"""

from __future__ import annotations

from docx.document import Document as DocxDocument

from docgen.canonical import canonical
from docgen.tree import Value, is_beside, plain, walk
from docgen.writers.artefact import Artefact, Fault, Format, Place, Typeset
from docgen.writers.docx.blocks import Room, blocks
from docgen.writers.docx.controls import names_of, title_marked
from docgen.writers.docx.fit import fits
from docgen.writers.docx.furniture import furnish
from docgen.writers.docx.ooxml import Element, Property
from docgen.writers.docx.package import empty_document, package, page_properties
from docgen.writers.docx.paragraphs import paragraph, text
from docgen.writers.docx.story import Story, anchors_of
from docgen.writers.docx.styles import DocxStyles, Layout, read_docx_styles

__all__ = ["DocxStyles", "read_docx_styles", "write_docx"]

# Sizes of type that are tried, in hundredths of the layout's, for a document that may have so many pages only.
_SIZES = range(100, 60, -2)
_NEW_PAGE: dict[str, Property] = {"w:pageBreakBefore": True}


def write_docx(typeset: Typeset, styles: DocxStyles, fillable: bool = False) -> Artefact:
    """Return the document as a DOCX file; the same typeset document gives the same bytes.

    A document that may have so many pages only is set smaller until it should fit; it is a fault when it does not.
    A `fillable` form is filled in with a word processor, and nothing else in it can be changed.

    Raises:
        RenderError: there is no such layout, or a link leads nowhere.
    """
    # Panels and cards are the PDF's: here languages follow each other, and no type gets smaller for them.
    most = 0 if is_beside(typeset.document) else typeset.document.pages
    layout = styles.layout(typeset.document.layout)
    for size in _SIZES if most else (100,):
        file, story = _written(typeset, styles, layout.scaled(size / 100), fillable)
        fitting = not most or fits(story, file.element.body, file.sections[0].footer.part.element, most)
        if fitting:
            break
    message = f"the text needs more than {most} of the layout's pages in every size of type"
    return Artefact(
        typeset,
        Format.DOCX,
        package(file, story),
        places=_places(typeset),
        faults=() if fitting else (Fault("too-many-pages", message),),
    )


def _written(typeset: Typeset, styles: DocxStyles, layout: Layout, fillable: bool) -> tuple[DocxDocument, Story]:
    """Return python-docx's document with all its text, and what the parts beside it need to know."""
    file = empty_document()
    names = names_of(typeset.document) if fillable else {}
    story = Story(typeset, styles, layout, file.part, anchors_of(typeset.document.blocks), names)
    page_properties(file, story)
    body = file.element.body
    for made in _body(story):
        body.insert(len(body) - 1, made)  # the last child is the section's properties
    furnish(story, file.sections[0])
    return file, story


def _body(story: Story) -> list[Element]:
    document = story.typeset.document
    head = [text(story, document.title, "Title")]
    if document.cover_text:  # a page of its own; the title stands on the next one, too
        head = [text(story, document.cover_text, "Title"), paragraph(story, (document.title,), "Title", _NEW_PAGE)]
    if story.names:
        title_marked(story, head[0])
    if document.subtitle:
        head.append(text(story, document.subtitle, "Subtitle"))
    if document.proposal:
        head.append(text(story, document.proposal, "BoxTitle"))
    publisher = [text(story, document.publisher, "ContactText")] if document.publisher else []
    room = Room(story.layout.measure, canonical(plain(document.title)))
    body = blocks(story, document.blocks, room)
    if is_beside(document):  # its front is plain: it may be seen by others
        return [*head, *body, *publisher]
    return [*head, *publisher, *body]


def _places(typeset: Typeset) -> tuple[Place, ...]:
    """Return the place of each value in the order of reading; a DOCX file has no pages of its own."""
    document = typeset.document
    shown = (document.title, document.subtitle, document.blocks, document.furniture)
    return tuple(Place(node.ref, 0) for node in walk(shown) if isinstance(node, Value))
