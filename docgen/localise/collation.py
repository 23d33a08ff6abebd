"""The order in which readers of a language look for a name.

Source: UTS #10, with the table of Unicode 9.0; CLDR's rules for Vietnamese. Chinese stands in the order of its
characters in Unicode, which is that of their radicals and strokes.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from docgen.languages import Language

VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng; no mark stands before all of them

SortKey = tuple[Any, ...]


def sort_key(text: str, language: Language) -> SortKey:
    """Return what to sort a name by, among names of one language."""
    if language.tag.split("-")[0] == "vi":
        return _vietnamese(text)
    return tuple(_collator().sort_key(unicodedata.normalize("NFC", text)))


@cache
def _collator() -> Any:
    from pyuca import Collator

    return Collator()


def _vietnamese(text: str) -> SortKey:
    """Return the letters of the Vietnamese alphabet, then their tones: ma, má, mạ, mă, mâ."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", text.casefold()):
        marks = unicodedata.normalize("NFD", character)
        tone = next((TONES.index(mark) + 1 for mark in marks if mark in TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        place = VIETNAMESE.find(letter)
        letters.append((1, place) if place >= 0 else (0, ord(letter[0])))
        tones.append(tone)
    return (*letters, (-1, -1), *tones)
