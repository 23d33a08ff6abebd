"""A sentence is short enough for someone who reads slowly, or not in her first script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docgen.catalogs.checks.marks import Marks, marks, sentences
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import VALUE, Wording, without_addresses

_LONG_WORD = 9  # letters and more: about the longest tenth of the words in content/
_LONG_WORDS = 0.34  # of a sentence of at least eight words


def _words(text: str) -> int:
    return len(re.findall(rf"[^\W_]+(?:[-'’][^\W_]+)*|{VALUE}", text))


def _letters(text: str) -> int:
    return sum(unicodedata.category(c)[0] in "LN" or c == VALUE for c in text)


def _syllables(text: str) -> int:
    from docgen.typeset.syllables import openings

    return len(openings(unicodedata.normalize("NFC", text))) + text.count(VALUE)


class Measure(NamedTuple):
    """How a script's text is counted, and how much of it a sentence may have."""

    unit: str
    count: Callable[[str], int]
    limit: int


_MEASURES = {
    "Thai": Measure("letters", _letters, 126),
    "Laoo": Measure("letters", _letters, 117),
    "Khmr": Measure("letters", _letters, 98),
    "Mymr": Measure("syllables", _syllables, 62),
    "Hans": Measure("characters", _letters, 44),
    "Hant": Measure("characters", _letters, 44),
    "Jpan": Measure("characters", _letters, 75),
}
_OF_LANGUAGE = {"en": Measure("words", _words, 25), "vi": Measure("syllables", _words, 43)}
_OTHERS = Measure("words", _words, 30)


@check(
    "reading-load",
    Scope.TEXT,
    warnings=("long-sentence", "long-words"),
    rationale="Some readers read slowly or hardly at all, and a long sentence is lost before it ends.",
    source="English: 25 words (GOV.UK, “Sentence length: why 25 words is our limit”, 2014); long words, and all other "
    "languages, uncalibrated: that limit times what our drafts have for a word of English, and a fifth more",
)
def sentences_are_short(wording: Wording) -> Iterator[Remark]:
    """Yield the longest sentence of a form when it is too long, and English sentences full of long words."""
    tag = wording.language.tag.split("-")[0]
    measure = _OF_LANGUAGE.get(tag) or _MEASURES.get(wording.language.script, _OTHERS)
    note = "" if tag == "en" else " (uncalibrated)"
    for text in map(without_addresses, wording.texts):
        parts = _sentences(text, wording)
        longest = max(map(measure.count, parts), default=0)
        if longest > measure.limit:
            said = f"a sentence of {longest} {measure.unit}; more than {measure.limit} are hard to follow{note}"
            yield Remark("long-sentence", said, "make two sentences of it, or a list")
        if tag == "en" and (words := next((found for part in parts if (found := _long_words(part))), None)):
            yield Remark(
                "long-words", f"many long words: {', '.join(words[:5])} (uncalibrated)", "say it in short words"
            )


def _sentences(text: str, wording: Wording) -> list[str]:
    """Return the sentences of a text; Thai marks none, so there each of the source has its share."""
    of = marks(wording.language)
    if of.stop:
        return sentences(text, of)
    count = max(len(sentences(source.text, Marks())) for source in wording.sources)
    size = max(1, -(-len(text) // max(count, 1)))
    return [text[start : start + size] for start in range(0, len(text), size)]


def _long_words(sentence: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", sentence)
    long = [word for word in words if len(word) >= _LONG_WORD]
    return long if len(words) >= 8 and len(long) > len(words) * _LONG_WORDS else []
