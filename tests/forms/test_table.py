"""Tables of persons are read as an office makes them; what cannot be understood is told by row and column."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.errors import DocgenError, DocgenErrors, FormError, flatten
from docgen.forms.people import Person, from_json
from docgen.forms.sheet import csv_sheet, xlsx_sheet
from docgen.forms.table import read_table
from tests.forms.form import FIELDS, LANGUAGES, plate


def rows(path: Path) -> list[Person]:
    """Return the persons of a table that must have no faults."""
    found = list(read_table(path, [FIELDS]))
    assert all(isinstance(each, Person) for each in found), found
    return [each for each in found if isinstance(each, Person)]


def faults(path: Path) -> list[str]:
    """Return what is wrong with a table: errors of rows, or of the file."""
    found: list[DocgenError] = []
    try:
        for each in read_table(path, [FIELDS]):
            found += [] if isinstance(each, Person) else flatten(each)
    except (DocgenError, DocgenErrors) as error:
        found += flatten(error)
    return [f"{error} {error.hint}" for error in found]


def table(folder: Path, data: bytes | str, name: str = "people.csv") -> Path:
    """Return a file of these bytes."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(folder: Path, *lines: list[Any]) -> Path:
    """Return an XLSX file of these rows."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(folder / "people.xlsx")
    return folder / "people.xlsx"


@pytest.mark.parametrize(
    "text",
    [
        "name,age\nAnn,23\n",
        "\ufeffname;age\r\nAnn;23\r\n",
        "name\tage\nAnn\t23\n",
        '"name","age"\n"Ann","23"\n',
        "Name,AGE\n Ann , 23 \n\n,\n",
        "As in the passport [name],How old [age]\nAnn,23\n",
    ],
    ids=["commas", "semicolons and a mark", "tabs", "quoted", "labels and empty rows", "ids in brackets"],
)
def test_csv_is_read_as_offices_write_it(tmp_path: Path, text: str) -> None:
    """Whatever separates the columns, and whether Excel or another program wrote the file."""
    (person,) = rows(table(tmp_path, text))
    assert dict(person.given) == {"name": "Ann", "age": "23"}
    assert (person.number, str(person.location)) == (1, "people.csv:2")


def test_cells_may_hold_lines_commas_and_formulas(tmp_path: Path) -> None:
    """A cell that looks like a formula is a text as any other: it is printed, and nothing ever runs it."""
    (person,) = rows(table(tmp_path, 'name,address\n"=1+1","one, two\nthree"\n'))
    assert person.given == {"name": "=1+1", "address": "one, two\nthree"}


def test_boxes_have_a_column_each(tmp_path: Path) -> None:
    """An x ticks a box."""
    first, second = rows(table(tmp_path, "needs.doctor,needs.lawyer,name\nx,,A\n0,Yes,B\n"))
    assert first.given == {"needs": ["doctor"], "name": "A"}
    assert second.given == {"needs": ["lawyer"], "name": "B"}


def test_each_row_may_have_its_language(tmp_path: Path) -> None:
    """The column of the language is none of the form's fields."""
    first, second = rows(table(tmp_path, "language,name\nkm,A\n,B\n"))
    assert (first.language, second.language) == ("km", "") and "language" not in first.given


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("name,age\nชื่อ,23\n".encode("cp874"), "people.csv: is in Windows’ Thai encoding (874), not in UTF-8"),
        ("name,age\nÉmile,23\n".encode("cp1252"), "people.csv: is not in UTF-8"),
        ("name,age\nA,23\n".encode("utf-16"), "people.csv: is in UTF-16, not in UTF-8"),
        (b"", "people.csv: the table is empty"),
        (b'name,age\n"Secret,23\n', "people.csv:2: cannot be read as CSV"),
        (b"name,Secret,Secret2\nA,1,2\n", "people.csv:1:2: the heading of this column is no field of the form"),
        (b"name,name\nA,B\n", "people.csv:1:2: a second column for name"),
        (b"name\nA,Secret\n", "people.csv:2:2: a value in a column without a heading"),
        (b"needs.doctor\nSecret\n", "people.csv:2:1: needs.doctor is neither x nor empty"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    """The file, the row and the column are named; headings and cells may be about a person and are not repeated."""
    told = faults(table(tmp_path, data))
    assert told[0].startswith(said)
    assert not any("Secret" in line for line in told)


def test_a_fault_far_down_is_found_too(tmp_path: Path) -> None:
    """A file that stops being UTF-8 after thousands of rows is refused at that row."""
    data = b"name\n" + b"Ann\n" * 40_000 + "Émile\n".encode("cp1252")
    assert "not UTF-8 throughout" in faults(table(tmp_path, data))[-1]


def test_xlsx_is_read_with_its_dates(tmp_path: Path) -> None:
    """A date may be a date of Excel; an age may be a number."""
    path = workbook(
        tmp_path,
        ["name", "age", "born", "telephone"],
        ["Ann", 23, datetime.datetime(2003, 2, 28), "0812345678"],  # noqa: DTZ001
        [None, None, None, None],
        ["Bo", 23.0, "2003-02-28", None],
    )
    first, second = rows(path)
    assert first.given == {"name": "Ann", "age": "23", "born": "2003-02-28", "telephone": "0812345678"}
    assert second.given == {"name": "Bo", "age": "23", "born": "2003-02-28"}
    assert (second.number, str(second.location), str(second.at("born"))) == (2, "people.xlsx:4", "people.xlsx:4:3")


def test_cells_that_lost_what_was_typed_are_refused(tmp_path: Path) -> None:
    """A telephone that Excel took for a number has lost its zero; a formula was never typed; all are told at once."""
    path = workbook(tmp_path, ["name", "telephone", "alias"], ["Ann", 812345678, "=A2"], [datetime.date(2026, 1, 2)])
    told = faults(path)
    assert told[0].startswith("people.xlsx:2:2: telephone is a number") and "zeros" in told[0]
    assert told[1].startswith("people.xlsx:2:3: alias is a formula")
    assert told[2].startswith("people.xlsx:3:1: name is a date")
    assert not any("812345678" in line for line in told)


@pytest.mark.parametrize("data", [b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0old", b""], ids=["zip", "old", "empty"])
def test_other_files_are_no_workbooks(tmp_path: Path, data: bytes) -> None:
    """A file of an old Excel, or with a password, is told apart from one that is damaged."""
    (told,) = faults(table(tmp_path, data, "people.xlsx"))
    assert told.startswith("people.xlsx: is ") and ".xlsx" in told


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a workbook with a person."""
    return workbook(tmp_path_factory.mktemp("table"), ["name", "age"], ["Kamolchanok", 23]).read_bytes()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_tells_no_value(tmp_path: Path, filled: bytes, data: st.DataObject) -> None:
    """Whatever a bad stick does to a workbook, inside or out: it is read, or refused without a word of it."""
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(["", *parts]))
    before = parts[name] if name else filled
    start = data.draw(st.integers(0, len(before) - 1))
    after = before[:start] + data.draw(st.binary(max_size=4)) + before[start + data.draw(st.integers(0, 60)) :]
    if name:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for each, content in (parts | {name: after}).items():
                archive.writestr(each, content)
        after = packed.getvalue()
    assert not any("amolchano" in line for line in faults(table(tmp_path, after, "people.xlsx")))


def test_the_empty_table_can_be_filled_in_and_read(tmp_path: Path) -> None:
    """What `docgen form sheet` writes is what `docgen form batch` reads, whatever language its headings have."""
    for data, name in ((csv_sheet(FIELDS, ["km", "th"]), "a.csv"), (xlsx_sheet(FIELDS, ["km", "th"]), "a.xlsx")):
        assert rows(table(tmp_path, data, name)) == []
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    headings = [cell.value for cell in book.active[1]]
    book.active.append([{"[language]": "km", "Name [name]": "ចាន់", "Sex [sex]": "Female"}.get(h) for h in headings])
    book.save(tmp_path / "a.xlsx")
    (person,) = rows(tmp_path / "a.xlsx")
    assert person.language == "km" and person.given == {"name": "ចាន់", "sex": "Female"}


def test_the_empty_table_helps(tmp_path: Path) -> None:
    """Excel shows each field's help, offers the options, and keeps the zeros of a telephone."""
    table(tmp_path, xlsx_sheet(FIELDS, ["en"]), "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.active
    columns = {str(cell.value): cell for cell in sheet[1]}
    assert "As in the document" in columns["Name [name]"].comment.text
    assert "[language]" not in columns, "with one language there is nothing to choose"
    offered = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert len(offered) == 3 and all(each.startswith("options!") for each in offered)
    letter = columns["Telephone [telephone]"].column_letter
    assert sheet.column_dimensions[letter].number_format == "@"
    assert xlsx_sheet(FIELDS, ["en"]) == (tmp_path / "a.xlsx").read_bytes()


def test_json_is_one_person() -> None:
    """What another program knows can be piped in."""
    person = from_json('\ufeff{"language": "km", "name": "ចាន់", "needs": ["doctor"]}'.encode(), "values")
    assert person.language == "km" and person.given == {"name": "ចាន់", "needs": ["doctor"]}


@pytest.mark.parametrize("data", [b'{"name": "Secret"', b'["Secret"]', b"Secret", '{"name": "é"}'.encode("latin-1")])
def test_what_is_no_person_is_refused(data: bytes) -> None:
    """A parser's own message would show a piece of the file; ours shows where to look."""
    with pytest.raises(FormError) as caught:
        from_json(data, "values")
    assert "Secret" not in str(caught.value) + caught.value.hint
    assert str(caught.value).startswith("values")


def test_labels_of_every_language_are_headings(tmp_path: Path) -> None:
    """A table with the headings of one language may have rows for forms in another one."""
    forms = [plate(tag).fields for tag in list(LANGUAGES)[:2]]
    (person,) = [each for each in read_table(table(tmp_path, "Also called\nA\n"), forms) if isinstance(each, Person)]
    assert person.given == {"alias": "A"}
