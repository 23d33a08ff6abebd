"""What the faces themselves say of lengths: how wide a text is, and how high a line."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from docgen.languages import Language
from docgen.typeset.faces import Face, FaceSet
from docgen.typeset.shaping import shape

SINGLE = 240  # w:line counts 240ths of a line where w:lineRule is "auto" (ECMA-376-1, 17.3.1.33)

# Never much less than the face's own line, or its tallest letters lose their tops. Noto Sans Myanmar's own is 2.18 em:
# at 0.98 Word sets 2.14, and LibreOffice, which leaves out the face's leading below a multiple of 1, sets 1.71 (the
# tallest stacks are 1.55 em high). At 0.9 LibreOffice's 1.51 made them touch.
LEAST_MULTIPLE = 0.98


def line_multiple(language: Language, faces: FaceSet) -> float:
    """Return the language's line height as a multiple of its first face's own, which is what Word's `auto` counts.

    The faces differ: Noto Sans Khmer's own line is 1.36 em (its subscripts reach below it), Noto Sans Myanmar's 2.18.
    """
    return max(language.line_height / natural_line(faces.for_language(language)[0]), LEAST_MULTIPLE)


@lru_cache
def natural_line(face: Face) -> float:
    """Return the height of a line of single spacing in em."""
    extents = hb.Font(face.harfbuzz).get_font_extents("ltr")
    return float(extents.ascender - extents.descender + extents.line_gap) / face.harfbuzz.upem


def line_attributes(language: Language, faces: FaceSet) -> dict[str, str | int]:
    """Return the attributes of `w:spacing` that set a language's line height."""
    return {"w:line": round(SINGLE * line_multiple(language, faces)), "w:lineRule": "auto"}


@lru_cache(maxsize=4096)
def advance(text: str, face: Face) -> float:
    """Return the width of a text in one face, in em."""
    return sum(glyph.advance for glyph in shape(text, face)) / face.harfbuzz.upem
