"""`docgen official` from the command line: from the empty table to a final page, and what happens to a locked text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from docgen.verify.extract import html_text
from tests.scratch import ON, Ran, Scratch, make_translated

LAW = "The fund pays **{fund.living_cost}** within {fund.within}."
TEXT = "ผู้เสียหายได้รับ **{fund.living_cost}** ภายใน {fund.within} ตามระเบียบ"
LETTER = ("--source", "letter of 3 December", "--as-of", "2026-12-03", "--by", "DATIP-R1", "--on", "2026-12-10")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A workspace in English and Thai that a machine has translated, with everything but one law approved."""
    scratch = make_translated(tmp_path_factory.mktemp("official") / "workspace", ("en", "th"))
    for tag in ("en", "th"):
        scratch.docgen("catalog", "approve", tag, "--by", f"{tag}-R1", "--on", ON)
    scratch.docgen("catalog", "approve", "en", "--by", "en-R2", "--on", ON)
    scratch.docgen("catalog", "adopt", "--by", "DATIP-R1", "--on", ON)
    for fact in ("fund.living_cost", "fund.within", "call.social_assistance"):
        scratch.docgen("fact", "confirm", fact, "--by", "DATIP-R1", "--on", ON, "--until", "2027-11-21")
    return scratch


@pytest.fixture
def scratch(original: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return original.copy(tmp_path / "copy")


def table(scratch: Scratch, texts: Mapping[str, str], name: str = "letter.csv") -> Path:
    """Export the table of a document, and fill in some texts."""
    path = scratch.root / name
    scratch.docgen("official", "export", "th", "-d", "example", "--out", str(path))
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    for cells in rows[1:]:
        cells[-1] = texts.get(cells[2], "")
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    path.write_text(written.getvalue(), "utf-8-sig")
    return path


def imported(scratch: Scratch, path: Path, *more: str, code: int = 0, tag: str = "th") -> Ran:
    """Import a table."""
    return scratch.docgen("official", "import", tag, str(path), *LETTER, *more, code=code)


def test_an_official_text_makes_a_legal_page_final_as_it_is(scratch: Scratch) -> None:
    """The law waited for its second reviewer; the publisher's own text needs none, and stands on the page."""
    (before,) = scratch.docgen("status", "-l", "th", "-d", "example", "--json").json
    assert [(reason["what"], reason["why"]) for reason in before["reasons"]] == [(LAW, "one code")]
    done = imported(scratch, table(scratch, {LAW: TEXT}))
    assert "1 official texts taken in, 10 rows without one" in done.out
    (after,) = scratch.docgen("status", "-l", "th", "-d", "example", "--json").json
    assert after["status"] == "final"
    made = scratch.build("-l", "th", "-d", "example", "-f", "html")
    assert made["example", "th", "html"]["what"] == "built"
    page = "".join(html_text(scratch.file("th/information.html").read_bytes()).split()).replace("\u200b", "")
    assert "ผู้เสียหายได้รับ3,000บาทภายใน" in page and "ตามระเบียบ" in page
    (row,) = scratch.docgen("official", "list", "--json").json
    assert (row["state"], row["letter"], row["as_of"]) == ("official", "letter of 3 December", "2026-12-03")


def test_a_dry_run_of_a_letter_writes_nothing(scratch: Scratch) -> None:
    """--dry-run tells what would be taken in."""
    done = imported(scratch, table(scratch, {LAW: TEXT}), "--dry-run")
    assert "1 official texts would be taken in" in done.out
    assert "would write translations/th/official.toml" in done.err
    assert not (scratch.root / "translations/th/official.toml").exists()


def test_a_changed_official_text_is_an_error_until_the_letter_is_imported_again(scratch: Scratch) -> None:
    """check names the line with exit code 4, status counts it no more, approve refuses it, a new import mends it."""
    letter = table(scratch, {LAW: TEXT})
    imported(scratch, letter)
    scratch.edit("translations/th/LC_MESSAGES/example.po", "ตามระเบียบ", "ตามกฎหมาย")
    checked = scratch.docgen("catalog", "check", "-l", "th", code=4)
    assert "translations/th/LC_MESSAGES/example.po" in checked.out and "was changed" in checked.out
    (row,) = scratch.docgen("official", "list", "-l", "th", "--json").json
    assert row["state"] == "changed since"
    refused = scratch.docgen("catalog", "approve", "th", "--by", "th-R2", "--on", ON, "--msgid", LAW, code=4)
    assert "was changed" in refused.err and "0 texts approved, 1 refused" in refused.out
    imported(scratch, letter)
    scratch.docgen("catalog", "check", "-l", "th")
    counts = {r["catalog"]: r["official"] for r in scratch.docgen("catalog", "status", "-l", "th", "--json").json}
    assert counts == {"shared": 0, "example": 1, "sheet": 0}


def test_a_typed_amount_names_its_row_and_nothing_is_written(scratch: Scratch) -> None:
    """A letter with 3,000 baht in it is refused with the placeholder to put there; the exit code is 4."""
    path = table(scratch, {LAW: "ผู้เสียหายได้รับ 3,000 บาท ภายใน {fund.within}", "What": "อะไร"})
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    number = next(n for n, cells in enumerate(rows, 1) if cells[2] == LAW)
    done = imported(scratch, path, code=4)
    assert f"letter.csv:{number}: the official text of" in done.err
    assert "put {fund.living_cost} where the letter has its value (3,000 THB)" in done.err
    assert not (scratch.root / "translations/th/official.toml").exists()


def test_the_source_language_is_refused(scratch: Scratch) -> None:
    """Its words stand in content/, and the error says what to do there."""
    path = table(scratch, {LAW: TEXT})
    assert "en is the source language" in imported(scratch, path, code=4, tag="en").err


def test_an_export_overwrites_nothing(scratch: Scratch) -> None:
    """What an office has filled in stays."""
    path = table(scratch, {LAW: TEXT}, "filled.csv")
    before = path.read_bytes()
    assert "is there already" in scratch.docgen("official", "export", "th", "--out", str(path), code=7).err
    assert path.read_bytes() == before
    done = scratch.docgen("official", "export", "th", "--out", str(scratch.root / "letter.docx"), code=2)
    assert "the file is called .xlsx or .csv" in done.err


def test_an_official_text_can_be_given_up(scratch: Scratch) -> None:
    """It needs approvals again, as a translation like all others."""
    imported(scratch, table(scratch, {LAW: TEXT}))
    withdraw = ("official", "withdraw", "th", "--by", "DATIP-R1", "--on", ON, "--reason", "a new law")
    assert "no official text is chosen" in scratch.docgen(*withdraw, "--msgid", "What", code=4).err
    assert "1 official texts would be withdrawn" in scratch.docgen(*withdraw, "--msgid", LAW, "--dry-run").out
    scratch.docgen(*withdraw, "--msgid", LAW)
    assert scratch.docgen("official", "list", "--json").json == []
    (found,) = scratch.docgen("status", "-l", "th", "-d", "example", "--json").json
    assert [(reason["what"], reason["why"]) for reason in found["reasons"]] == [(LAW, "not approved")]
