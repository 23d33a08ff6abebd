"""The order of a line that has right-to-left letters: which stretches run which way, and where each stands.

Values have no marks of direction (they are canonical), so the part of the algorithm about embeddings is not here. Tests
compare with another implementation.

Source: UAX #9, revision 50: P2–P3, W1–W7, N0–N2, I1–I2, L1–L2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import bidirectional

# Letters of the right-to-left scripts; whoever has none of them needs none of this.
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CLOSING = dict(zip("([{⁅⁽₍⟦⟨⟪⟬⟮〈《「『【〔〖〘〚（［｛｟｢", ")]}⁆⁾₎⟧⟩⟫⟭⟯〉》」』】〕〗〙〛）］｝｠｣", strict=True))
_NEUTRAL = ("B", "S", "WS", "ON")
_NUMBERS = ("EN", "AN")


def has_rtl(text: str) -> bool:
    """Whether a text has letters that run from right to left."""
    return _RTL.search(text) is not None


def base_level(text: str, otherwise: int = 0) -> int:
    """Return 1 for a text whose first letter runs from right to left, 0 for another, `otherwise` without a letter."""
    strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "")
    return int(strong != "L") if strong else otherwise


def visual_runs(levels: Sequence[int]) -> list[tuple[int, int, bool]]:
    """Return the stretches of a line from left to right: (start, end, whether it runs from right to left)."""
    runs: list[tuple[int, int, int]] = []
    for start, level in enumerate(levels):
        if runs and runs[-1][2] == level:
            runs[-1] = (runs[-1][0], start + 1, level)
        else:
            runs.append((start, start + 1, level))
    for least in range(max(levels, default=0), 0, -1):
        runs = list(_reversed(runs, least))
    return [(start, end, bool(level % 2)) for start, end, level in runs]


def _reversed(runs: list[tuple[int, int, int]], least: int) -> Iterator[tuple[int, int, int]]:
    """Yield runs from left to right, those of a level and above turned around (L2)."""
    for high, group in groupby(runs, key=lambda run: run[2] >= least):
        members = list(group)
        yield from reversed(members) if high else members


def line_levels(text: str, levels: Sequence[int], base: int, start: int, end: int) -> list[int]:
    """Return the levels of one line of a text: spaces at its end stand with the paragraph (L1)."""
    stem = start + len(text[start:end].rstrip())
    return [*levels[start:stem], *[base] * (end - stem)]


def levels(text: str, base: int) -> list[int]:
    """Return the level of each character: even ones run from left to right."""
    side = "R" if base else "L"
    kinds = _numbers_and_marks([bidirectional(character) or "L" for character in text], side)
    _brackets(text, kinds, side)
    _neutrals(kinds, side)
    return [_level(kind, base) for kind in kinds]


def _level(kind: str, base: int) -> int:
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _numbers_and_marks(kinds: list[str], side: str) -> list[str]:
    """Return the classes after W1 to W7: L, R, EN, AN, and neutral ones."""
    kinds = _w1_to_w3(kinds, side)
    for n in range(1, len(kinds) - 1):
        before, kind, after = kinds[n - 1 : n + 2]
        if before == after and ((kind == "CS" and before in _NUMBERS) or (kind == "ES" and before == "EN")):
            kinds[n] = before
    kinds = _w5(kinds)
    kinds = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]
    strong = side
    for n, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[n] = "L"
    return kinds


def _w1_to_w3(kinds: list[str], side: str) -> list[str]:
    """A mark goes with what it stands on; a digit after an Arabic letter is an Arabic one."""
    found: list[str] = []
    before = strong = side
    for own in kinds:
        kind = before if own in ("NSM", "BN") else own
        before = "AN" if kind == "EN" and strong == "AL" else kind
        if before in ("L", "R", "AL"):
            strong = before
        found.append(before)
    return ["R" if kind == "AL" else kind for kind in found]


def _w5(kinds: list[str]) -> list[str]:
    """Signs beside a number (%, baht) go with it."""
    found: list[str] = []
    groups = [(kind, len(list(group))) for kind, group in groupby(kinds)]
    for n, (kind, count) in enumerate(groups):
        beside = {groups[m][0] for m in (n - 1, n + 1) if 0 <= m < len(groups)}
        found += ["EN" if kind == "ET" and "EN" in beside else kind] * count
    return found


def _brackets(text: str, kinds: list[str], side: str) -> None:
    """A pair of brackets runs as what is in it does, or as what stands before it (N0)."""
    for opening, closing in sorted(_pairs(text, kinds)):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if side in inside:
            found = side
        elif inside:
            before = next((_strong(kind) for kind in reversed(kinds[:opening]) if _strong(kind)), side)
            found = before if before in inside else side
        else:
            continue
        for place in (opening, closing):
            end = next((n for n in range(place + 1, len(text)) if bidirectional(text[n]) != "NSM"), len(text))
            kinds[place:end] = [found] * (end - place)


def _pairs(text: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    for n, character in enumerate(text):
        if kinds[n] != "ON":
            continue
        if character in _CLOSING:
            waiting.append((_CLOSING[character], n))
        elif any(closing == character for closing, _ in waiting):
            while True:
                closing, opening = waiting.pop()
                if closing == character:
                    yield opening, n
                    break


def _strong(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind if kind in ("L", "R") else ""


def _neutrals(kinds: list[str], side: str) -> None:
    """What stands between letters of one direction goes with them, all else with the paragraph (N1, N2)."""
    n = 0
    while n < len(kinds):
        if kinds[n] not in _NEUTRAL:
            n += 1
            continue
        end = next((m for m in range(n, len(kinds)) if kinds[m] not in _NEUTRAL), len(kinds))
        before = _strong(kinds[n - 1]) if n else side
        after = _strong(kinds[end]) if end < len(kinds) else side
        kinds[n:end] = [before if before == after else side] * (end - n)
        n = end
