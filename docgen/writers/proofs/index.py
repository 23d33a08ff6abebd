"""What stands at the end of a proof: each message by its number, each value, and what was found to be wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from docgen.errors import Location
from docgen.languages import Language
from docgen.tree import Text, Value
from docgen.writers.artefact import Typeset


@dataclass(frozen=True)
class Shown:
    """A placeholder of a message, and what a reader sees in its place; one entry for each thing that is seen."""

    ref: str
    text: str
    language: Language


@dataclass(frozen=True)
class Listed:
    """A message by its number. `place` is where its words are written, `source` what they are a translation of.

    One that is not `alone` stands inside other texts only: a name, a format of values.
    """

    number: int
    text: Text
    place: Location
    source: Text
    alone: bool
    values: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something wrong with the pages; `number` is the message's, `page` counts from 1, both are 0 when unknown."""

    message: str
    number: int = 0
    page: int = 0


@dataclass(frozen=True)
class Proof:
    """What a proof is made of: the document as its reader gets it, with all messages and facts that it shows.

    `source` is the language of the workspace's own words, in which a proof speaks to those at the desk.
    """

    ready: Typeset
    source: Language
    listed: tuple[Listed, ...]
    facts: tuple[Value, ...]


def spans(numbers: Iterable[int]) -> str:
    """Return numbers as people list them: "1–3, 7"."""
    runs = groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0])
    found = [[number for _, number in run] for _, run in runs]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)
