"""The documents of a workspace as they are before translation: what extraction and the translator's desk look at."""

from __future__ import annotations

from docgen.catalogs.extract import messages
from docgen.content.resolve import resolve
from docgen.pipeline.inputs import Inputs
from docgen.tree import Document, Message

SLIPS = ("slip.title", "slip.message", "slip.reason", "slip.place")  # what docgen.pipeline.slips says


def resolved(inputs: Inputs) -> list[Document]:
    """Return the documents of docgen.toml, resolved."""
    workspace, content = inputs.workspace, inputs.content
    documents = (content.documents[name] for name in workspace.documents)
    return [resolve(document, content, inputs.labels, workspace.publisher) for document in documents]


def found_messages(inputs: Inputs) -> dict[str, list[Message]]:
    """Return every message that can reach a page, by domain."""
    return messages([*resolved(inputs), *(inputs.content.words[name] for name in SLIPS)])
