"""Documents as a printer or a chat takes them: booklets on A4 sheets, large print, pictures; into build/print/.

Sheets and pictures are made from the PDF that `docgen build` has proved, and only while it says what the content says.
Large print, and what has a plain cover, are other layouts of the same tree: they go down the same line and through the
same checks.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

import pikepdf

from docgen.errors import DocgenError, DocgenErrors, Location, flatten, shown
from docgen.languages import Direction
from docgen.pipeline.digests import build_digest
from docgen.pipeline.files import File, Written, put_files, replace_files
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.pipeline.manifest import read_manifest
from docgen.tree import Cover
from docgen.typeset.isolation import isolate
from docgen.verify import NotFit, verify
from docgen.verify.imposed import prove_imposed
from docgen.workspace import Workspace
from docgen.writers.artefact import Artefact, Format, Typeset
from docgen.writers.imposition import NotABooklet, Side, count_a5_pages, impose, sheets
from docgen.writers.pictures import page_pictures

LARGE_PRINT = "large-a4"
POCKET = "pocket-a4"


class Kind(Enum):
    """What is made of a document."""

    BOOKLET = "booklet"
    FRONTS_AND_BACKS = "fronts-and-backs"
    LARGE = "large"
    PNG = "png"
    PAGES = "pages"


@dataclass(frozen=True)
class Outcome:
    """What became of a document in a language: "made", "failed", or "left out" when it cannot be of this kind."""

    document: str
    language: str
    what: str
    files: tuple[Written, ...] = ()
    errors: tuple[str, ...] = ()


class NoPlainCover(DocgenError):
    """A plain cover is asked for where there can be none."""

    def __init__(self, why: str) -> None:
        super().__init__(f"has no plain cover: {why}", hint="print this document as it is")


class NotCurrent(DocgenError):
    """The PDF to be printed is missing, or does not say what the content says now."""

    def __init__(self, path: str, target: Target, why: str) -> None:
        command = f"docgen build -d {target.document} -l {target.language} -f pdf"
        super().__init__(why, location=Location(path), hint=f"say `{command}` first")


def folder(workspace: Workspace) -> Path:
    """Return where prints lie unless another folder is asked for: output only, may be deleted at any time."""
    return workspace.build / "print"


def prints(
    workspace: Workspace,
    wanted: Sequence[Target],
    kind: Kind,
    out: Path | None = None,
    jobs: int = 1,
    plain_cover: bool = False,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Make one kind of print of the wanted PDFs, in `out` or in build/print/, and return what became of each.

    With a `plain_cover` no print tells from outside, by its name or by its title what it is.
    In build/print/ former prints are replaced, and pictures of pages that are no more are removed. In `out` nothing is.
    """
    context = multiprocessing.get_context("spawn")  # a fork would inherit a renderer that has read other fonts
    outcomes = []
    with ProcessPoolExecutor(max(1, min(jobs, len(wanted))), context) as executor:
        asked = ((workspace.root, target, kind, out, plain_cover) for target in wanted)
        for outcome in executor.map(_outcome, *zip(*asked, strict=True)):
            outcomes.append(outcome)
            progress(outcome)
    return outcomes


# --- inside a worker ----------------------------------------------------------------------------------------------


@cache
def _inputs(root: Path) -> Inputs:
    """Hide the machine's fonts from this process, then read the workspace, once."""
    isolate(root / "fonts", root / "build" / ".state")
    return read_inputs(root)


def _outcome(root: Path, target: Target, kind: Kind, out: Path | None, plain_cover: bool) -> Outcome:
    try:
        inputs = _inputs(root)
        files = list(make(inputs, target, kind, plain_cover))
        printed = put_files(files, out) if out else replace_files(files, folder(inputs.workspace))
    except (NotABooklet, NoPlainCover) as error:
        return Outcome(target.document, target.language, "left out", errors=(_line(error),))
    except NotFit as error:
        return Outcome(target.document, target.language, "failed", errors=tuple(map(str, error.findings)))
    except (DocgenError, DocgenErrors) as error:
        return Outcome(target.document, target.language, "failed", errors=tuple(map(_line, flatten(error))))
    return Outcome(target.document, target.language, "made", tuple(printed))


def _line(error: DocgenError) -> str:
    return f"{error} ({error.hint})" if error.hint else str(error)


