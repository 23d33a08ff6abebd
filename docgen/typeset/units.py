"""Shaped text becomes units: what a reader takes for one letter, with its picture, its text and its advance.

A PDF shows glyphs, and programs read back what its codes stand for. With one code for each glyph they read wrong: one
glyph serves several letters, several glyphs make one letter, and marks are moved by hand, so that readers reorder them.
With one code for each unit the text is exactly the text. This module knows no PDF and no renderer; `unit_font` makes
the pictures.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from docgen.errors import FontError

Picture = tuple[tuple[int, int, int], ...]  # glyphs with their offsets (glyph, x, y) in font units, y up

INKLESS = 0.12  # em for each character without ink: wide enough to be a character to every extractor
STEP = 0.05  # em: a gap of 0.1 em between two codes is a space to poppler, so advances follow the layout more closely
SPACE = 0.25  # em, the space at which a line was broken
LAST_CODE = 0xFFFF
_BREAKS = frozenset("\u200b\u2060\ufeff")  # say where a line may end or not: no part of the text
_MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")


class Setting(NamedTuple):
    """What the clusters of a run have in common. `size` is the length of an em in the line's unit of length."""

    font: Hashable
    size: float
    upem: int
    rtl: bool


class Cluster(NamedTuple):
    """What the shaper keeps together; `start` and `end` are places in the text, in the order of reading.

    Lengths are in the line's unit: `x` is the left edge from the start of the line, `ink` holds the glyphs with their
    offsets from `x` and the base line, y up.
    """

    setting: Setting
    start: int
    end: int
    text: str
    ink: tuple[tuple[int, float, float], ...]
    x: float
    width: float


class Unit(NamedTuple):
    """One code of the finished line: `advance` is in font units, `x` in the line's unit of length."""

    setting: Setting
    picture: Picture
    text: str
    advance: int
    x: float


def units(clusters: Iterable[Cluster]) -> list[Unit]:
    """Return the units of a line from left to right; the clusters come in this order, too."""
    found: list[Unit] = []
    for rtl, group in groupby(clusters, key=lambda cluster: cluster.setting.rtl):
        run = list(group)
        if rtl:  # marks follow their base in the order of reading
            found += [unit for letter in reversed(_letters(reversed(run))) for unit in _rtl_units(letter)]
        else:
            found += [unit for letter in _letters(run) for unit in _ltr_units(letter)]
    return found


def stands_alone(cluster: Cluster) -> bool:
    """Whether a cluster has the same units whatever stands beside it: no mark of another one, no joiner to move on."""
    return not _joins(cluster) and _without_joiners(cluster.text) == cluster.text


def with_space(clusters: list[Cluster]) -> list[Cluster]:
    """Return the clusters of a line with a space after the last one in reading: a line break took it away."""
    last = max(clusters, key=lambda cluster: cluster.start)
    width = last.setting.size * SPACE
    if last.setting.rtl:
        return [Cluster(last.setting, last.end, last.end + 1, " ", (), clusters[0].x - width, width), *clusters]
    right = clusters[-1].x + clusters[-1].width
    return [*clusters, Cluster(last.setting, last.end, last.end + 1, " ", (), right, width)]


# --- clusters become letters --------------------------------------------------------------------------------------


