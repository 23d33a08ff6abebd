"""No word stands twice by mistake."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import VALUE, Wording
from docgen.languages import BreakRule

# Between spaces. Vietnamese writes a space after each syllable and doubles single ones (luôn luôn), so two have to
# stand twice there; so has a longer word elsewhere, for Malay and Indonesian double words too.
_SPACED = {"vi": r"\b(\w+ \w+) \1\b", "en": r"\b(?!that\b|had\b)(\w+) \1\b"}
_OTHERS = r"(?<!\w)(\w{4,}) \1(?!\w)"
# Without spaces: the same letters and marks twice, a breaker then tells whether a word ends between them. Thai, Lao,
# Khmer and Burmese double short words (จริงจริง), and write ๆ for it.
_UNSPACED = re.compile(r"([\w\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u17b6-\u17d3]{4,40}?)\s?\1")
_UNSPACED_HAN = re.compile(r"([\u3400-\u9fff]{2,})\1")
_LONG = 4  # letters without their marks


@check(
    "doubled-words",
    Scope.TEXT,
    warnings=("doubled",),
    rationale="A word that stands twice by mistake makes a reader stop who reads slowly.",
    source="docgen.typeset.breaks finds words in scripts without spaces; uncalibrated: which words are long",
)
def no_word_is_doubled(wording: Wording) -> Iterator[Remark]:
    """Yield the first word of a form that stands twice in a row."""
    for text in wording.texts:
        if word := _doubled(unicodedata.normalize("NFC", text.replace(VALUE, " ")), wording):
            yield Remark("doubled", f"“{word}” stands twice in a row", "remove one, unless the language doubles it")


def _doubled(text: str, wording: Wording) -> str:
    if wording.language.breaks is BreakRule.SPACES:
        pattern = _SPACED.get(wording.language.tag.split("-")[0], _OTHERS)
        found = re.search(pattern, text, re.IGNORECASE)
        return found[1] if found else ""
    if wording.language.breaks is BreakRule.HAN:
        found = _UNSPACED_HAN.search(text)
        return found[1] if found else ""
    for found in _UNSPACED.finditer(text):
        if _is_long(found[1]) and found.end(1) in _word_ends(text, wording):
            return found[1]
    return ""


def _is_long(word: str) -> bool:
    return sum(unicodedata.category(c)[0] == "L" for c in word) >= _LONG


def _word_ends(text: str, wording: Wording) -> set[int]:
    """Return where words of a text in NFC end, by the breakers of the typesetter."""
    from docgen.typeset.breaks import ZWSP, insert_breaks  # here: loads dictionaries
    from docgen.typeset.lexicon import Lexicon

    (broken,) = insert_breaks([text], wording.language, Lexicon())
    ends = set(accumulate(map(len, broken.split(ZWSP))))
    return ends | {index for index, letter in enumerate(text) if letter.isspace()}
