"""What is printed: lines end where docgen says, nothing is fetched, and the file can be read aloud."""

from __future__ import annotations

import http.server
import io
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import pikepdf
import pytest

from docgen.tree import Paragraph, Run, Text, Value, plain, walk
from docgen.verify import inspect
from docgen.verify.extract import pdf_pages
from docgen.writers.artefact import Artefact, Typeset
from docgen.writers.page import render
from tests.scratch import ROOT, SHEET, Scratch, make_translated

TAGS = ("th", "lo", "km", "my")
ZWSP = "\u200b"
NARROW = "@page { size: 62mm 297mm } html { font-size: 13pt }"

# Sentences in which bold letters touch others, and values stand without a space.
SENTENCES = {
    "th": ("กองทุนช่วยเหลือผู้เสียหายจ่ายเงินให้ท่านเป็น", "ต่อเดือนตลอดระยะเวลาที่ท่านพักอยู่ในสถานคุ้มครองของรัฐ", "ค่าครองชีพ"),
    "lo": ("ກອງທຶນຊ່ວຍເຫຼືອຜູ້ຖືກເຄາະຮ້າຍຈ່າຍເງິນໃຫ້ທ່ານ", "ຕໍ່ເດືອນໃນໄລຍະທີ່ທ່ານພັກເຊົາຢູ່ໃນສູນຂອງລັດ", "ຄ່າຄອງຊີບ"),
    "km": ("មូលនិធិជួយជនរងគ្រោះផ្តល់ប្រាក់ដល់អ្នកចំនួន", "ក្នុងមួយខែក្នុងរយៈពេលដែលអ្នកស្នាក់នៅក្នុងមណ្ឌលរបស់រដ្ឋ", "ប្រាក់ឧបត្ថម្ភ"),
    "my": ("ရန်ပုံငွေသည်သင့်အားငွေကြေးထောက်ပံ့ပေးပါမည်", "တစ်လလျှင်သင်နေထိုင်သည့်ကာလအတွင်းရရှိနိုင်သည်", "နေထိုင်စရိတ်"),
}


