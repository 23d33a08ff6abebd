"""`docgen print` makes what a shelter's printer takes, from a build that is up to date, and destroys nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from docgen.tree import Text, plain, walk
from docgen.verify.extract import pdf_pages
from docgen.writers.imposition import HALF, SHEET
from tests.scratch import NOTICES, Scratch, make_scratch
from tests.scratch import SHEET as ONE_PAGE

BOOKLET = ("print", "--as", "booklet", "--jobs", "1")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace whose PDFs are built, "example" on several pages of A5; tests change copies of it."""
    scratch = make_scratch(tmp_path_factory.mktemp("built") / "workspace", ("en", "th", "km"))
    sections = "".join(f"\n(part-{'abcd'[n]})=\n## A part\n\n{'Words of a part. ' * 90}\n" for n in range(4))
    scratch.append("content/documents/example.md", sections)
    scratch.build("-f", "pdf")
    return scratch


def page_count(path: Path) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def letters(text: str) -> str:
    """Return a text without its spaces and line ends."""
    return re.sub(r"\s", "", text)


def halves(path: Path) -> list[tuple[str, str]]:
    """Return the letters on the left and on the right of each side."""
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage() for page in pdf]
        return [
            (letters(t.get_text_bounded(0, 0, HALF, SHEET[1])), letters(t.get_text_bounded(HALF, 0, *SHEET)))
            for t in texts
        ]


def files(folder: Path) -> dict[str, bytes]:
    """Return what lies below a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- booklets -----------------------------------------------------------------------------------------------------


def test_a_booklet_is_made_of_the_pages_that_were_proved(built: Scratch, tmp_path: Path) -> None:
    """The cover is on the right of the first side, page 2 behind it, and no page is missing."""
    scratch = built.copy(tmp_path / "copy")
    made = scratch.docgen(*BOOKLET, "-d", "example", "-l", "en")
    pages = [letters(text) for text in pdf_pages(scratch.file("en/example.pdf").read_bytes())]
    found = halves(scratch.file("print/en/example-booklet.pdf"))
    assert len(pages) > 2 and len(found) == 2 * math.ceil(len(pages) / 4)
    assert found[0][1] == pages[0] and found[1][0] == pages[1]
    assert sorted(text for side in found for text in side if text) == sorted(pages)
    assert "turned on the short edge" in made.err and "example-booklet.pdf" in made.out


def test_fronts_and_backs_are_the_booklet_on_two_heaps(built: Scratch, tmp_path: Path) -> None:
    """A printer without duplex makes the same booklet; the command says how to turn the stack."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen(*BOOKLET, "-d", "example", "-l", "km")
    said = scratch.docgen("print", "--as", "fronts-and-backs", "-d", "example", "-l", "km", "-j", "1").err
    booklet, fronts, backs = (halves(scratch.file(f"print/km/example-{n}.pdf")) for n in ("booklet", "fronts", "backs"))
    assert booklet[0::2] == fronts and booklet[1::2] == backs
    assert "Turn the whole stack over like the page of a book" in said


def test_a_second_print_gives_the_same_bytes(built: Scratch, tmp_path: Path) -> None:
    """What was printed in two offices from one build is the same file."""
    found = []
    for name in ("one", "two"):
        scratch = built.copy(tmp_path / name)
        for kind in ("booklet", "fronts-and-backs", "large", "png"):
            scratch.docgen("print", "--as", kind, "-l", "km", "-j", "1")
        found.append(files(scratch.file("print")))
    assert len(found[0]) >= 7 and found[0] == found[1]


