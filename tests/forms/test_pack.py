"""A pack fills in forms where there is Python and a few packages, and leaves no trace but what was asked for."""

from __future__ import annotations

import io
import json
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

import pikepdf
import pytest

from docgen.errors import FormError
from docgen.forms.pack import read_pack
from docgen.forms.packing import PACKAGES, pack_bytes
from tests.forms.form import FIELDS, plate
from tests.forms.packs import TAGS, pack, packed, run
from tests.forms.people import person
from tests.forms.reading import texts
from tests.test_dependencies import ROOT
from tests.writers.reading import by_pdfium, found

# What printing needs and filling in must not: it has no wheel for Windows, or is large.
HEAVY = {
    "weasyprint",
    "cffi",
    "fontTools",
    "pydantic",
    "babel",
    "jinja2",
    "lxml",
    "pydyf",
    "docx",
    "rich",
    "markdown_it",
}
LIGHT = {"click", "icu4py", "uharfbuzz"}  # what one form needs that has no long values


@pytest.fixture
def zip(tmp_path: Path) -> Path:
    """Return a pack in a folder of its own."""
    path = tmp_path / "forms.zip"
    path.write_bytes(packed())
    return path


def typed(**given: object) -> bytes:
    """Return values as they come on standard input."""
    return json.dumps(given, ensure_ascii=False).encode()


def test_a_form_is_filled_in_by_the_zip_alone(zip: Path) -> None:
    """Python runs the file as it is; the form has every value."""
    values = person("km", name="ហ៊ុន ស្រីមុំ")
    run(zip, "fill", "test", "-l", "km", "--values", "-", "--out", "form.pdf", typed=typed(**values))
    pages = by_pdfium((zip.parent / "form.pdf").read_bytes())
    assert found("ហ៊ុន ស្រីមុំ", pages) and found(values["reason"], pages)


def test_it_is_asked_for_each_field(zip: Path) -> None:
    """Without a file the fields are asked for, one after another, by their labels."""
    answers = {"name": "Ann", "sex": "f", "needs": "doctor, lawyer", "born": "2003-02-28"}
    typing = "".join(f"{answers.get(field.id, '')}\n" for field in FIELDS).encode()
    done = run(zip, "fill", "test", "-l", "en", "--out", "form.pdf", typed=typing)
    assert b"Date of birth [born], as 2026-11-21" in done.stderr and b"left for the pen" not in done.stderr
    (page,) = texts((zip.parent / "form.pdf").read_bytes())
    assert "Ann" in page and page.count("✓") == 3 and "2003" in page


def test_no_renderer_is_loaded(zip: Path) -> None:
    """Filling in needs none of what printing needs, and none of docgen but what is in the pack."""
    arguments = ("fill", "test", "-l", "km", "--values", "-", "--out", "form.pdf")
    done = run(zip, *arguments, typed=typed(**person("km")), options=["-X", "importtime", "-v"])
    loaded = set(re.findall(r"^import '(\w+)", done.stderr.decode(), re.MULTILINE))
    assert loaded & HEAVY == set() and loaded >= LIGHT
    ours = re.findall(r"^import '(docgen[\w.]*)' # <(.*)>$", done.stderr.decode(), re.MULTILINE)
    assert len(ours) > 20 and all("zipimporter" in loader for _, loader in ours)


def test_the_note_names_what_is_needed(zip: Path) -> None:
    """requirements.txt has the packages that the code loads, with the versions that were tried."""
    with zipfile.ZipFile(zip) as opened:
        lines = opened.read("requirements.txt").decode().split()
        note = opened.read("run.txt").decode()
    assert [line.partition("==")[0] for line in lines] == list(PACKAGES)
    assert "python3 forms.zip fill" in note and f"test: {', '.join(TAGS)}" in note
    locked = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    assert all(f"\n{line} " in f"\n{locked}" for line in lines)


def test_the_same_forms_give_the_same_pack() -> None:
    """A pack can be compared by its digest."""
    assert pack_bytes(pack(), "forms.zip", {}) == packed()


def test_a_pack_takes_packages_along(tmp_path: Path) -> None:
    """For computers without a network the pack brings the packages itself, and the faces their licence."""
    (tmp_path / "x-1-py3-none-any.whl").write_bytes(b"wheel")
    made = pack_bytes(pack(), "forms.zip", {"OFL.txt": b"licence"}, tmp_path.glob("*.whl"))
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.read("wheels/x-1-py3-none-any.whl") == b"wheel" and opened.read("faces/OFL.txt") == b"licence"


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"no zip"])
def test_other_files_are_no_packs(tmp_path: Path, data: bytes) -> None:
    """A file that is no pack is told from one that is."""
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(FormError, match="no pack that can be used"):
        read_pack(str(tmp_path / "x.zip"))


