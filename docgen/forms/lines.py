"""A value becomes lines that fit its place: broken where its script may be, its type made smaller down to a floor.

A value that does not fit even then is an error, never a clipped name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from docgen.forms.bidi import base_level, has_rtl
from docgen.forms.faults import TooLong
from docgen.forms.geometry import Place
from docgen.forms.setting import Line, Setter
from docgen.languages import Language

FLOOR = 0.62  # of the type's size: 11 pt become 7 pt, the smallest that a poor copy still shows
STEP = 0.02
ROOM = 0.01  # px that a line may stick out: rounding

# Letters of scripts without spaces. UAX #14 leaves them to a dictionary, and ICU has one; ours are the breaks that
# insert_breaks marks. So ICU is shown a Latin letter for each letter, an accent for each mark (LB1).
_DICTIONARY = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")


class Set(NamedTuple):
    """Lines of type with the scale of their size; `spaced` says for each line whether it ends at a space.

    They begin at the right end of their place (`rtl`) where their first letter is one that is read from there.
    """

    lines: tuple[Line, ...]
    spaced: tuple[bool, ...]
    scale: float
    rtl: bool = False


def fit(text: str, place: Place, setter: Setter, language: Language, floor: float = FLOOR) -> Set:
    """Return a value as lines that fit a place; its type is made smaller down to `floor`.

    Raises:
        TooLong: it does not fit.
        Unfit: no face has one of its characters.
    """
    rtl = (has_rtl(text) or place.rtl) and base_level(text, int(place.rtl)) == 1
    if "\n" in text:
        return _broken(text, place, setter, language, floor)._replace(rtl=rtl)
    line = setter.line(text)
    full = line.width * place.size
    if full <= place.width + ROOM:
        return Set((line,), (False,), 1, rtl)
    if place.lines == 1:
        scale = int(100 * place.width / full) / 100
        if scale < floor:
            raise TooLong
        return Set((line,), (False,), scale, rtl)
    return _broken(text, place, setter, language, floor)._replace(rtl=rtl)


def _broken(text: str, place: Place, setter: Setter, language: Language, floor: float) -> Set:
    paragraphs = [_Paragraph(part, setter, language) for part in text.split("\n")]
    scale = 1.0
    while scale >= floor:
        found = _lines(paragraphs, place.width / (place.size * scale), place.lines)
        if found is not None:
            return Set(tuple(line for line, _ in found), tuple(spaced for _, spaced in found), scale)
        scale = round(scale - STEP, 2)
    raise TooLong


def _lines(paragraphs: Sequence[_Paragraph], width: float, most: int) -> list[tuple[Line, bool]] | None:
    """Return the lines of paragraphs, None when they do not fit into so many lines of a width in ems."""
    found: list[tuple[Line, bool]] = []
    for paragraph in paragraphs:
        lines = paragraph.lines(width, most - len(found))
        if lines is None:
            return None
        found += lines
    return found


class _Paragraph:
    """A text of several lines: where they may end, and how far each place is from the beginning."""

    def __init__(self, text: str, setter: Setter, language: Language) -> None:
        self._setter, self._text = setter, text
        self._ends = opportunities(text, language)
        self._edges = _edges(setter.line(text), len(text))

    def lines(self, width: float, most: int) -> list[tuple[Line, bool]] | None:
        """Return the paragraph's lines, None when it needs more, or when a word is wider than a line."""
        found: list[tuple[Line, bool]] = []
        start = fits = 0
        for end in self._ends:
            while self._width(start, end) > width:
                if fits == start or len(found) == most - 1:
                    return None
                found.append(self._line(start, fits))
                start = fits
            fits = end
        found.append(self._line(start, len(self._text)))
        if len(found) > most or any(line.width > width + ROOM for line, _ in found):
            return None
        return found

    def _width(self, start: int, end: int) -> float:
        stem = start + len(self._text[start:end].rstrip())
        return self._edges[stem] - self._edges[start]

    def _line(self, start: int, end: int) -> tuple[Line, bool]:
        stem = start + len(self._text[start:end].rstrip())
        return self._setter.part(self._text, start, stem), stem < end


def beginning(text: str, mark: str, place: Place, setter: Setter, language: Language) -> tuple[str, str]:
    """Return what of a text fits a place in full size with a mark behind it, and the rest of the text."""
    for end in reversed(opportunities(text, language)[:-1]):
        shown = f"{text[:end].rstrip()} {mark}"
        with suppress(TooLong):
            fit(shown, place, setter, language, floor=1)
            return shown, text[end:].lstrip()
    return mark, text


def _edges(line: Line, length: int) -> list[float]:
    """Return how far from the beginning of its text each character begins, in ems, and the end."""
    widths = [0.0] * length
    for stretch in line.stretches:
        place = stretch.start
        for letter in reversed(stretch.letters) if stretch.rtl else stretch.letters:
            if letter.text:
                widths[place] += letter.advance / stretch.face.upem
            place += len(letter.text)
    return list(accumulate(widths, initial=0.0))


def opportunities(text: str, language: Language) -> list[int]:
    """Return the places where a line of a text may end, its own end among them.

    Source: UAX #14, by ICU; between letters of scripts without spaces docgen.typeset.breaks.
    """
    # Here: most values stand in one line, and most of the time that one form takes is for loading what it needs.
    from icu4py.breakers import LineBreaker

    from docgen.typeset.breaks import ZWSP, insert_breaks
    from docgen.typeset.graphemes import offsets
    from docgen.typeset.lexicon import Lexicon

    (marked,) = insert_breaks([text], language, Lexicon()) if text else [text]
    masked = "".join(map(_mask, marked))
    ends = offsets(LineBreaker(masked, "und"), masked) if masked else []
    unseen = list(accumulate((character == ZWSP for character in marked), initial=0))
    return sorted({end - unseen[end] for end in ends} | {len(text)})


@lru_cache(maxsize=1024)
def _mask(character: str) -> str:
    if not _DICTIONARY.match(character):
        return character
    kind = unicodedata.category(character)[0]
    return {"L": "x", "M": "\u0301"}.get(kind, character)
