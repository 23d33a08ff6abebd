"""What `docgen doctor` promises to someone whose machine lacks something."""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from docgen import doctor
from docgen.doctor import PROGRAMS, System

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NO_PACKAGES = (sys.executable, "-S")  # a Python that sees its own library only


@pytest.fixture(scope="module")
def examined() -> dict[str, doctor.Item]:
    """Return what the doctor finds here, by name."""
    return {item.name: item for item in doctor.examine(ROOT)}


def test_a_complete_machine_lacks_nothing(examined: dict[str, doctor.Item]) -> None:
    """Where docgen was set up by `make build`, the doctor finds everything that printing needs."""
    assert [item for item in examined.values() if item.required and not item.ok] == []


def test_what_is_there_is_named_with_its_version(examined: dict[str, doctor.Item]) -> None:
    """A user can copy the answer into a report: versions of Python, WeasyPrint, Pango, and the number of faces."""
    assert examined["Python"].found == ".".join(map(str, sys.version_info[:3]))
    assert examined["weasyprint"].found == "70.0"
    assert examined["Pango"].found.count(".") == 2
    assert examined["fonts/"].found == "26 faces of 13 families"


def test_every_package_of_docgen_is_examined(examined: dict[str, doctor.Item]) -> None:
    """No dependency is forgotten, and each says what it is for."""
    needed = {Requirement(line).name for line in PROJECT["dependencies"]}
    assert needed <= examined.keys()
    assert all(examined[name].needed_for for name in needed)


@pytest.mark.parametrize("system", System)
def test_what_is_missing_has_a_remedy(system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On every system, each thing that is missing comes with what to do about it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = [
        doctor.python((3, 10, 1), system),
        doctor.pango(system, NO_PACKAGES),
        *(doctor.program(each, system) for each in PROGRAMS if not shutil.which(each.commands[-1])),
    ]
    assert len(missing) > 2
    assert [item for item in missing if item.ok or not item.remedy] == []


@pytest.mark.parametrize(("version", "ok"), [((3, 10, 14), False), ((3, 11, 0), True), ((4, 0, 0), True)], ids=str)
def test_python_must_be_new_enough(version: tuple[int, ...], ok: bool) -> None:
    """Python 3.11 is enough, 3.10 is not."""
    assert doctor.python(version, System.DEBIAN).ok is ok


def test_a_missing_pango_is_told_in_one_line() -> None:
    """Where WeasyPrint cannot be loaded, the reason and the packages to install are named."""
    item = doctor.pango(System.DEBIAN, NO_PACKAGES)
    assert item.found == "ModuleNotFoundError: No module named 'weasyprint'"
    assert "libpango-1.0-0" in item.remedy


@pytest.mark.parametrize(
    ("wanted", "version", "fault", "ok"),
    [
        ("==70.0", "70.0", "", True),
        ("==70.0", "70.1", "", False),
        (">=69", "", "", False),
        (">=69", "100.0", "", True),
        (">=69", "70.0", "ImportError: no DLL", False),
    ],
)
def test_a_package_must_have_the_right_version_and_load(wanted: str, version: str, fault: str, ok: bool) -> None:
    """A missing, too old, untested or damaged package is found, and the remedy names the version that is wanted."""
    item = doctor.package("weasyprint", wanted, version, fault)
    assert item.ok is ok
    assert (f'"weasyprint{wanted}"' in item.remedy) is not ok


def test_a_package_that_cannot_be_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is absent, raises, or takes Python down with it is told apart from those that load."""
    (tmp_path / "broken.py").write_text("raise OSError('no library')", "utf-8")
    (tmp_path / "fatal.py").write_text("import os; os._exit(3)", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert doctor.import_faults(["json", "broken", "absent", "fatal", "re"]) == {
        "broken": "OSError: no library",
        "absent": "ModuleNotFoundError: No module named 'absent'",
        "fatal": "stopped Python, code 3",
        "re": "was not reached",
    }


def test_a_changed_face_is_found(tmp_path: Path) -> None:
    """A font file that is not the one that was entered is named."""
    folder = shutil.copytree(ROOT / "fonts", tmp_path / "fonts")
    with (folder / "noto-sans-lao" / "NotoSansLao-Bold.ttf").open("ab") as file:
        file.write(b"\0")
    item = doctor.fonts(folder)
    assert not item.ok
    assert "NotoSansLao-Bold.ttf" in item.found
    assert item.remedy


def test_a_folder_that_cannot_be_written_to_is_found(tmp_path: Path) -> None:
    """A file where build/ should be is told before a document is lost to it."""
    (tmp_path / "build").touch()
    assert not doctor.output(tmp_path / "build").ok


def test_the_doctor_leaves_no_trace(tmp_path: Path) -> None:
    """Nothing is made or changed in a workspace; build/ need not be there."""
    shutil.copy(ROOT / "docgen.toml", tmp_path)
    items = {item.name: item for item in doctor.examine(tmp_path)}
    assert items["build/"].ok
    assert [path.name for path in tmp_path.rglob("*")] == ["docgen.toml"]


def test_outside_a_workspace_the_machine_is_examined_all_the_same(tmp_path: Path) -> None:
    """Someone who has no workspace yet learns what is missing, and how to make a workspace."""
    items = {item.name: item for item in doctor.examine(tmp_path)}
    assert items["Pango"].ok
    assert not items["workspace"].required
    assert "docgen new" in items["workspace"].remedy
