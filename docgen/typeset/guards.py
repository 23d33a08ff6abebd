"""Where a line must never end: one set of rules over the breakers of all scripts, and over what people type.

A breaker guesses words; these rules hold whatever it guessed. They are needed: of ICU's breaks in Khmer 33 of 8,721
fell after a coeng, of those in Burmese 304 of 2,018 inside a syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, pairwise

from docgen.typeset import syllables
from docgen.typeset.graphemes import graphemes

# Vowels and signs that follow a consonant (those that Unicode does not call marks), signs of repetition, signs of
# abbreviation, stops. Burmese ၌ ၍ ၏ end a phrase as stops do.
_FOLLOWING = frozenset("ะาำๅະາຳຽๆໆៗ\ua9e6\uaa70ฯຯ๏๚๛។៕៖៘៙៚ៜ၊။၌၍၏!,.:;?%‰°…/\\-‐–—。、，．：；！？・々ー")
# Vowels written before their consonant; the viramas of Khmer and Myanmar, which put the next letter under the last.
_LEADING = frozenset("เแโใไເແໂໃໄ\u17d2\u1039#+")
_GLUE = frozenset("\u2060\ufeff\u200d\"'")  # UAX #14: WJ, ZWJ, QU when nobody knows whether it opens or closes

# Thai and Lao spelling; of Khmer only that a last consonant does not stand alone: ជនល្មើ|ស.
# Consonants are [ก-ฮ] and [ກ-ຮໜໝ]; ณ alone is a word, "at".
LONE_CONSONANT = r"(?:(?!ณ)[ก-ฮ]|[ກ-ຮໜໝ])"
_LETTER = "[\u0e01-\u0e5b\u0e81-\u0edf]"
_WITHIN_A_SYLLABLE = re.compile(
    r"(?<=[ัืັົ])|(?<=[ัืັົ][\u0e48-\u0e4b\u0ec8-\u0ecb])"  # vowels that need a final consonant
    r"|(?=[ก-ฮ][ิุ]?์|[ກ-ຮ]໌|[กดตทพภษ][รณ]์)"  # killed consonants belong to the syllable before them
    r"|(?=[ក-អ](?![ក-៓]))"
    rf"|(?={LONE_CONSONANT}(?!{_LETTER}))|(?<=(?<!{_LETTER}){LONE_CONSONANT})"  # as last, as first of its word
)

_NUMBER = re.compile(r"\d(?:[.,:/()'’–\-٫٬]{0,2}\d)*")  # `\d` is a digit of any script
_ABBREVIATION = re.compile("ฯลฯ|ຯລຯ|។ល។")  # et cetera
_ASCII = re.compile(r"[!-~]+")
_ADDRESS = re.compile(r"@|://|www\.|\w\.[A-Za-z]{2}")
_MYANMAR = re.compile(f"[{syllables.MYANMAR}]")


def forbidden(text: str, whole: Iterable[tuple[int, int]] = ()) -> set[int]:
    """Return the indices of a text in NFC before which no line may begin, 0 and the text's length among them.

    `whole` are spans which their owner wants unbroken. Beside a space no opportunity is needed: the line ends there
    anyway. Whether a line is really ended before an index that is not returned is for a breaker to say.
    """
    return {0, len(text)}.union(
        _inside(chain(whole, _tokens(text))),
        set(range(len(text))) - {0, *accumulate(map(len, graphemes(text)))},
        (i for i, (before, after) in enumerate(pairwise(text), 1) if _joined(before, after)),
        (match.start() for match in _WITHIN_A_SYLLABLE.finditer(text)),
        {match.start() for match in _MYANMAR.finditer(text)} - syllables.openings(text),
    )


def _inside(spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield the indices at which a break would fall inside a span."""
    return (index for start, end in spans for index in range(start + 1, end))


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of numbers and telephone numbers, abbreviations, e-mail addresses and URLs.

    An address ends at the first character that is not ASCII: Thai and Khmer follow it without a space.
    """
    for match in chain(_NUMBER.finditer(text), _ABBREVIATION.finditer(text)):
        yield match.span()
    for match in _ASCII.finditer(text):
        if _ADDRESS.search(match.group()):
            yield match.span()


def _joined(before: str, after: str) -> bool:
    """Whether these two neighbours must stay on one line, for what each of them is."""
    return _holds_next(before) or _holds_previous(after)


def _holds_next(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind in ("Ps", "Pi", "Sc") or character.isspace() or character in _LEADING or character in _GLUE


def _holds_previous(character: str) -> bool:
    kind = unicodedata.category(character)
    closes = kind in ("Pe", "Pf", "Sc", "Cf") or kind.startswith("M")
    return closes or character.isspace() or character in _FOLLOWING or character in _GLUE
