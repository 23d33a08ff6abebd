"""Numbers in words: CLDR's, where they are in the language's own letters; telephones digit by digit."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.languages import Language
from docgen.speech.numbers import digit_by_digit, in_words
from docgen.speech.spoken import Reading, say
from tests.trees import LANGUAGES

ALL = LANGUAGES | {
    "shn": Language("shn", "တႆး", "Shan", "Mymr", ()),
    "bn": Language("bn", "বাংলা", "Bengali", "Beng", ()),
}
WORDS = {
    "en": {3: "three", 15: "fifteen", 3000: "three thousand", 900_000: "nine hundred thousand"},
    "th": {3: "สาม", 15: "สิบห้า", 3000: "สามพัน", 900_000: "เก้าแสน"},
    "lo": {3: "ສາມ", 15: "ສິບຫ້າ", 3000: "", 900_000: ""},
    "km": {3: "បី", 15: "ដប់ប្រាំ", 3000: "បីពាន់", 900_000: "ប្រាំបួនសែន"},
    "my": {3: "သုံး", 15: "ဆယ့်ငါး", 3000: "သုံးထောင်", 900_000: "ကိုးသိန်း"},
    "vi": {3: "ba", 15: "mười lăm", 3000: "ba nghìn", 900_000: "chín trăm nghìn"},
    "zh-Hant": {3: "三", 15: "十五", 3000: "三千", 900_000: "九十萬"},
    "shn": {3: "", 3000: ""},
    "bn": {3: "", 3000: ""},
}


@pytest.mark.parametrize("tag", WORDS)
def test_amounts_are_said_in_words_that_readers_know(tag: str) -> None:
    """An amount is in the words of its language, or in none: Lao has no hundreds in Thai letters, Shan no Burmese."""
    said = {value: in_words(value, ALL[tag]).replace("\u200b", "") for value in WORDS[tag]}
    assert said == WORDS[tag]


def test_words_do_not_come_from_the_machine() -> None:
    """On a Thai computer a Shan script has no Thai numbers."""
    code = (
        "from docgen.languages import Language; from docgen.speech.numbers import in_words\n"
        "print([in_words(3, Language(tag, '', '', 'Thai', ())) for tag in ('shn', 'bn', 'kac')])"
    )
    machine = {**os.environ, "LC_ALL": "th_TH.UTF-8", "LANG": "th_TH.UTF-8"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=machine, check=True)
    assert done.stdout.strip() == "['', '', '']"


@pytest.mark.parametrize("tag", ALL)
@given(telephone=st.from_regex(r"\A[0-9]{1,4}([ -][0-9]{1,4}){0,3}\Z"))
def test_who_dials_what_is_read_out_reaches_the_number(tag: str, telephone: str) -> None:
    """Each digit is said once, in its order, and a pause stands where the printed number has a space."""
    language = ALL[tag]
    names = {in_words(digit, language) or str(digit): str(digit) for digit in range(10)} | {
        str(n): str(n) for n in range(10)
    }
    groups = digit_by_digit(telephone, language).split(" – ")
    assert ["".join(names[word] for word in group.split()) for group in groups] == re.split(r"[ -]", telephone)


SAID = {
    ("zh-Hant", "1300", Reading.TELEPHONE): "一 三 〇 〇",
    ("en", "0 2202 9074", Reading.TELEPHONE): "zero – two two zero two – nine zero seven four",
    ("lo", "1300", Reading.TELEPHONE): "1 3 0 0",
    ("km", "៣០.០០០ បាត", Reading.AMOUNT): "បីម៉ឺន បាត",
    ("vi", "30.000 baht", Reading.AMOUNT): "ba mươi nghìn baht",
    ("zh-Hant", "2019年1月24日", Reading.WORDS): "二〇一九年一月二十四日",
    ("en", "section 37, 2551", Reading.WORDS): "section thirty-seven, twenty-five fifty-one",
    ("en", "2008 baht", Reading.AMOUNT): "two thousand eight baht",
    ("en", "no number", Reading.WORDS): "no number",
}


@pytest.mark.parametrize(("tag", "text", "reading"), SAID)
def test_a_text_is_said_as_its_reader_says_it(tag: str, text: str, reading: Reading) -> None:
    """Telephones digit by digit, years as years, amounts as one number; the rest of a text stays."""
    assert say(text, LANGUAGES[tag], reading).replace("\u200b", "") == SAID[tag, text, reading]
