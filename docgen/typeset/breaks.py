"""Line-break opportunities for scripts that write no space between words, as U+200B in the text.

Each script has its breaker; `guards` holds over all of them. The renderer's own UAX #14 is right for other scripts, so
nothing is added to them. Nothing of a text outlives the call.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from icu4py.breakers import LineBreaker

from docgen.languages import BreakRule, Language
from docgen.typeset import syllables
from docgen.typeset.graphemes import offsets
from docgen.typeset.guards import LONE_CONSONANT, forbidden
from docgen.typeset.lexicon import Lexicon

ZWSP = "\u200b"

# Runs of one script. Joiners (U+200C, U+200D) belong to the word they stand in. Between two runs, or beside a Latin
# word or digits without a space, UAX #14 has no opportunity, and neither have we: "500บาท" stays together.
_RUN = re.compile(
    "(?P<thai>[\u0e00-\u0e7f][\u0e00-\u0e7f\u200c\u200d]+)"
    "|(?P<lao>[\u0e80-\u0eff][\u0e80-\u0eff\u200c\u200d]+)"
    "|(?P<khmer>[\u1780-\u17d3][\u1780-\u17d3\u17d7\u17dd\u200c\u200d]+)"  # khmercut cuts wrongly before ៖ and ។
    f"|(?P<myanmar>[{syllables.MYANMAR}][{syllables.MYANMAR}\u200c\u200d]+)"
)
_LONE = re.compile(LONE_CONSONANT)


def insert_breaks(
    texts: Sequence[str], language: Language, lexicon: Lexicon, kept: Collection[int] = ()
) -> tuple[str, ...]:
    """Return the leaves of one block in NFC, with U+200B where a line may end and the renderer would not see it.

    `texts` are the block's consecutive leaves: a word may begin in one and end in the next, so that setting letters in
    bold never moves a break. A break between two leaves stands at the end of the first, or at the start of the second
    if the first is kept. `kept` are the indices of leaves that come back without U+200B: values, telephone numbers. A
    U+200B that was typed is a preferred break: it stays unless a guard or the lexicon forbids it.
    """
    leaves = [unicodedata.normalize("NFC", text.replace(ZWSP, "")) for text in texts]
    ends = list(accumulate(map(len, leaves)))
    spans = [(end - len(leaf), end) for leaf, end in zip(leaves, ends, strict=True)]
    text = "".join(leaves)
    never = forbidden(text, [*lexicon.spans(text), *_merged(spans, kept)])
    typed = {
        start + offset
        for (start, _), raw, leaf in zip(spans, texts, leaves, strict=True)
        for offset in _typed(raw, leaf)
    }
    points = _without_lone_consonants(text, _found(text, language) - never, typed - never)
    return _marked(leaves, spans, points, kept)


def _merged(spans: Sequence[tuple[int, int]], kept: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans of kept leaves, neighbours as one: between two of them no leaf could hold the break."""
    for is_kept, group in groupby(enumerate(spans), lambda item: item[0] in kept):
        members = [span for _, span in group]
        if is_kept:
            yield members[0][0], members[-1][1]


def _typed(text: str, leaf: str) -> Iterator[int]:
    """Yield where the U+200B of a text stood, as indices of its NFC; not of one that kept NFC from joining two."""
    *heads, _ = accumulate(text.split(ZWSP))
    for head in heads:
        composed = unicodedata.normalize("NFC", head)
        if leaf.startswith(composed):
            yield len(composed)


def _found(text: str, language: Language) -> set[int]:
    """Return the opportunities that the breakers find in a text, before any guard.

    The script of a run chooses the breaker, since a Khmer page names Thai offices; the language chooses only for the
    Myanmar script, in which ICU knows the words of Burmese alone.
    """
    by_script = dict(_BREAKERS)
    if language.breaks is BreakRule.BURMESE:
        by_script["myanmar"] = _burmese
    return {
        run.start() + index
        for run in _RUN.finditer(text)
        for script in [run.lastgroup or ""]
        for index in by_script[script](run.group())
        if 0 < index < len(run.group())
    }


def _by_icu(run: str) -> list[int]:
    """Return the ends of ICU's line segments."""
    return offsets(LineBreaker(run, "und"), run)


def _burmese(run: str) -> Iterable[int]:
    """Return the ends of ICU's words, of which the guards keep those between syllables, and of particles.

    ၌ ၍ ၏ end a phrase; ICU takes them for letters of an unknown word and breaks on neither side.
    """
    return {*_by_icu(run), *(match.end() for match in re.finditer("[၌၍၏]", run))}


def _thai(run: str) -> Iterable[int]:
    """Return the ends of thaibreak's words (F1 .936 on 1,000 sentences, ICU's .887); ICU's where it does not load."""
    try:
        import thaibreak  # type: ignore[import-untyped]  # here: loads a library and its dictionary

        ends: list[int] = thaibreak.boundaries(run)
    except (ImportError, UnicodeDecodeError):  # it cuts UTF-8 by offsets of its own
        return _by_icu(run)
    return ends if ends[-1:] == [len(run)] else _by_icu(run)  # without its library it returns nothing


def _khmer(run: str) -> Iterable[int]:
    """Return the ends of khmercut's words (F1 .989 on 1,000 sentences, ICU's .919); ICU's where it does not load.

    Joiners are hidden from it, for it takes them for the end of a word.
    """
    letters = [(index, letter) for index, letter in enumerate(run) if letter not in "\u200c\u200d"]
    bare = "".join(letter for _, letter in letters)
    try:
        import khmercut  # here: loads a model of 17 MB

        words: list[str] = khmercut.tokenize(bare)
    except ImportError:  # its python-crfsuite has no wheel for some machines
        return _by_icu(run)
    if "".join(words) != bare:
        return _by_icu(run)
    return [letters[end][0] for end in accumulate(map(len, words)) if end < len(letters)]


_BREAKERS: dict[str, Callable[[str], Iterable[int]]] = {
    "thai": _thai,
    "lao": _by_icu,
    "khmer": _khmer,
    "myanmar": syllables.openings,
}


def _without_lone_consonants(text: str, found: set[int], typed: set[int]) -> set[int]:
    """Return all points but those found that would leave a Thai or Lao consonant alone; typed ones always stay."""
    points = found | typed
    lone = {index for index in points if index + 1 in points and _LONE.match(text, index)}
    return typed | (found - lone - {index + 1 for index in lone & typed})


def _marked(
    leaves: Sequence[str], spans: Sequence[tuple[int, int]], points: set[int], kept: Collection[int]
) -> tuple[str, ...]:
    """Return the leaves with U+200B at the points, each in the first leaf that touches it and is not kept."""
    cuts: list[set[int]] = [set() for _ in leaves]
    free = [index for index in range(len(leaves)) if index not in kept]
    for point in points:
        host = next(index for index in free if spans[index][0] <= point <= spans[index][1])
        cuts[host].add(point - spans[host][0])
    return tuple(_cut(leaf, cut) for leaf, cut in zip(leaves, cuts, strict=True))


def _cut(leaf: str, cut: set[int]) -> str:
    return "".join(ZWSP * (index in cut) + letter for index, letter in enumerate(leaf)) + ZWSP * (len(leaf) in cut)
