"""Forms that were filled in with a word processor give back what was typed, whoever saved them."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from docgen.errors import FormError
from docgen.forms.saved import Forms, read_saved
from docgen.pipeline.fillable import write_fillable
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.pipeline.saved_forms import known_forms
from docgen.tree import SignatureBlock, walk
from docgen.writers.artefact import Format
from docgen.writers.docx.controls import PROMPT, TICKED
from docgen.writers.places import places
from tests.forms.people import PEOPLE
from tests.forms.typing import STORY, W, control_of, fill, story, with_story
from tests.scratch import ROOT

TAGS = ("th", "lo", "km", "my", "vi", "zh-Hant")


@pytest.fixture(scope="module")
def forms() -> Forms:
    """What the project's own workspace has."""
    return known_forms(ROOT)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the rights form to be filled in, in six scripts."""
    folder = tmp_path_factory.mktemp("blank")
    inputs = read_inputs(ROOT)
    for tag in TAGS:
        ready = prepare(inputs, Target("rights-form", tag, Format.DOCX))
        (folder / f"{tag}.docx").write_bytes(write_fillable(inputs, ready))
    return folder


@pytest.fixture(scope="module")
def resave(needs: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Path]], Path]:
    """A function that has LibreOffice open and save files, and returns the folder where they are then."""
    profile = tmp_path_factory.mktemp("profile")

    def run(files: Sequence[Path]) -> Path:
        folder = tmp_path_factory.mktemp("saved")
        command = [needs("soffice"), "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "docx"]
        subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True, timeout=300)
        return folder

    return run


def typed(tag: str) -> dict[str, str]:
    """Return what is typed for a person: texts, a number, a date, a choice and a box."""
    person = PEOPLE[tag]
    return {
        "name": person["name"],
        "place": person["place"],
        "nationality": person["nationality"],
        "returning_from": person["nationality"],
        "reason": person["reason"],
        "age": {"th": "๒๓", "km": "២៣", "my": "၂၃", "lo": "໒໓"}.get(tag, "23"),
        "date.day": "21",
        "date.month": "11",
        "date.year": "2569" if tag == "th" else "2026",
        "decision.protection": TICKED,
    }


def expected(tag: str) -> dict[str, object]:
    """Return what `docgen form fill` would be given for this person."""
    texts = {k: v for k, v in typed(tag).items() if k in ("name", "place", "nationality", "returning_from", "reason")}
    return {**texts, "age": "23", "date": "2026-11-21", "decision": "protection"}


def filled(folder: Path, into: Path, **how: bool) -> list[Path]:
    """Return the files of a folder, filled in."""
    files = []
    for tag in TAGS:
        files.append(into / f"{tag}.docx")
        files[-1].write_bytes(fill(folder / f"{tag}.docx", typed(tag), **how))
    return files


def check(folder: Path, forms: Forms) -> None:
    """Each file of a folder has its person's values, without a fault."""
    for tag in TAGS:
        saved = read_saved(folder / f"{tag}.docx", forms)
        assert saved.errors == () and saved.form == "rights-form", tag
        assert saved.values == expected(tag), tag


def test_what_was_typed_is_read(blank: Path, forms: Forms, tmp_path: Path) -> None:
    """As Word saves it."""
    filled(blank, tmp_path)
    check(tmp_path, forms)


def test_libreoffice_loses_nothing(
    blank: Path, forms: Forms, tmp_path: Path, resave: Callable[[Sequence[Path]], Path]
) -> None:
    """It drops tags and moves bookmarks; a second time changes nothing more."""
    once = resave(filled(blank, tmp_path))
    check(once, forms)
    check(resave([once / f"{tag}.docx" for tag in TAGS]), forms)


def test_a_form_that_libreoffice_saved_empty_is_filled_in(
    blank: Path, forms: Forms, tmp_path: Path, resave: Callable[[Sequence[Path]], Path]
) -> None:
    """Empty it has no values; then the prompt may stay beside what is typed."""
    empty = resave([blank / f"{tag}.docx" for tag in TAGS])
    for tag in TAGS:
        assert read_saved(empty / f"{tag}.docx", forms)[1:] == ({}, ())
    filled(empty, tmp_path, beside_prompt=True)
    check(tmp_path, forms)


