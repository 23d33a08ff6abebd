"""`docgen new` makes a workspace that builds, and touches nothing that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import Scratch, docgen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a new workspace, made in a folder that is not there yet."""
    folder = tmp_path_factory.mktemp("new") / "below" / "leaflets"
    done = docgen("new", str(folder))
    assert f"made {folder} with " in done.out and "catalog update" in done.err
    return Scratch(folder)


def test_a_new_workspace_builds(made: Scratch) -> None:
    """What `docgen new` tells to type next works: catalogs, then every document in every language and format."""
    made.docgen("catalog", "update")
    files = made.build()
    assert {file["what"] for file in files.values()} == {"built"} and len(files) >= 6
    assert all(made.file(file["path"]).is_file() for file in files.values())


def test_a_new_workspace_needs_nothing_of_another(made: Scratch) -> None:
    """Templates and faces are its own files, not links: it can be carried away on a stick."""
    assert not [path for path in made.root.rglob("*") if path.is_symlink()]
    assert (made.root / "fonts" / "fonts.toml").is_file() and (made.root / "templates" / "docx.toml").is_file()
    assert (made.root / ".gitignore").read_text("utf-8") == "/build/\n"


def test_no_left_over_of_the_making_stays(made: Scratch) -> None:
    """The folder appears whole; nothing temporary is left beside it."""
    assert [path.name for path in made.root.parent.iterdir()] == [made.root.name]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    """Someone who has made the folder first is not sent away."""
    (tmp_path / "here").mkdir()
    docgen("new", str(tmp_path / "here"))
    assert (tmp_path / "here" / "docgen.toml").is_file()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """Nothing is overwritten: the folder stays as it is, and the error says what to do."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = docgen("new", str(tmp_path), code=7)
    assert "the folder is there already, and not empty" in done.err and "hint: choose another name" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_of_that_name_is_refused(tmp_path: Path) -> None:
    """A file is no folder, and stays."""
    (tmp_path / "mine").write_text("mine", "utf-8")
    docgen("new", str(tmp_path / "mine"), code=7)
    assert (tmp_path / "mine").read_text("utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Below a file no folder can be made: an error of writing, not a crash."""
    (tmp_path / "file").write_text("", "utf-8")
    done = docgen("new", str(tmp_path / "file" / "below"), code=6)
    assert "cannot be written" in done.err and "Traceback" not in done.err
