"""A value becomes lines that fit its place: broken where its script may be broken, its type made smaller down to a floor.

A value that does not fit even then is an error, never a clipped name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from icu4py.breakers import LineBreaker

from docgen.forms.faults import Unfit
from docgen.forms.geometry import Place
from docgen.forms.setting import Line, Setter
from docgen.languages import Language
from docgen.typeset.breaks import ZWSP, insert_breaks
from docgen.typeset.graphemes import offsets
from docgen.typeset.lexicon import Lexicon

FLOOR = 0.62  # of the type's size: 11 pt become 7 pt, the smallest that a poor copy still shows
STEP = 0.02
ROOM = 0.01  # px that a line may stick out: rounding

TOO_LONG = "is too long for its place, even in the smallest type"
_WAY_OUT = "shorten it, or say --continue-sheet"
_NO_WORDS = Lexicon()

# Letters of scripts without spaces. UAX #14 leaves them to a dictionary, and ICU has one; ours are the breaks that
# insert_breaks marks. So ICU is shown a Latin letter for each letter, an accent for each mark (LB1).
_DICTIONARY = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")


class Set(NamedTuple):
    """Lines of type with the scale of their size; `spaced` says for each line whether it ends at a space."""

    lines: tuple[Line, ...]
    spaced: tuple[bool, ...]
    scale: float


def fit(text: str, place: Place, setter: Setter, language: Language) -> Set:
    """Return a value as lines that fit a place. It may hold U+200B where its author would have a line end.

    Raises:
        Unfit: it does not fit, or no face has one of its characters.
    """
    shown = text.replace(ZWSP, "")
    if "\n" in shown:
        return _broken(text, place, setter, language)
    line = setter.line(shown)
    full = line.width * place.size
    if full <= place.width + ROOM:
        return Set((line,), (False,), 1)
    if place.lines == 1:
        scale = int(100 * place.width / full) / 100
        if scale < FLOOR:
            raise Unfit(TOO_LONG, _WAY_OUT)
        return Set((line,), (False,), scale)
    return _broken(text, place, setter, language)


def _broken(text: str, place: Place, setter: Setter, language: Language) -> Set:
    paragraphs = [_Paragraph(part, setter, language) for part in text.split("\n")]
    scale = 1.0
    while scale >= FLOOR:
        found = _lines(paragraphs, place.width / (place.size * scale), place.lines_at(scale))
        if found is not None:
            return Set(tuple(line for line, _ in found), tuple(spaced for _, spaced in found), scale)
        scale = round(scale - STEP, 2)
    raise Unfit(TOO_LONG, _WAY_OUT)


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
        self._setter = setter
        self.text, self._ends = opportunities(text, language)
        self._edges = _edges(setter.line(self.text), len(self.text))

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
        found.append(self._line(start, len(self.text)))
        if len(found) > most or any(line.width > width + ROOM for line, _ in found):
            return None
        return found

    def _width(self, start: int, end: int) -> float:
        stem = start + len(self.text[start:end].rstrip())
        return self._edges[stem] - self._edges[start]

    def _line(self, start: int, end: int) -> tuple[Line, bool]:
        stem = start + len(self.text[start:end].rstrip())
        return self._setter.part(self.text, start, stem), stem < end


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


def opportunities(text: str, language: Language) -> tuple[str, list[int]]:
    """Return a text without U+200B, and the places where a line of it may end, its end among them.

    Source: UAX #14, by ICU; between letters of scripts without spaces docgen.typeset.breaks.
    """
    if not text:
        return "", [0]
    (marked,) = insert_breaks([text], language, _NO_WORDS)
    masked = "".join(map(_mask, marked))
    ends = offsets(LineBreaker(masked, "und"), masked)
    unseen = list(accumulate((character == ZWSP for character in marked), initial=0))
    shown = marked.replace(ZWSP, "")
    return shown, sorted({end - unseen[end] for end in ends} | {len(shown)})


@lru_cache(maxsize=1024)
def _mask(character: str) -> str:
    if not _DICTIONARY.match(character):
        return character
    kind = unicodedata.category(character)[0]
    return {"L": "x", "M": "\u0301"}.get(kind, character)
