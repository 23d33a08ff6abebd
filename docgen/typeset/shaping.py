"""From characters to glyphs of one face, by HarfBuzz: the same shaper that Pango, browsers and LibreOffice use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb
from fontTools.unicodedata import script, script_horizontal_direction

from docgen.typeset.faces import Face

_ANY_SCRIPT = ("Zyyy", "Zinh", "Zzzz")  # Common, Inherited, Unknown: what stands in the script around it


@dataclass(frozen=True)
class Glyph:
    """One drawn glyph. `cluster` counts characters from the start of the text; lengths are in font units, y is up."""

    id: int
    cluster: int
    advance: int
    x: int
    y: int


def shape(text: str, face: Face, language: str = "") -> tuple[Glyph, ...]:
    """Return the glyphs of a text, script by script in the order of reading, each script's in visual order.

    A character that the face lacks becomes glyph 0. `language` is a BCP 47 tag: some faces draw one script in
    several ways.
    """
    font = hb.Font(face.harfbuzz)
    return tuple(glyph for run in script_runs(text) for glyph in _shaped(text, run, font, language))


@lru_cache(maxsize=4096)
def advance(text: str, face: Face) -> float:
    """Return the width of a text in one face, in em."""
    return sum(glyph.advance for glyph in shape(text, face)) / int(face.harfbuzz.upem)


def script_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, script) of each stretch of one script: HarfBuzz treats a buffer as of one script.

    Characters of no script (spaces, digits, punctuation, marks) go with what precedes them, at the start with what
    follows.
    """
    start, current = 0, ""
    for index, character in enumerate(text):
        found = script(character)
        if found in _ANY_SCRIPT or found == current:
            continue
        if current:
            yield start, index, current
            start = index
        current = found
    if text:
        yield start, len(text), current or "Zyyy"


def buffer_of(text: str, run: tuple[int, int, str], language: str = "") -> hb.Buffer:
    """Return a HarfBuzz buffer that holds one run of a text, the rest of the text as its context."""
    start, end, tag = run
    buffer = hb.Buffer()
    buffer.add_str(text, start, end - start)
    buffer.script = tag
    buffer.direction = script_horizontal_direction(tag, default="LTR")
    buffer.language = language or "und"
    return buffer


def _shaped(text: str, run: tuple[int, int, str], font: hb.Font, language: str) -> Iterator[Glyph]:
    buffer = buffer_of(text, run, language)
    hb.shape(font, buffer)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield Glyph(info.codepoint, info.cluster, position.x_advance, position.x_offset, position.y_offset)
