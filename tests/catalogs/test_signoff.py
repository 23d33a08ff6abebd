"""Sheets of paper: what is ticked is what was printed, or it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from docgen.catalogs.desk import Approved
from docgen.catalogs.signoff import (
    Sheet,
    SheetRow,
    Ticked,
    enter_sheet,
    read_sheets,
    sheet,
    signoff_path,
    to_check,
    with_sheets,
)
from docgen.catalogs.translate import Translations, read_translations, text_status
from docgen.errors import CatalogError, Location
from docgen.tree import Message, TextStatus
from tests.trees import LANGUAGES, caught, entry, po

ON = date(2026, 12, 1)
KM = LANGUAGES["km"]


def message(msgid: str, legal: bool = False) -> Message:
    """Return a message."""
    return Message("d", "d.a", msgid, Location("content/documents/d.md", 3), legal=legal)


FOUND = [message("One."), message("Two."), message("A law.", legal=True), message("Open."), message("Bad {x}.")]
CATALOG = po(
    "km",
    entry("d.a", "One.", "មួយ", draft="machine"),
    entry("d.a", "Two.", "ពីរ"),
    entry("d.a", "A law.", "ច្បាប់", draft="machine"),
    entry("d.a", "Open."),
    entry("d.a", "Bad {x}.", "ខុស"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A translations folder with a Khmer catalog."""
    home = tmp_path / "translations" / "km" / "LC_MESSAGES"
    home.mkdir(parents=True)
    (home / "d.po").write_bytes(CATALOG)
    return tmp_path / "translations"


def read(folder: Path) -> Translations:
    """Return what the folder holds."""
    return read_translations(folder, folder.parent, LANGUAGES, "en", "th")


def printed(folder: Path, first: int = 1) -> Sheet:
    """Print what waits for a reviewer on one sheet, its rows numbered from `first`."""
    waiting, _ = to_check(FOUND, KM, read(folder))
    digest = read(folder).digest
    made = sheet("km", [SheetRow(n, m.key, digest(m, "km")) for n, m in enumerate(waiting, first)])
    path = signoff_path(folder, KM)
    before = path.read_bytes() if path.exists() else b""
    path.write_bytes(with_sheets(before, [made], read_sheets(path, folder)))
    return made


def entered(folder: Path, code: str, not_ok: Iterable[int] = (), by: str = "km-R1") -> Approved:
    """Enter a sheet, and write what that gives."""
    sheets = read_sheets(signoff_path(folder, KM), folder)
    done = enter_sheet(folder, KM, sheets, Ticked(code, frozenset(not_ok), by, ON), FOUND, read(folder))
    for path, data in done.files.items():
        path.write_bytes(data)
    return done


def statuses(folder: Path) -> list[TextStatus]:
    """Return how far each text may be trusted."""
    return [text_status(m, "km", read(folder)) for m in FOUND[:3]]


def edit(folder: Path, old: str, new: str) -> None:
    """Change the catalog by hand."""
    path = folder / "km" / "LC_MESSAGES" / "d.po"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_what_waits_for_a_reviewer_is_printed(folder: Path) -> None:
    """Drafts and what has one code of two; not what is open, faulty, or approved already."""
    waiting, left_out = to_check(FOUND, KM, read(folder))
    assert [m.msgid for m in waiting] == ["One.", "Two.", "A law."]
    assert left_out[0].message == "“Open.” is not translated"
    assert "“Bad {x}.” has faults" in left_out[1].message
    entered(folder, printed(folder).code)
    assert [m.msgid for m in to_check(FOUND, KM, read(folder))[0]] == ["A law."]


def test_a_ticked_sheet_becomes_approvals(folder: Path) -> None:
    """The rows are approved, but those that are not OK; a legal text needs a second reviewer with the same sheet."""
    code = printed(folder).code
    assert [m.msgid for m in entered(folder, code, [2]).messages] == ["One.", "A law."]
    assert statuses(folder) == [TextStatus.APPROVED, TextStatus.UNREVIEWED, TextStatus.ONE_CODE]
    entered(folder, code, [2], "km-R2")
    assert statuses(folder) == [TextStatus.APPROVED, TextStatus.UNREVIEWED, TextStatus.APPROVED]


def test_entering_a_sheet_twice_adds_nothing(folder: Path) -> None:
    """The same reviewer's sheet, entered again, is no second approval."""
    code = printed(folder).code
    entered(folder, code)
    assert entered(folder, code).files == {}


