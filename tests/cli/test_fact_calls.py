"""`docgen fact sheet` and `docgen fact calls`: a table of test calls goes out and comes back, all rows or none."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest

from docgen.catalogs.exchange.rows import read_rows
from docgen.pipeline.call_sheet import NEEDED
from tests.directory import make_directory
from tests.scratch import UNTIL, Scratch

DAY = "2026-11-20"
ANSWERED = {"Called on": DAY, "Role code": "DATIP-R1", "Answered": "yes", "Languages": "th, en"}
SILENT = {"Called on": DAY, "Role code": "DATIP-R2", "Answered": "no"}
FILES = ("content/facts.toml", "content/contacts/contacts.toml")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace whose organisations have four telephones."""
    return make_directory(tmp_path_factory.mktemp("calls") / "workspace")


@pytest.fixture
def scratch(original: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return original.copy(tmp_path / "copy")


def sheet(scratch: Scratch, kind: str, **rows: dict[str, str]) -> str:
    """Write a table, fill in rows by the last part of their fact's id as an office would, and return its path."""
    path = scratch.root / f"calls.{kind}"
    scratch.docgen("fact", "sheet", "--out", str(path))
    if kind == "csv":
        head, *cells = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, head)
            writer.writeheader()
            writer.writerows({**dict(zip(head, row, strict=True)), **_typed(rows, row[0])} for row in cells)
        return str(path)
    book = openpyxl.load_workbook(path)
    table = book["Calls"]
    columns = {cell.value: cell.column for cell in table[1]}
    for row in range(2, table.max_row + 1):
        for heading, typed in _typed(rows, table.cell(row, 1).value).items():
            table.cell(row, columns[heading]).value = typed
    book.save(path)
    return str(path)


def _typed(rows: dict[str, dict[str, str]], fact: str) -> dict[str, str]:
    return rows.get(fact.partition(".")[2], {})


def files(scratch: Scratch) -> list[bytes]:
    """Return the files that calls may change."""
    return [(scratch.root / name).read_bytes() for name in FILES]


def shown(scratch: Scratch, fact: str) -> dict[str, str]:
    """Return what is known of a fact."""
    return dict(scratch.docgen("fact", "show", fact, "--json").json)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_calls_become_confirmations_and_languages(scratch: Scratch, kind: str) -> None:
    """Who answered is confirmed by the role code, from the day of the call; who did not is unconfirmed, with a note."""
    path = sheet(scratch, kind, line=ANSWERED, office=SILENT)
    done = scratch.docgen("fact", "calls", path, "--until", UNTIL)
    assert "1 answered, 1 did not, 2 not called" in done.err
    line, office, press = (shown(scratch, f"call.{name}") for name in ("line", "office", "press"))
    assert [line["state"], line["confirmed_by"], line["confirmed_on"]] == ["confirmed", "DATIP-R1", DAY]
    assert line["confirmed_until"] == UNTIL
    assert (office["state"], office["note"]) == ("unconfirmed", f"No answer on {DAY}.")
    assert (press["state"], press["note"]) == ("unconfirmed", "")
    contacts = scratch.inputs().content.contacts
    assert (contacts["line"].languages, contacts["office"].languages) == (("en", "th"), ())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_has_every_telephone_and_no_date_of_its_own(scratch: Scratch, kind: str) -> None:
    """Two offices are given the same bytes, and nothing that is there already is overwritten."""
    path = Path(sheet(scratch, kind))
    first = path.read_bytes()
    if kind == "xlsx":
        ids = [row.text("Fact") for row in read_rows(first, path.name, NEEDED)]
    else:
        ids = [row["Fact"] for row in csv.DictReader(io.StringIO(first.decode("utf-8-sig")))]
    assert sorted(ids) == ["call.line", "call.office", "call.press", "call.social_assistance"]
    path.write_text("filled in")
    assert "nothing is overwritten" in scratch.docgen("fact", "sheet", "--out", str(path), code=6).err
    assert path.read_text() == "filled in"


def test_a_dry_run_shows_and_does_nothing(scratch: Scratch) -> None:
    """The officer sees each call and each changed line first."""
    path, before = sheet(scratch, "csv", line=ANSWERED), files(scratch)
    done = scratch.docgen("fact", "calls", path, "--until", UNTIL, "--dry-run")
    assert "call.line" in done.out and '+state = "confirmed"' in done.out and "would write" in done.err
    assert files(scratch) == before


def test_the_same_table_twice_changes_nothing_more(scratch: Scratch) -> None:
    """Notes do not grow, and a number that answers later loses its note."""
    path = sheet(scratch, "csv", office=SILENT)
    scratch.docgen("fact", "calls", path, "--until", UNTIL)
    assert "nothing changes" in scratch.docgen("fact", "calls", path, "--until", UNTIL).err
    Path(path).unlink()
    scratch.docgen("fact", "calls", sheet(scratch, "csv", office=ANSWERED), "--until", UNTIL)
    assert (shown(scratch, "call.office")["state"], shown(scratch, "call.office")["note"]) == ("confirmed", "")


def test_a_number_that_nobody_answers_is_not_confirmed_any_more(scratch: Scratch) -> None:
    """Whoever confirmed it before: a paper must not promise it."""
    scratch.docgen("fact", "confirm", "call.line", "--by", "DATIP-R1", "--on", "2026-01-01", "--until", UNTIL)
    scratch.docgen("fact", "calls", sheet(scratch, "csv", line=SILENT), "--until", UNTIL)
    line = shown(scratch, "call.line")
    assert (line["state"], line["confirmed_by"]) == ("unconfirmed", None)


