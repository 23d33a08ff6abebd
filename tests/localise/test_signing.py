"""Who may sign a paper: nobody signs a text that is not final; on a page in two languages the authority's counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docgen.catalogs.translate import translate
from docgen.facts import Confirmation, Fact, FactState
from docgen.gate import Kind, reasons
from docgen.localise.document import localise
from docgen.localise.pair import pair
from docgen.tree import (
    Clause,
    Document,
    Field,
    FieldRow,
    Pair,
    SignatureBlock,
    Text,
    TextStatus,
    plain,
    rebuild,
    walk,
)
from tests.papers import FIELDS, paper_folder
from tests.trees import AIDS, LANGUAGES, WORDS, found, resolved, translated

FINAL = (TextStatus.APPROVED, TextStatus.OFFICIAL)
STATUSES = [pytest.param(status, id=status.value) for status in TextStatus]


class Paper:
    """The paper in any language, with all texts of one status and all facts confirmed."""

    def __init__(self, root: Path) -> None:
        self.content = paper_folder(root).read()
        self.known = translated(found(self.content, "paper"), LANGUAGES)

    def read(
        self, tag: str, status: TextStatus, first: Document | None = None, facts: FactState = FactState.CONFIRMED
    ) -> Document:
        """Return the paper as its reader gets it."""
        whole = translate(resolved(self.content, "paper"), self.known, LANGUAGES[tag], AIDS)

        def change(node: Any) -> Any:
            return Text(node.message, node.language, status, node.forms) if isinstance(node, Text) else None

        known = {id: _in_state(fact, facts) for id, fact in self.content.facts.items()}
        return localise(rebuild(whole, change), known, LANGUAGES, "th", AIDS, first)


def _in_state(fact: Fact, state: FactState) -> Fact:
    on = Confirmation("TH-R1", date(2026, 1, 1), date(2027, 1, 1))
    return replace(fact, state=state, confirmation=on if state is FactState.CONFIRMED else None)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Return the paper."""
    return Paper(tmp_path_factory.mktemp("paper"))


def block(document: Document) -> SignatureBlock:
    """Return the one signature block of a document."""
    (found,) = (node for node in walk(document.blocks) if isinstance(node, SignatureBlock))
    return found


def signed(document: Document) -> list[str]:
    """Return the labels of those who sign."""
    return [plain(field.label) for row in block(document).rows for field in row.fields]


def spoken(texts: tuple[Text, ...]) -> list[tuple[str, str]]:
    """Return the names and languages of notices."""
    return [(text.message.msgctxt.removeprefix("notice."), text.language) for text in texts]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("tag", ["th", "km"])
def test_only_a_final_text_is_signed(paper: Paper, tag: str, status: TextStatus) -> None:
    """In one language there are places to sign when every text is approved or official, and else there are none."""
    document = paper.read(tag, status)
    if status in FINAL:
        assert signed(document) == [f"{WORDS[tag]}Assisted person", f"{WORDS[tag]}Thumbprint"]
        assert block(document).notices == ()
    else:
        assert block(document).rows == () and not document.final


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("km", [("not_for_signing", "km"), ("not_for_signing", "th"), ("not_for_signing", "en")]),
        ("th", [("not_for_signing_authority", "th"), ("not_for_signing_authority", "en")]),
    ],
)
def test_a_reading_aid_says_that_it_is_not_signed(paper: Paper, tag: str, wanted: list[tuple[str, str]]) -> None:
    """In place of signatures stands, in the reader's language, in Thai and in English, that nobody shall sign."""
    assert spoken(block(paper.read(tag, TextStatus.DRAFT)).notices) == wanted


def test_an_unconfirmed_number_is_not_signed_either(paper: Paper) -> None:
    """A paper is signed as a final edition or not at all: a telephone that nobody confirmed is reason enough."""
    assert block(paper.read("th", TextStatus.APPROVED, facts=FactState.UNCONFIRMED)).rows == ()


def test_what_is_withheld_must_be_approved_all_the_same(paper: Paper) -> None:
    """The labels of those who sign keep a document from being final while they are not printed: `status` lists them."""
    document = paper.read("km", TextStatus.UNREVIEWED)
    told = {reason.what for reason in reasons(document) if reason.kind is Kind.TEXT}
    assert {"Assisted person", "Thumbprint"} <= told
    assert not any("Do not sign" in what for what in told)  # it goes when the reasons go


