"""Proofs for translators and reviewers, into build/proof/: what a page says, by numbers that lead to the catalogs.

The real page is made and inspected first, so a proof tells all that `docgen build` would refuse, and by which message.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from docgen.catalogs.pseudo import PSEUDO, Pseudo
from docgen.catalogs.translate import Translations
from docgen.errors import DocgenError, DocgenErrors, Location, MissingGlyphs, flatten
from docgen.pipeline.files import File, Written, put_files, replace_files
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.pipeline.proofs.listing import proof_of
from docgen.pipeline.proofs.pseudo import with_pseudo
from docgen.typeset.isolation import isolate
from docgen.verify import inspect
from docgen.workspace import Workspace
from docgen.writers.artefact import Format, Typeset
from docgen.writers.proofs.index import Problem, Proof


class Kind(Enum):
    """What is made of a document."""

    NUMBERED = "numbered"
    SIDE_BY_SIDE = "side-by-side"
    BACK_TRANSLATION = "back-translation"


@dataclass(frozen=True)
class Wanted:
    """A proof to make; `language` is the tag of a language of the workspace, or of a pseudo-language."""

    document: str
    language: str
    kind: Kind


@dataclass(frozen=True)
class Found:
    """Something wrong with the pages: the message's `number` in the proof, and its `place`; 0 and "" when unknown."""

    message: str
    page: int = 0
    number: int = 0
    place: str = ""

    def __str__(self) -> str:
        parts = [f"page {self.page}" * bool(self.page), f"message {self.number} ({self.place})" * bool(self.number)]
        return ": ".join(filter(None, [", ".join(filter(None, parts)), self.message]))


@dataclass(frozen=True)
class Outcome:
    """What became of a proof: "made", "failed", or "left out" where there is no translation to prove.

    One that was made may tell of faults that it found.
    """

    wanted: Wanted
    what: str
    files: tuple[Written, ...] = ()
    found: tuple[Found, ...] = ()
    errors: tuple[str, ...] = ()


def folder(workspace: Workspace) -> Path:
    """Return where proofs lie unless another folder is asked for: output only, may be deleted at any time."""
    return workspace.build / "proof"


def proofs(
    workspace: Workspace,
    wanted: Sequence[Wanted],
    out: Path | None = None,
    jobs: int = 1,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Make proofs in `out` or in build/proof/, and return what became of each, in the order of `wanted`.

    In build/proof/ former proofs are replaced. In `out` nothing is.
    """
    context = multiprocessing.get_context("spawn")  # a fork would inherit a renderer that has read other fonts
    outcomes = []
    with ProcessPoolExecutor(max(1, min(jobs, len(wanted))), context) as executor:
        for outcome in executor.map(_outcome, *zip(*((workspace.root, each, out) for each in wanted), strict=True)):
            outcomes.append(outcome)
            progress(outcome)
    return outcomes


# --- inside a worker ----------------------------------------------------------------------------------------------


@cache
def _inputs(root: Path) -> Inputs:
    """Hide the machine's fonts from this process, then read the workspace, once."""
    isolate(root / "fonts", root / "build" / ".state")
    return read_inputs(root)


@cache
def _inputs_with(root: Path, pseudo: Pseudo) -> Inputs:
    return with_pseudo(_inputs(root), pseudo)


def _outcome(root: Path, wanted: Wanted, out: Path | None) -> Outcome:
    pseudo = PSEUDO.get(wanted.language)
    inputs = _inputs_with(root, pseudo) if pseudo else _inputs(root)
    try:
        if wanted.kind is not Kind.NUMBERED and wanted.language == inputs.workspace.source_language:
            return Outcome(wanted, "left out", errors=("it is the source, and no translation",))
        files, found = make(inputs, wanted)
        written = put_files(files, out) if out else replace_files(files, folder(inputs.workspace))
    except (DocgenError, DocgenErrors) as error:
        return Outcome(wanted, "failed", errors=tuple(_line(single, inputs) for single in flatten(error)))
    return Outcome(wanted, "made", tuple(written), found)


def _line(error: DocgenError, inputs: Inputs) -> str:
    """Return an error as a line; of a letter that no face has, with each line of the catalogs that has the letter."""
    places = _typed(inputs.translations, error) if isinstance(error, MissingGlyphs) else []
    typed = f"; it is typed in {', '.join(map(str, places))}" if places else ""
    return f"{error}{typed} ({error.hint})" if error.hint else f"{error}{typed}"


def _typed(translations: Translations, error: MissingGlyphs) -> list[Location]:
    entries = [entry for c in translations.catalogs.get(error.language, {}).values() for entry in c.entries.values()]
    return [entry.location for entry in entries if set(error.missing) & set("".join(entry.msgstr))]


def make(inputs: Inputs, wanted: Wanted) -> tuple[list[File], tuple[Found, ...]]:
    """Return the files of a proof, and what is wrong with the pages. Renderers are loaded here: isolate first.

    Raises:
        DocgenError, DocgenErrors: the page cannot be made at all.
    """
    ready = prepare(inputs, Target(wanted.document, wanted.language, Format.PDF))
    proof, templates = proof_of(inputs, ready), inputs.workspace.templates
    stem = f"{ready.language.gettext}/{wanted.document}-{wanted.kind.value}"
    if wanted.kind is Kind.BACK_TRANSLATION:
        return _back_translation(proof, templates, stem)
    if wanted.kind is Kind.SIDE_BY_SIDE:
        from docgen.writers.proofs.sheets import write_side_by_side

        pages, html = write_side_by_side(proof, templates)
    else:
        from docgen.writers.proofs.numbered import write_numbered

        pages, html = write_numbered(proof, _known(inputs, ready), templates)
    files = [File(f"{stem}.pdf", pages.data, pages.pages), File(f"{stem}.html", html, pages=0)]
    return files, _found(proof, pages.problems)


def _back_translation(proof: Proof, templates: Path, stem: str) -> tuple[list[File], tuple[Found, ...]]:
    from docgen.writers.proofs.sheets import write_back_translation

    pages, sources = write_back_translation(proof, templates)
    files = [File(f"{stem}.pdf", pages.data, pages.pages), File(f"{stem}-source.pdf", sources.data, sources.pages)]
    return files, _found(proof, (*pages.problems, *sources.problems))


def _known(inputs: Inputs, ready: Typeset) -> Iterator[Problem]:
    """Yield what the checks find in the real files; what does not fit is found again on the numbered page."""
    for finding in inspect(write(inputs, ready, Format.PDF)):
        if (finding.check, finding.code) != ("overflow", "overflow"):
            yield Problem(f"{finding.message} [{finding.check}/{finding.code}]", page=finding.page)
    for finding in inspect(write(inputs, ready, Format.HTML)):
        yield Problem(f"on a telephone: {finding.message} [{finding.check}/{finding.code}]")


def _found(proof: Proof, problems: Sequence[Problem]) -> tuple[Found, ...]:
    places = {listed.number: str(listed.place) for listed in proof.listed}
    return tuple(Found(p.message, p.page, p.number, places.get(p.number, "")) for p in problems)