def _letters(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return clusters of one direction, in the order of reading, with everything joined that belongs together."""
    letters: list[Cluster] = []
    for cluster in map(_without_breaks, clusters):
        base = letters[-1] if letters else None
        if base and _joins(cluster) and base.setting == cluster.setting and base.end == cluster.start:
            letters[-1] = _together(base, cluster)
        elif cluster.text or cluster.ink:
            letters.append(cluster)
    _move_joiners(letters)
    return [letter for letter in letters if letter.text or letter.ink]


def _without_breaks(cluster: Cluster) -> Cluster:
    if _BREAKS.isdisjoint(cluster.text):
        return cluster
    return cluster._replace(text="".join(character for character in cluster.text if character not in _BREAKS))


def _joins(cluster: Cluster) -> bool:
    """Whether a cluster is no letter of its own: a mark, something without width, or something that nobody sees."""
    if not cluster.text or cluster.width <= 0:
        return True
    category = unicodedata.category(cluster.text[0])
    return category in ("Mn", "Mc", "Me") or (category == "Cf" and not cluster.ink)


def _together(base: Cluster, mark: Cluster) -> Cluster:
    x = min(base.x, mark.x)
    ink = tuple((glyph, dx + part.x - x, dy) for part in (base, mark) for glyph, dx, dy in part.ink)
    return Cluster(base.setting, base.start, mark.end, base.text + mark.text, ink, x, base.width + mark.width)


def _move_joiners(letters: list[Cluster]) -> None:
    """Move joiners (U+200C, U+200D) from the end of a letter to the next one: pdf.js skips a code that ends so."""
    for index in range(len(letters) - 1):
        letter, following = letters[index], letters[index + 1]
        stem = _without_joiners(letter.text)
        if stem == letter.text or (letter.ink and not stem) or not following.text or following.text[0].isspace():
            continue
        letters[index] = letter._replace(text=stem)
        letters[index + 1] = following._replace(text=letter.text[len(stem) :] + following.text)


@lru_cache(maxsize=4096)
def _without_joiners(text: str) -> str:
    while text and unicodedata.category(text[-1]) == "Cf":
        text = text[:-1]
    return text


# --- letters become units -----------------------------------------------------------------------------------------


def _ltr_units(letter: Cluster) -> list[Unit]:
    """Return a letter as one code, or as a base with all the ink and its marks without ink.

    pdf.js takes a code whose text has a non-spacing mark for an accent of what stands before, and moves it.
    """
    setting, text = letter.setting, letter.text
    picture, advance = _picture(letter), _advance(letter)
    head, rest = _parted(text) if _has_accents(text) else (text, "")
    if not rest:
        return [Unit(setting, picture, text, advance, letter.x)]
    share = _share(advance, len(rest), len(text), setting.upem)
    x = letter.x + (advance - share) * setting.size / setting.upem
    return [Unit(setting, picture, head, advance - share, letter.x), Unit(setting, (), rest, share, x)]


def _rtl_units(letter: Cluster) -> list[Unit]:
    """Return a letter as one code for each character, from left to right, the first character has all the ink.

    Extractors turn codes of right-to-left text around, but not all of them the text of one code. A bracket is the
    one that is seen: pdfium and pdf.js turn it, too.
    """
    setting, text = letter.setting, letter.text.translate(_MIRRORED)
    picture, advance = _picture(letter), _advance(letter)
    head, rest = _parted(text)
    part = _share(advance, len(rest), len(text), setting.upem) // len(rest) if rest else 0
    step, shift = part * setting.size / setting.upem, part * len(rest)
    before = [Unit(setting, (), character, part, letter.x + n * step) for n, character in enumerate(reversed(rest))]
    picture = tuple((glyph, x - shift, y) for glyph, x, y in picture)
    return [*before, Unit(setting, picture, head[::-1], advance - shift, letter.x + len(rest) * step)]


def _picture(letter: Cluster) -> Picture:
    scale = letter.setting.upem / letter.setting.size
    return tuple([(glyph, round(x * scale) if x else 0, round(y * scale) if y else 0) for glyph, x, y in letter.ink])


def _advance(letter: Cluster) -> int:
    return max(0, round(letter.width * letter.setting.upem / letter.setting.size))


@lru_cache(maxsize=4096)
def _has_accents(text: str) -> bool:
    return len(text) > 1 and any(unicodedata.category(character) in ("Mn", "Cf") for character in text)


def _parted(text: str) -> tuple[str, str]:
    """Return the first character of a letter, with the joiners before it, and the other ones."""
    head = 1
    while head < len(text) and unicodedata.category(text[head - 1]) == "Cf":
        head += 1
    return text[:head], text[head:]


def _share(advance: int, count: int, of: int, upem: int) -> int:
    """Return how much of a letter's advance its `count` characters without ink get."""
    return min(round(INKLESS * upem * count), round(advance * count / of))


# --- units become codes -------------------------------------------------------------------------------------------


class Codes:
    """The codes of one font of a PDF, numbered from 1 in the order of use.

    Each stands for a picture, a text and an advance. Code 0 is .notdef: whatever a face cannot draw has this code, so
    that a check of the finished file finds it.
    """

    def __init__(self, upem: int) -> None:
        self.pictures: list[Picture] = [((0, 0, 0),)]
        self.advances: list[int] = [0]
        self.texts: dict[int, str] = {}
        self._step = max(1, round(STEP * upem))
        self._numbers: dict[tuple[Picture, str, int], int] = {}
        self._natural: dict[tuple[Picture, str], int] = {}

    def number(self, picture: Picture, text: str, advance: int) -> int:
        """Return the code of a unit; its advance may be up to half a STEP smaller or larger than what was asked.

        Raises:
            FontError: there are more units than codes.
        """
        key = (picture, text, advance)
        if key not in self._numbers:
            natural = self._natural.setdefault((picture, text), advance)
            steps = round((advance - natural) / self._step)
            self._numbers[key] = self._number(picture, text, max(0, natural + steps * self._step))
        return self._numbers[key]

    def _number(self, picture: Picture, text: str, advance: int) -> int:
        if any(glyph == 0 for glyph, _, _ in picture):
            self.advances[0] = self.advances[0] or advance
            self.texts.setdefault(0, text)
            return 0
        key = (picture, text, advance)
        if key not in self._numbers:
            code = self._numbers[key] = len(self.pictures)
            if code > LAST_CODE:
                raise FontError(f"a document has more than {LAST_CODE} different letters of one face")
            self.pictures.append(picture)
            self.advances.append(advance)
            self.texts[code] = text
        return self._numbers[key]