def test_a_sheet_is_no_booklet(built: Scratch, tmp_path: Path) -> None:
    """One page of A4 is left out when all documents are made booklets, and refused when it is asked for by name."""
    scratch = built.copy(tmp_path / "copy")
    made = scratch.docgen(*BOOKLET, "--json").json["prints"]
    assert {(p["document"], p["what"]) for p in made} == {("example", "made"), ("sheet", "left out")}
    refused = scratch.docgen(*BOOKLET, "-d", "sheet", code=1)
    assert "page 1 is 210 × 297 mm (a booklet is folded from pages of A5" in refused.err
    assert [name for name in files(scratch.file("print")) if "sheet" in name] == []


# --- only what is up to date --------------------------------------------------------------------------------------


def edit_content(scratch: Scratch) -> None:
    """Change an amount that the booklet shows."""
    scratch.edit("content/facts.toml", "amount = 3000 ", "amount = 3500 ")


def edit_pdf(scratch: Scratch) -> None:
    """Change the finished file."""
    path = scratch.file("en/example.pdf")
    path.write_bytes(path.read_bytes() + b"\n")


def break_build(scratch: Scratch) -> None:
    """Let a build fail, so that the former file is stale."""
    scratch.append(
        "content/documents/example.md", f"\n:::{{marks}}\n| A | B |\n|---|---|\n| x | {'Donaudampf' * 20} |\n:::\n"
    )
    scratch.build("-l", "en", "-f", "pdf", "-d", "example", code=1)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda scratch: scratch.file("manifest.json").unlink(), "example en pdf: has not been built"),
        (lambda scratch: scratch.file("en/example.pdf").unlink(), "build/en/example.pdf: cannot be read"),
        (edit_pdf, "build/en/example.pdf: is not as docgen made it"),
        (edit_content, "build/en/example.pdf: is out of date"),
        (break_build, "build/en/example.pdf: is stale"),
    ],
    ids=["never built", "deleted", "edited file", "changed content", "failed build"],
)
@pytest.mark.parametrize("kind", ["booklet", "png"])
def test_what_is_not_up_to_date_is_not_printed(
    built: Scratch, tmp_path: Path, spoil: Callable[[Scratch], None], why: str, kind: str
) -> None:
    """An outdated amount never reaches a sheet or a chat; the message says which command mends it."""
    scratch = built.copy(tmp_path / "copy")
    spoil(scratch)
    refused = scratch.docgen("print", "--as", kind, "-d", "example", "-l", "en", "-j", "1", code=1)
    assert why in refused.err and "say `docgen build -d example -l en -f pdf` first" in refused.err
    assert not scratch.file("print").exists()


def test_one_outdated_file_keeps_no_other_from_being_printed(built: Scratch, tmp_path: Path) -> None:
    """Thai and Khmer are printed although the English file is gone."""
    scratch = built.copy(tmp_path / "copy")
    scratch.file("en/example.pdf").unlink()
    made = scratch.docgen(*BOOKLET, "-d", "example", "--json", code=1).json["prints"]
    assert {p["language"]: p["what"] for p in made} == {"en": "failed", "th": "made", "km": "made"}
    assert files(scratch.file("print")).keys() == {"th/example-booklet.pdf", "km/example-booklet.pdf"}


# --- large print --------------------------------------------------------------------------------------------------


def sizes(path: Path) -> list[tuple[str, float]]:
    """Return each letter of a PDF with its size in points."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                matrix = pdfium.FS_MATRIX()
                pdfium.FPDFText_GetMatrix(text.raw, index, matrix)
                size = pdfium.FPDFText_GetFontSize(text.raw, index) * math.hypot(matrix.b, matrix.d)
                letter = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
                if letter.strip("\0\u200b\u2060\ufffe") and not letter.isspace():
                    found.append((letter, round(size, 1)))
    return found


@pytest.mark.parametrize("tag", ["en", "km"])
@pytest.mark.parametrize("document", ["example", "sheet"])
def test_all_words_of_large_print_are_large(built: Scratch, tmp_path: Path, tag: str, document: str) -> None:
    """What a person with weak eyes reads is 18 pt or more; only what is said of the edition is 11 pt."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "large", "-d", document, "-l", tag, "-j", "1")
    path = scratch.file(f"print/{tag}/{document}-large.pdf")
    found = sizes(path)
    assert min(size for _, size in found) == 11
    assert {size for _, size in found if size < 18} == {11}
    words = "".join(letter for letter, size in found if size >= 18)
    texts = [
        letters(plain(node)) for node in walk(scratch.typeset(tag, document).document.blocks) if isinstance(node, Text)
    ]
    # A long text goes on on the next page, with the page's number between its halves.
    assert [text for text in texts if len(text) < 100 and re.sub("[\u200b\u2060]", "", text) not in words] == []
    with pikepdf.open(path) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 595, 842]
        assert "/StructTreeRoot" in pdf.Root


