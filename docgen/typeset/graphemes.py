"""What a reader takes for one letter: Unicode's grapheme clusters."""

from __future__ import annotations

from itertools import accumulate, pairwise

from icu4py.breakers import BaseBreaker, CharacterBreaker


def graphemes(text: str) -> list[str]:
    """Return the extended grapheme clusters of a text, in order.

    Source: UAX #29, by ICU.
    """
    return [text[start:end] for start, end in pairwise([0, *offsets(CharacterBreaker(text, "und"), text)])]


def offsets(breaker: BaseBreaker, text: str) -> list[int]:
    """Return where each segment of a fresh ICU breaker over this text ends, counted in characters.

    ICU counts UTF-16 code units. A breaker serves one call: its iterators share one state.
    """
    ends = [end for _, end in breaker.segments()]
    if text.isascii() or max(text) <= "\uffff":
        return ends
    units = accumulate((1 + (character > "\uffff") for character in text), initial=0)
    characters = {unit: index for index, unit in enumerate(units)}
    return [characters[end] for end in ends]
