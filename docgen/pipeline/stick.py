"""A folder for a USB stick: forms, cards and instructions that need no network and no installation."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import pikepdf

from docgen.atomic import write_set
from docgen.errors import Location, RenderError
from docgen.pipeline.blanks import Blank, blanks, forms_of
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.kits import make_kits
from docgen.pipeline.plates import licences
from docgen.pipeline.stick_papers import index_page, papers

SUMS = "SHA256SUMS"


def write_stick(root: Path, languages: Collection[str], folder: Path, force: bool) -> dict[str, int]:
    """Write a stick's folder, and return the size of each of its files; nothing chosen means all languages.

    Raises:
        RenderError: the folder has files in it, and `force` is not set; or one cannot be written.
        NotFit, DocgenError, DocgenErrors: something cannot be made; nothing is written then.
    """
    _refuse(folder, force)
    files = stick(root, languages)
    before = _listed(folder)
    write_set({folder / name: data for name, data in files.items()})
    for name in before - set(files):  # an old form must not lie among the new ones
        (folder / name).unlink(missing_ok=True)
    return {name: len(data) for name, data in files.items()}


def stick(root: Path, languages: Collection[str]) -> dict[str, bytes]:
    """Return the files of a stick by their paths, the sums last. The same workspace gives the same bytes."""
    inputs = read_inputs(root)
    made = blanks(root, (), lambda _: languages) if forms_of(inputs) else []
    faults = [error for blank in made for error in blank.errors]
    if faults:
        raise RenderError("a blank form cannot be made: " + "; ".join(faults), hint="docgen form blank")
    neutral = {id: document.neutral_name for id, document in inputs.content.documents.items()}
    empty = {blank: dict(_sides(blank, neutral[blank.form])) for blank in made}
    kits = make_kits(inputs, (), languages)
    listed = {
        "kits": _by_language((kit.language, [f"kits/{kit.name}"]) for kit in kits),
        "blanks": _by_language((blank.language, list(sides)) for blank, sides in empty.items()),
    }
    files = {
        "index.html": index_page(inputs, listed),
        **papers(inputs.workspace),
        **{f"kits/{kit.name}": kit.data for kit in kits},
        **{name: data for sides in empty.values() for name, data in sides.items()},
        **{f"notices/{name}": data for name, data in licences(root).items()},
    }
    return {**files, SUMS: _sums(files)}


def _by_language(files: Iterator[tuple[str, list[str]]]) -> list[tuple[str, Sequence[str]]]:
    found: dict[str, list[str]] = {}
    for language, paths in files:
        found.setdefault(language, []).extend(paths)
    return list(found.items())


def _sides(blank: Blank, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a blank form, and where it has a back, its fronts and its backs for a printer that prints on one side."""
    assert blank.path
    data = blank.path.read_bytes()
    stem = f"blanks/{name}-{blank.language}"
    yield f"{stem}.pdf", data
    if blank.pages > 1:
        yield f"{stem}-front.pdf", _every_second(data, 0)
        yield f"{stem}-back.pdf", _every_second(data, 1)


def _every_second(data: bytes, first: int) -> bytes:
    """Return every second page of a PDF, for a printer: without tags, and without a date."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as pdf:
        pdf.pages.extend(source.pages[first::2])
        for page in pdf.pages:
            for key in ("/Annots", "/StructParents"):
                if key in page:
                    del page[key]
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _sums(files: Mapping[str, bytes]) -> bytes:
    """Return the sums of files as `sha256sum --check` reads them."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _refuse(folder: Path, force: bool) -> None:
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not force)):
        hint = "choose an empty folder; or say --force, and files of an older stick in it are replaced"
        raise RenderError("is not empty", location=Location(str(folder)), hint=hint)


def _listed(folder: Path) -> set[str]:
    """Return the files of an older stick in the folder that its list of sums names."""
    sums = folder / SUMS
    if not sums.is_file():
        return set()
    names = [line.partition("  ")[2] for line in sums.read_text(encoding="utf-8").splitlines()]
    return {name for name in names if name and not PurePosixPath(name).is_absolute() and ".." not in name}