@pytest.mark.parametrize("tag", TAGS)
def test_each_place_is_a_control_with_a_name_and_a_bookmark(blank: Path, tag: str) -> None:
    """Nothing else can be changed; no control has bound data, or plain text that LibreOffice would multiply."""
    path = blank / f"{tag}.docx"
    root = story(path.read_bytes())
    document = prepare(read_inputs(ROOT), Target("rights-form", tag, Format.DOCX)).document
    controls = list(root.iter(qn("w:sdt")))
    tags = [str(control.find(f"{W}sdtPr/{W}tag").get(qn("w:val"))) for control in controls]  # type: ignore[union-attr]
    assert root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") in root.nsmap
    assert sorted(tags) == sorted(places(document)) and len(tags) > 20
    assert all(control_of(root, key) is control for key, control in zip(tags, controls, strict=True))
    for control in controls:
        names = [etree.QName(child).localname for child in control[0]]
        assert names[:4] == ["alias", "tag", "id", "lock"] and names[4:] in (["showingPlcHdr"], ["checkbox"])
        assert control[0][0].get(qn("w:val"))
    with zipfile.ZipFile(path) as package:
        settings = etree.fromstring(package.read("word/settings.xml"))
    order = [etree.QName(child).localname for child in settings]
    assert order[:4] == ["zoom", "removePersonalInformation", "documentProtection", "defaultTabStop"]
    assert settings[2].get(qn("w:edit")) == "forms" and settings[2].get(qn("w:enforcement")) == "1"


@pytest.mark.parametrize("tag", TAGS)
def test_a_reading_aid_has_no_place_to_sign(blank: Path, tag: str) -> None:
    """Nothing is approved today: a notice stands where signatures would."""
    document = prepare(read_inputs(ROOT), Target("rights-form", tag, Format.DOCX)).document
    (block,) = (node for node in walk(document.blocks) if isinstance(node, SignatureBlock))
    assert not block.rows and block.notices


def read_changed(blank: Path, forms: Forms, tmp_path: Path, typed: dict[str, str]) -> str:
    """Return the one error of a form in Thai, that has no value in it."""
    path = tmp_path / "form.docx"
    path.write_bytes(fill(blank / "th.docx", {"name": "สมหญิง", **typed}))
    saved = read_saved(path, forms)
    (error,) = saved.errors
    assert saved.values["name"] == "สมหญิง"
    return str(error)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"date.day": "31", "date.month": "2", "date.year": "2569"}, "form.docx: date is no date"),
        ({"date.day": "21", "date.month": "11"}, "form.docx: date is no date"),
        ({"date.day": "1", "date.month": "2", "date.year": "69"}, "form.docx: date is no date"),
        (
            {"decision.protection": TICKED, "decision.no_protection": TICKED},
            "form.docx: decision has more than one answer",
        ),
    ],
)
def test_what_cannot_be_right_is_told_by_field(
    blank: Path, forms: Forms, tmp_path: Path, typed: dict[str, str], error: str
) -> None:
    """The other values are read; the error does not say what was typed."""
    assert read_changed(blank, forms, tmp_path, typed) == error


def test_a_place_that_is_gone_is_told(blank: Path, forms: Forms, tmp_path: Path) -> None:
    """It is not taken for an empty one."""
    root = story((blank / "th.docx").read_bytes())
    control = control_of(root, "age")
    row = next(control.iterancestors(qn("w:p")))
    for child in list(row):
        row.remove(child)
    path = tmp_path / "form.docx"
    path.write_bytes(with_story((blank / "th.docx").read_bytes(), etree.tostring(root)))
    assert [str(e) for e in read_saved(path, forms).errors] == ["form.docx: age has lost its place in the file"]