SOURCE = "pay **cost**{fund.living_cost}, then {fund.within} pay **{fund.living_cost}** then"
COLUMN = SHEET.replace('id = "sheet"', 'id = "column"').replace("sheet-a4-large", "narrow").replace("pages = 1\n", "")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in five languages with templates of its own, and with a document for a narrow column."""
    made = make_translated(tmp_path_factory.mktemp("pdf") / "workspace", ("en", *TAGS))
    (made.own_templates() / "layouts" / "narrow.css").write_text(NARROW, "utf-8")
    text = f"{COLUMN[: COLUMN.index('**Help**')]}{SOURCE}\n".replace("first-information", "column")
    (made.root / "content" / "documents" / "column.md").write_text(text, "utf-8")
    made.edit("docgen.toml", '["example", "sheet"]', '["example", "sheet", "column"]')
    made.docgen("catalog", "update")
    for tag, (pays, then, cost) in SENTENCES.items():
        said = f"{pays}**{cost}**{{fund.living_cost}}{then} {{fund.within}}{pays}**{{fund.living_cost}}**{then}"
        made.draft(tag, [{"domain": "column", "msgctxt": "column", "msgid": SOURCE, "msgstr": [said]}])
    return made


@dataclass(frozen=True)
class Lines:
    """A paragraph: its lines as they were laid out, its text, its values, and after which letters a line may end."""

    lines: list[str]
    text: str
    values: list[str]
    allowed: set[int]


@pytest.fixture(scope="module")
def lines(scratch: Scratch) -> dict[str, Lines]:
    """Return the paragraph of each language in a narrow column."""
    return {tag: laid_out(scratch, tag) for tag in TAGS}


def laid_out(scratch: Scratch, tag: str) -> Lines:
    """Return the paragraph in a language as the line prepares it and WeasyPrint sets it."""
    ready = scratch.typeset(tag, "column")
    (paragraph,) = ready.document.blocks
    text, allowed = "", set()
    for character in plain(paragraph):
        if character in (" ", ZWSP):
            allowed.add(len(letters(text)))
        text += character
    values = [letters(plain(node)) for node in walk(paragraph) if isinstance(node, Value)]
    return Lines(rendered_lines(ready, scratch.root / "templates"), letters(text), values, allowed)


def letters(text: str) -> str:
    """Return a text without spaces and line-break opportunities."""
    return re.sub(r"[\s\u200b]", "", text)


def rendered_lines(ready: Typeset, templates: Path) -> list[str]:
    """Return the lines of the page's own text in WeasyPrint's box tree."""
    import weasyprint
    from weasyprint.formatting_structure import boxes

    from docgen.writers.thai_breaks import our_breaks_only

    html = render(ready, templates, "print/page.html.jinja", ZWSP, {"foot": 20, "line_scale": 1.0})
    with our_breaks_only():
        document = weasyprint.HTML(string=html).render()
    everything = [box for page in document.pages for box in page._page_box.descendants()]
    main = next(box for box in everything if box.element_tag == "main" and isinstance(box, boxes.BlockBox))
    lines = [box for box in main.descendants() if isinstance(box, boxes.LineBox)]
    return ["".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)) for line in lines]


@pytest.mark.parametrize("tag", TAGS)
def test_lines_end_at_spaces_and_where_docgen_says(lines: dict[str, Lines], tag: str) -> None:
    """In a narrow column no line ends inside a word, beside a bold letter, or where only the renderer saw a place."""
    of = lines[tag]
    assert len(of.lines) > 6
    assert letters("".join(of.lines)) == of.text
    ends = list(accumulate(len(letters(line)) for line in of.lines))
    assert set(ends[:-1]) <= of.allowed


@pytest.mark.parametrize("tag", TAGS)
def test_a_value_stays_on_one_line(lines: dict[str, Lines], tag: str) -> None:
    """An amount and its unit, a number and its weeks, are never parted, also where bold letters touch them."""
    of = lines[tag]
    assert len(of.values) == 3 and all(re.match(r"\d", value) for value in of.values)
    whole = "\n".join(letters(line) for line in of.lines)
    for value in of.values:
        assert whole.count(value) == of.text.count(value), value


def test_the_renderer_alone_would_break_thai_elsewhere(scratch: Scratch) -> None:
    """The rule is needed: without it libthai ends a line between 10 and บาท."""
    import weasyprint
    from weasyprint.formatting_structure import boxes

    from docgen.writers.thai_breaks import our_breaks_only

    style = '@page { size: 21mm 200mm; margin: 1mm } p { font: 12pt "Noto Sans Thai Looped", "Noto Sans" }'
    html = f"<style>{style}</style><p lang=th>ได้รับเงิน10บาท"

    def rendered() -> list[str]:
        document = weasyprint.HTML(string=html).render()
        return [b.text for p in document.pages for b in p._page_box.descendants() if isinstance(b, boxes.TextBox)]

    assert len(rendered()) > 1
    with our_breaks_only():
        assert rendered() == ["ได้รับเงิน10บาท"]


# --- nothing is fetched -------------------------------------------------------------------------------------------


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server on this machine, and the list of what it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


ELEMENTS = [
    '<img src="{}" alt="x">',
    '<p style="background: url({})">x</p>',
    '<link rel="stylesheet" href="{}">',
    '<style>@import url("{}");</style>',
    '<style>@font-face {{ font-family: "x"; src: url({}) }} main {{ font-family: "x" }}</style>',
    '<object data="{}">x</object>',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<svg width="10" height="10"><image href="{}" width="9" height="9"/></svg>',
]


def printed_with(scratch: Scratch, element: str) -> Artefact:
    """Return the example, printed by a template that has one element more."""
    from docgen.writers.pdf import write_pdf

    templates = scratch.own_templates()
    page = templates / "print" / "page.html.jinja"
    sound = (ROOT / "templates" / "print" / "page.html.jinja").read_text("utf-8")
    page.write_text(sound.replace("</main>", f"{element}</main>"), "utf-8")
    return write_pdf(scratch.typeset("en"), templates)


@pytest.mark.parametrize("element", ELEMENTS)
def test_no_template_can_reach_the_network(scratch: Scratch, asked: tuple[str, list[str]], element: str) -> None:
    """Whatever a template asks for, no request leaves the machine, and the file is not printed."""
    address, paths = asked
    artefact = printed_with(scratch, element.format(f"{address}/x.png"))
    assert paths == []
    assert inspect(artefact)


@pytest.mark.parametrize("element", ELEMENTS)
def test_no_template_can_read_the_disk(scratch: Scratch, tmp_path: Path, element: str) -> None:
    """A file beside the workspace reaches no page, drawn or attached, and the page that asks for it is not printed."""
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">verysecret</text></svg>', "utf-8")
    artefact = printed_with(scratch, element.format(secret.as_uri()))
    assert inspect(artefact)
    with pikepdf.open(io.BytesIO(artefact.data)) as pdf:
        assert not pdf.attachments
    assert "verysecret" not in "".join(pdf_pages(artefact.data))


def test_a_picture_in_the_page_is_drawn(scratch: Scratch) -> None:
    """The rule is not so strict that a page could not bring its own pictures: QR codes are such."""
    artefact = printed_with(
        scratch, '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==" alt="x">'
    )
    assert artefact.log == ()


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(scratch: Scratch) -> dict[str, Artefact]:
    """Return the example in English and Khmer."""
    from docgen.writers.pdf import write_pdf

    return {tag: write_pdf(scratch.typeset(tag), ROOT / "templates") for tag in ("en", "km")}


@pytest.mark.parametrize("tag", ["en", "km"])
def test_a_pdf_says_its_title_language_and_publisher(printed: dict[str, Artefact], tag: str) -> None:
    """A screen reader announces the title and takes the voice of the language."""
    document = printed[tag].typeset.document
    with pikepdf.open(io.BytesIO(printed[tag].data)) as pdf:
        assert str(pdf.Root.Lang) == tag
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        title = "".join(run.text for text in (document.title,) for run in text.children if isinstance(run, Run))
        assert str(pdf.docinfo.Title) == title.replace(ZWSP, "")
        assert str(pdf.docinfo.Author) == printed[tag].typeset.publisher != ""


def test_a_pdf_names_no_person_and_no_computer(printed: dict[str, Artefact]) -> None:
    """What the file says of itself is the publication: title, author, edition, program, and nothing more."""
    with pikepdf.open(io.BytesIO(printed["en"].data)) as pdf:
        assert set(pdf.docinfo.keys()) <= {"/Title", "/Author", "/Keywords", "/Producer", "/Creator", "/Trapped"}


def test_a_value_is_found_on_its_page(scratch: Scratch) -> None:
    """Each value is reported with each page it stands on, also a telephone in a box that the layout moves."""
    from docgen.writers.pdf import write_pdf

    ready = scratch.typeset("en")
    filler = Paragraph(Text(ready.document.title.message, "en", forms=((Run("Many words. " * 500),),)))
    document = replace(ready.document, blocks=(*ready.document.blocks, filler, *ready.document.blocks[-1:]))
    artefact = write_pdf(replace(ready, document=document), ROOT / "templates")
    pages = pdf_pages(artefact.data)
    assert len(pages) == artefact.pages > 1
    for ref, shown in {"fund.living_cost": "3,000", "call.social_assistance": "1300"}.items():
        expected = {number for number, text in enumerate(pages, 1) if shown in text}
        assert {place.page for place in artefact.places if place.ref == ref} == expected


def test_a_sheet_draws_its_lines_together_before_it_goes_overleaf(scratch: Scratch) -> None:
    """A sheet of one page stays one page where tighter lines allow it, and its letters stay as large as they were."""
    from docgen.writers.pdf import write_pdf

    ready = scratch.typeset("en", "sheet")

    def written(words: int, most: int) -> Artefact:
        filler = Paragraph(Text(ready.document.title.message, "en", forms=((Run("Many words. " * words),),)))
        document = replace(ready.document, blocks=(filler, *ready.document.blocks), pages=most)
        return write_pdf(replace(ready, document=document), ROOT / "templates")

    words = next(n for n in range(80, 300, 10) if written(n, 0).pages == 2)
    assert written(words, 1).pages == 1
    assert written(words * 3, 1).pages > 1  # and then the check of pages refuses it


def test_warnings_do_not_reach_the_console(scratch: Scratch, capfd: pytest.CaptureFixture[str]) -> None:
    """What the renderer says is evidence in the artefact; a user's console shows docgen's own words only."""
    artefact = printed_with(scratch, '<p style="colour: red">x</p>')
    assert any("colour" in line for line in artefact.log)
    assert capfd.readouterr() == ("", "")
