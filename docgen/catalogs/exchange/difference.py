"""What changed between two texts, word by word: who reviews a change need not compare sentences letter by letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum

Splitter = Callable[[str], Sequence[str]]
"""Cuts a stretch without spaces into words; the pieces joined give the stretch again."""

# A placeholder and a mark are one word each, and so is a Chinese character, for no breaker joins those to words.
_TOKEN = re.compile(r"\{[^{}]*\}|\*\*?|\s+|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|\w+|.", re.DOTALL)
_STRETCH = re.compile(r"\s+|[^\s]+")


class Change(Enum):
    """What became of a stretch of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


def difference(old: str, new: str, split: Splitter) -> list[tuple[Change, str]]:
    """Return the stretches of both texts in the order of reading, what was removed before what came instead."""
    before, after = list(_words(old, split)), list(_words(new, split))
    stretches: list[tuple[Change, str]] = []
    for kind, i, j, m, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            stretches.append((Change.KEPT, "".join(before[i:j])))
            continue
        stretches += [(Change.REMOVED, "".join(before[i:j]))] if i < j else []
        stretches += [(Change.ADDED, "".join(after[m:n]))] if m < n else []
    return stretches


def _words(text: str, split: Splitter) -> Iterator[str]:
    for stretch in _STRETCH.findall(text):
        for piece in split(stretch) if stretch.strip() else [stretch]:
            yield from _TOKEN.findall(piece)
