"""Promises of `docgen.canonical`."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.canonical import canonical

SPACES = "\t\n\r\u00a0\u2002\u2009\u200a\u2028\u202f\u205f\u3000"
CONTROLS = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"
LETTERS = "aé\u0301\u0302ำຳໜកញ្\u17cbဦဦ့်ក្ក\u200c\u200d1漢"
TEXT = st.text(st.sampled_from(SPACES + CONTROLS + LETTERS + " ")) | st.text()


@given(TEXT)
def test_a_canonical_text_is_its_own_canonical_form(text: str) -> None:
    """Taking the form twice gives what taking it once gave."""
    assert canonical(canonical(text)) == canonical(text)


@given(TEXT)
def test_what_nobody_can_see_makes_no_difference(text: str) -> None:
    """Line-break opportunities between letters, other spaces for a space, and spaces at the ends change no digest."""
    typed = " \u3000" + "\u200b".join(text.replace(" ", "\u00a0 ")) + "\u2009\ufeff"
    assert canonical(typed) == canonical(text)


@given(TEXT)
def test_a_canonical_text_is_nfc_with_single_plain_spaces(text: str) -> None:
    """The form has no space but U+0020, never two of them together, and none at its ends."""
    form = canonical(text)
    assert unicodedata.is_normalized("NFC", form)
    assert form.split() == ([] if not form else form.split(" "))


@pytest.mark.parametrize("control", CONTROLS, ids=lambda c: f"U+{ord(c):04X}")
def test_controls_of_lines_and_direction_are_left_out(control: str) -> None:
    """A control that came from a keyboard or a clipboard leaves no trace, even between a letter and its mark."""
    assert canonical(f"a{control}e{control}\u0301") == "aé"


@pytest.mark.parametrize("text", ["ប៊\u200cី", "ක්\u200dෂ", "ໜ", "ຳ", "ำ", "①", "ﬁ"])
def test_letters_stay_as_they_are(text: str) -> None:
    """Joiners change letters and stay; nothing is replaced by what merely looks alike (NFKC)."""
    assert canonical(text) == text


def test_marks_typed_in_another_order_are_the_same_text() -> None:
    """Burmese asat and dot below, typed either way, are one text."""
    assert canonical("န\u103a\u1037") == canonical("န\u1037\u103a")