def test_invisible_characters_and_loose_letters_are_put_right(blank: Path, forms: Forms, tmp_path: Path) -> None:
    """Zero-width spaces go, letters are in NFC, and lines of a pasted text are one."""
    path = tmp_path / "form.docx"
    path.write_bytes(fill(blank / "vi.docx", {"name": "\u200bNguye\u0302\u0303n\u2060  Thi\u0323 "}))
    assert read_saved(path, forms).values == {"name": "Nguyễn Thị"}


def test_a_prompt_that_stays_is_no_part_of_the_value(blank: Path, forms: Forms, tmp_path: Path) -> None:
    """Whether somebody typed before it, after it, within it, or deleted one half of it."""
    texts = ["…ก…", "……ข", "ค……", "…ง"]
    keys = ["name", "place", "nationality", "reason"]
    path = tmp_path / "form.docx"
    path.write_bytes(fill(blank / "th.docx", dict(zip(keys, texts, strict=True))))
    assert sorted(map(str, read_saved(path, forms).values.values())) == ["ก", "ข", "ค", "ง"]


def test_what_stands_in_a_prompt_of_word_is_no_value(blank: Path, forms: Forms, tmp_path: Path) -> None:
    """Word shows its own words, in its own style, in a place that was emptied."""
    data = (blank / "th.docx").read_bytes()
    root = story(data)
    control = control_of(root, "name")
    for run in control.iter(qn("w:r")):
        run.find(qn("w:rPr")).insert(0, etree.Element(qn("w:rStyle"), {qn("w:val"): "a3"}))  # type: ignore[union-attr]
    next(control.iter(qn("w:t"))).text = "Click or tap here to enter text."
    path = tmp_path / "form.docx"
    path.write_bytes(with_story(data, etree.tostring(root)))
    assert read_saved(path, forms)[1:] == ({}, ())


DTD = '<!DOCTYPE a [<!ENTITY b "สมหญิง"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
SECRET = "สมหญิง"


def hostile(kind: str, blank: bytes) -> bytes:
    """Return a file that is no form, or worse."""
    if kind == "foreign":
        return with_story(blank, f'<w:document xmlns:w="{W[1:-1]}"><w:t>{SECRET}</w:t></w:document>'.encode())
    return {
        "empty": lambda: b"",
        "text": SECRET.encode,
        "old": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
        "cut": lambda: blank[: len(blank) // 2],
        "dtd": lambda: with_story(blank, DTD.encode()),
        "utf16-dtd": lambda: with_story(blank, DTD.encode("utf-16")),
        "no-xml": lambda: with_story(blank, f"<a>{SECRET}</b>".encode()),
        "bomb": lambda: with_story(blank, b"<a>" + b" " * 30_000_000 + b"</a>"),
        "deep": lambda: with_story(blank, b"<a>" * 100_000),
        "odt": lambda: blank.replace(STORY.encode(), b"word/documents.xm"),
    }[kind]()


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("empty", "is no Word file (.docx)"),
        ("text", "is no Word file (.docx)"),
        ("old", "is an old Word file, or has a password"),
        ("cut", "is no Word file (.docx)"),
        ("odt", "is no Word file (.docx)"),
        ("dtd", "declares a document type, as no word processor does"),
        ("utf16-dtd", "declares a document type, as no word processor does"),
        ("no-xml", "cannot be read"),
        ("deep", "cannot be read"),
        ("bomb", "is larger than any form"),
        ("foreign", "is no form of this workspace that can be read"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_one_line(
    blank: Path, forms: Forms, tmp_path: Path, kind: str, error: str
) -> None:
    """Whatever it is, the line names the file and repeats nothing of it."""
    path = tmp_path / "form.docx"
    path.write_bytes(hostile(kind, (blank / "th.docx").read_bytes()))
    with pytest.raises(FormError) as told:
        read_saved(path, forms)
    assert str(told.value) == f"form.docx: {error}"
    assert SECRET not in "".join(told.value.__notes__)
    assert told.value.__cause__ is None and PROMPT not in str(told.value)
