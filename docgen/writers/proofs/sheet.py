"""Pages of a proof as PDF, with what the renderer knows to be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import weasyprint

from docgen.writers.page import render
from docgen.writers.pdf import ZWSP, laid_out, overflows, renderer_warnings
from docgen.writers.proofs.index import Problem, Proof
from docgen.writers.text_layer import exact_text
from docgen.writers.thai_breaks import our_breaks_only


@dataclass(frozen=True)
class Sheet:
    """A finished PDF of a proof. It is for the desk: no tags, and of no standard."""

    data: bytes
    pages: int
    problems: tuple[Problem, ...]


def sheet(proof: Proof, templates: Path, name: str, **variables: object) -> str:
    """Return a template of the desk, filled: it speaks the source language."""
    at_desk = replace(proof.ready, language=proof.source)
    return render(at_desk, templates, name, ZWSP, {"proof": proof, "reader": proof.ready.language, **variables})


def write_sheet(html: str) -> Sheet:
    """Return a page that was made for the desk as PDF."""
    with renderer_warnings() as log, our_breaks_only(), exact_text():
        document = laid_out(html)
        data = written(document)
    return Sheet(data, len(document.pages), (*misfits(document), *warned(log)))


def written(document: weasyprint.Document) -> bytes:
    """Return a laid-out document as the bytes of a PDF. It bears no date."""
    data: bytes = document.write_pdf()
    return data


def misfits(document: weasyprint.Document) -> tuple[Problem, ...]:
    """Return each text of a document that does not fit."""
    return tuple(Problem(f"“{found.words}” {found.reason}", page=found.page) for found in overflows(document))


def warned(log: list[str]) -> tuple[Problem, ...]:
    """Return what the renderer complained of."""
    return tuple(Problem(f"the renderer says: {line}") for line in dict.fromkeys(log))