def test_a_code_is_found_as_it_is_read_from_paper(folder: Path) -> None:
    """Small letters, without the hyphen, O for 0 and I for 1."""
    made = printed(folder)
    code = made.code.lower().replace("-", " ").replace("0", "o").replace("1", "i")
    assert len(entered(folder, code).messages) == len(made.rows)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("មួយ", "មួយទៀត"),
        ('msgid "One."', 'msgid "One more."'),
        ('msgid "One."\nmsgstr "មួយ"', 'msgid "One."\nmsgstr ""'),
        (
            '# machine draft\n#, fuzzy\nmsgctxt "d.a"\nmsgid "One."',
            '#, fuzzy\n#| msgid "1"\nmsgctxt "d.a"\nmsgid "One."',
        ),
    ],
    ids=["translation", "source", "emptied", "stale"],
)
def test_a_row_that_changed_since_it_was_printed_stops_all(old: str, new: str, folder: Path) -> None:
    """Nobody has ticked the new words: the row is named, nothing is written, and the others can be entered."""
    code = printed(folder).code
    edit(folder, old, new)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    (error,) = caught(lambda: entered(folder, code, [2]))
    assert error.message == "rows have changed since the sheet was printed: 1 “One.”"
    assert "enter the others with --except 1,2" in error.hint
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    assert [m.msgid for m in entered(folder, code, [1, 2]).messages] == ["A law."]


def test_a_sheet_stays_good_when_other_texts_change(folder: Path) -> None:
    """Paper takes weeks: what is printed later, or changes elsewhere, does not void what lies at a reviewer's."""
    code = printed(folder).code
    edit(folder, 'msgid "Open."\nmsgstr ""', 'msgid "Open."\nmsgstr "បើក"')
    printed(folder)
    assert len(entered(folder, code).messages) == 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Sokha Chan", "this is no check code"),
        ("", "this is no check code"),
        ("AAA-AAA", "no sheet of km has the check"),
    ],
)
def test_an_unknown_code_approves_nothing(code: str, said: str, folder: Path) -> None:
    """What is no code is refused, and not repeated; a code that was never printed is told as such."""
    printed(folder)
    (error,) = caught(lambda: entered(folder, code))
    assert said in error.message and "Sokha" not in f"{error} {error.hint}"
    assert not (folder / "km" / "approvals.toml").exists()


def test_a_row_of_another_sheet_is_refused(folder: Path) -> None:
    """Rows are numbered through all sheets, so that a number from another sheet is noticed."""
    code = printed(folder, first=21).code
    (error,) = caught(lambda: entered(folder, code, [3, 22]))
    assert (error.message, error.hint) == (f"the sheet {code} has no row 3", "it has the rows 21 to 23")


def test_a_name_enters_nothing(folder: Path) -> None:
    """A reviewer's name from the paper is refused, and not repeated."""
    code = printed(folder).code
    (error,) = caught(lambda: entered(folder, code, by="Sokha"))
    assert "Sokha" not in f"{error} {error.hint}"


def test_the_code_is_of_the_rows(folder: Path) -> None:
    """Other numbers, other words, fewer rows or another language have another code; the same print has the same."""
    rows = printed(folder).rows
    other = SheetRow(rows[0].number, rows[0].key, "0" * 64)
    codes = [
        sheet("km", rows).code,
        sheet("km", rows[:2]).code,
        sheet("km", [SheetRow(r.number + 1, r.key, r.digest) for r in rows]).code,
        sheet("km", [other, *rows[1:]]).code,
        sheet("lo", rows).code,
    ]
    assert len(set(codes)) == 5
    assert sheet("km", rows) == printed(folder)


def test_the_register_of_sheets_only_grows(folder: Path) -> None:
    """Printing the same sheet again adds nothing; another sheet is added behind it; two never share a code."""
    made = printed(folder)
    path = signoff_path(folder, KM)
    before = path.read_bytes()
    assert printed(folder) == made and path.read_bytes() == before
    printed(folder, first=2)
    assert path.read_bytes().startswith(before) and len(path.read_bytes()) > len(before)
    clash = Sheet(made.code, made.rows[:1])
    (error,) = caught(lambda: with_sheets(before, [clash], read_sheets(path, folder)))
    assert isinstance(error, CatalogError) and made.code in error.message


def test_a_damaged_register_is_an_error_with_its_line(folder: Path) -> None:
    """What docgen did not write approves nothing."""
    printed(folder)
    path = signoff_path(folder, KM)
    path.write_text(path.read_text("utf-8").replace("number = 2", 'number = "2"'), "utf-8")
    (error,) = caught(lambda: read_sheets(path, folder))
    assert str(error.location) == "km/signoff.toml:12"


def test_the_source_language_has_no_sheets(folder: Path) -> None:
    """There is nothing to compare it with; the error says how it is approved."""
    (error,) = caught(lambda: to_check(FOUND, LANGUAGES["en"], read(folder)))
    assert "nothing to compare" in error.message and "docgen catalog approve en" in error.hint
