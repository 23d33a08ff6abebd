"""What comes back from translators: answers, and those that cannot be entered as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docgen.errors import CatalogError, Location


@dataclass(frozen=True)
class Place:
    """Where something stands in a file that came back, as its reader would say it: `sheet “Texts”, row 12`."""

    location: Location
    words: str

    def fault(self, said: str, hint: str = "") -> CatalogError:
        """Return what is wrong there."""
        return CatalogError(f"{self.words}: {said}", location=self.location, hint=hint)


@dataclass(frozen=True)
class Answer:
    """The translation of one plural form, as it came back.

    `done` says whether its translator vouches for it; None is what most people leave: a changed text is meant, and of
    an unchanged one nothing is said. `shown` is what stands in the file as the catalog's text, "" when nothing does.
    """

    place: Place
    ticket: str
    state: str
    text: str
    done: bool | None = None
    comment: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Conflict:
    """An edit that was not entered, because what it was made for has changed. Both texts are kept: this one here."""

    place: Place
    reason: str
    source: str
    theirs: str  # what the catalog says now
    yours: str
    comment: str = ""


def unified(text: str) -> str:
    """Return a text with the line ends of a catalog, whatever a spreadsheet made of them."""
    return re.sub(r"\r\n?", "\n", text)


def report(conflicts: Iterable[Conflict]) -> str:
    """Return conflicts as a plain text that a translator can work from: nothing that was typed is lost."""
    parts = [
        "These texts were not entered, because something changed since the file was exported.",
        "Make a fresh export, look at both versions, and enter again what still holds.",
    ]
    for conflict in conflicts:
        parts += ["", "-" * 72, f"{conflict.place.words}: {conflict.reason}"]
        for name, text in _fields(conflict):
            if text:
                parts += ["", f"{name}:", text]
    return "\n".join(parts) + "\n"


def _fields(conflict: Conflict) -> tuple[tuple[str, str], ...]:
    return (
        ("source now", conflict.source),
        ("in the catalog now", conflict.theirs),
        ("in your file", conflict.yours),
        ("your comment", conflict.comment),
    )
