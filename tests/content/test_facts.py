"""facts.toml: typed values, and every fault with its place. What is dialled is what the officer typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.fact_edit import with_confirmation, with_value
from docgen.content.facts import read_facts
from docgen.content.toml_file import parse_toml
from docgen.errors import DocgenError
from docgen.facts import (
    CALLING_CODES,
    Age,
    Confirmation,
    Count,
    Day,
    Duration,
    Fact,
    FactState,
    Law,
    Money,
    Month,
    Organisation,
    Telephone,
    Unit,
    Year,
    describe,
)
from tests.trees import caught, fact, make_folder

DAY = date(2026, 11, 21)


def read(text: str) -> tuple[dict[str, Fact], list[DocgenError]]:
    """Return the facts of a file and its faults."""
    return read_facts(parse_toml(text, "facts.toml"))


@pytest.mark.parametrize(
    ("kind", "lines", "value"),
    [
        ("money", ["amount = 3000", 'currency = "THB"'], Money(3000, "THB")),
        ("count", ["number = 3"], Count(3)),
        ("duration", ["number = 45", 'unit = "day"'], Duration(45, Unit.DAY)),
        ("age", ["years = 18"], Age(18)),
        ("date", ["date = 2008-06-05"], Day(date(2008, 6, 5))),
        ("month", ["year = 2013", "month = 3"], Month(2013, 3)),
        ("year", ["year = 2013"], Year(2013)),
        ("telephone", ['number = "0 2202 9074"', 'country = "TH"'], Telephone("0 2202 9074", "TH")),
        ("telephone", ['number = "1300"', 'country = "TH"', "short_code = true"], Telephone("1300", "TH", True)),
        ("law", ['name = "Act"', "year = 2008", 'section = "37"'], Law("Act", 2008, "37")),
        ("law", ['name = "Act"'], Law("Act")),
        ("organisation", ['name = "**Fund** {x} <b>"'], Organisation("**Fund** {x} <b>")),
    ],
)
def test_a_fact_is_a_value_of_its_kind(kind: str, lines: list[str], value: object) -> None:
    """Each kind of fact is read with its type, its source and its place."""
    facts, errors = read("\n" + fact("a.b", kind, *lines))
    assert errors == []
    assert facts["a.b"].value == value
    assert (facts["a.b"].source, facts["a.b"].source_date, facts["a.b"].owner) == (
        "MRW9",
        date(2019, 1, 24),
        "publisher",
    )
    assert (facts["a.b"].state, facts["a.b"].confirmation) == (FactState.UNCONFIRMED, None)
    assert str(facts["a.b"].location) == "facts.toml:2:2"


def test_a_confirmed_fact_says_who_answers_for_it() -> None:
    """A confirmation is a role code and two days."""
    facts, errors = read(fact("a", "count", "number = 1", state="confirmed"))
    assert errors == []
    assert facts["a"].confirmation == Confirmation("TH-R1", DAY, date(2027, 11, 21))


BAD = {
    "telephone without quotation marks": (
        fact("a", "telephone", "number = 1300", 'country = "TH"', "short_code = true"),
        "number = ",
        "a.number: input should be a valid string",
        'a telephone stands in quotation marks: number = "0 2202 9074"; a count or a duration does not',
    ),
    "number in quotation marks": (
        fact("a", "count", 'number = "3"'),
        "number = ",
        "a.number: input should be a valid integer",
        'a telephone stands in quotation marks: number = "0 2202 9074"; a count or a duration does not',
    ),
    "amount with a separator": (
        fact("a", "money", 'amount = "3,000"', 'currency = "THB"'),
        "amount = ",
        "a.amount: input should be a valid integer",
        "a whole number without quotation marks or separators: amount = 3000",
    ),
    "negative amount": (
        fact("a", "money", "amount = -1", 'currency = "THB"'),
        "amount = ",
        "a.amount: input should be greater than or equal to 0",
        "a whole number without quotation marks or separators: amount = 3000",
    ),
    "no source": (
        fact("a", "count", "number = 3").replace('source = "MRW9"\n', ""),
        "a]",
        "a.source is missing",
        'say where the fact was found: source = "MRW9"',
    ),
    "empty source": (
        fact("a", "count", "number = 3").replace('"MRW9"', '" "'),
        "source = ",
        "a.source: string should have at least 1 character",
        'say where the fact was found: source = "MRW9"',
    ),
    "no state": (
        fact("a", "count", "number = 3").replace('state = "unconfirmed"\n', ""),
        "a]",
        "a.state is missing",
        "one of unconfirmed, confirmed, expired, conflict",
    ),
    "unknown state": (
        fact("a", "count", "number = 3", state="sure"),
        "state = ",
        "a.state: input should be 'confirmed', 'unconfirmed', 'expired' or 'conflict'",
        "one of unconfirmed, confirmed, expired, conflict",
    ),
    "unknown unit": (
        fact("a", "duration", "number = 3", 'unit = "days"'),
        "unit = ",
        "a.unit: input should be 'hour', 'day', 'week', 'month' or 'year'",
        "one of hour, day, week, month, year",
    ),
    "unknown country": (
        fact("a", "telephone", 'number = "0 2202 9074"', 'country = "XX"'),
        "country = ",
        "a.country: input should be 'TH', 'LA', 'KH', 'MM' or 'VN'",
        "one of TH, LA, KH, MM, VN",
    ),
    "no kind": (
        '[a]\nsource = "MRW9"\n',
        "a]",
        "a has no kind",
        "one of money, count, duration, age, date, month, year, telephone, law, organisation",
    ),
    "unknown kind": (
        fact("a", "phone", 'number = "1300"'),
        "kind = ",
        "a has the kind 'phone', which is not known",
        "one of money, count, duration, age, date, month, year, telephone, law, organisation",
    ),
    "unknown key": (
        fact("a", "count", "number = 3", 'colour = "red"'),
        "colour = ",
        "a.colour is not known here",
        "",
    ),
    "conflict without note": (
        fact("a", "count", "number = 3", state="conflict").replace('note = "The sources disagree."\n', ""),
        "state = ",
        "a is in conflict, but its note does not say how",
        "a fact in conflict says in its note how the sources disagree",
    ),
    "confirmed by nobody": (
        fact("a", "count", "number = 3", state="confirmed").replace('confirmed_by = "TH-R1"\n', ""),
        "state = ",
        "a is confirmed, but confirmed_by, confirmed_on or confirmed_until is missing",
        "`docgen fact confirm a` writes all three",
    ),
    "confirmed backwards": (
        fact("a", "count", "number = 3", state="confirmed").replace("2027-11-21", "2026-11-20"),
        "confirmed_until = ",
        "a is confirmed until a day before it was confirmed",
        "",
    ),
    "telephone of a city": (
        fact("a", "telephone", 'number = "2202 9074"', 'country = "TH"'),
        "number = ",
        "a: 2202 9074 does not begin with 0",
        "a full national number begins with 0, as it is dialled inside its country; a number without it is a part",
    ),
    "part of a telephone": (
        fact("a", "telephone", 'number = "0 2202"', 'country = "TH"'),
        "number = ",
        "a: 0 2202 is no whole number",
        "write the whole number as it is dialled inside the country, or short_code = true",
    ),
    "long short code": (
        fact("a", "telephone", 'number = "0 2202 9074"', 'country = "TH"', "short_code = true"),
        "number = ",
        "a: 0 2202 9074 is too long for a short code",
        "",
    ),
    "telephone with letters": (
        fact("a", "telephone", 'number = "+66 2202 9074"', 'country = "TH"'),
        "number = ",
        "a.number: string should match pattern '^[0-9][0-9 ]{1,18}[0-9]$'",
        'a telephone stands in quotation marks: number = "0 2202 9074"; a count or a duration does not',
    ),
    "section without year": (
        fact("a", "law", 'name = "Act"', 'section = "37"'),
        "section = ",
        "a names a section of a law without its year",
        "add year = 2008, the common year: a section is printed with the law's title and year",
    ),
    "id twice": (
        fact("a.b", "count", "number = 3") + fact('"a.b"', "count", "number = 4"),
        '"a.b"]',
        "the fact “a.b” is there twice",
        "the first is at facts.toml:1:2",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_with_a_fact_has_its_place_and_a_way_out(name: str) -> None:
    """A fault names the fact and the key, the line and the column, and says how it is mended."""
    text, part, said, hint = BAD[name]
    text = f"# a remark\n\n{text}" if name != "id twice" else text
    line = text.count("\n", 0, text.index(part)) + 1
    column = text.index(part) - text.rfind("\n", 0, text.index(part))
    _, errors = read(text)
    assert [(str(error), error.hint) for error in errors] == [(f"facts.toml:{line}:{column}: {said}", hint)]


def test_a_name_in_place_of_a_role_code_is_refused_and_not_repeated() -> None:
    """Who confirmed a fact is a role code; a name that was typed does not go on to a log."""
    text = fact("a", "count", "number = 3", state="confirmed").replace("TH-R1", "Somchai Jaidee")
    _, errors = read(text)
    assert [error.hint for error in errors] == ["a role code such as TH-R1, never a name"]
    assert not any("Somchai" in str(error) for error in errors)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """One run shows every fault of every fact, in the order of the file."""
    folder = make_folder(tmp_path, facts="".join(text for name, (text, *_) in BAD.items() if name == "no kind"))
    folder.add("facts.toml", fact("b", "count", 'number = "3"', "x = 1"))
    folder.add("facts.toml", fact("c", "duration", "number = 0", 'unit = "days"'))
    place = folder.at
    assert folder.said() == [
        f"{place('facts.toml', 'a]')}: a has no kind",
        f"{place('facts.toml', 'number = ', nth=2)}: b.number: input should be a valid integer",
        f"{place('facts.toml', 'x = 1')}: b.x is not known here",
        f"{place('facts.toml', 'number = ', nth=3)}: c.number: input should be greater than or equal to 1",
        f"{place('facts.toml', 'unit = ')}: c.unit: input should be 'hour', 'day', 'week', 'month' or 'year'",
    ]


def test_an_unquoted_telephone_with_a_zero_is_told_from_other_mistakes(tmp_path: Path) -> None:
    """number = 022029074 is no TOML: the error says so, where, and how a telephone is written."""
    folder = make_folder(tmp_path, facts=fact("a", "telephone", "number = 022029074", 'country = "TH"'))
    (error,) = folder.faults()  # and not one more for each place where a fact of the file is used
    line = folder.at("facts.toml", "number = 022", column=False)
    assert str(error).startswith(f"{line}:11: not valid TOML: ")
    assert error.hint == 'text and telephone numbers stand in quotation marks: number = "0 2202 9074"'


# Telephones


@given(st.sampled_from(sorted(CALLING_CODES)), st.from_regex(r"0[1-9][0-9 ]{4,12}[0-9]", fullmatch=True))
def test_a_full_number_is_dialled_from_everywhere(country: str, number: str) -> None:
    """The address of a full number is E.164: +, the country's code, and the digits without the leading 0."""
    href = Telephone(number, country).href
    assert href == f"tel:+{CALLING_CODES[country]}{number.replace(' ', '')[1:]}"
    assert href.removeprefix("tel:+").isdigit()


