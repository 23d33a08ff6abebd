"""One PDF for one person: the plate's own bytes, and behind them an update with her values and their fonts.

The file keeps the plate's structure, so it keeps to PDF/UA-1 as the plate does, and what it says of itself is the
plate's: its title, its languages, no date.

Source: ISO 32000-1, 7.5.6 (updates) and 7.5.8 (cross-reference streams).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from docgen.forms.fonts import OBJECTS, stream
from docgen.forms.lines import Set
from docgen.forms.overprint import Fonts, operators
from docgen.forms.plate import Plate

FAST = 1  # of zlib: a tenth larger than its usual level, in half the time
SMALL = 400  # bytes that are not worth packing


def single(plate: Plate, values: Sequence[Set | None]) -> bytes:
    """Return the form of one person as a PDF; the values are in the order of the plate's places."""
    fonts = Fonts()
    objects = {}
    for place, number, value in zip(plate.places, plate.numbers.values, values, strict=True):
        if value is not None:
            data = operators(value, place, fonts).encode()
            objects[number] = stream(data, FAST if len(data) > SMALL else 0)
    free = plate.numbers.size
    names = plate.numbers.own_fonts
    for font in fonts.used.values():
        objects |= enumerate(font.objects(free, FAST), free)
        names += f"/{font.name} {free} 0 R"
        free += OBJECTS
    objects[plate.numbers.fonts] = f"<<{names}>>".encode()
    return plate.base + _update(plate, objects, free)


def _update(plate: Plate, objects: Mapping[int, bytes], free: int) -> bytes:
    """Return objects as what is appended to the base; `free` is the number that the new table of objects takes."""
    at = len(plate.base)
    parts, rows = [], []
    for number, data in sorted(objects.items()):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        rows.append((number, at))
        parts.append(part)
        at += len(part)
    rows.append((free, at))
    own = hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest()
    numbers = plate.numbers
    table = b"".join([b"\x01%s\x00" % place.to_bytes(4, "big") for _, place in rows])
    head = (
        f"/Type/XRef/Size {free + 1}/W[1 4 1]/Index[{' '.join(_index([number for number, _ in rows]))}]"
        f"/Root {numbers.root} 0 R/Info {numbers.info} 0 R/Prev {numbers.table}/ID[<{numbers.id}><{own}>]"
    )
    parts.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (free, stream(table, 0, head), at))
    return b"".join(parts)


def _index(numbers: list[int]) -> list[str]:
    """Return sorted numbers as runs: each with its first number and how many follow one another."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return [f"{first} {count}" for first, count in runs]
