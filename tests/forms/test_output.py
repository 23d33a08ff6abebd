"""A file with personal data is there whole or not at all, and nothing of a broken-off run stays."""

from __future__ import annotations

import io
import resource
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest

from docgen.errors import FormError, RenderError
from docgen.forms.archive import Archive, encrypted
from docgen.forms.output import PARTIAL, finished, remove_leftovers
from tests.forms.people import person
from tests.forms.reading import overprinted, texts


def names(folder: Path) -> list[str]:
    """Return the names of all files of a folder."""
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_appears_when_it_is_finished(tmp_path: Path) -> None:
    """Until then it has a name that says what it is, and only its owner can read it."""
    with finished(tmp_path / "forms.pdf") as file:
        file.write(b"half")
        assert names(tmp_path) == [f".forms.pdf{PARTIAL}"]
    assert names(tmp_path) == ["forms.pdf"] and (tmp_path / "forms.pdf").read_bytes() == b"half"
    assert stat.S_IMODE((tmp_path / "forms.pdf").stat().st_mode) == 0o600


def test_nothing_is_overwritten_without_being_asked(tmp_path: Path) -> None:
    """Yesterday's forms stay, unless they are to be replaced."""
    (tmp_path / "forms.pdf").write_bytes(b"old")
    with pytest.raises(FormError, match="is there already"), finished(tmp_path / "forms.pdf"):
        pass
    assert (tmp_path / "forms.pdf").read_bytes() == b"old"
    with finished(tmp_path / "forms.pdf", replace=True) as file:
        file.write(b"new")
    assert (tmp_path / "forms.pdf").read_bytes() == b"new"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    """Ctrl-C or a fault: no half file stays."""
    (tmp_path / "forms.pdf").write_bytes(b"old")
    with pytest.raises(error), finished(tmp_path / "forms.pdf", replace=True) as file:  # noqa: PT012
        file.write(b"half")
        raise error
    assert names(tmp_path) == ["forms.pdf"] and (tmp_path / "forms.pdf").read_bytes() == b"old"


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """When there is no room for all forms, none are there, and the way out is told."""
    disk, error = small_disk(1000), pytest.raises(RenderError, match="cannot be written")
    with disk, error as caught, finished(tmp_path / "forms.pdf") as file:
        file.write(b"x" * 100_000)
    assert names(tmp_path) == [] and caught.value.hint


WRITING = """
import os, sys, time
from pathlib import Path
from docgen.forms.output import finished
with finished(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


def test_what_a_power_cut_leaves_is_removed_at_the_next_start(tmp_path: Path) -> None:
    """A run that could not clean up is cleaned up after; one that is still writing is left alone."""
    run = subprocess.Popen([sys.executable, "-c", WRITING, tmp_path / "a.pdf"], stdout=subprocess.PIPE)
    assert run.stdout is not None and run.stdout.readline() == b"writing\n"
    partial = f".a.pdf{PARTIAL}"
    remove_leftovers(tmp_path)
    assert names(tmp_path) == [partial], "the other run goes on"
    with pytest.raises(RenderError, match="another run"), finished(tmp_path / "a.pdf"):
        pass
    assert names(tmp_path) == [partial]
    run.kill()
    run.wait()
    run.stdout.close()
    assert names(tmp_path) == [partial]
    with finished(tmp_path / "b.pdf") as file:
        file.write(b"whole")
    assert names(tmp_path) == ["b.pdf"]


def test_an_archive_has_numbers_for_names() -> None:
    """Who sees the list of files learns nothing of the persons, not even when they were printed."""
    file = io.BytesIO()
    archive = Archive(file)
    archive.add(1, b"one")
    archive.add(12, b"two")
    archive.close()
    with zipfile.ZipFile(file) as zip:
        assert zip.namelist() == ["00001.pdf", "00012.pdf"]
        assert {entry.date_time for entry in zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_password_is_needed_and_enough() -> None:
    """An encrypted form opens with its password only, and then reads as before."""
    data = overprinted("km", person("km"))
    locked = encrypted(data, "four words nobody knows")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    with pikepdf.open(io.BytesIO(locked), password="four words nobody knows") as pdf:
        assert pdf.encryption.R == 6 and pdf.allow.accessibility and pdf.allow.print_highres
        file = io.BytesIO()
        pdf.save(file)
    assert texts(file.getvalue()) == texts(data)
    assert person("km")["telephone"].encode() not in locked