@given(st.sampled_from(sorted(CALLING_CODES)), st.from_regex(r"[0-9][0-9 ]{1,4}[0-9]", fullmatch=True))
def test_a_short_code_is_dialled_as_it_is(country: str, number: str) -> None:
    """A short code works inside its country only: no country's code ever stands before it."""
    assert Telephone(number, country, short_code=True).href == f"tel:{number.replace(' ', '')}"


@pytest.mark.parametrize(
    ("telephone", "href"),
    [
        (Telephone("0 2202 9074", "TH"), "tel:+6622029074"),
        (Telephone("021 212 005", "LA"), "tel:+85621212005"),
        (Telephone("1300", "TH", short_code=True), "tel:1300"),
        (Telephone("0 91", "TH", short_code=True), "tel:091"),
    ],
)
def test_telephones_of_the_papers(telephone: Telephone, href: str) -> None:
    """The numbers that are printed are dialled right."""
    assert telephone.href == href


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Money(30000, "THB"), "30,000 THB"),
        (Count(3), "3"),
        (Duration(1, Unit.DAY), "1 day"),
        (Duration(2, Unit.DAY), "2 days"),
        (Age(18), "18 years old"),
        (Day(DAY), "2026-11-21"),
        (Month(2026, 3), "2026-03"),
        (Year(2026), "2026"),
        (Telephone("1300", "TH", True), "1300"),
        (Law("Act", 2008, "37"), "Act, 2008, section 37"),
        (Law("Act"), "Act"),
        (Organisation("Fund"), "Fund"),
    ],
)
def test_a_translator_is_told_what_a_value_is(value: object, said: str) -> None:
    """Lists and translators' comments show a value in one plain line."""
    assert describe(value) == said  # type: ignore[arg-type]


