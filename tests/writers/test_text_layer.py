"""What a program reads in a PDF is what a person reads on its page: to copy it, to find a word, to read it aloud."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from docgen.errors import RenderError
from docgen.pipeline.inputs import Inputs, read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.typeset.outlines import outlines_of
from docgen.workspace import read_workspace
from docgen.writers.artefact import Artefact, Format
from tests.scratch import ROOT, isolated
from tests.shelf import pages
from tests.writers.reading import by_pdfium, by_poppler, by_pypdf, found, letters, shown_texts

WORKSPACE = read_workspace(ROOT)
# What programs have trouble with: lines from right to left (pdfium: with a number in them), and for poppler a space
# between a number and Han: docs/text-layer.md.
HARD = re.compile("[\u0590-\u08ff]|[0-9]\u00a0[\u3040-\u9fff]")
HARD_FOR_PDFIUM = re.compile("[0-9]\u00a0[\u0590-\u08ff]")
TAGS = list(WORKSPACE.usual)
FAMILIES = {tag: ", ".join(f'"{family}"' for family in WORKSPACE.languages[tag].families) for tag in TAGS}
UDHR = Path(__file__).parents[1] / "data" / "udhr"
SENTENCES = {tag: (UDHR / f"{tag}.txt").read_text("utf-8").splitlines() for tag in TAGS}
DPI = 200
DARK = 110  # of 255: how much darker a dot must be than all dots around the same place


@cache
def inputs() -> Inputs:
    """Return the project's own workspace, read once."""
    return read_inputs(ROOT)


@cache
def printed(document: str, tag: str) -> Artefact:
    """Return one of the project's own documents as a PDF."""
    isolated()
    from docgen.writers.pdf import write_pdf

    ready = prepare(inputs(), Target(document, tag, Format.PDF))
    return write_pdf(ready, WORKSPACE.templates)


def page(body: str, tag: str = "en", style: str = "", exact: bool = True, **options: Any) -> bytes:
    """Return a page in a language's faces, as docgen writes it or as plain WeasyPrint does."""
    import weasyprint

    from docgen.writers.text_layer import exact_text

    css = (
        f"@page {{ size: A5; margin: 12mm }} body {{ font: 11pt/1.9 {FAMILIES[tag]}; overflow-wrap: anywhere }} {style}"
    )
    html = weasyprint.HTML(string=f'<html lang="{tag}"><title>t</title><style>{css}</style><body>{body}')
    if not exact:
        return bytes(html.write_pdf(pdf_identifier=b"t", **options))
    with exact_text():
        return bytes(html.write_pdf(pdf_identifier=b"t", **options))


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_can_be_read(needs: Callable[[str], str], tag: str) -> None:
    """Three programs read each text of the documents exactly as it was approved, letters and spaces."""
    pdftotext = str(Path(needs("pdftoppm")).with_name("pdftotext"))
    readers = {"pdfium": by_pdfium, "poppler": by_poppler(pdftotext), "pypdf": by_pypdf}
    for document in (name for name, language in pages(WORKSPACE) if language == tag):
        artefact = printed(document, tag)
        texts = shown_texts(artefact.typeset.document)
        assert len(texts) > 10 and artefact.notes == ()
        for name, read in readers.items():
            seen = read(artefact.data)
            missed = [text for text in texts if not found(text, seen)]
            hard = HARD_FOR_PDFIUM if name == "pdfium" else HARD
            assert [text for text in missed if not hard.search(text)] == [], name


STYLED = """<p class="foot">{0}</p><h1>{0}</h1><p>{1}</p><p style="text-align: justify">{2}</p><ol><li>{3}
<li><a href="tel:1300">{4}</a> 1300</ol><table><tr><th>{5}<td>{6}</table><p style="letter-spacing: .1em">{7}</p>
<p style="text-align: right">{8}</p>"""
STYLES = """table { border-collapse: collapse } td, th { border: 1px solid; width: 50% } h1 { font-size: 20pt }
.foot { position: running(foot); font-size: 7pt }
@page { margin-bottom: 20mm; @bottom-center { content: element(foot) } }"""


def alternating(sentence: str) -> str:
    """Return a sentence with every second word, or every second five letters, in bold."""
    words = re.findall(r"\S+\s*", sentence) if " " in sentence.strip() else re.findall(".{1,5}", sentence)
    return "".join(f"<b>{word}</b>" if index % 2 else word for index, word in enumerate(words))


