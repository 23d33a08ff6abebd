"""A pack is written: a ZIP with everything that fills in forms where there is neither a workspace nor WeasyPrint.

run.txt, requirements.txt   how to run it, and the packages that it needs
__main__.py, docgen/        the code: Python runs the ZIP as it is
pack.json                   the list of what follows
plates/  faces/  wheels/    plates, faces with their licences, and packages if they were given
"""

from __future__ import annotations

import io
import json
import marshal
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

import docgen
from docgen.forms.archive import NEVER
from docgen.forms.pack import FORMAT, LIST, Pack

# What runs in a pack; a test runs one where nothing else of docgen can be found.
PARTS = ("forms", "cli/form")
NOT_IN_PACKS = {f"forms/{name}" for name in ("asked", "compile", "cutting", "saved")}  # they read documents
_MAIN = "cli/form/__main__.py"
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
    *("localise/__init__", "localise/numbers", "typeset/__init__", "typeset/breaks"),
    *("typeset/graphemes", "typeset/guards", "typeset/lexicon", "typeset/outlines", "typeset/syllables"),
    *("typeset/unit_cff", "typeset/unit_font", "typeset/unit_glyf", "typeset/units"),
)
PACKAGES = (*("click", "icu4py", "khmercut", "myanmartools", "openpyxl", "pikepdf", "thaibreak", "uharfbuzz"),)
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


def pack_bytes(pack: Pack, name: str, licences: Mapping[str, bytes], wheels: Iterable[Path] = ()) -> bytes:
    """Return a pack as a ZIP, to be called `name`. Same plates, faces and code, same bytes.

    `licences` are files to go with the faces, by their names. Nothing is compressed: all of it is read anew each time a
    form is filled in.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zip:
        for entry, data in _entries(pack, name, licences):
            zip.writestr(zipfile.ZipInfo(entry, NEVER), data)
        for wheel in sorted(wheels):
            zip.writestr(zipfile.ZipInfo(f"wheels/{wheel.name}", NEVER), wheel.read_bytes())
    return file.getvalue()


def _entries(pack: Pack, name: str, licences: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    forms = "\n".join(f"  {form}: {', '.join(tags)}" for form, tags in pack.forms.items())
    yield "run.txt", _RUN.format(name=name, forms=forms).encode()
    yield "requirements.txt", "".join(f"{each}=={version(each)}\n" for each in PACKAGES).encode()
    yield "__main__.py", files(docgen).joinpath(_MAIN).read_bytes()
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
    """Yield the modules, and each once more as Python keeps them, which saves their reader half a second."""
    root = files(docgen)
    names = [*MODULES, *(f"{part}/{each.name[:-3]}" for part in PARTS for each in root.joinpath(part).iterdir())]
    for name in sorted({name for name in names if root.joinpath(f"{name}.py").is_file()} - NOT_IN_PACKS):
        source = root.joinpath(f"{name}.py").read_bytes()
        yield f"docgen/{name}.py", source
        yield f"docgen/{name}.pyc", _compiled(source, f"docgen/{name}.py")


def _compiled(source: bytes, name: str) -> bytes:
    """Return a module as this version of Python keeps it; another version passes it over.

    Source: PEP 552, an unchecked hash: it has no time.
    """
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    head = MAGIC_NUMBER + (0b01).to_bytes(4, "little") + source_hash(source)
    return head + marshal.dumps(code, 2)  # the last version whose bytes do not depend on what else is in memory