def make(inputs: Inputs, target: Target, kind: Kind, plain_cover: bool = False) -> Iterator[File]:
    """Yield the files of one kind of print. The process must be isolated (docgen.typeset.isolation).

    Raises:
        NotABooklet: the pages are not A5.
        NotCurrent: there is no PDF to print, or none that is up to date.
        NotFit: the large print, or what has a plain cover, does not pass the checks.
        NoPlainCover: a plain cover is asked for where there can be none.
    """
    ready = prepare(inputs, target)
    stem = f"{ready.language.gettext}/{target.document}"
    if plain_cover:
        ready = _plain(ready)
        stem = f"{ready.language.gettext}/{ready.document.neutral_name}"
    if kind is Kind.LARGE:
        yield _large(inputs, ready, stem)
        return
    pdf = _proved(inputs, ready).data if plain_cover else current_pdf(inputs, ready, target)
    if kind is Kind.PAGES:
        yield _pages(pdf, stem)
    elif kind is Kind.PNG:
        # On a phone the name of the file must not tell what it is.
        yield from _pictures(pdf, f"{ready.language.gettext}/{ready.document.neutral_name}")
    else:
        yield from _booklet(pdf, kind, stem, ready.language.direction)


def _pages(pdf: bytes, stem: str) -> File:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return File(f"{stem}.pdf", pdf, len(opened.pages))


def _booklet(pdf: bytes, kind: Kind, stem: str, direction: Direction) -> Iterator[File]:
    """Yield the sheets of a booklet, as one file or as two.

    Raises:
        NotABooklet: the pages are not A5.
    """
    booklet = sheets(count_a5_pages(pdf), direction)
    fronts, backs = [sheet.front for sheet in booklet], [sheet.back for sheet in booklet]
    if kind is Kind.BOOKLET:
        both = [side for pair in zip(fronts, backs, strict=True) for side in pair]
        yield _imposed(pdf, both, f"{stem}-booklet.pdf", duplex=True)
    else:
        yield _imposed(pdf, fronts, f"{stem}-fronts.pdf", duplex=False)
        yield _imposed(pdf, backs, f"{stem}-backs.pdf", duplex=False)


def current_pdf(inputs: Inputs, ready: Typeset, target: Target) -> bytes:
    """Return the proved PDF of a document from build/.

    Raises:
        NotCurrent: it is missing, could not be made anew, was changed by hand, or the content has changed since.
    """
    build = inputs.workspace.build
    record = read_manifest(build).get(target)
    if record is None:
        raise NotCurrent(str(target), target, "has not been built")
    path = shown(build / record.path, inputs.workspace.root)
    if record.stale:
        raise NotCurrent(path, target, "is stale: it could not be made anew")
    try:
        data = (build / record.path).read_bytes()
    except OSError as error:
        raise NotCurrent(path, target, f"cannot be read: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise NotCurrent(path, target, "is not as docgen made it")
    if build_digest(inputs, ready, target) != record.digest:
        raise NotCurrent(path, target, "is out of date: something it is made from has changed")
    return data


def _imposed(pdf: bytes, sides: Sequence[Side], name: str, duplex: bool) -> File:
    data = impose(pdf, sides, duplex)
    prove_imposed(data, sides, pdf)
    return File(name, data, len(sides))


def _plain(ready: Typeset) -> Typeset:
    """Return a document with a cover that does not tell what it is.

    Raises:
        NoPlainCover: it is for those who help, or there is no place for a cover.
    """
    if ready.document.audience != "person":
        raise NoPlainCover("it is for those who help, and they must see what it is")
    if ready.document.layout == POCKET:
        raise NoPlainCover("it is one side of a sheet, folded, and its outside is part of it")
    return replace(ready, document=replace(ready.document, cover=Cover.PLAIN))


def _proved(inputs: Inputs, ready: Typeset) -> Artefact:
    """Return a PDF that lies in no build, proved all the same."""
    return verify(write(inputs, ready, Format.PDF)).artefact


def _large(inputs: Inputs, ready: Typeset, stem: str) -> File:
    """Return a document in large print: as many pages as it takes."""
    document = replace(ready.document, layout=LARGE_PRINT, pages=0)
    artefact = _proved(inputs, replace(ready, document=document))
    return File(f"{stem}-large.pdf", artefact.data, artefact.pages)


def _pictures(pdf: bytes, stem: str) -> Iterator[File]:
    pictures = list(page_pictures(pdf))
    digits = len(str(len(pictures)))  # so that a telephone, which sorts by letters, shows page 2 before page 10
    for number, data in enumerate(pictures, 1):
        yield File(f"{stem}-{number:0{digits}}.png", data)
