"""What was typed for a field becomes what is printed at its places, or is refused for a reason that tells nothing."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from docgen.canonical import canonical
from docgen.forms.faults import Fault, Unfit
from docgen.forms.fields import Field, Kind
from docgen.forms.plate import Plate
from docgen.languages import BUDDHIST_ERA, Calendar
from docgen.localise.numbers import plain_number

Given = Mapping[str, object]  # by the fields' ids, as JSON or a table has it: texts, numbers, lists of options
Key = tuple[str, str]  # a field's id, and the id of one of its options or ""
TICKED = "✓"

LONGEST = 4000  # characters: no place holds more, and nobody should wait for that answer
BUDDHIST_YEARS = range(2400, 2700)
COMMON_YEARS = range(1900, 2200)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_BURMESE = re.compile("[\u1000-\u109f]")
# Thai and Lao marks with nothing below them; for other scripts the shaper tells.
_ORPHAN = re.compile(r"(?:^|[\s()/.,-])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]")
ZAWGYI = 0.95  # a likelihood, by myanmartools


def entries(plate: Plate, given: Given, confirmed: bool = False) -> tuple[dict[Key, str], list[Fault]]:
    """Return the text for each place of a person's values, TICKED for a box, and what is wrong with the values.

    `confirmed` says that Burmese which looks like Zawgyi is Unicode all the same.
    """
    found: dict[Key, str] = {}
    faults = list(_unknown(plate, given))
    for field in plate.fields:
        value = given.get(field.id)
        try:
            if value is None or value == "" or value == []:
                continue
            for option, text in _WRITERS[field.kind](field, value, plate):
                if not confirmed:
                    _check_encoding(text)
                found[field.id, option] = text
        except Unfit as error:
            faults.append(Fault(field.id, error.reason, error.hint))
    return found, faults


def _unknown(plate: Plate, given: Given) -> Iterator[Fault]:
    """Yield a fault for each name that is no field. What the name is may be a value that slipped into the wrong row."""
    for place, name in enumerate(given, 1):
        if name not in plate.by_field:
            yield Fault("", f"value {place} is for no field of the form", f"its fields are {', '.join(plate.by_field)}")


# --- kinds of fields ----------------------------------------------------------------------------------------------

Written = Iterator[tuple[str, str]]


def _text(field: Field, value: object, plate: Plate) -> Written:
    yield "", _clean(_typed(value))


def _lines(field: Field, value: object, plate: Plate) -> Written:
    yield "", "\n".join(_clean(line) for line in _typed(value).strip().splitlines())


def _number(field: Field, value: object, plate: Plate) -> Written:
    digits = western(_typed(value))
    if not digits.isascii() or not digits.isdigit():
        raise Unfit("is no whole number", "write digits only")
    yield "", plain_number(int(digits), plate.writing)


def _date(field: Field, value: object, plate: Plate) -> Written:
    day = _day(western(_typed(value)))
    language = plate.writing
    year = day.year + (BUDDHIST_ERA if language.calendar is Calendar.BUDDHIST else 0)
    yield "day", plain_number(day.day, language)
    yield "month", plain_number(day.month, language)
    yield "year", plain_number(year, language)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unfit("is no date", "write it as 2026-11-21: year, month, day") from None
    if day.year in BUDDHIST_YEARS:
        raise Unfit(
            "has a year of the Buddhist era", "write the year of the common era, 543 less; it is printed as usual"
        )
    return day


def day_of(year: int, month: int, day: int) -> date:
    """Return the day of a date on paper, whose year may be of the Buddhist era.

    Raises:
        ValueError: there is none.
    """
    if year in BUDDHIST_YEARS:
        year -= BUDDHIST_ERA
    if year not in COMMON_YEARS:
        raise ValueError
    return date(year, month, day)


def _choice(field: Field, value: object, plate: Plate) -> Written:
    yield _option(field, _typed(value)), TICKED


def _checks(field: Field, value: object, plate: Plate) -> Written:
    chosen = value if isinstance(value, Sequence) and not isinstance(value, str) else re.split(r"[;,\n]", _typed(value))
    for each in chosen:
        yield _option(field, _typed(each)), TICKED


def _option(field: Field, value: str) -> str:
    """Return the id of an option, given by its id or its label."""
    wanted = canonical(value).casefold()
    for option in field.options:
        if wanted in (option.id, canonical(option.label).casefold()):
            return option.id
    raise Unfit("is none of its options", f"one of {', '.join(option.id for option in field.options)}")


_WRITERS: dict[Kind, Callable[[Field, object, Plate], Written]] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHECKS: _checks,
}


# --- texts --------------------------------------------------------------------------------------------------------


def _typed(value: object) -> str:
    """Return a value as text; JSON may have a number for an age."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unfit("is no text", "write it in quotation marks")
    return str(value)


def _clean(text: str) -> str:
    found = canonical(text)
    if _CONTROLS.search(found):
        raise Unfit("has a control character", "type it anew, instead of copying it")
    if _ORPHAN.search(found):
        raise Unfit("has a sign without the letter that it stands on", "look at how the word is spelled")
    if len(found) > LONGEST:
        raise Unfit(f"has more than {LONGEST} characters", "shorten it")
    return found


def western(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9."""
    shown = canonical(text)
    return shown if shown.isascii() else "".join([str(unicodedata.decimal(each, each)) for each in shown])


def _check_encoding(text: str) -> None:
    """Refuse Burmese that was typed for a Zawgyi font: it would be printed as another word, or as none.

    Short names may be the same in both (ကိုကို, သီတာ); they are right either way.
    """
    if _BURMESE.search(text) and _detector()(text) > ZAWGYI:
        raise Unfit(
            "looks like Burmese typed in Zawgyi", "type it in Unicode, or say --unicode if it is right as it is"
        )


@cache
def _detector() -> Callable[[str], float]:
    from myanmartools import ZawgyiDetector  # type: ignore[import-untyped]  # here: reads its model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # myanmartools 1.2.1 reads it in a way of Python 3.7
        find: Callable[[str], float] = ZawgyiDetector().get_zawgyi_probability
    return find
