"""pyproject.toml, the lock files and docs/dependencies.md say the same."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WANTED = {
    "runtime": PYPROJECT["project"]["dependencies"],
    "build": PYPROJECT["dependency-groups"]["build"],
    "proof": PYPROJECT["dependency-groups"]["proof"],
}


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Return the version of each package of a lock file, and how many hashes it has."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return {re.split("==", line)[0]: (re.split("==|[ ;]", line)[1], line.count("sha256:")) for line in lines}


def imported(folder: Path) -> Iterator[str]:
    """Yield the top-level names of what the modules of a folder import, wherever they do so."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


@pytest.mark.parametrize("name", WANTED)
def test_the_lock_has_what_the_project_asks_for(name: str) -> None:
    """Whoever installs a lock file gets every package asked for, in a version that was asked for."""
    versions = {package: version for package, (version, _) in locked(name).items()}
    for requirement in map(Requirement, WANTED[name]):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("name", WANTED)
def test_every_locked_package_has_a_hash(name: str) -> None:
    """A package that was changed on its way is refused."""
    assert [package for package, (_, hashes) in locked(name).items() if not hashes] == []


def test_the_locks_agree() -> None:
    """The lock files can be installed into one environment."""
    locks = [locked(name) for name in WANTED]
    assert [
        package
        for lock in locks
        for package in lock
        for other in locks
        if other.get(package, lock[package]) != lock[package]
    ] == []


def test_every_import_is_a_dependency_of_ours() -> None:
    """docgen relies on no package that merely comes along with another."""
    declared = {canonicalize_name(Requirement(line).name) for line in WANTED["runtime"]}
    owners = importlib.metadata.packages_distributions()
    names = set(imported(ROOT / "docgen")) - sys.stdlib_module_names - {"docgen"}
    assert {name for name in names if not declared & {canonicalize_name(each) for each in owners[name]}} == set()


@pytest.mark.parametrize("name", WANTED)
def test_every_dependency_has_its_reason(name: str) -> None:
    """docs/dependencies.md says of each package why it is here."""
    rows = re.findall(r"^\| ([\w-]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE)
    assert {Requirement(line).name for line in WANTED[name]} <= set(rows)


def test_nothing_has_a_reason_that_is_no_dependency() -> None:
    """docs/dependencies.md does not praise what is gone."""
    rows = re.findall(r"^\| ([\w-]+) \|", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE)
    asked = {Requirement(line).name for lines in WANTED.values() for line in lines}
    assert set(rows) - {"package", "system"} <= asked
