"""Finding the text that is most like another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from docgen.catalogs.likeness import Texts

SENTENCES = st.lists(
    st.lists(st.sampled_from(["you", "may", "stay", "call", "us", "กขค", "ໜ", "45", "{n}"]), min_size=1, max_size=6),
    max_size=12,
).map(lambda sentences: [" ".join(words) for words in sentences])


def _many(count: int) -> list[str]:
    """Return sentences of few words, many of which are nearly the same."""
    rng = random.Random(1)
    sentence = "the shelter staff tell you how long it may take and who can help with a claim for money"
    words = sentence.split()
    return [" ".join(rng.choice(words) for _ in range(rng.randint(6, 30))) + f" ({n})" for n in range(count)]


@given(texts=SENTENCES, text=st.text("youmay กข45", min_size=1, max_size=20))
def test_the_most_alike_come_first_and_none_below_the_cutoff(texts: list[str], text: str) -> None:
    """Likeness is what two texts have in common in order, twice, by the sum of their lengths."""
    found = Texts(texts).nearest(text, 0.6, len(texts))
    assert found == sorted(found, key=lambda each: (-each[0], each[1]))
    wanted = {n for n, other in enumerate(texts) if ratio(text, other) >= 60}
    assert {n for _, n in found} == wanted
    assert all(likeness == pytest.approx(ratio(text, texts[n]) / 100) for likeness, n in found)


def test_a_text_is_found_among_thousands() -> None:
    """A word changed in the middle, at the start or at the end: the former text is still the nearest."""
    many = _many(3000)
    texts = Texts(many)
    for n in range(0, 3000, 29):
        words = many[n].split()
        for at in (0, len(words) // 2, len(words) - 2):
            changed = " ".join([*words[:at], "changed", *words[at + 1 :]])
            assert texts.nearest(changed, 0.6, 3)[0][1] == n


@pytest.mark.parametrize("count", [1, 400, 600])
def test_thousands_that_are_nearly_the_same_are_no_trap(count: int) -> None:
    """Texts that differ in a number only are told apart, whether few or many."""
    texts = Texts([f"Room {n}: the key is with the staff." for n in range(1000, 1000 + count)])
    assert texts.nearest(f"Room {1000 + count // 2}: your key is with the staff.", 0.6, 1)[0][1] == count // 2


@pytest.mark.parametrize("count", [0, 1, 600])
def test_texts_without_anything_in_common_are_not_found(count: int) -> None:
    """Nothing is like everything."""
    assert Texts(_many(count)).nearest("0987654321", 0.6, 3) == []
    assert Texts(_many(count)).nearest("", 0.6, 3) == []
