"""An entry as the lines gettext's own tools would write for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import polib

from docgen.catalogs.message import FUZZY, Entry
from docgen.errors import Location

ORDER = ("#", "#.", "#:", "#,", "#=", "#|", "msgctxt", "msgid", "msgid_plural", "msgstr")
"""The groups of lines of an entry, in the order gettext writes them."""

# Where gettext may end a line: after spaces, after - – / . , : ; } before a letter, and around Han characters, but for
# their punctuation. A text that ends otherwise would be wrapped anew when a translator's program saves it.
_HAN = "\u2e80-\u2fff\u3003-\u3007\u3012-\u9fff\uf900-\ufaff"
_OPENING = "\u3008\u300a\u300c\u300e\u3010\uff08"
_CLOSING = "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff1a\uff1b\uff1f"
_BREAK = re.compile(
    r"(?<= )(?! |\\n$)"
    r"|(?<=[-–/.,:;])(?=[^\W\d_]|\*)|(?<=\})(?=[^\W\d_])"
    rf"|(?<=[{_HAN}{_CLOSING}])(?![{_CLOSING} ]|\\n$)"
    rf"|(?<![ {_OPENING}])(?=[{_HAN}{_OPENING}])"
)
_WIDTH = 79  # columns: gettext's page width


def entry_lines(entry: Entry) -> list[str]:
    """Return the lines of an entry, without line endings."""
    groups = line_groups(entry)
    return [line for group in ORDER for line in groups.get(group, [])]


def line_groups(entry: Entry) -> dict[str, list[str]]:
    """Return the lines of an entry, group by group; a group without lines is absent."""
    groups = {
        "#": _comments("#", entry.translator_comments.split("\n")) if entry.translator_comments else [],
        "#.": _comments("#.", comment_lines(entry.comments)),
        "#:": _wrapped("#:", [_place(location) for location in entry.locations], " "),
        "#,": [f"#, {', '.join(sorted(entry.flags, key=lambda f: (f != FUZZY, f)))}"] if entry.flags else [],
        "#|": list(_previous(entry)),
    }
    mark = "#~ " if entry.obsolete else ""
    for keyword, text in (("msgctxt", entry.msgctxt), ("msgid_plural", entry.msgid_plural)):
        groups[keyword] = _string(mark, keyword, text) if text else []
    groups["msgid"] = _string(mark, "msgid", entry.msgid)
    groups["msgstr"] = [line for keyword, text in _forms(entry) for line in _string(mark, keyword, text)]
    return {group: lines for group, lines in groups.items() if lines}


def comment_lines(comments: Iterable[str]) -> tuple[str, ...]:
    """Return comments as a PO file can hold them: one line each, none ending in spaces."""
    return tuple(line.rstrip() for comment in comments for line in comment.splitlines() or [""])


def _comments(mark: str, lines: Iterable[str]) -> list[str]:
    return [f"{mark} {line}".rstrip() for line in lines]


def _place(location: Location) -> str:
    path = f"\u2068{location.path}\u2069" if re.search(r"\s", location.path) else location.path
    return f"{path}:{location.line}" if location.line else path


def _previous(entry: Entry) -> Iterator[str]:
    if entry.previous is None:
        return
    mark = "#~| " if entry.obsolete else "#| "
    for keyword, text in zip(("msgctxt", "msgid", "msgid_plural"), entry.previous, strict=True):
        if text or keyword == "msgid":
            yield from _string(mark, keyword, text)


def _forms(entry: Entry) -> list[tuple[str, str]]:
    if entry.msgid_plural:
        return [(f"msgstr[{n}]", text) for n, text in enumerate(entry.msgstr)]
    return [("msgstr", text) for text in entry.msgstr]


def _string(mark: str, keyword: str, text: str) -> list[str]:
    """Return `keyword "text"` on one line if it fits or has one word, else below an empty text, cut after spaces."""
    paragraphs = [polib.escape(part) for part in re.split(r"(?<=\n)", text) if part]
    whole = f'{mark}{keyword} "{"".join(paragraphs)}"'
    words = [[word for word in _BREAK.split(paragraph) if word] for paragraph in paragraphs]
    if not words or (len(words) == 1 and (_columns(whole) <= _WIDTH or len(words[0]) == 1)):
        return [whole]
    pieces = [piece for paragraph in words for piece in _wrapped("", paragraph, "", _WIDTH - len(mark) - 2)]
    return [f'{mark}{keyword} ""', *(f'{mark}"{piece}"' for piece in pieces)]


def _wrapped(start: str, words: Iterable[str], space: str, width: int = _WIDTH) -> list[str]:
    """Return words put into lines of at most `width` columns, a longer word alone on its line."""
    lines: list[str] = []
    used = 0
    for word in words:
        columns = len(space) + _columns(word)
        if lines and used + columns <= width:
            lines[-1] += space + word
            used += columns
        else:
            lines.append(f"{start}{space}{word}" if start else word)
            used = _columns(lines[-1])
    return lines


def _columns(text: str) -> int:
    """Return how wide a terminal shows a text: marks above and below a letter take no room, Han characters two."""
    return len(text) if text.isascii() else sum(map(_width, text))


@cache
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
