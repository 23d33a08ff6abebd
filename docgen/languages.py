"""What docgen must know of a language: it is a table of docgen.toml, never code.

Inside, a language is a `Language`; outside, its tag is BCP 47 (`zh-Hant`); `zh_Hant` appears only in gettext's paths
and is accepted where a user types one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """Which way a line runs; the values are those of HTML's dir."""

    LTR = "ltr"
    RTL = "rtl"


class BreakRule(Enum):
    """How the places where a line may end are found."""

    SPACES = "spaces"  # Latin, Arabic, Ethiopic …: the renderer's UAX #14 is right
    HAN = "han"  # Chinese, Japanese: between characters, by the renderer's UAX #14
    THAI = "thai"
    LAO = "lao"
    KHMER = "khmer"
    BURMESE = "burmese"
    SYLLABLE = "syllable"  # Shan, Mon, Karen: Myanmar script, no dictionary


class Digits(Enum):
    """A system of decimal digits; the values are CLDR's names."""

    LATN = "latn"
    THAI = "thai"
    LAOO = "laoo"
    KHMR = "khmr"
    MYMR = "mymr"
    MYMRSHAN = "mymrshan"
    BENG = "beng"
    DEVA = "deva"
    ARAB = "arab"
    ARABEXT = "arabext"

    @property
    def zero(self) -> str:
        """The digit 0; the other nine follow it in Unicode."""
        return _ZEROS[self]


_ZEROS = {
    Digits.LATN: "0",
    Digits.THAI: "๐",
    Digits.LAOO: "໐",
    Digits.KHMR: "០",
    Digits.MYMR: "၀",
    Digits.MYMRSHAN: "႐",
    Digits.BENG: "০",
    Digits.DEVA: "०",
    Digits.ARAB: "٠",
    Digits.ARABEXT: "۰",
}


class Groups(Enum):
    """Where the digits of a large number are parted."""

    THOUSANDS = "thousands"  # 900,000
    LAKHS = "lakhs"  # 9,00,000: three digits, then two and two, as in South Asia


BUDDHIST_ERA = 543  # years before the common era that the Buddhist era of Thailand begins


class Calendar(Enum):
    """Which years are counted; a Buddhist year is the common year + 543."""

    GREGORIAN = "gregorian"
    BUDDHIST = "buddhist"


@dataclass(frozen=True)
class Language:
    """A language as the workspace sets it.

    `families` are the font families it may use, in order of preference: no other face may draw its text.
    `line_height` is a multiple of the type size. `scale` enlarges a script that looks small beside the others.
    """

    tag: str
    name: str
    english: str
    script: str
    families: tuple[str, ...]
    direction: Direction = Direction.LTR
    breaks: BreakRule = BreakRule.SPACES
    digits: Digits = Digits.LATN
    group: str = ","
    groups: Groups = Groups.THOUSANDS
    calendar: Calendar = Calendar.GREGORIAN
    line_height: float = 1.4
    scale: float = 1.0
    plural_forms: str = ""  # gettext's header; "" takes CLDR's rule

    @property
    def gettext(self) -> str:
        """The name of the language's folder under translations/."""
        return self.tag.replace("-", "_")

    def __str__(self) -> str:
        return self.tag


def normal_tag(text: str) -> str:
    """Return a BCP 47 tag from what a user typed: `zh_Hant`, `ZH-hant` and `zh-Hant` are one language."""
    first, *rest = text.replace("_", "-").split("-")
    return "-".join([first.lower(), *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in rest)])