# Changing facts

FILE = (
    "# ours\n"
    + fact("a", "money", "amount = 3000  # each", 'currency = "THB"', state="confirmed")
    + fact("ab", "telephone", 'number = "1300"', 'country = "TH"', "short_code = true")
)


def test_a_new_value_is_unconfirmed_and_changes_only_its_lines() -> None:
    """Who confirmed the old value has not seen the new one; remarks and other facts keep their bytes."""
    before = read(FILE)[0]["a"]
    text = with_value(FILE, "facts.toml", before, "3,500", "letter 7", DAY)
    changed = read(text)[0]["a"]
    assert (changed.value, changed.state, changed.confirmation) == (Money(3500, "THB"), FactState.UNCONFIRMED, None)
    assert (changed.source, changed.source_date) == ("letter 7", DAY)
    assert text.startswith("# ours\n[a]\n") and "amount = 3500  # each" in text
    assert text.endswith(FILE[FILE.index("[ab]") :])


def test_a_confirmation_is_written_beside_its_fact() -> None:
    """A confirmed fact says by whom and until when; its value stays."""
    text = with_confirmation(FILE, "facts.toml", read(FILE)[0]["ab"], "TH-R2", DAY, date(2027, 1, 1))
    changed = read(text)[0]["ab"]
    assert (changed.state, changed.confirmation) == (FactState.CONFIRMED, Confirmation("TH-R2", DAY, date(2027, 1, 1)))
    assert changed.value == Telephone("1300", "TH", True)


@pytest.mark.parametrize(
    ("id", "value"), [("a", "three"), ("a", "-5"), ("a", "๓๐๐๐"), ("a", "3.5"), ("ab", "call us"), ("ab", "13001300")]
)
def test_a_value_of_another_kind_is_refused(id: str, value: str) -> None:
    """An amount is digits and a telephone is one that can be dialled; anything else changes nothing."""
    before = read(FILE)[0][id]
    assert caught(lambda: with_value(FILE, "facts.toml", before, value, "letter", DAY))
