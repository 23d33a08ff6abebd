"""The faces that a workspace may use: files of fonts/, each entered in fonts/fonts.toml with its origin and sha256.

This module says which faces there are and which characters each of them has. Whether they suffice for a text is
`coverage`'s question, and hiding all other faces from a renderer is `isolation`'s.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

import uharfbuzz as hb
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from docgen.errors import DocgenError, FontError, Location, raise_all, shown
from docgen.languages import Language

LIST = "fonts.toml"
WEIGHTS = {400: "regular", 700: "bold"}


@dataclass(frozen=True)
class Face:
    """One font file. `path` is absolute; `sha256` names the face wherever it is recorded."""

    family: str
    bold: bool
    path: Path
    sha256: str
    version: str
    licence: str
    licence_file: Path
    copyright: str
    origin: str
    scripts: tuple[str, ...]

    def covers(self, character: str) -> bool:
        """Whether the face has a glyph of its own for a character (its cmap, without ligatures or compositions)."""
        return ord(character) in _characters(self.path, self.sha256)

    @property
    def harfbuzz(self) -> hb.Face:
        """The face as HarfBuzz opens it, once for each process."""
        return _opened(self.path, self.sha256)

    @property
    def name(self) -> str:
        """The PostScript name, as a PDF may show it."""
        return str(self.harfbuzz.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME))

    def __str__(self) -> str:
        return self.path.name


@dataclass(frozen=True)
class Family:
    """The two faces of one name. Both must be there: a renderer smears the regular face when it has no bold one."""

    name: str
    regular: Face
    bold: Face


@dataclass(frozen=True)
class FaceSet:
    """All faces of a workspace, by the name of their family."""

    families: Mapping[str, Family]

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face, in the order of fonts.toml's families, regular before bold."""
        return tuple(face for family in self.families.values() for face in (family.regular, family.bold))

    @property
    def by_sha256(self) -> Mapping[str, Face]:
        """Every face by its sha256."""
        return {face.sha256: face for face in self.faces}

    def for_language(self, language: Language, bold: bool = False) -> tuple[Face, ...]:
        """Return the faces that may draw a language's text, in order of preference.

        Raises:
            FontError: the language names a family that fonts.toml lacks.
        """
        raise_all(_unknown(name, language, self.families) for name in language.families if name not in self.families)
        families = [self.families[name] for name in language.families]
        return tuple(family.bold if bold else family.regular for family in families)


def _unknown(name: str, language: Language, families: Iterable[str]) -> FontError:
    return FontError(
        f'[languages.{language}] asks for the family "{name}", which fonts/{LIST} does not have',
        location=Location("docgen.toml"),
        hint=f"fonts/{LIST} has {', '.join(families) or 'no family'}; docs/fonts.md says how to add one",
    )


# --- opening a file --------------------------------------------------------------------------------------------


# The digest is part of the key, so that a file which was replaced is opened again. Python reads the file: HarfBuzz's
# own opening depends on the locale for names of folders on Windows.
@lru_cache(maxsize=128)
def _opened(path: Path, digest: str) -> hb.Face:
    return hb.Face(hb.Blob(path.read_bytes()))


@lru_cache(maxsize=128)
def _characters(path: Path, digest: str) -> hb.Set:
    return _opened(path, digest).unicodes


DAMAGED = "is not a font, or is damaged"
VARIABLE = "is a variable font; docgen embeds static ones"


def unusable(opened: hb.Face) -> tuple[str, ...]:
    """Return why no document can be printed with an opened file, as what is said of it; () when it can."""
    if not (opened.glyph_count and len(opened.unicodes) and len(_os2(opened)) >= 10):
        return (DAMAGED,)
    forbidden = _number(opened, 8) & 0x000F == 2  # fsType; OpenType 1.9.1, OS/2: "Restricted License embedding"
    reasons = {"forbids embedding (fsType 2)": forbidden, VARIABLE: bool(opened.axis_infos)}
    return tuple(reason for reason, holds in reasons.items() if holds)


def family_name(opened: hb.Face) -> str:
    """Return the name of the family that a file gives itself (name table, id 1)."""
    return str(opened.get_name(hb.OTNameIdPredefined.FONT_FAMILY))


def weight_class(opened: hb.Face) -> int:
    """Return the weight that a file gives itself: 400 is regular, 700 bold (usWeightClass)."""
    return _number(opened, 4)


def _number(opened: hb.Face, at: int) -> int:
    return int.from_bytes(_os2(opened)[at : at + 2], "big")


def _os2(opened: hb.Face) -> bytes:
    return bytes(opened.reference_table("OS/2").data or b"") if "OS/2" in opened.table_tags else b""


# --- reading fonts.toml ----------------------------------------------------------------------------------------

_Said = Annotated[str, StringConstraints(min_length=1)]


