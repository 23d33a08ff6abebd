"""A translator's workbook: what goes out comes back, and what comes back changes exactly what someone changed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from docgen.catalogs.exchange.sheet import Look
from docgen.catalogs.exchange.task import Only
from docgen.catalogs.exchange.xlsx import Looks, translators_workbook
from docgen.catalogs.store import parse_catalog
from docgen.errors import CatalogError
from docgen.languages import Direction
from tests.exchange import ANY_TEXT, Work, faults_of, fill, make_work, message, right_texts, saved, whole
from tests.trees import entry, prefixed

MESSAGES = (
    message("Pay {x}.", "d.a"),
    message("**Help** is near.", "d.a"),
    message("Law.", "d.law", legal=True, authority=True),
    message("{n} day", "d.n", plural="{n} days"),
    message("Changed now.", "d.a"),
)
STALE = '#, fuzzy\n#| msgid "Changed before."\n'


def entries(pay: str = "បង់ {x}។", draft: str = "") -> list[str]:
    """Return a Khmer catalog of all messages."""
    return [
        entry("d.a", "Pay {x}.", pay, draft=draft),
        entry("d.a", "**Help** is near.", "**ជំនួយ** នៅជិត។", above="# a remark\n", draft="machine"),
        entry("d.law", "Law."),
        entry("d.n", "{n} day", "{n} ថ្ងៃ", plural="{n} days"),
        entry("d.a", "Changed now.", "ផ្លាស់ប្តូរ", above=STALE),
    ]


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Return a Khmer catalog, and a Thai one that counts."""
    made = make_work(tmp_path, *MESSAGES)
    made.write(*entries())
    made.write(
        entry("d.law", "Law.", "กฎหมาย"), *(entry(m.msgctxt, m.msgid, plural=m.msgid_plural) for m in ()), tag="th"
    )
    made.write(
        *(
            entry(m.msgctxt, m.msgid, prefixed("th", m.msgid_plural or m.msgid), plural=m.msgid_plural)
            for m in MESSAGES
        ),
        tag="th",
    )
    return made


def sheet(data: bytes, title: str = "Texts") -> list[dict[str, object]]:
    """Return the rows of a sheet, cells by heading."""
    rows = load_workbook(BytesIO(data))[title].iter_rows(values_only=True)
    heads = next(rows)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


# --- export -----------------------------------------------------------------------------------------------------------


def test_each_text_has_a_row_with_all_that_its_translator_needs(work: Work) -> None:
    """Source, second source, what changed, notes, the present translation twice, and the status."""
    rows = {row["Source (English)"]: row for row in sheet(work.workbook())}
    assert list(rows) == ["Pay {x}.", "**Help** is near.", "Law.", "{n} days", "Changed now."]
    law, changed, near = rows["Law."], rows["Changed now."], rows["**Help** is near."]
    assert (law["Second source (Thai)"], law["Current translation"]) == ("สิทธิLaw.", None)
    assert (law["Section"], law["Status"]) == ("d.law", "untranslated")
    assert "two reviewers" in str(law["Notes"]) and near["Notes"] == "remark: a remark"
    assert changed["What changed in the source"] == "Changed beforenow." and changed["Status"] == "stale"
    assert near["Your translation"] == near["Current translation"] == "**ជំនួយ** នៅជិត។"


def test_a_plural_form_has_a_row_that_says_for_which_numbers_it_is(tmp_path: Path) -> None:
    """Polish has three forms; a language with one form has one row."""
    work = make_work(tmp_path, message("{n} day", plural="{n} days"), languages=("en", "th", "pl"))
    work.write(entry("d.a", "{n} day", "", "", "", plural="{n} days"), tag="pl")
    rows = sheet(work.workbook("pl"))
    assert [row["Source (English)"] for row in rows] == ["{n} day", "{n} days", "{n} days"]
    assert "form 2 of 3: for 2, 3, 4, 22, 23, 24 …" in str(rows[0]["Notes"])


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Only.UNTRANSLATED, ["Law."]),
        (Only.CHANGED, ["Changed now."]),
        (Only.DRAFT, ["**Help** is near."]),
        (Only.UNAPPROVED, [m.msgid for m in MESSAGES]),
    ],
)
def test_only_texts_of_a_status_are_handed_out(work: Work, only: Only, found: list[str]) -> None:
    """A translator with one hour gets what is most needed."""
    assert [task.message.msgid for task in work.tasks(only=only)] == found


def test_two_exports_have_the_same_bytes(work: Work) -> None:
    """No clock is read."""
    assert work.workbook() == work.workbook()


def test_only_the_translators_columns_can_be_written_into(work: Work) -> None:
    """The head row stays in sight, the check is hidden, each text wraps in its column and is no formula."""
    table = load_workbook(BytesIO(work.workbook()))["Texts"]
    heads = {cell.value: cell.column_letter for cell in table[1]}
    free = {name for name, letter in heads.items() if not table[f"{letter}2"].protection.locked}
    assert table.protection.sheet and free == {"Your translation", "Done", "Your comment"}
    assert table.freeze_panes == "A2" and table.column_dimensions[heads["Check"]].hidden
    yours = table[f"{heads['Your translation']}2"]
    assert yours.alignment.wrap_text and yours.number_format == "@"


