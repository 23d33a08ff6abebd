"""Promises of `docgen.typeset.guards`, `syllables` and `graphemes`: where a line must never end."""

import unicodedata

import pytest

from docgen.typeset import syllables
from docgen.typeset.graphemes import graphemes
from docgen.typeset.guards import forbidden


def open_places(text: str) -> str:
    """Return the text with `|` wherever no guard forbids a break."""
    never = forbidden(text)
    return "".join("|" * (index not in never) + letter for index, letter in enumerate(text))


GUARDED = {
    "number": "20,000.50|พัน",
    "native digits": "๒๐,๐๐๐|พัน",
    "khmer digits": "១២/៣|មា",
    "date": "2024-12-31|พัน",
    "telephone": "02-202-9074|พัน",
    "area code": "(02)2029074",
    "international": "+6622029074",
    "short code": "#1300",
    "percent": "50%",
    "currency": "฿500៛",
    "e-mail": "help@example.org|พัน",
    "url": "https://www.example.org/a-b/c?d=e|พัน",
    "domain": "datip.go.th/a|พัน",
    "et cetera": "ฯลฯ ຯລຯ ។ល។",
    "space": "ก็ ก็\u00a0ก็\u2060ก็",
    "brackets": "ก็|(ก็)|ก็|“ก็”",
    "quotes": "ก็\"ก็\"'ก็'",
    "repetition": "ก็ๆ|ก็ ຄູໆ|ຄູ មាៗ|មា",
    "stops": "ស៊ី។|ស៊ី៕|ស៊ី៖",
    "coeng": "ស្ត្រី",
    "khmer joiner": "ប៊\u200cី",
    "leading vowels": "แก่|เก่|ไก่",
    "lao leading vowels": "ແກ່|ເກ່|ໄກ່",
    "following vowels": "กะ|กำ|กาํ",
    "final after short a": "ตัก ตั้ก คืน ຄັກ ຄົນ",
    "killed consonants": "สิ|ทธิ์ สัตว์",
    "killed cluster": "จันทร์",
    "last consonant": "ก็ก ก็|ก|ก็ก",
    "first consonant": "กก็",
    "ณ": "ก็|ณ ณ|ก็",
    "burmese": "ကမ္ဘာ့ အင်္ဂ|လိပ် ယောက်ျား ကျွန်ုပ်",
    "burmese particles": "စာ၏|စာ၌|စာ၊|စာ။",
    "shan": "ၵူၼ်း|ၸႂ်ႉ|ၸဝ်ႈ",
    "flags": "🇹🇭|🇰🇭",
    "myanmar digits": "စာ|၁၂|စာ",
}


@pytest.mark.parametrize("expected", GUARDED.values(), ids=GUARDED)
def test_a_line_never_ends_inside(expected: str) -> None:
    """Only the places drawn with `|` are left open to a breaker."""
    assert open_places(expected.replace("|", "")) == expected


def test_a_span_that_its_owner_keeps_is_whole() -> None:
    """Inside a given span nothing is open; at its ends the other guards decide."""
    assert forbidden("ก็ก็ก็ก็", [(2, 6)]) == forbidden("ก็ก็ก็ก็") | {3, 4, 5}
    assert not {2, 6} & forbidden("ก็ก็ก็ก็", [(2, 6)])


def test_a_syllable_opens_with_a_letter_that_is_not_stacked() -> None:
    """Stacked and killed letters open no syllable; a number and the logogram ၎ do."""
    assert syllables.openings("ကမ္ဘာ၁၂၎င်း") == {0, 5, 7}


def test_burmese_in_another_order_of_marks_opens_the_same_syllables() -> None:
    """A killed consonant opens no syllable, whether its dot below comes before or after the asat."""
    for typed in ("ခွင\u1037\u103aရ", "ခွင\u103a\u1037ရ"):
        assert syllables.openings(typed) == {0, 5}
        assert syllables.openings(unicodedata.normalize("NFC", typed)) == {0, 5}


def test_graphemes_are_counted_in_characters() -> None:
    """Characters beyond the BMP do not shift what follows them."""
    assert graphemes("😀กี่é") == ["😀", "กี่", "é"]
    assert graphemes("") == []
