"""`docgen catalog export`, `import` and `glossary` from the command line: files that leave and come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange import fill
from tests.scratch import ON, Scratch, make_translated

KINDS = {"xlsx": "km.xlsx", "xliff": "km.xlf", "tmx": "km.tmx", "tbx": "terms.tbx", "review": "km-review.xlsx"}
SHEET = "translations/km/LC_MESSAGES/sheet.po"
YOURS = "Your translation"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English, Thai and Khmer with machine drafts."""
    return make_translated(tmp_path_factory.mktemp("exchange") / "workspace")


@pytest.fixture
def scratch(original: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return original.copy(tmp_path / "copy")


def files(scratch: Scratch) -> dict[str, bytes]:
    """Return everything of translations/ and content/."""
    return {
        path.relative_to(scratch.root).as_posix(): path.read_bytes()
        for folder in ("translations", "content")
        for path in (scratch.root / folder).rglob("*")
        if path.is_file()
    }


def exported(scratch: Scratch, kind: str, folder: Path, *more: str) -> Path:
    """Return a file that was exported."""
    path = folder / KINDS[kind]
    scratch.docgen("catalog", "export", "km", "--as", kind, "--out", str(path), *more)
    return path


def edited(scratch: Scratch, folder: Path, cells: dict[str, dict[str, object]]) -> Path:
    """Return a workbook that someone filled in."""
    path = exported(scratch, "xlsx", folder)
    path.write_bytes(fill(path.read_bytes(), cells))
    return path


# --- export -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_the_same_every_time_and_changes_nothing(scratch: Scratch, tmp_path: Path, kind: str) -> None:
    """Taken back untouched, it is no edit either."""
    before = files(scratch)
    path = exported(scratch, kind, tmp_path)
    data = path.read_bytes()
    exported(scratch, kind, tmp_path, "--force")
    done = scratch.docgen("catalog", "import", str(path), "--on", ON)
    assert path.read_bytes() == data and files(scratch) == before
    assert done.out.strip() == "nothing changed"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as", "xlsx", "--out", "x.xlsx"], "--as xlsx is for one language"),
        (["km", "--as", "tbx", "--only", "draft", "--out", "x.tbx"], "a glossary is exported whole"),
        (["km", "--as", "xlsx", "--out", "x.csv"], "must end in .xlsx"),
        (["km", "--as", "docx", "--out", "x.docx"], "'docx' is not one of"),
        (["km", "--as", "xlsx"], "Missing option '--out'"),
    ],
)
def test_wrong_usage_is_told_apart(scratch: Scratch, arguments: list[str], said: str) -> None:
    """Before anything is read."""
    assert said in scratch.docgen("catalog", "export", *arguments, code=2).err


def test_a_file_is_replaced_only_when_asked(scratch: Scratch, tmp_path: Path) -> None:
    """A translator's work of three days may be in it."""
    path = tmp_path / "km.xlsx"
    path.write_bytes(b"work of three days")
    said = scratch.docgen("catalog", "export", "km", "--as", "xlsx", "--out", str(path), code=2).err
    assert "is there already" in said and path.read_bytes() == b"work of three days"


def test_only_a_document_or_a_status_is_exported(scratch: Scratch, tmp_path: Path) -> None:
    """What there is none of makes no file."""
    path = tmp_path / "km.xlsx"
    scratch.docgen("catalog", "export", "km", "--as", "xlsx", "-d", "nonsense", "--out", str(path), code=7)
    done = scratch.docgen("catalog", "export", "km", "--as", "xlsx", "--only", "untranslated", "--out", str(path))
    assert "nothing to export" in done.err and not path.exists()
    done = scratch.docgen("catalog", "export", "km", "--as", "xlsx", "-d", "sheet", "--out", str(path))
    assert done.out == f"{len([*catalog(scratch)])} texts in {path}\n"


def catalog(scratch: Scratch) -> list[str]:
    """Return the sources of the sheet's catalog."""
    return [line for line in (scratch.root / SHEET).read_text("utf-8").splitlines() if line.startswith("msgctxt")]


def test_a_memory_and_a_glossary_are_of_all_languages_when_none_is_named(scratch: Scratch, tmp_path: Path) -> None:
    """One file for the whole workspace."""
    for kind in ("tmx", "tbx"):
        path = tmp_path / KINDS[kind]
        scratch.docgen("catalog", "export", "--as", kind, "--out", str(path))
        assert all(f'xml:lang="{tag}"'.encode() in path.read_bytes() for tag in ("en", "th"))


# --- import -----------------------------------------------------------------------------------------------------------


def test_an_edit_changes_its_catalog_only(scratch: Scratch, tmp_path: Path) -> None:
    """And a dry run tells of it without writing."""
    path = edited(scratch, tmp_path, {"First words": {YOURS: "ពាក្យដំបូង"}})
    before = files(scratch)
    done = scratch.docgen("catalog", "import", str(path), "--dry-run")
    assert f"would write {SHEET}" in done.err and done.out == "would be: 1 changed\n" and files(scratch) == before
    assert scratch.docgen("catalog", "import", str(path), "--json").json == {
        "kind": "xlsx",
        "counts": {"changed": 1},
        "conflicts": [],
        "skipped": [],
        "written": True,
    }
    after = files(scratch)
    assert {name for name in after if after[name] != before[name]} == {SHEET}
    assert 'msgid "First words"\nmsgstr "ពាក្យដំបូង"' in after[SHEET].decode()


