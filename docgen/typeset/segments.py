"""Which face draws which characters of a run, for formats where nobody else decides it (DOCX, forms).

A letter is drawn by the first family of its language that has it; letters, their marks and joiners are never parted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from fontTools.unicodedata import script

from docgen.languages import Language
from docgen.typeset.faces import Face, FaceSet
from docgen.typeset.graphemes import graphemes

# Characters without a picture of their own; a shaper leaves them out where a face lacks them: controls, soft hyphen,
# joiners, U+200B, U+2060, marks of direction, variation selectors.
INVISIBLE = frozenset(
    map(chr, [*range(0x20), 0x7F, 0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F)])
) | frozenset(map(chr, [*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF]))


@dataclass(frozen=True)
class Segment:
    """Characters that one family draws."""

    text: str
    family: str


def segments(text: str, language: Language, faces: FaceSet, bold: bool = False) -> tuple[Segment, ...]:
    """Return the run split by family; the segments' texts put together are the run.

    Spaces, digits and punctuation stay with the family before them if it has them. What no family has goes to the one
    that lacks the fewest characters of the grapheme.
    """
    drawn = faced(text, faces.for_language(language, bold))
    grouped = groupby(drawn, key=lambda pair: pair[1].family)
    return tuple(Segment("".join(grapheme for grapheme, _ in pairs), family) for family, pairs in grouped)


def faced(text: str, faces: tuple[Face, ...]) -> list[tuple[str, Face]]:
    """Return each grapheme of a text with the one of these faces that draws it."""
    drawn: list[tuple[str, Face]] = []
    current: Face | None = None
    for grapheme in graphemes(text):
        common = script(grapheme[0]) in ("Zyyy", "Zinh")
        if not (common and current and not lacking(grapheme, current)):
            current = min(faces, key=lambda face: len(lacking(grapheme, face)))  # the first among equals
        drawn.append((grapheme, current))
    return drawn


def lacking(grapheme: str, face: Face) -> str:
    """Return the visible characters of a grapheme that a face does not have."""
    return "".join(c for c in grapheme if c not in INVISIBLE and not face.covers(c))
