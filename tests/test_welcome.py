"""The welcome-home package: five parts, each a paper of its own, and one booklet of them."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from docgen.canonical import canonical
from docgen.localise.numbers import plain_number
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.tree import Contacts, Contents, Document, Paragraph, Section, Text, Value, outermost, plain, walk
from docgen.verify.extract import docx_text, html_text, pdf_pages
from docgen.writers.artefact import Artefact, Format
from tests.scratch import ROOT, isolated

PARTS = ("welcome-meaning", "welcome-check", "welcome-questions", "notification-of-rights", "welcome-contacts")
OURS = tuple(part for part in PARTS if part.startswith("welcome"))
LANGUAGES = ("en", "th", "lo", "km", "my", "vi", "zh-Hant")
FORMATS = {Format.DOCX: docx_text, Format.HTML: html_text}


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """Return the workspace of this repository."""
    return read_inputs(ROOT)


def read(inputs: Inputs, document: str, tag: str) -> Document:
    """Return a document as its reader reads it."""
    return prepare(inputs, Target(document, tag, Format.PDF)).document


def file(inputs: Inputs, document: str, tag: str, format: Format) -> Artefact:
    """Return a file as its writer makes it."""
    isolated()
    return write(inputs, prepare(inputs, Target(document, tag, format)), format)


def words(node: object) -> list[str]:
    """Return the texts of a tree in the order of reading."""
    return [canonical(plain(text)) for text in outermost(node)]


def letters(text: str) -> str:
    """Return a text without its spaces and invisible breaks."""
    return re.sub(r"[\s\u00a0\u200b\u2060\ufffe\u0002-]+", "", text)


# --- the booklet and its parts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_booklet_says_what_its_parts_say(inputs: Inputs, tag: str) -> None:
    """Each part stands in the booklet with the words it has alone, in its order, and with its own messages."""
    booklet = read(inputs, "welcome-home", tag)
    sections = [block for block in booklet.blocks if isinstance(block, Section)]
    assert tuple(section.id for section in sections) == PARTS
    for section in sections:
        part = read(inputs, section.id, tag)
        head = [part.proposal, part.subtitle] if part.proposal or part.subtitle else []
        assert words(section) == words((part.title, tuple(filter(None, head)), part.blocks))
        keys = {text.message.key for text in walk(section.children) if isinstance(text, Text)}
        assert {text.message.key for text in walk(part.blocks) if isinstance(text, Text)} <= keys


@pytest.mark.parametrize("tag", LANGUAGES)
def test_only_what_we_composed_is_called_a_proposal(inputs: Inputs, tag: str) -> None:
    """Our parts say that nobody has agreed to them; the Notification of Rights does not."""
    for section in read(inputs, "welcome-home", tag).blocks:
        if isinstance(section, Section):
            roles = [block.role for block in section.children if isinstance(block, Paragraph)]
            assert ("proposal" in roles) == (section.id in OURS)


@pytest.mark.parametrize("tag", ["en", "th", "km", "my"])
def test_the_contents_lead_to_the_right_pages(inputs: Inputs, tag: str) -> None:
    """The number beside a title, in the reader's digits, is that of the page where its section begins."""
    language = inputs.workspace.language(tag)
    pages = [letters(page) for page in pdf_pages(file(inputs, "welcome-home", tag, Format.PDF).data)]
    contents = next(node for node in walk(read(inputs, "welcome-home", tag).blocks) if isinstance(node, Contents))
    listed = re.sub(r"[.…]{2,}", "\t", "".join(pages[1:3]))
    assert len(contents.entries) > 25
    for entry in contents.entries:
        title = letters(plain(entry.title))
        shown = [number for number in range(4, len(pages) + 1) if title in pages[number - 1]]
        assert any(f"{title}\t{plain_number(number, language)}" in listed for number in shown), title


