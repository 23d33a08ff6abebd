"""One source of a document serves several countries, and readers of several ages."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.tree import Section, Text, Value, plain, walk
from tests.scratch import Scratch, make_scratch

COUNTRIES = """\
[country]
name = "She goes home to {country.name}."
people = "This is for {country.people}."

[country.here]
name = "Hereland"
people = "people of Hereland"

[country.there]
name = "Thereland"
people = "people of Thereland"
"""
HANDBOOK = """\
+++
id = "handbook"
title = "The way home to {country.name}"
layout = "booklet-a5"
audience = "practitioner"
reader = "adult"
sensitivity = "open"
origin = "source"
neutral_name = "way"
neutral_title = "Notes"
parameter = "country"
variants = ["here", "there"]
+++

For {country.people}.

(only-here)=
## Only there

:::{when} country=there
The border is far.
:::

(both)=
## Both

Everyone goes.

:::{when} reader=child
Ask an adult.
:::
"""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English and Thai with a handbook for two countries."""
    made = make_scratch(tmp_path_factory.mktemp("parameters") / "workspace", ("en", "th"))
    (made.root / "content" / "parameters.toml").write_text(COUNTRIES, "utf-8")
    (made.root / "content" / "documents" / "handbook.md").write_text(HANDBOOK, "utf-8")
    made.edit("docgen.toml", "documents = [", 'documents = ["handbook-here", "handbook-there", ')
    made.append("docgen.toml", '\n[document_languages]\nhandbook-there = ["en"]\n')
    return made


def words(scratch: Scratch, variant: str) -> str:
    """Return all words of a variant in English."""
    document = scratch.typeset("en", f"handbook-{variant}").document
    texts = [document.title, *(node for node in walk(document.blocks) if isinstance(node, Text))]
    return " ".join(plain(text) for text in texts)


def test_each_country_has_its_own_edition_of_one_source(scratch: Scratch) -> None:
    """The names of the country stand in the sentences; the sentences are one message for all countries."""
    here, there = words(scratch, "here"), words(scratch, "there")
    assert "The way home to Hereland" in here and "people of Hereland" in here
    assert "The way home to Thereland" in there and "Hereland" not in there
    messages = [
        node.message for node in walk(scratch.typeset("en", "handbook-there").document) if isinstance(node, Text)
    ]
    assert {m.domain for m in messages if m.msgid.startswith("For {country")} == {"handbook"}
    assert any(
        isinstance(node, Value) and node.ref == "country.people"
        for node in walk(scratch.typeset("en", "handbook-here").document)
    )


def test_a_condition_keeps_blocks_for_the_documents_it_names(scratch: Scratch) -> None:
    """What is for another country or another reader is not there, nor a heading that has nothing left below it."""
    assert "The border is far" in words(scratch, "there") and "The border is far" not in words(scratch, "here")
    assert "Ask an adult" not in words(scratch, "here") + words(scratch, "there")
    sections = {
        variant: [n.id for n in walk(scratch.typeset("en", f"handbook-{variant}").document) if isinstance(n, Section)]
        for variant in ("here", "there")
    }
    assert sections == {"here": ["both"], "there": ["only-here", "both"]}


def test_translators_see_what_a_form_can_be(scratch: Scratch) -> None:
    """A catalog has each form once, with an example, and says of a placeholder what will stand there."""
    scratch.docgen("catalog", "update")
    shared = (scratch.root / "translations/th/LC_MESSAGES/shared.po").read_text("utf-8")
    handbook = (scratch.root / "translations/th/LC_MESSAGES/handbook.po").read_text("utf-8")
    assert "#. {country.people}, as in: This is for {country.people}." in shared
    assert "#. {country.people}: people of Hereland, people of Thereland" in handbook
    assert handbook.count('msgid "For {country.people}."') == 1


def test_a_document_is_made_in_its_languages_only(scratch: Scratch) -> None:
    """What docgen.toml says of a document's languages holds for building and for the status."""
    made = scratch.copy(scratch.root.parent / "languages")
    rows = made.docgen("status", "--json").json
    assert {(row["document"], row["language"]) for row in rows if row["document"].startswith("handbook")} == {
        ("handbook-here", "en"),
        ("handbook-here", "th"),
        ("handbook-there", "en"),
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("country=there", "country=nowhere", "the country “nowhere” is not known"),
        ("country=there", "kind=there", "the parameter “kind” is not known"),
        ("country=there", "country", "{when} takes conditions"),
        ('["here", "there"]', '["here", "elsewhere"]', "the country “elsewhere” is not known"),
        ('parameter = "country"\n', "", "parameter and variants belong together"),
        ("{country.people}", "{country.folk}", "the fact “country.folk” is not known"),
    ],
)
def test_what_parameters_do_not_have_is_refused_once(
    scratch: Scratch, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """A mistake in the one source is told once, with its place, not once for each country."""
    broken = scratch.copy(tmp_path / "copy")
    broken.edit("content/documents/handbook.md", old, new)
    errors = broken.docgen("status", code=3).err
    assert errors.count(said) == 1 and "content/documents/handbook.md:" in errors


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('people = "people of Hereland"\n', "", "country.here has no people"),
        ('name = "Hereland"', 'name = "Hereland"\nfolk = "x"', "country.here.folk is no form"),
        ('"She goes home to {country.name}."', '"She goes home."', "country.name has no example"),
        ('name = "Hereland"', "name = 3", "country.here.name is no text"),
    ],
)
def test_a_parameter_without_a_form_is_refused_at_its_place(
    scratch: Scratch, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Every variant has every form, and every form an example for translators."""
    broken = scratch.copy(tmp_path / "copy")
    broken.edit("content/parameters.toml", old, new)
    errors = broken.docgen("status", code=3).err
    assert said in errors and "content/parameters.toml:" in errors


def test_a_language_translates_what_its_documents_need(scratch: Scratch) -> None:
    """A catalog asks for the names of the country whose edition is made in its language, and not for the others'."""
    made = scratch.copy(scratch.root.parent / "needed")
    made.edit("docgen.toml", 'reading_aid_languages = ["th", "en"]', 'reading_aid_languages = ["en"]')
    made.edit("docgen.toml", 'authority = "th"', 'authority = "en"')
    made.append("docgen.toml", 'handbook-here = ["en", "th"]\n')
    made.docgen("catalog", "update")
    shared = (made.root / "translations/th/LC_MESSAGES/shared.po").read_text("utf-8")
    assert "people of Hereland" in shared and "people of Thereland" not in shared
    assert all(row["untranslated"] for row in made.docgen("catalog", "status", "--json").json)
