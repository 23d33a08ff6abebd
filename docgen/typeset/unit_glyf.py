"""The tables of a TrueType font whose glyphs are units: a unit of several glyphs is a composite one.

Source: OpenType 1.9.1, glyf, loca, maxp.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docgen.typeset.outlines import Box, Contour, GlyphTables, Outlines
from docgen.typeset.units import Picture

Point = tuple[float, float, bool]  # x, y, whether it is on the curve

ON_CURVE, X_SHORT, Y_SHORT, REPEAT, X_SAME, Y_SAME = 1, 2, 4, 8, 16, 32
WORDS, OFFSETS, MORE = 0x0001, 0x0002, 0x0020
SHORT_LOCA = 0x1FFFE  # loca counts in pairs of bytes up to here
NEARLY = 0.01  # font units: a middle of two floats


class Simple(NamedTuple):
    """An encoded glyph of contours."""

    data: bytes
    box: Box
    points: int
    contours: int


class Composite(NamedTuple):
    """A glyph put together from other ones: (glyph of the new font, x, y)."""

    parts: list[tuple[int, int, int]]


def glyf_tables(outlines: Outlines, pictures: Sequence[Picture]) -> GlyphTables:
    """Return glyf, loca and maxp; glyph n draws picture n. Glyphs beyond are parts that no picture shows alone."""
    return tables_of(_glyphs(outlines, pictures))


def whole(outlines: Outlines, picture: Picture) -> Simple:
    """Return a picture as one glyph of contours, which needs no other: made once, it serves in every font."""
    return _simple([_shifted(each, x, y) for glyph, x, y in picture for each in outlines.contours(glyph)])


def _shifted(contour: Contour, x: int, y: int) -> Contour:
    return [tuple(number + (y if axis % 2 else x) for axis, number in enumerate(segment)) for segment in contour]


def tables_of(glyphs: Sequence[Simple | Composite]) -> GlyphTables:
    """Return glyphs as glyf, loca and maxp."""
    boxes = [_box(glyph, glyphs) for glyph in glyphs]
    encoded = [_encoded(glyph, box) for glyph, box in zip(glyphs, boxes, strict=True)]
    loca, long_loca = _loca(encoded)
    tables = {"glyf": b"".join(encoded), "loca": loca, "maxp": _maxp(glyphs)}
    return GlyphTables(tables, boxes, long_loca)


def _glyphs(outlines: Outlines, pictures: Sequence[Picture]) -> list[Simple | Composite]:
    glyphs: list[Simple | Composite] = [Composite([])] * len(pictures)
    place: dict[int, int] = {}  # where an old glyph's outline is in the new font
    for number, picture in enumerate(pictures):
        if len(picture) == 1 and picture[0][1:] == (0, 0):
            place.setdefault(picture[0][0], number)
    for glyph in sorted({part[0] for picture in pictures for part in picture} - set(place)):
        place[glyph] = len(glyphs)
        glyphs.append(Composite([]))
    for glyph, number in place.items():
        glyphs[number] = outlines.encoded(glyph, _simple)
    alone = set(place.values())
    for number, picture in enumerate(pictures):
        if number not in alone:
            parts = [(place[glyph], x, y) for glyph, x, y in picture]
            glyphs[number] = Composite([part for part in parts if glyphs[part[0]].data])  # type: ignore[union-attr]
    return glyphs


# --- one glyph ----------------------------------------------------------------------------------------------------


def _simple(contours: Iterable[Contour]) -> Simple:
    """Return contours as a simple glyph; it is empty when there is none."""
    rounded = [[(round(x), round(y), on) for x, y, on in _points(contour)] for contour in contours]
    points = [point for contour in rounded for point in contour]
    if not points:
        return Simple(b"", (0, 0, 0, 0), 0, 0)
    xs, ys, on = zip(*points, strict=True)
    box = (min(xs), min(ys), max(xs), max(ys))
    ends, end = [], -1
    for contour in rounded:
        end += len(contour)
        ends.append(end)
    head = struct.pack(f">h4h{len(ends)}HH", len(ends), *box, *ends, 0)
    return Simple(_even(head + _coordinates(xs, ys, on)), box, len(points), len(ends))


def _points(contour: Contour) -> list[Point]:
    """Return the points of a contour, without those in the middle of two control points: they go without saying."""
    points: list[Point] = []
    for segment in contour:
        if len(segment) == 4:
            points.append((segment[0], segment[1], False))
        points.append((segment[-2], segment[-1], True))
    if len(points) > 1 and points[-1] == points[0]:
        points.pop()
    around = zip([points[-1], *points], points, [*points[1:], points[0]], strict=False)
    return [point for before, point, after in around if not _implied(before, point, after)]


def _implied(before: Point, point: Point, after: Point) -> bool:
    return (
        point[2]
        and not (before[2] or after[2])
        and abs(before[0] + after[0] - 2 * point[0]) < NEARLY
        and abs(before[1] + after[1] - 2 * point[1]) < NEARLY
    )


def _coordinates(xs: Sequence[int], ys: Sequence[int], on: Sequence[bool]) -> bytes:
    """Return flags and coordinates: each point counts from the one before, small steps take one byte, none takes no."""
    flags, x_data, y_data = [], bytearray(), bytearray()
    last_x = last_y = 0
    for x, y, curve in zip(xs, ys, on, strict=True):
        x_flag = _step(x - last_x, x_data, X_SHORT, X_SAME)
        y_flag = _step(y - last_y, y_data, Y_SHORT, Y_SAME)
        flags.append(x_flag | y_flag | curve)
        last_x, last_y = x, y
    return _repeated(flags) + x_data + y_data


def _step(step: int, data: bytearray, short: int, same: int) -> int:
    """Append a step to its axis and return its flags; with `short`, `same` means that it is positive."""
    if step == 0:
        return same
    if -256 < step < 256:
        data.append(abs(step))
        return short | same if step > 0 else short
    data += struct.pack(">h", step)
    return 0


def _repeated(flags: list[int]) -> bytes:
    data = bytearray()
    index = 0
    while index < len(flags):
        flag, end = flags[index], index + 1
        while end < len(flags) and flags[end] == flag and end - index < 256:
            end += 1
        data += bytes([flag]) if end == index + 1 else bytes([flag | REPEAT, end - index - 1])
        index = end
    return bytes(data)


def _encoded(glyph: Simple | Composite, box: Box | None) -> bytes:
    if isinstance(glyph, Simple):
        return glyph.data
    if box is None:
        return b""
    data = struct.pack(">h4h", -1, *box)
    for number, (part, x, y) in enumerate(glyph.parts, 1):
        small = -128 <= x < 128 and -128 <= y < 128
        flags = OFFSETS | (0 if small else WORDS) | (MORE if number < len(glyph.parts) else 0)
        data += struct.pack(">HHbb" if small else ">HHhh", flags, part, x, y)
    return _even(data)


def _even(data: bytes) -> bytes:
    return data + b"\0" * (len(data) % 2)


# --- the tables ---------------------------------------------------------------------------------------------------


def _box(glyph: Simple | Composite, glyphs: Sequence[Simple | Composite]) -> Box | None:
    if isinstance(glyph, Simple):
        return glyph.box if glyph.data else None
    boxes = [_moved(glyphs[part], x, y) for part, x, y in glyph.parts]
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _moved(glyph: Simple | Composite, x: int, y: int) -> Box:
    left, bottom, right, top = glyph.box  # type: ignore[union-attr]
    return left + x, bottom + y, right + x, top + y


def _loca(encoded: Iterable[bytes]) -> tuple[bytes, bool]:
    places = [0]
    for data in encoded:
        places.append(places[-1] + len(data))
    if places[-1] <= SHORT_LOCA:
        return struct.pack(f">{len(places)}H", *(place // 2 for place in places)), False
    return struct.pack(f">{len(places)}L", *places), True


def _maxp(glyphs: Sequence[Simple | Composite]) -> bytes:
    simple = [glyph for glyph in glyphs if isinstance(glyph, Simple)]
    parts = [[glyphs[part] for part, _, _ in glyph.parts] for glyph in glyphs if isinstance(glyph, Composite)]
    return struct.pack(
        ">LH13H",
        0x00010000,
        len(glyphs),
        max((glyph.points for glyph in simple), default=0),
        max((glyph.contours for glyph in simple), default=0),
        _most(parts, "points"),
        _most(parts, "contours"),
        *(2, 0, 0, 0, 0, 0, 0),  # zones, and what only instructions need
        max(map(len, parts), default=0),
        int(any(parts)),
    )


def _most(composites: Iterable[Iterable[object]], name: str) -> int:
    return max((sum(getattr(part, name) for part in parts) for parts in composites), default=0)
