"""What the translators of a language have written already, wherever it stands: proposals for texts that have nothing.

A translation may depend on its place, so none becomes more than a proposal. The very words, translated elsewhere, are
taken over as fuzzy and may stand in a reading aid; an approval never comes with them. A translation of similar words
comes with the words it was made for, so it is stale, and no page shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from docgen.catalogs.likeness import Texts
from docgen.catalogs.message import FUZZY, MACHINE_DRAFT, SAME_WORDS, SIMILAR_WORDS, Entry, Key, Previous

CUTOFF = 0.75
"""The least likeness of words elsewhere. Above that of a text's own place: only the words speak for the proposal.

Programs for translators start between 0.7 and 0.75. Of two different texts of this project, 1 pair in 700 reaches 0.75,
and each such pair shares most of its words.
"""

_NEAREST = 5
Words = tuple[str, str]


@dataclass(frozen=True)
class Proposals:
    """Entries with a translation from elsewhere, by their keys: for the very words, and for similar ones."""

    same: Mapping[Key, Entry]
    similar: Mapping[Key, Entry]


@dataclass(frozen=True)
class _Remembered:
    """A translation, the words it was made for, and where it stands; the lowest `rank` is the best of several."""

    msgctxt: str
    words: Words
    msgstr: tuple[str, ...]
    place: str
    rank: tuple[bool, bool, bool]  # made by a machine, out of use, not looked at yet

    @property
    def machine_draft(self) -> bool:
        """Whether a machine made it and nobody has read it."""
        return self.rank[0]


class Memory:
    """The translations of one language, by the words they were made for: a stale one by its former words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_words: dict[Words, list[_Remembered]] = {}
        for entry in entries:
            # A proposal for similar words says what its origin says, and would outrank it in a second update.
            if all(entry.msgstr) and not entry.proposed:
                remembered = _remembered(entry)
                self._by_words.setdefault(remembered.words, []).append(remembered)
        self._words = list(self._by_words)

    @cached_property
    def _texts(self) -> Texts:
        return Texts([msgid for msgid, _ in self._words])

    def proposals(self, entries: Iterable[Entry]) -> Proposals:
        """Return what there is for those of the entries that have no translation at all."""
        same: dict[Key, Entry] = {}
        similar: dict[Key, Entry] = {}
        for entry in entries:
            if any(entry.msgstr):
                continue
            if rivals := self._by_words.get((entry.msgid, entry.msgid_plural)):
                if (found := _agreed(rivals)) and len(found.msgstr) == len(entry.msgstr):
                    same[entry.key] = _proposed(entry, found, SAME_WORDS)
            elif like := self._similar(entry.msgid):
                proposed = _proposed(entry, like, SIMILAR_WORDS)
                similar[entry.key] = replace(proposed, previous=_previous(entry, like))
        return Proposals(same, similar)

    def _similar(self, msgid: str) -> _Remembered | None:
        found = self._texts.nearest(msgid, CUTOFF, _NEAREST)
        rivals = [one for likeness, n in found if likeness == found[0][0] for one in self._by_words[self._words[n]]]
        return _best(rivals)[0] if rivals else None


def _remembered(entry: Entry) -> _Remembered:
    words = entry.previous[1:] if entry.stale and entry.previous else (entry.msgid, entry.msgid_plural)
    msgstr = entry.msgstr if words[1] else entry.msgstr[:1]
    place = f"{entry.domain}:{entry.msgctxt}" if entry.msgctxt else entry.domain
    return _Remembered(entry.msgctxt, words, msgstr, place, (entry.machine_draft, entry.obsolete, entry.fuzzy))


def _best(rivals: Sequence[_Remembered]) -> list[_Remembered]:
    """Return a person's translations before a machine's, those in use before others, read ones before unread ones."""
    best = min(one.rank for one in rivals)
    return [one for one in rivals if one.rank == best]


def _agreed(rivals: Sequence[_Remembered]) -> _Remembered | None:
    """Return the translation of some words, None where there are two: which one is right, the place decides."""
    best = _best(rivals)
    return best[0] if len({one.msgstr for one in best}) == 1 else None


def _proposed(entry: Entry, found: _Remembered, remark: str) -> Entry:
    comments = [entry.translator_comments, MACHINE_DRAFT if found.machine_draft else "", f"{remark} {found.place}"]
    return replace(
        entry,
        msgstr=(found.msgstr + found.msgstr[-1:] * len(entry.msgstr))[: len(entry.msgstr)],
        flags=entry.flags | {FUZZY},
        translator_comments="\n".join(filter(None, comments)),
        previous=None,
    )


def _previous(entry: Entry, found: _Remembered) -> Previous:
    return Previous("" if found.msgctxt == entry.msgctxt else found.msgctxt, *found.words)
