"""The fonts of values in one PDF: what its letters are numbered, and the objects that a reader's program needs of them.

Each has the letters of this file and no others, so that nobody's file tells of anybody else.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

from docgen.errors import FontError
from docgen.forms.faces import Code, Letter, OpenFace
from docgen.typeset.unit_font import compose, font_file
from docgen.typeset.unit_glyf import tables_of
from docgen.typeset.units import LAST_CODE

OBJECTS = 5  # of a font


class ValueFont:
    """The letters of one face in one PDF. Codes are numbered in the order of use; code 0 shows nothing."""

    def __init__(self, face: OpenFace) -> None:
        self.face = face
        self.name = f"V{face.index}"
        self._codes: dict[Code, int] = {face.code((), "", 0): 0}
        self._shown: dict[Letter, str] = {}

    def show(self, letters: Sequence[Letter]) -> str:
        """Return the operator that shows letters, from left to right."""
        shown = self._shown
        for letter in letters:
            if letter not in shown:
                shown[letter] = "".join([f"{self._number(code):04x}" for code in letter.codes])
        if self.face.outlines.coarse:
            parts = [f"<{shown[letter]}>{letter.slip or ''}" for letter in letters]
            return f"[{''.join(parts)}]TJ".replace("><", "")
        return f"<{''.join([shown[letter] for letter in letters])}>Tj"

    def _number(self, code: Code) -> int:
        if code not in self._codes:
            if len(self._codes) > LAST_CODE:
                raise FontError(f"a file has more than {LAST_CODE} different letters of one face")
            self._codes[code] = len(self._codes)
        return self._codes[code]

    def objects(self, first: int, level: int) -> list[bytes]:
        """Return the OBJECTS of the font, numbered from `first`, which is the font itself; the rest are its parts."""
        face, data = self.face, self._file()
        cubic = face.outlines.cubic
        name = f"{_tag(data)}+{face.name}"
        kind, file = ("CIDFontType0", "FontFile3") if cubic else ("CIDFontType2/CIDToGIDMap/Identity", "FontFile2")
        told = "/Subtype/OpenType" if cubic else f"/Length1 {len(data)}"
        ascent, descent = face.extents
        widths = " ".join([f"{code.advance * 1000 / face.outlines.upem:.6g}" for code in self._codes])
        return [
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{first + 1} 0 R]"
            f"/ToUnicode {first + 4} 0 R>>".encode(),
            f"<</Type/Font/Subtype/{kind}/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/DW 0/W[0[{widths}]]/FontDescriptor {first + 2} 0 R>>".encode(),
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-1000 {descent} 2000 {ascent}]/ItalicAngle 0"
            f"/Ascent {ascent}/Descent {descent}/CapHeight 714/StemV 80/{file} {first + 3} 0 R>>".encode(),
            stream(data, level, told),
            stream(_to_unicode([code.text for code in self._codes]), level),
        ]

    def _file(self) -> bytes:
        advances = [code.advance for code in self._codes]
        glyphs = [code.glyph for code in self._codes if code.glyph is not None]
        if not glyphs:
            return compose(self.face.outlines, [code.picture for code in self._codes], advances)
        return font_file(self.face.outlines, tables_of(glyphs), advances)


def stream(data: bytes, level: int, entries: str = "") -> bytes:
    """Return a stream object, packed unless `level` is 0."""
    if level:
        data = zlib.compress(data, level)
        entries += "/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def _tag(data: bytes) -> str:
    """Return the six letters before a subset's name: of its own bytes, so that two subsets have two names."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.md5(data, usedforsecurity=False).digest()[:6])


_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _to_unicode(texts: Sequence[str]) -> bytes:
    """Return what each code but 0 stands for, as a PDF has it."""
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in enumerate(texts) if code]
    parts = [
        f"{len(some)} beginbfchar\n{''.join(some)}endbfchar\n"
        for some in (lines[first : first + 100] for first in range(0, len(lines), 100))
    ]
    return f"{_HEAD}{''.join(parts)}{_FOOT}".encode()
