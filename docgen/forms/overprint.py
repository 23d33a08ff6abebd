"""The values of one person become what is drawn at the places of a plate."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.forms.faces import Letter, OpenFace
from docgen.forms.fonts import ValueFont
from docgen.forms.geometry import Place
from docgen.forms.lines import Set
from docgen.forms.setting import Line
from docgen.typeset.units import SPACE


class Fonts:
    """The fonts of one PDF, made when the first letter of a face is shown."""

    def __init__(self) -> None:
        self.used: dict[OpenFace, ValueFont] = {}

    def of(self, face: OpenFace) -> ValueFont:
        """Return the font of a face."""
        if face not in self.used:
            self.used[face] = ValueFont(face)
        return self.used[face]


def operators(value: Set, place: Place, fonts: Fonts) -> str:
    """Return the operators that show a value at its place; what they set of the graphics' state ends with them."""
    size = place.size * value.scale
    baseline = place.baseline
    parts = ["q 0 g BT"]
    for line, spaced in zip(value.lines, value.spaced, strict=True):
        x = place.x
        if value.rtl:
            x += place.width - (line.width + spaced * SPACE) * size
        parts.append(f"1 0 0 -1 {x:.3f} {baseline:.3f} Tm")
        for face, letters in _with_space(line, value.rtl) if spaced else [each[:2] for each in line.stretches]:
            font = fonts.of(face)
            parts.append(f"/{font.name} {size:.6g} Tf {font.show(letters)}")
        baseline += place.leading
    parts.append("ET Q\n")
    return "\n".join(parts)


def _with_space(line: Line, rtl: bool) -> list[tuple[OpenFace, Sequence[Letter]]]:
    """Return a line's letters with the space at which it was broken: nobody sees it, and programs read it."""
    found: list[tuple[OpenFace, Sequence[Letter]]] = [each[:2] for each in line.stretches]
    place = 0 if rtl else -1
    if found:
        face, letters = found[place]
        found[place] = face, [face.space, *letters] if rtl else [*letters, face.space]
    return found
