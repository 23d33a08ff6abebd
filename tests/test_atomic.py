"""Files are written whole or not at all."""

from __future__ import annotations

import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from docgen.atomic import write_atomic, write_set
from docgen.errors import RenderError


@contextmanager
def _small_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    """The file has the bytes it was given, and no temporary file stays beside it."""
    write_atomic(tmp_path / "card.pdf", b"new")
    write_atomic(tmp_path / "card.pdf", b"newer")
    assert (tmp_path / "card.pdf").read_bytes() == b"newer"
    assert _files(tmp_path) == ["card.pdf"]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """When the disk fills up while a file is written, yesterday's file can still be printed."""
    path = tmp_path / "card.pdf"
    write_atomic(path, b"yesterday")
    with _small_disk(1000), pytest.raises(RenderError, match=r"card\.pdf: cannot be written") as caught:
        write_atomic(path, b"x" * 100_000)
    assert path.read_bytes() == b"yesterday"
    assert _files(tmp_path) == ["card.pdf"]
    assert "write to another folder" in caught.value.hint


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    """A failure at the last step leaves nothing behind either."""
    (tmp_path / "card.pdf" / "inside").mkdir(parents=True)
    with pytest.raises(RenderError, match=r"card\.pdf: cannot be written") as caught:
        write_atomic(tmp_path / "card.pdf", b"new")
    assert "a folder has this name" in caught.value.hint
    assert _files(tmp_path) == ["card.pdf"]


@pytest.mark.parametrize(("name", "hint"), [("none/card.pdf", "make the folder"), ("file/card.pdf", "is a file")])
def test_a_missing_folder_is_named_and_not_made(tmp_path: Path, name: str, hint: str) -> None:
    """A mistyped folder is an error that says what to do, never a new folder."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RenderError) as caught:
        write_atomic(tmp_path / name, b"new")
    assert hint in caught.value.hint
    assert caught.value.location is not None
    assert caught.value.location.path == str(tmp_path / name)
    assert _files(tmp_path) == ["file"]


def test_a_name_that_is_too_long_is_an_error_of_ours(tmp_path: Path) -> None:
    """An error of the file system is told in docgen's way."""
    with pytest.raises(RenderError, match="cannot be written"):
        write_atomic(tmp_path / ("n" * 300), b"new")
    assert _files(tmp_path) == []


def test_permissions_of_a_file_stay(tmp_path: Path) -> None:
    """A file that its group may read can still be read by the group after a new build."""
    path = tmp_path / "card.pdf"
    write_atomic(path, b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_is_readable_as_any_other(tmp_path: Path) -> None:
    """A new file gets the permissions that the user's other new files get."""
    (tmp_path / "other").write_bytes(b"")
    write_atomic(tmp_path / "card.pdf", b"new")
    assert (tmp_path / "card.pdf").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A link to a shared folder's file is followed, not replaced."""
    (tmp_path / "real").mkdir()
    (tmp_path / "card.pdf").symlink_to(tmp_path / "real" / "card.pdf")
    write_atomic(tmp_path / "card.pdf", b"new")
    assert (tmp_path / "card.pdf").is_symlink()
    assert (tmp_path / "real" / "card.pdf").read_bytes() == b"new"


def test_a_set_is_written_with_its_folders(tmp_path: Path) -> None:
    """All files of a set are there afterwards, in folders that are made for them."""
    write_set({tmp_path / "fonts" / "lao" / "OFL.txt": b"licence", tmp_path / "docgen.toml": b"table"})
    assert (tmp_path / "fonts" / "lao" / "OFL.txt").read_bytes() == b"licence"
    assert _files(tmp_path) == ["docgen.toml", "fonts"]


def test_a_set_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    """When its last file cannot be put in place, the first ones are as they were, and no folder stays behind."""
    (tmp_path / "docgen.toml").write_bytes(b"yesterday")
    (tmp_path / "words.toml" / "inside").mkdir(parents=True)
    files = {"docgen.toml": b"today", "fonts/lao/OFL.txt": b"licence", "words.toml": b"words"}
    with pytest.raises(RenderError, match=r"words\.toml: cannot be written"):
        write_set({tmp_path / name: data for name, data in files.items()})
    assert (tmp_path / "docgen.toml").read_bytes() == b"yesterday"
    assert _files(tmp_path) == ["docgen.toml", "words.toml"]


def test_a_full_disk_is_met_before_anything_changes(tmp_path: Path) -> None:
    """A set whose second file does not fit changes neither."""
    (tmp_path / "docgen.toml").write_bytes(b"yesterday")
    with _small_disk(1000), pytest.raises(RenderError, match=r"bold\.ttf: cannot be written"):
        write_set({tmp_path / "docgen.toml": b"today", tmp_path / "bold.ttf": b"x" * 100_000})
    assert (tmp_path / "docgen.toml").read_bytes() == b"yesterday"
    assert _files(tmp_path) == ["docgen.toml"]
