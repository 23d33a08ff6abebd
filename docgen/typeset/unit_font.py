"""A font file for a PDF whose glyphs are units: glyph n is the picture that code n shows.

It has the tables that a PDF asks of an embedded font and no others, no dates, and the same bytes for the same units.
Nothing of the file is copied but the outlines, so it makes no difference which kind of font they come from.

Source: OpenType 1.9.1; ISO 32000-1, 9.9 (which tables).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from math import log2

from docgen.typeset.outlines import GlyphTables, Outlines
from docgen.typeset.unit_cff import cff_tables
from docgen.typeset.unit_glyf import glyf_tables
from docgen.typeset.units import Picture

MAGIC = 0xB1B0AFBA  # less the sum of the file: OpenType 1.9.1, head, checksumAdjustment
BASELINE_AND_LEFT_EDGE_AT_ZERO = 3  # head.flags
NO_CHARACTERS = b"\0\0\0\0"  # a cmap without subtables: the PDF says what is what


def compose(outlines: Outlines, pictures: Sequence[Picture], advances: Sequence[int]) -> bytes:
    """Return a font whose glyph n draws `pictures[n]` and is `advances[n]` wide; glyph 0 is .notdef."""
    made = cff_tables(outlines, pictures, advances) if outlines.cubic else glyf_tables(outlines, pictures)
    return font_file(outlines, made, advances)


def font_file(outlines: Outlines, made: GlyphTables, advances: Sequence[int]) -> bytes:
    """Return the tables of glyphs as a font file."""
    tables = {**made.tables, "head": _head(made, outlines.upem), **_metrics(outlines, made, advances)}
    if outlines.cubic:
        tables["cmap"] = NO_CHARACTERS
    return _file(b"OTTO" if outlines.cubic else b"\0\1\0\0", tables)


def _head(made: GlyphTables, upem: int) -> bytes:
    ink = [box for box in made.boxes if box] or [(0, 0, 0, 0)]
    left, bottom, right, top = zip(*ink, strict=True)
    box = (min(left), min(bottom), max(right), max(top))
    return struct.pack(
        ">LLLLHHqq4hHHhhh",
        *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, BASELINE_AND_LEFT_EDGE_AT_ZERO, upem),
        *(0, 0),  # created, modified: never
        *(*box, 0, 0, 2, int(made.long_loca), 0),
    )


def _metrics(outlines: Outlines, made: GlyphTables, advances: Sequence[int]) -> dict[str, bytes]:
    """Return hhea and hmtx. Left side bearings are the outlines' left edges: else some renderers move the glyph."""
    bearings = [box[0] if box else 0 for box in made.boxes]
    pairs = [number for pair in zip(advances, bearings, strict=False) for number in pair]
    parts = bearings[len(advances) :]  # glyphs that no code shows, with the last advance
    hmtx = struct.pack(">" + "Hh" * len(advances) + f"{len(parts)}h", *pairs, *parts)
    widths = [(advance, box) for advance, box in zip(advances, made.boxes, strict=False) if box]
    extents = outlines.font.get_font_extents("ltr")
    hhea = struct.pack(
        ">L3hH3h8hH",
        *(0x00010000, extents.ascender, extents.descender, extents.line_gap, max(advances)),
        min((box[0] for _, box in widths), default=0),
        min((advance - box[2] for advance, box in widths), default=0),
        max((box[2] for _, box in widths), default=0),
        *(1, 0, 0, 0, 0, 0, 0, 0),
        len(advances),
    )
    return {"hhea": hhea, "hmtx": hmtx}


# --- the file -----------------------------------------------------------------------------------------------------


def _file(kind: bytes, tables: Mapping[str, bytes]) -> bytes:
    """Return tables as a font file, in the order of their tags."""
    sums = {tag: _sum(table) for tag, table in tables.items()}
    directory = _directory(kind, tables, sums)
    data = directory + b"".join(_padded(tables[tag]) for tag in sorted(tables))
    adjustment = struct.pack(">L", MAGIC - _sum(directory) - sum(sums.values()) & 0xFFFFFFFF)
    at = data.index(tables["head"]) + 8
    return data[:at] + adjustment + data[at + 4 :]


def _directory(kind: bytes, tables: Mapping[str, bytes], sums: Mapping[str, int]) -> bytes:
    power = int(log2(len(tables)))
    data = kind + struct.pack(">4H", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    place = len(data) + 16 * len(tables)
    for tag in sorted(tables):
        data += tag.encode() + struct.pack(">LLL", sums[tag], place, len(tables[tag]))
        place += len(_padded(tables[tag]))
    return data


def _sum(data: bytes) -> int:
    padded = _padded(data)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)
