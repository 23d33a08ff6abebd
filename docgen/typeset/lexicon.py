"""Words that are never broken, whatever a breaker thinks: names of organisations and terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.canonical import canonical
from docgen.typeset.graphemes import graphemes

# A lane of a flow and a column of a card are about 40 mm wide, and as long are 15 graphemes of 10 pt: 29 mm in Thai and
# Lao, 41 in Khmer, 44 in Burmese (Noto). What is longer (the full name of a ministry) could not stand in such a line at
# all, so it is broken like any other text; shorter words of the lexicon inside it stay whole.
LONGEST = 15  # graphemes


@dataclass(frozen=True)
class Lexicon:
    """The words of one language that are never broken, canonical and sorted."""

    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, words: Iterable[str]) -> Lexicon:
        """Return the lexicon of these words, in any order, doubles and empty ones dropped."""
        return cls(tuple(sorted({canonical(word) for word in words} - {""})))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the longest word at each place of a text in NFC, overlapping ones too.

        A word is found inside a longer one as well. That costs a line-break opportunity now and then, which is less
        than a name torn apart because the breaker took its first letter for the end of the word before.
        """
        return (match.span(1) for match in self._pattern.finditer(text))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        whole = [word for word in self.words if len(graphemes(word)) <= LONGEST]
        longest_first = sorted(whole, key=len, reverse=True)
        # Looking ahead consumes nothing, so that of two overlapping names neither is missed. `(?!)` matches nowhere.
        words = "|".join(r"\s+".join(map(re.escape, word.split(" "))) for word in longest_first) or "(?!)"
        return re.compile(f"(?=({words}))")
