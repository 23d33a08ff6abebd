"""A document with every word of the workspace beside it: for what is made of it besides its pages."""

from __future__ import annotations

import dataclasses

from docgen.catalogs.translate import translate
from docgen.content.resolve import resolve
from docgen.localise.document import localise
from docgen.pipeline.inputs import Inputs
from docgen.tree import Document


def worded(inputs: Inputs, document: str, tag: str) -> Document:
    """Return a document in a language, before it is localised, with all words in `words`."""
    workspace, content = inputs.workspace, inputs.content
    resolved = resolve(content.documents[document], content, inputs.labels, workspace.publisher)
    words = {**{name: text for name, _, text in resolved.words}, **content.words}
    named = dataclasses.replace(resolved, words=tuple((name, "", text) for name, text in words.items()))
    aids = workspace.reading_aid_languages
    return translate(named, inputs.translations, workspace.languages[tag], (*aids, tag))


def for_reader(document: Document, inputs: Inputs) -> Document:
    """Return a translated document, or what was made of it, as its reader reads it."""
    workspace = inputs.workspace
    aids = workspace.reading_aid_languages
    return localise(document, inputs.content.facts, workspace.languages, workspace.authority, aids)
