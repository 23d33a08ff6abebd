"""The publisher's own texts: taken in word for word or not at all, and locked."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.catalogs.desk import approve, check
from docgen.catalogs.letter import Entered, enter, open_rows, withdraw
from docgen.catalogs.locks import State, locks
from docgen.catalogs.official import Letter, read_official
from docgen.catalogs.table import Row, csv_table, read_table, xlsx_table
from docgen.catalogs.translate import Translations, read_translations, text_status
from docgen.errors import CatalogError, DocgenError, Location
from docgen.facts import Fact, FactState, Money
from docgen.tree import Message, TextStatus
from tests.trees import LANGUAGES, caught, entry, po

ON = date(2026, 12, 10)
LETTER = Letter("letter of 3 December", date(2026, 12, 3), "DATIP-R1", ON)
TH = LANGUAGES["th"]
FACTS = {
    "fund.cost": Fact(
        "fund.cost",
        Money(3000, "THB"),
        "MRW9",
        date(2019, 1, 24),
        "fund",
        FactState.UNCONFIRMED,
        Location("content/facts.toml", 3),
    )
}


def message(msgid: str, msgctxt: str = "d.law", **more: bool) -> Message:
    """Return a message."""
    return Message("d", msgctxt, msgid, Location("content/documents/d.md", 3), **more)


PAY = message("The fund pays **{fund.cost}**.", legal=True, authority=True)
RIGHT = message("Your right.", legal=True, authority=True)
PLAIN = message("Words.", "d")
FOUND = [PAY, RIGHT, PLAIN]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A translations folder with drafts in Thai and Khmer."""
    texts = {"th": ("กองทุนจ่าย **{fund.cost}**", "สิทธิ", "คำ"), "km": ("មូលនិធិ **{fund.cost}**", "សិទ្ធិ", "ពាក្យ")}
    for tag, msgstr in texts.items():
        home = tmp_path / "translations" / tag / "LC_MESSAGES"
        home.mkdir(parents=True)
        entries = [entry(m.msgctxt, m.msgid, s, draft="machine") for m, s in zip(FOUND, msgstr, strict=True)]
        (home / "d.po").write_bytes(po(tag, *entries))
    return tmp_path / "translations"


def read(folder: Path) -> Translations:
    """Return what the folder holds."""
    return read_translations(folder, folder.parent, LANGUAGES, "en", "th")


def row(of: Message, *msgstr: str, line: int = 2) -> Row:
    """Return a row of a table."""
    return Row(Location("letter.xlsx", line), of.msgctxt, of.msgid, msgstr)


def taken_in(folder: Path, *rows: Row, tag: str = "th", letter: Letter = LETTER) -> Entered:
    """Take in a letter, and write what that gives."""
    done = enter(folder, LANGUAGES[tag], rows, letter, FOUND, read(folder), FACTS)
    for path, data in done.files.items():
        path.write_bytes(data)
    return done


def edit(folder: Path, old: str, new: str, tag: str = "th") -> None:
    """Change a catalog by hand."""
    path = folder / tag / "LC_MESSAGES" / "d.po"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def status(folder: Path, of: Message, tag: str = "th") -> TextStatus:
    """Return how far a text may be trusted."""
    return text_status(of, tag, read(folder))


# Taking in

OFFICIAL = "ผู้เสียหาย  มีสิทธิ\u200bตามกฎหมาย "


def test_an_official_text_is_taken_in_as_it_is(folder: Path) -> None:
    """Not a character is changed, no reviewer is needed, and the draft's marks go."""
    done = taken_in(folder, row(RIGHT, OFFICIAL), row(PLAIN, " \n"))
    assert (done.messages, done.empty) == ((RIGHT,), 1)
    held = read(folder).entry(RIGHT, "th")
    assert held is not None
    assert (held.msgstr, held.fuzzy, held.translator_comments) == ((OFFICIAL,), False, "")
    assert (status(folder, RIGHT), status(folder, PLAIN)) == (TextStatus.OFFICIAL, TextStatus.DRAFT)
    assert TextStatus.OFFICIAL.final


