"""The papers of a stick: what to do with it, a sheet to point at a language, and cards to show."""

from __future__ import annotations

import dataclasses
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from docgen.canonical import canonical
from docgen.catalogs.translate import translate
from docgen.content.resolve import resolve
from docgen.localise.document import localise, own_name
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.resolved import CARDS, STICK
from docgen.tree import Block, Document, Furniture, Paragraph, Run, Section, Text, plain
from docgen.typeset.document import typeset
from docgen.typeset.isolation import isolate
from docgen.verify import verify
from docgen.workspace import Workspace
from docgen.writers.artefact import Typeset
from docgen.writers.embedded import face_rules, texts_by_face
from docgen.writers.page import families, render

PAGE = "stick/papers.html.jinja"
INDEX = "stick/index.html.jinja"
STEPS = ("open", "kept", "turn", "aid")
Words = Mapping[tuple[str, str], Text]


def papers(workspace: Workspace) -> dict[str, bytes]:
    """Return the papers as PDF, by the names of their files.

    Raises:
        NotFit, DocgenError, DocgenErrors: one cannot be made, or a check found something.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, isolate, (workspace.fonts, workspace.build / ".state")) as executor:
        return executor.submit(_made, workspace.root).result()


def _made(root: Path) -> dict[str, bytes]:
    from docgen.writers.pdf import write_pdf

    inputs = read_inputs(root, check_fonts=False)
    translated = _translated(inputs)
    words = {(name, tag): text for name, tag, text in translated.words}
    made = {"read-me": _steps(inputs, words), "languages": _names(inputs, words), "cards": _cards(inputs, words)}
    files = {}
    for name, (title, blocks) in made.items():
        ready = _ready(inputs, dataclasses.replace(translated, id=name, title=title, blocks=tuple(blocks)))
        files[f"{name}.pdf"] = verify(write_pdf(ready, inputs.workspace.templates, PAGE)).artefact.data
    return files


def index_page(inputs: Inputs, listed: Mapping[str, Sequence[tuple[str, Sequence[str]]]]) -> bytes:
    """Return the stick's first page, in the authority's language and in the source's.

    `listed` has under "papers", "kits" and "blanks" the files of each language, of a pair, or of several ("").
    """
    translated = _translated(inputs)
    ready = _ready(inputs, translated)
    words = {(name, tag): text for name, tag, text in translated.words}
    tags = dict.fromkeys((inputs.workspace.authority, inputs.workspace.source_language))
    said = {
        name.removeprefix("stick."): [_Said(tag, canonical(plain(words[name, tag]))) for tag in tags] for name in STICK
    }
    rows = {name: [_row(inputs, *each) for each in files] for name, files in listed.items()}
    names = [each for found in rows.values() for row in found for each in row["languages"]]
    paths = "".join(path for files in listed.values() for _, paths in files for path in paths)
    spoken = [*(each for texts in said.values() for each in texts), *names, _Said(ready.language.tag, f"{paths} +")]
    used = texts_by_face([(each.text, inputs.workspace.languages[each.tag]) for each in spoken], inputs.faces)
    own = (
        f":lang({tag}) {{ font-family: {families(language)} }}" for tag, language in inputs.workspace.languages.items()
    )
    extra = {"said": said, "face_rules": face_rules(used), "name_rules": Markup("\n".join(own)), **rows}
    return render(ready, inputs.workspace.templates, INDEX, "", extra).encode()


class _Said(NamedTuple):
    tag: str
    text: str


def _row(inputs: Inputs, language: str, paths: Sequence[str]) -> dict[str, Any]:
    names = [_Said(tag, inputs.workspace.languages[tag].name) for tag in language.split("+") if tag]
    return {"languages": names, "paths": paths}


def _translated(inputs: Inputs) -> Document:
    """Return a document that speaks every language of the workspace, and has no blocks yet."""
    workspace, content = inputs.workspace, inputs.content
    title = content.words["stick.title"]
    frame = Document(
        id="stick",
        title=title,
        subtitle=None,
        blocks=(),
        layout="stick-a4",
        audience="practitioner",
        reader="adult",
        sensitivity="open",
        neutral_name="papers",
        neutral_title=title,
    )
    resolved = resolve(frame, content, inputs.labels, workspace.publisher)
    words = {**{name: text for name, _, text in resolved.words}, **content.words}
    named = dataclasses.replace(resolved, words=tuple((name, "", text) for name, text in words.items()))
    return translate(named, inputs.translations, workspace.languages[workspace.authority], workspace.usual)


def _ready(inputs: Inputs, document: Document) -> Typeset:
    workspace = inputs.workspace
    aids = workspace.reading_aid_languages
    whole = dataclasses.replace(document, publisher=None)
    localised = localise(whole, inputs.content.facts, workspace.languages, workspace.authority, aids)
    notices = Furniture(reading_aid=localised.furniture.reading_aid)  # the papers have no facts
    return Typeset(
        typeset(dataclasses.replace(localised, furniture=notices), workspace.languages, inputs.faces, inputs.lexicons),
        workspace.languages[workspace.authority],
        workspace.languages,
        inputs.faces,
        inputs.content.contacts[workspace.publisher].name,
    )


def _steps(inputs: Inputs, words: Words) -> tuple[Text, Iterator[Block]]:
    """Return what somebody does with the stick, in the authority's language and in the source's."""
    authority, source = inputs.workspace.authority, inputs.workspace.source_language
    steps = (
        Section(f"steps-{tag}", 1, words["stick.title", tag], tuple(Paragraph(words[f"stick.{n}", tag]) for n in STEPS))
        for tag in dict.fromkeys((authority, source))
    )
    return words["stick.title", authority], steps


def _names(inputs: Inputs, words: Words) -> tuple[Text, Iterator[Block]]:
    """Return each language by its own name, and in the authority's words with the number of its pack."""
    authority = inputs.workspace.authority
    rows = (
        Section(
            f"language-{tag}",
            1,
            own_name(inputs.workspace.languages[tag]),
            (Paragraph(words["stick.point", tag]), Paragraph(_numbered(number, words[f"language.{tag}", authority]))),
        )
        for number, tag in enumerate(inputs.workspace.usual, 1)
    )
    return words["stick.point", authority], rows


def _numbered(number: int, name: Text) -> Text:
    return dataclasses.replace(name, forms=((Run(f"{number} · "), name),))


def _cards(inputs: Inputs, words: Words) -> tuple[Text, Iterator[Block]]:
    """Return a sheet of cards for each language: its front in that language, its back in the authority's.

    A sheet is turned on its long edge, so the back has the cards of each row in the other order.
    """
    authority = inputs.workspace.authority
    turned = [CARDS[number ^ 1] for number in range(len(CARDS))]
    sheets = (
        Section(
            f"cards-{tag}",
            1,
            own_name(inputs.workspace.languages[tag]),
            (
                *(Paragraph(words[card, tag], "front") for card in CARDS),
                *(Paragraph(words[card, authority], "back") for card in turned),
                Paragraph(words[f"language.{tag}", authority], "of"),
            ),
        )
        for tag in inputs.workspace.usual
    )
    return words["stick.cards", authority], sheets