def test_a_form_that_is_not_there_is_told(zip: Path) -> None:
    """An error names the forms and languages that there are."""
    done = run(zip, "fill", "other", "-l", "km", "--values", "-", "--out", "x.pdf", typed=b"{}", code=8)
    assert b"there is no form \xe2\x80\x9cother\xe2\x80\x9d" in done.stderr and b"hint: there are test" in done.stderr
    done = run(zip, "fill", "test", "-l", "lo", "--values", "-", "--out", "x.pdf", typed=b"{}", code=8)
    assert b"is not there in lo" in done.stderr and b"en, km, th" in done.stderr


# --- no trace -----------------------------------------------------------------------------------------------------

SECRETS = {
    "name": "Zdenka Ögmundsdóttir",
    "alias": "ស្រីមុំខ្មែរ",
    "document": "QX 7741093",
    "telephone": "0891234567",
    "reason": "Vykořisťování v továrně na rukavice",
}
TABLE = "name,alias,document,telephone,reason,age\n" + ",".join(SECRETS.values()) + ",{age}\n"


def traces(folder: Path, *outputs: bytes, apart: tuple[str, ...] = ()) -> list[str]:
    """Return where a value, or a word of one, stands in any file or file name of a folder, or in an output."""
    words = {word for value in SECRETS.values() for word in (value, *value.split()) if len(word) > 3}
    forms = {form for word in words for form in (word, *(unicodedata.normalize(n, word) for n in ("NFC", "NFD")))}
    wanted = {form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    wanted |= {json.dumps(form)[1:-1].encode() for form in forms}
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in apart]
    places = {str(path): path.read_bytes() + str(path).encode() for path in files}
    places |= {f"output {number}": data for number, data in enumerate(outputs)}
    return [place for place, data in places.items() if any(each in data for each in wanted)]


def test_a_form_leaves_no_trace_but_itself(zip: Path) -> None:
    """Home, temporary files and the working folder have the form, and no other file; nothing was said of the person."""
    arguments = ("fill", "test", "-l", "km", "--values", "-", "--out", "form.pdf")
    done = run(zip, *arguments, typed=typed(**SECRETS))
    assert traces(zip.parent, done.stdout, done.stderr) == []
    assert sorted(path.name for path in zip.parent.iterdir()) == ["form.pdf", "forms.zip"]
    with pikepdf.open(zip.parent / "form.pdf") as pdf:
        said = [str(value) for value in pdf.docinfo.values()] + [pdf.Root.Metadata.read_bytes().decode()]
    assert traces(zip.parent / "none", *(each.encode() for each in said)) == []


@pytest.mark.parametrize("kind", ["merged", "zip"])
def test_a_batch_leaves_no_trace_but_itself(zip: Path, kind: str) -> None:
    """The table and the forms are there, and nothing else; names of files in the ZIP are numbers."""
    (zip.parent / "people.csv").write_text(TABLE.format(age=23), "utf-8")
    done = run(zip, "batch", "test", "people.csv", "-l", "km", "--as", kind, "--out", "out", "--json")
    assert json.loads(done.stdout)["printed"] == 1
    assert traces(zip.parent, done.stdout, done.stderr, apart=("people.csv",)) == []
    assert sorted(path.name for path in zip.parent.iterdir()) == ["forms.zip", "out", "people.csv"]


@pytest.mark.parametrize("options", [[], ["--skip-bad"], ["--json"]], ids=str)
def test_errors_tell_nothing_of_the_person(zip: Path, options: list[str]) -> None:
    """A row that cannot be printed is told by its place, its field and a reason; no file is written for it."""
    (zip.parent / "people.csv").write_text(TABLE.format(age="Zdenka"), "utf-8")
    done = run(zip, "batch", "test", "people.csv", "-l", "km", "--out", "out.pdf", *options, code=8)
    assert b"people.csv:2:6: age is no whole number" in done.stderr
    assert traces(zip.parent, done.stdout, done.stderr, apart=("people.csv",)) == []
    assert sorted(path.name for path in zip.parent.iterdir()) == ["forms.zip", "people.csv"]


BROKEN = """
import sys
sys.path.insert(0, "forms.zip")
import docgen.forms.values
def fails(text):
    raise KeyError(text)
docgen.forms.values.canonical = fails
sys.argv = ["docgen", "form", "--pack", "forms.zip", "fill", "test", "-l", "en", "--values", "-", "--out", "x.pdf"]
from docgen.cli import main
main()
"""


