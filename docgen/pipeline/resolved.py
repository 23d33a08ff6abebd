"""The documents of a workspace as they are before translation: what extraction and the translator's desk look at."""

from __future__ import annotations

from docgen.catalogs.extract import messages
from docgen.content.resolve import resolve
from docgen.pipeline.inputs import Inputs
from docgen.speech.script import WORDS
from docgen.tree import Document, Message

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
    return [resolve(document, content, inputs.labels, workspace.publisher) for document in documents]


def found_messages(inputs: Inputs, tag: str = "") -> dict[str, list[Message]]:
    """Return every message that can reach a page, by domain; with a language, those that it has to translate.

    The languages in which a reading aid speaks, and the authority's, translate all: their words stand beside others'.
    """
    workspace = inputs.workspace
    if tag in (workspace.authority, workspace.source_language, *workspace.reading_aid_languages):
        tag = ""
    languages = (f"language.{name}" for name in workspace.languages)  # scripts and messages name the reader's
    words = (inputs.content.words[name] for name in (*SLIPS, *CARDS, *STICK, *SPEECH, *languages))
    return messages([*resolved(inputs, tag), *words])
