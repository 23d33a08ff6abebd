"""`docgen catalog proof` makes what translators and reviewers work with, destroys nothing, and tells what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import Scratch, make_translated

PROOF = ("catalog", "proof", "--jobs", "1")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English and Thai; tests change copies of it."""
    return make_translated(tmp_path_factory.mktemp("proof") / "workspace", ("en", "th"))


def files(folder: Path) -> dict[str, bytes]:
    """Return what lies below a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["th/example-numbered.html", "th/example-numbered.pdf"]),
        (("--as", "side-by-side"), ["th/example-side-by-side.html", "th/example-side-by-side.pdf"]),
        (("--as", "back-translation"), ["th/example-back-translation-source.pdf", "th/example-back-translation.pdf"]),
    ],
    ids=["numbered", "side by side", "back-translation"],
)
def test_each_kind_lies_in_its_place(
    scratch: Scratch, tmp_path: Path, arguments: tuple[str, ...], expected: list[str]
) -> None:
    """Proofs lie in build/proof/, by language, and nothing else is written; catalogs stay as they are."""
    copy = scratch.copy(tmp_path / "copy")
    before = files(copy.root / "translations")
    done = copy.docgen(*PROOF, "-l", "th", "-d", "example", *arguments)
    assert sorted(files(copy.file("proof"))) == expected
    assert all(name in done.out for name in expected) and "made      example th" in done.err
    assert files(copy.root / "translations") == before
    assert {path.name for path in copy.file(".").iterdir()} == {"proof", ".state"}


def test_a_pseudo_language_has_proofs_and_no_catalogs(scratch: Scratch, tmp_path: Path) -> None:
    """It is made from the source in memory: no catalog of it is ever written, and a choice of languages is not its."""
    copy = scratch.copy(tmp_path / "copy")
    done = copy.docgen(*PROOF, "--pseudo", "rtl", "-d", "example", "-l", "th")
    assert sorted(files(copy.file("proof"))) == [
        "qps_mirrored/example-numbered.html",
        "qps_mirrored/example-numbered.pdf",
    ]
    assert "pseudo-languages are made from the source (en)" in done.err
    assert {path.name for path in (copy.root / "translations").iterdir()} == {"pot", "th"}


def test_nothing_is_overwritten_in_another_folder(scratch: Scratch, tmp_path: Path) -> None:
    """A file that a reviewer has written on is not lost; the same proof again is no conflict."""
    copy, out = scratch.copy(tmp_path / "copy"), tmp_path / "stick"
    command = (*PROOF, "-l", "th", "-d", "sheet", "--as", "side-by-side", "--out", str(out))
    copy.docgen(*command)
    copy.docgen(*command)
    (out / "th" / "sheet-side-by-side.pdf").write_bytes(b"with remarks")
    refused = copy.docgen(*command, code=1)
    assert "is there already" in refused.err and "nothing is overwritten" in refused.err
    assert (out / "th" / "sheet-side-by-side.pdf").read_bytes() == b"with remarks"
    assert not copy.file("proof").exists()


def test_the_source_is_no_translation(scratch: Scratch, tmp_path: Path) -> None:
    """Without a choice the source is left out; who asks for it is told why there is nothing to compare."""
    copy = scratch.copy(tmp_path / "copy")
    made = copy.docgen(*PROOF, "--as", "side-by-side", "-d", "sheet", "--json").json
    assert {(each["language"], each["what"]) for each in made} == {("en", "left out"), ("th", "made")}
    asked = copy.docgen(*PROOF, "--as", "side-by-side", "-d", "sheet", "-l", "en", code=1)
    assert "it is the source" in asked.err


def test_what_does_not_fit_is_told_to_people_and_machines(scratch: Scratch, tmp_path: Path) -> None:
    """The finding names the page, the number and the line to mend; the proof is there to be looked at."""
    copy = scratch.copy(tmp_path / "copy")
    copy.edit("content/documents/sheet.md", "**Help** is near.", f"**Help** is near. {'Donaudampf' * 9}")
    line = (
        (copy.root / "content/documents/sheet.md")
        .read_text("utf-8")
        .splitlines()
        .index(f"**Help** is near. {'Donaudampf' * 9}")
    )
    command = (*PROOF, "-l", "en", "-d", "sheet")
    said = copy.docgen(*command, code=1).err
    assert f"sheet en: page 1, message 3 (content/documents/sheet.md:{line + 1}:1): “Donaudampf" in said
    (made,) = copy.docgen(*command, "--json", code=1).json
    (wrong,) = [finding for finding in made["findings"] if finding["number"]]
    assert (wrong["page"], wrong["number"]) == (1, 3) and wrong["place"].startswith("content/documents/sheet.md")
    assert copy.file("proof/en/sheet-numbered.pdf").exists()


def test_a_letter_without_a_face_is_told_with_its_place(scratch: Scratch, tmp_path: Path) -> None:
    """A page that cannot be drawn gives no proof, and the place of the letter is named."""
    copy = scratch.copy(tmp_path / "copy")
    copy.edit("content/documents/sheet.md", "**Help** is near.", "**Help** is near. \u0645")
    said = copy.docgen(*PROOF, "-l", "en", "-d", "sheet", code=1).err
    assert "sheet en: content/documents/sheet.md" in said and "U+0645" in said
    assert not copy.file("proof").exists()


def test_a_letter_without_a_face_is_told_with_its_line_in_the_catalog(scratch: Scratch, tmp_path: Path) -> None:
    """Of a translation, the line of the PO file is named, for there it can be mended."""
    copy = scratch.copy(tmp_path / "copy")
    path = "translations/th/LC_MESSAGES/sheet.po"
    lines = (copy.root / path).read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line == 'msgid "**Help** is near."')
    lines[at + 1] = lines[at + 1].removesuffix('"') + '\u0645"'
    (copy.root / path).write_text("\n".join(lines), "utf-8")
    said = copy.docgen(*PROOF, "-l", "th", "-d", "sheet", code=1).err
    assert f"it is typed in {path}:{at + 1}" in said


def test_a_pseudo_language_has_no_back_translation(scratch: Scratch) -> None:
    """There is nobody to read it."""
    said = scratch.docgen(*PROOF, "--pseudo", "longer", "--as", "back-translation", code=2).err
    assert "it has no back-translation" in said
