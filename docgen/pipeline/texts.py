"""Plain texts of documents for chat and SMS: the open clauses, and what the gate says of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from docgen.edition import edition_digest, stamp_of
from docgen.errors import ContentError
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.worded import for_reader, worded
from docgen.speech.clauses import clauses, words_of
from docgen.speech.parts import Channel, Frame, parts
from docgen.speech.sms import Length, length
from docgen.tree import Document, Paragraph


@dataclass(frozen=True)
class Message:
    """One message to be sent."""

    text: str
    length: Length  # as an SMS


@dataclass(frozen=True)
class Messages:
    """A document as messages in a language; `left_out` counts its clauses that are not open."""

    document: Document
    messages: tuple[Message, ...]
    left_out: int


def messages(inputs: Inputs, document: str, tag: str, channel: Channel) -> Messages:
    """Return a document as messages.

    Raises:
        ContentError: nothing of it is open.
    """
    workspace = inputs.workspace
    whole = worded(inputs, document, tag)
    read = for_reader(whole, inputs)
    said = clauses(read, workspace.languages)
    texts = parts(said, _frame(whole, read, inputs), channel, workspace.languages[tag], workspace.languages)
    if not texts:
        hint = "mark what may be read by anyone who holds the telephone: :::{open} … :::"
        place = dataclasses.replace(read.title.message.location, line=0, column=0)
        raise ContentError("nothing of it is open, so nothing may leave as a message", location=place, hint=hint)
    closed = sum(not clause.open for clause in said)
    return Messages(read, tuple(Message(text, length(text)) for text in texts), closed)


def _frame(whole: Document, read: Document, inputs: Inputs) -> Frame:
    """Return what stands around the words: the neutral title, what they are worth, and the stamp of the paper."""
    draft = next(text for name, tag, text in whole.words if (name, tag) == ("message.draft", read.language))
    (noted,) = for_reader(dataclasses.replace(whole, blocks=(Paragraph(draft),)), inputs).blocks
    assert isinstance(noted, Paragraph)
    notices = (*filter(None, [read.furniture.confirmed]), *read.furniture.reading_aid[:1])
    return Frame(
        title=words_of(read.neutral_title),
        draft="" if read.final else words_of(noted.text),
        untranslated=next((words_of(text) for name, text in read.labels if name == "untranslated"), ""),
        end=(*map(words_of, notices), stamp_of(edition_digest(read))),
    )
