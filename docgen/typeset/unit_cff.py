"""The tables of an OpenType font with cubic curves whose glyphs are units: a unit of several glyphs is one outline.

Source: Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings).
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

from docgen.typeset.outlines import Box, Contour, GlyphTables, Outlines
from docgen.typeset.units import Picture

ENDCHAR, RMOVETO = b"\x0e", b"\x15"
RLINETO, RRCURVETO, HLINETO, VLINETO = b"\x05", b"\x08", b"\x06", b"\x07"
STACK = 48  # arguments of one operator
IMPLIED = 0.01  # units: how far an end that goes without saying may be from the middle of two controls
NEARLY = 0.4  # units: how far a cubic curve may lie from quadratic ones that it stands for
FONT_BBOX, CHARSET, CHAR_STRINGS, PRIVATE, DEFAULT_WIDTH = b"\x05", b"\x0f", b"\x11", b"\x12", b"\x14"
FONT_MATRIX, ROS, CID_COUNT, FD_ARRAY, FD_SELECT = b"\x0c\x07", b"\x0c\x1e", b"\x0c\x22", b"\x0c\x24", b"\x0c\x25"
ADOBE, IDENTITY = 391, 392  # our two strings come after the 391 that every reader knows
HEADER = bytes([1, 0, 4, 4])


class Strokes(NamedTuple):
    """A glyph's contours as operators, all relative to its first point, so that they serve wherever it stands."""

    start: tuple[int, int]
    data: bytes
    end: tuple[int, int]
    box: Box


Part = tuple[Strokes, int, int]  # and where it stands


def cff_tables(outlines: Outlines, pictures: Sequence[Picture], advances: Sequence[int]) -> GlyphTables:
    """Return CFF and maxp; glyph n draws picture n."""
    charstrings: list[bytes] = []
    boxes: list[Box | None] = []
    usual = Counter(advances).most_common(1)[0][0]
    for picture, advance in zip(pictures, advances, strict=True):
        drawn = [(outlines.encoded(glyph, _strokes), x, y) for glyph, x, y in picture]
        parts = [(strokes, x, y) for strokes, x, y in drawn if strokes]
        charstrings.append(_charstring(parts, None if advance == usual else advance))
        boxes.append(_box(parts))
    maxp = struct.pack(">LH", 0x00005000, len(pictures))
    return GlyphTables({"CFF ": _cff(charstrings, boxes, outlines.upem, usual), "maxp": maxp}, boxes)


# --- one glyph ----------------------------------------------------------------------------------------------------


def _strokes(contours: Sequence[Contour]) -> Strokes | None:
    """Return contours as operators, None when there is none."""
    data = bytearray()
    points: list[tuple[int, int]] = []
    for contour in contours:
        (x, y), *segments = _cubic(contour)
        if points:
            data += _numbers(x - points[-1][0], y - points[-1][1]) + RMOVETO
        points.append((x, y))
        if segments and segments[-1] == (x, y):
            segments.pop()  # a contour closes by itself
        steps = []
        for segment in segments:
            step = []
            for corner in zip(segment[::2], segment[1::2], strict=True):
                step += [corner[0] - x, corner[1] - y]
                x, y = corner
                points.append(corner)
            if any(step):
                steps.append(step)
        data += _operators(steps)
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return Strokes(points[0], bytes(data), points[-1], (min(xs), min(ys), max(xs), max(ys)))


def _cubic(contour: Contour) -> list[tuple[int, ...]]:
    """Return a contour of lines and cubic curves in whole units."""
    cubic: list[tuple[int, ...]] = []
    pen = complex(*contour[0])
    curve: list[complex] = []  # quadratic curves that may be one cubic: each end but the last goes without saying
    for segment in contour:
        if len(segment) == 4:
            control, end = complex(*segment[:2]), complex(*segment[2:])
            if curve and abs(curve[-2] + control - 2 * curve[-1]) > IMPLIED:
                cubic += _joined(curve)
                curve = curve[-1:]
            curve = [*(curve or [pen]), control, end]
        else:
            cubic += _joined(curve)
            curve = []
            cubic.append(tuple(map(round, segment)))
        pen = complex(*segment[-2:])
    return [*cubic, *_joined(curve)]


def _joined(curve: Sequence[complex]) -> Iterator[tuple[int, ...]]:
    """Yield the cubic curve that a converter cut into quadratic ones, in equal steps of its parameter; or those."""
    if not curve:
        return
    count = len(curve) // 2
    first, last = ((curve[1] - curve[0]) * count, (curve[-2] - curve[-1]) * count)
    whole = (curve[0], curve[0] + first * 2 / 3, curve[-1] + last * 2 / 3, curve[-1])
    if all(abs(_at(whole, n / count) - curve[2 * n]) < NEARLY for n in range(1, count)):
        yield _rounded(whole)
    else:
        for start, control, end in zip(curve[:-2:2], curve[1::2], curve[2::2], strict=True):
            yield _rounded((start, (start + 2 * control) / 3, (end + 2 * control) / 3, end))


def _at(curve: tuple[complex, complex, complex, complex], t: float) -> complex:
    """Return a point of a cubic curve."""
    u = 1 - t
    return u**3 * curve[0] + 3 * u * t * (u * curve[1] + t * curve[2]) + t**3 * curve[3]


def _rounded(curve: tuple[complex, complex, complex, complex]) -> tuple[int, ...]:
    return tuple(round(number) for point in curve[1:] for number in (point.real, point.imag))


