"""Which vanished entry a new message was: the same words elsewhere, or nearly the same words in the same place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from docgen.catalogs.message import Entry, Key, Message

CUTOFF = 0.6
"""The least difflib ratio of a changed text to its old words; msgmerge accepts the same."""

_POOL = 4  # so few entries are all compared with difflib; of more, those that share the rarest trigrams
_RARE = 48  # trigrams looked up for one text
_NEAREST = 3  # entries then compared with difflib at most


def moved(messages: Iterable[Message], entries: Iterable[Entry]) -> dict[Key, Entry]:
    """Return, by the key of the message, the translated entries that have its very words and no rival for them."""
    by_words: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if any(entry.msgstr):
            by_words[entry.msgid, entry.msgid_plural].append(entry)
    found: dict[Key, Entry] = {}
    for message in messages:
        if len(candidates := by_words.get((message.msgid, message.msgid_plural), [])) == 1:
            found[message.key] = candidates.pop()  # its translation serves one message only
    return found


def alike(messages: Iterable[Message], entries: Iterable[Entry]) -> dict[Key, Entry]:
    """Return, by the key of the message, the translated entries of its msgctxt whose words are most like its own."""
    pools: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if any(entry.msgstr):
            pools[entry.msgctxt].append(entry)
    groups: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        groups[message.msgctxt].append(message)
    return {key: entry for msgctxt, group in groups.items() for key, entry in _pairs(group, pools[msgctxt])}


def _pairs(messages: Sequence[Message], pool: Sequence[Entry]) -> list[tuple[Key, Entry]]:
    """Return pairs, the most alike first served; of equal ones, the first in the source."""
    index = _Index([entry.msgid for entry in pool])
    scored = [
        (-ratio, m, e)
        for m, message in enumerate(messages)
        for e in index.nearest(message.msgid)
        if (ratio := _ratio(message.msgid, pool[e].msgid)) >= CUTOFF
    ]
    pairs: dict[int, int] = {}
    for _, m, e in sorted(scored):
        if m not in pairs.values() and e not in pairs:
            pairs[e] = m
    return [(messages[m].key, pool[e]) for e, m in pairs.items()]


def _ratio(a: str, b: str) -> float:
    """Return difflib's ratio, or 0 where its cheap upper bounds already miss the cutoff."""
    matcher = SequenceMatcher(None, a, b, autojunk=False)  # autojunk ignores frequent letters of texts of 200 and more
    if matcher.real_quick_ratio() < CUTOFF or matcher.quick_ratio() < CUTOFF:
        return 0.0
    return matcher.ratio()


class _Index:
    """Finds the few of many texts that are worth difflib's time: it takes milliseconds for a pair of paragraphs."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._holders: dict[str, list[int]] = defaultdict(list)
        if self._size > _POOL:
            for n, text in enumerate(texts):
                for trigram in _trigrams(text):
                    self._holders[trigram].append(n)

    def nearest(self, text: str) -> Iterable[int]:
        """Return the numbers of the texts to compare with one text; one far behind the best is not among them."""
        if self._size <= _POOL:
            return range(self._size)
        known = sorted((t for t in _trigrams(text) if t in self._holders), key=lambda t: (len(self._holders[t]), t))
        votes = Counter(n for trigram in known[:_RARE] for n in self._holders[trigram])
        best = votes.most_common(_NEAREST)
        return [n for n, count in best if count * 2 >= best[0][1]]


def _trigrams(text: str) -> set[str]:
    return {text[n : n + 3] for n in range(max(1, len(text) - 2))}