def test_large_print_says_all_that_the_booklet_says(built: Scratch, tmp_path: Path) -> None:
    """It is the same document, on more paper, with the same stamp: nothing is left out."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "large", "-d", "example", "-l", "en", "-j", "1")
    large, small = (
        " ".join(" ".join(pdf_pages(scratch.file(name).read_bytes())).split())
        for name in ("print/en/example-large.pdf", "en/example.pdf")
    )
    assert large.count("Words") == small.count("Words") == 360
    assert set(small.split()) <= set(large.split())


def test_large_print_that_fails_its_checks_is_not_written(built: Scratch, tmp_path: Path) -> None:
    """A word that sticks out of its cell in 18 pt is found before it is on paper, and the former file stays."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "large", "-d", "example", "-l", "en", "-j", "1")
    before = files(scratch.file("print"))
    break_build(scratch)
    refused = scratch.docgen("print", "--as", "large", "-d", "example", "-l", "en", "-j", "1", code=1)
    assert "is wider than the type area [overflow/overflow]" in refused.err
    assert files(scratch.file("print")) == before


# --- pictures -----------------------------------------------------------------------------------------------------


def test_pictures_have_names_that_tell_nothing(built: Scratch, tmp_path: Path) -> None:
    """One picture a page, named as the document's page for telephones is; the whole size is told."""
    scratch = built.copy(tmp_path / "copy")
    said = scratch.docgen("print", "--as", "png", "-l", "km", "-j", "1").out
    found = files(scratch.file("print"))
    pages = page_count(scratch.file("km/example.pdf"))
    names = [f"km/information-{n}.png" for n in range(1, pages + 1)]
    assert sorted(found) == ["km/first-information-1.png", *names]
    total = sum(map(len, found.values()))
    assert f"{total / 1000:.0f} kB in {pages + 1} files" in said


