"""A font made of units draws what its face draws, and holds nothing but that."""

from __future__ import annotations

import io
import struct
from itertools import pairwise
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from docgen.typeset.faces import read_faces
from docgen.typeset.outlines import Outlines, outlines_of
from docgen.typeset.unit_font import compose
from docgen.typeset.units import Picture

FACES = {face.name: face for face in read_faces(Path(__file__).parents[2] / "fonts", check_sha256=False).faces}
WANTED = {
    "glyf": {"glyf", "head", "hhea", "hmtx", "loca", "maxp"},
    "CFF ": {"CFF ", "cmap", "head", "hhea", "hmtx", "maxp"},
}


def pictures_of(outlines: Outlines, count: int = 300) -> list[Picture]:
    """Return pictures of some glyphs: alone, twice, moved, together and none."""
    glyphs = range(1, min(count, outlines.font.face.glyph_count))
    alone: list[Picture] = [((glyph, 0, 0),) for glyph in (0, *glyphs)]
    pairs: list[Picture] = [((glyph, 10, -5), (glyph // 2, 700, 300)) for glyph in glyphs[::7]]
    return [*alone, *pairs, ((5, 0, 0),), ((6, -40, 0),), ((5, 0, 0), (5, 200, 0), (6, 9, 9)), ()]


def recorded(font: hb.Font, picture: Picture) -> list[object]:
    """Return what HarfBuzz draws of some glyphs at their places."""
    pen = RecordingPen()
    for glyph, x, y in picture:
        font.draw_glyph_with_pen(glyph, TransformPen(pen, (1, 0, 0, 1, x, y)))
    return list(pen.value)


def assert_draws(outlines: Outlines, pictures: list[Picture]) -> TTFont:
    """Assert that a font made of pictures draws them, with their advances; return it as fontTools reads it."""
    advances = [100 + number for number in range(len(pictures))]
    data = compose(outlines, pictures, advances)
    made = hb.Font(hb.Face(data))
    for number, picture in enumerate(pictures):
        assert recorded(made, ((number, 0, 0),)) == recorded(outlines.font, picture), picture
        assert made.get_glyph_h_advance(number) == advances[number]
    return TTFont(io.BytesIO(data), checkChecksums=2)


HAN = {"NotoSansTC-Regular", "NotoSansTC-Bold"}


@pytest.mark.parametrize("name", sorted(set(FACES) - HAN))
def test_pictures_are_drawn_exactly(name: str) -> None:
    """Each outline is the face's own, point for point; fontTools reads every table of the file."""
    outlines = outlines_of(FACES[name].path.read_bytes())
    font = assert_draws(outlines, pictures_of(outlines))
    assert set(font.reader.keys()) == WANTED["glyf"]
    assert all(font[tag] for tag in WANTED["glyf"] - {"loca"})
    assert font["head"].unitsPerEm == outlines.upem == 1000


def test_left_edges_are_told_twice_alike() -> None:
    """hmtx and glyf agree on where each outline begins: renderers move a glyph by the difference."""
    outlines = outlines_of(FACES["NotoSansMyanmar-Regular"].path.read_bytes())
    font = assert_draws(outlines, pictures_of(outlines))
    glyphs = font["glyf"]
    assert all(bearing == getattr(glyphs[name], "xMin", 0) for name, (_, bearing) in font["hmtx"].metrics.items())


def test_a_font_bears_no_date_and_is_always_the_same() -> None:
    """The same units give the same bytes, also after the memory for outlines was emptied."""
    data = FACES["NotoSansKhmer-Bold"].path.read_bytes()
    first = compose(outlines_of(data), pictures_of(outlines_of(data)), [7] * len(pictures_of(outlines_of(data))))
    outlines_of.cache_clear()
    again = compose(outlines_of(data), pictures_of(outlines_of(data)), [7] * len(pictures_of(outlines_of(data))))
    assert again == first
    font = TTFont(io.BytesIO(first))
    (created, modified) = struct.unpack(">qq", font.reader["head"][20:36])
    assert created == modified == 0


def test_large_fonts_find_their_glyphs() -> None:
    """Beyond 128 kB glyphs are found by the long form of loca."""
    outlines = outlines_of(FACES["NotoSansKhmer-Bold"].path.read_bytes())
    pictures = pictures_of(outlines) + [((glyph, 0, 0), (glyph, x, 0)) for glyph in range(9) for x in range(1000)]
    font = assert_draws(outlines, pictures)
    assert font["head"].indexToLocFormat == 1


@pytest.mark.parametrize("name", sorted(HAN))
def test_han_is_drawn_nearly(name: str) -> None:
    """Each edge is where the face has it, to 1/250 em: a third of a dot in 10.5 pt at 600 dpi."""
    outlines = outlines_of(FACES[name].path.read_bytes())
    glyphs = range(2000, 2400, 16)
    data = compose(outlines, [((0, 0, 0),), *(((glyph, 0, 0),) for glyph in glyphs)], [200] * (1 + len(glyphs)))
    made = hb.Font(hb.Face(data))
    assert TTFont(io.BytesIO(data), checkChecksums=2)["head"].unitsPerEm == outlines.upem == 200
    for number, glyph in enumerate(glyphs, 1):
        drawn, wanted = flattened(made, number), flattened(outlines.font, glyph)
        assert len(drawn) == len(wanted) > 0
        for one, other in ((drawn, wanted), (wanted, drawn)):
            assert max(distance(point, other) for contour in one for point in contour) < 1 / 250


def flattened(font: hb.Font, glyph: int) -> list[list[complex]]:
    """Return a glyph's contours as many points, in em."""
    contours: list[list[complex]] = []
    for kind, numbers in recorded(font, ((glyph, 0, 0),)):
        points = [complex(*number) / font.scale[0] for number in numbers]
        if kind == "moveTo":
            contours.append(points)
        elif points:
            contours[-1] += [bezier([contours[-1][-1], *points], step / 12) for step in range(1, 13)]
    return contours


def bezier(points: list[complex], at: float) -> complex:
    """Return a point of a curve of any order."""
    while len(points) > 1:
        points = [one + (other - one) * at for one, other in pairwise(points)]
    return points[0]


def distance(point: complex, contours: list[list[complex]]) -> float:
    """Return how far a point is from the nearest of some closed contours."""
    edges = ((a, b - a) for contour in contours for a, b in pairwise([*contour, contour[0]]) if a != b)
    return min(abs(point - a - ab * min(1, max(0, ((point - a) / ab).real))) for a, ab in edges)


# --- other kinds of faces: fontTools makes them of ours -----------------------------------------------------------


def cubic_face(name: str, upem: int, count: int = 120) -> bytes:
    """Return the first glyphs of a face as OpenType with cubic curves (CFF), at another size."""
    source = hb.Font(FACES[name].harfbuzz)
    names = [".notdef", *(f"g{number}" for number in range(1, count))]
    glyphs = {}
    for number, glyph in enumerate(names):
        pen = T2CharStringPen(500, None)
        source.draw_glyph_with_pen(number, TransformPen(pen, (upem / 1000, 0, 0, upem / 1000, 0, 0)))
        glyphs[glyph] = pen.getCharString()
    builder = FontBuilder(upem, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCFF("Test", {}, glyphs, {})
    return saved(builder, names)


def saved(builder: FontBuilder, names: list[str]) -> bytes:
    """Return a font with the tables that any font has."""
    builder.setupCharacterMap({})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.mark.parametrize("upem", [1000, 2048])
def test_cubic_pictures_are_drawn_exactly(upem: int) -> None:
    """A face of cubic curves stays one; its CIDs are the numbers of its glyphs, as a PDF with /Identity expects."""
    outlines = outlines_of(cubic_face("NotoSansMyanmar-Regular", upem))
    font = assert_draws(outlines, pictures_of(outlines))
    assert set(font.reader.keys()) == WANTED["CFF "]
    top = font["CFF "].cff.topDictIndex[0]
    assert top.ROS == ("Adobe", "Identity", 0)
    assert font.getGlyphOrder()[1:3] == ["cid00001", "cid00002"]
    assert font["head"].unitsPerEm == upem == round(1 / top.FontMatrix[0])


def test_a_variable_face_is_drawn_where_it_stands_on_its_axes() -> None:
    """The outlines are those of the chosen weight, and the font made of them is static."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.qCurveTo((0, 500), (500, 500))
    pen.lineTo((500, 0))
    pen.closePath()
    names = [".notdef", "a"]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "a": pen.glyph()})
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    wider = TupleVariation({"wght": (0, 1, 1)}, [(0, 0), (0, 0), (100, 0), (100, 0), (0, 0), (0, 0), (0, 0), (0, 0)])
    builder.setupGvar({"a": [wider]})
    data = saved(builder, names)
    pictures: list[Picture] = [((0, 0, 0),), ((1, 0, 0),)]
    for weight, right in ((400.0, 500), (700.0, 600)):
        font = assert_draws(outlines_of(data, 0, (weight,)), pictures)
        assert font["glyf"]["glyph00001"].xMax == right
        assert "fvar" not in font