WRONG: dict[str, dict[str, object]] = {
    "First words": {YOURS: "ពាក្យដំបូង"},
    "**Help** is near.": {YOURS: "ជំនួយ"},
    "The fund pays **{fund.living_cost}** within {fund.within}.": {YOURS: "x"},
}


def test_wrong_rows_stop_an_import_and_all_are_named(scratch: Scratch, tmp_path: Path) -> None:
    """Nothing is half-entered."""
    before = files(scratch)
    done = scratch.docgen("catalog", "import", str(edited(scratch, tmp_path, WRONG)), code=4)
    assert done.err.count("error: ") == 2 and done.err.count("sheet “Texts”, row ") == 2
    assert files(scratch) == before and "Traceback" not in done.err


def test_wrong_rows_may_be_left_out(scratch: Scratch, tmp_path: Path) -> None:
    """They are named all the same, and the exit code says that not all went in."""
    done = scratch.docgen("catalog", "import", str(edited(scratch, tmp_path, WRONG)), "--skip-bad", code=4)
    assert done.out == "1 changed, 2 wrong rows left out\n" and done.err.count("error: ") == 2
    assert "ពាក្យដំបូង" in files(scratch)[SHEET].decode()


def test_what_was_not_entered_is_kept_beside_the_file(scratch: Scratch, tmp_path: Path) -> None:
    """Both versions, in a text that anyone can read; an older report is not overwritten."""
    path = edited(scratch, tmp_path, {"First words": {YOURS: "ពាក្យដំបូង"}})
    scratch.edit(SHEET, 'msgid "First words"\nmsgstr "', 'msgid "First words"\nmsgstr "គេ')
    report, second = (path.with_name(f"km.xlsx.conflicts{n}.txt") for n in ("", "-2"))
    scratch.docgen("catalog", "import", str(path), "--dry-run", code=4)
    assert not report.exists()
    before = files(scratch)
    done = scratch.docgen("catalog", "import", str(path), code=4)
    assert "ពាក្យដំបូង" in report.read_text("utf-8") and "គេ" in report.read_text("utf-8")
    assert str(report) in done.err and files(scratch) == before
    report.write_text("my own notes", "utf-8")
    scratch.docgen("catalog", "import", str(path), code=4)
    assert report.read_text("utf-8") == "my own notes" and "ពាក្យដំបូង" in second.read_text("utf-8")


def test_a_pack_needs_its_day(scratch: Scratch, tmp_path: Path) -> None:
    """No clock is read; with it, the texts are approved, and `docgen catalog status` says so."""
    path = exported(scratch, "review", tmp_path, "-d", "sheet")
    verdict: dict[str, dict[str, object]] = {"First words": {"OK": "yes", "Code": "km-R2"}}
    path.write_bytes(fill(path.read_bytes(), verdict, "Review", "Source now (English)"))
    assert "needs a date" in scratch.docgen("catalog", "import", str(path), code=4).err
    assert scratch.docgen("catalog", "import", str(path), "--on", ON).out == "1 approved\n"
    rows = scratch.docgen("catalog", "status", "-l", "km", "--json").json
    assert next(row for row in rows if row["catalog"] == "sheet")["approved"] == 1


def test_terms_are_shown_before_they_are_entered(scratch: Scratch, tmp_path: Path) -> None:
    """The changes of content/glossary.toml, as lines; its comments stay."""
    path = exported(scratch, "tbx", tmp_path)
    text = path.read_text("utf-8")
    section = '<langSec xml:lang="km"><termSec><term>សិទ្ធិ</term></termSec></langSec></conceptEntry>'
    path.write_text(text.replace("</conceptEntry>", section, 1), "utf-8")
    before = files(scratch)
    done = scratch.docgen("catalog", "import", str(path), "--dry-run")
    assert '+km = ["សិទ្ធិ"' in done.out and files(scratch) == before
    scratch.docgen("catalog", "import", str(path))
    after = files(scratch)
    assert {name for name in after if after[name] != before[name]} == {"content/glossary.toml"}
    assert "សិទ្ធិ" in scratch.docgen("catalog", "glossary", "km").out


def test_a_file_that_is_none_of_ours_changes_nothing(scratch: Scratch, tmp_path: Path) -> None:
    """One error with its way out."""
    path = tmp_path / "km.xlsx"
    path.write_bytes(b"no workbook")
    before = files(scratch)
    done = scratch.docgen("catalog", "import", str(path), code=4)
    assert "neither a workbook nor an XML file" in done.err and "hint: " in done.err and files(scratch) == before


# --- glossary ---------------------------------------------------------------------------------------------------------


def test_the_glossary_says_where_translations_deviate(scratch: Scratch) -> None:
    """For people with the line of the PO file, for machines with the same."""
    (found,) = scratch.docgen("catalog", "glossary", "th", "--json").json
    assert found["language"] == "th" and all(term["term"] and term["agreed"] for term in found["terms"])
    shown = scratch.docgen("catalog", "glossary", "th").out
    assert f"th: {len(found['deviations'])} deviations" in shown
    assert all(deviation["place"].startswith("translations/th/") for deviation in found["deviations"])
    assert all(deviation["place"] in shown for deviation in found["deviations"])
