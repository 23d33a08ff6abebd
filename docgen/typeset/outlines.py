"""The outlines of a face's glyphs, as HarfBuzz draws them: whatever the file's format, and variations applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

import uharfbuzz as hb

Segment = tuple[float, ...]  # the end of a line, or a curve's control points and its end: 2, 4 or 6 numbers
Contour = list[Segment]  # the first one is where it starts; closed, y up
Box = tuple[int, int, int, int]  # xMin, yMin, xMax, yMax
Encoded = TypeVar("Encoded")

LARGE = 5000  # glyphs: more have only the faces of Han characters, whose outlines are most of a PDF's size
COARSE = (
    5  # font units to one of a large face: an edge moves by 1/400 em at most, in 10.5 pt a fifth of a dot at 600 dpi
)


def _drawing() -> hb.DrawFuncs:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, contours: contours.append([(x, y)]))
    functions.set_line_to_func(lambda *drawn: drawn[-1][-1].append(drawn[:-1]))
    functions.set_quadratic_to_func(lambda *drawn: drawn[-1][-1].append(drawn[:-1]))
    functions.set_cubic_to_func(lambda *drawn: drawn[-1][-1].append(drawn[:-1]))
    functions.set_close_path_func(lambda contours: None)
    return functions


_DRAW = _drawing()


@dataclass(frozen=True)
class Outlines:
    """One face, with a memory for what its glyphs have been encoded to: many fonts are composed from one face."""

    font: hb.Font
    memory: dict[tuple[object, int], object] = field(default_factory=dict)

    @property
    def upem(self) -> int:
        """How many units an em has in the outlines."""
        return int(self.font.scale[0])

    @property
    def coarse(self) -> bool:
        """Whether the outlines have fewer units to an em than the face."""
        return self.upem < int(self.font.face.upem)

    @cached_property
    def cubic(self) -> bool:
        """Whether a font made of the outlines has cubic curves (CFF), not quadratic ones (glyf).

        Where outlines are coarse, cubic ones need fewer points for the same curve.
        """
        return self.coarse or not {"CFF ", "CFF2"}.isdisjoint(self.font.face.table_tags)

    def contours(self, glyph: int) -> list[Contour]:
        """Return the closed contours of a glyph; a composite one is drawn as its parts together."""
        contours: list[Contour] = []
        self.font.draw_glyph(glyph, _DRAW, contours)
        return contours

    def encoded(self, glyph: int, encode: Callable[[list[Contour]], Encoded]) -> Encoded:
        """Return what `encode` makes of a glyph's contours, made once."""
        key = (encode, glyph)
        if key not in self.memory:
            self.memory[key] = encode(self.contours(glyph))
        return self.memory[key]  # type: ignore[return-value]


@lru_cache(maxsize=64)
def outlines_of(data: bytes, index: int = 0, coordinates: tuple[float, ...] = ()) -> Outlines:
    """Return the outlines of a font file's face; `coordinates` are a variable face's, in the order of its axes."""
    return outlines(hb.Face(data, index), coordinates)


def outlines(face: hb.Face, coordinates: tuple[float, ...] = ()) -> Outlines:
    """Return the outlines of an open face, with a memory of their own."""
    font = hb.Font(face)
    if face.glyph_count > LARGE and face.upem % COARSE == 0:
        font.scale = (face.upem // COARSE, face.upem // COARSE)
    if coordinates:
        font.set_var_coords_design(list(coordinates))
    return Outlines(font)


class GlyphTables(NamedTuple):
    """The tables of a new font that hold its glyphs, by tag; `boxes` are their bounds, None where there is no ink."""

    tables: dict[str, bytes]
    boxes: list[Box | None]
    long_loca: bool = False
