"""A text becomes a line of letters: a face for each character, an order for each direction, a glyph for each letter.

Faces are chosen as by Pango, which sets the plates: spaces stay in the face before them, marks and joiners with their
letter, everything else takes the first face that has it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import uharfbuzz as hb

from docgen.forms.bidi import base_level, has_rtl, levels, line_levels, visual_runs
from docgen.forms.faces import Faces, Letter, OpenFace
from docgen.forms.faults import Unfit
from docgen.languages import Language

REMEMBERED = 4096  # texts: officials, places and nationalities come again; forgotten when the run ends
_SCRIPTS = {"Hant": "Hani", "Hans": "Hani", "Jpan": "Hani", "Kore": "Hang"}  # of a language, as its letters have it
_ANY = "Zyyy"  # spaces, digits, punctuation: of the script around them
_STAYS = ("Zs", "Mn", "Mc", "Me", "Cf")  # categories of what stays in the face before it


class Stretch(NamedTuple):
    """Letters of one face and direction, from left to right; `start` and `end` are their places in the text."""

    face: OpenFace
    letters: list[Letter]
    start: int
    end: int
    rtl: bool


class Line(NamedTuple):
    """A line of type: its stretches from left to right, and its width in ems."""

    stretches: tuple[Stretch, ...]
    width: float


class Setter:
    """Sets texts in the faces of one form. It remembers texts, so it must not outlive the run (`forget`)."""

    def __init__(self, faces: Faces, families: Sequence[str], language: Language) -> None:
        self._faces, self._tag = faces, language.tag
        self._script = _SCRIPTS.get(language.script, language.script)
        self._order = faces.order(families)
        self._first = faces.open(self._order[0])
        # Characters that the first face draws, those of the language's script and those of none: nothing to choose.
        self._plain: set[str] = set()
        self._signs: set[str] = set()
        self._known: dict[str, tuple[int, str]] = {}
        self._lines: dict[str, Line] = {}

    def forget(self) -> None:
        """Forget every text."""
        self._lines.clear()

    def line(self, text: str) -> Line:
        """Return a text as one line.

        Raises:
            Unfit: no face has one of its characters.
        """
        if text not in self._lines:
            if len(self._lines) >= REMEMBERED:
                self._lines.clear()
            base = base_level(text)
            order = levels(text, base) if has_rtl(text) else ()
            self._lines[text] = self._set(text, line_levels(text, order, base, 0, len(text)) if order else ())
        return self._lines[text]

    def part(self, text: str, start: int, end: int) -> Line:
        """Return a part of a text as one of its lines."""
        if not has_rtl(text):
            return self.line(text[start:end])
        base = base_level(text)
        return self._set(text[start:end], line_levels(text, levels(text, base), base, start, end))

    def _set(self, text: str, order: Sequence[int]) -> Line:
        """Return a line of type; `order` are the levels of its characters, () when all run from left to right."""
        stretches = []
        for start, end, rtl in visual_runs(order) if order else [(0, len(text), False)]:
            runs = list(self._runs(text, start, end))
            for first, last, face, script in reversed(runs) if rtl else runs:
                letters = face.letters(text, first, last, script, self._tag, rtl)
                stretches.append(Stretch(face, letters, first, last, rtl))
        width = sum(sum([letter.advance for letter in each.letters]) / each.face.upem for each in stretches)
        return Line(tuple(stretches), width)

    # --- which face ----------------------------------------------------------------------------------------------

    def _runs(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, OpenFace, str]]:
        """Yield (start, end, face, script) of each part of a text that one face draws in one script."""
        whole = start == 0 and end == len(text)
        if whole and self._plain.issuperset(text):
            yield start, end, self._first, _ANY if self._signs.issuperset(text) else self._script
            return
        begun, face, script = start, None, _ANY
        for place in range(start, end):
            found, own = self._choice(text[place], face)
            if face is not None and (found is not face or (_ANY not in (own, script) and own != script)):
                yield begun, place, face, script
                begun, script = place, _ANY
            face, script = found, script if own == _ANY else own
        if face is not None:
            yield begun, end, face, script

    def _choice(self, character: str, current: OpenFace | None) -> tuple[OpenFace, str]:
        """Return the face that draws a character, and its script."""
        if character not in self._known:
            self._learn(character)
        index, script = self._known[character]
        kind = unicodedata.category(character)
        if current is not None and kind in _STAYS and (kind == "Cf" or current.covers(character)):
            return current, script
        if index < 0:
            raise Unfit(f"has a letter of the script “{_script_name(character)}”, which no face has", _ADD)
        return self._faces.open(index), script

    def _learn(self, character: str) -> None:
        index = next((n for n in self._order if self._faces.open(n).covers(character)), -1)
        script = _script_of(character)
        self._known[character] = index, script
        if index == self._order[0] and script in (_ANY, self._script):
            self._plain.add(character)
            if script == _ANY:
                self._signs.add(character)


_ADD = "write it in another script, or add a face for it to fonts/ and make the plates again"


def _script_of(character: str) -> str:
    """Return the script of a character, by HarfBuzz: whoever fills in a form needs no other table of them."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or _ANY


def _script_name(character: str) -> str:
    """Return the script of a character, and no more of it: it may be from a name."""
    return unicodedata.name(character, "unknown").split()[0].capitalize()
