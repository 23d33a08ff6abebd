"""Each check finds what it is there for: one example for every code that it can yield, made from a real file."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest

from docgen.speech.sound import Sound as Recorded
from docgen.tree import Cover, Document, Paragraph, Picture, Run, Text, Value, rebuild
from docgen.typeset.faces import FaceSet
from docgen.verify import NotFit, Verified, inspect, verify
from docgen.verify.extract import pages
from docgen.verify.registry import all_checks, checks
from docgen.verify.values import occurrences, spaced
from docgen.writers.artefact import Artefact, Fault, Format
from tests.scratch import ROOT, Scratch, make_translated

NO_FACE_HAS_IT = "\u05d0"  # a Hebrew letter


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English, Thai and Khmer with templates of its own."""
    made = make_translated(tmp_path_factory.mktemp("checks") / "workspace")
    made.own_templates()
    return made


@pytest.fixture(scope="module")
def sound(scratch: Scratch) -> dict[tuple[str, Format], Artefact]:
    """Return files in which nothing is wrong."""
    return {(tag, format): scratch.artefact(tag, format) for tag in ("en", "km") for format in Format}


Sound = dict[tuple[str, Format], Artefact]
Break = Callable[[Scratch, Sound], Artefact]
CASES: dict[str, tuple[str, str, Break]] = {}


def trips(check: str, code: str, name: str) -> Callable[[Break], Break]:
    """Register an example that must make a check yield a code."""

    def register(function: Break) -> Break:
        assert name not in CASES
        CASES[name] = (check, code, function)
        return function

    return register


def with_document(artefact: Artefact, change: Callable[[Document], Document]) -> Artefact:
    """Return the file beside another document than it was made from."""
    return replace(artefact, typeset=replace(artefact.typeset, document=change(artefact.typeset.document)))


def with_text(document: Document, text: str) -> Document:
    """Return the document with one more paragraph, past the line that would have refused it."""
    words = Text(document.title.message, document.language, forms=((Run(text),),))
    return replace(document, blocks=(Paragraph(words), *document.blocks))


def printed(scratch: Scratch, change: Callable[[Document], Document], css: str = "", pages: int = 0) -> Artefact:
    """Return a PDF of the English example with a changed document, and with more rules in its style sheet."""
    from docgen.writers.pdf import write_pdf

    ready = scratch.typeset("en")
    templates = scratch.root / "more"
    shutil.copytree(ROOT / "templates", templates, dirs_exist_ok=True)
    (templates / "layouts" / "tried.css").write_text(f"@page {{ size: 148mm 210mm }}\n{css}", "utf-8")
    document = replace(change(ready.document), layout="tried", pages=pages)
    return write_pdf(replace(ready, document=document), templates)


def same(document: Document) -> Document:
    """Return the document as it is."""
    return document


# --- faces --------------------------------------------------------------------------------------------------------


@trips("glyphs/pdf", "notdef", "a letter that no face has")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, lambda document: with_text(document, f"a {NO_FACE_HAS_IT} b"))


@trips("faces/html", "no-glyph", "a letter that the page does not bring")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return edited(sound["en", Format.HTML], b"</main>", f"{NO_FACE_HAS_IT}</main>".encode())


def without_a_family(artefact: Artefact) -> Artefact:
    """Return the file beside a list of faces from which its own family is gone."""
    families = {name: family for name, family in artefact.typeset.faces.families.items() if name != "Noto Sans"}
    return replace(artefact, typeset=replace(artefact.typeset, faces=FaceSet(families)))


@trips("faces/pdf", "foreign-face", "a pdf with a face that is not listed")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return without_a_family(sound["en", Format.PDF])


@trips("faces/docx", "foreign-face", "a docx with a face that is not listed")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return without_a_family(sound["en", Format.DOCX])


@trips("faces/html", "foreign-face", "a page with a face that is not listed")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return edited(sound["en", Format.HTML], b'font-family: "Noto Sans"', b'font-family: "Comic Sans"')


