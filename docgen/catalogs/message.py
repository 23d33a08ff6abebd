"""A text that asks for a translation (`Message`), and what a catalog says of it (`Entry`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from docgen.errors import Location

Key = tuple[str, str]
"""msgctxt and msgid: what a catalog finds an entry by."""

FUZZY = "fuzzy"
BRACE_FORMAT = "python-brace-format"
_NOWHERE = Location("")
MACHINE_DRAFT = "machine draft"
"""The translator comment of a text that a machine translated and nobody has read yet."""
FROM_CLDR = "proposed by CLDR"
"""The translator comment of such a text that Unicode's CLDR has; it goes when another text takes its place."""


@dataclass(frozen=True)
class Message:
    """A text of the source language, where it stands and what its translators are told of it."""

    domain: str
    msgctxt: str
    msgid: str
    msgid_plural: str = ""
    comments: tuple[str, ...] = ()  # "#."
    locations: tuple[Location, ...] = ()  # "#:"
    brace_format: bool = False

    @property
    def key(self) -> Key:
        """What a catalog finds the message by."""
        return self.msgctxt, self.msgid


class Previous(NamedTuple):
    """What an entry's msgstr was made for, when that is not what the entry asks now (`#|`).

    `msgctxt` is "" when the context is the same; the msgid is always there, since msgfmt refuses a `#| msgctxt` alone.
    """

    msgctxt: str
    msgid: str
    msgid_plural: str


@dataclass(frozen=True)
class Entry:
    """A message in one language's catalog; `msgstr` has one text, or one for each plural form."""

    domain: str
    msgctxt: str
    msgid: str
    msgid_plural: str = ""
    comments: tuple[str, ...] = ()
    locations: tuple[Location, ...] = ()
    msgstr: tuple[str, ...] = ("",)
    flags: frozenset[str] = frozenset()
    translator_comments: str = ""
    previous: Previous | None = None
    obsolete: bool = False
    location: Location = _NOWHERE  # the line of its msgid in the catalog

    @property
    def key(self) -> Key:
        """What a catalog finds the entry by."""
        return self.msgctxt, self.msgid

    @property
    def fuzzy(self) -> bool:
        """Whether nobody vouches for the translation."""
        return FUZZY in self.flags

    @property
    def stale(self) -> bool:
        """Whether the translation was made for other words than the entry's: such a text is never printed.

        A text that only moved to another msgctxt is fuzzy but not stale: its previous msgid is the same.
        """
        same = (self.msgid, self.msgid_plural)
        return self.fuzzy and self.previous is not None and self.previous[1:] != same

    @property
    def machine_draft(self) -> bool:
        """Whether a machine made the translation and no human has vouched for it."""
        return self.fuzzy and MACHINE_DRAFT in (line.strip() for line in self.translator_comments.split("\n"))

    @property
    def translated(self) -> bool:
        """Whether every plural form has a text, whoever wrote it."""
        return all(self.msgstr)