def test_the_register_says_where_an_official_text_is_from(folder: Path) -> None:
    """Letter, date, role and day; no name, and lines are only added."""
    taken_in(folder, row(RIGHT, OFFICIAL))
    path = folder / "th" / "official.toml"
    before = path.read_bytes()
    taken_in(folder, row(PLAIN, "ถ้อยคำ"), letter=replace(LETTER, source="another letter"))
    assert path.read_bytes().startswith(before)
    assert [official.letter.source for official in read_official(path, folder).values()] == [
        "letter of 3 December",
        "another letter",
    ]


def test_the_same_letter_again_adds_nothing_and_mends_the_catalog(folder: Path) -> None:
    """After a text was changed by mistake the letter is simply imported again."""
    taken_in(folder, row(RIGHT, OFFICIAL))
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    edit(folder, "มีสิทธิ", "ไม่มีสิทธิ")
    assert status(folder, RIGHT) is TextStatus.UNREVIEWED
    taken_in(folder, row(RIGHT, OFFICIAL))
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_of_two_letters_the_later_one_counts(folder: Path) -> None:
    """The former official text is none any more, also if it gets back into the catalog."""
    taken_in(folder, row(RIGHT, "หนึ่ง"))
    taken_in(folder, row(RIGHT, "สอง"))
    assert status(folder, RIGHT) is TextStatus.OFFICIAL
    edit(folder, "สอง", "หนึ่ง")
    assert status(folder, RIGHT) is TextStatus.UNREVIEWED


@pytest.mark.parametrize("amount", ["3,000", "๓,๐๐๐", "3000"])
def test_an_amount_that_an_official_text_types_is_refused_with_the_way_out(amount: str, folder: Path) -> None:
    """It would stand on the page for ever: the row is named, and the placeholder with its value."""
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    (error,) = caught(lambda: taken_in(folder, row(RIGHT, OFFICIAL), row(PAY, f"กองทุนจ่าย {amount} บาท", line=7)))
    assert str(error.location) == "letter.xlsx:7"
    assert "has no {fund.cost}" in error.message
    assert "put {fund.cost} where the letter has its value (3,000 THB)" in error.hint
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before, "one letter is taken in whole"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(PLAIN, "คำ 99")], "types the number 99"),
        ([row(PLAIN, "**คำ")], "** has no partner"),
        ([row(PLAIN, "คำ\x07")], "control character U+0007"),
        ([row(PLAIN, "หนึ่ง"), row(PLAIN, "สอง", line=3)], "stands in the file twice"),
        ([replace(row(PLAIN, "คำ"), msgid="Other words.")], "no text “Other words.” is in the section “d”"),
        ([replace(row(PLAIN, "คำ"), msgctxt="d.law")], "no text “Words.” is in the section “d.law”"),
        ([row(PLAIN, "หนึ่ง", "สอง")], "2 texts where 1 belong"),
        ([replace(row(PLAIN, "ពាក្យ"), language="km")], "the row is for km, and the command says th"),
    ],
)
def test_what_cannot_be_taken_in_is_named_with_its_row(rows: list[Row], said: str, folder: Path) -> None:
    """Nothing of the letter is written then."""
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    (error,) = caught(lambda: taken_in(folder, row(RIGHT, OFFICIAL), *rows))
    assert said in error.message
    assert error.location is not None and error.location.path == "letter.xlsx"
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_all_faults_of_a_letter_are_shown_at_once(folder: Path) -> None:
    """Who mends the table need not import it once for every row."""
    errors = caught(lambda: taken_in(folder, row(PAY, "3,000", line=2), row(PLAIN, "**", line=3)))
    assert [error.location and error.location.line for error in errors] == [2, 3]


