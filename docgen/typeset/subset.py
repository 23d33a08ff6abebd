"""A face cut down to what some texts need, small enough to travel inside one HTML file.

A browser shapes the text anew, perhaps with another HarfBuzz than ours: so a subset keeps every glyph that its
characters can become, not only those that our own shaping came upon.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from docgen.typeset.faces import Face
from docgen.typeset.outlines import LARGE
from docgen.typeset.shaping import buffer_of, script_runs

# Features of vertical lines, which no layout of ours has; in Chinese faces they bring a second set of glyphs.
_VERTICAL = (b"vert", b"vrt2", b"vkrn", b"vpal", b"vhal", b"valt", b"vchw")
# What a browser draws where it breaks a line inside a syllable; without it the mark comes from the phone's own face.
_DOTTED_CIRCLE = "\u25cc"
# Besides the family's and the style's names, a copy keeps its copyright, its licence and where to read it.
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)


def subset_face(face: Face, texts: Iterable[str], *, flavor: Literal["woff2"] | None) -> bytes:
    """Return a font that draws these texts just as the whole face does.

    Without `flavor` it is TrueType or OpenType as the face is. Same face, same characters, same bytes.
    """
    needed = needed_characters(face, texts)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, needed))
    wanted.name_id_set.update(_NAMES)
    wanted.layout_feature_tag_set.difference_update(hb.Set(int.from_bytes(tag, "big") for tag in _VERTICAL))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    data = bytes(hb.subset(face.harfbuzz, wanted).blob.data)
    return _as_woff2(data) if flavor else data


@lru_cache(maxsize=16)
def typed_face(path: Path, digest: str, face: hb.Face) -> bytes:
    """Return a font, as WOFF2, that draws whatever somebody types: the whole face.

    Faces of Han characters are too large for a page: of them it holds those that Big5 has.
    """
    if not _han(face):
        return _as_woff2(path.read_bytes())
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(typed_characters(face))
    wanted.name_id_set.update(_NAMES)
    wanted.layout_feature_tag_set.difference_update(hb.Set(int.from_bytes(tag, "big") for tag in _VERTICAL))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return _as_woff2(bytes(hb.subset(face, wanted).blob.data))


def typed_characters(face: hb.Face) -> frozenset[int]:
    """Return the characters that `typed_face` draws."""
    every = frozenset(face.unicodes)
    return every.intersection(code for code in every if _in_big5(chr(code))) if _han(face) else every


def _han(face: hb.Face) -> bool:
    return bool(face.glyph_count > LARGE)


def _in_big5(character: str) -> bool:
    return character < "\u2e80" or bool(character.encode("big5", "ignore"))


def needed_characters(face: Face, texts: Iterable[str]) -> frozenset[str]:
    """Return the characters that a shaper looks up in a face to draw these texts: more than they contain.

    Thai ำ is drawn with U+0E4D, Khmer ោ with េ; who types a letter and its mark gets them as one. Where the face lacks
    a letter and its mark as one, it is drawn with both.
    """
    distinct = sorted(set(texts))
    typed = frozenset("".join(distinct))
    forms = typed.union(*(unicodedata.normalize("NFD", character) for character in typed))
    return frozenset(c for c in {_DOTTED_CIRCLE} | forms | _looked_up(face, distinct) if face.covers(c))


def _looked_up(face: Face, texts: list[str]) -> set[str]:
    """Return every character that HarfBuzz asks the face for while it shapes."""
    asked: set[str] = set()
    plain = hb.Font(face.harfbuzz)

    def nominal(font: hb.Font, codepoint: int, data: object) -> int:
        asked.add(chr(codepoint))
        return plain.get_nominal_glyph(codepoint) or 0

    listening = hb.Font(face.harfbuzz)
    listening.funcs = hb.FontFuncs()
    listening.funcs.set_nominal_glyph_func(nominal)
    for text in texts:
        for run in script_runs(text):
            hb.shape(listening, buffer_of(text, run))
    return asked


def _as_woff2(data: bytes) -> bytes:
    with TTFont(BytesIO(data), recalcTimestamp=False) as font, BytesIO() as packed:
        font.flavor = "woff2"
        font.save(packed)
        return packed.getvalue()
