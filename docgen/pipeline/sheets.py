"""Sheets for a reviewer without a computer: source and translation side by side on A4, to be ticked with a pen.

Values stand in the texts as a reader sees them. What is ticked is entered by the check code (docgen.catalogs.signoff).
"""

from __future__ import annotations

import dataclasses
import math
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

from docgen.catalogs.signoff import Sheet, SheetRow, sheet
from docgen.catalogs.translate import translate
from docgen.content.inline import escaped
from docgen.content.resolve import resolve
from docgen.errors import Location
from docgen.languages import Language
from docgen.localise.document import localise
from docgen.localise.values import fill
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.tree import (
    Block,
    Document,
    Furniture,
    Message,
    Paragraph,
    Placeholder,
    Row,
    Run,
    Section,
    Table,
    Text,
    rebuild,
)
from docgen.typeset.document import typeset
from docgen.typeset.isolation import isolate
from docgen.typeset.shaping import advance
from docgen.verify import verify
from docgen.workspace import Workspace
from docgen.writers.artefact import Typeset
from docgen.writers.inline import ZWSP

LAYOUT = "signoff-a4"
PAGE = "print/signoff.html.jinja"
# What a sheet holds, so that it is one page; sizes and widths in mm, those of the style sheet. A text that
# is longer than it looks makes the sheet go overleaf, where its head and its check code are repeated.
MOST_ROWS = 18
HEIGHT = 208.0  # of the rows of a sheet
COLUMNS = ((3.18, 52.0), (3.34, 59.0))  # size of type and width, of the source and of the translation
RAGGED = 1.15  # lines end at words: how much longer than its words a text is
LEAST = 9.5  # what a tick and a remark need
PADDING = 2.5
SECTION = 4.0  # the name of a section above its first row


def sheets_of(messages: Sequence[Message], inputs: Inputs, language: Language) -> list[Sheet]:
    """Return the messages on sheets, as many rows on each as fit a page."""
    groups: list[list[SheetRow]] = []
    filled, section = 0.0, ""
    for number, message in enumerate(messages, 1):
        height = _height(message, inputs, language) + (SECTION if message.msgctxt != section else 0)
        if not groups or filled + height > HEIGHT or len(groups[-1]) == MOST_ROWS:
            groups.append([])
            filled = SECTION
        groups[-1].append(SheetRow(number, message.key, inputs.translations.digest(message, language.tag)))
        filled, section = filled + height, message.msgctxt
    return [sheet(language.tag, group) for group in groups]


def _height(message: Message, inputs: Inputs, language: Language) -> float:
    """Return about how many mm high a row is."""
    source = inputs.workspace.languages[inputs.workspace.source_language]
    heights = []
    for of, (size, width) in zip((source, language), COLUMNS, strict=True):
        text = " / ".join(inputs.translations.text(message, of.tag))
        lines = advance(text, inputs.faces.for_language(of)[0]) * size * RAGGED / width
        heights.append(math.ceil(lines) * size * of.line_height)
    return max(LEAST, *(height + PADDING for height in heights))


# --- the PDF --------------------------------------------------------------------------------------------------------


