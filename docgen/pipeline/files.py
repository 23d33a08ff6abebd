"""Files for people put down in a folder: build/print/, build/proof/, or one that somebody has chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.atomic import write_atomic
from docgen.errors import Location, RenderError


@dataclass(frozen=True)
class File:
    """A file to be put down; `name` is its path below the folder, `pages` counts its pages or sides, if it has any."""

    name: str
    data: bytes
    pages: int = 1


@dataclass(frozen=True)
class Written:
    """A file that was put down."""

    path: Path
    size: int
    pages: int


def replace_files(files: Sequence[File], folder: Path) -> list[Written]:
    """Write the files where former ones may lie."""
    written = _write(files, folder)
    for path in _others(files, folder):
        try:
            path.unlink()
        except OSError as error:
            hint = "delete it: it shows a page that the document has no more"
            message = f"cannot be deleted: {error.strerror}"
            raise RenderError(message, location=Location(str(path)), hint=hint) from error
    return written


def put_files(files: Sequence[File], folder: Path) -> list[Written]:
    """Write the files where anything may lie.

    Raises:
        RenderError: another file has a name that is needed, or would be taken for one of these pictures.
    """
    taken = [folder / file.name for file in files if _differs(folder / file.name, file.data)]
    for path in [*taken, *_others(files, folder)]:
        hint = "delete it, or choose another folder; nothing is overwritten"
        raise RenderError("is there already", location=Location(str(path)), hint=hint)
    return _write(files, folder)


def _differs(path: Path, data: bytes) -> bool:
    return path.exists() and not (path.is_file() and path.read_bytes() == data)


def _others(files: Sequence[File], folder: Path) -> list[Path]:
    """Return the pictures that have the names of these files but other numbers: pages of another edition."""
    names = {file.name for file in files}
    stems = {match[1] for name in names if (match := _PICTURE.fullmatch(name))}
    found = (
        path.relative_to(folder).as_posix() for stem in sorted(stems) for path in sorted(folder.glob(f"{stem}-*.png"))
    )
    return [folder / name for name in found if name not in names and (m := _PICTURE.fullmatch(name)) and m[1] in stems]


_PICTURE = re.compile(r"(.+)-\d+\.png")


def _write(files: Sequence[File], folder: Path) -> list[Written]:
    written = []
    for file in files:
        path = folder / file.name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RenderError(
                f"the folder cannot be made: {error.strerror}", location=Location(str(path.parent))
            ) from error
        write_atomic(path, file.data)
        written.append(Written(path, len(file.data), file.pages))
    return written
