"""Khmer signs are typed in the order in which Unicode describes an orthographic syllable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording

_COENG, _SHIFTERS, _VOWELS, _SIGNS = "\u17d2", "\u17c9\u17ca", "\u17b6-\u17c5", "\u17c6-\u17c8\u17cb-\u17d1\u17dd"
_LETTER = "\u1780-\u17b3"
_ODD = re.compile(
    f"[{_VOWELS}{_SIGNS}]{_COENG}"  # subscripts come before vowels
    f"|[{_VOWELS}][{_SHIFTERS}]"  # so do ៉ and ៊
    f"|[\u17c6-\u17c8][{_VOWELS}]"  # ុំ, not ំុ
    f"|([{_VOWELS}{_SIGNS}{_SHIFTERS}])\\1"
    f"|{_COENG}(?![{_LETTER}])"
    f"|(?<![{_LETTER}{_VOWELS}{_SIGNS}{_SHIFTERS}\u200c\u200d])[{_VOWELS}{_SIGNS}{_SHIFTERS}{_COENG}]"
)


@check(
    "order/khmer",
    Scope.TEXT,
    warnings=("order",),
    rationale="The same word typed in another order is found by no search, and some orders print a dotted circle.",
    source="Unicode 17.0, chapter 16.4; only warnings, for good printed texts differ in their order of signs",
)
def khmer_is_in_order(wording: Wording) -> Iterator[Remark]:
    """Yield signs of Khmer in another order than consonant, subscripts, ៉ ៊, vowel, ំ ះ."""
    if wording.language.script != "Khmr":
        return
    for text in wording.texts:
        if found := _ODD.search(text):
            around = text[max(0, found.start() - 3) : found.end() + 2]
            said = f"signs in another order than Unicode's in “{around}”"
            yield Remark("order", said, "type consonant, subscripts, ៉ ៊, vowel, ំ ះ")
