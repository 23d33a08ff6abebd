"""`docgen build` says what it did, and refuses nothing silently."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scratch import ROOT, Scratch, docgen, make_scratch


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a built workspace in English and Thai."""
    made = make_scratch(tmp_path_factory.mktemp("build") / "workspace", ("en", "th"))
    made.build()
    return made


def test_a_build_lists_each_file_with_pages_size_status_and_findings(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table on stdout is for people, progress on stderr is for waiting; inside a workspace no option is needed."""
    monkeypatch.chdir(scratch.root / "content" / "documents")
    done = docgen("build", "-d", "sheet", "-l", "th", "-f", "pdf")
    head, _, row = (re.split(r"\s{2,}", line.strip()) for line in done.out.strip().splitlines())
    assert head == ["document", "language", "format", "pages", "size", "status", "findings"]
    assert (
        row[:4] == ["sheet", "th", "pdf", "1"] and re.fullmatch(r"\d+ kB", row[4]) and row[5:] == ["reading aid", "0"]
    )
    assert done.err == "[1/1] unchanged sheet th pdf\n"


def test_a_build_is_read_by_machines(scratch: Scratch) -> None:
    """--json gives each file with its path, digest, pages, status and findings, and nothing else on stdout."""
    done = scratch.docgen("build", "--json", "-f", "html", "-d", "sheet")
    assert not done.err
    assert done.json["changes"] == []
    (english, thai) = done.json["files"]
    assert english["path"] == "en/first-information.html" and thai["path"] == "th/first-information.html"
    assert english.keys() == {
        *("document", "language", "format", "what", "path", "sha256", "size", "pages", "status", "stale", "findings")
    } | (english.keys() & {"edition", "notes"})
    assert scratch.file(english["path"]).stat().st_size == english["size"]


@pytest.mark.parametrize("tag", ["zh_Hant", "zh-hant", "xx", "TH-th"])
def test_an_unknown_language_is_refused_with_what_there_is(scratch: Scratch, tag: str) -> None:
    """A language that the workspace lacks is an error, never an empty build."""
    done = scratch.docgen("build", "-l", tag, code=7)
    assert f"the workspace has no language “{tag}”" in done.err
    assert "hint: it has en, th; add a table [languages." in done.err and not done.out


def test_an_unknown_document_is_refused_with_what_there_is(scratch: Scratch) -> None:
    """A document that the workspace lacks is an error that names those it has."""
    done = scratch.docgen("build", "-d", "exmple", code=7)
    assert "the workspace has no document “exmple”" in done.err
    assert "hint: it has example, sheet" in done.err and not done.out


@pytest.fixture(scope="module")
def broken(scratch: Scratch, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a copy with two documents that cannot be printed any more, for one reason and for many."""
    made = scratch.copy(tmp_path_factory.mktemp("broken") / "workspace")
    made.append("content/documents/sheet.md", f"\n{'unbreakable' * 20}\n")
    made.append("content/documents/example.md", f"\n{'unbreakable' * 20}\n" * 9)
    return made


REASON = "page 1: “unbreakableunbreakableunbreakableunbreak” is wider than its place [overflow/overflow]"


def test_a_failed_build_says_so_in_every_way(broken: Scratch) -> None:
    """A row in the table, the reason with document, language and page, and exit code 1."""
    done = broken.docgen("build", "-l", "en", "-f", "pdf", code=1)
    assert re.search(r"^ sheet +en +pdf +former file kept, stale +\d+ *$", done.out, re.MULTILINE)
    assert f"sheet en pdf: {REASON}" in done.err
    # A fault that is on every page does not bury the others.
    assert len(re.findall(r"^example en pdf: page", done.err, re.MULTILINE)) == 5
    assert re.search(r"^example en pdf: and \d+ more \(--json lists all\)$", done.err, re.MULTILINE)


def test_a_failed_build_is_read_by_machines(broken: Scratch) -> None:
    """--json has every finding in the same words, and the exit code is 1; a language may be typed as its folder is."""
    files = broken.build("-l", "EN", "-f", "pdf", code=1)
    assert {file["what"] for file in files.values()} == {"failed"} and all(file["stale"] for file in files.values())
    assert REASON in files["sheet", "en", "pdf"]["findings"]
    assert len(files["example", "en", "pdf"]["findings"]) > 5


def test_the_list_of_changes_is_read_by_machines(scratch: Scratch, tmp_path: Path) -> None:
    """--json names the fact, both values and the pages of each file that shows it."""
    changed = scratch.copy(tmp_path / "copy")
    changed.docgen("fact", "set", "call.social_assistance", "1301", "--source", "test call", "--as-of", "2026-11-20")
    done = changed.docgen("build", "-l", "en", "-f", "pdf", "--json").json
    assert done["changes"] == [
        {
            "document": document,
            "language": "en",
            "format": "pdf",
            "fact": "call.social_assistance",
            "old": "1300",
            "new": "1301",
            "pages": [1],
        }
        for document in ("example", "sheet")
    ]


def test_a_build_that_is_broken_off_leaves_whole_files(tmp_path: Path) -> None:
    """After Ctrl-C each file in build/ is whole and the manifest speaks of it; the next build makes the rest."""
    scratch = make_scratch(tmp_path / "workspace", ("en", "th"))
    command = [
        sys.executable,
        "-c",
        "from docgen.cli import main; main()",
        "--workspace",
        str(scratch.root),
        "build",
        "-j1",
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr
        while not process.stderr.readline().startswith("[1/"):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        process.stderr.read()
    assert process.returncode != 0
    made = scratch.build()
    assert {file["what"] for file in made.values()} <= {"built", "unchanged"} and len(made) == 12
    assert not list((scratch.root / "build").rglob("*.tmp"))
