"""Promises of `docgen.typeset.lexicon`."""

import pickle

from docgen.typeset.graphemes import graphemes
from docgen.typeset.lexicon import LONGEST, Lexicon


def found(words: list[str], text: str) -> list[str]:
    """Return what a lexicon of these words finds in a text."""
    return [text[start:end] for start, end in Lexicon.of(words).spans(text)]


def test_the_longest_word_is_found_at_each_place() -> None:
    """Of two words that begin together the longer counts; a word inside another, or overlapping it, is found too."""
    assert found(["การ", "การค้า", "ค้ามนุษย์"], "การค้ามนุษย์") == ["การค้า", "ค้ามนุษย์"]


def test_a_word_is_found_whatever_its_spaces() -> None:
    """A name of two words is found over a line end or a no-break space."""
    assert found(["กอง  ปคม."], "ไป กอง\u00a0ปคม. และกอง\nปคม.") == ["กอง\u00a0ปคม.", "กอง\nปคม."]


def test_equal_lexicons_come_from_equal_words() -> None:
    """Order, doubles, U+200B and empty words make no difference."""
    assert Lexicon.of(["b", "a\u200b", "", "a"]) == Lexicon.of(["a", "b"]) == Lexicon(("a", "b"))


def test_a_name_longer_than_a_line_can_be_broken() -> None:
    """A full name too long for a narrow column is not kept whole, but the short words in it are."""
    name = "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"
    assert len(graphemes(name)) > LONGEST
    assert found([name, "การพัฒนาสังคม"], name) == ["การพัฒนาสังคม"]


def test_an_empty_lexicon_finds_nothing() -> None:
    """A workspace without a glossary has no word that is never broken."""
    assert found([], "ก") == []


def test_a_lexicon_travels_to_another_process() -> None:
    """A worker process gets the same lexicon, used or not."""
    lexicon = Lexicon.of(["การค้า"])
    list(lexicon.spans("การค้า"))
    assert list(pickle.loads(pickle.dumps(lexicon)).spans("การค้า")) == [(0, 6)]
