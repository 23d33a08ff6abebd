"""A folder for a USB stick: forms, cards and instructions that need no network and no installation."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from docgen.atomic import write_set
from docgen.errors import Location, RenderError
from docgen.pipeline.blanks import Blank, blanks
from docgen.pipeline.copies import copies as repeated
from docgen.pipeline.copies import sides
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.kits import make_kits
from docgen.pipeline.plates import licences
from docgen.pipeline.run import Outcome, default_jobs, run, targets
from docgen.pipeline.stick_papers import index_page, papers
from docgen.writers.artefact import Format

SUMS = "SHA256SUMS"
NONE: Mapping[str, int] = MappingProxyType({})
Files = Mapping[str, bytes]


def write_stick(
    root: Path, languages: Collection[str], folder: Path, force: bool, copies: Mapping[str, int] = NONE
) -> dict[str, int]:
    """Write a stick's folder, and return the size of each of its files; nothing chosen means all languages.

    `copies` says for languages, or pairs of them, how many of each form to put into one file for the printer.

    Raises:
        RenderError: the folder has files in it, and `force` is not set; or one cannot be written.
        NotFit, DocgenError, DocgenErrors: something cannot be made; nothing is written then.
    """
    _refuse(folder, force)
    files = stick(root, languages, copies)
    before = _listed(folder)
    write_set({folder / name: data for name, data in files.items()})
    for name in before - set(files):  # an old form must not lie among the new ones
        (folder / name).unlink(missing_ok=True)
    return {name: len(data) for name, data in files.items()}


def stick(root: Path, languages: Collection[str], copies: Mapping[str, int] = NONE) -> dict[str, bytes]:
    """Return the files of a stick by their paths, the sums last. The same workspace gives the same bytes."""
    inputs = read_inputs(root)
    leaflets = _leaflets(inputs, languages)
    empty = _blanks(inputs, languages)
    many = _copies(inputs, empty, copies)
    kits = make_kits(inputs, (), languages)
    listed = {
        "papers": _by_language((tag, list(files)) for tag, files in leaflets),
        "kits": _by_language((kit.language, [f"kits/{kit.name}"]) for kit in kits),
        "blanks": _by_language([("", list(many)), *((blank.language, list(files)) for blank, files in empty)]),
    }
    files = {
        "index.html": index_page(inputs, listed),
        **papers(inputs.workspace),
        **{name: data for _, files in leaflets for name, data in files.items()},
        **{f"kits/{kit.name}": kit.data for kit in kits},
        **{name: data for _, files in empty for name, data in files.items()},
        **many,
        **{f"licences/{name}": data for name, data in licences(root).items()},
    }
    return {**files, SUMS: _sums(files)}


def _leaflets(inputs: Inputs, languages: Collection[str]) -> list[tuple[str, Files]]:
    """Return what persons read and keep, on paper and on a telephone, by language."""
    workspace, documents = inputs.workspace, inputs.content.documents
    read = [id for id in workspace.documents if documents[id].audience == "person" and not documents[id].form]
    tags = {tag for chosen in languages for tag in chosen.split("+")}
    wanted = targets(workspace, read, tags, [Format.PDF, Format.HTML]) if read else []
    outcomes = run(workspace, wanted, default_jobs()) if wanted else []
    _require_made(error for outcome in outcomes if outcome.what == "failed" for error in outcome.errors)
    return [(outcome.target.language, dict([_leaflet(inputs, outcome)])) for outcome in outcomes]


def _leaflet(inputs: Inputs, outcome: Outcome) -> tuple[str, bytes]:
    target, record = outcome.target, outcome.record
    assert record
    name = f"{inputs.content.documents[target.document].neutral_name}-{target.language}.{target.format.value}"
    return f"papers/{name}", (inputs.workspace.build / record.path).read_bytes()


def _blanks(inputs: Inputs, languages: Collection[str]) -> list[tuple[Blank, Files]]:
    """Return blank forms, and those with a back once more with fronts and backs apart."""
    made = blanks(inputs.workspace.root, (), lambda _: languages)
    _require_made(error for blank in made for error in blank.errors)
    return [(blank, _with_sides(f"{_stem(inputs, blank)}-{blank.language}", _data(blank))) for blank in made]


def _stem(inputs: Inputs, blank: Blank) -> str:
    return f"blanks/{inputs.content.documents[blank.form].neutral_name}"


def _data(blank: Blank) -> bytes:
    assert blank.path
    return blank.path.read_bytes()


def _with_sides(stem: str, data: bytes) -> Files:
    files = {f"{stem}.pdf": data}
    if apart := sides(data):
        files |= {f"{stem}-front.pdf": apart[0], f"{stem}-back.pdf": apart[1]}
    return files


def _copies(inputs: Inputs, empty: Sequence[tuple[Blank, Files]], numbers: Mapping[str, int]) -> Files:
    """Return for each form one file in which it stands in the chosen languages, each so many times."""
    files: Files = {}
    if missing := [tag for tag in numbers if tag not in {blank.language for blank, _ in empty}]:
        hint = "leave out --copies for it, or choose it with -l"
        raise RenderError(f"copies in “{missing[0]}”: no form of the stick is made in it", hint=hint)
    for stem in dict.fromkeys(_stem(inputs, blank) for blank, _ in empty):
        of_form = {blank.language: _data(blank) for blank, _ in empty if _stem(inputs, blank) == stem}
        chosen = [(of_form[tag], number) for tag, number in numbers.items() if tag in of_form]
        files = {**files, **(_with_sides(f"{stem}-copies", repeated(chosen)) if chosen else {})}
    return files


def _require_made(errors: Iterable[str]) -> None:
    if faults := list(errors):
        raise RenderError("a paper cannot be made: " + "; ".join(faults), hint="docgen build")


def _by_language(files: Iterable[tuple[str, list[str]]]) -> list[tuple[str, Sequence[str]]]:
    found: dict[str, list[str]] = {}
    for language, paths in files:
        if paths:
            found.setdefault(language, []).extend(paths)
    return list(found.items())


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
