"""Plates of a workspace's documents: whatever the blank form says, laid out once more with a letter in each place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.canonical import canonical
from docgen.forms.cutting import Form, cut_plate
from docgen.forms.fields import Field, Kind, Option
from docgen.forms.plate import Plate
from docgen.tree import Document, plain, walk
from docgen.tree import Field as Asked
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
        title=_words(document.title),
        stamp=document.stamp,
        final=document.final,
        languages=(typeset.language, *beside),
        fields=tuple(fields_of(document)),
        continued=f"({_words(dict(document.labels)[CONTINUED])})",
    )


def fields_of(document: Document) -> Iterator[Field]:
    """Yield the fields that are filled in, in the order of reading; what is signed is signed by hand."""
    helps = dict(document.helps)
    for asked in (node for node in walk(document.blocks) if isinstance(node, Asked) and not node.kind.signs):
        options = tuple(Option(option.id, _words(option.label)) for option in asked.options)
        help = _words(helps[asked.id]) if asked.id in helps else ""
        yield Field(asked.id, Kind(asked.kind.value), _words(asked.label), help, asked.required, options)


def _words(text: object) -> str:
    return canonical(plain(text))
