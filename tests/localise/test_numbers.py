"""Numbers as a language writes them: what is printed is the number, in the reader's digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import WorkspaceError
from docgen.languages import Digits, Groups, Language
from docgen.localise.numbers import in_digits, number, plain_number, plural_forms, plural_index
from tests.trees import LANGUAGES

each_language = pytest.mark.parametrize("tag", LANGUAGES)
each_system = pytest.mark.parametrize("digits", list(Digits), ids=lambda digits: digits.value)


def value(text: str) -> int:
    """Return the number that a reader sees: the value of each digit, whatever stands between them."""
    return int("".join(str(unicodedata.decimal(c)) for c in text if unicodedata.decimal(c, None) is not None))


@each_system
@given(n=st.integers(0, 10**15), group=st.sampled_from([",", ".", " ", "\u202f", ""]), groups=st.sampled_from(Groups))
def test_a_number_reads_back_as_itself(digits: Digits, n: int, group: str, groups: Groups) -> None:
    """In every system of digits, wherever they are parted and by whatever mark, the digits of a number are its own."""
    language = replace(LANGUAGES["en"], digits=digits, group=group, groups=groups)
    assert value(number(n, language)) == value(plain_number(n, language)) == n
    assert plain_number(n, language) == number(n, language).replace(group, "")


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, "০"), (999, "৯৯৯"), (3000, "৩,০০০"), (30_000, "৩০,০০০"), (900_000, "৯,০০,০০০"), (12_345_678, "১,২৩,৪৫,৬৭৮")],
)
def test_lakhs_are_parted_as_south_asia_parts_them(n: int, shown: str) -> None:
    """Three digits, then two and two: nine lakh is read at once, and 900,000 would have to be counted."""
    assert number(n, replace(LANGUAGES["en"], digits=Digits.BENG, groups=Groups.LAKHS)) == shown


@each_system
@given(n=st.integers(0, 10**15))
def test_digits_are_of_one_system(digits: Digits, n: int) -> None:
    """No digit of another system is left in a number."""
    first = ord(digits.zero)
    assert {ord(c) for c in plain_number(n, replace(LANGUAGES["en"], digits=digits))} <= set(range(first, first + 10))


@each_system
def test_a_system_has_ten_digits_in_their_order(digits: Digits) -> None:
    """The digits of a system are those that Unicode says are 0 to 9."""
    assert [unicodedata.decimal(c) for c in in_digits("0123456789", digits)] == list(range(10))


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("en", "30,000"),
        ("th", "30,000"),
        ("lo", "30,000"),
        ("km", "៣០.០០០"),
        ("my", "၃၀,၀၀၀"),
        ("vi", "30.000"),
        ("zh-Hant", "30,000"),
    ],
)
def test_amounts_are_grouped_as_the_language_does(tag: str, wanted: str) -> None:
    """Thousands are told apart by the language's mark; a short number has none, and nor has a year."""
    assert number(30000, LANGUAGES[tag]) == wanted
    assert re.sub(r"\w", "", number(999, LANGUAGES[tag])) == ""
    assert re.sub(r"\w", "", plain_number(2026, LANGUAGES[tag])) == ""


@given(n=st.integers(0, 10**12))
def test_groups_have_three_digits(n: int) -> None:
    """Every group but the first has three digits."""
    first, *groups = number(n, LANGUAGES["km"]).split(".")
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in groups)


@given(text=st.text(), digits=st.sampled_from(list(Digits)))
def test_only_digits_change(text: str, digits: Digits) -> None:
    """Whatever stands beside the digits 0 to 9 stays: letters, marks, other systems' digits."""
    changed = in_digits(text, digits)
    assert [c for c, old in zip(changed, text, strict=True) if old not in "0123456789"] == [
        c for c in text if c not in "0123456789"
    ]


@pytest.mark.parametrize(
    ("tag", "forms", "wanted"),
    [
        ("en", 2, {0: 1, 1: 0, 2: 1, 11: 1, 21: 1}),
        ("km", 1, {0: 0, 1: 0, 2: 0, 45: 0}),
        ("th", 1, {1: 0, 45: 0}),
        ("lo", 1, {1: 0, 45: 0}),
        ("my", 1, {1: 0, 45: 0}),
        ("vi", 1, {1: 0, 45: 0}),
        ("zh-Hant", 1, {1: 0, 45: 0}),
    ],
)
def test_a_number_takes_the_form_of_its_language(tag: str, forms: int, wanted: dict[int, int]) -> None:
    """English has one day and two days; the languages of the region have one form for all numbers."""
    assert plural_forms(LANGUAGES[tag]).startswith(f"nplurals={forms};")
    assert {n: plural_index(n, LANGUAGES[tag], forms) for n in wanted} == wanted


def test_a_workspace_may_set_the_plurals_of_a_language() -> None:
    """The language's own setting goes before CLDR's rule."""
    polish = Language(
        "pl", "polski", "Polish", "Latn", (), plural_forms="nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2;"
    )
    assert [plural_index(n, polish, 3) for n in (1, 2, 5, 22)] == [0, 1, 2, 1]


@each_language
@given(n=st.integers(0, 10**6), forms=st.integers(1, 6))
def test_a_number_always_finds_a_form(tag: str, n: int, forms: int) -> None:
    """A message has a form for every number, also one with fewer forms than its language."""
    assert 0 <= plural_index(n, LANGUAGES[tag], forms) < forms


def test_a_language_without_a_rule_says_what_to_set() -> None:
    """Where CLDR knows no plurals, the error names the setting."""
    with pytest.raises(WorkspaceError, match="CLDR has no plural rule for xx-Yyyy") as refused:
        plural_forms(Language("xx-Yyyy", "X", "X", "Yyyy", ()))
    assert "plural_forms in [languages.xx-Yyyy]" in refused.value.hint
