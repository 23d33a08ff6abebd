"""Forms to fill in on a screen without a network: one HTML file for each form and language, or pair of languages."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from docgen.atomic import write_set
from docgen.errors import Location, RenderError, WorkspaceError
from docgen.pipeline.blanks import Signatures, forms_of, signatures
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.pipeline.run import default_jobs, targets
from docgen.typeset.isolation import isolate
from docgen.verify import NotFit, inspect
from docgen.workspace import Workspace
from docgen.writers.artefact import Format

FOLDER = "kits"  # below build/
_SIZE = "size"  # a telephone's limit; a kit has whole faces, and is carried on a stick


@dataclass(frozen=True)
class Kit:
    """A kit that was made; `name` does not tell what it is, and `stamp` is the edition of the paper it prints."""

    form: str
    language: str
    name: str
    stamp: str
    pages: int
    signatures: Signatures
    data: bytes


def kits(
    root: Path, forms: Collection[str], languages: Callable[[Workspace], Collection[str]], out: Path | None = None
) -> list[Kit]:
    """Return kits, each proved and written into `out`, or into build/kits/; all of them or none.

    `languages` chooses among those of the workspace; nothing chosen means all, pairs included.

    Raises:
        WorkspaceError: a form is not there.
        NotFit, RenderError: a kit cannot be made, or another file has its name in `out`.
    """
    inputs = read_inputs(root)
    workspace = inputs.workspace
    made = make_kits(inputs, forms, languages(workspace))
    folder = out or workspace.build / FOLDER
    if out:
        _refuse(made, out)
    write_set({folder / kit.name: kit.data for kit in made})
    return made


def make_kits(inputs: Inputs, forms: Collection[str], languages: Collection[str]) -> list[Kit]:
    """Return kits, proved and not yet written.

    Raises:
        WorkspaceError: a form is not there.
        NotFit, RenderError: a kit cannot be made.
    """
    workspace, there = inputs.workspace, forms_of(inputs)
    for name in forms:
        if name not in there:
            raise WorkspaceError(f"there is no form “{name}”", hint=f"there are {', '.join(there) or 'none'}")
    wanted = targets(workspace, forms or there, languages, [Format.PDF]) if forms or there else []
    groups = _by_reader(wanted)
    context = multiprocessing.get_context("spawn")  # a fork would inherit a renderer that has read other fonts
    isolation = (workspace.fonts, workspace.build / ".state")
    with ProcessPoolExecutor(min(default_jobs(), len(groups)) or 1, context, isolate, isolation) as executor:
        found = [kit for made in executor.map(_made, [workspace.root] * len(groups), groups) for kit in made]
    order = {(target.document, target.language): number for number, target in enumerate(wanted)}
    return sorted(found, key=lambda kit: order[kit.form, kit.language])


def _by_reader(wanted: Sequence[Target]) -> list[list[Target]]:
    """Return the targets by the reader's language: those share their faces, and a large face takes long to pack."""
    groups: dict[str, list[Target]] = {}
    for target in wanted:
        groups.setdefault(target.languages[-1], []).append(target)
    return list(groups.values())


def _made(root: Path, group: Sequence[Target]) -> list[Kit]:
    inputs = read_inputs(root, check_fonts=False)
    return [_kit(inputs, target) for target in group]


def _kit(inputs: Inputs, target: Target) -> Kit:
    from docgen.writers.kit import write_kit

    ready = prepare(inputs, target)
    document = ready.document
    artefact = write_kit(ready, inputs.workspace.templates)
    findings = tuple(finding for finding in inspect(artefact) if finding.check != _SIZE)
    if findings:
        raise NotFit(artefact, findings)
    name = f"{document.neutral_name}-{target.language}.html"
    signed = signatures(document, document.final)
    return Kit(target.document, target.language, name, document.stamp, artefact.pages, signed, artefact.data)


def _refuse(made: Sequence[Kit], out: Path) -> None:
    """Refuse to write where another file is, before anything is written."""
    for kit in made:
        path = out / kit.name
        if path.exists() and path.read_bytes() != kit.data:
            hint = "delete it, or choose another folder; nothing is overwritten"
            raise RenderError("is there already", location=Location(str(path)), hint=hint)
