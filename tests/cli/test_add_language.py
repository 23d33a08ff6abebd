"""`docgen catalog add-language`: what it makes, what it proposes, what it says is missing, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from docgen.catalogs.pot import new_catalog
from docgen.catalogs.store import read_catalog
from docgen.pipeline.language_report import State, report
from docgen.typeset.faces import read_faces
from docgen.workspace import read_workspace
from tests.scratch import NOTICES, ROOT, Ran, Scratch, make_scratch
from tests.trees import LANGUAGES, entry

COMMAND = ("catalog", "add-language")
SAY = """
:::{say} th
Hello. I speak {reader.language}.
:::
"""
NORTHERN_THAI = ("--name", "Kam Mueang", "--english", "Northern Thai", "--script", "Lana")
NORTHERN_THAI += ("--plural-forms", "nplurals=1; plural=0;")
OURS = ("noto-sans", "noto-sans-thai-looped", "noto-sans-myanmar")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English and Thai, with fonts/ of its own and comments in its files."""
    scratch = make_scratch(tmp_path_factory.mktemp("languages") / "workspace", ("en", "th"))
    fonts = scratch.root / "fonts"
    fonts.unlink()
    for name in OURS:
        shutil.copytree(ROOT / "fonts" / name, fonts / name)
    entries = (ROOT / "fonts" / "fonts.toml").read_text("utf-8").split("\n[[face]]\n")
    kept = [entry for entry in entries[1:] if re.search(rf'file = "({"|".join(OURS)})/', entry)]
    (fonts / "fonts.toml").write_text("# our faces\n\n" + "\n".join(f"[[face]]\n{entry}" for entry in kept), "utf-8")
    scratch.append("content/documents/sheet.md", SAY)
    scratch.append("docgen.toml", "# the officer's remark\n")
    scratch.docgen("catalog", "update")
    return scratch


