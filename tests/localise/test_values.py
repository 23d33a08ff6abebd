"""Values: a fact as a reader of a language sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.inline import parse_inline
from docgen.errors import Location
from docgen.facts import (
    Age,
    Count,
    Day,
    Duration,
    Fact,
    FactState,
    FactValue,
    Law,
    Money,
    Month,
    Organisation,
    Telephone,
    Unit,
    Year,
)
from docgen.localise.values import Writer, fill
from docgen.tree import Message, Text, TextStatus, Value, plain, walk
from tests.trees import LANGUAGES, bold, line, slot

PLACE = Location("content/facts.toml", 7, 2)
MONTHS = ("January", "February", "March", "April", "May", "June", "July")
SAID = {
    "en": {
        "format.money.THB": ["{n} baht"],
        "format.duration.day": ["{n} day", "{n} days"],
        "format.age": ["{n} year", "{n} years"],
        "format.date": ["{day} {month} {year}"],
        "format.month_year": ["{month} {year}"],
        "format.year": ["{year}"],
        "format.law.name": ["{name}"],
        "format.law.year": ["{name}, B.E. {be} ({ce})"],
        "format.law.section": ["section {section} of the {law}"],
        "name.a": ["Act"],
        **{f"format.month.{n}": [month] for n, month in enumerate(MONTHS, 1)},
    },
    "th": {
        "format.money.THB": ["{n} บาท"],
        "format.date": ["{day} {month} {year}"],
        "format.month_year": ["{month} {year}"],
        "format.year": ["พ.ศ. {year}"],
        "format.law.year": ["{name} พ.ศ. {be}"],
        "format.law.section": ["มาตรา {section} แห่ง{law}"],
        "format.month.6": ["มิถุนายน"],
        "name.a": ["พ.ร.บ."],
    },
    "km": {
        "format.money.THB": ["{n} បាត"],
        "format.duration.day": ["{n} ថ្ងៃ"],
        "format.age": ["{n} ឆ្នាំ"],
        "format.date": ["ថ្ងៃទី{day} ខែ{month} ឆ្នាំ{year}"],
        "format.month_year": ["ខែ{month} ឆ្នាំ{year}"],
        "format.year": ["ឆ្នាំ{year}"],
        "format.law.year": ["{name} ព.ស. {be} (គ.ស. {ce})"],
        "format.month.6": ["មិថុនា"],
        "name.a": ["ច្បាប់"],
    },
    "my": {"format.date": ["{year} {month} {day}"], "format.month.6": ["ဇွန်"]},
    "zh-Hant": {"format.date": ["{year}年{month}{day}日"], "format.month.6": ["6月"]},
    "lo": {"format.date": ["{day} {month} {year}"], "format.month.6": ["ມິຖຸນາ"]},
    "vi": {"format.date": ["{day} {month}, {year}"], "format.month.6": ["tháng 6"], "format.money.THB": ["{n} baht"]},
}


def word(name: str, tag: str, forms: list[str], status: TextStatus = TextStatus.APPROVED) -> Text:
    """Return a named text of a language."""
    message = Message("shared", name, SAID["en"][name][0], Location("words.toml"))
    return Text(message, tag, status, tuple(parse_inline(form) for form in forms))


WORDS = {(name, tag): word(name, tag, forms) for tag, texts in SAID.items() for name, forms in texts.items()}


def writer(tag: str) -> Writer:
    """Return the writer of a language; a text that it has not stands there in English, marked."""
    missing = {
        (name, tag): word(name, "en", forms, TextStatus.UNTRANSLATED)
        for name, forms in SAID["en"].items()
        if (name, tag) not in WORDS
    }
    return Writer(LANGUAGES[tag], {**WORDS, **missing}, LANGUAGES)


def fact(value: FactValue, state: FactState = FactState.CONFIRMED) -> Fact:
    """Return a fact."""
    return Fact("a", value, "MRW9", date(2019, 1, 24), "publisher", state, PLACE)


def written(value: FactValue, tag: str) -> str:
    """Return the words of a value in a language."""
    return plain(writer(tag).fact(fact(value)))


@pytest.mark.parametrize(
    ("value", "tag", "wanted"),
    [
        (Money(30000, "THB"), "en", "30,000 baht"),
        (Money(30000, "THB"), "th", "30,000 บาท"),
        (Money(30000, "THB"), "km", "៣០.០០០ បាត"),
        (Money(30000, "THB"), "vi", "30.000 baht"),
        (Count(3000), "my", "၃,၀၀၀"),
        (Duration(1, Unit.DAY), "en", "1 day"),
        (Duration(2, Unit.DAY), "en", "2 days"),
        (Duration(1, Unit.DAY), "km", "១ ថ្ងៃ"),
        (Duration(45, Unit.DAY), "km", "៤៥ ថ្ងៃ"),
        (Age(1), "en", "1 year"),
        (Age(18), "km", "១៨ ឆ្នាំ"),
        (Day(date(2008, 6, 5)), "en", "5 June 2008"),
        (Day(date(2008, 6, 5)), "th", "5 มิถุนายน 2551"),
        (Day(date(2008, 6, 5)), "km", "ថ្ងៃទី៥ ខែមិថុនា ឆ្នាំ២០០៨"),
        (Day(date(2008, 6, 5)), "my", "၂၀၀၈ ဇွန် ၅"),
        (Day(date(2008, 6, 5)), "zh-Hant", "2008年6月5日"),
        (Day(date(2008, 6, 5)), "vi", "5 tháng 6, 2008"),
        (Month(2013, 6), "en", "June 2013"),
        (Month(2013, 6), "th", "มิถุนายน 2556"),
        (Month(2013, 6), "km", "ខែមិថុនា ឆ្នាំ២០១៣"),
        (Year(2013), "en", "2013"),
        (Year(2013), "th", "พ.ศ. 2556"),
        (Year(2013), "km", "ឆ្នាំ២០១៣"),
        (Telephone("0 2202 9074", "TH"), "km", "0 2202 9074"),
        (Telephone("1300", "TH", True), "my", "1300"),
        (Law("Act"), "en", "Act"),
        (Law("Act", 2008), "en", "Act, B.E. 2551 (2008)"),
        (Law("Act", 2008), "th", "พ.ร.บ. พ.ศ. 2551"),
        (Law("Act", 2008), "km", "ច្បាប់ ព.ស. ២៥៥១ (គ.ស. ២០០៨)"),
        (Law("Act", 2008, "37"), "en", "section 37 of the Act, B.E. 2551 (2008)"),
        (Law("Act", 2008, "37"), "th", "มาตรา 37 แห่งพ.ร.บ. พ.ศ. 2551"),
        (Law("Act", 2008, "37"), "km", "section ៣៧ of the ច្បាប់ ព.ស. ២៥៥១ (គ.ស. ២០០៨)"),
        (Law("Act", 2008, "37/1"), "en", "section 37/1 of the Act, B.E. 2551 (2008)"),
        (Law("Act", 2008, "37²"), "en", "section 37² of the Act, B.E. 2551 (2008)"),
        (Organisation("Act"), "km", "ច្បាប់"),
    ],
)
def test_a_value_is_written_as_its_language_writes_it(value: FactValue, tag: str, wanted: str) -> None:
    """Digits, groups, plurals, calendars and the order of a date are the reader's; telephones stay as dialled."""
    assert written(value, tag) == wanted


