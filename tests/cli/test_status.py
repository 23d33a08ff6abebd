"""`docgen status` says what keeps a document from being final, down to the line to mend."""

from __future__ import annotations

import re

import pytest

from tests.scratch import ON, Scratch, make_translated


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English and Thai: English is approved, Thai was translated by a machine."""
    made = make_translated(tmp_path_factory.mktemp("status") / "workspace", ("en", "th"))
    for reviewer in ("en-R1", "en-R2"):
        made.docgen("catalog", "approve", "en", "--by", reviewer, "--on", ON)
    return made


def test_status_shows_each_document_and_language_in_one_line(scratch: Scratch) -> None:
    """The table says which editions are final, and counts what is missing for the others."""
    done = scratch.docgen("status")
    assert re.search(
        r"^ example +en +reading aid +\d+ × origin composed, not adopted, 3 × fact unconfirmed", done.out, re.MULTILINE
    )
    assert re.search(r"^ sheet +th +reading aid +.*\d+ × text machine draft", done.out, re.MULTILINE)
    assert "docgen status --why" in done.err


def test_status_can_be_asked_for_a_part(scratch: Scratch) -> None:
    """One document, one language."""
    rows = scratch.docgen("status", "-d", "sheet", "-l", "th", "--json").json
    assert [(row["document"], row["language"]) for row in rows] == [("sheet", "th")]


def test_every_reason_can_be_found_in_its_file(scratch: Scratch) -> None:
    """The line that a reason names holds what is to be mended."""
    for row in scratch.docgen("status", "--json", "-l", "en").json:
        for reason in row["reasons"]:
            path, line = reason["place"].split(":")[:2]
            text = (scratch.root / path).read_text("utf-8").splitlines()[int(line) - 1]
            wanted = reason["what"] if reason["kind"] != "fact" else f"[{reason['what']}]"
            assert wanted[:20] in text, reason


def test_long_texts_are_cut_in_the_table_and_whole_for_machines(scratch: Scratch) -> None:
    """The table stays readable; --json has every word."""
    shown = scratch.docgen("status", "--why", "-d", "sheet", "-l", "th").out
    whole = {r["what"] for r in scratch.docgen("status", "-d", "sheet", "-l", "th", "--json").json[0]["reasons"]}
    long = next(text for text in whole if len(text) > 60)
    assert f"{long[:59]}…" in shown and long not in shown


def test_a_status_changes_nothing(scratch: Scratch) -> None:
    """Looking writes no file."""
    before = {path: path.stat().st_mtime_ns for path in scratch.root.rglob("*") if path.is_file()}
    scratch.docgen("status", "--why")
    assert {path: path.stat().st_mtime_ns for path in scratch.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("arguments", [["-l", "xx"], ["-d", "none"]])
def test_what_is_not_there_is_refused(scratch: Scratch, arguments: list[str]) -> None:
    """An unknown language or document is no empty answer."""
    assert "hint: it has " in scratch.docgen("status", *arguments, code=7).err