def edited(artefact: Artefact, old: bytes, new: bytes) -> Artefact:
    """Return the file with some bytes replaced."""
    assert old in artefact.data
    return replace(artefact, data=artefact.data.replace(old, new))


# --- pictures -----------------------------------------------------------------------------------------------------


def with_picture(document: Document) -> Document:
    """Return the document with a picture that its file does not have."""
    picture = Picture("stop", "<svg/>", Text(document.title.message, document.language, forms=((Run("A hand."),),)))
    return replace(document, blocks=(*document.blocks, picture))


@trips("pictures", "lost-picture", "a pdf without its picture")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return with_document(sound["en", Format.PDF], with_picture)


@trips("pictures", "lost-picture", "a docx without its picture")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return with_document(sound["en", Format.DOCX], with_picture)


@trips("pictures", "lost-picture", "a page without its picture")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return with_document(sound["en", Format.HTML], with_picture)


# --- the page -----------------------------------------------------------------------------------------------------


@trips("overflow", "overflow", "a word wider than the page")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, lambda document: with_text(document, "unbreakable" * 20))


@trips("overflow", "overflow", "a cell narrower than its word")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, "table { table-layout: fixed; width: 20mm }")


@trips("overflow", "overflow", "a cell that pushes its table off the page")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, "td { white-space: nowrap; letter-spacing: 12mm }")


@trips("overflow", "overflow", "a foot higher than its margin")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, "@page { margin-bottom: 16mm }")


@trips("overflow", "overflow", "a box that cannot end on its page")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, ".contact { position: absolute; top: 160mm }")


@trips("overflow", "overflow", "a telephone printed over a name")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, ".contact { position: relative } .telephones { position: absolute; top: 0; left: 0 }")


@trips("type-area", "outside", "ink near the edge")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, "h1 { position: relative; left: -8mm }")


@trips("pages", "too-many", "a sheet that goes on overleaf")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, lambda document: with_text(document, "Many words. " * 700), pages=1)


def plainly(document: Document) -> Document:
    """Return the document with a plain cover."""
    return replace(document, cover=Cover.PLAIN)


@trips("outside", "told", "a publisher on the cover")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, plainly, "@page outside { @bottom-center { content: element(foot) 'Police' } }")


@trips("outside", "told", "a paper without its cover")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return with_document(sound["km", Format.PDF], plainly)


@trips("outside", "told", "words on the back")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, plainly, ".behind::after { content: 'Police' }")


@trips("renderer-log", "warning", "a property that the renderer does not know")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, "p { colour: red }")


@trips("renderer-log", "warning", "a picture from the disk")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, 'main { background: url("file:///etc/passwd") }')


@trips("renderer-log", "warning", "a picture from the network")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, 'main { background: url("http://127.0.0.1:9/a.png") }')


@trips("renderer-log", "warning", "a style sheet from elsewhere")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, 'main { background: url("ftp://127.0.0.1/a.svg") }')


@trips("size", "too-large", "a page of half a megabyte")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return edited(sound["en", Format.HTML], b"</body>", b"<!--" + b"x" * 400_000 + b"--></body>")


@trips("size", "too-large", "a page with hours of speech")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    page = sound["en", Format.HTML]
    heard = replace(page.typeset, sounds={"a": Recorded("wav", "audio/wav", bytes(900_000))})
    return replace(edited(page, b"</body>", b"<!--" + b"x" * 1_500_000 + b"--></body>"), typeset=heard)


# --- values -------------------------------------------------------------------------------------------------------


def another_amount(document: Document) -> Document:
    """Return the document with an amount that no file made of the former one shows."""

    def change(node: object) -> Value | None:
        if isinstance(node, Value) and node.ref == "fund.living_cost":
            return replace(node, shown=node.shown.replace("3", "4").replace("៣", "៤"))
        return None

    return rebuild(document, change)


