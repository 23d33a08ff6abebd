"""What stands on every page: the running title, what must be said of the edition, the number of the page."""

from __future__ import annotations

from collections.abc import Iterator

from docx.section import Section as Page

from docgen.tree import Run
from docgen.writers.docx.ooxml import Element, Property, borders, element, line
from docgen.writers.docx.paragraphs import paragraph, text
from docgen.writers.docx.runs import Look, runs
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import twips


def furnish(story: Story, page: Page) -> None:
    """Fill the headers and footers of the document's pages; the first page has its title in the body."""
    page.different_first_page_header_footer = True
    document = story.typeset.document
    running = story.within(page.header.part)
    _fill(running.part.element, [text(running, document.title, "Header")])
    _fill(page.first_page_header.part.element, [paragraph(story, (), "Header")])
    if document.cover_text:  # it says what it is called, and nothing else
        _fill(page.first_page_footer.part.element, [paragraph(story, (), "Footer")])
    for footer in (page.footer,) if document.cover_text else (page.footer, page.first_page_footer):
        foot = story.within(footer.part)
        _fill(foot.part.element, list(_footer(foot)))


def _fill(part: Element, content: list[Element]) -> None:
    for child in [*part]:
        part.remove(child)
    part.extend(content)


def _footer(story: Story) -> Iterator[Element]:
    """Yield the notices of a reading aid, each in its language, then when the facts were confirmed, and the page."""
    furniture = story.typeset.document.furniture
    rule = borders("w:pBdr", {"top": line("single", 4, story.styles.colours.grid, space=3)})
    above: dict[str, Property] = {"w:pBdr": rule}
    before = twips(story.layout.spaces.box)
    for notice in furniture.reading_aid:
        yield paragraph(story, (notice,), "Footer", above, before=before)
        above, before = {}, 0
    end = element("w:tabs", None, [element("w:tab", {"w:val": "right", "w:pos": story.layout.measure})])
    confirmed = (furniture.confirmed,) if furniture.confirmed else ()
    last = paragraph(story, confirmed, "Footer", {**above, "w:tabs": end}, before=before)
    last.extend(_page_number(story))
    yield last


def _page_number(story: Story) -> Iterator[Element]:
    """Yield a tab, the edition's stamp, and `page / pages`, counted by the program that shows the file."""
    look = Look(story.layout.sizes.small)
    yield element("w:r", None, [element("w:tab")])
    stamp = story.typeset.document.stamp
    yield from runs(story, (Run(f"{stamp} · "),) if stamp else (), look, story.language)
    yield element("w:fldSimple", {"w:instr": "PAGE"}, runs(story, (Run("1"),), look, story.language))
    yield from runs(story, (Run(" / "),), look, story.language)
    yield element("w:fldSimple", {"w:instr": "NUMPAGES"}, runs(story, (Run("1"),), look, story.language))