def test_the_source_text_may_have_been_typed_again(folder: Path) -> None:
    """Spaces of another kind in the table's source column find the text all the same."""
    assert taken_in(folder, replace(row(RIGHT, OFFICIAL), msgid=" Your\u00a0right. ")).messages == (RIGHT,)


@pytest.mark.parametrize("letter", [replace(LETTER, by="Somchai"), replace(LETTER, source="from somchai@datip.go.th")])
def test_a_register_of_official_texts_keeps_no_name(letter: Letter, folder: Path) -> None:
    """A name or an e-mail address is refused, and not repeated."""
    (error,) = caught(lambda: taken_in(folder, row(RIGHT, OFFICIAL), letter=letter))
    assert "omchai" not in f"{error} {error.hint}"
    assert not (folder / "th" / "official.toml").exists()


def test_the_source_language_has_its_official_words_in_the_content(folder: Path) -> None:
    """Where the authority's language is the source itself, the error says what to do instead."""
    (error,) = caught(lambda: taken_in(folder, row(RIGHT, "Your right."), tag="en"))
    assert "its words stand in content/" in error.message and 'origin = "official"' in error.hint


# The lock


def faults(folder: Path, tag: str = "th") -> Sequence[DocgenError]:
    """Return the errors of a catalog's check."""
    return check(LANGUAGES[tag], {"d": FOUND}, read(folder), ()).errors


def test_an_official_text_that_was_changed_is_an_error_and_no_approval_covers_it(folder: Path) -> None:
    """`docgen catalog check` names its line; it cannot be approved, and it is not final."""
    taken_in(folder, row(RIGHT, OFFICIAL))
    assert faults(folder) == ()
    edit(folder, "ตามกฎหมาย", "ตามระเบียบ")
    line = (folder / "th/LC_MESSAGES/d.po").read_text("utf-8").split("\n").index('msgid "Your right."') + 1
    (error,) = faults(folder)
    assert str(error).startswith(
        f"translations/th/LC_MESSAGES/d.po:{line}: the official text of “Your right.” was changed"
    )
    assert "import the letter again" in error.hint
    done = approve(folder, TH, [RIGHT, PLAIN], "th-R1", ON, read(folder))
    assert ([m.msgid for m in done.messages], len(done.refused)) == (["Words."], 1)
    assert status(folder, RIGHT) is TextStatus.UNREVIEWED


@pytest.mark.parametrize(("old", "new"), [(f'msgstr "{OFFICIAL}"', 'msgstr ""'), ('msgid "Your right."', "")])
def test_an_official_text_that_was_emptied_or_removed_is_an_error(old: str, new: str, folder: Path) -> None:
    """It is missing, whatever else may stand in its place."""
    taken_in(folder, row(RIGHT, OFFICIAL))
    path = folder / "th" / "LC_MESSAGES" / "d.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new or 'msgid "Something else."'), "utf-8")
    assert ["was changed" in error.message for error in faults(folder)] == [True]


def test_an_approval_of_former_words_does_not_come_back_instead(folder: Path) -> None:
    """A text that was approved before the letter came is not final once the letter is there."""
    edit(folder, '# machine draft\n#, fuzzy\nmsgctxt "d"', 'msgctxt "d"')
    for path, data in approve(folder, TH, [PLAIN], "th-R1", ON, read(folder)).files.items():
        path.write_bytes(data)
    assert status(folder, PLAIN) is TextStatus.APPROVED
    taken_in(folder, row(PLAIN, "ถ้อยคำ"))
    edit(folder, 'msgstr "ถ้อยคำ"', 'msgstr "คำ"')
    assert status(folder, PLAIN) is TextStatus.UNREVIEWED