def test_pictures_of_pages_that_are_no_more_are_removed(built: Scratch, tmp_path: Path) -> None:
    """In build/print/ no page of an older, longer edition remains to be sent with the new ones."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "png", "-l", "en", "-j", "1")
    before = files(scratch.file("print"))
    for name in ("information-07.png", "information-12.png"):
        (scratch.file("print") / "en" / name).write_bytes(b"old")
    (scratch.file("print") / "en" / "information-a.png").write_bytes(b"not a page")
    scratch.docgen("print", "--as", "png", "-l", "en", "-j", "1")
    assert files(scratch.file("print")) == {**before, "en/information-a.png": b"not a page"}


# --- another folder -----------------------------------------------------------------------------------------------


def test_another_folder_gets_the_same_files(built: Scratch, tmp_path: Path) -> None:
    """--out makes what is needed on a stick; doing it again changes nothing and is no mistake."""
    scratch, stick = built.copy(tmp_path / "copy"), tmp_path / "stick"
    scratch.docgen(*BOOKLET, "-d", "example")
    for _ in range(2):
        scratch.docgen(*BOOKLET, "-d", "example", "--out", str(stick))
    assert files(stick) == files(scratch.file("print"))


@pytest.mark.parametrize(
    ("kind", "name"), [("booklet", "example-booklet.pdf"), ("png", "information-2.png"), ("png", "information-99.png")]
)
def test_nothing_in_another_folder_is_overwritten(built: Scratch, tmp_path: Path, kind: str, name: str) -> None:
    """A file that somebody has there stays; nothing else is written beside it, and the message names it."""
    scratch, stick = built.copy(tmp_path / "copy"), tmp_path / "stick"
    (stick / "en").mkdir(parents=True)
    (stick / "en" / name).write_bytes(b"somebody's own")
    refused = scratch.docgen("print", "--as", kind, "-d", "example", "-l", "en", "-j", "1", "--out", str(stick), code=1)
    assert f"{name}: is there already (delete it, or choose another folder; nothing is overwritten)" in refused.err
    assert files(stick) == {f"en/{name}": b"somebody's own"}


def test_a_machine_is_told_paths_sizes_and_what_to_do(built: Scratch, tmp_path: Path) -> None:
    """--json names each file with its size and number of sides, and the next step."""
    scratch = built.copy(tmp_path / "copy")
    said = scratch.docgen(*BOOKLET, "-d", "example", "-l", "en", "--json").json
    (made,) = said["prints"]
    (file,) = made["files"]
    assert Path(file["path"]).stat().st_size == file["size"]
    assert page_count(Path(file["path"])) == file["pages"]
    assert made["findings"] == [] and "short edge" in said["next"]


def test_the_kind_must_be_said(built: Scratch) -> None:
    """Without --as the command names the kinds."""
    refused = built.docgen("print", code=2)
    assert all(kind in refused.err for kind in ("booklet", "fronts-and-backs", "large", "png"))


def test_prints_of_a_former_pdf_are_removed(tmp_path: Path) -> None:
    """A booklet from before the last change cannot be taken for the present one: the build removes it."""
    scratch = make_scratch(tmp_path / "workspace", ("en", "th"))
    scratch.build("-l", "en", "-f", "pdf")
    scratch.docgen("print", "--as", "png", "-l", "en", "-d", "example")
    assert list(scratch.file("print/en").iterdir())
    scratch.append("content/documents/example.md", "\nOne more sentence.\n")
    scratch.build("-l", "en", "-f", "pdf")
    assert not scratch.file("print/en").exists()


# --- plain covers -------------------------------------------------------------------------------------------------

PLAIN = ("--plain-cover", "--jobs", "1")
HELPERS = """\
+++
id = "helpers"
title = "For those who help"
layout = "booklet-a5"
audience = "practitioner"
reader = "adult"
sensitivity = "open"
origin = "source"
neutral_name = "notes"
neutral_title = "Notes"
+++

**Help** is near.
"""


def everything(path: Path) -> bytes:
    """Return what is written anywhere in a PDF, its streams unpacked."""
    with pikepdf.open(path) as pdf:
        streams = [obj.read_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
        return b"\n".join([*streams, str(pdf.docinfo).encode(), str(pdf.Root.get("/Lang", "")).encode()])


@pytest.mark.parametrize("tag", ["en", "km"])
@pytest.mark.parametrize(("document", "name"), [("example", "information"), ("sheet", "first-information")])
def test_the_outside_of_a_plain_print_tells_nothing(
    built: Scratch, tmp_path: Path, document: str, name: str, tag: str
) -> None:
    """First and last page, the file's name and its title have the neutral title, and inside nothing is missing.

    A cover makes no new edition: the stamp inside is that of the pages without a cover.
    """
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "pages", "-d", document, "-l", tag, *PLAIN)
    path = scratch.file(f"print/{tag}/{name}.pdf")
    first, *inside, last = [letters(page) for page in pdf_pages(path.read_bytes())]
    ready = scratch.typeset(tag, document).document
    neutral = ready.neutral_title
    mark = letters(NOTICES["untranslated"]) if tag == "km" else ""
    assert (first, last) == (mark + letters(plain(neutral)), "")
    assert len(inside) % 2 == 0  # sheets are printed on both sides
    usual = scratch.file(f"{tag}/{document}.pdf")
    own = [page for page in inside if page]
    assert len(own) == page_count(usual)
    assert letters(plain(ready.title)) in own[0] and ready.stamp in own[0]
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]) == plain(neutral).replace("\u200b", "")
        assert set(pdf.docinfo.keys()) == {"/Title", "/Keywords", "/Producer"}
        assert "/StructTreeRoot" in pdf.Root
    assert ready.publisher
    publisher = plain(ready.publisher).encode()
    assert publisher in everything(usual) and publisher not in everything(path)
    assert [found for found in files(scratch.file("print")) if document in found] == []


@pytest.mark.parametrize("kind", ["booklet", "fronts-and-backs"])
def test_a_folded_plain_booklet_is_plain_outside(built: Scratch, tmp_path: Path, kind: str) -> None:
    """The outer side of the outermost sheet has the title on the right and nothing on the left, its back."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", kind, "-d", "example", "-l", "en", *PLAIN)
    name = "booklet" if kind == "booklet" else "fronts"
    path = scratch.file(f"print/en/information-{name}.pdf")
    assert halves(path)[0] == ("", "Information")
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Information"


