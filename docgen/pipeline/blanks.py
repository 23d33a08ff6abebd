"""Blank forms, to be filled in with a pen: they are built like any document, and it is told who may sign them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from docgen.atomic import write_atomic
from docgen.errors import Location, RenderError, WorkspaceError
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.pipeline.run import Outcome, default_jobs, run, targets
from docgen.tree import Document, SignatureBlock, walk
from docgen.workspace import Workspace
from docgen.writers.artefact import Format


class Signatures(Enum):
    """Who signs a form."""

    SIGNED = "places to sign"
    AUTHORITY = "under the authority's text only"
    WITHHELD = "none: a reading aid"
    NONE = "none"  # the form asks for none


@dataclass(frozen=True)
class Blank:
    """A blank form that was made, or why it was not."""

    form: str
    language: str
    path: Path | None
    pages: int
    signatures: Signatures
    errors: tuple[str, ...] = ()


def blanks(
    root: Path,
    forms: Collection[str],
    languages: Callable[[Workspace], Collection[str]],
    out: Path | None = None,
) -> list[Blank]:
    """Return blank forms, built where something has changed; with `out` they are copied there.

    `languages` chooses among those of the workspace; nothing chosen means all, pairs included.

    Raises:
        WorkspaceError: a form is not there.
        RenderError: another file has a name that is needed in `out`.
    """
    inputs = read_inputs(root)
    workspace, there = inputs.workspace, forms_of(inputs)
    for name in forms:
        if name not in there:
            raise WorkspaceError(f"there is no form “{name}”", hint=f"there are {', '.join(there) or 'none'}")
    wanted = targets(workspace, forms or there, languages(workspace), [Format.PDF]) if there else []
    outcomes = run(workspace, wanted, default_jobs()) if wanted else []
    if out:
        _refuse(outcomes, out)
    return [_blank(inputs, outcome, out) for outcome in outcomes]


def forms_of(inputs: Inputs) -> tuple[str, ...]:
    """Return the documents of a workspace that are forms."""
    return tuple(name for name in inputs.workspace.documents if inputs.content.documents[name].form)


def signatures(document: Document, final: bool) -> Signatures:
    """Return who signs a localised form; `final` says whether its page is a final edition."""
    blocks = [node for node in walk(document.blocks) if isinstance(node, SignatureBlock)]
    if not blocks:
        return Signatures.NONE
    if not any(block.rows for block in blocks):
        return Signatures.WITHHELD
    return Signatures.SIGNED if final else Signatures.AUTHORITY


def _blank(inputs: Inputs, outcome: Outcome, out: Path | None) -> Blank:
    target, record = outcome.target, outcome.record
    document = prepare(inputs, target).document
    signed = signatures(document, document.final)
    if record is None or outcome.what == "failed":
        return Blank(target.document, target.language, None, 0, signed, outcome.errors)
    path = inputs.workspace.build / record.path
    if out:
        path = _copy(path, out / _name(target))
    return Blank(target.document, target.language, path, record.pages, signed)


def _name(target: Target) -> str:
    return f"{target.document}-{target.language}.pdf"


def _refuse(outcomes: Sequence[Outcome], out: Path) -> None:
    """Refuse to write where another file is, before anything is written."""
    for outcome in outcomes:
        path, record = out / _name(outcome.target), outcome.record
        if record and path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != record.sha256:
            hint = "delete it, or choose another folder; nothing is overwritten"
            raise RenderError("is there already", location=Location(str(path)), hint=hint)


def _copy(path: Path, to: Path) -> Path:
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"the folder {to.parent} cannot be made: {error.strerror}") from error
    write_atomic(to, path.read_bytes())
    return to
