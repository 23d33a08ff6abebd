"""docgen.toml and words.toml are changed as an officer would: what is there keeps its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.content.words_edit import with_language_name
from docgen.errors import ContentError
from docgen.languages import Digits, Groups, Language
from docgen.workspace import parse_workspace
from docgen.workspace_edit import with_language

ROOT = Path(__file__).parents[1]
SETTINGS = (ROOT / "docgen.toml").read_text("utf-8")
FAMILIES = ("Noto Sans Devanagari", "Noto Sans")
MARATHI = Language("mr", "मराठी", "Marathi", "Deva", FAMILIES, digits=Digits.DEVA, groups=Groups.LAKHS)
ALONE, _, BEHIND = SETTINGS.partition("[document_languages]")
ALONE += BEHIND[BEHIND.index("[languages.") :]
LAST = '\n[document_languages]\nrights-at-a-glance = ["en", "th"]  # a remark\n'
BETWEEN = ALONE.replace("[languages.km]", f"{LAST.lstrip()}\n[languages.km]")


@pytest.mark.parametrize(
    "before",
    [SETTINGS, SETTINGS.rstrip(), ALONE + LAST, BETWEEN, "\ufeff" + SETTINGS.replace("\n", "\r\n")],
    ids=["as it is", "no last line end", "a table after", "a table between", "Notepad"],
)
def test_a_table_comes_in_and_the_rest_stays(before: str) -> None:
    """Wherever the languages stand: every line is still there, with its line end, and the new language is read back."""
    after = with_language(before, MARATHI, {"digits": "ask a reader"})
    assert set(before.splitlines(keepends=True)[:-1]) <= set(after.splitlines(keepends=True))
    assert before.splitlines()[-1] in after.splitlines()
    assert 'digits = "deva"  # ask a reader' in after.splitlines()
    assert "scale" not in after.partition("[languages.mr]")[2].partition("[")[0]  # what holds anyway is not written
    read = parse_workspace(after.removeprefix("\ufeff").replace("\r\n", "\n"), ROOT)
    assert read.languages["mr"] == MARATHI
    assert after.startswith("\ufeff") == before.startswith("\ufeff")


WORDS = '[language]  # names\nen = "English"\n# of the north\nth = "Thai"\nnote = "a name"\n\n[other]\na = "b"\n'


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["Linux", "Windows"])
@pytest.mark.parametrize("before", [WORDS, '[language]\nen = "English"'], ids=["as it is", "no last line end"])
def test_a_name_comes_in_as_one_line(before: str, ends: str) -> None:
    """It stands after the other names; notes, comments and other tables stay where they are."""
    text = before.replace("\n", ends)
    after = with_language_name(text, "words.toml", "bn", "Bengali")
    last = 'th = "Thai"' if "th =" in before else 'en = "English"'
    assert after == f"{text}{ends if before[-1] != chr(10) else ''}".replace(
        f"{last}{ends}", f'{last}{ends}bn = "Bengali"{ends}'
    )
    assert with_language_name(after, "words.toml", "bn", "Bangla") == after


def test_a_file_without_names_is_an_error() -> None:
    """Whoever lost the table is told what it looks like."""
    with pytest.raises(ContentError, match=r"words\.toml:1: there is no name of a language") as raised:
        with_language_name('[other]\na = "b"\n', "words.toml", "bn", "Bengali")
    assert "[language]" in raised.value.hint