BAD = [
    ({"Called on": "20.11.2026"}, "“Called on” is no date"),
    ({"Called on": ""}, "“Called on” is no date"),
    ({"Role code": "Somchai Jaidee"}, "“Role code” is no role code"),
    ({"Role code": "somchai@example.org"}, "“Role code” is no role code"),
    ({"Role code": ""}, "“Role code” is no role code"),
    ({"Answered": "perhaps"}, "“Answered” is neither yes nor no"),
    ({"Answered": "no"}, "“Languages” names languages, and nobody answered"),
    ({"Languages": "th, Somchai"}, "“Languages” has something that is no code of a language"),
    ({"Number": "0 2202 9075"}, "“Number” is not the number of call.line"),
    ({"Fact": "call.lime"}, "“Fact” names no telephone of content/facts.toml"),
    ({"Fact": "fund.living_cost"}, "“Fact” names no telephone of content/facts.toml"),
    ({"Fact": "call.office", "Number": "0 2304 9100"}, "“Fact” has call.office a second time; it stands in row"),
    ({"Called on": "2027-12-01"}, f"“Called on” is after {UNTIL}"),
    ({"Languages": "=1+1"}, "“Languages” holds a formula"),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("changed", "said"), BAD)
def test_a_bad_row_changes_nothing(scratch: Scratch, kind: str, changed: dict[str, str], said: str) -> None:
    """One bad cell and no row is recorded; the row and the column are named, and what was typed is not repeated."""
    path, before = sheet(scratch, kind, line=ANSWERED | changed, office=ANSWERED), files(scratch)
    done = scratch.docgen("fact", "calls", path, "--until", UNTIL, code=3)
    assert f"calls.{kind}:" in done.err and said in done.err
    assert "Somchai" not in done.err + done.out and "somchai" not in done.err + done.out
    assert files(scratch) == before


def test_all_bad_rows_are_told_at_once(scratch: Scratch) -> None:
    """An office mends its table in one go."""
    rows = {"line": ANSWERED | {"Called on": "x", "Answered": "maybe"}, "office": ANSWERED | {"Role code": "x"}}
    done = scratch.docgen("fact", "calls", sheet(scratch, "csv", **rows), "--until", UNTIL, code=3)
    assert done.err.count("error: calls.csv:") == 3


def test_a_conflict_is_settled_before_a_call_can_confirm_it(scratch: Scratch) -> None:
    """That somebody answers does not say which of two numbers is right; that nobody does is noted."""
    fact = '[call.line]\nkind = "telephone"\nnumber = "0 2202 9074"\ncountry = "TH"\nsource = "MRW9"\n'
    state = 'as_of = 2019-01-24\nowner = "publisher"\nstate = '
    scratch.edit(FILES[0], f'{fact}{state}"unconfirmed"', f'{fact}{state}"conflict"\nnote = "Two sources."')
    path = sheet(scratch, "csv", line=ANSWERED)
    done = scratch.docgen("fact", "calls", path, "--until", UNTIL, code=3)
    assert "whose sources disagree" in done.err and "docgen fact set call.line" in done.err
    Path(path).unlink()
    scratch.docgen("fact", "calls", sheet(scratch, "csv", line=SILENT), "--until", UNTIL)
    line = shown(scratch, "call.line")
    assert (line["state"], line["note"]) == ("conflict", f"Two sources. No answer on {DAY}.")


def test_a_call_before_the_last_confirmation_is_refused(scratch: Scratch) -> None:
    """An old table must not undo what was found since."""
    scratch.docgen("fact", "confirm", "call.line", "--by", "DATIP-R1", "--on", "2026-11-21", "--until", UNTIL)
    done = scratch.docgen("fact", "calls", sheet(scratch, "csv", line=SILENT), "--until", UNTIL, code=3)
    assert "“Called on” is before 2026-11-21, when call.line was confirmed" in done.err


def test_a_date_that_a_spreadsheet_made_of_a_text_is_read(scratch: Scratch) -> None:
    """Some programs turn 2026-11-20 into a number of days, whatever the cell's format says."""
    path = sheet(scratch, "xlsx", line=ANSWERED)
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book["Calls"].iter_rows() for cell in row if cell.value == DAY)
    cell.value = 46_346
    book.save(path)
    scratch.docgen("fact", "calls", path, "--until", UNTIL)
    assert shown(scratch, "call.line")["confirmed_on"] == DAY


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"Fact,Number\ncall.line,1\n", "the column “Called on” and “Role code” and"),
        ("a.csv", b"", "is missing"),
        ("a.csv", "เบอร์".encode("cp874"), "is not in UTF-8"),
        ("a.xlsx", b"no workbook", "a.xlsx"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(scratch: Scratch, name: str, data: bytes, said: str) -> None:
    """The error names the file and what it lacks."""
    (scratch.root / name).write_bytes(data)
    before = files(scratch)
    assert said in scratch.docgen("fact", "calls", str(scratch.root / name), "--until", UNTIL, code=3).err
    assert files(scratch) == before


def test_a_page_says_which_languages_are_answered(scratch: Scratch) -> None:
    """After a call the directory names the languages, in the reader's words."""
    scratch.docgen("fact", "calls", sheet(scratch, "csv", line=ANSWERED), "--until", UNTIL)
    scratch.build("-d", "help", "-l", "en")
    page = scratch.file("en/help.html").read_text("utf-8")
    assert re.search(r"Answers in:</span> <span>English</span> · <span>Thai</span>", page)
