"""A Burmese text is in Unicode, not in Zawgyi."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import VALUE, Wording

_SURE, _DOUBT = 0.95, 0.05  # myanmartools' README: above a text is Zawgyi, below it is not
# The detector is weak on short texts: it called 19 of the 11,000 good sentences of the myPOS corpus Zawgyi, all shorter
# than 27 letters and marks. Below 40 it only asks, and only when Zawgyi is likelier than not.
_SHORT, _LIKELY = 40, 0.5
_TELLING = re.compile("[\u1031\u1033-\u1035\u1039-\u103e\u105a-\u1097]")  # all other letters are the same in both


@check(
    "zawgyi",
    Scope.TEXT,
    errors=("zawgyi",),
    warnings=("perhaps-zawgyi",),
    rationale="Zawgyi puts other letters on the code points of Burmese: our faces print it as nonsense.",
    source="myanmartools 1.2.1, with its own two limits; measured on the 11,000 sentences of the myPOS corpus",
)
def burmese_is_in_unicode(wording: Wording) -> Iterator[Remark]:
    """Yield forms that are Zawgyi, or may be."""
    if wording.language.tag.split("-")[0] != "my":
        return
    for text in wording.texts:
        if not _TELLING.search(text):
            continue
        probability = _detector().get_zawgyi_probability(text.replace(VALUE, " "))  # -inf: there is no Burmese in it
        long = sum("\u1000" <= c <= "\u109f" for c in text) >= _SHORT
        if long and probability >= _SURE:
            said = f"the text is in Zawgyi (probability {probability:.2f})"
            yield Remark("zawgyi", said, "convert it to Unicode, and have a reader look at the result")
        elif probability > (_DOUBT if long else _LIKELY):
            said = f"the text may be in Zawgyi (probability {probability:.2f})"
            yield Remark("perhaps-zawgyi", said, "please confirm that it reads right in the preview")


@cache
def _detector() -> Any:
    from myanmartools import ZawgyiDetector  # type: ignore[import-untyped]  # here: loads its model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 1.2.1 calls importlib.resources.open_binary
        return ZawgyiDetector()
