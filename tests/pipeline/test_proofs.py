"""A proof is the real page with numbers that lead to its messages; nothing of it can be taken for the page itself."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import polib
import pytest

from docgen.canonical import canonical
from docgen.edition import read_stamp
from docgen.pipeline.proofs import Kind, Wanted, make
from docgen.tree import Text as TreeText
from docgen.tree import plain, walk
from docgen.verify.extract import pdf_pages
from docgen.writers.artefact import Format
from docgen.writers.proofs.marks import numbered_texts
from tests.scratch import ROOT, Scratch, isolated, make_translated

TAGS = ("en", "th", "km", "my", "zh-Hant")
Made = dict[str, bytes]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in five languages whose translations are machine drafts."""
    isolated()
    return make_translated(tmp_path_factory.mktemp("proofs") / "workspace", TAGS)


@pytest.fixture(scope="module")
def made(scratch: Scratch) -> Callable[[str, Kind], Made]:
    """Return a function that makes a proof of the example, each once: its files by their suffix."""
    known: dict[tuple[str, Kind], Made] = {}

    def of(tag: str, kind: Kind = Kind.NUMBERED) -> Made:
        if (tag, kind) not in known:
            files, found = make(scratch.inputs(), Wanted("example", tag, kind))
            assert found == ()
            known[tag, kind] = {re.sub(rf".*-{kind.value}", "", file.name): file.data for file in files}
        return known[tag, kind]

    return of


Make = Callable[..., Made]


def words(page: str) -> str:
    """Return the letters of a page."""
    return re.sub(r"[\s\u200b\ufffe]", "", page)


