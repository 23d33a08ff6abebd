"""Files that are written whole or not at all: a reader never meets half a file, a failure leaves the old one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from docgen.errors import Location, RenderError

_HINTS = {
    errno.ENOSPC: "the disk is full: free some space and try again",
    errno.EDQUOT: "your share of the disk is used up: free some space and try again",
    errno.EFBIG: "files of this size are not allowed here: write to another folder",
    errno.EROFS: "the disk is read-only: write to another folder",
    errno.ENOENT: "make the folder first, or check its name",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "a folder has this name: choose another name",
    errno.ENAMETOOLONG: "choose a shorter name",
}
_HINT = "check that you may write to the folder, and that no program has the file open"


def write_atomic(path: Path, data: bytes) -> None:
    """Put the bytes into the file; its folder must exist, an existing file keeps its permissions.

    Raises:
        RenderError: the file cannot be written; what was there before is unchanged, and nothing else is left behind.
    """
    with _staged(path, data) as (temporary, target), told(path):
        os.replace(temporary, target)
        _sync_folder(target.parent)


def write_set(files: Mapping[Path, bytes]) -> None:
    """Put several files into their places, with the folders they need: all of them, or none.

    Each is written beside its place first, so that a full disk is met before anything changes. Only a power cut between
    two renamings can part the set.

    Raises:
        RenderError: one cannot be written; what was there before is there again.
    """
    with ExitStack() as undo, ExitStack() as staging:
        staged = []
        for path, data in files.items():
            _make_folders(path.parent, undo)
            staged.append((path, *staging.enter_context(_staged(path, data))))
        for path, temporary, target in staged:
            with told(path):
                undo.callback(_restore, target, target.read_bytes() if target.exists() else None)
                os.replace(temporary, target)
        undo.pop_all()
        for folder in {target.parent for _, _, target in staged}:
            _sync_folder(folder)


def _make_folders(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it; `undo` removes those that are still empty."""
    made = [parent for parent in (*reversed(folder.parents), folder) if not parent.exists()]
    with told(folder):
        for parent in made:
            parent.mkdir(exist_ok=True)
            undo.callback(_remove_empty, parent)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _restore(target: Path, before: bytes | None) -> None:
    if before is None:
        target.unlink(missing_ok=True)
    else:
        write_atomic(target, before)


@contextmanager
def _staged(path: Path, data: bytes) -> Iterator[tuple[Path, Path]]:
    """Write the bytes beside a file; give where they are and where they belong. What is left of them is removed."""
    target = Path(os.path.realpath(path))  # a link stays a link
    temporary = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with told(path):
            _write(temporary, data)
            if target.exists():
                temporary.chmod(target.stat().st_mode)
        yield temporary, target
    finally:
        with suppress(OSError):  # gone by now, unless something failed
            temporary.unlink()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell of a system's error as of a file that cannot be written."""
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, _HINT)
        raise RenderError(f"cannot be written: {error.strerror}", location=Location(str(path)), hint=hint) from error


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name outlast a power cut; Windows and some network drives cannot, and need not stop us."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
