"""Paragraphs: a style, the language of the text, and what this one adds to its style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docx.oxml.ns import qn
from docx.shared import Length

from docgen.languages import Direction, Language
from docgen.tree import Inline, Run, Text
from docgen.writers.docx.measures import line_attributes
from docgen.writers.docx.ooxml import Element, Property, element, properties
from docgen.writers.docx.runs import Look, kind_of, language_properties, runs
from docgen.writers.docx.story import Story
from docgen.writers.docx.stylesheet import SPACER, STYLES
from docgen.writers.inline import NOT_TRANSLATED


def paragraph(
    story: Story,
    nodes: Iterable[Inline],
    style: str,
    extra: Mapping[str, Property] | None = None,
    *,
    bold: bool = False,
    colour: str = "",
    before: int = 0,
    around: tuple[Element, Element] | None = None,
) -> Element:
    """Return a `w:p` of these nodes; `extra` are paragraph properties beside the style's.

    `before` is the space above it in twips, where it is not the style's. `around` are a bookmark's start and end, put
    around the text.
    """
    nodes = tuple(nodes)
    language = _language(story, nodes)
    size: Length = getattr(story.layout.sizes, STYLES[style].size)
    look = Look(size, bold=bold or STYLES[style].bold, colour=colour)
    start, end = around or (None, None)
    content = runs(story, nodes, look, story.language)
    return element("w:p", None, [_properties(story, style, language, before, extra or {}), start, *content, end])


def typed(story: Story, words: str, style: str) -> Iterator[Element]:
    """Yield the runs of words that are no text of the document's."""
    return runs(story, (Run(words),), Look(getattr(story.layout.sizes, STYLES[style].size)), story.language)


def spacer() -> Element:
    """Return an empty paragraph that keeps boxes and tables apart."""
    return element("w:p", None, [properties("w:pPr", {"w:pStyle": SPACER})])


def is_spacer(made: Element) -> bool:
    """Whether an element is such an empty paragraph."""
    style = made.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")) == SPACER


def _language(story: Story, nodes: tuple[Inline, ...]) -> Language:
    """Return the language that the line height and the paragraph's mark go by: that of its first text.

    A marked text stands in two languages; the document's then gives the line, since its script may be the taller one.
    """
    first = next((node for node in nodes if isinstance(node, Text)), None)
    return story.language_of(first.language) if first and first.status not in NOT_TRANSLATED else story.language


def _properties(
    story: Story, style: str, language: Language, before: int, extra: Mapping[str, Property]
) -> Element | None:
    spacing: dict[str, str | int] = {"w:before": before} if before else {}
    values: dict[str, Property] = {"w:pStyle": style, "w:spacing": spacing or None, **extra}
    if language is not story.language:
        values["w:spacing"] = {**spacing, **line_attributes(language, story.typeset.faces)}
    if language.direction is not story.language.direction:
        values["w:bidi"] = {"w:val": int(language.direction is Direction.RTL)}
    values["w:rPr"] = _mark(story, language)
    return properties("w:pPr", values)


def _mark(story: Story, language: Language) -> Element | None:
    """Return the properties of the paragraph's mark: what somebody types at its end, and a list's number, take them."""
    return properties("w:rPr", language_properties(story, language, language.families[0], kind_of(language.script)))


def text(story: Story, words: Text, style: str, **extra: Property) -> Element:
    """Return the paragraph of one text; `extra` are paragraph properties without their prefix."""
    return paragraph(story, (words,), style, {f"w:{name}": value for name, value in extra.items()})
