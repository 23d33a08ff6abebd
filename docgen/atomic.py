"""Files that are written whole or not at all: a reader never meets half a file, a failure leaves the old one."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
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
    target = Path(os.path.realpath(path))  # a link stays a link
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        _write(temporary, data)
        if target.exists():
            temporary.chmod(target.stat().st_mode)
        os.replace(temporary, target)
        _sync_folder(target.parent)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, _HINT)
        raise RenderError(f"cannot be written: {error.strerror}", location=Location(str(path)), hint=hint) from error
    finally:
        with suppress(OSError):  # gone by now, unless something failed
            temporary.unlink()


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
