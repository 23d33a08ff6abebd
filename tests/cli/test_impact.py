"""`docgen impact`: who is about to change something sees first what it touches, out to the copies in a shelter."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.scratch import ON, UNTIL, Scratch, make_final

LAW = "The fund pays **{fund.living_cost}** within {fund.within}."


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A final workspace whose PDFs are built and released, with copies of the Thai edition at two places."""
    scratch = make_final(tmp_path_factory.mktemp("impact") / "workspace", ("en", "th"))
    scratch.build("-f", "pdf")
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for command in (["init", "-q"], ["add", "docgen.toml", "content", "translations"], ["commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(scratch.root), *who, *command], check=True, capture_output=True)
    (scratch.root / ".git" / "info" / "exclude").write_text("fonts\ntemplates\n", "utf-8")
    scratch.docgen("release", "--by", "DATIP-R1", "--on", ON)
    listed = scratch.docgen("edition", "list", "--json").json
    stamp = next(each["stamp"] for each in listed if (each["document"], each["language"]) == ("example", "th"))
    for place, copies in (("Shelter in Ranong", "40"), ("สถานคุ้มครอง เชียงราย", "2")):
        scratch.docgen("edition", "sent", stamp, "--place", place, "--copies", copies, "--on", ON)
    return scratch


def told(scratch: Scratch, what: str) -> dict[str, Any]:
    """Return what is said of one thing."""
    (impact,) = scratch.docgen("impact", what, "--json").json
    assert isinstance(impact, dict)
    return impact


def pages(impact: dict[str, Any]) -> dict[tuple[str, str], tuple[list[int], str]]:
    """Return the pages of the PDFs, and their state, by document and language."""
    return {(f["document"], f["language"]): (f["pages"], f["state"]) for f in impact["files"] if f["format"] == "pdf"}


def test_a_fact_touches_pages_its_confirmation_and_copies_but_no_approval(scratch: Scratch) -> None:
    """A new amount: each page that shows it, who has to confirm it again, and which places must be told."""
    impact = told(scratch, "fund.living_cost")
    assert (impact["kind"], impact["says"]) == ("fact", "3,000 THB, confirmed")
    assert {text["source"] for text in impact["texts"]} == {LAW, "{fund.living_cost}"}
    assert pages(impact) == {("example", "en"): ([1], ""), ("example", "th"): ([1], "")}
    assert impact["approvals"] == []
    assert impact["confirmation"] == {"by": "DATIP-R1", "on": ON, "until": UNTIL}
    sent = {edition["language"]: [(s["place"], s["copies"]) for s in edition["sent"]] for edition in impact["editions"]}
    assert sent == {"en": [], "th": [("Shelter in Ranong", 40), ("สถานคุ้มครอง เชียงราย", 2)]}


def test_a_fact_in_a_notice_is_on_every_document(scratch: Scratch) -> None:
    """The number to call stands beside a contact and at the foot of all pages."""
    assert set(pages(told(scratch, "call.social_assistance"))) == {
        (document, tag) for document in ("example", "sheet") for tag in ("en", "th")
    }


def test_a_text_touches_its_approvals_in_every_language(scratch: Scratch) -> None:
    """Other English words void what was approved of them and of their translations, two codes each for a law."""
    impact = told(scratch, LAW)
    assert impact["kind"] == "text"
    assert [(void["language"], void["codes"]) for void in impact["approvals"]] == [
        ("en", ["en-R1", "en-R2"]),
        ("th", ["th-R1", "th-R2"]),
    ]
    assert pages(impact) == {("example", "en"): ([1], ""), ("example", "th"): ([1], "")}
    assert impact["confirmation"] is None


def test_a_section_is_all_of_its_texts(scratch: Scratch) -> None:
    """A msgctxt stands for the texts in it."""
    assert {text["section"] for text in told(scratch, "example.money")["texts"]} == {"example.money"}
    assert len(told(scratch, "example.money")["texts"]) > 5


def test_a_term_is_found_by_its_id_and_by_its_word(scratch: Scratch, tmp_path: Path) -> None:
    """The texts that name it, with their approvals; capital letters do not matter."""
    copy = scratch.copy(tmp_path / "copy")
    copy.append("content/glossary.toml", '\n[living_cost]\nen = "living cost"\nth = ["ค่าครองชีพ"]\n')
    by_id, by_word = (copy.docgen("impact", name, "--json").json for name in ("living_cost", "Living Cost"))
    assert [impact["kind"] for impact in by_id] == ["term"] and by_word == by_id
    assert [text["source"] for text in by_id[0]["texts"]] == ["Living cost"]
    (text, term) = copy.docgen("impact", "Living cost", "--json").json
    assert (text["kind"], term["kind"]) == ("text", "term"), "what is called so is shown, each by itself"


def test_the_table_names_pages_approvals_and_places(scratch: Scratch) -> None:
    """For a person: a line that counts, and lists to work through."""
    shown = scratch.docgen("impact", "fund.living_cost").out
    assert "2 texts, 1 documents in 2 languages, 2 printed pages, 0 approvals void, 1 confirmations void" in shown
    assert "42 copies out there" in shown and "Shelter in Ranong" in shown and "not recorded" in shown


def test_what_is_not_built_says_so(scratch: Scratch, tmp_path: Path) -> None:
    """Without build/ the documents are known, and their pages are not."""
    copy = scratch.copy(tmp_path / "copy")
    (copy.root / "build" / "manifest.json").unlink()
    assert pages(told(copy, LAW)) == {("example", "en"): ([], "not built"), ("example", "th"): ([], "not built")}


def test_an_unknown_name_is_told_with_what_may_be_meant(scratch: Scratch) -> None:
    """A slip of the finger finds its way."""
    done = scratch.docgen("impact", "fund.livingcost", code=7)
    assert "no fact, text or term is called" in done.err and "fund.living_cost" in done.err
