"""The mark in a box that was ticked: drawn by us, so that it is the same whatever faces a form has, and read as ✓."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import uharfbuzz as hb

from docgen.forms.faces import Letter, OpenFace
from docgen.forms.lines import Set
from docgen.forms.setting import Line, Stretch
from docgen.typeset.outlines import Contour, Outlines

_INDEX = 0xFFFF  # no face of a workspace has it
# A tick, a little larger than the box (0 to 1000): a mark that ends at the line around it may pass for a dirty print.
_TICK: Contour = [(40, 430), (190, 560), (370, 330), (880, 1060), (1060, 950), (380, 20), (40, 430)]


class _Drawn(Outlines):
    """Outlines of no face."""

    def contours(self, glyph: int) -> list[Contour]:
        """Return the tick for glyph 1, nothing for .notdef."""
        return [_TICK] if glyph else []


@dataclass(frozen=True, eq=False)
class _Marks(OpenFace):
    """A face whose only letter is the tick."""

    @cached_property
    def name(self) -> str:
        """What a PDF shows as its name."""
        return "DocgenMarks"

    @cached_property
    def extents(self) -> tuple[int, int]:
        """How far the tick reaches above and below the base line, in thousandths of an em."""
        return 1100, 0


_NOTHING = hb.Font(hb.Face(hb.Blob(b"")))
_FACE = _Marks(_INDEX, _NOTHING, _Drawn(_NOTHING))
_LETTER = Letter("✓", 1000, (_FACE.code(((1, 0, 0),), "✓", 1000),), 0)
TICK = Set((Line((Stretch(_FACE, [_LETTER], 0, 1, False),), 1.0),), (False,), 1)