def test_each_part_begins_on_a_page_of_its_own(inputs: Inputs) -> None:
    """A part can be taken out of the stack, and does not bring a piece of another one."""
    pages = pdf_pages(file(inputs, "welcome-home", "th", Format.PDF).data)
    for part in PARTS:
        title = letters(plain(read(inputs, part, "th").title))
        heads = [letters(page) for page in pages[3:]]
        assert any(re.match(rf"[0-9A-Z]{{8}}\d+{re.escape(title)}|{re.escape(title)}", head) for head in heads), part


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_every_part(inputs: Inputs, format: Format) -> None:
    """Who has only a telephone or a word processor reads the same five parts."""
    text = letters(FORMATS[format](file(inputs, "welcome-home", "th", format).data))
    assert [part for part in PARTS if letters(plain(read(inputs, part, "th").title)) not in text] == []


# --- the outside --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_cover_says_welcome_home_and_nothing_else(inputs: Inputs, tag: str) -> None:
    """Neither the cover nor a name nor the title on a telephone tells what the booklet is."""
    booklet = read(inputs, "welcome-home", tag)
    assert words(booklet.title) == words(booklet.neutral_title)
    for part in OURS:
        assert words(read(inputs, part, tag).neutral_title) == words(booklet.title)
    if tag in ("th", "km"):
        first = pdf_pages(file(inputs, "welcome-home", tag, Format.PDF).data)[0]
        assert letters(first) == letters(plain(booklet.title))
    assert tag != "th" or words(booklet.title) == ["ยินดีต้อนรับกลับบ้าน"]


def test_the_cover_of_a_docx_file_is_a_page_of_its_own(inputs: Inputs) -> None:
    """The title stands alone there, and the first page has no notices at its foot."""
    made = docx.Document(io.BytesIO(file(inputs, "welcome-home", "th", Format.DOCX).data))
    cover, title = made.paragraphs[:2]
    assert cover.text == title.text == "ยินดีต้อนรับกลับบ้าน"
    assert title._p.find(qn("w:pPr")).find(qn("w:pageBreakBefore")) is not None
    assert [p.text for p in made.sections[0].first_page_footer.paragraphs] == [""]
    assert any(p.text for p in made.sections[0].footer.paragraphs)


# --- what stands in it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_part_tells_where_a_shelter_is(inputs: Inputs, tag: str) -> None:
    """A person's booklet names no shelter, in no language, and no telephone but those of help lines."""
    booklet = read(inputs, "welcome-home", tag)
    shelters = {contact.name for contact in inputs.content.contacts.values() if contact.kind == "shelter"}
    provinces = {name.rpartition(", ")[2] for name in shelters}
    text = " ".join(words(booklet.shown))
    assert len(provinces) > 8 and [name for name in provinces | shelters if name in text] == []
    shown = {node.ref for node in walk(booklet.shown) if isinstance(node, Value) and node.ref.startswith("call.")}
    helping = {
        ref
        for name in ("social_assistance_center", "datip", "fund")
        for ref in inputs.content.contacts[name].telephones
    }
    assert shown == helping


@pytest.mark.parametrize("tag", LANGUAGES)
def test_help_of_six_kinds_has_a_place_each(inputs: Inputs, tag: str) -> None:
    """Emergency, social help, legal help, the fund, work, embassies: and one place for numbers that are not known."""
    sections = [b for b in read(inputs, "welcome-contacts", tag).blocks if isinstance(b, Section)]
    kinds = ("emergency", "social-help", "legal-help", "money-help", "work-help", "embassy-help", "numbers")
    assert tuple(section.id for section in sections) == kinds
    assert all(section.children for section in sections)


@pytest.mark.parametrize("part", OURS)
def test_a_part_stands_alone(inputs: Inputs, part: str) -> None:
    """Taken by itself a part says who made it, which edition it is, and whom to call."""
    document = read(inputs, part, "th")
    text = " ".join(pdf_pages(file(inputs, part, "th", Format.PDF).data))
    assert document.stamp in text and "1300" in text
    assert letters(plain(document.publisher)) in letters(text)
    assert (part == "welcome-contacts") == any(isinstance(node, Contacts) for node in walk(document.blocks))