def test_an_official_translation_follows_the_authoritys_text(folder: Path) -> None:
    """When the Thai text of a law changes, the official Khmer one beside it is official no more."""
    taken_in(folder, row(RIGHT, "សិទ្ធិ"), tag="km")
    assert status(folder, RIGHT, "km") is TextStatus.OFFICIAL
    taken_in(folder, row(RIGHT, OFFICIAL))
    assert status(folder, RIGHT, "km") is TextStatus.UNREVIEWED
    (error,) = faults(folder, "km")
    assert "or the text in th that it was given beside" in error.message


def test_official_texts_are_left_out_of_approvals(folder: Path) -> None:
    """Approving a whole document neither needs nor refuses them."""
    taken_in(folder, row(RIGHT, OFFICIAL))
    done = approve(folder, TH, FOUND, "th-R1", ON, read(folder))
    assert (done.messages, done.official, done.refused) == ((PAY, PLAIN), (RIGHT,), ())


def test_an_official_text_whose_source_changed_is_told(folder: Path) -> None:
    """It is on no page: the list says so, and the check warns."""
    taken_in(folder, row(RIGHT, OFFICIAL), row(PLAIN, "ถ้อยคำ"))
    known = read(folder)
    assert [lock.state for lock in locks("th", FOUND, known)] == [State.OFFICIAL, State.OFFICIAL]
    assert [lock.state for lock in locks("th", [RIGHT], known)] == [State.OFFICIAL, State.NO_SOURCE]
    (warning,) = [found for found in check(TH, {"d": [RIGHT]}, known, ()).warnings if found.check == "official"]
    assert str(warning.location) == "translations/th/official.toml:13" and "lost its source text" in warning.message


def test_a_text_that_is_withdrawn_is_a_translation_like_all_others(folder: Path) -> None:
    """The words stay, and need approvals; the register only grows."""
    taken_in(folder, row(RIGHT, OFFICIAL), row(PLAIN, "ถ้อยคำ"))
    path = folder / "th" / "official.toml"
    before = path.read_bytes()
    for written, data in withdraw(folder, TH, [RIGHT.key], "DATIP-R1", ON, "a new law").items():
        written.write_bytes(data)
    assert path.read_bytes().startswith(before)
    assert (status(folder, RIGHT), status(folder, PLAIN)) == (TextStatus.UNREVIEWED, TextStatus.OFFICIAL)
    assert faults(folder) == ()
    assert caught(lambda: withdraw(folder, TH, [], "DATIP-R1", ON, "x"))


# Tables

ROWS = [("d", "Words.", ""), ("d.law", "=1+1", "{fund.cost}: 3,000 THB"), ("d.law", 'Say "yes"; then\ngo.', "")]
FILLED = ["ถ้อยคำ", " =SUM(A1) \u200bក", '១,២; "ထ"\n繁體 👁']


