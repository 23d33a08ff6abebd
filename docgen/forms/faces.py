"""The faces that values may be set in, opened when the first value needs them, and the letters each has set so far.

A letter is what a reader takes for one, as the shaper drew it: its glyphs, its text, its advance. The same letter comes
again and again, so what technique D makes of it (docgen.typeset.units) is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import uharfbuzz as hb

from docgen.forms.faults import Unfit
from docgen.typeset.outlines import Outlines, outlines
from docgen.typeset.unit_glyf import Simple, whole
from docgen.typeset.units import SPACE, Cluster, Picture, Setting, stands_alone, units

CIRCLE = "\u25cc"  # what a shaper draws below a mark that stands on nothing

Move = tuple[int, int, int, int]  # of a glyph, as HarfBuzz gives it: x and y offset, x and y advance


class FaceFile(NamedTuple):
    """A face that has not been opened: its family, its sha256, and how to get its bytes."""

    family: str
    sha256: str
    load: Callable[[], bytes]


class Code:
    """What one code of a font shows: a picture, a text, an advance in units of the outlines. A face has each but once.

    `glyph` is the picture as it stands in a font file of quadratic curves. Codes and letters are compared as things,
    not by what they hold: they are looked up a hundred times in each form.
    """

    __slots__ = ("advance", "glyph", "picture", "text")

    def __init__(self, picture: Picture, text: str, advance: int, glyph: Simple | None) -> None:
        self.picture, self.text, self.advance, self.glyph = picture, text, advance, glyph


class Letter:
    """A letter of one face: its text, its advance in font units, and its codes, each beginning where the last ends.

    Codes of coarse outlines are wider or narrower than the letter, by `slip` thousandths of an em.
    """

    __slots__ = ("advance", "codes", "slip", "text")

    def __init__(self, text: str, advance: int, codes: tuple[Code, ...], slip: int) -> None:
        self.text, self.advance, self.codes, self.slip = text, advance, codes, slip


@dataclass(frozen=True, eq=False)
class OpenFace:
    """A face that values are set in. `index` is its place in the list of all faces."""

    index: int
    font: hb.Font
    outlines: Outlines
    _letters: dict[tuple[object, ...], Letter | None] = field(default_factory=dict, repr=False)
    _codes: dict[tuple[Picture, str, int], Code] = field(default_factory=dict, repr=False)

    @cached_property
    def _characters(self) -> hb.Set:
        return self.font.face.unicodes

    def covers(self, character: str) -> bool:
        """Whether it has a glyph for a character."""
        return ord(character) in self._characters

    @cached_property
    def upem(self) -> int:
        """How many font units an em has."""
        return int(self.font.face.upem)

    @cached_property
    def name(self) -> str:
        """Its PostScript name, as a PDF may show it."""
        return str(self.font.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME))

    @cached_property
    def extents(self) -> tuple[int, int]:
        """How far its letters reach above and below the base line, in thousandths of an em."""
        extents = self.font.get_font_extents("ltr")
        return round(extents.ascender * 1000 / self.upem), round(extents.descender * 1000 / self.upem)

    @cached_property
    def space(self) -> Letter:
        """The space at which a line was broken: it is read, not seen."""
        width = round(SPACE * self.upem)
        return self._of_codes(" ", width, [((), " ", round(SPACE * self.outlines.upem))])

    @cached_property
    def _circle(self) -> int:
        return self.font.get_nominal_glyph(ord(CIRCLE)) or -1

    def letters(self, text: str, start: int, end: int, script: str, language: str, rtl: bool) -> list[Letter]:
        """Return the letters of one stretch of a text, from left to right; the text around it is its context."""
        buffer = hb.Buffer()
        buffer.add_str(text, start, end - start)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = language
        hb.shape(self.font, buffer)
        infos = buffer.glyph_infos
        glyphs = [info.codepoint for info in infos]
        moves = [position.position for position in buffer.glyph_positions]
        found, known = [], self._letters
        clusters = list(_clusters([info.cluster for info in infos], end, rtl))
        for first, last, begins, ends in clusters:
            key = (text[begins:ends], rtl, *glyphs[first:last], *moves[first:last])
            if key not in known:
                known[key] = self._letter(text[begins:ends], glyphs[first:last], moves[first:last], rtl)
            letter = known[key]
            if letter is None:  # a mark without its base, a joiner: what stands beside it decides
                return self._together(text, clusters, glyphs, moves, rtl)
            found.append(letter)
        return found

    def _letter(self, text: str, glyphs: Sequence[int], moves: Sequence[Move], rtl: bool) -> Letter | None:
        """Return a cluster as a letter, None when that depends on what stands beside it.

        Raises:
            Unfit: the face has no picture for it, or draws a circle where a letter should be.
        """
        if 0 in glyphs or (self._circle in glyphs and CIRCLE not in text):
            raise Unfit("has a sign without the letter that it stands on", hint="look at how the word is spelled")
        cluster = self._cluster(text, 0, glyphs, moves, 0, rtl)
        if not stands_alone(cluster):
            return None
        found = units([cluster])
        return self._of_codes(text, int(cluster.width), [(unit.picture, unit.text, unit.advance) for unit in found])

    def _of_codes(self, text: str, advance: int, shown: Sequence[tuple[Picture, str, int]]) -> Letter:
        codes = tuple(self.code(*each) for each in shown)
        slip = sum(code.advance for code in codes) / self.outlines.upem - advance / self.upem
        return Letter(text, advance, codes, round(slip * 1000))

    def code(self, picture: Picture, text: str, advance: int) -> Code:
        """Return what one code of a font shows."""
        key = (picture, text, advance)
        if key not in self._codes:
            glyph = None if self.outlines.cubic else whole(self.outlines, picture)
            self._codes[key] = Code(picture, text, advance, glyph)
        return self._codes[key]

    def _cluster(
        self, text: str, start: int, glyphs: Sequence[int], moves: Sequence[Move], x: int, rtl: bool
    ) -> Cluster:
        pen, ink = 0, []
        for glyph, (x_offset, y_offset, advance, _) in zip(glyphs, moves, strict=True):
            ink.append((glyph, pen + x_offset, y_offset))
            pen += advance
        return Cluster(
            Setting(self, self.upem, self.outlines.upem, rtl), start, start + len(text), text, tuple(ink), x, pen
        )

    def _together(
        self, text: str, clusters: Sequence[tuple[int, int, int, int]], glyphs: list[int], moves: list[Move], rtl: bool
    ) -> list[Letter]:
        """Return the letters of a stretch whose clusters belong together in ways that one cluster does not tell."""
        line: list[Cluster] = []
        x = 0
        for first, last, begins, ends in clusters:
            cluster = self._cluster(text[begins:ends], begins, glyphs[first:last], moves[first:last], x, rtl)
            line.append(cluster)
            x += int(cluster.width)
        found = units(line)
        edges = [*(round(unit.x) for unit in found[1:]), x]
        return [
            self._of_codes(unit.text, edge - round(unit.x), [(unit.picture, unit.text, unit.advance)])
            for unit, edge in zip(found, edges, strict=True)
        ]


def _clusters(places: Sequence[int], end: int, rtl: bool) -> Iterator[tuple[int, int, int, int]]:
    """Yield (first glyph, behind the last, first character, behind the last) of each cluster, from left to right."""
    count = len(places)
    first = 0
    limit = end
    while first < count:
        begins, last = places[first], first + 1
        while last < count and places[last] == begins:
            last += 1
        if rtl:
            yield first, last, begins, limit
            limit = begins
        else:
            yield first, last, begins, places[last] if last < count else end
        first = last


class Faces:
    """All faces that values may be set in, in order of preference for each form."""

    def __init__(self, files: Sequence[FaceFile]) -> None:
        self.files = tuple(files)
        self._open: dict[int, OpenFace] = {}

    def open(self, index: int) -> OpenFace:
        """Return a face, opened once."""
        if index not in self._open:
            face = hb.Face(hb.Blob(self.files[index].load()))
            self._open[index] = OpenFace(index, hb.Font(face), outlines(face))
        return self._open[index]

    def order(self, families: Sequence[str]) -> tuple[int, ...]:
        """Return the faces' places in the list, those of some families first, in their order."""
        ranks = {family: rank for rank, family in enumerate(families)}
        return tuple(sorted(range(len(self.files)), key=lambda n: (ranks.get(self.files[n].family, len(ranks)), n)))
