"""A reader of QR codes, written from the standard and not from the program that makes them.

Source: ISO/IEC 18004:2015. Versions 1 and 2 only, whose codewords stand in one block: what a telephone number needs.
Nothing is mended: a code that has left the computer undamaged needs none of its spare bits.
"""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

import lxml.etree
from PIL import Image

Modules = list[list[bool]]
QUIET = 4
_FORMAT_MASK = 0b101010000010010  # 7.9.1
_MASKS = (  # table 10, of row and column
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
_BYTES = 0b0100


def of_svg(address: str) -> str:
    """Return what the code of a data: address with an SVG says."""
    drawing = lxml.etree.fromstring(unquote(address.partition(",")[2]).encode())
    size = int(drawing.get("width", "0")) - 2 * QUIET
    dark: Modules = [[False] * size for _ in range(size)]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawing[0].get("d", "")):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for column in range(int(x), int(x + values[0])):
                dark[int(y) - QUIET][column - QUIET] = True
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return read(dark)


def of_png(data: bytes, scale: int) -> str:
    """Return what the code of a picture says, whose modules are `scale` pixels wide."""
    picture = Image.open(io.BytesIO(data)).convert("L")
    size = picture.width // scale - 2 * QUIET
    middle = [(n + QUIET) * scale + scale // 2 for n in range(size)]
    return read([[int(picture.getpixel((x, y))) < 128 for x in middle] for y in middle])  # type: ignore[arg-type]


def read(dark: Modules) -> str:
    """Return the text of a code."""
    bits = _bits(dark)
    mode, count = _number(bits[:4]), _number(bits[4:12])
    assert mode == _BYTES, f"mode {mode}"
    return bytes(_number(bits[12 + 8 * n : 20 + 8 * n]) for n in range(count)).decode("ascii")


def _number(bits: list[bool]) -> int:
    return int("".join("01"[bit] for bit in bits), 2)


def _bits(dark: Modules) -> list[bool]:
    """Return the bits of the codewords: two columns at a time from the right, upwards and downwards in turn (7.7.3)."""
    size = len(dark)
    assert size in (21, 25), f"{size} modules"
    masked = _MASKS[_number(_format(dark)) >> 10 & 0b111]
    columns = [column for column in range(size - 1, 0, -2) if column > 6] + [5, 3, 1]
    found = []
    for turn, right in enumerate(columns):
        for row in range(size) if turn % 2 else reversed(range(size)):
            pair = [column for column in (right, right - 1) if not _is_pattern(row, column, size)]
            found += [dark[row][column] != masked(row, column) for column in pair]
    return found


def _format(dark: Modules) -> list[bool]:
    """Return the 15 bits that tell the level and the mask, from beside the upper left finder pattern (7.9.1)."""
    places = [(8, n) for n in (0, 1, 2, 3, 4, 5, 7, 8)] + [(n, 8) for n in (7, 5, 4, 3, 2, 1, 0)]
    return [dark[row][column] != bool(_FORMAT_MASK >> (14 - n) & 1) for n, (row, column) in enumerate(places)]


def _is_pattern(row: int, column: int, size: int) -> bool:
    """Whether a module belongs to a finder, timing or alignment pattern, or to the format."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    aligned = size > 21 and abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or aligned or row == 6 or column == 6