@pytest.mark.parametrize("tag", TAGS)
def test_no_style_changes_the_text(needs: Callable[[str], str], tag: str) -> None:
    """Headings, bold words in between, lists, links, tables, spaced letters and running footers read as they stand."""
    sentences = SENTENCES[tag]
    styled = [sentences[0][:30].strip(), alternating(sentences[1]), *sentences[2:]]
    data = page(STYLED.format(*styled), tag, STYLES)
    for read in (by_pdfium, by_poppler(str(Path(needs("pdftoppm")).with_name("pdftotext"))), by_pypdf):
        pages = read(data)
        lost = [text for text in (styled[0], *sentences[1:9]) if not found(text, pages)]
        assert lost == []
        assert all(letters(styled[0]) in letters(each) for each in pages if letters(each))


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a language and pieces of its sentences, to be set one after another."""
    tag = draw(st.sampled_from(TAGS))
    words = sorted({word for sentence in SENTENCES[tag] for word in re.findall(r"[^\s,;]{1,12}", sentence)})
    return tag, draw(st.lists(st.sampled_from(words), min_size=1, max_size=25))


@example(("my", ["လာသေ", "စေ"]), "</b> <b>")
@settings(max_examples=40)
@given(sentences(), st.sampled_from([" ", "\u200b", "\u00a0", "</b>\u200b<b>", "</b> <b>", "\u2060"]))
def test_any_words_can_be_read(drawn: tuple[str, list[str]], between: str) -> None:
    """Whatever words stand in a line, with spaces, unseen breaks or bold letters between them, are read back."""
    tag, words = drawn
    pages = by_pdfium(page(f"<p><b>{between.join(words)}</b>", tag))
    assert found(re.sub("</?b>", "", between).join(words), pages)


def test_unseen_breaks_are_no_text() -> None:
    """Where a line may end is for the typesetter: who searches or copies a word meets neither U+200B nor U+2060."""
    (read,) = by_pdfium(page("<p>ផ្ត\u200bល់\u2060ជូន", "km"))
    assert read.strip() == "ផ្តល់ជូន"


@pytest.mark.parametrize("tag", TAGS)
def test_a_space_stays_where_a_line_ends(tag: str) -> None:
    """Who copies a paragraph of several lines gets its words apart, and no space where none was written."""
    import pypdfium2

    with pypdfium2.PdfDocument(page(f"<p>{SENTENCES[tag][0]}", tag, "p { width: 70mm }")) as document:
        text = document[0].get_textpage().get_text_range()
    assert text.count("\r\n") > 1
    assert re.sub("[\r\n]", "", text) == SENTENCES[tag][0]


@pytest.mark.parametrize("tag", ["th", "lo", "km", "my", "zh-Hant"])
def test_the_page_looks_the_same(needs: Callable[[str], str], tag: str, tmp_path: Path) -> None:
    """No ink stands more than 0.13 mm from where WeasyPrint puts it."""
    body = "".join(f"<p>{sentence}" for sentence in SENTENCES[tag][:5])
    exact, plain = (drawn(needs("pdftoppm"), page(body, tag, exact=way), tmp_path) for way in (True, False))
    assert len(exact) == len(plain)
    for ours, theirs in zip(exact, plain, strict=True):
        assert sum(theirs.histogram()[:128]) > 1000
        assert stray_dots(ours, theirs) == stray_dots(theirs, ours) == 0


def drawn(pdftoppm: str, data: bytes, folder: Path) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    subprocess.run([pdftoppm, "-r", str(DPI), "-gray", "-", folder / "page"], input=data, check=True)
    files = sorted(folder.glob("page-*"))
    pictures = [Image.open(io.BytesIO(file.read_bytes())) for file in files]
    for file in files:
        file.unlink()
    return pictures


def stray_dots(picture: Image.Image, other: Image.Image) -> int:
    """Return how many dots are dark and have nothing dark near them in the other picture."""
    lighter = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), picture)
    return sum(lighter.histogram()[DARK:])


def test_the_same_page_gives_the_same_bytes() -> None:
    """What was printed before in a process changes no byte."""
    body = "".join(f'<p lang="{tag}">{SENTENCES[tag][0]}' for tag in TAGS)
    first = page(body, "km")
    page(SENTENCES["km"][1], "km")
    outlines_of.cache_clear()
    assert page(body, "km") == first


def test_fonts_keep_what_the_file_says_of_them() -> None:
    """Each font's widths are the ones in its file, each code in use is drawn and read, and each subset has its name."""
    style = "".join(f":lang({tag}) {{ font-family: {FAMILIES[tag]} }}" for tag in TAGS)
    body = "".join(f'<p lang="{tag}">{SENTENCES[tag][0][:50]} <b>{SENTENCES[tag][1][:50]}</b>' for tag in TAGS)
    data = page(body, style=style)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [dict(font) for font in pdf.pages[0].Resources.Font.values()]
        assert len(fonts) == len({str(font["/BaseFont"]) for font in fonts}) > 3
        for font in fonts:
            (below,) = font["/DescendantFonts"]
            assert re.match(r"/[A-Z]{6}\+Noto-", str(below.BaseFont)) and below.CIDToGIDMap == "/Identity"
            assert below.BaseFont == below.FontDescriptor.FontName == font["/BaseFont"]
            descriptor = below.FontDescriptor
            embedded = descriptor.get("/FontFile2") or descriptor.FontFile3  # Han outlines are cubic
            file = TTFont(io.BytesIO(embedded.read_bytes()))
            widths = widths_of(below.W)
            metrics = file["hmtx"].metrics
            assert set(widths) == codes_read(font["/ToUnicode"].read_bytes())
            assert 0 not in widths
            for code, width in widths.items():
                advance = metrics[file.getGlyphName(code)][0] * 1000 / file["head"].unitsPerEm
                assert width == pytest.approx(advance, abs=0.001)