def lines(data: bytes, pages: int) -> list[tuple[int, float, float, str]]:
    """Return each text that is drawn on the first pages: the page, where it begins, and its colour."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages[:pages]):
            colour = ""
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("rg", "scn", "g", "sc"):
                    colour = " ".join(f"{float(value):.2f}" for value in operands)
                if str(operator) == "Tm":
                    found.append((number, round(float(operands[4]), 2), round(float(operands[5]), 2), colour))
    return found


@pytest.mark.parametrize("tag", TAGS)
def test_lines_and_pages_are_those_of_the_real_document(scratch: Scratch, made: Make, tag: str) -> None:
    """The numbers take no room: what does not fit in the proof does not fit in the document, and nothing else."""
    real = scratch.artefact(tag, Format.PDF)
    drawn, proved = lines(real.data, real.pages), lines(made(tag)[".pdf"], real.pages)
    assert drawn and set(drawn) <= set(proved)
    assert {colour for *_, colour in set(proved) - set(drawn)} == {"0.69 0.00 0.13"}  # the colour of the numbers


def anchors(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the page of each place that a link can lead to."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    names = list(pdf.Root.Names.Dests.Names)
    return {str(name): pages[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}


@pytest.mark.parametrize("tag", ["en", "km"])
def test_every_number_leads_to_the_index_and_back(scratch: Scratch, made: Make, tag: str) -> None:
    """One click from the word to its message, and one from the message to the word."""
    pages = scratch.artefact(tag, Format.PDF).pages
    document = scratch.typeset(tag).document
    shown = numbered_texts(document)
    with pikepdf.open(io.BytesIO(made(tag)[".pdf"])) as pdf:
        places = anchors(pdf)
        links = [
            (number, str(note.Dest))
            for number, page in enumerate(pdf.pages)
            for note in page.get("/Annots", [])
            if "/Dest" in note
        ]
    forth = {name for number, name in links if number < pages}
    back = {name for number, name in links if number >= pages}
    assert {f"message-{n}" for n in shown} == {name for name in places if name.startswith("message-")}
    assert forth <= {f"message-{n}" for n in shown} and all(places[name] >= pages for name in forth)
    assert {name.replace("message", "at") for name in forth} == back and all(places[name] < pages for name in back)
    unseen = [text.message.msgid for number, text in shown.items() if f"message-{number}" not in forth]
    assert unseen == [
        "Leave this page",
        "Contents",
        "continued",
        document.neutral_title.message.msgid,
    ]  # the telephone's own


def index(data: bytes) -> dict[int, Any]:
    """Return the rows of the index in an HTML proof, by number."""
    rows = lxml.html.document_fromstring(data.decode()).xpath("//tr[starts-with(@id, 'message-')]")
    return {int(row.get("id").removeprefix("message-")): row for row in rows}


@pytest.mark.parametrize("tag", ["th", "km", "zh-Hant"])
def test_the_index_names_the_line_of_each_message(scratch: Scratch, made: Make, tag: str) -> None:
    """Whoever opens the PO file at the line finds the msgid of the text on the page."""
    shown = numbered_texts(scratch.typeset(tag).document)
    rows = index(made(tag)[".html"])
    assert set(rows) == set(shown)
    for number, text in shown.items():
        place = str(rows[number].find_class("place")[0].text_content()).split(" · ")
        path, line = place[0].split(":")[:2]
        there = (scratch.root / path).read_text("utf-8").splitlines()[int(line) - 1 :]
        assert place[1] == text.message.msgctxt
        if path.endswith(".po"):
            assert polib.unescape(there[0].removeprefix('msgid "').removesuffix('"')) in ("", text.message.msgid)
        else:
            assert text.language == "en" and text.message.msgid[:10] in "\n".join(there[:2])
        assert rows[number].find_class("status")[0].text == text.status.value


def test_the_index_shows_placeholders_as_the_reader_sees_them(made: Make) -> None:
    """An amount, a length of time, a format: each placeholder with what stands in its place."""
    rows = [row for row in index(made("km")[".html"]).values() if row.find_class("value")]
    said = {str(row.find_class("source")[0].text_content()): row for row in rows}
    row = next(row for source, row in said.items() if source.startswith("The fund pays"))
    values = [canonical(value.text_content()) for value in row.find_class("value")]
    assert values == ["{fund.living_cost} ៣.០០០ បាត", values[1]] and values[1].startswith("{fund.within} ៣")
    assert [canonical(v.text_content()) for v in said["{n} baht"].find_class("value")] == ["{n} ៣.០០០"]


@pytest.mark.parametrize("tag", ["en", "my"])
def test_a_html_proof_is_one_file_whose_links_lead_somewhere(made: Make, tag: str) -> None:
    """It can be mailed: no file beside it, no request, no link into nothing."""
    root = lxml.html.document_fromstring(made(tag)[".html"].decode())
    assert len(root.xpath("//a//a")) == 0
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    hrefs = [link.get("href") for link in root.iter("a")]
    assert [href for href in hrefs if href.startswith("#") and href[1:] not in ids] == []
    assert not re.search(r'(?:src|href)="(?!data:|#|tel:|about:)', made(tag)[".html"].decode())


@pytest.mark.parametrize("kind", Kind)
def test_a_proof_is_the_same_on_every_machine(scratch: Scratch, made: Make, kind: Kind) -> None:
    """Made twice, it has the same bytes, so two people speak of the same numbers."""
    again, _ = make(scratch.inputs(), Wanted("example", "km", kind))
    assert [file.data for file in again] == list(made("km", kind).values())


def test_a_proof_is_no_edition(made: Make) -> None:
    """Each page says that it is not to be handed out, and no metadata call it an edition."""
    data = made("km")[".pdf"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Keywords" not in pdf.docinfo
    assert all("Nottobehandedout" in words(page) for page in pdf_pages(data))
    metas = lxml.html.document_fromstring(made("km")[".html"].decode()).iter("meta")
    assert not any(read_stamp(meta.get("content") or "") for meta in metas)


# --- side by side, back-translation -------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["th", "my", "zh-Hant"])
def test_source_and_translation_stand_side_by_side(scratch: Scratch, made: Make, tag: str) -> None:
    """Each message is there in both languages, with its status, under the number that it has in the numbered proof."""
    shown = numbered_texts(scratch.typeset(tag).document)
    rows = lxml.html.document_fromstring(made(tag, Kind.SIDE_BY_SIDE)[".html"].decode()).xpath("//tbody/tr")
    cells = {int(row[0].text_content()): [str(cell.text_content()) for cell in row] for row in rows}
    assert set(cells) == set(shown)
    for number, text in shown.items():
        assert words(plain(text)) in words(cells[number][2]) and cells[number][3] == text.status.value
        if "{" not in text.message.msgid and "*" not in text.message.msgid:
            assert words(text.message.msgid.replace("\\", "")) == words(cells[number][1])
    read = words("".join(pdf_pages(made(tag, Kind.SIDE_BY_SIDE)[".pdf"])))
    assert "Thefundpays3,000bahtwithin3weeks" in read


def test_the_source_speaks_of_the_same_reader(made: Make) -> None:
    """A notice that names the language names the translation's on both sides, so that nobody mends what is right."""
    rows = lxml.html.document_fromstring(made("th", Kind.SIDE_BY_SIDE)[".html"].decode()).xpath("//tbody/tr")
    notices = [str(row[1].text_content()) for row in rows if "call" in row[1].text_content()]
    assert notices and not any("{" in notice for notice in notices)


