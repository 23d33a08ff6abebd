"""A text cut into words and codes: what CAT tools protect from translators, and what they leave to them.

Placeholders, marks of bold and stressed words, and links are codes. The pieces joined give the text again, to the
letter, whatever it is; marks that do not pair are words like any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<escaped>\\.)|(?P<value>\{[^{}]*\})|(?P<mark>\*\*?)|(?P<opening>\[)(?=[^\[\]]*\]\([^()\s]*\))|(?P<closing>\]\([^()\s]*\))",
    re.DOTALL,
)


@dataclass(frozen=True)
class Code:
    """A code without content: `{fund.name}`."""

    data: str


@dataclass(frozen=True)
class Pair:
    """A stretch between two codes: `**`, the words, `**`."""

    opening: str
    closing: str
    children: tuple[Piece, ...]


Piece = str | Code | Pair


def cut(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text."""
    stack: list[tuple[str, list[Piece]]] = [("", [])]
    position = 0
    for token in _TOKEN.finditer(text):
        _add(stack[-1][1], text[position : token.start()])
        position = token.end()
        _take(stack, token)
    _add(stack[-1][1], text[position:])
    while len(stack) > 1:
        _unpair(stack)
    return tuple(stack[0][1])


def _take(stack: list[tuple[str, list[Piece]]], token: re.Match[str]) -> None:
    text, kind, (opening, children) = token[0], token.lastgroup, stack[-1]
    if kind == "value":
        children.append(Code(text))
    elif kind == "escaped" or (kind == "closing" and opening != "["):
        _add(children, text)
    elif kind == "closing" or (kind == "mark" and opening == text):
        stack.pop()
        stack[-1][1].append(Pair(opening, text, tuple(children)))
    else:
        stack.append((text, []))


def _unpair(stack: list[tuple[str, list[Piece]]]) -> None:
    """Make words of an opening code that nothing closes."""
    opening, children = stack.pop()
    _add(stack[-1][1], opening)
    for child in children:
        if isinstance(child, str):
            _add(stack[-1][1], child)
        else:
            stack[-1][1].append(child)


def _add(children: list[Piece], text: str) -> None:
    """Append words; neighbouring ones become one piece."""
    if not text:
        return
    if children and isinstance(children[-1], str):
        children[-1] += text
    else:
        children.append(text)


def joined(pieces: Sequence[Piece]) -> str:
    """Return the text of its pieces."""
    return "".join(_texts(pieces))


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Pair):
            yield from (piece.opening, *_texts(piece.children), piece.closing)
        else:
            yield piece.data if isinstance(piece, Code) else piece


class Numbers:
    """Numbers the codes of a text and of its translation: the same code has the same number in both."""

    def __init__(self) -> None:
        self._given: list[tuple[tuple[str, ...], int]] = []
        self._free: list[tuple[tuple[str, ...], int]] = []

    def turn(self) -> None:
        """Begin with another side: each number may be used again."""
        self._free = list(self._given)

    def of(self, code: Code | Pair) -> int:
        """Return the number of a code: that of the first equal one that is still free, or a new one."""
        key = (code.data,) if isinstance(code, Code) else (code.opening, code.closing)
        for taken in self._free:
            if taken[0] == key:
                self._free.remove(taken)
                return taken[1]
        number = len(self._given) + 1
        self._given.append((key, number))
        return number
