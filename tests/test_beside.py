"""Papers in many languages beside each other: each is whole, in its own direction, and says whether it was checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import lxml.html
import polib
import pytest

from docgen.canonical import canonical
from docgen.gate import Kind, reasons
from docgen.languages import Direction
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, localised, prepare, write
from docgen.pipeline.resolved import found_messages, resolved_document
from docgen.tree import Copy, Document, Field, Text, Value, plain, walk
from docgen.typeset.leaves import leaves
from docgen.verify.extract import docx_text, pdf_as_seen
from docgen.writers.artefact import Format
from tests.scratch import ON, ROOT, UNTIL, Scratch, isolated, make_scratch, translated_by_machine
from tests.trees import caught

SOCIAL_ASSISTANCE, DATIP = "1300", "0 2202 9074"
LEAFLETS = ("hotline-leaflet-near", "hotline-leaflet-east", "hotline-leaflet-west", "wallet-card")
NUMBERS_ONCE = "hotline-poster"
TAGS = ("en", "th", "km", "lo")


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """The project's own workspace."""
    isolated()
    return read_inputs(ROOT)


def copies(document: Document) -> dict[str, Copy]:
    """Return what each language says in a document."""
    return {node.language: node for node in walk(document.blocks) if isinstance(node, Copy)}


def page(inputs: Inputs, document: str) -> lxml.html.HtmlElement:
    """Return a document's page for a telephone."""
    return lxml.html.document_fromstring(write_out(inputs, document, Format.HTML).decode())


def write_out(inputs: Inputs, document: str, format: Format) -> bytes:
    """Return a document as a file."""
    return write(inputs, prepare(inputs, Target(document, inputs.workspace.authority, format)), format).data


# --- the project's papers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", LEAFLETS)
def test_every_language_has_both_numbers_as_they_are_dialled(inputs: Inputs, document: str) -> None:
    """Whoever reads one language finds all there is to dial in it, and nobody else's number."""
    sections = page(inputs, document).findall(".//section[@lang]")
    assert [section.get("lang") for section in sections] == list(inputs.workspace.side_by_side[document])
    for section in sections:
        numbers = {canonical(link.text_content()) for link in section.iterfind(".//a")}
        assert numbers == {SOCIAL_ASSISTANCE, DATIP}, section.get("lang")


def test_the_leaflets_have_every_language_of_the_workspace(inputs: Inputs) -> None:
    """Nobody is left out, and the card and the poster have all."""
    workspace = inputs.workspace
    leaflets = {tag for name in LEAFLETS[:3] for tag in workspace.side_by_side[name]}
    assert leaflets == set(workspace.languages)
    assert {*workspace.side_by_side["wallet-card"]} == {*workspace.side_by_side[NUMBERS_ONCE]} == leaflets


@pytest.mark.parametrize("document", [*LEAFLETS, NUMBERS_ONCE])
def test_nothing_is_dialled_but_help_lines(inputs: Inputs, document: str) -> None:
    """Only DATIP's line and 1300 stand on these papers."""
    shown = localised(inputs, document, inputs.workspace.language("th"))
    refs = {node.ref for node in walk(shown) if isinstance(node, Value) and node.href.startswith("tel:")}
    assert refs <= {"call.social_assistance", "call.datip_1", "call.datip_2", "call.datip_3"}


@pytest.mark.parametrize("document", [*LEAFLETS, NUMBERS_ONCE])
def test_who_speaks_another_language_can_ask_for_an_interpreter_in_thai(inputs: Inputs, document: str) -> None:
    """The sentence names her language in Thai; who reads Thai needs none."""
    for tag, copy in copies(localised(inputs, document, inputs.workspace.language("th"))).items():
        thai = [node for node in walk(copy.children) if isinstance(node, Text) and node.language == "th"]
        if document != NUMBERS_ONCE and tag != "th":
            name = inputs.translations.catalogs["th"]["shared"].entries["language", names(inputs)[tag]].msgstr[0]
            assert any(name in plain(text).replace("\u200b", "") for text in thai), tag


def names(inputs: Inputs) -> dict[str, str]:
    """Return what each language is called in the source language."""
    words = inputs.content.words
    return {tag: words[f"language.{tag}"].message.msgid for tag in inputs.workspace.languages}


def test_a_language_from_right_to_left_is_set_from_right_to_left(inputs: Inputs) -> None:
    """Its section says so, the Thai sentence in it runs the other way, and so do its telephones."""
    root = page(inputs, "hotline-leaflet-west")
    backwards = {tag for tag, one in inputs.workspace.languages.items() if one.direction is Direction.RTL}
    assert {"ar", "ur"} <= backwards
    for section in root.findall(".//section[@lang]"):
        wanted = "rtl" if section.get("lang") in backwards else "ltr"
        assert section.get("dir") == wanted
        assert {link.get("dir") for link in section.iterfind(".//a")} == {"ltr"}
        assert {spoken.get("dir") for spoken in section.iterfind(".//p[@lang='th']")} <= {"ltr"}


