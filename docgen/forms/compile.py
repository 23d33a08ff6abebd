"""Plates of a workspace's documents: whatever the blank form says, laid out once more with a letter in each place."""

from __future__ import annotations

from pathlib import Path

from docgen.forms.asked import fields_of, words_of
from docgen.forms.cutting import Form, cut_plate
from docgen.forms.plate import Plate
from docgen.writers.artefact import Typeset
from docgen.writers.pdf import drawing, fitted
from docgen.writers.standards import ACCESSIBLE

CONTINUED = "continued"  # the templates' own label for what goes on elsewhere


def compile_plate(typeset: Typeset, templates: Path, sheet: bool) -> Plate:
    """Return the plate of a form, with an extra sheet for long values or without.

    The process must be isolated (docgen.typeset.isolation), so that only the workspace's faces can be found.

    Raises:
        RenderError: a template is missing or wrong, or a field has no place.
    """
    with drawing():
        return cut_plate(_form(typeset), fitted(typeset, templates, variant=ACCESSIBLE, plate=True, sheet=sheet))


def _form(typeset: Typeset) -> Form:
    document = typeset.document
    beside = (typeset.beside,) if typeset.beside else ()
    return Form(
        id=document.id,
        title=words_of(document.title),
        stamp=document.stamp,
        final=document.final,
        languages=(typeset.language, *beside),
        fields=tuple(fields_of(document)),
        continued=f"({words_of(dict(document.labels)[CONTINUED])})",
    )