def test_a_script_from_right_to_left_is_shown_so(work: Work) -> None:
    """The translation's columns run from right to left, in the family that was asked for; the source's do not."""
    looks = Looks(Look("Segoe UI"), Look(), Look("Sakkal Majalla", Direction.RTL))
    data = translators_workbook(work.tasks(), work.desk(), work.languages["km"], looks, whole)
    heads, cells = (list(load_workbook(BytesIO(data))["Texts"][number]) for number in (1, 2))
    by_heading = {head.value: cell for head, cell in zip(heads, cells, strict=True)}
    yours, source = by_heading["Your translation"], by_heading["Source (English)"]
    assert (yours.alignment.readingOrder, yours.alignment.horizontal, yours.font.name) == (2, "right", "Sakkal Majalla")
    assert (source.alignment.readingOrder, source.font.name) == (0, "Segoe UI")


def test_the_workbook_says_how_to_use_it_in_english_and_thai(work: Work) -> None:
    """And it brings the agreed terms."""
    book = load_workbook(BytesIO(work.workbook()))
    assert book.sheetnames == ["Instructions", "Texts", "Terms"] and book.active.title == "Texts"
    assert "yellow cells" in str(book["Instructions"]["A2"].value) and "สีเหลือง" in str(book["Instructions"]["B2"].value)


def test_a_catalog_that_is_not_up_to_date_is_not_handed_out(tmp_path: Path) -> None:
    """A translator would work on an old list."""
    work = make_work(tmp_path, *MESSAGES, message("New."))
    work.write(*entries())
    with pytest.raises(CatalogError, match="do not have 1 texts"):
        work.tasks()


@pytest.mark.parametrize("character", ["\x01", "\x0c", "\ufffe"])
def test_a_character_that_no_workbook_can_hold_is_named(tmp_path: Path, character: str) -> None:
    """It is not dropped in silence; the line of the catalog is named."""
    work = make_work(tmp_path, MESSAGES[0])
    work.write(entry("d.a", "Pay {x}.", f"បង់{character} {{x}}"))
    with pytest.raises(CatalogError, match=rf"d\.po:\d+: .*U\+{ord(character):04X}"):
        work.tasks()


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    """Excel would cut it, and the end of the text would be lost."""
    work = make_work(tmp_path, MESSAGES[0])
    work.write(entry("d.a", "Pay {x}.", "ក" * 40_000))
    with pytest.raises(CatalogError, match="more than a spreadsheet's cell can hold"):
        work.workbook()


# --- there and back ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """Return a workspace that examples write their catalogs into."""
    return make_work(tmp_path_factory.mktemp("xlsx"), *MESSAGES)


@settings(max_examples=40)
@given(pay=ANY_TEXT, draft=st.sampled_from(["", "fuzzy", "machine"]))
def test_what_goes_out_and_comes_back_changes_nothing(folder: Work, pay: str, draft: str) -> None:
    """Whatever a catalog holds, an export that nobody touched is no edit, also when a program saved it again."""
    folder.write(*entries(pay, draft))
    data = folder.workbook()
    for file in (data, saved(load_workbook(BytesIO(data)))):
        received = folder.receive(file)
        assert (dict(received.files), received.conflicts, received.faults) == ({}, (), ())


@settings(max_examples=40)
@given(text=right_texts())
def test_an_edit_is_entered_to_the_letter_and_nothing_else_is(folder: Work, text: str) -> None:
    """The entry says what the translator typed; all other entries keep their bytes."""
    folder.write(*entries(draft="machine"))
    before = folder.path().read_text("utf-8")
    folder.enter(fill(folder.workbook(), {"Pay {x}.": {"Your translation": text}}))
    after = folder.path().read_text("utf-8")
    catalog = parse_catalog(folder.path().read_bytes(), "d.po")
    changed = catalog.entries["d.a", "Pay {x}."]
    assert changed.msgstr == (text,) and not changed.fuzzy and not changed.translator_comments
    start = before.index("\n# a remark")
    assert after.endswith(before[start:]) and after.startswith(before[: before.index("# machine draft")])


@pytest.mark.parametrize("newline", ["\r\n", "_x000D_\n", "\r"])
def test_line_ends_of_spreadsheets_become_the_catalogs(work: Work, newline: str) -> None:
    """Excel and its relatives have several; a catalog has one."""
    data = fill(work.workbook(), {"Law.": {"Your translation": "ច្បាប់"}})
    book = load_workbook(BytesIO(data))
    cell = next(c for row in book["Texts"] for c in row if c.value == "ច្បាប់")
    cell.value = f"ច្បាប់{newline}ថ្មី"
    work.enter(saved(book))
    assert work.said()["Law."] == ("ច្បាប់\nថ្មី",)


