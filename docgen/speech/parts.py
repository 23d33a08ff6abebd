"""Plain texts for chat and SMS: what is open of a document, in parts that can be read each by itself.

The first line of a message shows on a locked telephone: it is the neutral title. What is not marked as open stays out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from docgen.catalogs.checks.marks import Marks, marks
from docgen.languages import Language
from docgen.localise.numbers import plain_number
from docgen.speech.clauses import Clause, Kind, words_of
from docgen.speech.sms import length
from docgen.tree import Text, TextStatus


class Channel(Enum):
    """How a text is sent."""

    LINE = "line"
    WECHAT = "wechat"
    SMS = "sms"


MANY = 99  # parts: their numbers take two digits
SEGMENTS = 3  # of one SMS: more are often billed, and come late or in parts
_MOST: Mapping[Channel, tuple[Callable[[str], int], int]] = {
    # LINE Messaging API reference, text message: 5,000 characters, counted in UTF-16 code units.
    Channel.LINE: (lambda text: len(text.encode("utf-16-be")) // 2, 5000),
    # WeChat says no limit for what people type. Its interfaces for services take 2,048 bytes: we keep to that.
    Channel.WECHAT: (lambda text: len(text.encode()), 2048),
    Channel.SMS: (lambda text: length(text).segments, SEGMENTS),
}
_MISSING = (TextStatus.UNTRANSLATED, TextStatus.STALE)


@dataclass(frozen=True)
class Frame:
    """What stands around the words of each part: its first line, and "" or that nobody has checked the words.

    `untranslated` marks words in the source language; the `end` stands below the last part.
    """

    title: str
    draft: str
    untranslated: str
    end: tuple[str, ...]


def parts(
    clauses: Sequence[Clause], frame: Frame, channel: Channel, reader: Language, languages: Mapping[str, Language]
) -> list[str]:
    """Return the messages. A part ends where a sentence ends; a sentence that is too long is a part by itself.

    Clauses that are not open are left out; where none is open, there is no message.
    """
    units = [unit for clause in clauses if clause.open for unit in _units(clause, frame, languages)]
    if not units:
        return []
    measure, most = _MOST[channel]
    bodies: list[list[str]] = [[]]
    for unit in [*units, *frame.end]:
        longer = [*bodies[-1], unit]
        if bodies[-1] and measure("\n".join(_head(frame, MANY, MANY, reader) + longer)) > most:
            bodies.append([unit])
        else:
            bodies[-1] = longer
    heads = [_head(frame, n, len(bodies), reader) for n in range(1, len(bodies) + 1)]
    return ["\n".join(head + body) for head, body in zip(heads, bodies, strict=True)]


def _head(frame: Frame, part: int, of: int, reader: Language) -> list[str]:
    """Return the first lines of a part: the title with the part's number, and that nobody has checked the words."""
    number = f" {plain_number(part, reader)}/{plain_number(of, reader)}" if of > 1 else ""
    return [f"{frame.title}{number}", *filter(None, [frame.draft])]


def _units(clause: Clause, frame: Frame, languages: Mapping[str, Language]) -> Iterator[str]:
    """Yield what a part may begin or end with: a sentence, or a row or an organisation with its telephones."""
    if clause.kind in (Kind.ROW, Kind.CONTACT):
        yield "\n".join(_words(line, frame) for line in clause.lines)
        return
    mark = "- " if clause.kind is Kind.ITEM else ""
    for line in clause.lines:
        for sentence in split_sentences(_words(line, frame), marks(languages[line.language])):
            yield mark + sentence
            mark = ""


def _words(line: Text, frame: Frame) -> str:
    before = f"[{frame.untranslated}] " if line.status in _MISSING else ""
    return before + words_of(line)


def split_sentences(text: str, of: Marks) -> list[str]:
    """Return the sentences of a text with the marks that end them; joined they are the text, spaces apart.

    A Thai sentence ends with a space, and not every space ends one: Thai stays whole up to a question mark.
    """
    ends = rf"[{re.escape(of.ends)}]+[\"'”’»」』》）)\]]*"
    # Not behind an initial (B.E.), nor before a letter or a digit (3.5).
    pattern = rf"(?<![A-Z])(?<!\.\w){ends}(?=\s)\s*" if of.spaced else rf"{ends}\s*"
    starts = [0, *(found.end() for found in re.finditer(pattern, text)), len(text)]
    pieces = (text[start:end].strip() for start, end in pairwise(starts))
    return [piece for piece in pieces if piece]
