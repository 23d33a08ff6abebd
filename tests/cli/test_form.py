"""`docgen form` fills in the forms of a workspace; tests/forms has the rest, on packs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.writers.docx.controls import TICKED
from tests.forms.packs import run as run_pack
from tests.forms.people import PEOPLE
from tests.forms.typing import fill
from tests.scratch import ROOT
from tests.writers.reading import by_pdfium, found

VALUES = {"name": PEOPLE["th"]["name"], "age": 23, "date": "2026-11-21", "identified_by": "IOM"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the project's own forms and nothing built."""
    folder = tmp_path_factory.mktemp("forms") / "workspace"
    folder.mkdir()
    shutil.copy(ROOT / "docgen.toml", folder)
    shutil.copytree(ROOT / "content", folder / "content")
    for name in ("templates", "translations", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def docgen(folder: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, as it isolates itself; it must exit with `code`."""
    command = [sys.executable, "-c", "from docgen.cli import main; main()", "--workspace", str(folder), *arguments]
    done = subprocess.run(command, input=json.dumps(VALUES).encode(), capture_output=True, cwd=folder, check=False)
    assert done.returncode == code, done.stderr.decode()
    return done


def plates(folder: Path) -> list[Path]:
    """Return the plates that are kept."""
    return sorted((folder / "build" / "forms").glob("*"))


def test_a_form_of_the_workspace_is_filled_in(workspace: Path, tmp_path: Path) -> None:
    """The plate is made when it is first needed, and kept; that nobody may sign a reading aid is said."""
    fill = ("form", "fill", "rights-form", "-l", "th", "--values", "-", "--out", str(tmp_path / "form.pdf"))
    told = docgen(workspace, *fill).stderr.decode()
    assert "its pages say what may be signed" in told and "left for the pen: decision" in told
    assert found(str(VALUES["name"]), by_pdfium((tmp_path / "form.pdf").read_bytes()))
    (first,) = plates(workspace)
    made = first.stat().st_mtime_ns
    assert b"is there already" in docgen(workspace, *fill, code=8).stderr
    docgen(workspace, *fill, "--replace")
    assert plates(workspace) == [first] and first.stat().st_mtime_ns == made
    assert str(VALUES["name"]).encode() not in first.read_bytes()


def test_a_changed_form_is_made_anew(workspace: Path, tmp_path: Path) -> None:
    """A plate never says what the content no longer says; the old one is gone."""
    fill = ("form", "fill", "rights-form", "-l", "en", "--values", "-", "--out", str(tmp_path / "form.pdf"))
    docgen(workspace, *fill)
    (before,) = [path for path in plates(workspace) if ".en." in path.name]
    path = workspace / "content" / "documents" / "rights-form.md"
    path.write_text(path.read_text("utf-8").replace("## Who I am", "## About me"), "utf-8")
    docgen(workspace, *fill, "--replace")
    (after,) = [path for path in plates(workspace) if ".en." in path.name]
    assert after != before
    assert found("About me", by_pdfium((tmp_path / "form.pdf").read_bytes()))


def test_a_pack_of_the_workspace_runs_by_itself(workspace: Path, tmp_path: Path) -> None:
    """What an office gets fills in the same form, with the same bytes, without the workspace."""
    values = json.dumps(VALUES).encode()
    options = ("rights-form", "-l", "th", "--values", "-")
    docgen(workspace, "form", "pack", "--form", "rights-form", "-l", "th", "--out", str(tmp_path / "forms.zip"))
    docgen(workspace, "form", "fill", *options, "--out", str(tmp_path / "a.pdf"))
    run_pack(tmp_path / "forms.zip", "fill", *options, "--out", "b.pdf", typed=values)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fill", "notification-of-rights", "-l", "th"), "there is no form “notification-of-rights”"),
        (("fill", "rights-form", "-l", "fr"), "there is no form in fr"),
    ],
)
def test_what_is_no_form_is_told(workspace: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """An error names the forms and the languages that there are."""
    done = docgen(workspace, "form", *arguments, "--values", "-", "--out", str(tmp_path / "x.pdf"), code=8)
    assert said in done.stderr.decode() and b"hint: there are" in done.stderr


def test_a_form_for_a_word_processor_is_made_when_asked_for_and_read_again(workspace: Path, tmp_path: Path) -> None:
    """It is told that word processors keep copies; nothing is overwritten, and errors repeat no value."""
    blank = ("form", "blank", "rights-form", "-l", "km", "--fillable")
    assert b"--fillable needs --out" in docgen(workspace, *blank, code=2).stderr
    told = docgen(workspace, *blank, "--out", str(tmp_path / "new")).stderr.decode()
    assert "keep copies of what is typed" in told
    path = tmp_path / "new" / "rights-form-km.docx"
    assert b"is there already" in docgen(workspace, *blank, "--out", str(tmp_path / "new"), code=6).stderr
    assert not list((workspace / "build").rglob("*.docx"))
    name, agency = PEOPLE["km"]["name"], PEOPLE["km"]["alias"]
    typed = {"name": name, "identified_by": agency, "date.day": agency, "decision.protection": TICKED}
    path.write_bytes(fill(path, typed))
    (tmp_path / "note.docx").write_text(name, "utf-8")
    done = docgen(workspace, "form", "read", str(path), str(tmp_path / "note.docx"), "--json", code=8)
    read = json.loads(done.stdout)
    assert read["forms"][0]["form"] == "rights-form"
    assert read["forms"][0]["values"] == {"name": name, "identified_by": agency, "decision": "protection"}
    assert [each["place"] for each in read["errors"]] == ["rights-form-km.docx", "note.docx"]
    shown = docgen(workspace, "form", "read", str(path), code=8)
    assert name in shown.stdout.decode() and "date is no date" in shown.stderr.decode()
    assert name not in shown.stderr.decode() and agency not in shown.stderr.decode()


def test_sheets_in_two_languages_are_for_paper(workspace: Path, tmp_path: Path) -> None:
    """It is said, and nothing is written."""
    done = docgen(workspace, "form", "blank", "-l", "th+km", "--fillable", "--out", str(tmp_path / "new"), code=7)
    assert b"name one language" in done.stderr and not (tmp_path / "new").exists()
