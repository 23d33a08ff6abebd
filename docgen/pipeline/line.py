"""The line: one document, one language, one format, from the source to bytes that have been proved."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from docgen.canonical import canonical
from docgen.catalogs.translate import translate
from docgen.edition import edition_digest, stamp_of
from docgen.languages import Language
from docgen.localise.document import localise
from docgen.localise.pair import pair
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.resolved import resolved_document
from docgen.pipeline.voices import sounds
from docgen.tree import Document, plain
from docgen.typeset.document import typeset
from docgen.verify import Verified, verify
from docgen.writers.artefact import Artefact, Format, Typeset


@dataclass(frozen=True, order=True)
class Target:
    """One file to make: `document` and `language` are ids; a page in two languages has both, as "th+km"."""

    document: str
    language: str
    format: Format

    def __str__(self) -> str:
        return f"{self.document} {self.language} {self.format.value}"

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of the languages, the reader's at the end."""
        return tuple(self.language.split("+"))


def build(inputs: Inputs, target: Target) -> Verified:
    """Return one document in one language and format, proved fit to be printed."""
    return verify(write(inputs, prepare(inputs, target), target.format))


def prepare(inputs: Inputs, target: Target) -> Typeset:
    """Return one document in one language or in two, ready for any writer."""
    workspace = inputs.workspace
    language, *others = map(workspace.language, target.languages)
    read = localised(inputs, target.document, language)
    for other in others:
        read = pair(read, localised(inputs, target.document, other, read))
    edition = edition_digest(read)
    stamped = dataclasses.replace(read, stamp=stamp_of(edition))
    document = typeset(stamped, workspace.languages, inputs.faces, inputs.lexicons)
    publisher = _publisher(document)
    if others:
        return Typeset(document, language, workspace.languages, inputs.faces, publisher, edition, others[0])
    heard = sounds(inputs, read, language)
    return Typeset(document, language, workspace.languages, inputs.faces, publisher, edition, sounds=heard)


def localised(
    inputs: Inputs,
    document: str,
    language: Language,
    first: Document | None = None,
    words: Language | None = None,
) -> Document:
    """Return one document as its reader reads it, before it is typeset; with `words`, in the words of that language.

    `first` is the same document in the authority's language, where this one stands beside it.
    """
    workspace, content = inputs.workspace, inputs.content
    aids = workspace.reading_aid_languages
    resolved = resolved_document(inputs, content.documents[document])
    translated = translate(resolved, inputs.translations, words or language, (*aids, language.tag))
    translated = dataclasses.replace(translated, language=language.tag)
    return localise(translated, content.facts, workspace.languages, workspace.authority, aids, first)


def write(inputs: Inputs, ready: Typeset, format: Format) -> Artefact:
    """Return the document as a file of a format. Renderers are loaded here, when one is needed."""
    templates = inputs.workspace.templates
    if format is Format.PDF:
        from docgen.writers.pdf import write_pdf

        return write_pdf(ready, templates)
    if format is Format.DOCX:
        from docgen.writers.docx import read_docx_styles, write_docx

        return write_docx(ready, read_docx_styles(templates / "docx.toml"))
    from docgen.writers.phone import write_phone

    return write_phone(ready, templates)


def _publisher(document: Document) -> str:
    return canonical(plain(document.publisher)) if document.publisher else ""
