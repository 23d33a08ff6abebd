"""The page for a telephone: one file that brings its letters and tells nobody what it is."""

from __future__ import annotations

import base64
import io
import re

import lxml.html
import pytest
from fontTools.ttLib import TTFont

from docgen.tree import Run, plain, walk
from docgen.writers.artefact import Artefact, Format
from tests.scratch import Scratch, make_translated

TAGS = ("en", "th", "km", "my", "zh-Hant")
POLICY = {
    "media-src data:",
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "font-src data:",
    "img-src data:",
    "script-src 'unsafe-inline'",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Artefact]:
    """Return the example's page in each language."""
    scratch: Scratch = make_translated(tmp_path_factory.mktemp("phone") / "workspace", TAGS)
    return {tag: scratch.artefact(tag, Format.HTML) for tag in TAGS}


def faces(html: str) -> list[tuple[str, str, TTFont]]:
    """Return the family, the weight and the font of each face in a page."""
    rule = r'@font-face \{ font-family: "([^"]+)"; font-weight: (\d+); src: url\(data:font/woff2;base64,([^)]+)\)'
    found = re.findall(rule, html)
    return [(family, weight, TTFont(io.BytesIO(base64.b64decode(data)))) for family, weight, data in found]


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_brings_every_letter_in_both_weights(pages: dict[str, Artefact], tag: str) -> None:
    """Whatever telephone reads it, each character of the text is drawn by a face inside the file, bold ones too."""
    needed = {c for node in walk(pages[tag].typeset.document.blocks) if isinstance(node, Run) for c in node.text}
    needed -= set("\u200b\u2060\n")
    for weight in ("400", "700"):
        characters: set[int] = set()
        for _, found, font in faces(pages[tag].data.decode()):
            characters |= set(font.getBestCmap()) if found == weight else set()
        assert needed <= set(map(chr, characters)), weight


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_brings_the_digits_of_its_lists(pages: dict[str, Artefact], tag: str) -> None:
    """A browser counts lists by itself; the digits of the reader's language are there for it."""
    zero = ord(pages[tag].typeset.language.digits.zero)
    characters = {code for *_, font in faces(pages[tag].data.decode()) for code in font.getBestCmap()}
    assert set(range(zero, zero + 10)) <= characters


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_brings_no_more_letters_than_it_needs(pages: dict[str, Artefact], tag: str) -> None:
    """Faces are cut down to the page: a Han face of 8 MB must not travel over a weak connection."""
    assert len(pages[tag].data) < 150_000
    assert all(len(font.getGlyphOrder()) < 600 for *_, font in faces(pages[tag].data.decode()))


def test_the_same_letters_are_embedded_as_are_reported(pages: dict[str, Artefact]) -> None:
    """The artefact names the faces that are in it, each by the file it was cut from."""
    for page in pages.values():
        ours = page.typeset.faces.by_sha256
        embedded = {(family, weight) for family, weight, _ in faces(page.data.decode())}
        assert embedded == {(ours[digest].family, "700" if ours[digest].bold else "400") for digest in page.faces}


def test_nothing_before_the_text_tells_what_the_page_is(pages: dict[str, Artefact]) -> None:
    """Title in the list of open pages, icon and file name are neutral; the head names neither title nor publisher."""
    page = pages["en"]
    root = lxml.html.document_fromstring(page.data.decode())
    head = lxml.html.tostring(root.head, encoding="unicode")
    head = re.sub(r"<style.*?</style>", "", head, flags=re.DOTALL)
    document = page.typeset.document
    assert root.findtext("head/title") == "Information"
    assert page.name == "en/information.html"
    assert plain(document.title) not in head and page.typeset.publisher not in head and document.id not in head
    assert not root.xpath("//meta[@name='author' or @name='description' or @name='keywords' or @name='generator']")


def test_a_page_forbids_what_it_does_not_need(pages: dict[str, Artefact]) -> None:
    """Should anything be added to the file on its way, a browser still loads nothing and tells no address."""
    root = lxml.html.document_fromstring(pages["en"].data.decode())
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert {part.strip() for part in str(policy).split(";")} == POLICY
    assert root.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


def test_lines_may_end_by_wbr_only(pages: dict[str, Artefact]) -> None:
    """A U+200B would be copied with the text and would spoil a search; <wbr> is no character."""
    for page in pages.values():
        body = page.data.decode().partition("<body>")[2]
        assert "\u200b" not in body
    assert "<wbr>" in pages["th"].data.decode() and "<wbr>" in pages["km"].data.decode()
    english = lxml.html.document_fromstring(pages["en"].data.decode())
    assert not english.xpath("//main//wbr")


def test_every_telephone_can_be_tapped(pages: dict[str, Artefact]) -> None:
    """A number is a link that dials, in digits 0 to 9 in every language."""
    for page in pages.values():
        root = lxml.html.document_fromstring(page.data.decode())
        numbers = [(a.get("href"), a.text_content()) for a in root.xpath("//ul[@class='telephones']//a")]
        assert numbers == [("tel:1300", "1300")]


def test_a_file_needs_no_file_beside_it(pages: dict[str, Artefact]) -> None:
    """The page is one file: what it shows is inside, and its links lead to itself, to a telephone or to nothing."""
    for page in pages.values():
        root = lxml.html.document_fromstring(page.data.decode())
        targets = {str(href) for href in root.xpath("//a/@href")}
        assert all(target.startswith(("#", "tel:")) or target == "about:blank" for target in targets)
        ids = set(map(str, root.xpath("//@id")))
        assert {target[1:] for target in targets if target.startswith("#")} <= ids
