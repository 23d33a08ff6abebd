"""Faces of an installed package (npm, Debian, any folder) that may be copied into fonts/: which, whose, what licence.

Only what docgen can hand on comes in: whole static files in two weights, that may be embedded, under a licence that its
holder wrote down in a file.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTLibError
from fontTools.ttLib.sfnt import SFNTReader, calcChecksum

from docgen.errors import FontError, Location
from docgen.typeset.faces import DAMAGED, WEIGHTS, Face, Family, family_name, unusable, weight_class

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_LICENCES = {
    "OFL-1.1": re.compile(r"SIL\s+OPEN\s+FONT\s+LICENSE,?\s+Version\s+1\.1", re.IGNORECASE),
    "Apache-2.0": re.compile(r"Apache\s+License,?\s+Version\s+2\.0", re.IGNORECASE),
}
_LICENCE_NAME = re.compile(r"(ofl|licen[cs]e|copying|copyright)", re.IGNORECASE)
_ITALIC = 0b1000000001  # fsSelection: ITALIC, OBLIQUE


@dataclass(frozen=True)
class Package:
    """The families of a folder that have both weights, by name, and what was passed over, with the reason."""

    folder: Path
    families: Mapping[str, Family]
    passed_over: tuple[str, ...]


def read_package(folder: Path) -> Package:
    """Return the families of an installed package; other weights, and slanted faces, are not looked at.

    Raises:
        FontError: the folder is not there, or has no font file.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not paths:
        hint = "give the folder of an installed package with .ttf or .otf files; docs/languages.md says where one is"
        raise FontError("there is no font file in this folder", location=Location(str(folder)), hint=hint)
    faces: dict[str, dict[bool, Face]] = {}
    passed_over: list[str] = []
    for path in paths:
        try:
            face = _face(path)
        except _Refused as reason:
            passed_over.append(f"{path.relative_to(folder).as_posix()} {reason}")
        else:
            if face is not None:
                faces.setdefault(face.family, {}).setdefault(face.bold, face)
    both = {name: Family(name, found[False], found[True]) for name, found in sorted(faces.items()) if len(found) == 2}
    passed_over += [
        f"{name} has a {WEIGHTS[700 if True in found else 400]} face only"
        for name, found in sorted(faces.items())
        if len(found) == 1
    ]
    return Package(folder, both, tuple(passed_over))


class _Refused(Exception):
    """A file that no document can be printed with; says why."""


def _face(path: Path) -> Face | None:
    """Return a file as a face that has no licence yet, None when it is of another weight or slanted."""
    data = path.read_bytes()
    if data[:4] == b"ttcf":
        raise _Refused("is a collection of several fonts; docgen takes files with one")
    opened = hb.Face(hb.Blob(data))
    reasons = (DAMAGED,) if _damaged(data) else unusable(opened)
    if reasons:
        raise _Refused(", ".join(reasons))
    slanted = int.from_bytes(bytes(opened.reference_table("OS/2").data)[62:64], "big") & _ITALIC
    if weight_class(opened) not in WEIGHTS or slanted:
        return None
    return Face(
        family=family_name(opened),
        bold=weight_class(opened) == 700,
        path=path,
        sha256=sha256(data).hexdigest(),
        version=str(opened.get_name(hb.OTNameIdPredefined.VERSION_STRING)).removeprefix("Version "),
        licence="",
        licence_file=path,
        copyright=str(opened.get_name(hb.OTNameIdPredefined.COPYRIGHT)),
        origin="",
        scripts=(),
    )


def _damaged(data: bytes) -> bool:
    """Whether a file is no font, or a table of it is cut off or is not what its checksum says."""
    try:
        tables = SFNTReader(BytesIO(data)).tables
        return any(_checksum(tag, _table(data, entry)) != entry.checkSum for tag, entry in tables.items())
    except (TTLibError, struct.error, ValueError):
        return True


def _table(data: bytes, entry: Any) -> bytes:
    return data[entry.offset : entry.offset + entry.length]


def _checksum(tag: str, table: bytes) -> int:
    """Return the checksum of a table; the whole file's, inside `head`, counts as 0 (OpenType 1.9.1, Font File)."""
    return int(calcChecksum(table[:8] + b"\0\0\0\0" + table[12:] if tag == "head" else table))


# --- whose it is ------------------------------------------------------------------------------------------------------


def licensed(family: Family, scripts: tuple[str, ...], licence: Path | None, system: Path = Path("/")) -> Family:
    """Return a family with its origin, licence and copyright, and the scripts it is used for.

    The licence is looked for in the package, unless its file is given. `system` is where a Debian system begins.

    Raises:
        FontError: no licence is found that lets docgen hand the faces on.
    """
    path = family.regular.path
    home, origin = _npm(path) or _debian(path, system) or (path.parent, f"folder {path.parent.name}")
    files = [licence] if licence else sorted(p for p in home.iterdir() if _LICENCE_NAME.match(p.name) and p.is_file())
    found = next(_recognised(files), None)
    if found is None:
        looked = ", ".join(str(file) for file in files) or f"no licence file in {home}"
        raise FontError(
            f"no licence lets docgen hand on {family.name} (looked in: {looked})",
            location=Location(str(path)),
            hint="the text of the SIL Open Font License 1.1 or of the Apache License 2.0 must lie beside the faces, "
            "or be given with --licence FILE",
        )
    spdx, file = found
    first = _text(file).lstrip().split("\n", 1)[0].strip()
    holder = first if first.startswith("Copyright") else family.regular.copyright
    told: Any = {"licence": spdx, "licence_file": file, "copyright": holder, "origin": origin, "scripts": scripts}
    return Family(family.name, replace(family.regular, **told), replace(family.bold, **told))


def _recognised(files: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the licences that docgen may hand a face on under, with their files."""
    return ((spdx, file) for file in files for spdx, known in _LICENCES.items() if known.search(_text(file)))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _npm(path: Path) -> tuple[Path, str] | None:
    """Return the folder of the npm package that a file belongs to, and its name and version."""
    for home in path.parents:
        if (home / "package.json").is_file():
            said = json.loads((home / "package.json").read_text(encoding="utf-8"))
            return home, f"npm {said['name']} {said['version']}"
    return None


def _debian(path: Path, system: Path) -> tuple[Path, str] | None:
    """Return the folder with the copyright of the Debian package that a file belongs to, and its name and version."""
    dpkg = system / "var" / "lib" / "dpkg"
    wanted = f"/{path.relative_to(system).as_posix()}" if path.is_relative_to(system) else str(path)
    for listing in sorted((dpkg / "info").glob("*.list")):
        if wanted in listing.read_text(encoding="utf-8").split("\n"):
            name = listing.stem.partition(":")[0]
            entry = rf"^Package: {re.escape(name)}\n(?:.+\n)*?Version: (.+)$"
            version = re.search(entry, _text(dpkg / "status"), re.MULTILINE)
            return system / "usr" / "share" / "doc" / name, f"Debian {name} {version[1] if version else ''}".rstrip()
    return None
