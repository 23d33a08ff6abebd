"""Pseudo-languages are made from the source, with its placeholders, markup and numbers: only layouts break by them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.canonical import canonical
from docgen.catalogs.checks import faults
from docgen.catalogs.message import Entry
from docgen.catalogs.pseudo import PSEUDO, Pseudo, pseudo_catalogs, pseudo_language, translated
from docgen.content.inline import escaped, parse_inline
from docgen.errors import Location
from docgen.languages import Direction
from docgen.tree import Message, plain
from tests.trees import LANGUAGES

PLACE = Location("content/documents/d.md", 7)
# Pieces of a message as an author writes them; together they are always right.
WORDS = st.text(alphabet="abcdeiouy zE.,:-’éñ", min_size=1, max_size=20)
PLAIN = (
    WORDS | st.text(alphabet="ab*[]{}<\\", max_size=6).map(escaped) | st.sampled_from(["12 ", "{fund.name}", "\\\n"])
)
MARKED = WORDS.filter(str.strip).flatmap(lambda words: st.sampled_from([f"**{words}**", f"[{words}](#call)"]))
SOURCES = st.lists(PLAIN | MARKED, min_size=1, max_size=6).map("".join)


@given(SOURCES, st.sampled_from(Pseudo))
def test_every_check_of_a_translation_holds(msgid: str, pseudo: Pseudo) -> None:
    """Whatever an author writes, its pseudo-translation has the same placeholders, markup and numbers."""
    message = Message("d", "d", msgid, PLACE)
    assert faults(message, Entry("d", "d", msgid, msgstr=(translated(pseudo, msgid),))) == []


@pytest.mark.parametrize(
    "msgid",
    [
        "No",
        "Help",
        "A shelter takes care of you. It belongs to the government.",
        "You can ask the **{fund.name}** for help, [see there](#call).",
        "Rhythms",
    ],
)
def test_longer_is_longer_by_about_a_half(msgid: str) -> None:
    """Words grow by 40 to 60 percent, in length and not in number."""
    before, after = (plain(parse_inline(text)) for text in (msgid, translated(Pseudo.LONGER, msgid)))
    assert 1.4 <= len(after) / len(before) <= 1.6
    assert len(after.split()) == len(before.split())


def test_taller_stacks_marks_above_and_below() -> None:
    """Each vowel has two marks above it and one below."""
    letters = unicodedata.normalize("NFD", translated(Pseudo.TALLER, "A shelter"))
    assert re.sub(r"[\u0300-\u036f]", "", letters) == "A shelter"
    assert [len(marks) for marks in re.findall(r"[\u0300-\u036f]+", letters)] == [3, 3, 3]


@given(SOURCES)
def test_right_to_left_are_the_same_words(msgid: str) -> None:
    """Only marks of direction are added: whoever looks for a word in the proof finds it."""
    before, after = (plain(parse_inline(text)) for text in (msgid, translated(Pseudo.RTL, msgid)))
    assert after.replace("\u200f", "") == before
    assert canonical(after) == canonical(before)


@pytest.mark.parametrize("pseudo", Pseudo)
def test_a_pseudo_language_translates_every_message(pseudo: Pseudo) -> None:
    """Each message, in each plural form, has a translation; its place is where the source stands."""
    message = Message("shared", "format.age", "{n} year", PLACE, "{n} years")
    (entry,) = pseudo_catalogs(pseudo, {"shared": [message]})["shared"].entries.values()
    assert entry.key == ("format.age", "{n} year") and entry.location == PLACE
    assert [text.count("{n}") for text in entry.msgstr] == [1, 1]


def test_pseudo_languages_are_set_like_the_source() -> None:
    """They differ from the source in what they try, and no tag of theirs is a language's."""
    source, all_languages = LANGUAGES["en"], LANGUAGES.values()
    made = {pseudo: pseudo_language(pseudo, source, all_languages) for pseudo in Pseudo}
    assert made[Pseudo.RTL].direction is Direction.RTL
    assert {language.families for language in made.values()} == {source.families}
    assert set(PSEUDO) == {language.tag for language in made.values()}
    assert all(tag.startswith("qps-") for tag in PSEUDO)