def filled(data: bytes, suffix: str, texts: list[str]) -> bytes:
    """Return a table with texts in its last column, as an office program saves it."""
    if suffix == ".csv":
        lines = csv_rows(data.decode("utf-8-sig"))
        for cells, text in zip(lines[1:], texts, strict=True):
            cells[-1] = text
        return csv_bytes(lines)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for number, text in enumerate(texts, 2):
        cell = book.worksheets[0].cell(number, 5, text)
        cell.data_type = "s"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def csv_rows(text: str, delimiter: str = ",") -> list[list[str]]:
    """Return the cells of a CSV file."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def csv_bytes(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Return a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


WRITERS = {".csv": csv_table, ".xlsx": xlsx_table}


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_an_office_types_into_the_table_is_read_character_by_character(suffix: str, tmp_path: Path) -> None:
    """Spaces at the ends, line ends, U+200B, emoji, a text that looks like a formula: all as typed."""
    path = tmp_path / f"letter{suffix}"
    path.write_bytes(filled(WRITERS[suffix](ROWS, "th"), suffix, FILLED))
    assert [(r.language, r.msgctxt, r.msgid, r.msgstr) for r in read_table(path)] == [
        ("th", section, source, (text,)) for (section, source, _), text in zip(ROWS, FILLED, strict=True)
    ]


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_table_has_the_same_bytes(suffix: str) -> None:
    """No clock is read: no day and no hour is in it."""
    data = WRITERS[suffix](ROWS, "th")
    assert data == WRITERS[suffix](ROWS, "th")
    if suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"202" not in package.read("docProps/core.xml")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), min_size=1, max_size=4))
def test_a_csv_table_is_read_as_it_was_written(texts: list[str]) -> None:
    """Whatever the texts are, with commas or semicolons between them."""
    for delimiter in ",;\t":
        rows = [["Section", "Source text", "Official text"], *(["d", f"s {n}", t] for n, t in enumerate(texts))]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "letter.csv"
            path.write_bytes(csv_bytes(rows, delimiter))
            assert [r.msgstr for r in read_table(path)] == [(text,) for text in texts]


def test_a_po_file_is_a_table_too(tmp_path: Path) -> None:
    """Who works with Poedit sends the catalog back; its language must be right, and nothing in it fuzzy."""
    path = tmp_path / "letter.po"
    path.write_bytes(po("km", entry("d", "Words.", "ពាក្យ"), entry("d", "Open.")))
    assert [(r.language, r.msgid, r.msgstr) for r in read_table(path)] == [
        ("km", "Words.", ("ពាក្យ",)),
        ("km", "Open.", ("",)),
    ]
    path.write_bytes(po("km", entry("d", "Words.", "ពាក្យ", draft="fuzzy")))
    (error,) = caught(lambda: read_table(path))
    assert "marked as fuzzy" in error.message


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("letter.docx", b"x", "does not end in .xlsx, .csv or .po"),
        ("letter.xlsx", b"no archive", "the workbook is damaged"),
        ("letter.xlsx", b"", "the workbook is damaged"),
        ("letter.csv", "Section,Source text,Official text\nd,Words.,คำ".encode("cp874"), "not in UTF-8"),
        ("letter.csv", b"", "has no columns “Section”"),
        ("letter.csv", b"Section,Source text\r\n", "has no columns “Official text”"),
        ("letter.csv", b"Section,Section,Source text,Official text\r\n", "has 2 columns “Section”"),
        ("letter.csv", b'Section,Source text,Official text\r\nd,"Words', "no CSV"),
    ],
)
def test_what_is_no_table_is_one_clear_error(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    """The error names the file and what it lacks."""
    path = tmp_path / name
    path.write_bytes(data)
    (error,) = caught(lambda: read_table(path))
    assert isinstance(error, CatalogError) and said in error.message


@pytest.mark.parametrize("value", [3000, 3.5, date(2026, 12, 3), True, "=A1"])
def test_a_cell_that_holds_no_text_is_refused_with_its_row(value: object, tmp_path: Path) -> None:
    """A spreadsheet program has made something else of what was typed."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table(ROWS, "th")))
    book.worksheets[0].cell(3, 5).value = value
    book.save(tmp_path / "letter.xlsx")
    (error,) = caught(lambda: read_table(tmp_path / "letter.xlsx"))
    assert str(error.location).endswith("letter.xlsx:3") and "(“Official text”): " in error.message


def test_a_line_end_of_excel_is_a_line_end(tmp_path: Path) -> None:
    """What Excel writes for Alt+Enter on Windows and on a Mac does not get onto a page as _x000D_."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table(ROWS, "th")))
    book.worksheets[0].cell(2, 5).value = "หนึ่ง_x000D_\nสอง _x005F_x000D_"
    book.save(tmp_path / "letter.xlsx")
    assert read_table(tmp_path / "letter.xlsx")[0].msgstr == ("หนึ่ง\nสอง _x000D_",)


def test_a_table_tells_the_values_of_the_placeholders() -> None:
    """Who writes the official text sees what each placeholder stands for."""
    assert next(open_rows(FOUND, FACTS)) == ("d.law", PAY.msgid, "{fund.cost}: 3,000 THB")
