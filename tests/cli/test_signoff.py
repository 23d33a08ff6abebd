"""`docgen catalog signoff` from the command line: from the printed sheet to approvals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.verify.extract import pdf_pages
from tests.scratch import ON, Scratch, make_translated

WHO = ("--by", "km-R1", "--on", ON)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A workspace that a machine has translated, with a printed sheet for Khmer."""
    scratch = make_translated(tmp_path_factory.mktemp("signoff") / "workspace")
    done = scratch.docgen("catalog", "signoff", "km", "-d", "sheet", "--out", str(scratch.root / "sheets.pdf"))
    assert done.out.startswith("3 texts on 1 sheets")
    return scratch


@pytest.fixture
def scratch(printed: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return printed.copy(tmp_path / "copy")


def code(scratch: Scratch) -> str:
    """Return the check code as it stands on the paper."""
    (page,) = pdf_pages((scratch.root / "sheets.pdf").read_bytes())
    found = re.search(r"Check code\s+(\S+)", page)
    assert found
    return found[1]


def approved(scratch: Scratch) -> int:
    """Return how many texts of the sheet are approved."""
    rows = scratch.docgen("catalog", "status", "-l", "km", "--json").json
    return next(int(row["approved"]) for row in rows if row["catalog"] == "sheet")


def test_what_was_ticked_on_paper_is_approved(scratch: Scratch) -> None:
    """The code from the paper finds the rows; those that are not OK stay as they are; a plan shows them first."""
    enter = ("catalog", "signoff", "km", "--enter", code(scratch), *WHO, "--except", "2")
    assert "2 texts would be approved" in scratch.docgen(*enter, "--dry-run").out and approved(scratch) == 0
    assert "2 texts approved" in scratch.docgen(*enter).out
    assert approved(scratch) == 2
    assert "km-R1" in (scratch.root / "translations/km/approvals.toml").read_text("utf-8")


def test_a_changed_text_stops_the_sheet(scratch: Scratch) -> None:
    """The row is named with exit code 4, and nothing is approved."""
    scratch.edit("translations/km/LC_MESSAGES/sheet.po", 'msgstr "អ្នកមាន"', 'msgstr "អ្នក"')
    done = scratch.docgen("catalog", "signoff", "km", "--enter", code(scratch), *WHO, code=4)
    assert re.search(r"rows have changed since the sheet was printed: \d “First words”", done.err)
    assert approved(scratch) == 0


def test_a_sheet_that_is_made_again_has_the_same_code_and_the_same_bytes(scratch: Scratch) -> None:
    """A lost sheet can be printed again; the register does not grow, and nothing is overwritten."""
    register = (scratch.root / "translations/km/signoff.toml").read_bytes()
    again = scratch.root / "again.pdf"
    scratch.docgen("catalog", "signoff", "km", "-d", "sheet", "--out", str(again))
    assert again.read_bytes() == (scratch.root / "sheets.pdf").read_bytes()
    assert (scratch.root / "translations/km/signoff.toml").read_bytes() == register
    done = scratch.docgen("catalog", "signoff", "km", "-d", "sheet", "--out", str(again), code=7)
    assert "is there already" in done.err


def test_nothing_to_check_is_told(scratch: Scratch) -> None:
    """When all is approved there is no sheet to print."""
    scratch.docgen("catalog", "signoff", "km", "--enter", code(scratch), *WHO)
    out = str(scratch.root / "none.pdf")
    done = scratch.docgen("catalog", "signoff", "km", "-d", "sheet", "--out", out, code=4)
    assert "no text of km waits for a reviewer" in done.err and not Path(out).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say --out to print sheets, or --enter"),
        (("--enter", "7QF-K2M", "--out", "x.pdf", *WHO), "say --out to print sheets, or --enter"),
        (("--enter", "7QF-K2M", "--by", "km-R1"), "--enter needs --by and --on"),
        (("--enter", "7QF-K2M", *WHO, "--except", "three"), "--except takes the numbers of rows"),
    ],
)
def test_half_a_command_is_wrong_usage(printed: Scratch, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2, with what is missing."""
    assert said in printed.docgen("catalog", "signoff", "km", *arguments, code=2).err
