"""Facts: the typed values that documents show, each with its source and its state.

A fact is data, never a sentence: how it is written in a language is a message, and which digits are used is a
setting of the language (`docgen.localise.values`). Reading them from files is `docgen.content.facts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from docgen.errors import Location


class FactState(Enum):
    """Whether somebody answers for a fact; only CONFIRMED may stand in a final edition."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    EXPIRED = "expired"
    CONFLICT = "conflict"


class Unit(Enum):
    """What a duration is counted in; "business_day" and the like are added when a law needs them."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Money:
    """An amount in whole units of a currency (ISO 4217)."""

    amount: int
    currency: str


@dataclass(frozen=True)
class Count:
    """A plain number of things."""

    number: int


@dataclass(frozen=True)
class Duration:
    """A length of time."""

    number: int
    unit: Unit


@dataclass(frozen=True)
class Age:
    """An age in completed years."""

    years: int


@dataclass(frozen=True)
class Day:
    """A date of the common era; the reader's calendar is chosen when it is written."""

    day: date


@dataclass(frozen=True)
class Month:
    """A month of a year of the common era, where a source names no day."""

    year: int
    month: int


@dataclass(frozen=True)
class Year:
    """A year of the common era, where a source names no more."""

    year: int


@dataclass(frozen=True)
class Telephone:
    """A telephone number as it is dialled inside its country: "0 2202 9074", or a short code such as "1300".

    A short code has no international form: it works inside its country only.
    """

    number: str
    country: str
    short_code: bool = False

    @property
    def digits(self) -> str:
        """What a telephone inside the country is given."""
        return re.sub(r"\D", "", self.number)

    @property
    def href(self) -> str:
        """The tel: address: E.164 for a full number, the digits alone for a short code."""
        if self.short_code:
            return f"tel:{self.digits}"
        return f"tel:+{CALLING_CODES[self.country]}{self.digits.removeprefix('0')}"


# ITU-T E.164 calling codes of the countries in the content. Only countries whose national numbers drop their
# trunk 0 abroad stand here: Telephone.href relies on it.
CALLING_CODES = {"TH": "66", "LA": "856", "KH": "855", "MM": "95", "VN": "84"}


@dataclass(frozen=True)
class Law:
    """A law, or one of its sections. `name` is its title without the year; `year` is of the common era,
    None where the source gives none."""

    name: str
    year: int | None = None
    section: str = ""


@dataclass(frozen=True)
class Organisation:
    """A proper name."""

    name: str


FactValue = Money | Count | Duration | Age | Day | Month | Year | Telephone | Law | Organisation


@dataclass(frozen=True)
class Confirmation:
    """Who answers for a fact (a role code, never a name), since when and until when."""

    by: str
    on: date
    until: date


@dataclass(frozen=True)
class Fact:
    """One fact with what must be known to trust it."""

    id: str
    value: FactValue
    source: str
    source_date: date
    owner: str
    state: FactState
    location: Location
    note: str = ""
    confirmation: Confirmation | None = None


def describe(value: FactValue) -> str:
    """Return a value in one plain English line, for lists and for translators' comments."""
    match value:
        case Money(amount, currency):
            return f"{amount:,} {currency}"
        case Count(number) | Year(number):
            return str(number)
        case Duration(number, unit):
            return f"{number} {unit.value}{'' if number == 1 else 's'}"
        case Age(years):
            return f"{years} years old"
        case Day(day):
            return day.isoformat()
        case Month(year, month):
            return f"{year}-{month:02}"
        case Telephone(number):
            return number
        case Law(name, year, section):
            return ", ".join([name, *([str(year)] if year else []), *([f"section {section}"] if section else [])])
        case Organisation(name):
            return name