def test_numbers_among_letters_from_right_to_left_stand_in_the_order_of_dialling(inputs: Inputs) -> None:
    """On paper and in a word processor no group of digits has changed its place."""
    printed = pdf_as_seen(write_out(inputs, "hotline-leaflet-west", Format.PDF))
    languages = len(inputs.workspace.side_by_side["hotline-leaflet-west"])
    assert len(re.findall(rf"(?<!\d){DATIP}(?!\d)", printed)) == languages + 1  # and once among the contacts
    typed = docx_text(write_out(inputs, "hotline-leaflet-west", Format.DOCX)).replace("\u00a0", " ")
    assert typed.count(DATIP) == languages + 1


def test_no_draft_of_the_project_passes_for_approved(inputs: Inputs) -> None:
    """Each language with a text that nobody approved says so, in its own words."""
    for document in (*LEAFLETS, NUMBERS_ONCE):
        whole = localised(inputs, document, inputs.workspace.language("th"))
        said = {tag for tag, copy in copies(whole).items() if copy.notice}
        speaking = {tag for tag, copy in copies(whole).items() if any(isinstance(n, Text) for n in walk(copy.children))}
        assert said == speaking
        assert not whole.final


@pytest.mark.parametrize(("document", "most"), [*((name, 2) for name in LEAFLETS[:3]), (NUMBERS_ONCE, 1)])
def test_a_paper_stays_on_its_sheet(inputs: Inputs, document: str, most: int) -> None:
    """A leaflet is one sheet with two sides, a poster has one."""
    assert inputs.content.documents[document].pages == most


def test_each_telephone_is_drawn_by_a_face_of_the_language_around_it(inputs: Inputs) -> None:
    """A telephone that stands alone among Burmese words must not be left to the phone's own face."""
    ready = prepare(inputs, Target("wallet-card", "th", Format.HTML))
    for tag, copy in copies(ready.document).items():
        assert {leaf.language for leaf in leaves(copy, "th") if leaf.run.text == SOCIAL_ASSISTANCE} == {tag}


def test_a_form_offers_the_usual_languages_only(inputs: Inputs) -> None:
    """An answer for each language of the leaflets would make two pages of a sheet that is one."""
    whole = resolved_document(inputs, inputs.content.documents["rights-explained"])
    spoken = next(node for node in walk(whole.blocks) if isinstance(node, Field) and node.id == "spoken")
    assert {option.id.replace("_", "-") for option in spoken.options} >= {tag.lower() for tag in inputs.workspace.usual}
    assert "sw" not in {option.id for option in spoken.options}


# --- a workspace of its own ---------------------------------------------------------------------------------------

BODY = """\
+++
id = "together"
title = "Notes"
layout = "leaflet-a4"
audience = "person"
reader = "adult"
sensitivity = "open"
origin = "source"
neutral_name = "notes"
neutral_title = "Notes"
+++

:::{contents}
:::

::::{each}
**Call** {call.social_assistance}.

:::{dial} call.social_assistance
:::

:::{say} th
I speak {reader.language}.
:::
::::
"""


def together(folder: Path, languages: Sequence[str] = TAGS, body: str = BODY) -> Scratch:
    """Return a workspace with a document that shows languages beside each other; Lao is in no other document."""
    scratch = make_scratch(folder, languages)
    (scratch.root / "content" / "documents" / "together.md").write_text(body, "utf-8")
    scratch.edit(
        "docgen.toml", '["example", "sheet"]', '["example", "sheet", "together"]\nlanguages = ["en", "th", "km"]'
    )
    quoted = ", ".join(f'"{tag}"' for tag in languages)
    scratch.append("docgen.toml", f"\n[side_by_side]\ntogether = [{quoted}]\n")
    scratch.docgen("catalog", "update")
    return scratch


def translate(scratch: Scratch, tag: str) -> None:
    """Translate all that a language is asked for."""
    drafts: list[dict[str, object]] = []
    for path in sorted((scratch.root / "translations" / tag / "LC_MESSAGES").glob("*.po")):
        for entry in polib.pofile(str(path)):
            text = translated_by_machine(entry.msgid_plural or entry.msgid, tag)
            drafts.append({"domain": path.stem, "msgctxt": entry.msgctxt, "msgid": entry.msgid, "msgstr": [text]})
    scratch.draft(tag, drafts)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """All is translated, nothing approved."""
    scratch = together(tmp_path_factory.mktemp("together") / "w")
    for tag in TAGS[1:]:
        translate(scratch, tag)
    return scratch


def approve(scratch: Scratch, *tags: str) -> None:
    """Approve all texts of some languages."""
    for tag in tags:
        scratch.docgen("catalog", "approve", tag, "--by", f"{tag}-R1", "--on", ON)


def read(scratch: Scratch) -> Document:
    """Return the document as it is read."""
    inputs = scratch.inputs()
    return localised(inputs, "together", inputs.workspace.language("th"))