def test_large_print_has_plain_covers_too(built: Scratch, tmp_path: Path) -> None:
    """Who needs large letters need not show more."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "large", "-d", "example", "-l", "en", *PLAIN)
    pages = pdf_pages(scratch.file("print/en/information-large.pdf").read_bytes())
    assert (letters(pages[0]), letters(pages[-1])) == ("Information", "")


def test_what_can_have_no_plain_cover_is_left_out(built: Scratch, tmp_path: Path) -> None:
    """A paper for those who help must show what it is, a folded sheet has no cover; by name, both are refused."""
    scratch = built.copy(tmp_path / "copy")
    (scratch.root / "content" / "documents" / "helpers.md").write_text(HELPERS, "utf-8")
    pocket = ONE_PAGE.replace('id = "sheet"', 'id = "pocket"').replace("sheet-a4-large", "pocket-a4")
    (scratch.root / "content" / "documents" / "pocket.md").write_text(pocket.replace("first-", "small-"), "utf-8")
    scratch.edit("docgen.toml", '["example", "sheet"]', '["example", "helpers", "pocket"]')
    made = scratch.docgen("print", "--as", "pages", "-l", "en", "--json", *PLAIN).json["prints"]
    assert {(p["document"], p["what"]) for p in made} == {
        ("example", "made"),
        ("helpers", "left out"),
        ("pocket", "left out"),
    }
    refused = scratch.docgen("print", "--as", "pages", "-d", "helpers", "-l", "en", *PLAIN, code=1)
    assert "has no plain cover: it is for those who help" in refused.err


def test_a_plain_print_is_proved_again_as_what_it_is(built: Scratch, tmp_path: Path) -> None:
    """Who finds one learns from its stamp what it is, and that it is whole."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "pages", "-d", "example", "-l", "en", *PLAIN)
    said = scratch.docgen("verify", str(scratch.file("print/en/information.pdf"))).out
    assert "en example, as the content says now" in said


def test_pictures_have_no_cover(built: Scratch) -> None:
    """A cover that is sent first says nothing that the neutral names do not say."""
    assert "pictures have no cover" in built.docgen("print", "--as", "png", *PLAIN, code=2).err


def test_pages_without_a_cover_are_the_built_pages(built: Scratch, tmp_path: Path) -> None:
    """They are the same bytes that lie in build/."""
    scratch = built.copy(tmp_path / "copy")
    scratch.docgen("print", "--as", "pages", "-d", "sheet", "-l", "en", "-j", "1")
    assert scratch.file("print/en/sheet.pdf").read_bytes() == scratch.file("en/sheet.pdf").read_bytes()
