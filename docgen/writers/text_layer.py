"""A PDF whose text is the text: WeasyPrint draws one code for each unit, and the code stands for exactly its letters.

WeasyPrint writes one code for each glyph and keeps one text for each code, so copying, searching and reading aloud go
wrong wherever a script joins, stacks or reorders letters. What a glyph stands for is known only while a line is drawn,
so that is replaced, not the finished file.

The hooks are WeasyPrint's own internals and were proved with one version. With another one it draws as it always does,
and the artefact says that its text layer is not proved.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import md5
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import weasyprint
from weasyprint.draw import text as drawing
from weasyprint.logger import LOGGER
from weasyprint.pdf.fonts import Font
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, harfbuzz, pango
from weasyprint.text.fonts import get_pango_font_key

from docgen.errors import RenderError
from docgen.typeset.outlines import outlines_of
from docgen.typeset.unit_font import compose
from docgen.typeset.units import SPACE, Cluster, Codes, Setting, Unit, units, with_space
from docgen.writers.artefact import NOT_PROVED

PROVED = "70.0"

ffi.cdef("const float * hb_font_get_var_coords_design (hb_font_t *font, unsigned int *length);")  # HarfBuzz 3.3

_GLYPH = struct.Struct("=I3i")  # PangoGlyphInfo: glyph, width, x_offset, y_offset; then flags
_GLYPH_SIZE = ffi.sizeof("PangoGlyphInfo")
TELLS_SIZES = 14802  # the version of Pango: https://gitlab.gnome.org/GNOME/pango/-/issues/530


@contextmanager
def exact_text() -> Iterator[list[str]]:
    """Make the text of all PDFs exact that are laid out and written meanwhile; yield notes on what could not be.

    The option `full_fonts` cannot be used: a unit font has what the document shows and nothing else.
    """
    notes: list[str] = []
    if weasyprint.__version__ != PROVED:
        notes.append(f"{NOT_PROVED}: it was with WeasyPrint {PROVED}, and this is {weasyprint.__version__}")
        yield notes
        return
    draw, metrics = drawing.draw_first_line, line_break.first_line_metrics
    drawing.draw_first_line = _Drawing(draw, notes)
    line_break.first_line_metrics = _keeping_lost_spaces(metrics)
    try:
        yield notes
    finally:
        drawing.draw_first_line, line_break.first_line_metrics = draw, metrics


def _keeping_lost_spaces(original: Any) -> Any:
    """Return WeasyPrint's function that ends a line, which then remembers whether the end was a space."""

    def first_line_metrics(
        first_line: Any,
        text: str,
        layout: Any,
        resume_at: int | None,
        space_collapse: bool,
        style: Any,
        hyphenated: bool = False,
        hyphenation_character: str | None = None,
    ) -> Any:
        broken = resume_at and space_collapse and not hyphenated
        lost = broken and text.encode()[: first_line.length].endswith(b" ")
        result = original(first_line, text, layout, resume_at, space_collapse, style, hyphenated, hyphenation_character)
        result[0].lost_space = bool(lost)
        return result

    return first_line_metrics


class UnitFont(Font):  # type: ignore[misc]
    """A font of a PDF whose codes are units."""

    def __init__(self, pango_font: Any, description: Any, font_size: float, key: int) -> None:
        super().__init__(pango_font, description, font_size)
        # WeasyPrint keeps one font for each hash, and may draw with the whole face beside this one.
        digest = md5(f"{self.hash} {key} units".encode(), usedforsecurity=False).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        self.name: bytes = self.name.replace(self.hash.encode(), tag.encode(), 1)
        self.hash: str = tag
        self.key = key
        self.outlines = outlines_of(self.file_content, self.index, _coordinates(self.hb_font))
        self.upem: int = self.outlines.upem
        self.codes = Codes(self.upem)
        self.to_unicode = self.codes.texts

    @property
    def drawable(self) -> bool:
        """Whether the face has nothing but outlines of one colour."""
        return not (self.bitmap or self.png or self.svg or self.colr)

    def clean(self, to_unicode: dict[int, str], hinting: bool) -> None:
        """Replace the face by a font of its own codes."""
        if not to_unicode:
            raise RenderError("a PDF with exact text cannot embed whole faces (full_fonts)")
        self.file_content: bytes = compose(self.outlines, self.codes.pictures, self.codes.advances)
        advances = enumerate(self.codes.advances)
        self.widths = {code: _width(advance, self.upem) for code, advance in advances if code in self.codes.texts}


def _coordinates(hb_font: Any) -> tuple[float, ...]:
    """Return where on its axes a variable face stands, as Pango has set it; () for any other."""
    length = ffi.new("unsigned int *")
    coordinates = harfbuzz.hb_font_get_var_coords_design(hb_font, length)
    return tuple(ffi.unpack(coordinates, length[0])) if length[0] else ()


def _width(advance: int, upem: int) -> float:
    width = round(advance * 1000 / upem, 3)
    return int(width) if width.is_integer() else width


class _Space(NamedTuple):
    """White space between two inline elements, which waits for what follows it.

    pdfium passes over white space that is shown alone, and takes a gap for a space only beside narrow letters.
    """

    stream: Any
    clusters: list[Cluster]
    matrix: Any


