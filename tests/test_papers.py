"""Forms on paper: who may sign which file, what stays together, and that nothing is filled in beforehand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from docgen.verify.extract import docx_text, html_text, pdf_pages
from tests.papers import PAPER, SIGNER, make_papers
from tests.scratch import Scratch, translated_by_machine
from tests.writers.structure import elements, kids

FILES = ("en/paper.pdf", "th/paper.pdf", "km/paper.pdf", "km/paper-bilingual.pdf")


def letters(text: str) -> str:
    """Return a text without its spaces and invisible breaks."""
    return re.sub(r"[\s\u00a0\u200b\u2060]+", "", text)


def says(scratch: Scratch, name: str, msgid: str, tag: str) -> bool:
    """Whether a PDF of build/ shows a text in a language."""
    shown = letters("".join(pdf_pages(scratch.file(name).read_bytes())))
    return letters(translated_by_machine(msgid, tag)) in shown


def built(folder: Path, *final: str) -> Scratch:
    """Return a workspace with the paper as PDF; the texts of some languages are approved."""
    scratch = make_papers(folder, final)
    scratch.build("-d", "paper", "-f", "pdf")
    return scratch


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Nothing is approved."""
    return built(tmp_path_factory.mktemp("draft") / "w")


@pytest.fixture(scope="module")
def thai(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """The Thai text is approved, no other."""
    return built(tmp_path_factory.mktemp("thai") / "w", "th")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """All texts are approved."""
    return built(tmp_path_factory.mktemp("whole") / "w", "en", "th", "km")


# In which languages it is said who signs.
SIGNED = {
    "draft": {"en/paper.pdf": "", "th/paper.pdf": "", "km/paper.pdf": "", "km/paper-bilingual.pdf": ""},
    "thai": {"en/paper.pdf": "", "th/paper.pdf": "th", "km/paper.pdf": "", "km/paper-bilingual.pdf": "th"},
    "whole": {
        "en/paper.pdf": "en",
        "th/paper.pdf": "th",
        "km/paper.pdf": "km",
        "km/paper-bilingual.pdf": "th km",
    },
}


@pytest.mark.parametrize("state", SIGNED)
@pytest.mark.parametrize("name", FILES)
def test_a_file_has_places_to_sign_only_where_its_text_is_final(
    state: str, name: str, request: pytest.FixtureRequest
) -> None:
    """One block of signatures at most, in the languages whose text is final, and Thai alone where only Thai is."""
    scratch: Scratch = request.getfixturevalue(state)
    with pikepdf.open(scratch.file(name)) as pdf:
        boxes = sum(_is_box(page) for page in pdf.pages)
    assert boxes == (1 if SIGNED[state][name] else 0)
    shown = " ".join(tag for tag in ("en", "th", "km") if says(scratch, name, SIGNER, tag))
    assert shown == SIGNED[state][name]


def _is_box(page: pikepdf.Page) -> bool:
    """Whether a page draws the box of a thumbprint: 25 mm wide and 30 mm high."""
    sizes = [
        (round(float(i.operands[2]) * 0.75 * 25.4 / 72), round(float(i.operands[3]) * 0.75 * 25.4 / 72))
        for i in pikepdf.parse_content_stream(page)
        if str(i.operator) == "re" and len(i.operands) == 4
    ]
    return any(width in (25, 26) and height in (30, 31) for width, height in sizes)


def test_a_page_in_two_languages_is_an_edition_of_its_own(whole: Scratch) -> None:
    """It has its own stamp, is proved again from its bytes, and lies beside the reader's other files."""
    stamps = {}
    for name in FILES:
        (proof,) = whole.docgen("verify", str(whole.file(name)), "--json").json
        assert proof["findings"] == []
        stamps[proof["edition"]] = name
    assert len(stamps) == len(FILES)


def test_pairs_are_never_divided(tmp_path: Path) -> None:
    """A sentence and its translation stand on one page, however the pages fall."""
    sentences = "".join(
        f"Words {'and more words ' * (n % 7)}of sentence {'abcdefghij'[n % 10]}.\n\n" for n in range(60)
    )
    scratch = make_papers(tmp_path / "w", paper=PAPER.replace("Ask: ", sentences + "Ask: "))
    scratch.build("-d", "paper", "-l", "th+km", "-f", "pdf")
    with pikepdf.open(scratch.file("km/paper-bilingual.pdf")) as pdf:
        assert len(pdf.pages) > 2
        pairs = [
            each for each in elements(pdf, "Div") if [str(k.get("/Lang", "")) for k in _elements(each)] == ["", "km"]
        ]
        assert len(pairs) > 60
        assert {len(_pages(pair)) for pair in pairs} == {1}


def _elements(element: Any) -> list[Any]:
    return [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _pages(element: Any) -> set[tuple[int, int]]:
    """Return the pages that an element's content stands on."""
    found = {element.Pg.objgen} if "/Pg" in element else set()
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary):
            found |= _pages(kid) if "/S" in kid else {kid.Pg.objgen} if "/Pg" in kid else set()
    return found


def test_nothing_is_chosen_beforehand(draft: Scratch) -> None:
    """No file has a box that is ticked, or can be: a blank is for a pen, and the page on a phone is for reading."""
    draft.build("-d", "paper", "-l", "km")
    with pikepdf.open(draft.file("km/paper.pdf")) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not any("/Annots" in page and any(a.Subtype == "/Widget" for a in page.Annots) for page in pdf.pages)
    page = draft.file("km/form.html").read_text("utf-8")
    assert not re.search(r"<(?:input|select|textarea)|<[^>]* (?:checked|selected|contenteditable)", page)
    for text in (html_text(page.encode()), docx_text(draft.file("km/paper.docx").read_bytes())):
        assert not set(text) & set("☑☒✓✔✗✘■●")


def test_help_is_on_no_page(draft: Scratch) -> None:
    """What is said to who fills in a form on a screen is printed nowhere."""
    draft.build("-d", "paper", "-l", "en")
    page = html_text(draft.file("en/form.html").read_bytes())
    for text in ("".join(pdf_pages(draft.file("en/paper.pdf").read_bytes())), page):
        assert letters("As the person says it.") not in letters(text)


@pytest.mark.parametrize("tags", ["km+th", "th+th", "th+xx", "km+en"])
def test_there_are_no_pages_in_other_pairs(draft: Scratch, tags: str) -> None:
    """A page in two languages is in the authority's and another one, in this order."""
    assert draft.docgen("build", "-l", tags, code=7).err.startswith("error: ")


def test_a_sentence_to_say_has_no_place_in_two_languages(tmp_path: Path) -> None:
    """Who reads Thai needs no Thai sentence to show, so the two pages would not match."""
    scratch = make_papers(tmp_path / "w")
    scratch.append("content/documents/paper.md", "\n:::{say} th\nHelp me.\n:::\n")
    said = scratch.docgen("build", "-d", "paper", code=3).err
    assert "content/documents/paper.md" in said and "made in two languages at once" in said


# --- docgen form blank --------------------------------------------------------------------------------------------


def test_blanks_tell_who_may_sign(thai: Scratch) -> None:
    """`docgen form blank` says of each file whether it has places to sign."""
    made = thai.docgen("form", "blank", "paper", "--json").json["forms"]
    assert {each["language"]: each["signatures"] for each in made} == {
        "en": "none: a reading aid",
        "th": "places to sign",
        "km": "none: a reading aid",
        "th+en": "under the authority's text only",
        "th+km": "under the authority's text only",
    }
    assert all(Path(each["path"]).is_file() for each in made)


def test_blanks_are_copied_and_nothing_is_overwritten(draft: Scratch, tmp_path: Path) -> None:
    """On a memory stick each blank has a name of its own; another file of that name stays, and nothing is written."""
    out = tmp_path / "usb"
    draft.docgen("form", "blank", "paper", "-l", "km", "--out", str(out))
    assert sorted(path.name for path in out.iterdir()) == ["paper-km.pdf", "paper-th+km.pdf"]
    assert (out / "paper-km.pdf").read_bytes() == draft.file("km/paper.pdf").read_bytes()
    draft.docgen("form", "blank", "paper", "-l", "km", "--out", str(out))
    (out / "paper-th+km.pdf").write_bytes(b"mine")
    (out / "paper-km.pdf").unlink()
    assert "is there already" in draft.docgen("form", "blank", "paper", "-l", "km", "--out", str(out), code=6).err
    assert [path.name for path in out.iterdir()] == ["paper-th+km.pdf"]


def test_a_form_that_is_not_there_is_named(draft: Scratch) -> None:
    """A document without fields is no form."""
    said = draft.docgen("form", "blank", "sheet", code=7).err
    assert "there is no form “sheet”" in said and "there are paper" in said