def _lost_value(tag: str, format: Format) -> None:
    def lost(scratch: Scratch, sound: Sound) -> Artefact:
        return with_document(sound[tag, format], another_amount)

    trips("values", "lost-value", f"another amount in {tag} {format.value}")(lost)


for _tag in ("en", "km"):
    for _format in Format:
        _lost_value(_tag, _format)


@trips("values", "lost-value", "an amount that the style hides")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, 'td [data-ref="fund.living_cost"] { display: none }')


@trips("values", "lost-value", "an amount that is part of another")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return edited(sound["en", Format.HTML], b">3,000", b">13,000")


@trips("values", "lost-value", "a telephone with a digit lost")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return edited(sound["km", Format.HTML], b">1300</a>", b">130</a>")


@trips("text", "lost-text", "a word with a letter less")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return edited(sound["en", Format.HTML], b"The fund pays", b"The fund pay")


@trips("text", "lost-text", "a sentence that the style hides")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    return printed(scratch, same, ".contact-name { display: none }")


# --- metadata -----------------------------------------------------------------------------------------------------


def _metadata(format: Format) -> None:
    def wrong_language(scratch: Scratch, sound: Sound) -> Artefact:
        artefact = sound["en", format]
        return replace(artefact, typeset=replace(artefact.typeset, language=artefact.typeset.languages["th"]))

    def wrong_title(scratch: Scratch, sound: Sound) -> Artefact:
        def change(document: Document) -> Document:
            other = replace(document.title, forms=((Run("Another title"),),))
            return replace(document, title=other, neutral_title=other)

        return with_document(sound["en", format], change)

    trips("metadata", "language", f"another language than the {format.value} says")(wrong_language)
    trips("metadata", "title", f"another title than the {format.value} says")(wrong_title)


for _format in Format:
    _metadata(_format)

# --- requests -----------------------------------------------------------------------------------------------------

REQUESTS = {
    "a picture": b'<img src="https://example.org/a.png" alt="">',
    "a picture by its path": b'<img src="a.png" alt="">',
    "a set of pictures": b'<img srcset="a.png 2x" src="data:image/gif;base64,R0lGOD" alt="">',
    "a style sheet": b'<link rel="stylesheet" href="a.css">',
    "a frame": b'<iframe src="https://example.org"></iframe>',
    "a script": b'<script src="a.js"></script>',
    "a form": b'<form action="https://example.org"></form>',
    "an object": b'<object data="a.svg"></object>',
    "a background in a style sheet": b"<style>p { background: url(https://example.org/a.png) }</style>",
    "a quoted background": b"<style>p { background: url( 'a.png' ) }</style>",
    "an imported style sheet": b"<style>@import 'a.css';</style>",
    "a background of an element": b'<p style="background: url(https://example.org/a.png)">x</p>',
    "a picture inside a drawing": b'<svg><image href="https://example.org/a.png"/></svg>',
    "a page that goes on by itself": b'<meta http-equiv="refresh" content="0; url=https://example.org">',
    "a base for all addresses": b'<base href="https://example.org/">',
}


def _request(name: str, element: bytes) -> None:
    def request(scratch: Scratch, sound: Sound) -> Artefact:
        return edited(sound["en", Format.HTML], b"</main>", element + b"</main>")

    trips("offline", "request", f"{name} to fetch")(request)


for _name, _element in REQUESTS.items():
    _request(_name, _element)


@trips("overflow", "too-many-pages", "a docx sheet that no size of type fits")
def _(scratch: Scratch, sound: Sound) -> Artefact:
    from docgen.writers.docx import read_docx_styles, write_docx

    ready = scratch.typeset("en")
    document = replace(with_text(ready.document, "Many words. " * 2000), pages=1)
    return write_docx(replace(ready, document=document), read_docx_styles(ROOT / "templates" / "docx.toml"))


