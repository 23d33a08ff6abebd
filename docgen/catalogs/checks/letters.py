"""Which script a letter is of, and which scripts a language is written in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

from docgen.languages import Language

LATIN = "Latn"
_SCRIPTS = {"Hans": {"Hani"}, "Hant": {"Hani", "Bopo"}, "Jpan": {"Hani", "Hira", "Kana"}, "Kore": {"Hang", "Hani"}}
_NAMES = {"Hani": "Han", "Laoo": "Lao", "Khmr": "Khmer", "Mymr": "Myanmar", "Latn": "Latin", "Cyrl": "Cyrillic"}
_NAMES |= {"Arab": "Arabic", "Deva": "Devanagari", "Beng": "Bengali", "Grek": "Greek", "Ethi": "Ethiopic"}
_NAMES |= {"Taml": "Tamil", "Hira": "Hiragana", "Kana": "Katakana", "Hang": "Hangul"}


@cache
def script_of(character: str) -> str:
    """Return the script of a character by its ISO 15924 code; "" for what several scripts share.

    Source: Unicode, Scripts.txt, as fontTools carries it.
    """
    from fontTools.unicodedata import script  # here: help and lists of facts need no tables

    found: str = script(character)
    return "" if found in ("Zyyy", "Zinh", "Zzzz") else found


def scripts_of(language: Language) -> set[str]:
    """Return the scripts in which a language writes its words."""
    return _SCRIPTS.get(language.script, {language.script})


def letters(text: str) -> Counter[str]:
    """Return how many letters of each script a text has; marks and digits do not count."""
    found = (script_of(c) for c in text if unicodedata.category(c)[0] == "L")
    return Counter(script for script in found if script)


def script_name(code: str) -> str:
    """Return how a message names a script."""
    return _NAMES.get(code, code)