def _operators(steps: Iterable[list[int]]) -> bytes:
    """Return segments as operators; each takes as many segments of its kind as follow each other."""
    data, queue = b"", list(steps)
    while queue:
        operator, count, numbers = _next(queue)
        data += _numbers(*numbers) + operator
        del queue[:count]
    return data


def _next(steps: Sequence[list[int]]) -> tuple[bytes, int, list[int]]:
    """Return the operator that draws the first of the segments, how many it draws, and its arguments."""
    axes = [_axis(step) for step in steps[:STACK]]
    if axes[0] is not None:  # the operators of upright and level lines take them in turn
        count = next((n for n, axis in enumerate(axes) if axis != (axes[0] + n) % 2), len(axes))
        return (HLINETO, VLINETO)[axes[0]], count, [sum(step) for step in steps[:count]]
    size = len(steps[0])
    alike = (n for n, axis in enumerate(axes) if axis is not None or len(steps[n]) != size)
    count = min(next(alike, len(axes)), STACK // size)
    return RLINETO if size == 2 else RRCURVETO, count, list(chain(*steps[:count]))


def _axis(step: list[int]) -> int | None:
    """Return 0 for a level line, 1 for an upright one, None for anything else."""
    return None if len(step) != 2 or all(step) else int(step[0] == 0)


def _charstring(parts: Iterable[Part], advance: int | None) -> bytes:
    """Return a unit's outline: its advance if it is not the usual one, then each glyph from where the pen was left."""
    data = b"" if advance is None else _numbers(advance)
    pen_x = pen_y = 0
    for strokes, x, y in parts:
        data += _numbers(strokes.start[0] + x - pen_x, strokes.start[1] + y - pen_y) + RMOVETO + strokes.data
        pen_x, pen_y = strokes.end[0] + x, strokes.end[1] + y
    return data + ENDCHAR


def _box(parts: Sequence[Part]) -> Box | None:
    if not parts:
        return None
    boxes = [(s.box[0] + x, s.box[1] + y, s.box[2] + x, s.box[3] + y) for s, x, y in parts]
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


# --- the table ----------------------------------------------------------------------------------------------------


def _cff(charstrings: Sequence[bytes], boxes: Iterable[Box | None], upem: int, usual: int) -> bytes:
    """Return a CID-keyed CFF table, whose CIDs are its glyphs' numbers: what /Identity means in a PDF."""
    count = len(charstrings)
    charset = struct.pack(">BHH", 2, 1, count - 2) if count > 1 else b"\0"
    select = struct.pack(">BHHBH", 3, 1, 0, 0, count)
    outlines, private = _index(charstrings), _numbers(usual) + DEFAULT_WIDTH
    fixed = _numbers(ADOBE, IDENTITY, 0) + ROS + _matrix(upem) + _numbers(*_bounds(boxes)) + FONT_BBOX
    fixed += _numbers(count) + CID_COUNT

    def head(array_at: int, charset_at: int, select_at: int, outlines_at: int) -> bytes:
        top = _long(charset_at) + CHARSET + _long(select_at) + FD_SELECT
        top += _long(outlines_at) + CHAR_STRINGS + _long(array_at) + FD_ARRAY
        return HEADER + _index([b"Units"]) + _index([fixed + top]) + _index([b"Adobe", b"Identity"]) + _index([])

    # Places are always written in five bytes, so the head has its length before they are known.
    private_at = len(head(0, 0, 0, 0))
    array = _index([_numbers(len(private)) + _long(private_at) + PRIVATE])
    parts = (array, charset, select, outlines)
    places = list(accumulate(map(len, parts[:-1]), initial=private_at + len(private)))
    return head(*places) + private + b"".join(parts)


def _bounds(boxes: Iterable[Box | None]) -> Box:
    ink = [box for box in boxes if box] or [(0, 0, 0, 0)]
    left, bottom, right, top = zip(*ink, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _matrix(upem: int) -> bytes:
    """Return FontMatrix where it is not the usual one, of 1000 units per em."""
    scale, zero = _real(1 / upem), _numbers(0)
    return b"" if upem == 1000 else scale + zero + zero + scale + zero + zero + FONT_MATRIX


def _index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\0\0"
    places = list(accumulate(map(len, items), initial=1))
    size = (places[-1].bit_length() + 7) // 8
    return struct.pack(">HB", len(items), size) + b"".join(p.to_bytes(size, "big") for p in places) + b"".join(items)


# --- numbers ------------------------------------------------------------------------------------------------------


def _numbers(*numbers: int) -> bytes:
    """Return integers as charstrings and dictionaries write them."""
    return b"".join([_number(number) for number in numbers])


@cache
def _number(number: int) -> bytes:
    if -107 <= number <= 107:
        return bytes([number + 139])
    if 108 <= number <= 1131:
        return bytes([(number - 108 >> 8) + 247, number - 108 & 255])
    if -1131 <= number <= -108:
        return bytes([(-number - 108 >> 8) + 251, -number - 108 & 255])
    return struct.pack(">Bh", 28, number)


def _long(number: int) -> bytes:
    """Return an integer as dictionaries write large ones, always of the same length."""
    return struct.pack(">Bl", 29, number)


def _real(number: float) -> bytes:
    nibbles = f"{number:.10f}".rstrip("0").replace(".", "a") + "f"
    return b"\x1e" + bytes.fromhex(nibbles + "f" * (len(nibbles) % 2))