@pytest.mark.parametrize("tag", ["th", "km"])
def test_a_reader_of_the_back_translation_sees_no_source(scratch: Scratch, made: Make, tag: str) -> None:
    """The sheet to write on has every translated text that stands by itself, and none of the source's words."""
    sheets = made(tag, Kind.BACK_TRANSLATION)
    reading, sources = (words("".join(pdf_pages(sheets[name]))) for name in (".pdf", "-source.pdf"))
    document = scratch.typeset(tag).document
    texts = [node for node in walk(document.blocks) if isinstance(node, TreeText) and node.language == tag]
    assert texts and words(plain(document.title)) in reading
    for text in texts:
        if "{" not in text.message.msgid and "*" not in text.message.msgid:
            source = words(text.message.msgid.replace("\\", ""))
            assert len(source) < 6 or source not in reading
    assert "example" not in reading
    assert words(document.title.message.msgid) in sources


# --- what is wrong ------------------------------------------------------------------------------------------------


def with_long_word(scratch: Scratch, folder: Path) -> Scratch:
    """Return the workspace with a Thai heading of one long word."""
    copy = scratch.copy(folder)
    path = copy.root / "translations" / "th" / "LC_MESSAGES" / "example.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    next(entry for entry in catalog if entry.msgid == "What the fund pays").msgstr = "Donaudampf" * 9
    catalog.save()
    return copy


def test_what_does_not_fit_is_found_with_its_message(scratch: Scratch, tmp_path: Path) -> None:
    """A word wider than the page is told with page, number and the line of the PO file, and the proof is made."""
    copy = with_long_word(scratch, tmp_path / "copy")
    files, found = make(copy.inputs(), Wanted("example", "th", Kind.NUMBERED))
    (wrong,) = [each for each in found if each.number]
    assert wrong.message == f"“{'Donaudampf' * 4}” is wider than its place" and wrong.page == 1
    path, line = wrong.place.split(":")
    assert (copy.root / path).read_text("utf-8").splitlines()[int(line) - 1] == 'msgid "What the fund pays"'
    shown = numbered_texts(copy.typeset("th").document)
    assert shown[wrong.number].message.msgid == "What the fund pays"
    real = copy.artefact("th", Format.PDF).pages
    assert "iswiderthanitsplace" in words(pdf_pages(files[0].data)[real])  # at the head of the index


def test_a_message_in_a_link_of_the_template_keeps_its_number(scratch: Scratch, made: Make) -> None:
    """On a telephone the way out is a link around a label: its number stands before it and leads to the index."""
    root = lxml.html.document_fromstring(made("th")[".html"].decode())
    shown = numbered_texts(scratch.typeset("th").document)
    number = next(n for n, text in shown.items() if text.message.msgid == "Leave this page")
    (mark,) = root.xpath(f"//span[@class='proof-mark'][a[@href='#message-{number}']]")
    assert mark.getnext().get("class") == "exit"


def test_missing_templates_are_an_error_with_a_place(scratch: Scratch, tmp_path: Path) -> None:
    """A workspace whose templates are older than proofs is told which file it lacks."""
    from docgen.errors import RenderError

    copy = scratch.copy(tmp_path / "copy")
    (copy.own_templates() / "proof" / "index.html.jinja").unlink()
    with pytest.raises(RenderError, match=r"proof/index.html.jinja"):
        make(copy.inputs(), Wanted("example", "th", Kind.NUMBERED))
    assert (ROOT / "templates" / "proof" / "index.html.jinja").exists()
