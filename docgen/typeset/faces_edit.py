"""A family comes into fonts/: its two files and its licence in a folder of their own, and its entries in fonts.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomlkit

from docgen.errors import FontError, Location, shown
from docgen.typeset.faces import LIST, Face, Family

_LICENCE_FILES = {"OFL-1.1": "OFL.txt"}


def with_family(fonts: Path, family: Family) -> dict[Path, bytes]:
    """Return the files that bring a family into fonts/, fonts.toml the last.

    Raises:
        FontError: another file is in the way.
    """
    folder = fonts / family.name.lower().replace(" ", "-")
    licence = folder / _LICENCE_FILES.get(family.regular.licence, "LICENSE.txt")
    copied = {folder / f"{face.name}{face.path.suffix.lower()}": face for face in (family.regular, family.bold)}
    files = {path: face.path.read_bytes() for path, face in copied.items()}
    files[licence] = family.regular.licence_file.read_bytes()
    for path, data in files.items():
        if path.exists() and not (path.is_file() and path.read_bytes() == data):
            place = Location(shown(path, fonts.parent))
            raise FontError("another file is in the way", location=place, hint="move it away; nothing is overwritten")
    entries = {path.relative_to(fonts).as_posix(): face for path, face in copied.items()}
    listed = _listed((fonts / LIST).read_text(encoding="utf-8"), entries, licence.relative_to(fonts).as_posix())
    return {**files, fonts / LIST: listed.encode()}


def _listed(text: str, entries: Mapping[str, Face], licence: str) -> str:
    """Return fonts.toml with an entry for each face, by its place below fonts/; what is there keeps its bytes."""
    tables = tomlkit.aot()
    for file, face in entries.items():
        told = {
            "family": face.family,
            "weight": 700 if face.bold else 400,
            "file": file,
            "origin": face.origin,
            "version": face.version,
            "licence": face.licence,
            "licence_file": licence,
            "copyright": face.copyright,
            "sha256": face.sha256,
            "scripts": list(face.scripts),
        }
        tables.append(tomlkit.item(told))
    ends = "\r\n" if "\r\n" in text else "\n"
    added = tomlkit.dumps({"face": tables}).replace("\n", ends)
    return f"{text.rstrip()}{ends}{ends}{added}"