@pytest.fixture
def scratch(original: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return original.copy(tmp_path / "copy")


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a node_modules with faces for Lao, Khmer and Bengali."""
    folder = tmp_path_factory.mktemp("packages") / "node_modules"
    for name in ("noto-sans-lao", "noto-sans-khmer", "noto-sans-bengali"):
        shutil.copytree(ROOT / "fonts" / name, folder / name)
        (folder / name / "package.json").write_text(json.dumps({"name": name, "version": "1.0"}), "utf-8")
    return folder


def files(scratch: Scratch) -> dict[str, bytes]:
    """Return every file of the workspace that is its own."""
    paths = [path for path in scratch.root.rglob("*") if path.is_file() and "templates" not in path.parts]
    return {path.relative_to(scratch.root).as_posix(): path.read_bytes() for path in paths}


def add(scratch: Scratch, *arguments: str, code: int = 0) -> Ran:
    """Run the command."""
    return scratch.docgen(*COMMAND, *arguments, code=code)


# --- what it makes --------------------------------------------------------------------------------------------------


def test_a_language_is_ready_to_be_translated(scratch: Scratch, packages: Path) -> None:
    """Its table, its name, its faces with their licence, and a catalog for each document: nothing is left to do."""
    before = files(scratch)
    add(scratch, "lo", "--fonts", str(packages / "noto-sans-lao"))
    after = files(scratch)
    table = tomllib.loads(after["docgen.toml"].decode())["languages"]["lo"]
    assert table["families"] == ["Noto Sans Lao", "Noto Sans"]
    assert (table["name"], table["english"], table["script"], table["breaks"]) == ("ລາວ", "Lao", "Laoo", "lao")
    assert after["docgen.toml"].startswith(before["docgen.toml"])
    assert set(after["content/words.toml"].splitlines()) - set(before["content/words.toml"].splitlines()) == {
        b'lo = "Lao"'
    }
    assert after["fonts/fonts.toml"].startswith(before["fonts/fonts.toml"].rstrip())
    for name in ("NotoSansLao-Regular.ttf", "NotoSansLao-Bold.ttf", "OFL.txt"):
        assert after[f"fonts/noto-sans-lao/{name}"] == (ROOT / "fonts" / "noto-sans-lao" / name).read_bytes()
    assert {f"translations/lo/LC_MESSAGES/{name}.po" for name in ("shared", "example", "sheet")} <= after.keys()
    assert "wrote" not in scratch.docgen("catalog", "update").err
    assert scratch.docgen("catalog", "check", "-l", "lo").out == "lo: 0 errors, 0 warnings\n"


def test_a_page_can_be_made_at_once(scratch: Scratch, packages: Path) -> None:
    """Before anybody has translated a word, a build shows what is not translated, in the faces that came in."""
    add(scratch, "bn", "--english", "Bengali", "--fonts", str(packages / "noto-sans-bengali"))
    built = scratch.build("-l", "bn", "-d", "example")
    assert {file["status"] for file in built.values()} == {"reading aid"}
    assert not any(file["findings"] for file in built.values())
    assert NOTICES["untranslated"] in scratch.file("bn/information.html").read_text("utf-8")


def test_faces_that_are_there_are_used(scratch: Scratch) -> None:
    """Noto Sans Myanmar has the letters of Shan: no face comes in, and a line ends between syllables."""
    before = files(scratch)
    add(scratch, "shn")
    table = tomllib.loads((scratch.root / "docgen.toml").read_text("utf-8"))["languages"]["shn"]
    assert (table["families"], table["breaks"]) == (["Noto Sans Myanmar", "Noto Sans"], "syllable")
    assert {name for name in files(scratch) if name.startswith("fonts/")} == {n for n in before if n[:6] == "fonts/"}


def test_what_cldr_says_is_a_draft_that_nobody_approved(scratch: Scratch, packages: Path) -> None:
    """Months, formats and names come in fuzzy, each with the remark where it is from; all else is empty."""
    add(scratch, "bn", "--english", "Bengali", "--fonts", str(packages / "noto-sans-bengali"))
    entries = read_catalog(scratch.root / "translations" / "bn" / "LC_MESSAGES" / "shared.po").entries
    proposed = {key[0] for key, entry in entries.items() if entry.translated}
    assert {"format.month.1", "format.money.THB", "format.duration.week", "language"} <= proposed
    assert not any(context.startswith(("notice", "contact", "law")) for context in proposed)
    for each in entries.values():
        assert each.machine_draft == ("proposed by CLDR" in each.translator_comments) == any(each.msgstr)
    assert not (scratch.root / "translations" / "bn" / "approvals.toml").exists()


def test_forms_that_are_not_the_catalogs_are_no_drafts(scratch: Scratch) -> None:
    """Whoever gives other plural forms than CLDR has gets no draft of a plural, and all other drafts."""
    add(scratch, "vi", "--plural-forms", "nplurals=2; plural=(n != 1);")
    entries = read_catalog(scratch.root / "translations" / "vi" / "LC_MESSAGES" / "shared.po").entries
    proposed = {context for (context, _), entry in entries.items() if entry.translated}
    assert "format.month.1" in proposed and "format.duration.week" not in proposed


def test_a_translators_text_takes_the_remark_away(scratch: Scratch, packages: Path) -> None:
    """What a person, or another machine, wrote is not CLDR's."""
    add(scratch, "bn", "--english", "Bengali", "--fonts", str(packages / "noto-sans-bengali"))
    scratch.draft(
        "bn", [{"domain": "shared", "msgctxt": "format.money.THB", "msgid": "{n} baht", "msgstr": ["{n} বাত"]}]
    )
    path = scratch.root / "translations" / "bn" / "LC_MESSAGES" / "shared.po"
    entry = read_catalog(path).entries["format.money.THB", "{n} baht"]
    assert (entry.msgstr, entry.translator_comments) == (("{n} বাত",), "machine draft")


def test_other_languages_get_its_name(scratch: Scratch) -> None:
    """The sentence to say in Thai names the language whose interpreter is wanted."""
    add(scratch, "shn")
    path = scratch.root / "translations" / "th" / "LC_MESSAGES" / "shared.po"
    entry = read_catalog(path).entries["language", "Shan"]
    assert (entry.msgstr, entry.machine_draft) == (("ไทใหญ่",), True)


def test_catalogs_that_are_there_are_kept(scratch: Scratch) -> None:
    """A translator who began before the table was written loses nothing."""
    home = scratch.root / "translations" / "shn" / "LC_MESSAGES"
    home.mkdir(parents=True)
    header = new_catalog(replace(LANGUAGES["my"], tag="shn"), "shared", "").decode()
    (home / "shared.po").write_text(f"{header}\n{entry('format.month.1', 'January', 'လိူၼ်ၼိုင်ႈ')}", "utf-8")
    add(scratch, "shn")
    assert read_catalog(home / "shared.po").entries["format.month.1", "January"].msgstr == ("လိူၼ်ၼိုင်ႈ",)


# --- the report -----------------------------------------------------------------------------------------------------


def test_the_report_says_what_is_covered_and_what_to_do(scratch: Scratch) -> None:
    """Letters, breaks, digits, plurals: each with how far it is settled; what is missing, with the way to it."""
    told = {line["subject"]: line for line in add(scratch, "shn", "--json").json["report"]}
    assert told["letters"]["said"].startswith("all 58 letters and marks that CLDR lists")
    assert told["line breaks"]["said"] == "the breaker “syllable”"
    assert (told["numbers"]["state"], told["numbers"]["said"]) == ("proposed", "latn: 900,000")
    assert (told["months"]["state"], told["months"]["said"]) == ("missing", "CLDR has 0 of 12")
    assert told["plural forms"]["said"].startswith("CLDR: nplurals=1")
    assert told["its name"]["said"] == "there in 1 of 1 other languages"
    assert told["readers"]["state"] == "missing"
    assert all(line["way"] for line in told.values() if line["state"] != "ready")


def test_a_dry_run_tells_the_same_and_writes_nothing(scratch: Scratch, packages: Path) -> None:
    """What would be done can be read first."""
    arguments = ("lo", "--fonts", str(packages / "noto-sans-lao"))
    before = files(scratch)
    planned = add(scratch, *arguments, "--dry-run", "--json")
    assert files(scratch) == before
    done = add(scratch, *arguments, "--json")
    assert planned.json == done.json
    assert planned.err == done.err.replace("wrote", "would write")
    assert set(done.json["files"]) >= files(scratch).keys() - before.keys()


def test_a_language_that_cldr_does_not_know_is_told_by_its_user(scratch: Scratch) -> None:
    """Its name and its plurals are given; the report says that nobody has listed its letters."""
    plurals = "nplurals=1; plural=0;"
    done = add(scratch, "kac", "--name", "Jinghpaw", "--plural-forms", plurals, "--json").json
    table = tomllib.loads((scratch.root / "docgen.toml").read_text("utf-8"))["languages"]["kac"]
    assert (table["name"], table["english"], table["plural_forms"]) == ("Jinghpaw", "Kachin", plurals)
    (letters,) = (line for line in done["report"] if line["subject"] == "letters")
    assert letters["state"] == "missing" and "CLDR lists no letters of kac" in letters["said"]


def test_a_script_without_spaces_or_breaker_is_told() -> None:
    """Tai Tham writes no spaces, and docgen has no breaker for it: somebody has to write one."""
    burmese = read_workspace(ROOT).languages["my"]
    language = replace(burmese, tag="nod", script="Lana", plural_forms="nplurals=1; plural=0;")
    (breaks,) = (line for line in report(language, read_faces(ROOT / "fonts"), (), ()) if line.subject == "line breaks")
    assert breaks.state is State.MISSING and "docgen/typeset/breaks.py" in breaks.way


# --- what it refuses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("th",), 7, "the language th is there already"),
        (("TH",), 7, "the language th is there already"),
        (("../th",), 7, "“../th” is no tag of a language"),
        (("km-R2",), 7, "“km-R2” is no tag of a language"),
        (("tlh",), 7, "CLDR does not know of tlh its script"),
        (("kac", "--name", "Jinghpaw"), 7, "CLDR does not know of kac how its plurals are formed"),
        (("kac", "--name", "Jinghpaw", "--plural-forms", "one"), 7, "does not say how plurals are formed"),
        (("kac", "--name", "Jinghpaw", "--script", "latin"), 7, "“latin” is no code of a script"),
        (("bn",), 5, "no family of fonts/fonts.toml is for Beng"),
        (("lo", "--family", "Comic Sans"), 5, "no family of fonts/fonts.toml is for Laoo"),
        (("nod", *NORTHERN_THAI, "--fonts", str(ROOT / "fonts" / "noto-sans-lao")), 5, "there is no family for Lana"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_added_is_refused_and_nothing_changes(
    scratch: Scratch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """The error names what is wrong and the way out; the workspace is as it was."""
    before = files(scratch)
    ran = add(scratch, *arguments, code=code)
    assert said in ran.err and "hint: " in ran.err
    assert files(scratch) == before


def test_faces_without_the_letters_are_refused_by_letter(scratch: Scratch, packages: Path) -> None:
    """Lao faces cannot draw Khmer: the missing letters are listed, and no file is copied."""
    before = files(scratch)
    ran = add(scratch, "km", "--fonts", str(packages / "noto-sans-lao"), code=5)
    assert "no glyph for ក (U+1780), ខ (U+1781)" in ran.err
    assert files(scratch) == before


def test_of_two_families_one_is_chosen_by_name(scratch: Scratch, packages: Path, tmp_path: Path) -> None:
    """Which design a page is set in is nobody's guess."""
    folder = tmp_path / "faces"
    shutil.copytree(packages / "noto-sans-lao", folder / "first")
    shutil.copytree(packages / "noto-sans-lao", folder / "second")
    for path in (folder / "second").glob("*.ttf"):
        font = TTFont(path)
        for record in font["name"].names:
            record.string = record.toUnicode().replace("Noto Sans Lao", "Other Lao").replace("NotoSansLao", "OtherLao")
        font.save(path)
    ran = add(scratch, "lo", "--fonts", str(folder), code=5)
    assert '--family "Noto Sans Lao" or "Other Lao"' in ran.err
    add(scratch, "lo", "--fonts", str(folder), "--family", "Other Lao")
    table = tomllib.loads((scratch.root / "docgen.toml").read_text("utf-8"))["languages"]["lo"]
    assert table["families"] == ["Other Lao", "Noto Sans"]
    assert (scratch.root / "fonts" / "other-lao" / "OtherLao-Bold.ttf").is_file()


def test_a_broken_face_leaves_its_family_out_and_says_so(scratch: Scratch, packages: Path, tmp_path: Path) -> None:
    """A download that broke off is named; it is not copied, and no other face takes its place."""
    folder = tmp_path / "faces"
    shutil.copytree(packages / "noto-sans-lao", folder)
    bold = folder / "NotoSansLao-Bold.ttf"
    bold.write_bytes(bold.read_bytes()[:20_000])
    ran = add(scratch, "lo", "--fonts", str(folder), code=5)
    assert "NotoSansLao-Bold.ttf is not a font, or is damaged; Noto Sans Lao has a regular face only" in ran.err


def test_a_failure_while_writing_leaves_the_workspace_as_it_was(scratch: Scratch, packages: Path) -> None:
    """A folder where a file belongs: no face, no catalog and no table is written."""
    pot = scratch.root / "translations" / "pot" / "sheet.pot"
    pot.unlink()
    (pot / "in the way").mkdir(parents=True)
    before = files(scratch)
    ran = scratch.docgen(*COMMAND, "lo", "--fonts", str(packages / "noto-sans-lao"), code=6)
    assert "cannot be written" in ran.err
    assert files(scratch) == before
