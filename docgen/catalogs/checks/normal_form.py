"""Texts are in Unicode's normal form C."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from docgen.catalogs.checks.registry import Remark, check_all
from docgen.catalogs.checks.wording import Wording


@check_all(
    "normal-form",
    warnings=("not-nfc",),
    rationale="docgen prints NFC whatever is typed, but another program does not find a word that is typed otherwise.",
    source="UAX #15; a third of good Burmese texts are not in NFC as keyboards type them, so it is said once a catalog",
)
def texts_are_in_nfc(wordings: Sequence[Wording]) -> Iterator[Remark]:
    """Yield the first text of each catalog that NFC changes, and how many there are."""
    for domain in dict.fromkeys(each.message.domain for each in wordings):
        changed = [each for each in wordings if each.message.domain == domain and any(map(_differs, each.texts))]
        if changed:
            code = _first(next(text for text in changed[0].texts if _differs(text)))
            said = f"{len(changed)} texts of this catalog are not in NFC; here at {code}"
            yield Remark("not-nfc", said, "nothing must be done; an editor that saves NFC mends it", changed[0])


def _differs(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text)


def _first(text: str) -> str:
    """Return the first characters that NFC changes."""
    normal = unicodedata.normalize("NFC", text)
    at = next((i for i, (typed, wanted) in enumerate(zip(text, normal, strict=False)) if typed != wanted), len(normal))
    return " ".join(f"U+{ord(c):04X}" for c in text[at : at + 3])
