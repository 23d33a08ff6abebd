"""A build makes what changed and nothing else, and never replaces a good file by a bad one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from docgen.pipeline.line import Target
from docgen.pipeline.run import targets
from docgen.workspace import read_workspace
from docgen.writers.artefact import Format
from tests.scratch import Scratch, make_scratch

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in two languages whose files are built; tests change copies of it."""
    scratch = make_scratch(tmp_path_factory.mktemp("built") / "workspace", ("en", "th"))
    assert {file["what"] for file in scratch.build().values()} == {"built"}
    return scratch


def bytes_of(scratch: Scratch) -> dict[str, bytes]:
    """Return the files of build/ for readers, by name."""
    build = scratch.root / "build"
    files = (path for path in build.glob("*/*") if path.suffix in (".pdf", ".docx", ".html"))
    return {path.relative_to(build).as_posix(): path.read_bytes() for path in files}


def records(scratch: Scratch) -> dict[str, Mapping[str, Any]]:
    """Return what the manifest says of each file, by its name."""
    files = json.loads(scratch.file("manifest.json").read_text("utf-8"))["files"]
    return {file["path"]: file for file in files}


# --- what is built ------------------------------------------------------------------------------------------------


def test_all_is_built_unless_something_is_chosen(built: Scratch) -> None:
    """Targets come in the order of docgen.toml; a choice of documents, languages or formats leaves the others out."""
    workspace = read_workspace(built.root)
    everything = targets(workspace, (), (), ())
    assert len(everything) == len(set(everything)) == 12
    assert [t.document for t in everything] == ["example"] * 6 + ["sheet"] * 6
    assert targets(workspace, ["sheet"], ["th"], [Format.PDF]) == [Target("sheet", "th", Format.PDF)]
    assert len(targets(workspace, (), ["th"], ())) == 6


def test_what_has_not_changed_is_not_built(built: Scratch, tmp_path: Path) -> None:
    """A second build makes no file, and leaves every byte."""
    scratch = built.copy(tmp_path / "copy")
    before = bytes_of(scratch)
    assert {file["what"] for file in scratch.build().values()} == {"unchanged"}
    assert bytes_of(scratch) == before


def test_force_makes_the_same_bytes_again(built: Scratch, tmp_path: Path) -> None:
    """Two builds in two processes, in two folders, give the same files."""
    scratch = built.copy(tmp_path / "copy")
    assert {file["what"] for file in scratch.build("--force", "-d", "example").values()} == {"built"}
    assert bytes_of(scratch) == bytes_of(built)


def test_a_line_that_moved_changes_no_page(built: Scratch, tmp_path: Path) -> None:
    """A remark, or an empty line, above what a page shows is no reason to print it again."""
    scratch = built.copy(tmp_path / "copy")
    for name in ("content/facts.toml", "content/words.toml", "content/contacts/contacts.toml"):
        path = scratch.root / name
        path.write_text(f"# A remark.\n\n{path.read_text('utf-8')}", "utf-8")
    assert {file["what"] for file in scratch.build().values()} == {"unchanged"}


def test_a_changed_text_is_built_where_it_stands(built: Scratch, tmp_path: Path) -> None:
    """A sentence of one document makes that document anew, in every language that shows it, and no other."""
    scratch = built.copy(tmp_path / "copy")
    scratch.edit("content/documents/sheet.md", "**Help** is near.", "**Help** is here.")
    made = scratch.build()
    assert {target[0] for target, file in made.items() if file["what"] == "built"} == {"sheet"}
    assert {target[0] for target, file in made.items() if file["what"] == "unchanged"} == {"example"}


def test_a_changed_template_makes_its_pages_anew(built: Scratch, tmp_path: Path) -> None:
    """How pages look is part of what they are made from."""
    scratch = built.copy(tmp_path / "copy")
    (scratch.own_templates() / "layouts" / "booklet-a5.css").write_text("@page { size: 150mm 212mm }", "utf-8")
    made = scratch.build("-l", "en", "-f", "pdf", "-d", "example")
    assert made["example", "en", "pdf"]["what"] == "built"


def test_a_file_that_somebody_touched_is_made_anew(built: Scratch, tmp_path: Path) -> None:
    """What was edited, cut short or deleted in build/ is made again; the other files stay."""
    scratch = built.copy(tmp_path / "copy")
    edited, cut, deleted = map(
        scratch.file, ("th/information.html", "en/information.html", "th/first-information.html")
    )
    edited.write_bytes(edited.read_bytes().replace(b"1300", b"1301"))
    cut.write_bytes(cut.read_bytes()[:1000])
    deleted.unlink()
    made = scratch.build("-f", "html")
    touched = {("example", "th", "html"), ("example", "en", "html"), ("sheet", "th", "html")}
    assert {target for target, file in made.items() if file["what"] == "built"} == touched
    assert bytes_of(scratch) == bytes_of(built)


@pytest.mark.parametrize("manifest", [None, b'{"files": [{"path": '], ids=["missing", "broken"])
def test_without_a_manifest_everything_is_built(built: Scratch, tmp_path: Path, manifest: bytes | None) -> None:
    """Nothing is taken for granted that the manifest does not say."""
    scratch = built.copy(tmp_path / "copy")
    path = scratch.file("manifest.json")
    if manifest is None:
        path.unlink()
    else:
        path.write_bytes(manifest)
    assert {file["what"] for file in scratch.build("-f", "html", "-d", "sheet").values()} == {"built"}
    assert len(records(scratch)) == 2


