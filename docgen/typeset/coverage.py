"""Whether a language's faces can draw a text: a missing glyph is a box on paper, and boxes are in nobody's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from fontTools.unicodedata import script as script_of

from docgen.languages import Language
from docgen.typeset.faces import Face, FaceSet
from docgen.typeset.segments import faced, lacking
from docgen.typeset.shaping import shape

DOTTED_CIRCLE = "\u25cc"


def missing(text: str, language: Language, faces: FaceSet, bold: bool = False) -> str:
    """Return the characters that no face of the language draws, each once, in the order of the text.

    A grapheme is drawn by one face: a mark that only another face has is missing too.
    """
    drawn = faced(text, faces.for_language(language, bold))
    return "".join(dict.fromkeys(c for grapheme, face in drawn for c in lacking(grapheme, face)))


def writes(face: Face, script: str) -> bool:
    """Whether a face has letters of a script (ISO 15924)."""
    code = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}.get(script, script)
    return any(script_of(chr(character)) == code for character in face.harfbuzz.unicodes)


def dotted_circles(text: str, language: Language, faces: FaceSet, bold: bool = False) -> tuple[str, ...]:
    """Return the clusters whose marks have no letter to stand on, in the order of the text.

    For most scripts the shaper says so by drawing U+25CC where the text has none. For Thai and Lao it does so at the
    start of a paragraph only, so there a mark at the start or after a space is found by its place.
    """
    found: dict[int, str] = {}
    offset = 0
    for face, pairs in groupby(faced(text, faces.for_language(language, bold)), key=lambda pair: pair[1]):
        segment = "".join(grapheme for grapheme, _ in pairs)
        circled = dict(_circled(segment, face, language.tag))
        known = {start + n for start, cluster in circled.items() for n in range(len(cluster))}
        circled |= {start: mark for start, mark in _orphans(segment) if start not in known}
        found |= {offset + start: cluster for start, cluster in circled.items()}
        offset += len(segment)
    return tuple(found[start] for start in sorted(found))


def _circled(segment: str, face: Face, language: str) -> Iterator[tuple[int, str]]:
    if not face.covers(DOTTED_CIRCLE):
        return
    circle = shape(DOTTED_CIRCLE, face)[0].id
    glyphs = shape(segment, face, language)
    bounds = sorted({glyph.cluster for glyph in glyphs} | {len(segment)})
    for start in sorted({glyph.cluster for glyph in glyphs if glyph.id == circle}):
        cluster = segment[start : bounds[bounds.index(start) + 1]]
        if DOTTED_CIRCLE not in cluster:
            yield start, cluster


def _orphans(segment: str) -> Iterator[tuple[int, str]]:
    previous = ""
    for index, character in enumerate(segment):
        if unicodedata.category(character) == "Mn" and not _carries(previous):
            yield index, character
        previous = character


def _carries(character: str) -> bool:
    """Whether a mark can stand on a character; of format characters the joiners can."""
    if character in ("\u200c", "\u200d", "\xa0"):
        return True
    return bool(character) and unicodedata.category(character)[0] not in "ZC"
