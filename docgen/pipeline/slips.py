"""Slips for a recalled edition: one for each place that has copies, in the authority's language and in the source's."""

from __future__ import annotations

import dataclasses
import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from docgen.catalogs.translate import translate
from docgen.content.resolve import resolve
from docgen.errors import Location
from docgen.localise.document import localise
from docgen.localise.values import Writer, fill
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.releases import Released, Sent, find_release
from docgen.tree import Block, Document, Inline, Message, Paragraph, Run, Section, Text, TextStatus, Value
from docgen.typeset.coverage import missing
from docgen.typeset.document import typeset
from docgen.typeset.isolation import isolate
from docgen.verify import verify
from docgen.workspace import Workspace
from docgen.writers.artefact import Typeset

LAYOUT = "slip-a5"


def slips(workspace: Workspace, released: Released) -> bytes:
    """Return a PDF with one page for each place that has copies of a recalled edition.

    Raises:
        NotFit, DocgenError, DocgenErrors: it cannot be made, or a check found something.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, isolate, (workspace.fonts, workspace.build / ".state")) as executor:
        return executor.submit(_made, workspace.root, released.stamp).result()


def _made(root: Path, stamp: str) -> bytes:
    from docgen.writers.pdf import write_pdf

    inputs = read_inputs(root)
    ready = prepare_slips(inputs, find_release(inputs.workspace, stamp))
    return verify(write_pdf(ready, inputs.workspace.templates)).artefact.data


def prepare_slips(inputs: Inputs, released: Released) -> Typeset:
    """Return the slips as a document that is ready to be written."""
    workspace, content = inputs.workspace, inputs.content
    language = workspace.languages[workspace.authority]
    recalled = resolve(content.documents[released.document], content, inputs.labels, workspace.publisher)
    frame = dataclasses.replace(
        recalled,
        id="replace-this",
        title=content.words["slip.title"],
        subtitle=None,
        blocks=(),
        proposal=None,
        helps=(),
        layout=LAYOUT,
        pages=len(released.sent),
        stamp=released.stamp,
        words=tuple((name, "", text) for name, text in {**content.words, "slip.document": recalled.title}.items()),
    )
    translated = translate(frame, inputs.translations, language, (workspace.source_language,))
    words = {(name, tag): text for name, tag, text in translated.words}
    tags = tuple(dict.fromkeys([workspace.authority, workspace.source_language]))
    blocks = tuple(_slip(n, released, sent, tags, words, inputs) for n, sent in enumerate(released.sent, 1))
    document = _localised(dataclasses.replace(translated, blocks=blocks), inputs)
    return Typeset(
        typeset(document, workspace.languages, inputs.faces, inputs.lexicons),
        language,
        workspace.languages,
        inputs.faces,
        content.contacts[workspace.publisher].name,
    )


def _localised(document: Document, inputs: Inputs) -> Document:
    workspace = inputs.workspace
    aids = workspace.reading_aid_languages
    return localise(document, inputs.content.facts, workspace.languages, workspace.authority, aids)


Words = Mapping[tuple[str, str], Text]


def _slip(number: int, released: Released, sent: Sent, tags: tuple[str, ...], words: Words, inputs: Inputs) -> Block:
    paragraphs = [p for tag in tags for p in _paragraphs(released, sent, tag, words, inputs)]
    return Section(f"place-{number}", 1, words["slip.title", tags[0]], tuple(paragraphs))


def _typed(text: str, tag: str, inputs: Inputs) -> Inline:
    """Return words that somebody typed, in a language whose faces draw them: a Thai place in an English slip."""
    languages = inputs.workspace.languages
    able = (other for other in [tag, *languages] if not missing(text, languages[other], inputs.faces))
    message = Message("typed", "", text, Location("releases"))
    return Text(message, next(able, tag), TextStatus.APPROVED, ((Run(text),),))


def _paragraphs(released: Released, sent: Sent, tag: str, words: Words, inputs: Inputs) -> Iterator[Paragraph]:
    """Yield what a slip says in one language."""
    languages = inputs.workspace.languages
    parts = _parts(released, sent, tag, words, Writer(languages[tag], words, languages))
    parts |= {"reason": _typed(released.events[-1].reason, tag, inputs), "place": _typed(sent.place, tag, inputs)}
    for name in ("slip.message", "slip.reason", "slip.place"):
        yield Paragraph(fill(words[name, tag], parts))


def _name(language: str, tag: str, words: Words) -> Text:
    """Return the name of a language, or of both languages of a page in two, in the language of a slip."""
    first, *others = (words[f"language.{each}", tag] for each in language.split("+"))
    rest = tuple(node for other in others for node in (Run(" + "), other))
    return dataclasses.replace(first, forms=((*first.children, *rest),)) if rest else first


def _parts(released: Released, sent: Sent, tag: str, words: Words, writer: Writer) -> dict[str, Inline]:
    recall = released.events[-1]
    return {
        "edition": Value("slip.edition", (Run(released.stamp),), released.stamp, None),
        "title": words["slip.document", tag],
        "language": _name(released.language, tag, words),
        "recalled_on": writer.day("slip.recalled_on", recall.on),
        "copies": Value("slip.copies", (Run(str(sent.copies)),), str(sent.copies), None),
        "sent_on": writer.day("slip.sent_on", sent.on),
    }
