"""Pictures in documents: beside lists and alone, on paper, in a word processor and on a telephone."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pikepdf
import pypdfium2
import pytest
from docx import Document as DocxFile
from PIL import Image

from docgen.content.markdown import read_document
from docgen.tree import ItemList, ListItem, Paragraph, Picture, PictureQuery, walk
from docgen.verify import inspect
from docgen.verify.extract import pdf_pages
from docgen.writers.artefact import Artefact, Format
from docgen.writers.pictures import drawing_png
from tests.scratch import ROOT, SHEET, Scratch, isolated, make_translated
from tests.writers.test_docx import to_pdf

HEAD = SHEET[: SHEET.index("**Help**")].replace("pages = 1\n", "")
PAGE = """
:::{picture} stop
:::

- ![](shelter) You can **stay** in a shelter.
- ![](interpreter) You can ask for an interpreter.

::::{composed}
- ![](doctor) First you see a doctor.
::::
"""
USED = ("stop", "shelter", "interpreter", "doctor")


def add_pictures(scratch: Scratch) -> None:
    """Give a workspace the project's pictures, and a document that shows some."""
    shutil.copytree(ROOT / "content" / "pictures", scratch.root / "content" / "pictures")
    shutil.copy(ROOT / "content" / "pictures.toml", scratch.root / "content")
    text = HEAD.replace('"sheet"', '"shown"').replace("first-information", "shown")
    (scratch.root / "content" / "documents" / "shown.md").write_text(text + PAGE, "utf-8")
    shutil.copy(ROOT / "content" / "documents" / "rights-for-children.md", scratch.root / "content" / "documents")
    scratch.edit("docgen.toml", '"sheet"]', '"sheet", "shown", "rights-for-children"]')


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in three languages with pictures."""
    isolated()
    return make_translated(tmp_path_factory.mktemp("pictures") / "workspace", ("en", "th", "km"), add_pictures)


@pytest.fixture(scope="module")
def files(scratch: Scratch) -> dict[tuple[str, Format], Artefact]:
    """Return the document in both languages and all formats."""
    return {(tag, format): scratch.artefact(tag, format, "shown") for tag in ("en", "km") for format in Format}


def alternatives(scratch: Scratch, tag: str) -> list[str]:
    """Return the words of the pictures for who cannot see them, in their order."""
    pictures = [node for node in walk(scratch.typeset(tag, "shown").document) if isinstance(node, Picture)]
    return ["".join(run.text for run in walk(each.alternative) if hasattr(run, "text")) for each in pictures]


# --- notation -----------------------------------------------------------------------------------------------------


def blocks_of(body: str) -> tuple[tuple[object, ...], list[str]]:
    """Return the blocks of a text, and the faults."""
    documents, errors = read_document(HEAD + body, "d.md")
    return documents[0].blocks, [str(error) for error in errors]


def test_the_words_beside_a_picture_are_those_of_the_list() -> None:
    """A picture before an item changes no text: what was translated and approved stays so."""
    (plain,), _ = blocks_of("- You can **stay**.\n- You can go.")
    (pictured,), errors = blocks_of("- ![](shelter) You can **stay**.\n- ![](home) You can go.")
    assert isinstance(plain, ItemList) and isinstance(pictured, ItemList) and not errors
    assert [texts(item) for item in pictured.items] == [texts(item) for item in plain.items]
    queries = [item.picture for item in pictured.items]
    assert [query.id for query in queries if isinstance(query, PictureQuery)] == ["shelter", "home"]


def texts(item: ListItem) -> list[str]:
    """Return the texts of an item, as translators get them."""
    return [block.text.message.msgid for block in item.children if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("- ![](shelter) You can stay.\n- You can go.", "only some items of a list have pictures"),
        ("- ![](shelter)\n", "an item has a picture and no words"),
        ("1. ![](shelter) You can stay.", "a list with pictures has no numbers"),
        (":::{checklist}\n- ![](shelter) You can stay.\n:::", "a list with pictures has no boxes to tick"),
        (":::{picture}\n:::", "{picture} takes the id of a picture and nothing else"),
        (":::{picture} stop\nwords\n:::", "{picture} takes the id of a picture and nothing else"),
        ("You can ![](shelter) stay.", "a picture stands at the beginning of an item, or in {picture}"),
        ("- You can ![](shelter) stay.", "a picture stands at the beginning of an item, or in {picture}"),
    ],
)
def test_a_picture_in_the_wrong_place_is_one_error(body: str, said: str) -> None:
    """What cannot be shown is told with its line."""
    _, errors = blocks_of(body)
    assert len(errors) == 1 and said in errors[0] and re.match(r"d\.md:\d+", errors[0])


def test_an_unknown_picture_is_one_error_with_its_place(scratch: Scratch, tmp_path: Path) -> None:
    """The error names the line and the picture that may be meant."""
    other = scratch.copy(tmp_path / "other")
    other.edit("content/documents/shown.md", "![](shelter)", "![](sheltr)")
    done = other.docgen("status", code=3)
    assert re.search(r"content/documents/shown\.md:\d+:3: the picture “sheltr” is not known", done.err)
    assert "is shelter meant?" in done.err


# --- what the files show ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("tag", ["en", "km"])
def test_nothing_is_wrong_with_a_page_of_pictures(
    files: dict[tuple[str, Format], Artefact], tag: str, format: Format
) -> None:
    """Every check passes in every format."""
    assert list(map(str, inspect(files[tag, format]))) == []


@pytest.mark.parametrize("tag", ["en", "km"])
def test_who_cannot_see_a_picture_is_told_what_it_shows(
    scratch: Scratch, files: dict[tuple[str, Format], Artefact], tag: str
) -> None:
    """A screen reader finds the translated words of each picture, in the order of the page."""
    wanted = [each.replace("\u200b", "") for each in alternatives(scratch, tag)]
    assert len(wanted) == len(USED)
    with pikepdf.open(io.BytesIO(files[tag, Format.PDF].data)) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        found = [str(figure.Alt) for figure in figures]
    assert [each for each in found if each in wanted] and set(wanted) <= set(found)
    file = DocxFile(io.BytesIO(files[tag, Format.DOCX].data))
    assert [e.get("descr") for e in file.element.body.iter("{*}docPr")] == wanted
    page = lxml.html.document_fromstring(files[tag, Format.HTML].data.decode())
    assert [image.get("alt") for image in page.iter("img")] == wanted


def test_a_picture_is_drawn_with_lines_in_a_pdf_and_fetched_nowhere(
    files: dict[tuple[str, Format], Artefact],
) -> None:
    """On paper a picture is as sharp as the printer; on a telephone it is inside the page."""
    with pikepdf.open(io.BytesIO(files["en", Format.PDF].data)) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert images == []
    page = lxml.html.document_fromstring(files["en", Format.HTML].data.decode())
    assert all(image.get("src", "").startswith("data:image/svg+xml,") for image in page.iter("img"))


def test_an_untranslated_picture_says_in_which_language_it_speaks(scratch: Scratch, tmp_path: Path) -> None:
    """Where nobody has translated what a picture shows, its English words are marked as English, and the gate shut."""

    made = scratch.copy(tmp_path / "workspace")
    path = made.root / "translations" / "km" / "LC_MESSAGES" / "shared.po"
    text = path.read_text("utf-8")
    found = re.search(r'msgid "A raised hand\."\nmsgstr ".*"\n', text)
    assert found
    path.write_text(text.replace(found[0], 'msgid "A raised hand."\nmsgstr ""\n'), "utf-8")
    pdf, page = (made.artefact("km", format, "shown") for format in (Format.PDF, Format.HTML))
    assert list(map(str, inspect(pdf))) == []
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        figures = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert [str(f.Lang) for f in figures if str(f.Alt) == "A raised hand."] == ["en"]
    assert b'alt="A raised hand." lang="en"' in page.data
    assert "A raised hand." in made.docgen("status", "--why").out


def test_the_same_pictures_give_the_same_bytes(scratch: Scratch, files: dict[tuple[str, Format], Artefact]) -> None:
    """Nothing of a picture changes from one run to the next."""
    drawing_png.cache_clear()
    for format in Format:
        assert scratch.artefact("km", format, "shown").data == files["km", format].data


def test_a_changed_picture_is_another_edition(scratch: Scratch, tmp_path: Path) -> None:
    """A page whose picture was drawn anew can be told from the one before by its stamp."""
    other = scratch.copy(tmp_path / "other")
    path = other.root / "content" / "pictures" / "stop.svg"
    before = path.read_text("utf-8")
    changed = before.replace("</svg>", '<path d="M1 1H2V2H1Z"/></svg>')
    path.write_text(changed, "utf-8")
    old, new = (hashlib.sha256(each.encode()).hexdigest() for each in (before, changed))
    other.edit("content/pictures.toml", old, new)
    assert other.typeset("km", "shown").edition != scratch.typeset("km", "shown").edition


def test_each_picture_is_black_on_white_at_the_size_in_use() -> None:
    """At 10 mm and 300 dots an inch, in black and white only, a picture has ink and paper, and nothing at its edge."""
    isolated()
    for path in sorted((ROOT / "content" / "pictures").glob("*.svg")):
        picture = Image.open(io.BytesIO(drawing_png(path.read_text("utf-8")))).convert("L")
        printed = picture.resize((118, 118), Image.Resampling.BOX).point(lambda grey: 0 if grey < 128 else 255)
        dark = printed.histogram()[0] / (118 * 118)
        assert 0.1 < dark < 0.7, path.name
        box = picture.point(lambda grey: 255 - grey).getbbox()
        assert box is not None and min(box[0], box[1], 1080 - box[2], 1080 - box[3]) >= 0, path.name


def test_libreoffice_shows_the_pictures(
    scratch: Scratch, files: dict[tuple[str, Format], Artefact], tmp_path: Path, needs: Callable[[str], str]
) -> None:
    """A word processor opens the file and shows each picture whole; what is for the adult begins the second page."""
    children = scratch.artefact("en", Format.DOCX, "rights-for-children")
    made = to_pdf({"shown": files["km", Format.DOCX], "children": children}, tmp_path, needs("soffice"))
    first, second = pdf_pages(made["children"].read_bytes())
    assert "Stop" in first and "For the adult who reads this" in second
    with pypdfium2.PdfDocument(made["shown"]) as pdf:
        images = [o for page in pdf for o in page.get_objects() if type(o).__name__ == "PdfImage"]
        sizes = [
            (round(right - left), round(top - foot)) for left, foot, right, top in (o.get_bounds() for o in images)
        ]
    side = round(10.5 / 25.4 * 72)  # the layout's pictures are 10.5 mm wide
    assert sizes == [(side, side)] * len(USED)


# --- who tested them ----------------------------------------------------------------------------------------------


def test_pictures_that_nobody_has_tested_are_listed(scratch: Scratch, tmp_path: Path) -> None:
    """A tested picture leaves the list of untested ones, and is back when its file changes."""
    other = scratch.copy(tmp_path / "other")
    assert "stop" in [each["id"] for each in other.docgen("picture", "list", "--untested", "--json").json]
    record = ("picture", "tested", "stop", "--readers", "km-G1", "--on", "2026-11-25")
    assert "would write" in other.docgen(*record, "--dry-run").err
    assert other.docgen("picture", "list", "--untested", "--json").json[0]["tested"] == []
    other.docgen(*record)
    [stop] = [each for each in other.docgen("picture", "list", "--json").json if each["id"] == "stop"]
    assert (stop["tested"], stop["documents"]) == (
        [{"readers": "km-G1", "on": "2026-11-25"}],
        ["rights-for-children", "shown"],
    )
    assert "stop" not in [each["id"] for each in other.docgen("picture", "list", "--untested", "--json").json]
    path = other.root / "content" / "pictures" / "stop.svg"
    changed = path.read_text("utf-8").replace("</svg>", '<path d="M1 1H2V2H1Z"/></svg>')
    path.write_text(changed, "utf-8")
    new = hashlib.sha256(changed.encode()).hexdigest()
    other.edit("content/pictures.toml", f'sha256 = "{stop["sha256"]}"\n', f'sha256 = "{new}"\n')
    assert "stop" in [each["id"] for each in other.docgen("picture", "list", "--untested", "--json").json]
    assert "nobody, since it changed" in other.docgen("picture", "list").out


@pytest.mark.parametrize("readers", ["Sok Dara", "km-R1"])
def test_a_name_is_no_group_of_readers(scratch: Scratch, readers: str) -> None:
    """A test by a person is refused, nothing is written, and the name is not repeated."""
    before = (scratch.root / "content" / "pictures.toml").read_bytes()
    done = scratch.docgen("picture", "tested", "stop", "--readers", readers, "--on", "2026-11-25", code=3)
    assert readers not in done.err and "km-G1" in done.err
    assert (scratch.root / "content" / "pictures.toml").read_bytes() == before
