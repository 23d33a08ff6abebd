"""Sheets for a reviewer with a pen: every text beside its translation, in its own faces, under its check code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.canonical import canonical
from docgen.catalogs.signoff import Sheet, to_check
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.resolved import found_messages
from docgen.pipeline.sheets import MOST_ROWS, PAGE, prepare_sheets, sheets_of
from docgen.tree import Message, Table, plain, walk
from docgen.verify import inspect
from docgen.verify.extract import pdf_pages
from docgen.verify.text import compact
from docgen.writers.artefact import Artefact
from tests.scratch import Scratch, isolated, make_translated

TAGS = ("th", "km", "my", "zh-Hant")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A workspace that a machine has translated."""
    return make_translated(tmp_path_factory.mktemp("sheets") / "workspace", ("en", *TAGS))


@pytest.fixture(scope="module")
def inputs(scratch: Scratch) -> Inputs:
    """Return what the workspace says."""
    return scratch.inputs()


def waiting(inputs: Inputs, tag: str) -> list[Message]:
    """Return the messages of a language that wait for a reviewer."""
    found = [message for of_domain in found_messages(inputs).values() for message in of_domain]
    return to_check(found, inputs.workspace.languages[tag], inputs.translations)[0]


def written(inputs: Inputs, tag: str, sheets: list[Sheet], messages: list[Message]) -> Artefact:
    """Return the sheets as a PDF."""
    isolated()
    from docgen.writers.pdf import write_pdf

    ready = prepare_sheets(inputs, inputs.workspace.languages[tag], sheets, messages)
    return write_pdf(ready, inputs.workspace.templates, PAGE)


@pytest.mark.parametrize("tag", TAGS)
def test_each_sheet_is_a_page_that_passes_all_checks(inputs: Inputs, tag: str) -> None:
    """The text of the file is the text of the tree, in the workspace's faces, 12 mm off the edges, and tagged."""
    messages = waiting(inputs, tag)
    sheets = sheets_of(messages, inputs, inputs.workspace.languages[tag])
    made = written(inputs, tag, sheets, messages)
    assert inspect(made) == ()
    pages = pdf_pages(made.data)
    assert len(pages) == len(sheets) > 1
    for page, sheet in zip(pages, sheets, strict=True):
        assert re.findall(r"Check code\s+(\S+)", page) == [sheet.code]
        assert "Role code (never a name):" in page and "Do not hand this paper to anyone" in page
        text = compact(page)
        for row in sheet.rows:
            msgstr = inputs.translations.catalogs[tag][row.key[0]].entries[row.key[1:]].msgstr[0]
            if not re.search(r"[{*\\]", msgstr + row.key[2]):
                assert compact(canonical(row.key[2])) in text and compact(canonical(msgstr)) in text


def test_every_message_is_on_one_sheet_in_its_order(inputs: Inputs) -> None:
    """Nothing is left out between two sheets; the same texts are on the same sheets each time."""
    messages = waiting(inputs, "km")
    sheets = sheets_of(messages, inputs, inputs.workspace.languages["km"])
    rows = [row for sheet in sheets for row in sheet.rows]
    assert [row.key for row in rows] == [message.key for message in messages]
    assert [row.number for row in rows] == list(range(1, len(messages) + 1))
    assert max(len(sheet.rows) for sheet in sheets) <= MOST_ROWS
    assert sheets_of(messages, inputs, inputs.workspace.languages["km"]) == sheets


def test_a_reviewer_sees_what_a_reader_will_see(inputs: Inputs) -> None:
    """Amounts stand in the digits and words of each language; a placeholder without a value stands there by name."""
    messages = [m for m in waiting(inputs, "km") if "{" in m.msgid]
    sheets = sheets_of(messages, inputs, inputs.workspace.languages["km"])
    ready = prepare_sheets(inputs, inputs.workspace.languages["km"], sheets, messages)
    shown = {canonical(plain(node)) for node in walk(ready.document) if hasattr(node, "message")}
    assert {"3,000 baht", "៣.០០០ បាត", "{n} baht", "{n} បាត", "{n} week / {n} weeks"} <= shown


def test_the_readers_language_is_the_translations(scratch: Scratch, tmp_path: Path) -> None:
    """A sentence that names the reader's language names the one that is checked, on both sides."""
    copy = scratch.copy(tmp_path / "copy")
    copy.append("content/documents/sheet.md", "\nI speak {reader.language}.\n")
    copy.edit("content/words.toml", 'km = "Another language"', 'km = "Khmer"')
    copy.docgen("catalog", "update", "-l", "km")
    mine = {"domain": "sheet", "msgctxt": "sheet", "msgid": "I speak {reader.language}."}
    named = {"domain": "shared", "msgctxt": "language", "msgid": "Khmer", "msgstr": ["ខ្មែរ"]}
    copy.draft("km", [{**mine, "msgstr": ["ខ្ញុំនិយាយ{reader.language}"]}, named])
    inputs = copy.inputs()
    messages = [message for message in waiting(inputs, "km") if message.msgid.startswith("I speak")]
    language = inputs.workspace.languages["km"]
    ready = prepare_sheets(inputs, language, sheets_of(messages, inputs, language), messages)
    shown = {canonical(plain(node)) for node in walk(ready.document) if hasattr(node, "message")}
    assert {"I speak Khmer.", "ខ្ញុំនិយាយខ្មែរ"} <= shown


def test_a_legal_text_is_marked(inputs: Inputs) -> None:
    """Its reviewer knows that a second one is needed."""
    messages = waiting(inputs, "km")
    sheets = sheets_of(messages, inputs, inputs.workspace.languages["km"])
    ready = prepare_sheets(inputs, inputs.workspace.languages["km"], sheets, messages)
    rows = [row.cells for table in walk(ready.document) if isinstance(table, Table) for row in table.rows]
    marked = [canonical(plain(cells[1])) for cells in rows if cells[0] and "§" in plain(cells[0])]
    assert marked == ["The fund pays 3,000 baht within 3 weeks."]


def test_a_sheet_that_goes_overleaf_says_its_code_again(scratch: Scratch, tmp_path: Path) -> None:
    """Texts that are longer than a page lose no word, and no page is without its code."""
    copy = scratch.copy(tmp_path / "copy")
    long = "A text that goes on and on. " * 100
    copy.append("content/documents/sheet.md", "".join(f"\n{long}{n * 'More. '}\n" for n in range(1, 4)))
    copy.docgen("catalog", "update", "-l", "th")
    drafts = [
        {"domain": "sheet", "msgctxt": "sheet", "msgid": f"{long}{n * 'More. '}".strip(), "msgstr": ["ยาว " * 300]}
        for n in range(1, 4)
    ]
    copy.draft("th", drafts)
    inputs = copy.inputs()
    messages = [message for message in waiting(inputs, "th") if message.domain == "sheet"]
    (sheet, *others) = sheets_of(messages, inputs, inputs.workspace.languages["th"])
    whole = Sheet(sheet.code, tuple(row for each in (sheet, *others) for row in each.rows))
    made = written(inputs, "th", [whole], messages)
    assert inspect(made) == ()
    pages = pdf_pages(made.data)
    assert len(pages) > 1 and all(sheet.code in page for page in pages)
    assert compact("".join(pages)).count("goesonandon") == 3 * 100
