"""Which forms a workspace has, for files that were filled in with a word processor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.forms.asked import fields_of
from docgen.forms.fields import Field
from docgen.forms.saved import Forms
from docgen.pipeline.blanks import forms_of
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.resolved import resolved_document
from docgen.writers.docx.controls import FORM, bookmark_of


def known_forms(root: Path) -> Forms:
    """Return what gives the id and the fields of a form by the name of the bookmark in its file."""
    inputs = read_inputs(root)
    ids = {bookmark_of(id, FORM): id for id in forms_of(inputs)}

    def known(name: str) -> tuple[str, Sequence[Field]] | None:
        if name not in ids:
            return None
        whole = resolved_document(inputs, inputs.content.documents[ids[name]])
        return ids[name], tuple(fields_of(whole))

    return known
