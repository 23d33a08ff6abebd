"""Forms to be filled in with a word processor. They are made when asked for and never among the built files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from docgen.atomic import write_set
from docgen.errors import Location, RenderError, WorkspaceError
from docgen.pipeline.blanks import Blank, forms_of, signatures
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.pipeline.run import targets
from docgen.verify import verify
from docgen.workspace import Workspace
from docgen.writers.artefact import Format, Typeset


def fillable(
    root: Path, forms: Collection[str], languages: Callable[[Workspace], Collection[str]], out: Path
) -> list[Blank]:
    """Write forms as DOCX files into a folder; `languages` chooses among those of the workspace, nothing means all.

    Raises:
        WorkspaceError: a form is not there, or not in such a language.
        RenderError: another file has a name that is needed in `out`.
        NotFit: a check found something; then nothing is written.
    """
    inputs = read_inputs(root)
    there = forms_of(inputs)
    for name in forms:
        if name not in there:
            raise WorkspaceError(f"there is no form “{name}”", hint=f"there are {', '.join(there) or 'none'}")
    wanted = targets(inputs.workspace, forms or there, languages(inputs.workspace), [Format.DOCX])
    if not wanted:
        hint = "a page in two languages is for paper: name one language"
        raise WorkspaceError("there is no such form to be filled in with a word processor", hint=hint)
    made = [_made(inputs, target, out) for target in wanted]
    write_set({path: data for _, path, data in made})
    return [blank for blank, _, _ in made]


def _made(inputs: Inputs, target: Target, out: Path) -> tuple[Blank, Path, bytes]:
    path = out / f"{target.document}-{target.language}.docx"
    if path.exists():
        hint = "delete it, or choose another folder; nothing is overwritten"
        raise RenderError("is there already", location=Location(str(path)), hint=hint)
    ready = prepare(inputs, target)
    signed = signatures(ready.document, ready.document.final)
    return Blank(target.document, target.language, path, 0, signed), path, write_fillable(inputs, ready)


def write_fillable(inputs: Inputs, ready: Typeset) -> bytes:
    """Return a form as a DOCX file with places to type in.

    Raises:
        NotFit: a check found something.
    """
    from docgen.writers.docx import read_docx_styles, write_docx

    styles = read_docx_styles(inputs.workspace.templates / "docx.toml")
    return verify(write_docx(ready, styles, fillable=True)).artefact.data