@pytest.mark.parametrize("second", STATUSES)
@pytest.mark.parametrize("first", STATUSES)
def test_on_a_page_in_two_languages_one_block_is_signed(paper: Paper, first: TextStatus, second: TextStatus) -> None:
    """Thai final: its block, with labels in both languages only if the other is final, too. Thai not final: none."""
    thai = paper.read("th", first)
    document = pair(thai, paper.read("km", second, thai))
    labels = [(plain(field.label), field) for row in block(document).rows for field in row.fields]
    notices = spoken(block(document).notices)
    if first not in FINAL:
        assert labels == []
        assert {name for name, _ in notices} <= {"not_for_signing", "not_for_signing_authority"}
        assert ("not_for_signing_authority", "th") in notices
    elif second not in FINAL:
        assert [label for label, _ in labels] == [f"{WORDS['th']}Assisted person", f"{WORDS['th']}Thumbprint"]
        assert notices == [("authority_is_signed", tag) for tag in ("km", "th", "en")]
        assert not document.final
    else:
        assert labels[0][0] == f"{WORDS['th']}Assisted person\n{WORDS['km']}Assisted person"
        assert notices == [] and document.final


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "th"])
def test_each_field_is_on_a_page_in_two_languages_once(paper: Paper, tag: str) -> None:
    """There is one place to fill in for each field, under labels in both languages, Thai first."""
    thai = paper.read("th", TextStatus.APPROVED)
    document = pair(thai, paper.read(tag, TextStatus.APPROVED, thai))
    fields = [node for node in walk(document.blocks) if isinstance(node, Field)]
    assert tuple(field.id for field in fields) == FIELDS
    rows = [field for node in walk(document.blocks) if isinstance(node, FieldRow) for field in node.fields]
    for field in rows:
        assert [text.language for text in field.label.children if isinstance(text, Text)] == ["th", tag]


def test_a_sentence_has_its_fields_in_the_first_language(paper: Paper) -> None:
    """The other language's sentence names what the first one has a line for."""
    thai = paper.read("th", TextStatus.APPROVED)
    document = pair(thai, paper.read("km", TextStatus.APPROVED, thai))
    (sentence,) = (n for n in walk(document.blocks) if isinstance(n, Pair) and "I come" in plain(n))
    assert isinstance(sentence.first, Clause)
    assert plain(sentence.first.text) == f"{WORDS['th']}I come from ."
    assert plain(sentence.second) == f"{WORDS['km']}I come from [{WORDS['km']}country]."


@pytest.mark.parametrize(("tag", "year"), [("th", "B.E. year"), ("km", "year"), ("en", "year")])
def test_a_year_says_its_era(paper: Paper, tag: str, year: str) -> None:
    """Thai readers write the Buddhist year, and the label says so; on a page with Thai both labels do."""

    def label(document: Document) -> str:
        (date,) = (node for node in walk(document.blocks) if isinstance(node, Field) and node.id == "on")
        return plain(date.options[2].label)

    assert label(paper.read(tag, TextStatus.DRAFT)) == f"{WORDS[tag]}{year}"
    thai = paper.read("th", TextStatus.DRAFT)
    if tag != "th":
        both = label(pair(thai, paper.read(tag, TextStatus.DRAFT, thai)))
        assert both == f"{WORDS['th']}B.E. year\n{WORDS[tag]}B.E. year"


def test_what_the_second_language_lacks_is_marked(paper: Paper) -> None:
    """A label that is not translated says so, and stands there in the source language."""
    content = paper.content
    known = translated(found(content, "paper"), LANGUAGES, lambda tag, text: "" if text == "Age" else WORDS[tag] + text)
    thai, khmer = (translate(resolved(content, "paper"), known, LANGUAGES[tag], AIDS) for tag in ("th", "km"))
    one = localise(thai, content.facts, LANGUAGES, "th", AIDS)
    both = pair(paper.read("th", TextStatus.DRAFT), localise(khmer, content.facts, LANGUAGES, "th", AIDS, one))
    (age,) = (node for node in walk(both.blocks) if isinstance(node, Field) and node.id == "age")
    assert plain(age.label) == f"{WORDS['th']}Age\n{WORDS['km']}not yet translated Age"
