"""A text cut into words and codes, for CAT tools."""

from __future__ import annotations

import pytest
from hypothesis import given

from docgen.catalogs.exchange.codes import Code, Numbers, Pair, Piece, cut, joined
from tests.exchange import ANY_TEXT


@given(ANY_TEXT)
def test_the_pieces_joined_give_the_text(text: str) -> None:
    """Whatever a text is, sound or not, nothing of it is lost by cutting it."""
    assert joined(cut(text)) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ได้รับ**{x}**ต่อคน", ("ได้รับ", Pair("**", "**", (Code("{x}"),)), "ต่อคน")),
        ("*a* b", (Pair("*", "*", ("a",)), " b")),
        ("**a *b* c**", (Pair("**", "**", ("a ", Pair("*", "*", ("b",)), " c")),)),
        ("[Call](#call) {n}", (Pair("[", "](#call)", ("Call",)), " ", Code("{n}"))),
        (r"\*\*a\*\* \{x}", (r"\*\*a\*\* \{x}",)),
        ("a ** b", ("a ** b",)),
        ("**a *b**", ("**a *b**",)),
        ("[a] (b)", ("[a] (b)",)),
    ],
)
def test_marks_that_pair_are_codes_and_others_are_words(text: str, pieces: tuple[Piece, ...]) -> None:
    """A CAT tool protects what is markup, and leaves a lone asterisk to the translator."""
    assert cut(text) == pieces


def test_the_same_code_has_the_same_number_on_both_sides() -> None:
    """The order of placeholders is free; one that is there twice has two numbers."""
    numbers = Numbers()
    numbers.turn()
    assert [numbers.of(Code(text)) for text in ("{a}", "{b}", "{a}")] == [1, 2, 3]
    numbers.turn()
    assert [numbers.of(Code(text)) for text in ("{b}", "{a}", "{a}", "{c}")] == [2, 1, 3, 4]