def test_even_a_fault_of_docgen_tells_nothing(zip: Path) -> None:
    """An error that nobody foresaw has no message of its own and no traceback: both might show a value."""
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", BROKEN], input=typed(**SECRETS), capture_output=True, cwd=zip.parent, check=False
    )
    assert done.returncode == 8 and b"internal error at values.py:" in done.stderr and b"KeyError" in done.stderr
    assert traces(zip.parent, done.stdout, done.stderr) == []


# --- batches ------------------------------------------------------------------------------------------------------


def test_all_bad_rows_are_told_together(zip: Path) -> None:
    """Nothing is printed until every row is right; all are told at once, by row and column."""
    lines = ["language,name,age,born", "km,A,23,", "km,B,old,", "xx,C,23,", ",D,23,", "th,E,23,2003-13-01", "en,F,23,"]
    (zip.parent / "people.csv").write_text("\n".join(lines), "utf-8")
    arguments = ("batch", "test", "people.csv", "--out", "out.pdf")
    errors = re.findall(r"^error: (.*)$", run(zip, *arguments, code=8).stderr.decode(), re.MULTILINE)
    assert errors == [
        "people.csv:3:3: age is no whole number",
        "people.csv:4:1: language is none that this form has",
        "people.csv:5:1: language is missing",
        "people.csv:6:4: born is no date",
    ]
    assert not (zip.parent / "out.pdf").exists()
    done = run(zip, *arguments, "--skip-bad", code=8)
    assert b"with 2 forms" in done.stderr and done.stderr.count(b"error: ") == 4
    first, second = texts((zip.parent / "out.pdf").read_bytes())
    assert "A" in first and "F" in second


def test_single_files_have_the_numbers_of_their_rows(zip: Path) -> None:
    """Who has row 3 of the table finds file 3 in the ZIP, also when row 2 was left out."""
    (zip.parent / "people.csv").write_text("name,age\nA,1\nB,x\nC,3\n", "utf-8")
    run(zip, "batch", "test", "people.csv", "-l", "en", "--as", "zip", "--skip-bad", "--out", "out.zip", code=8)
    with zipfile.ZipFile(zip.parent / "out.zip") as opened:
        assert opened.namelist() == ["00001.pdf", "00003.pdf"]


def test_a_password_comes_from_a_file(zip: Path) -> None:
    """Each PDF of the ZIP opens with the password; none is ever typed into the command itself."""
    (zip.parent / "people.csv").write_text("name\nA\nB\n", "utf-8")
    (zip.parent / "password").write_text("four words nobody knows\n", "utf-8")
    arguments = ("batch", "test", "people.csv", "-l", "en", "--as", "zip", "--password-file", "password")
    run(zip, *arguments, "--out", "out.zip")
    with zipfile.ZipFile(zip.parent / "out.zip") as opened:
        for name in opened.namelist():
            pikepdf.open(io.BytesIO(opened.read(name)), password="four words nobody knows").close()
    (zip.parent / "password").write_text("short", "utf-8")
    assert b"fewer than 8" in run(zip, *arguments, "--out", "other.zip", code=8).stderr
    done = run(zip, "batch", "test", "people.csv", "-l", "en", "--encrypt", "--out", "x.pdf", code=8)
    assert b"--as zip gives each PDF one" in done.stderr


def test_long_values_go_on_if_they_may(zip: Path) -> None:
    """In a batch only those forms have a second page that need it."""
    (zip.parent / "people.csv").write_text(f"name\nA\n{'Marianna ' * 30}\n", "utf-8")
    arguments = ("batch", "test", "people.csv", "-l", "en", "--out", "out.pdf")
    assert b"people.csv:3:1: name is too long" in run(zip, *arguments, code=8).stderr
    run(zip, *arguments, "--continue-sheet")
    assert len(texts((zip.parent / "out.pdf").read_bytes())) == 3


def test_an_empty_table_is_made_and_filled_in(zip: Path) -> None:
    """The sheet of a pack has the labels of the first language."""
    run(zip, "sheet", "test", "-l", "km", "--out", "people.csv")
    run(zip, "sheet", "test", "--out", "people.xlsx")
    assert b"no persons" in run(zip, "batch", "test", "people.xlsx", "--out", "out.pdf", code=8).stderr
    assert b"is there already" in run(zip, "sheet", "test", "--out", "people.csv", code=8).stderr
    assert b"neither .xlsx nor .csv" in run(zip, "sheet", "test", "--out", "people.ods", code=8).stderr


def test_a_plate_of_another_version_is_refused() -> None:
    """A plate is made anew rather than misread."""
    from docgen.errors import RenderError
    from docgen.forms.plate import read_plate

    data = plate("en").to_bytes()
    assert read_plate(data).to_bytes() == data
    for damaged in (data.replace(b'"plate":1', b'"plate":0', 1), b"{}\n", data[:1000]):
        with pytest.raises(RenderError, match="no plate"):
            read_plate(damaged)
