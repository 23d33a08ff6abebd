"""What the faces themselves say of the height of a line."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from docgen.languages import Language
from docgen.typeset.faces import Face, FaceSet

SINGLE = 240  # w:line counts 240ths of a line where w:lineRule is "auto" (ECMA-376-1, 17.3.1.33)

# Never less than the face's own line: Word cuts the tops of letters, and LibreOffice 7.4 leaves out the face's leading
# in some lines and not in others (Noto Sans Myanmar: 2.18 em at 1.0, 1.73 em at 0.99), so that pages look uneven.
LEAST_MULTIPLE = 1.0


def line_multiple(language: Language, faces: FaceSet) -> float:
    """Return the language's line height as a multiple of its first face's own, which is what Word's `auto` counts.

    The faces differ: Noto Sans Khmer's own line is 1.36 em (its subscripts reach below it), Noto Sans Myanmar's 2.18.
    """
    own: float = natural_line(faces.for_language(language)[0])
    return max(language.line_height / own, LEAST_MULTIPLE)


@lru_cache
def natural_line(face: Face) -> float:
    """Return the height of a line of single spacing in em."""
    extents = hb.Font(face.harfbuzz).get_font_extents("ltr")
    height: int = extents.ascender - extents.descender + extents.line_gap
    return height / int(face.harfbuzz.upem)


def line_attributes(language: Language, faces: FaceSet) -> dict[str, str | int]:
    """Return the attributes of `w:spacing` that set a language's line height."""
    return {"w:line": round(SINGLE * line_multiple(language, faces)), "w:lineRule": "auto"}
