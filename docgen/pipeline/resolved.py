"""The documents of a workspace as they are before translation: what extraction and the translator's desk look at."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalogs.extract import messages
from docgen.content.resolve import resolve, words_of
from docgen.pipeline.inputs import Inputs
from docgen.speech.script import WORDS
from docgen.tree import Copy, Document, Message, Text, walk

SLIPS = ("slip.title", "slip.message", "slip.reason", "slip.place")  # what docgen.pipeline.slips says

CARDS = ("card.interpreter", "card.read", "card.ill", "card.stop")
_STICK = ("title", "point", "papers", "kits", "blanks", "cards", "open", "kept", "turn", "aid")
STICK = tuple(f"stick.{name}" for name in _STICK)  # what docgen.pipeline.stick says, beside the cards

SPEECH = (*WORDS, "message.draft")  # what docgen.pipeline.scripts and docgen.pipeline.texts say


def resolved(inputs: Inputs, tag: str = "") -> list[Document]:
    """Return the documents of docgen.toml, resolved; with a language, those that are made in it."""
    workspace, content = inputs.workspace, inputs.content
    names = (name for name in workspace.documents if not tag or tag in workspace.languages_of(name))
    documents = (content.documents[name] for name in names)
    return [resolved_document(inputs, document) for document in documents]


def resolved_document(inputs: Inputs, document: Document) -> Document:
    """Return one document, resolved."""
    workspace = inputs.workspace
    beside = workspace.side_by_side.get(document.id, ())
    return resolve(document, inputs.content, inputs.labels, workspace.publisher, beside, workspace.usual)


def copies(inputs: Inputs, tag: str) -> dict[str, tuple[Text, ...]]:
    """Return what a language says beside others, by the document."""
    workspace = inputs.workspace
    names = (name for name, tags in workspace.side_by_side.items() if tag in tags)
    return {name: tuple(_spoken(inputs, inputs.content.documents[name], tag)) for name in names}


def _spoken(inputs: Inputs, document: Document, tag: str) -> Iterator[Text]:
    whole = resolved_document(inputs, document)
    for copy in (node for node in walk(whole.blocks) if isinstance(node, Copy) and node.language == tag):
        yield from (node for node in walk(copy) if isinstance(node, Text))
        yield from words_of(copy, whole, inputs.content)


def found_messages(inputs: Inputs, tag: str = "") -> dict[str, list[Message]]:
    """Return every message that can reach a page, by domain; with a language, those that it has to translate.

    The languages in which a reading aid speaks, and the authority's, translate all: their words stand beside others'.
    One that is not among the usual languages translates what it says beside others, and the documents made in it.
    """
    workspace = inputs.workspace
    if tag in (workspace.authority, workspace.source_language, *workspace.reading_aid_languages):
        tag = ""
    languages = (f"language.{name}" for name in workspace.languages)  # scripts and messages name the reader's
    named = (*SLIPS, *CARDS, *STICK, *SPEECH, *languages) if not tag or tag in workspace.usual else ()
    beside = (text for texts in copies(inputs, tag).values() for text in texts)
    return messages([*resolved(inputs, tag), *beside, *(inputs.content.words[name] for name in named)])
