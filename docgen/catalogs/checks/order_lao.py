"""Lao vowels and tone marks are typed in the order in which Lao is spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording

_ABOVE = "ັິີຶືົໍ"
_BELOW = "ຸູ"
_TONES = "່້໊໋"
_WRONG = re.compile(
    f"[{_TONES}][{_ABOVE}{_BELOW}ຼ]"  # the vowel comes first
    f"|ຳ[{_TONES}{_ABOVE}{_BELOW}]"  # ນ້ຳ, not ນຳ້
    f"|[{_ABOVE}][{_ABOVE}]|[{_BELOW}][{_BELOW}]|[{_TONES}][{_TONES}]"
    f"|[{_ABOVE}{_BELOW}]ຼ"  # ຼ belongs to the consonant
    f"|(?<![ກ-ຮໜໝໞໟຼ{_ABOVE}{_BELOW}{_TONES}])[{_ABOVE}{_BELOW}{_TONES}ຼ]"  # on no consonant
    "|[ເແໂໃໄ](?![ກ-ຮໜໝໞໟ])"  # before no consonant
)


@check(
    "order/lao",
    Scope.TEXT,
    errors=("order",),
    rationale="Marks in another order are drawn over each other or beside their letter, and no search finds the word.",
    source="Unicode 17.0, chapter 16.2: consonant, vowel, tone; measured: none in the Universal Declaration",
)
def lao_is_in_order(wording: Wording) -> Iterator[Remark]:
    """Yield marks of Lao that stand in an order in which no word is spelled, or on no consonant."""
    if wording.language.tag.split("-")[0] != "lo":
        return
    for text in wording.texts:
        if found := _WRONG.search(text):
            around = text[max(0, found.start() - 3) : found.end() + 2]
            yield Remark("order", f"marks in a wrong order in “{around}”", "type consonant, vowel, tone: ນ້ຳ, ກິ່ງ")
