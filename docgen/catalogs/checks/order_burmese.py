"""Burmese signs are typed in the order in which Unicode stores them, else the shaper draws dotted circles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording

_E, _I, _AI, _U, _AA = "\u1031", "\u102d\u102e", "\u1032", "\u102f\u1030", "\u102b\u102c"
_ANUSVARA, _DOT, _VISARGA, _ASAT, _VIRAMA = "\u1036", "\u1037", "\u1038", "\u103a", "\u1039"
_SIGNS = f"{_E}{_I}{_AI}{_U}{_AA}{_ANUSVARA}{_DOT}{_VISARGA}"
_LETTER = "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f\u25cc\ufffc"

# Each of these is drawn with a dotted circle by HarfBuzz: tests/catalogs/test_check_order.py shapes them.
_BROKEN = re.compile(
    "\u103b\u103b|\u103c[\u103b\u103c]|\u103d[\u103b-\u103d]|\u103e[\u103b-\u103e]"  # medials: y, r, w, h
    f"|[{_SIGNS}][\u103b-\u103d]|[{_E}{_I}{_AI}{_U}{_ANUSVARA}{_DOT}{_VISARGA}]\u103e"  # medials before vowels
    f"|[{_I}{_AI}{_U}{_AA}{_ANUSVARA}{_DOT}{_VISARGA}]{_E}"
    f"|[{_AI}{_U}{_ANUSVARA}{_DOT}{_VISARGA}][{_I}]"
    f"|[{_AI}{_AA}{_ANUSVARA}{_DOT}{_VISARGA}][{_U}]"
    f"|{_DOT}[{_AI}{_ANUSVARA}{_DOT}]|{_VISARGA}[{_AI}{_AA}{_ANUSVARA}{_DOT}{_ASAT}]"
    f"|[\u103c{_E}{_I}{_AI}{_U}{_ANUSVARA}]{_ASAT}"
    f"|(?<![{_LETTER}\u200c\u200d])[{_SIGNS}{_ASAT}\u103b-\u103e]"  # on no letter: typed before it, as it is seen
    f"|[{_SIGNS}]{_VIRAMA}|{_VIRAMA}(?![\u1000-\u1021\u103f])"
)
_TWICE = re.compile(f"([{_SIGNS}{_ASAT}])\\1")


@check(
    "order/burmese",
    Scope.TEXT,
    errors=("order",),
    warnings=("twice",),
    rationale="A sign in a wrong order is printed on a dotted circle, and no search finds the word.",
    source="Unicode Technical Note 11; HarfBuzz's Myanmar shaper; measured on the myPOS corpus",
)
def burmese_is_in_order(wording: Wording) -> Iterator[Remark]:
    """Yield signs of Burmese that the shaper cannot join to their letter, and signs that are typed twice."""
    if wording.language.tag.split("-")[0] != "my":
        return
    for text in (unicodedata.normalize("NFC", text) for text in wording.texts):
        for code, pattern in (("order", _BROKEN), ("twice", _TWICE)):
            if found := pattern.search(text):
                around = text[max(0, found.start() - 3) : found.end() + 2]
                said = {"order": "signs in a wrong order", "twice": "a sign typed twice"}[code]
                yield Remark(code, f"{said} in “{around}”", "type letter, medials ျ ြ ွ ှ, ေ, ိ ု, ာ, ံ, ့, း")