@pytest.mark.parametrize("unread", TAGS)
def test_a_language_that_nobody_has_read_says_so_and_the_others_do_not(
    drafted: Scratch, tmp_path: Path, unread: str
) -> None:
    """One approval too few is enough: the paper is no final one. A Thai sentence to say stands in all of them."""
    scratch = drafted.copy(tmp_path / "w")
    approve(scratch, *(tag for tag in TAGS if tag != unread))
    document = read(scratch)
    said = {tag for tag, copy in copies(document).items() if copy.notice}
    assert said == (set(TAGS) if unread == "th" else {unread})
    assert not document.final
    assert {reason.language for reason in reasons(document) if reason.kind is Kind.TEXT} == {unread}


def test_when_all_are_read_the_paper_is_final(drafted: Scratch, tmp_path: Path) -> None:
    """Then no language has a notice, and the foot has none either."""
    scratch = drafted.copy(tmp_path / "w")
    approve(scratch, *TAGS)
    scratch.docgen("fact", "confirm", "call.social_assistance", "--by", "TH-R1", "--on", ON, "--until", UNTIL)
    document = read(scratch)
    assert document.final
    assert not any(copy.notice for copy in copies(document).values())


def test_a_text_that_is_not_translated_is_marked_and_not_approved(tmp_path: Path) -> None:
    """A language without a word of its own shows the source, and says that it is not checked."""
    document = read(together(tmp_path / "w"))
    assert all(copy.notice for copy in copies(document).values())


def test_a_language_is_a_catalog_and_a_few_lines(drafted: Scratch, tmp_path: Path) -> None:
    """With its table, its name and its drafts it stands on the paper, under its own name, in all formats."""
    scratch = together(tmp_path / "w", TAGS[:3])
    assert "lo" not in copies(read(scratch))
    lao = re.search(r"\[languages\.lo\]\n(?:[^\[\n].*\n)*", (drafted.root / "docgen.toml").read_text("utf-8"))
    assert lao
    scratch.append("docgen.toml", f"\n{lao[0]}")
    scratch.edit("docgen.toml", 'together = ["en", "th", "km"]', 'together = ["en", "th", "km", "lo"]')
    scratch.edit("content/words.toml", "[language]\n", '[language]\nlo = "Language d"\n')
    scratch.docgen("catalog", "update")
    translate(scratch, "lo")
    scratch.docgen("catalog", "check", "-l", "lo")
    files = scratch.build("-d", "together")
    assert {file["status"] for file in files.values()} == {"reading aid"}
    assert copies(read(scratch))["lo"].title.children[0].text == "ລາວ"


def test_a_language_is_asked_only_for_what_it_says_beside_others(drafted: Scratch) -> None:
    """Its translator is not handed the documents that are not made in it, nor names of other languages."""
    asked = found_messages(drafted.inputs(), "lo")
    assert set(asked) == {"together", "shared"}
    assert {message.msgid for message in asked["together"]} == {
        "**Call** {call.social_assistance}.",
        "I speak {reader.language}.",
    }
    contexts = {message.msgctxt for message in asked["shared"]}
    assert contexts == {"language", "notice.say", "notice.unchecked"}
    assert sum(message.msgctxt == "language" for message in asked["shared"]) == 1


def test_choosing_a_language_chooses_the_papers_that_show_it(drafted: Scratch, tmp_path: Path) -> None:
    """Who changed the Lao words builds the paper with them, which is made once."""
    scratch = drafted.copy(tmp_path / "w")
    assert set(scratch.build("-l", "lo", "-f", "html")) == {("together", "th", "html")}


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('together = ["en", "th", "km", "lo"]', "", "has an {each}"),
        ('together = ["en", "th", "km", "lo"]', 'together = ["en"]\nsheet = ["en"]', "has no {each}"),
        ('together = ["en", "th", "km", "lo"]', 'together = ["en", "xx"]', "“xx” has no table"),
        ('together = ["en", "th", "km", "lo"]', 'together = ["en", "en"]', "one twice"),
        ("[side_by_side]", '[document_languages]\ntogether = ["en"]\n[side_by_side]', "another list"),
    ],
)
def test_what_does_not_fit_together_is_told(drafted: Scratch, tmp_path: Path, old: str, new: str, wanted: str) -> None:
    """The document and docgen.toml must agree."""
    scratch = drafted.copy(tmp_path / "w")
    scratch.edit("docgen.toml", old, new)
    assert any(wanted in str(error) for error in caught(scratch.inputs))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("::::{each}\n", ":::::{note}\n::::{each}\n", "an {each} inside a directive"),
        ("{dial} call.social_assistance", "{dial} call.nobody", "call.nobody"),
        ("{dial} call.social_assistance", "{dial}", "names no telephone"),
    ],
)
def test_what_cannot_be_shown_beside_others_is_refused(
    drafted: Scratch, tmp_path: Path, old: str, new: str, wanted: str
) -> None:
    """Only help lines can be dialled, and languages stand beside each other on the page, not in a box."""
    scratch = drafted.copy(tmp_path / "w")
    scratch.edit("content/documents/together.md", old, new)
    assert any(wanted in str(error) for error in caught(scratch.inputs))
