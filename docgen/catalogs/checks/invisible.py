"""A text has no invisible characters that change letters or turn the direction, where its script needs none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording
from docgen.languages import Direction

_JOINING = {"Arab", "Beng", "Deva", "Gujr", "Guru", "Khmr", "Knda", "Mlym", "Mong", "Mymr", "Orya", "Sinh", "Syrc"}
_JOINING |= {"Taml", "Telu", "Thaa", "Tibt", "Nkoo"}
_JOINER = "[\u200c\u200d]"
_LOOSE_JOINER = f"(?<!\\S){_JOINER}|{_JOINER}(?!\\S)|{_JOINER}{{2,}}"
_CONTROL = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]"
_MARK = "[\u200e\u200f\u061c]"
_OTHER = "[\u00ad\ufeff\u180e\u2061-\u2064\u206a-\u206f\ufff9-\ufffb]"
_OPENING, _CLOSING, _OVERRIDES = "\u202a\u202b\u2066\u2067\u2068", "\u202c\u2069", "\u202d\u202e"


@check(
    "invisible",
    Scope.TEXT,
    errors=("direction", "control"),
    warnings=("joiner", "direction-mark", "invisible"),
    rationale="Nobody sees them in a list, and on the page they reverse a telephone number or part letters.",
    source="UAX #9, section 2; Unicode 17.0, chapters 9.2, 12 and 23.2; U+200B and U+2060 are accepted silently",
)
def nothing_invisible_changes_the_text(wording: Wording) -> Iterator[Remark]:
    """Yield controls of direction, joiners where no letters join, and other invisible characters."""
    for text in wording.texts:
        if found := re.search(f"[{_OVERRIDES}]", text):
            yield Remark("direction", f"{_code(found[0])} turns the direction of what follows", "remove it")
        elif sum(c in _OPENING for c in text) != sum(c in _CLOSING for c in text):
            yield Remark("direction", "an embedding of another direction is opened or closed alone", "remove both ends")
        for code, pattern, said, hint in _rules(wording):
            if found := re.search(pattern, text):
                yield Remark(code, f"{said} {_code(found[0][0])}", hint)


def _rules(wording: Wording) -> Iterator[tuple[str, str, str, str]]:
    """Yield (code, pattern, what it is, the way out): what the language's texts should not have, and what none may."""
    needed = "remove it, unless a word of the language needs it"
    yield "control", _CONTROL, "the control character", "remove it; it comes from copying"
    joins = wording.language.script in _JOINING
    yield "joiner", _LOOSE_JOINER if joins else _JOINER, "the invisible joiner", needed
    if wording.language.direction is Direction.LTR:
        yield "direction-mark", _MARK, "the invisible mark of direction", needed
    yield "invisible", _OTHER, "the invisible character", needed


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