def widths_of(array: pikepdf.Array) -> dict[int, float]:
    """Return the width of each code; WeasyPrint writes [first [width …] first [width …] …]."""
    pairs = zip(list(array)[::2], list(array)[1::2], strict=True)
    return {int(first) + n: float(width) for first, widths in pairs for n, width in enumerate(widths)}


def codes_read(cmap: bytes) -> set[int]:
    """Return the codes that a ToUnicode table gives a text."""
    entries = b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL))
    return {int(code, 16) for code in re.findall(rb"<([0-9a-f]{4})> <[0-9a-f]+>", entries)}


def test_a_missing_letter_has_code_zero(caplog: pytest.LogCaptureFixture) -> None:
    """A character without a glyph is drawn as code 0 and nothing else is, so that a check can find it."""
    content = [shown_codes(page(f"<p>{text}")) for text in ("ab", "a\u0b95b")]
    assert 0 not in content[0] and content[1].count(0) == 1
    assert "U+0B95" in caplog.text


def shown_codes(data: bytes) -> list[int]:
    """Return the codes that the first page shows."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        shown = [
            operands[0] for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]) if str(operator) == "TJ"
        ]
        text = b"".join(bytes(item) for array in shown for item in array if isinstance(item, pikepdf.String))
    return [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text), 2)]


def test_a_cut_line_is_noted() -> None:
    """A line that WeasyPrint cuts with an ellipsis is drawn by WeasyPrint, and docgen says so."""
    import weasyprint

    from docgen.writers.text_layer import exact_text

    style = "width: 20mm; overflow: hidden; white-space: nowrap; text-overflow: ellipsis"
    with exact_text() as notes:
        data = weasyprint.HTML(string=f'<p style="{style}">Help is near, and it is free of charge.').write_pdf()
    assert set(notes) == {"text layer not proved: a line is cut with an ellipsis"}
    assert "Help" in by_pdfium(data)[0]


def test_another_renderer_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a WeasyPrint that was not proved docgen still prints, as plain WeasyPrint does, and says so."""
    import weasyprint

    from docgen.writers.text_layer import exact_text

    plain = page("<p>ជនរងគ្រោះ", "km", exact=False)
    monkeypatch.setattr(weasyprint, "__version__", "70.1")
    with exact_text() as notes:
        assert page("<p>ជនរងគ្រោះ", "km", exact=False) == plain
    assert notes == ["text layer not proved: it was with WeasyPrint 70.0, and this is 70.1"]


def test_nothing_is_changed_for_good() -> None:
    """After a PDF was written WeasyPrint draws as it always does."""
    before = page("<p>ជនរងគ្រោះ", "km", exact=False)
    assert page("<p>ជនរងគ្រោះ", "km") != before
    assert page("<p>ជនរងគ្រោះ", "km", exact=False) == before


def test_whole_faces_cannot_be_embedded() -> None:
    """WeasyPrint's option for whole faces is refused, not silently half done."""
    with pytest.raises(RenderError, match="full_fonts"):
        page("<p>text", full_fonts=True)