def test_a_build_of_a_part_forgets_nothing(built: Scratch, tmp_path: Path) -> None:
    """Building one language keeps what the manifest says of the others."""
    scratch = built.copy(tmp_path / "copy")
    scratch.build("-l", "th", "-f", "docx", "--force")
    assert records(scratch) == records(built)


def test_the_manifest_says_what_each_file_is(built: Scratch) -> None:
    """Each file has its digest, size, pages, status, the versions that made it, and the values it shows."""
    for name, data in bytes_of(built).items():
        record = records(built)[name]
        assert record["sha256"] == hashlib.sha256(data).hexdigest()
        assert record["size"] == len(data)
        assert record["status"] == "reading aid" and not record["stale"] and not record["findings"]
        assert {"docgen", "weasyprint", "pango", "python-docx"} <= record["made_with"].keys()
    shown = records(built)["en/example.pdf"]["values"]
    assert shown["fund.living_cost"] == {"text": "3,000 baht", "pages": [1]}
    assert shown["call.social_assistance"] == {"text": "1300", "pages": [1]}


# --- what fails ---------------------------------------------------------------------------------------------------


def break_table(scratch: Scratch) -> None:
    """Put a word into a table that no cell can hold."""
    scratch.append("content/documents/example.md", f"\n:::{{marks}}\n| A | B |\n|---|---|\n| x | {LONG} |\n:::\n")


@pytest.fixture(scope="module")
def failed(
    built: Scratch, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Scratch, dict[tuple[str, str, str], Any], str]:
    """Return a workspace whose English PDF cannot be printed any more, with what the build said."""
    scratch = built.copy(tmp_path_factory.mktemp("failed") / "workspace")
    break_table(scratch)
    scratch.edit("content/documents/sheet.md", "**Help** is near.", "**Help** is here.")
    made = scratch.build("-l", "en", "-f", "pdf", code=1)
    return scratch, made, scratch.docgen("build", "-l", "en", "-f", "pdf", code=1).err


Failed = tuple[Scratch, dict[tuple[str, str, str], Any], str]


def test_a_file_that_fails_leaves_the_former_one(built: Scratch, failed: Failed) -> None:
    """What was printed last stays byte for byte: a shelter is never left with nothing, nor with something broken."""
    scratch, made, _ = failed
    assert made["example", "en", "pdf"]["what"] == "failed"
    assert bytes_of(scratch)["en/example.pdf"] == bytes_of(built)["en/example.pdf"]


def test_the_manifest_marks_what_is_stale(built: Scratch, failed: Failed) -> None:
    """Who looks into build/ can tell that the file does not say what the content says, and why."""
    scratch, _, _ = failed
    record = records(scratch)["en/example.pdf"]
    assert record["stale"] and "[overflow/overflow]" in record["findings"][0]
    assert record["sha256"] == records(built)["en/example.pdf"]["sha256"]


def test_one_failure_keeps_no_other_file_from_being_made(failed: Failed) -> None:
    """The sheet is built although the booklet cannot be."""
    scratch, made, _ = failed
    assert made["sheet", "en", "pdf"]["what"] == "built"
    assert not records(scratch)["en/sheet.pdf"]["stale"]


def test_a_failure_is_named_with_document_language_and_page(failed: Failed) -> None:
    """The message says which file, which page, which words, and which check."""
    _, _, said = failed
    assert f"example en pdf: page 1: “{LONG[:40]}” is wider than the type area [overflow/overflow]" in said


def test_a_stale_file_is_tried_again(failed: Failed, tmp_path: Path) -> None:
    """What failed is never taken for unchanged; once the text is mended, the file is made and no longer stale."""
    assert "failed    example en pdf" in failed[2]  # the second time
    scratch = failed[0].copy(tmp_path / "copy")
    scratch.edit("content/documents/example.md", LONG, "Trousers")
    mended = scratch.build("-l", "en", "-f", "pdf", "-d", "example")
    assert mended["example", "en", "pdf"]["what"] == "built"
    assert not records(scratch)["en/example.pdf"]["stale"]


def test_a_file_that_never_was_right_is_not_there(built: Scratch, tmp_path: Path) -> None:
    """When the first build of a file fails, nothing is written and the manifest has no entry."""
    scratch = make_scratch(tmp_path / "workspace", ("en", "th"))
    break_table(scratch)
    scratch.build("-l", "en", "-d", "example", "-f", "pdf", code=1)
    assert bytes_of(scratch) == {} and records(scratch) == {}


def test_a_folder_that_cannot_be_written_is_an_error_of_its_file(built: Scratch, tmp_path: Path) -> None:
    """A file stands where the folder of a language belongs: the file's own error says so, and the others are made."""
    scratch = built.copy(tmp_path / "copy")
    folder = scratch.file("th")
    folder.rename(scratch.file("elsewhere"))
    folder.write_text("in the way", "utf-8")
    made = scratch.build("-f", "html", "-d", "sheet", "--force", code=1)
    assert made["sheet", "th", "html"]["what"] == "failed"
    assert "cannot be" in made["sheet", "th", "html"]["findings"][0]
    assert made["sheet", "en", "html"]["what"] == "built"
