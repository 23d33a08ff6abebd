"""A Chinese text has the characters of its own standard: traditional or simplified."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording

_MANY = 3  # different characters of the other standard, and a tenth of all: then the text is in the other one


@check(
    "han",
    Scope.TEXT,
    errors=("other-standard",),
    warnings=("other-characters",),
    rationale="Who learned traditional characters stumbles over simplified ones, and the face may not even have them.",
    source="GB/T 2312-1980 and Big5: a character of one and not of the other; uncalibrated: how many make a text",
)
def characters_are_of_one_standard(wording: Wording) -> Iterator[Remark]:
    """Yield characters of the other standard: an error when the text is full of them."""
    other = {"Hant": "simplified", "Hans": "traditional"}.get(wording.language.script)
    if not other:
        return
    for text in wording.texts:
        han = [c for c in text if "\u3400" <= c <= "\u9fff"]
        found = list(dict.fromkeys(c for c in han if standard(c) == other))
        if found:
            many = len(found) >= _MANY and sum(standard(c) == other for c in han) * 10 >= len(han)
            said = f"{other} characters: {' '.join(found[:10])}"
            yield Remark("other-standard" if many else "other-characters", said, "type the text in its own standard")


@cache
def standard(character: str) -> str:
    """Return "simplified" or "traditional" for a character that only one of the two standards has, else ""."""
    simplified, traditional = _has("gb2312", character), _has("big5", character)
    return "" if simplified == traditional else "simplified" if simplified else "traditional"


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
