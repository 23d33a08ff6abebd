"""What CLDR proposes for a language: only what it really says, in a form that docgen can use."""

from __future__ import annotations

import re
import unicodedata

import pytest

from docgen.languages import BreakRule, Calendar, Digits, Direction, Groups
from docgen.localise import cldr
from docgen.localise.exemplars import exemplars


@pytest.mark.parametrize(
    ("tag", "own", "english", "script"),
    [
        ("bn", "বাংলা", "Bangla", "Beng"),
        ("shn", "တႆး", "Shan", "Mymr"),
        ("zh-Hant", "繁體中文", "Traditional Chinese", "Hant"),
        ("pt-BR", "português", "Brazilian Portuguese", "Latn"),
        ("kac", "", "Kachin", "Latn"),
    ],
)
def test_a_language_is_called_what_cldr_calls_it(tag: str, own: str, english: str, script: str) -> None:
    """Its name in itself and in English, and its script; nothing where CLDR has nothing."""
    assert (cldr.language_name(tag, tag), cldr.language_name(tag, "en"), cldr.script(tag)) == (own, english, script)


@pytest.mark.parametrize(
    ("tag", "rule"),
    [("th", BreakRule.THAI), ("my", BreakRule.BURMESE), ("shn", BreakRule.SYLLABLE), ("ja", BreakRule.HAN)],
)
def test_a_script_without_spaces_gets_its_breaker(tag: str, rule: BreakRule) -> None:
    """ICU's Burmese words are for Burmese alone: Shan is cut between syllables."""
    assert cldr.breaks(tag, cldr.script(tag)) is rule


def test_numbers_are_proposed_as_they_are_written() -> None:
    """Bengali has digits and lakhs of its own; Shan, for which CLDR has neither, gets 0 to 9 and thousands."""
    assert (cldr.digits("bn"), cldr.groups("bn"), cldr.group("bn")) == (Digits.BENG, Groups.LAKHS, ",")
    assert (cldr.digits("shn"), cldr.groups("shn"), cldr.group("shn")) == (Digits.LATN, Groups.THOUSANDS, ",")
    assert (cldr.calendar("th"), cldr.calendar("shn")) == (Calendar.BUDDHIST, Calendar.GREGORIAN)
    assert (cldr.direction("Arab"), cldr.direction("Beng")) == (Direction.RTL, Direction.LTR)


def test_formats_are_messages_with_docgens_placeholders() -> None:
    """A month, a duration in each plural form, an amount and a date, ready to be corrected by a translator."""
    bengali = cldr.formats("bn")
    assert bengali["format.month.3"] == ("মার্চ",)
    assert bengali["format.duration.day"] == ("{n} দিন", "{n} দিন")  # one, other
    assert bengali["format.money.THB"] == ("{n} থাই বাত",)
    assert bengali["format.date"] == ("{day} {month}, {year}",)
    assert cldr.formats("pt-BR")["format.date"] == ("{day} de {month} de {year}",)
    assert len(cldr.formats("ar")["format.duration.week"]) == 6


def test_what_holds_for_all_languages_is_no_proposal() -> None:
    """`M01` is not the name of January, nor `3 d` three days: where CLDR has no text, there is none."""
    assert cldr.formats("shn") == cldr.formats("kac") == {}
    assert "format.date" not in cldr.formats("th")  # CLDR's has an era: docgen's format of a date has none


def test_a_language_has_the_letters_that_cldr_lists() -> None:
    """Its letters and marks, and no letter of a neighbour; a variety that is not listed has its language's."""
    assert {"ၵ", "ႃ", "ႇ", "း"} <= set(exemplars("shn")) and "က" not in exemplars("shn")
    assert set("কখড়য়ৎং্") <= set(exemplars("bn"))
    assert exemplars("pt-BR") == exemplars("pt") and exemplars("zh-Hant-TW") == exemplars("zh-Hant") != exemplars("zh")
    assert exemplars("kac") == ""


@pytest.mark.parametrize("tag", ["th", "lo", "km", "my", "vi", "bn", "shn", "ar", "am", "hi", "ne", "ur", "id", "sw"])
def test_letters_are_letters_and_marks(tag: str) -> None:
    """Nothing that a face need not have comes in: no space, no bracket of the notation, no letter twice."""
    letters = exemplars(tag)
    assert letters and len(set(letters)) == len(letters)
    assert {unicodedata.category(letter)[0] for letter in letters} <= {"L", "M", "S", "P", "C"}
    assert not re.search(r"[\[\]{}\\\s]", letters)