class _Entry(BaseModel):
    """One [[face]] table of fonts.toml."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    family: _Said
    weight: Literal[400, 700]
    file: _Said
    origin: _Said
    version: _Said
    licence: _Said
    licence_file: _Said
    copyright: _Said
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    scripts: Annotated[list[Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]], "ISO 15924"]


_Placed = tuple[_Entry, Location]
_TABLES = TypeAdapter(list[dict[str, Any]])


def read_faces(fonts_dir: Path, check_sha256: bool = True) -> FaceSet:
    """Return the faces that fonts.toml lists, each proved to be the file that is meant.

    Raises:
        FontError: fonts.toml cannot be read, or a face is missing, changed, damaged, not to be embedded, not what its
            entry says, without its other weight, or without an entry; all faults together.
    """
    fonts_dir = fonts_dir.resolve()
    faults: list[DocgenError] = []
    placed = list(_entries(fonts_dir, faults))
    for entry, location in placed:
        faults += _faults(entry, location, fonts_dir, check_sha256)
    faults += _unlisted({entry.file for entry, _ in placed}, fonts_dir)
    faults += _family_faults(placed)
    raise_all(faults)
    return FaceSet(_families(fonts_dir, [entry for entry, _ in placed]))


def _entries(fonts_dir: Path, faults: list[DocgenError]) -> Iterator[_Placed]:
    path = fonts_dir / LIST
    where = shown(path, fonts_dir.parent)
    try:
        source = path.read_text(encoding="utf-8")
        tables = _TABLES.validate_python(tomllib.loads(source).get("face", []))
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, no TOML, no list of tables
        raise FontError(
            f"the list of faces cannot be read: {error}",
            location=Location(where),
            hint="fonts/ needs a fonts.toml; docs/fonts.md shows one",
        ) from error
    lines = [number for number, line in enumerate(source.splitlines(), 1) if line.strip().startswith("[[face]]")]
    for index, table in enumerate(tables):
        location = Location(where, lines[index] if index < len(lines) else 0)
        try:
            yield _Entry.model_validate(table), location
        except ValidationError as error:
            faults += [_invalid(fault, location) for fault in error.errors()]


def _invalid(fault: Any, location: Location) -> FontError:
    name = ".".join(str(part) for part in fault["loc"])
    return FontError(f"{name}: {fault['msg']}", location=location, hint="docs/fonts.md explains each entry of a face")


def _faults(entry: _Entry, location: Location, fonts_dir: Path, check_sha256: bool) -> Iterator[FontError]:
    for name in (entry.file, entry.licence_file):
        path = (fonts_dir / name).resolve()
        if not (path.is_relative_to(fonts_dir) and path.is_file()):
            yield FontError(
                f"there is no file {name} in fonts/", location=location, hint="restore it, or mend its path"
            )
            return
    data = (fonts_dir / entry.file).read_bytes()
    digest = sha256(data).hexdigest() if check_sha256 else entry.sha256
    if digest != entry.sha256:
        yield FontError(
            f"{entry.file} is not the file that was entered: its sha256 is {digest}",
            location=location,
            hint="restore the file; if you replaced it on purpose, enter the new sha256 and version",
        )
        return
    for message in _nature(hb.Face(hb.Blob(data)), entry):
        yield FontError(f"{entry.file} {message}", location=location, hint="docs/fonts.md says which faces can be used")


def _nature(opened: hb.Face, entry: _Entry) -> Iterator[str]:
    """Yield what is wrong with a file as a face of its entry."""
    reasons = unusable(opened)
    if reasons == (DAMAGED,):
        yield DAMAGED
        return
    family, weight = family_name(opened), weight_class(opened)
    if family != entry.family:  # Fontconfig and Word find a face by this name only
        yield f'calls its family "{family}", not "{entry.family}"'
    if weight != entry.weight:
        yield f"says it has weight {weight}, not {entry.weight}"
    yield from reasons


def _unlisted(files: set[str], fonts_dir: Path) -> Iterator[FontError]:
    """Yield a fault for each font file without an entry: Fontconfig would offer it to every text."""
    for path in sorted(fonts_dir.rglob("*")):
        name = path.relative_to(fonts_dir).as_posix()
        if path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc") and name not in files:
            location = Location(shown(path, fonts_dir.parent))
            yield FontError(f"fonts/{LIST} does not list this face", location=location, hint="enter it, or remove it")


def _family_faults(placed: list[_Placed]) -> Iterator[FontError]:
    seen: dict[tuple[str, int], Location] = {}
    for entry, location in placed:
        first = seen.setdefault((entry.family, entry.weight), location)
        if first is not location:
            message = f"{entry.family} has two faces of weight {entry.weight}; the other is at {first}"
            yield FontError(message, location=location, hint="keep one")
    for (family, weight), location in seen.items():
        for other in WEIGHTS:
            if (family, other) not in seen:
                message = f"{family} has a {WEIGHTS[weight]} face, but no {WEIGHTS[other]} one"
                yield FontError(
                    message, location=location, hint="a family needs both: important words are printed bold"
                )


def _families(fonts_dir: Path, entries: list[_Entry]) -> dict[str, Family]:
    faces = {(entry.family, entry.weight): _face(fonts_dir, entry) for entry in entries}
    names = dict.fromkeys(entry.family for entry in entries)
    return {name: Family(name, faces[name, 400], faces[name, 700]) for name in names}


def _face(fonts_dir: Path, entry: _Entry) -> Face:
    return Face(
        family=entry.family,
        bold=entry.weight == 700,
        path=fonts_dir / entry.file,
        sha256=entry.sha256,
        version=entry.version,
        licence=entry.licence,
        licence_file=fonts_dir / entry.licence_file,
        copyright=entry.copyright,
        origin=entry.origin,
        scripts=tuple(entry.scripts),
    )