def sheets_pdf(workspace: Workspace, language: Language, sheets: Sequence[Sheet], messages: Sequence[Message]) -> bytes:
    """Return the sheets as a PDF that has been proved.

    Raises:
        NotFit, DocgenError, DocgenErrors: it cannot be made, or a check found something.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, isolate, (workspace.fonts, workspace.build / ".state")) as executor:
        return executor.submit(_made, workspace.root, language.tag, list(sheets), list(messages)).result()


def _made(root: Path, tag: str, sheets: list[Sheet], messages: list[Message]) -> bytes:
    from docgen.writers.pdf import write_pdf

    inputs = read_inputs(root)
    ready = prepare_sheets(inputs, inputs.workspace.languages[tag], sheets, messages)
    return verify(write_pdf(ready, inputs.workspace.templates, PAGE)).artefact.data


Words = Mapping[tuple[str, str], Text]


def prepare_sheets(inputs: Inputs, language: Language, sheets: Sequence[Sheet], messages: Sequence[Message]) -> Typeset:
    """Return the sheets as a document in the source language that is ready to be written."""
    workspace, content = inputs.workspace, inputs.content
    source = workspace.languages[workspace.source_language]
    translated = translate(_frame(inputs, language, messages), inputs.translations, source, ())
    words = {(name, tag): text for name, tag, text in translated.words}
    pairs = [_shown(block.text, language, words, inputs) for block in translated.blocks if isinstance(block, Paragraph)]
    by_key = {m.key: (m, of, to) for m, of, to in zip(messages, pairs[::2], pairs[1::2], strict=True)}
    blocks = [_sheet(each, [by_key[row.key] for row in each.rows], language, words) for each in sheets]
    title = fill(words["signoff.title", source.tag], {"language": words[f"language.{language.tag}", source.tag]})
    whole = dataclasses.replace(translated, title=title, neutral_title=title, publisher=None, blocks=tuple(blocks))
    localised = localise(whole, content.facts, workspace.languages, workspace.authority, ())
    notice = Furniture(reading_aid=(words["signoff.notice", source.tag],))
    document = dataclasses.replace(localised, furniture=notice)
    return Typeset(
        typeset(document, workspace.languages, inputs.faces, inputs.lexicons),
        source,
        workspace.languages,
        inputs.faces,
        content.contacts[workspace.publisher].name,
    )


def _frame(inputs: Inputs, language: Language, messages: Sequence[Message]) -> Document:
    """Return a document of each text and its translation, with all words that these may need."""
    workspace, content = inputs.workspace, inputs.content
    tags = (workspace.source_language, language.tag)
    title = content.words["signoff.title"]
    document = Document(
        id="signoff",
        title=title,
        subtitle=None,
        blocks=tuple(Paragraph(Text(message, tag)) for message in messages for tag in tags),
        layout=LAYOUT,
        audience="practitioner",
        reader="adult",
        sensitivity="open",
        neutral_name="signoff",
        neutral_title=title,
    )
    resolved = resolve(document, content, {}, workspace.publisher)
    words = {**{name: text for name, _, text in resolved.words}, **content.words}
    return dataclasses.replace(resolved, words=tuple((name, "", text) for name, text in words.items()))


def _shown(text: Text, language: Language, words: Words, inputs: Inputs) -> Text:
    """Return a text as it is compared: all of its plural forms, and the placeholders that have no value by name."""

    def change(node: object) -> object:
        if not isinstance(node, Placeholder) or node.ref in inputs.content.facts or node.ref.startswith("contact."):
            return None
        if node.ref == "reader.language":
            return words[f"language.{language.tag}", text.language]
        return Run(f"{ZWSP}{{{node.ref}}}{ZWSP}")  # a line may end on either side of it

    between = (Run(" / "),)
    nodes = tuple(chain.from_iterable((*between, *form) if n else form for n, form in enumerate(text.forms)))
    return rebuild(dataclasses.replace(text, forms=(nodes,)), change)


def _sheet(sheet: Sheet, texts: Sequence[tuple[Message, Text, Text]], language: Language, words: Words) -> Section:
    """Return one sheet: how to fill it in, where the role code and the day go, and the rows."""
    source = texts[0][1].language
    said = {name: words[f"signoff.{name}", source] for name in ("how", "code", "by", "on")}
    code = fill(said["code"], {"code": Run(sheet.code)})
    fields = (Paragraph(said["how"], "how"), Paragraph(said["by"], "field"), Paragraph(said["on"], "field"))
    named = (words[f"language.{tag}", source] for tag in (source, language.tag))
    number, *boxes = (words[f"signoff.{name}", source] for name in ("number", "ok", "not_ok", "remark"))
    rows = tuple(_rows(sheet, texts, source))
    blocks: tuple[Block, ...] = (*fields, Table(Row((number, *named, *boxes)), rows))
    return Section(f"sheet-{sheet.code}", 1, code, blocks)


def _rows(sheet: Sheet, texts: Sequence[tuple[Message, Text, Text]], source: str) -> Iterator[Row]:
    """Yield the rows, with a row of its own for each section that begins."""
    section = ""
    for row, (message, of, to) in zip(sheet.rows, texts, strict=True):
        if message.msgctxt != section:
            section = message.msgctxt
            yield Row((None, _typed(section, source), None, None, None, None))
        mark = " §" if message.legal else ""
        yield Row((_typed(f"{row.number}{mark}", source), of, to, None, None, None))


def _typed(text: str, language: str) -> Text:
    return Text(Message("typed", "", escaped(text), Location("signoff")), language, forms=((Run(text),),))