def test_columns_are_found_by_their_headings(work: Work) -> None:
    """They may be moved, others may come in between, rows be sorted or deleted, and a title stand above."""
    book = load_workbook(BytesIO(fill(work.workbook(), {"Law.": {"Your translation": "ច្បាប់"}})))
    table = book["Texts"]
    rows = [list(row) for row in table.iter_rows(values_only=True)]
    table.delete_rows(1, table.max_row)
    table.append(["My own title"])
    for row in (rows[0], *reversed(rows[2:])):
        table.append([*reversed(row), "mine"])
    table.title = "Feuille1"
    received = work.enter(saved(book))
    assert dict(received.counts) == {"changed": 1} and work.said()["Law."] == ("ច្បាប់",)


# --- rows that are wrong ----------------------------------------------------------------------------------------------

YOURS = "Your translation"


@pytest.mark.parametrize(
    ("source", "cells", "fault"),
    [
        ("Law.", {"ID": "km.d.0123456789ab.0.0000"}, "row 4: the ID is damaged"),
        ("Law.", {"ID": None}, "row 4: the ID is damaged"),
        ("Law.", {"Check": "0"}, "row 4: the hidden check of the row is damaged"),
        ("Law.", {YOURS: 15}, "cell H4 (“Your translation”): a number or a date where text belongs"),
        ("Law.", {YOURS: True}, "cell H4 (“Your translation”): a value TRUE or FALSE where text belongs"),
        ("Pay {x}.", {"Current translation": "ខុស {x}"}, "row 2: the current translation was changed"),
        ("Law.", {"Done": "maybe"}, "row 4: “Done” is neither yes nor no"),
        ("Law.", {"Done": "yes"}, "row 4: marked as done, but there is no translation"),
        ("Law.", {"Your comment": "ask me@example.org"}, "row 4: the comment has an e-mail address in it"),
        ("Pay {x}.", {YOURS: "បង់។"}, "row 2: msgstr has not the placeholders"),
        ("Pay {x}.", {YOURS: "បង់ {x} 300"}, "row 2: msgstr types the number 300"),
        ("Pay {x}.", {YOURS: "បង់ **{x}"}, "row 2: msgstr: ** has no partner"),
    ],
)
def test_a_wrong_row_is_named_and_changes_nothing(
    work: Work, source: str, cells: dict[str, object], fault: str
) -> None:
    """The sheet, the row and what is wrong; an address that was typed is not repeated."""
    received = work.receive(fill(work.workbook(), {source: cells}))
    (found,) = faults_of(received)
    assert fault in found and "sheet “Texts”" in found and "example.org" not in found
    assert dict(received.files) == {}


@pytest.mark.parametrize("cell", ["H4", "I4", "J4"])
def test_a_formula_is_no_text(work: Work, cell: str) -> None:
    """A text that begins with = is a text; a formula is refused, with its cell."""
    book = load_workbook(BytesIO(work.workbook()))
    book["Texts"][cell].value = "=TRUE()"
    (found,) = faults_of(work.receive(saved(book)))
    assert f"cell {cell} (“" in found and "a formula where text belongs" in found


def test_a_mark_may_be_a_tick_of_the_program(work: Work) -> None:
    """TRUE is yes."""
    received = work.enter(fill(work.workbook(), {"**Help** is near.": {"Done": True}}))
    assert dict(received.counts) == {"confirmed": 1}


def test_a_row_that_was_copied_is_refused(work: Work) -> None:
    """Nobody knows which of the two is meant."""
    book = load_workbook(BytesIO(work.workbook()))
    table = book["Texts"]
    table.append([cell.value for cell in table[2]])
    (found,) = faults_of(work.receive(saved(book)))
    assert "row 7: the ID is there twice, first in sheet “Texts”, row 2" in found


def test_all_wrong_rows_are_named_at_once(work: Work) -> None:
    """One run shows them all."""
    texts = {"Law.": {"Done": "yes"}, "Pay {x}.": {YOURS: "x"}, "Changed now.": {"Done": "?"}}
    assert len(work.receive(fill(work.workbook(), texts)).faults) == 3


def test_a_plural_is_translated_whole(tmp_path: Path) -> None:
    """A form that is left empty would be printed empty; rows that were deleted keep what they said."""
    work = make_work(tmp_path, message("day", plural="days"), languages=("en", "th", "pl"))
    work.write(entry("d.a", "day", "", "", "", plural="days"), tag="pl")
    book = load_workbook(BytesIO(work.workbook("pl")))
    book["Texts"]["H2"].value = "dzień"
    (found,) = faults_of(work.receive(saved(book)))
    assert "not all plural forms are translated" in found
    book["Texts"]["H3"].value, book["Texts"]["H4"].value = "dni", "dni"
    work.enter(saved(book))
    assert work.said("pl")["day"] == ("dzień", "dni", "dni")
    again = load_workbook(BytesIO(work.workbook("pl")))
    again["Texts"]["H4"].value = "dnia"
    again["Texts"].delete_rows(2, 2)
    work.enter(saved(again))
    assert work.said("pl")["day"] == ("dzień", "dni", "dnia")
