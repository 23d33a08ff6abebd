"""A pack: everything that is needed to fill in forms on a computer that has neither a workspace nor WeasyPrint, in one ZIP.

    run.txt, requirements.txt   how to run it, and the packages that it needs
    __main__.py, docgen/        the code: Python runs the ZIP as it is
    pack.json                   the list of what follows
    plates/  faces/  wheels/    plates, faces with their licences, and packages if they were given

A `Pack` is also what a workspace makes of its own plates, so that filling in is the same everywhere.
"""

from __future__ import annotations

import importlib.metadata
import importlib.resources
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docgen
from docgen.errors import FormError, Location
from docgen.forms.archive import NEVER
from docgen.forms.faces import FaceFile, Faces
from docgen.forms.plate import Plate, read_plate

LIST, FORMAT = "pack.json", 1
# What runs in a pack; a test runs one where nothing else of docgen can be found.
PARTS = ("forms", "cli/form")
MODULES = (
    *(
        "__init__",
        "errors",
        "atomic",
        "canonical",
        "languages",
        "facts",
        "tree",
        "cli/__init__",
        "cli/lazy",
        "cli/output",
    ),
    *("localise/__init__", "localise/numbers", "localise/values", "typeset/__init__", "typeset/breaks"),
    *("typeset/graphemes", "typeset/guards", "typeset/lexicon", "typeset/outlines", "typeset/syllables"),
    *("typeset/unit_cff", "typeset/unit_font", "typeset/unit_glyf", "typeset/units"),
)
PACKAGES = (
    *("click", "fonttools", "icu4py", "khmercut", "myanmartools", "openpyxl", "pikepdf", "thaibreak", "uharfbuzz"),
)
_MAIN = """\
import sys

from docgen.cli import main

sys.argv[1:1] = ["form", "--pack", sys.argv[0]]
main()
"""
_RUN = """\
Forms that can be filled in on this computer, without a network.

Once, in the folder of this file (Python 3.11 or newer; on Windows "py" instead of "python3"):

  python3 -m pip install -r requirements.txt
      without a network, if the pack has a folder wheels: unpack it, and add --no-index --find-links wheels

Then, with the ZIP as it is:

  python3 {name} fill FORM --language km --out form.pdf         asks for each field
  python3 {name} sheet FORM --out people.xlsx                   an empty table for many persons
  python3 {name} batch FORM people.xlsx --out forms.pdf         all in one file for the printer
  python3 {name} --help

Forms in this pack:

{forms}

What is typed is written into the files that you ask for, and nowhere else. What Windows, Word and printers keep is told
in docs/privacy.md of docgen.
"""


@dataclass(frozen=True)
class PlateFile:
    """A plate that has not been read: its form, its languages ("th+km"), whether it has an extra sheet, its bytes."""

    form: str
    tags: str
    sheet: bool
    load: Callable[[], bytes]

    @property
    def name(self) -> str:
        """Its path in a pack."""
        return f"plates/{self.form}.{self.tags}{'.sheet' if self.sheet else ''}.plate"


@dataclass(frozen=True)
class Pack:
    """Plates and the faces that their values may be set in."""

    plates: tuple[PlateFile, ...]
    faces: tuple[FaceFile, ...]

    @property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """The languages of each form, by its id."""
        found: dict[str, list[str]] = {}
        for plate in self.plates:
            if not plate.sheet:
                found.setdefault(plate.form, []).append(plate.tags)
        return {form: tuple(tags) for form, tags in found.items()}

    def plate(self, form: str, tags: str, sheet: bool = False) -> Plate:
        """Return a plate.

        Raises:
            FormError: there is none for this form in these languages.
        """
        for file in self.plates:
            if (file.form, file.tags, file.sheet) == (form, tags, sheet):
                return read_plate(file.load())
        there = self.forms.get(form)
        said = f"the form {form} is not there in {tags}" if there else f"there is no form “{form}”"
        raise FormError(said, hint=f"there are {', '.join(there or self.forms)}")

    def opened(self) -> Faces:
        """Return the faces, to be opened when a value needs them."""
        return Faces(self.faces)


# --- reading ------------------------------------------------------------------------------------------------------


def read_pack(path: Path) -> Pack:
    """Return what a ZIP has.

    Raises:
        FormError: it is no pack, or one of another version.
    """
    try:
        zip = zipfile.ZipFile(path)
        parts = json.loads(zip.read(LIST))
        if parts["pack"] != FORMAT:
            raise KeyError
        plates = [
            PlateFile(each["form"], each["tags"], each["sheet"], _member(zip, each["file"])) for each in parts["plates"]
        ]
        faces = [FaceFile(each["family"], each["sha256"], _member(zip, each["file"])) for each in parts["faces"]]
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError):
        hint = "make one with `docgen form pack`"
        raise FormError("this is no pack that can be used", location=Location(str(path)), hint=hint) from None
    return Pack(tuple(plates), tuple(faces))


def _member(zip: zipfile.ZipFile, name: str) -> Callable[[], bytes]:
    return lambda: zip.read(name)


# --- writing ------------------------------------------------------------------------------------------------------


def pack_bytes(pack: Pack, name: str, licences: Mapping[str, bytes], wheels: Iterable[Path] = ()) -> bytes:
    """Return a pack as a ZIP, to be called `name`. Same plates, faces and code, same bytes.

    `licences` are files to go with the faces, by their names.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zip:
        for entry, data in _entries(pack, name, licences):
            zip.writestr(
                zipfile.ZipInfo(entry, NEVER), data, zipfile.ZIP_DEFLATED if _packs(entry) else zipfile.ZIP_STORED
            )
        for wheel in sorted(wheels):
            zip.writestr(zipfile.ZipInfo(f"wheels/{wheel.name}", NEVER), wheel.read_bytes())
    return file.getvalue()


def _packs(entry: str) -> bool:
    """Whether an entry is to be packed. A face is not: it is read anew each time a form is filled in."""
    return not entry.startswith("faces/")


def _entries(pack: Pack, name: str, licences: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    forms = "\n".join(f"  {form}: {', '.join(tags)}" for form, tags in pack.forms.items())
    yield "run.txt", _RUN.format(name=name, forms=forms).encode()
    yield "requirements.txt", "".join(f"{each}=={importlib.metadata.version(each)}\n" for each in PACKAGES).encode()
    yield "__main__.py", _MAIN.encode()
    yield from _code()
    faces = [(f"faces/{n}.{each.family.replace(' ', '')}", each) for n, each in enumerate(pack.faces)]
    listed = {
        "pack": FORMAT,
        "docgen": docgen.__version__,
        "plates": [{"form": p.form, "tags": p.tags, "sheet": p.sheet, "file": p.name} for p in pack.plates],
        "faces": [{"family": face.family, "sha256": face.sha256, "file": file} for file, face in faces],
    }
    yield LIST, json.dumps(listed, indent=1).encode()
    yield from ((plate.name, plate.load()) for plate in pack.plates)
    yield from ((file, face.load()) for file, face in faces)
    yield from ((f"faces/{licence}", data) for licence, data in licences.items())


def _code() -> Iterator[tuple[str, bytes]]:
    root = importlib.resources.files(docgen)
    names = [f"{module}.py" for module in MODULES]
    for part in PARTS:
        folder = root.joinpath(part)
        names += [f"{part}/{each.name}" for each in folder.iterdir() if each.name.endswith(".py")]
    for name in sorted(set(names) - {"forms/compile.py"}):
        yield f"docgen/{name}", root.joinpath(name).read_bytes()
