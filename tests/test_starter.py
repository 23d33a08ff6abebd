"""What `docgen new` starts with is there, from a checkout and from a wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from docgen.starter import Name, starter_folder

ROOT = Path(__file__).resolve().parents[1]


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which docgen was installed from a wheel of its own, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "-w", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("docgen-*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_a_checkout_starts_with_its_own_templates_and_faces() -> None:
    """A workspace that is made from a checkout has the checkout's templates and faces."""
    assert starter_folder("templates") == ROOT / "templates"
    assert starter_folder("fonts") == ROOT / "fonts"


@pytest.mark.parametrize("name", ["templates", "fonts", "example"])
def test_a_wheel_brings_what_a_workspace_starts_with(installed: Path, name: Name) -> None:
    """Someone who installs docgen without a checkout gets all templates, faces with their licences, and the example."""
    program = "import sys; from docgen.starter import starter_folder; print(starter_folder(sys.argv[1]))"
    command = [sys.executable, "-c", program, name]
    done = subprocess.run(command, cwd=installed, capture_output=True, text=True, check=True)
    found = Path(done.stdout.strip())
    assert found == installed / "docgen" / "starter" / name
    assert files(found) == files(starter_folder(name)) != {}


def test_a_wheel_brings_the_code_and_nothing_else(installed: Path) -> None:
    """A wheel has every module, the licences, and no document, translation or test of this workspace."""
    packages = {path.name for path in installed.iterdir()}
    assert {name.partition("-")[0] for name in packages} == {"docgen"}
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "docgen").rglob("*.py")}
    assert modules <= files(installed).keys()
    licences = next(installed.glob("docgen-*.dist-info")) / "licenses"
    texts = {f"LICENSES/{name}.txt" for name in ("Apache-2.0", "CC-BY-4.0", "OFL-1.1", "Unicode-3.0")}
    assert {"LICENSE", *texts} == set(files(licences))
