"""The letters and marks that CLDR gives for each language; Babel and icu4py do not have them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def exemplars(tag: str) -> str:
    """Return the letters and marks of a language, in the order of Unicode; "" where CLDR does not know it.

    A variety that CLDR does not know has those of its language in its script, or of its language.
    """
    parts = [part for part in tag.split("-") if len(part) != 2 or part.islower()]
    names = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    spans = next((found for name in names if (found := _all().get(name))), "")
    return "".join(letter for span in spans.split() for letter in _letters(span))


@cache
def _all() -> Mapping[str, str]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _letters(span: str) -> str:
    first, _, last = span.partition("-")
    return "".join(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
