"""Scripts to read aloud: the clauses of a document with its numbers in words, as PDF and as plain text."""

from __future__ import annotations

import dataclasses
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from docgen.localise.values import fill
from docgen.pipeline.files import File, Written, put_files, replace_files
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.pipeline.worded import for_reader, worded
from docgen.speech.clauses import clauses
from docgen.speech.script import as_text, script_blocks
from docgen.speech.spoken import spoken
from docgen.typeset.document import typeset
from docgen.typeset.isolation import isolate
from docgen.verify import verify
from docgen.workspace import Workspace
from docgen.writers.artefact import Format, Typeset

LAYOUT = "script-a4"


def scripts(workspace: Workspace, document: str, tags: Sequence[str], out: Path | None) -> list[Written]:
    """Write the scripts of a document in some languages, in `out` or in build/script/, and return what was written.

    In build/script/ former scripts are replaced; in `out` nothing is.

    Raises:
        NotFit, DocgenError, DocgenErrors: one cannot be made; then none is written.
    """
    context = multiprocessing.get_context("spawn")  # a fork would inherit a renderer that has read other fonts
    with ProcessPoolExecutor(1, context) as executor:
        made = list(executor.map(_made, *zip(*((workspace.root, document, tag) for tag in tags), strict=True)))
    files = [file for of_language in made for file in of_language]
    return put_files(files, out) if out else replace_files(files, workspace.build / "script")


@cache
def _inputs(root: Path) -> Inputs:
    isolate(root / "fonts", root / "build" / ".state")
    return read_inputs(root)


def _made(root: Path, document: str, tag: str) -> list[File]:
    inputs = _inputs(root)
    from docgen.writers.pdf import write_pdf  # here: the process must be isolated before WeasyPrint is loaded

    ready = prepare_script(inputs, document, tag)
    stem = f"{ready.language.gettext}/{ready.document.id}"
    pdf = verify(write_pdf(ready, inputs.workspace.templates)).artefact
    return [File(f"{stem}.txt", as_text(ready.document).encode()), File(f"{stem}.pdf", pdf.data, pdf.pages)]


def prepare_script(inputs: Inputs, document: str, tag: str) -> Typeset:
    """Return the script of a document in a language, ready to be written. It has the stamp of the paper it reads."""
    workspace = inputs.workspace
    language = workspace.languages[tag]
    paper = prepare(inputs, Target(document, tag, Format.PDF))
    whole = worded(inputs, document, tag)
    words = {name: text for name, of, text in whole.words if of == tag}
    read = for_reader(whole, inputs)
    said = clauses(spoken(read, inputs.content.facts, workspace.languages), workspace.languages)
    blocks = script_blocks(clauses(read, workspace.languages), said, words, language)
    script = dataclasses.replace(
        whole,
        id=f"{document}-script",
        title=fill(words["speech.title"], {"title": read.title}),
        subtitle=None,
        proposal=None,
        blocks=blocks,
        helps=(),
        layout=LAYOUT,
        pages=0,
        numbered=False,
        stamp=paper.document.stamp,
    )
    return Typeset(
        typeset(for_reader(script, inputs), workspace.languages, inputs.faces, inputs.lexicons),
        language,
        workspace.languages,
        inputs.faces,
        paper.publisher,
        paper.edition,
    )
