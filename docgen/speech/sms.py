"""How long a short message is: characters, and the segments in which networks carry and bill it.

Source: 3GPP TS 23.038, 6.2.1 (the alphabet) and 6.2.3 (UCS-2); TS 23.040, 9.2.3.24.1: a joined message gives six
octets of each segment to its header.
"""

from __future__ import annotations

from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes two septets


@dataclass(frozen=True)
class Length:
    """The length of a short message: its alphabet, its characters as the alphabet counts them, and its segments."""

    alphabet: str
    characters: int
    segments: int


def length(text: str) -> Length:
    """Return how long a text is as a short message. One letter outside GSM-7 puts the whole into UCS-2."""
    if set(text) <= _BASIC | _EXTENDED:
        sizes = [1 + (character in _EXTENDED) for character in text]
        return Length("GSM-7", sum(sizes), _segments(sizes, 160, 153))
    sizes = [len(character.encode("utf-16-be")) // 2 for character in text]
    return Length("UCS-2", sum(sizes), _segments(sizes, 70, 67))


def _segments(sizes: list[int], alone: int, joined: int) -> int:
    """Return in how many segments characters travel; none is divided between two segments."""
    if sum(sizes) <= alone:
        return 1
    count, room = 1, joined
    for size in sizes:
        if size > room:
            count, room = count + 1, joined
        room -= size
    return count
