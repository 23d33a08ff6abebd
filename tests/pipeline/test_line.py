"""The same source gives the same bytes, on any machine and on any day."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from docgen.pipeline.line import Target, build
from docgen.verify import NotFit, Verified
from docgen.writers.artefact import Artefact, Format
from tests.scratch import ROOT, Scratch, isolated, make_scratch, make_translated

TAGS = ("en", "th", "km", "zh-Hant")

# Builds the example in a process of its own; prints the sha256 of each file.
BUILD = """
import hashlib, json, sys
from pathlib import Path
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.line import Target, build
from docgen.typeset.isolation import isolate
from docgen.writers.artefact import Format
root, state = map(Path, sys.argv[1:3])
isolate(root / "fonts", state)
inputs = read_inputs(root)
targets = [Target("example", tag, format) for tag in sys.argv[3:] for format in Format]
print(json.dumps({str(t): hashlib.sha256(build(inputs, t).artefact.data).hexdigest() for t in targets}))
"""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace with drafts in four languages."""
    return make_translated(tmp_path_factory.mktemp("line") / "workspace", TAGS)


@pytest.fixture(scope="module")
def verified(scratch: Scratch) -> dict[Target, Verified]:
    """Return the example in each language and format, built in this process."""
    isolated()
    inputs = scratch.inputs()
    return {t: build(inputs, t) for t in (Target("example", tag, format) for tag in TAGS for format in Format)}


def hostile_fonts(folder: Path) -> Path:
    """Return a Fontconfig file of a machine that has another face by the name of ours."""
    with TTFont(ROOT / "fonts" / "noto-sans-lao" / "NotoSansLao-Bold.ttf") as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = "Noto Sans"
        (folder / "fonts").mkdir(parents=True)
        font.save(folder / "fonts" / "NotoSans-Regular.ttf")
    text = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><dir>'
    text = f"{text}{folder}/fonts</dir></fontconfig>"
    (folder / "fonts.conf").write_text(text, "utf-8")
    return folder / "fonts.conf"


@pytest.fixture(scope="module")
def elsewhere(scratch: Scratch, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the digests of the same files from another machine: other fonts, time, locale, home and random seed."""
    folder = tmp_path_factory.mktemp("elsewhere")
    machine = {
        "FONTCONFIG_FILE": str(hostile_fonts(folder)),
        "XDG_DATA_HOME": str(folder),
        "HOME": str(folder),
        "SOURCE_DATE_EPOCH": "86400",
        "TZ": "Pacific/Kiritimati",
        "LANG": "tr_TR.UTF-8",
        "LANGUAGE": "ja",
        "PYTHONHASHSEED": "4711",
    }
    command = [sys.executable, "-c", BUILD, str(scratch.root), str(folder / "state"), *TAGS]
    done = subprocess.run(command, env={**os.environ, **machine}, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_the_other_machine_would_take_another_face(tmp_path: Path, needs: Callable[[str], str]) -> None:
    """The machine of the next test is as hostile as it claims: it answers “Noto Sans” with a Lao face."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(hostile_fonts(tmp_path))}
    command = [needs("fc-match"), "--format", "%{file}", "Noto Sans"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == str(tmp_path / "fonts" / "NotoSans-Regular.ttf")


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("tag", TAGS)
def test_two_machines_make_the_same_bytes(
    verified: dict[Target, Verified], elsewhere: dict[str, str], tag: str, format: Format
) -> None:
    """Another process on a machine with other fonts, another day, locale and home makes the same file."""
    target = Target("example", tag, format)
    assert elsewhere[str(target)] == hashlib.sha256(verified[target].artefact.data).hexdigest()


def test_no_clock_is_read() -> None:
    """What day it is changes no page: no module asks for the time, dates come from facts and from commands."""
    for path in sorted((ROOT / "docgen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            assert "time" not in names and getattr(node, "module", "") != "time", path
            assert getattr(node, "attr", "") not in ("now", "today", "utcnow", "time_ns", "getmtime"), path


def test_no_pdf_tells_when_it_was_made(verified: dict[Target, Verified]) -> None:
    """A PDF has no date: the clock is not read, and nobody learns when a paper was printed for whom."""
    for target, each in verified.items():
        if target.format is Format.PDF:
            with pikepdf.open(io.BytesIO(each.artefact.data)) as pdf:
                assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
                assert not re.search(r"Date>", bytes(pdf.Root.Metadata.read_bytes()).decode())


def test_no_docx_tells_when_it_was_made_or_by_whom(verified: dict[Target, Verified]) -> None:
    """A DOCX has no time but the same for all, and no name of a person or a computer."""
    for target, each in verified.items():
        if target.format is Format.DOCX:
            with ZipFile(io.BytesIO(each.artefact.data)) as package:
                assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                core = package.read("docProps/core.xml").decode()
            assert "python-docx" not in core and "lastModifiedBy" not in core
            assert not re.search(r"<dcterms:(created|modified)[^>]*>(?!1980|2000)", core)


def test_only_a_proved_file_comes_out(scratch: Scratch, tmp_path: Path) -> None:
    """The line ends in a verified file or in an error that lists what is wrong, never in an unproved one."""
    isolated()
    copy = scratch.copy(tmp_path / "copy")
    copy.append("content/documents/example.md", f"\n{'unbreakable' * 20}\n")
    with pytest.raises(NotFit) as raised:
        build(copy.inputs(), Target("example", "en", Format.PDF))
    assert raised.value.exit_code == 1
    assert {finding.code for finding in raised.value.findings} >= {"overflow"}


def test_a_file_on_a_telephone_has_a_neutral_name(verified: dict[Target, Verified]) -> None:
    """Whoever takes the telephone reads no file name that tells what it is; on a shelter's computer names are plain."""
    names = {target.format: each.artefact.name for target, each in verified.items() if target.language == "zh-Hant"}
    assert names == {
        Format.PDF: "zh_Hant/example.pdf",
        Format.DOCX: "zh_Hant/example.docx",
        Format.HTML: "zh_Hant/information.html",
    }


def test_every_format_shows_the_same_values(verified: dict[Target, Verified]) -> None:
    """PDF, DOCX and HTML are made from one tree: each knows the places of the same values."""

    def refs(artefact: Artefact) -> set[str]:
        return {place.ref for place in artefact.places}

    for tag in TAGS:
        shown = [refs(verified[Target("example", tag, format)].artefact) for format in Format]
        assert shown[0] == shown[1] == shown[2] >= {"fund.living_cost", "call.social_assistance"}


def test_a_sentence_is_said_in_a_language_of_the_workspace(tmp_path: Path) -> None:
    """A language that docgen.toml does not have is an error with its place, not a sentence in English."""
    scratch = make_scratch(tmp_path / "workspace", ("en", "th"))
    scratch.append("content/documents/example.md", "\n:::{say} km\nPlease help me.\n:::\n")
    said = scratch.docgen("build", code=3).err
    assert re.search(r"example\.md:\d+.*said in “km”, which docgen\.toml does not have", said)
