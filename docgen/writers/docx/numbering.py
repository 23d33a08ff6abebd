"""word/numbering.xml: bullets, and each numbered list's own count."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.languages import Digits
from docgen.typeset.segments import segments
from docgen.writers.docx.ooxml import Element, element, properties
from docgen.writers.docx.story import Story
from docgen.writers.docx.styles import points

BULLETS = 1  # w:numId; numbered lists follow
FIRST_NUMBERED = 2
DEEPEST = 8  # Word has levels 0 to 8
BULLET = "•"

_STEP = 1.6  # em from one level's text to the next

# Word counts in Thai digits, but has no w:numFmt for Lao, Khmer or Burmese ones (ECMA-376-1, 17.18.59): their numbers
# are 1, 2, 3, which their readers know. Anything typed instead would be no list to Word or to a screen reader.
_FORMATS = {Digits.THAI: "thaiNumbers"}


def indent_of(story: Story, level: int) -> int:
    """Return how far the text of a list's level stands from the margin, in twips."""
    return round((level + 1) * _STEP * points(story.layout.sizes.text) * 20)


def numbering(story: Story) -> Element:
    """Return the `w:numbering` of all lists that the document has."""
    numbers = _FORMATS.get(story.language.digits, "decimal")
    return element(
        "w:numbering",
        None,
        [
            _definition(story, 0, "bullet", BULLET),
            _definition(story, 1, numbers, "%{}."),
            element("w:num", {"w:numId": BULLETS}, [element("w:abstractNumId", {"w:val": 0})]),
            *(_counted(FIRST_NUMBERED + index, level) for index, level in enumerate(story.lists)),
        ],
    )


def _definition(story: Story, number: int, format_: str, text: str) -> Element:
    kind = element("w:multiLevelType", {"w:val": "multilevel"})
    levels = (_level(story, level, format_, text.format(level + 1)) for level in range(DEEPEST + 1))
    return element("w:abstractNum", {"w:abstractNumId": number}, [kind, *levels])


def _level(story: Story, level: int, format_: str, text: str) -> Element:
    hanging = round(_STEP * points(story.layout.sizes.text) * 20)
    indent = {"w:left": indent_of(story, level), "w:hanging": hanging}
    family = segments(BULLET if format_ == "bullet" else "1.", story.language, story.typeset.faces)[0].family
    fonts = {f"w:{slot}": family for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    children = _settings(format_, text)
    return element(
        "w:lvl",
        {"w:ilvl": level},
        [*children, properties("w:pPr", {"w:ind": indent}), properties("w:rPr", {"w:rFonts": fonts})],
    )


def _settings(format_: str, text: str) -> Iterator[Element]:
    yield element("w:start", {"w:val": 1})
    yield element("w:numFmt", {"w:val": format_})
    yield element("w:lvlText", {"w:val": text})
    yield element("w:lvlJc", {"w:val": "left"})


def _counted(number: int, level: int) -> Element:
    """Return a list that begins to count anew."""
    again = element("w:lvlOverride", {"w:ilvl": level}, [element("w:startOverride", {"w:val": 1})])
    return element("w:num", {"w:numId": number}, [element("w:abstractNumId", {"w:val": 1}), again])