@pytest.mark.parametrize(("n", "wanted"), [(1, "១ day"), (2, "២ days")])
def test_a_format_that_is_not_translated_keeps_its_grammar(n: int, wanted: str) -> None:
    """Where a format is still English, the number takes the English form, not that of the reader's language."""
    words = {**WORDS, ("format.duration.day", "km"): word("format.duration.day", "en", ["{n} day", "{n} days"])}
    value = Writer(LANGUAGES["km"], words, LANGUAGES).fact(fact(Duration(n, Unit.DAY)))
    assert plain(value) == wanted


@given(st.integers(1, 9000))
def test_a_buddhist_year_is_the_common_year_and_543(year: int) -> None:
    """Thai dates count the years of the Buddhist era; the other languages' dates do not."""
    assert written(Day(date(year, 6, 5)), "th").split()[-1] == str(year + 543)
    assert written(Day(date(year, 6, 5)), "lo").split()[-1] == str(year)


@pytest.mark.parametrize("state", list(FactState), ids=lambda state: state.value)
@pytest.mark.parametrize(
    ("value", "shown", "href", "kept"),
    [
        (Money(30000, "THB"), "៣០.០០០", "", True),
        (Count(3), "៣", "", True),
        (Duration(45, Unit.DAY), "៤៥", "", True),
        (Age(18), "១៨", "", True),
        (Day(date(2008, 6, 5)), "២០០៨", "", False),
        (Month(2008, 6), "២០០៨", "", False),
        (Year(2008), "២០០៨", "", False),
        (Telephone("0 2202 9074", "TH"), "0 2202 9074", "tel:+6622029074", True),
        (Telephone("1300", "TH", True), "1300", "tel:1300", True),
        (Law("Act", 2008, "37"), "", "", False),
        (Organisation("Act"), "", "", False),
    ],
)
def test_a_value_says_what_must_be_found_in_the_file(
    value: FactValue, shown: str, href: str, kept: bool, state: FactState
) -> None:
    """A value carries its digits, its address, its state and its place; numbers are never broken over two lines."""
    made = writer("km").fact(fact(value, state))
    assert (made.ref, made.shown, made.href, made.kept) == ("a", shown, href, kept)
    assert (made.state, made.location) == (state, PLACE)
    assert shown in plain(made)


def test_a_value_carries_the_status_of_its_format() -> None:
    """The words around a number are a text with a status of its own."""
    draft = {**WORDS, ("format.age", "km"): replace(WORDS["format.age", "km"], status=TextStatus.DRAFT)}
    made = Writer(LANGUAGES["km"], draft, LANGUAGES).fact(fact(Age(18)))
    assert [node.status for node in walk(made) if isinstance(node, Text)] == [TextStatus.DRAFT]


def test_a_text_is_filled_where_its_placeholders_stand() -> None:
    """Values go in as nodes, also inside other markup; what is not named stays a placeholder."""
    text = Text(Message("d", "", "", PLACE), "en", forms=(line("a ", bold(slot("x")), slot("y")),))
    value = Value("x", line("**{y}**"), "", None)
    assert fill(text, {"x": value}).children == line("a ", bold(value), slot("y"))
