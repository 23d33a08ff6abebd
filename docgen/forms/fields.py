"""What a form asks for, as far as filling it in goes: its fields, and how dates are written in its language."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What is put into a field. What is signed is no field here: a person signs on paper."""

    TEXT = "text"
    LINES = "lines"  # a text of several lines
    NUMBER = "number"
    DATE = "date"  # with its day, month and year as options, each a place of its own
    CHOICE = "choice"  # one of the options
    CHECKS = "checks"  # any of the options


class Option(NamedTuple):
    """One box to tick, or one part of a date."""

    id: str
    label: str


class Field(NamedTuple):
    """One question of a form; the words are in the form's language."""

    id: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