def _after(space: _Space, clusters: list[Cluster], matrix: Any) -> list[Cluster]:
    """Return what follows white space in its line, with the space before it; nothing if something else follows.

    Places are from the start of the space, whose matrix is to be used.
    """
    setting = clusters[0].setting
    (a, b, *turned, x, y), (*other, next_x, next_y) = space.matrix.values, matrix.values
    if setting.rtl or b or [a, b, *turned] != other or y != next_y:
        return []
    shift = (next_x - x) * TO_UNITS / a
    if abs(shift - sum(cluster.width for cluster in space.clusters)) > setting.size * SPACE:
        return []
    spaces = [Cluster(setting, -2, -1, each.text, (), each.x, each.width) for each in space.clusters]
    return spaces + [cluster._replace(x=cluster.x + shift) for cluster in clusters]


class _Drawing:
    """Stands in for weasyprint.draw.text.draw_first_line; `stock` is that function."""

    def __init__(self, stock: Any, notes: list[str]) -> None:
        self.stock, self.notes = stock, notes
        self.refused: set[int] = set()
        self.space: _Space | None = None

    def __call__(self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        reason = "a line is cut with an ellipsis" if text_overflow == "ellipsis" or block_ellipsis != "none" else ""
        clusters = [] if reason or not _has_text(textbox) else self._clusters(stream, textbox)
        if clusters is None:
            reason = "a face has glyphs in colours or of dots"
        space, self.space = self.space, None
        if space and space.stream is stream:
            joined = _after(space, clusters, matrix) if clusters else []
            if joined:
                clusters, matrix = joined, space.matrix
            else:
                _show(stream, units(space.clusters), space.matrix)
        if reason or clusters is None:
            self.notes.append(f"{NOT_PROVED}: {reason}")
            return self.stock(stream, textbox, text_overflow, block_ellipsis, matrix)
        if clusters and getattr(textbox.pango_layout, "lost_space", False):
            clusters = with_space(clusters)
        if clusters and all(cluster.text.isspace() for cluster in clusters):
            self.space = _Space(stream, clusters, matrix)
        else:
            _show(stream, units(clusters), matrix)
        return []  # nothing is left for WeasyPrint to draw as a picture

    def _clusters(self, stream: Any, textbox: Any) -> list[Cluster] | None:
        """Return the clusters of a line from left to right, in Pango's units; None where they are not to be drawn."""
        layout = textbox.pango_layout
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        first_line, _ = layout.get_first_line()
        utf8 = layout.text.encode()
        clusters: list[Cluster] = []
        x = 0.0
        run = first_line.runs[0]
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            font, size = self._font(stream, item.analysis.font)
            if font is None:
                return None
            if pango.pango_version() < TELLS_SIZES:
                size = textbox.style["font_size"]
            setting = Setting(font, size * TO_UNITS, font.upem, bool(item.analysis.level % 2))
            clusters += _run_clusters(utf8, item, glyphs, setting, x)
            if clusters:
                x = clusters[-1].x + clusters[-1].width
            run = run.next
        return clusters

    def _font(self, stream: Any, pango_font: Any) -> tuple[UnitFont | None, float]:
        key, description, size = get_pango_font_key(pango_font)
        if key in self.refused:
            return None, size
        font = stream._fonts.get(("units", key))
        if font is None:
            font = UnitFont(pango_font, description, size, key)
            if not font.drawable:
                self.refused.add(key)
                return None, size
        return font, size


def _has_text(textbox: Any) -> bool:
    # WeasyPrint draws no white space alone, but the space between two inline elements is text.
    return textbox.style["font_size"] > 1e-6 and bool(textbox.text.strip("\t\n\u200b"))


def _run_clusters(utf8: bytes, item: Any, glyphs: Any, setting: Setting, x: float) -> Iterator[Cluster]:
    """Yield the clusters of one of Pango's runs, which begins at x."""
    count = glyphs.num_glyphs
    buffer = ffi.buffer(glyphs.glyphs, count * _GLYPH_SIZE)
    infos = [_GLYPH.unpack_from(buffer, n * _GLYPH_SIZE) for n in range(count)]
    starts = ffi.unpack(glyphs.log_clusters, count)
    ends = dict(pairwise([*sorted(set(starts)), item.length]))
    for start, group in groupby(zip(starts, infos, strict=True), key=lambda pair: pair[0]):
        first, last = item.offset + start, item.offset + ends[start]
        text, ink, width = utf8[first:last].decode(), [], 0
        for _, (glyph, advance, x_offset, y_offset) in group:
            if glyph != pango.PANGO_GLYPH_EMPTY:
                ink.append((_known(glyph), width + x_offset, -y_offset))
            width += advance
        yield Cluster(setting, first, last, text, tuple(ink), x, width)
        x += width


def _known(glyph: int) -> int:
    """Return a glyph of the face; .notdef for a character that no face has."""
    if not glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        return glyph
    character = glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG
    LOGGER.warning("no face has a glyph for “%s” (U+%04X)", chr(character), character)
    return 0


def _show(stream: Any, line: Iterable[Unit], matrix: Any) -> None:
    """Write a line's units into a page's content."""
    pen = 0.0  # where the reader's program stands
    placed = False
    for (face, size, upem, _), group in groupby(line, key=lambda unit: unit.setting):
        if not placed:
            stream.set_text_matrix(*matrix.values)
            placed = True
        font = stream._fonts.setdefault(("units", face.key), face)  # not before: what shows nothing is not embedded
        stream.set_font_size(font.hash, size / TO_UNITS)
        parts, codes = [], ""
        for unit in group:
            kern = round((pen - unit.x) * 1000 / size)
            if kern:
                parts.append(f"<{codes}>{kern}" if codes else str(kern))
                pen, codes = pen - kern * size / 1000, ""
            code = font.codes.number(unit.picture, unit.text, unit.advance)
            codes += f"{code:04x}"
            pen += font.codes.advances[code] * size / upem
        stream.show_text("".join(parts) + f"<{codes}>")
