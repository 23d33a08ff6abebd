"""What changed between two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given

from docgen.catalogs.exchange.difference import Change, difference
from docgen.languages import Language
from docgen.typeset.breaks import ZWSP, insert_breaks
from docgen.typeset.lexicon import Lexicon
from tests.exchange import ANY_TEXT, whole
from tests.trees import LANGUAGES


def marks(old: str, new: str, language: Language = LANGUAGES["en"]) -> str:
    """Return a difference as a line: [-removed-]{+added+}."""

    def split(stretch: str) -> list[str]:
        return insert_breaks([stretch], language, Lexicon())[0].split(ZWSP)

    shown = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return "".join(shown[kind].format(text) for kind, text in difference(old, new, split))


@pytest.mark.parametrize(
    ("tag", "old", "new", "shown"),
    [
        ("en", "within three weeks.", "within two weeks.", "within [-three-]{+two+} weeks."),
        ("en", "pays {fund.a}", "pays {fund.b}", "pays [-{fund.a}-]{+{fund.b}+}"),
        ("en", "a help", "a **help**", "a {+**+}help{+**+}"),
        ("th", "ท่านมีสิทธิได้รับเงิน", "ท่านมีสิทธิได้รับอาหาร", "ท่านมีสิทธิได้รับ[-เงิน-]{+อาหาร+}"),
        ("zh-Hant", "您有權利", "您沒有權利", "您{+沒+}有權利"),
    ],
)
def test_words_are_compared_in_every_script(tag: str, old: str, new: str, shown: str) -> None:
    """A reviewer sees the words that changed, also where no spaces part them."""
    assert marks(old, new, LANGUAGES[tag]) == shown


@given(ANY_TEXT, ANY_TEXT)
def test_a_difference_has_both_texts_in_it(old: str, new: str) -> None:
    """What was kept and removed is the old text, what was kept and added the new one."""
    stretches = difference(old, new, whole)
    assert "".join(text for kind, text in stretches if kind is not Change.ADDED) == old
    assert "".join(text for kind, text in stretches if kind is not Change.REMOVED) == new