# --- what a screen reader needs -----------------------------------------------------------------------------------


def pdf_edited(artefact: Artefact, edit: Callable[[pikepdf.Pdf, list[Any]], None]) -> Artefact:
    """Return the PDF after an edit, which is given the file and its structure elements."""
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(artefact.data)) as pdf:
        objects = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        edit(pdf, [each for each in objects if each.get("/Type") == "/StructElem"])
        pdf.save(data)
    return replace(artefact, data=data.getvalue())


def one(elements: list[Any], *types: str) -> Any:
    """Return the first structure element of a type."""
    return next(each for each in elements if each.S in types)


def _untagged(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    del pdf.Root.StructTreeRoot


def _painted(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    pdf.pages[0].contents_add(b"0 0 m 100 100 l S")


def _untabled(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    one(elements, "/Table").S = pikepdf.Name.Div


def _headless(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    del one(elements, "/TH").A


def _flat(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    one(elements, "/H2").S = pikepdf.Name.P


def _misnamed(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    pdf.Root.Outlines.First.Title = "Another heading"


def _silent(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    del one(elements, "/Figure").Alt


def _in_one_language(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    for each in elements:
        if "/Lang" in each:
            del each.Lang


def _unclaimed(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    pdf.Root.Metadata = pdf.make_stream(pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:past"))


_EDITS = {
    ("tags/content", "untagged"): _untagged,
    ("tags/content", "stray"): _painted,
    ("tags/tables", "tables"): _untabled,
    ("tags/tables", "scope"): _headless,
    ("tags/headings", "headings"): _flat,
    ("tags/headings", "bookmarks"): _misnamed,
    ("tags/pictures", "alt"): _silent,
    ("tags/languages", "language"): _in_one_language,
    ("standards", "claim"): _unclaimed,
}


def _tagged(check: str, code: str) -> None:
    def wrongly_tagged(scratch: Scratch, sound: Sound) -> Artefact:
        return pdf_edited(sound["km", Format.PDF], _EDITS[check, code])

    trips(check, code, f"{check} {code} in a PDF")(wrongly_tagged)


for _check, _code in _EDITS:
    _tagged(_check, _code)

# --- the promises -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_each_fault_is_found(scratch: Scratch, sound: Sound, name: str) -> None:
    """A file with this fault is not verified, and the finding has the code of its check."""
    check, code, make = CASES[name]
    artefact = make(scratch, sound)
    found = {(finding.check, finding.code) for finding in inspect(artefact)}
    assert (check, code) in found
    with pytest.raises(NotFit):
        verify(artefact)


def test_every_code_of_every_check_has_an_example() -> None:
    """No check is there that nobody has seen at work."""
    codes = {(check.id, code) for check in all_checks() for code in check.codes}
    assert codes == {(check, code) for check, code, _ in CASES.values()}


def test_every_check_says_why_it_is_there() -> None:
    """A check has a reason, a sentence that says what it yields, codes and formats."""
    for check in all_checks():
        assert len(check.rationale) > 40 and check.rationale.endswith(".")
        assert check.source
        assert (check.function.__doc__ or "").startswith("Yield ")
        assert check.codes and check.formats
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*(/[a-z]+)?", check.id)


def test_every_format_is_checked_for_its_faces_its_values_and_its_metadata() -> None:
    """No kind of file comes out with less than that."""
    for format in Format:
        ids = {check.id for check in checks(format)}
        assert {f"faces/{format.value}", "values", "metadata", "renderer-log"} <= ids


def test_a_sound_file_passes(sound: Sound) -> None:
    """The checks find nothing where nothing is wrong, so that a finding means something."""
    for artefact in sound.values():
        assert inspect(artefact) == ()
        assert verify(artefact) == Verified(artefact)


def test_a_finding_names_its_page(scratch: Scratch) -> None:
    """Who mends a document of many pages learns where to look."""

    def change(document: Document) -> Document:
        return with_text(with_text(document, "unbreakable" * 20), "Many words. " * 400)

    artefact = printed(scratch, change)
    findings = [finding for finding in inspect(artefact) if finding.code == "overflow"]
    (page,) = {number for number, text in enumerate(pages(artefact), 1) if "unbreakable" in text}
    assert page > 1 and {finding.page for finding in findings} == {page}
    assert str(findings[0]).startswith(f"page {page}: “unbreakable")
    assert str(findings[0]).endswith("[overflow/overflow]")


def test_the_error_of_a_file_lists_all_that_is_wrong(scratch: Scratch, sound: Sound) -> None:
    """One run shows every fault of a file, with its name."""
    artefact = edited(sound["en", Format.HTML], b">1300</a>", b">130</a>")
    page = edited(artefact, b"</main>", b'<img src="a.png" alt=""></main>')
    with pytest.raises(NotFit) as raised:
        verify(page)
    findings = raised.value.findings
    assert {finding.check for finding in findings} >= {"values", "offline"}
    first, *others = str(raised.value).splitlines()
    assert first == f"en/information.html: {len(findings)} findings; it is not written"
    assert others == [f"  {finding}" for finding in findings]


@pytest.mark.parametrize("shown", ["3,000", "៣.០០០", "300", "02 202 9074"])
@pytest.mark.parametrize("around", ["1{}", "{}0", "1,{}", "{},000", "1.{}", "{}.5", "០{}", "{}๑"])
def test_a_number_inside_another_is_not_that_number(shown: str, around: str) -> None:
    """300 is not found in 1,300 nor in 300,000, in the digits of any script."""
    assert occurrences(shown, f"pays {around.format(shown)} baht") == []


@pytest.mark.parametrize("text", ["{}", "pays {} baht", "({})", "{}.", "{}, then", "บาท{}บาท", "call\u00a0{}!", "“{}”"])
def test_a_number_beside_words_and_stops_is_found(text: str) -> None:
    """A full stop or a comma after a number ends the sentence, not the number."""
    assert occurrences("3,000", spaced(text.format("3,000"))) == ["3,000"]


def test_a_value_shown_twice_must_be_there_twice(sound: Sound) -> None:
    """An amount that stands in a sentence and in a table is not proved by the sentence alone."""
    artefact = sound["en", Format.HTML]
    once = replace(artefact, data=artefact.data.replace(b"3,000", b"4,000", 1))
    (finding,) = (finding for finding in inspect(once) if finding.check == "values")
    assert "has 1 times of 2" in finding.message


def test_a_value_lost_from_a_docx_is_found(sound: Sound) -> None:
    """The bytes are read, not the tree: a word processor's file that lost an amount is not written."""
    artefact = sound["km", Format.DOCX]
    data = io.BytesIO()
    with ZipFile(io.BytesIO(artefact.data)) as old, ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("០០០".encode(), "០០".encode()))
    (finding,) = (f for f in inspect(replace(artefact, data=data.getvalue())) if f.check == "values")
    assert "fund.living_cost is “៣.០០០”, which the text has nowhere" in finding.message


def test_what_the_renderer_knows_is_not_lost(sound: Sound) -> None:
    """Whatever a writer reports of its own file keeps the file from being written, in every format."""
    for artefact in sound.values():
        told = replace(artefact, faults=(Fault("overflow", "a line too long", 1),), log=("a warning",))
        assert {finding.check for finding in inspect(told)} >= {"renderer-log"}


def test_every_check_of_the_folder_is_found() -> None:
    """A module that is put into docgen/verify is a check without being listed anywhere."""
    sources = {path.stem: path.read_text("utf-8") for path in (ROOT / "docgen" / "verify").glob("*.py")}
    with_checks = {name for name, source in sources.items() if "\n@check(" in source}
    assert with_checks == {check.function.__module__.rpartition(".")[2] for check in all_checks()}
