"""Files with personal data: written whole or not at all, beside their place under a name that says what they are.

Whatever ends a run, a power cut included, what it left is found and removed at the next start in the same folder. Only
the owner of the file may read it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from docgen.atomic import told
from docgen.errors import FormError, Location, RenderError

PARTIAL = ".docgen-partial"  # ends the name of a file that is not finished


@contextmanager
def finished(path: Path, replace: bool = False) -> Iterator[BinaryIO]:
    """Open a file that appears under its name when all is written; after a failure nothing of it is left.

    Raises:
        FormError: there is such a file already, and it is not to be replaced.
        RenderError: it cannot be written.
    """
    if path.exists() and not replace:
        raise FormError("is there already", location=Location(str(path)), hint="choose another name, or say --replace")
    partial = path.with_name(f".{path.name}{PARTIAL}")
    with told(path):
        remove_leftovers(path.parent)
        descriptor = _alone(partial, path)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                _lock(file)
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, path)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise


def _alone(partial: Path, path: Path) -> int:
    """Return a new file that nobody else may read.

    Raises:
        RenderError: another run is writing it.
    """
    try:
        return os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        hint = "wait until it has finished"
        raise RenderError("is being written by another run", location=Location(str(path)), hint=hint) from None


def remove_leftovers(folder: Path) -> None:
    """Remove what runs that were broken off left in a folder; what another run is writing now stays."""
    for path in folder.glob(f".*{PARTIAL}"):
        with suppress(OSError):  # Windows does not remove a file that is open
            with path.open("r+b") as file:
                _lock(file)
            path.unlink()


def _lock(file: BinaryIO) -> None:
    """Hold a file until it is closed.

    Raises:
        OSError: another process holds it.
    """
    with suppress(ImportError):  # Windows has no such lock, and needs none
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
