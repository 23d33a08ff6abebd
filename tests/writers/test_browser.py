"""The workspace's own pages on a telephone: a real browser, 360 pixels wide, without a network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.canonical import canonical
from docgen.catalogs.pseudo import Pseudo
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.pipeline.proofs.pseudo import with_pseudo
from docgen.tree import plain
from docgen.typeset.syllables import MYANMAR, openings
from docgen.workspace import read_workspace
from docgen.writers.artefact import Format
from tests.browser import Browser, opened
from tests.scratch import ROOT, isolated
from tests.shelf import pages

WIDTH = 360
WORKSPACE = read_workspace(ROOT)
PAGES = pages(WORKSPACE)


@pytest.fixture(scope="module")
def browser(needs: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser like a small telephone that has no network."""
    with opened(needs("chromium"), tmp_path_factory.mktemp("profile"), WIDTH, mobile=True) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the workspace's pages, as a telephone would get them."""
    isolated()
    inputs = read_inputs(ROOT)
    made = tmp_path_factory.mktemp("pages")
    for document, tag in PAGES:
        page = write(inputs, prepare(inputs, Target(document, tag, Format.HTML)), Format.HTML)
        (made / f"{document}-{tag}.html").write_bytes(page.data)
    return made


@pytest.fixture(params=PAGES, ids=["-".join(page) for page in PAGES])
def page(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Browser:
    """Return the browser with one of the pages open."""
    browser.open(folder / f"{'-'.join(request.param)}.html")
    return browser


def test_a_page_works_on_a_small_telephone(page: Browser) -> None:
    """Nobody scrolls sideways; nothing is asked of any network; no rule of the page's own policy is broken."""
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert page.evaluate("innerWidth") == WIDTH
    asked = [request["request"]["url"] for request in page.of("Network.requestWillBeSent")]
    assert asked and [url for url in asked if not url.startswith("data:")] == [page.evaluate("location.href")]
    complaints = [entry["entry"]["text"] for entry in page.of("Log.entryAdded")]
    assert complaints == []


@pytest.mark.parametrize("pseudo", Pseudo, ids=lambda pseudo: pseudo.value)
def test_longer_words_make_no_page_wider(browser: Browser, tmp_path: Path, pseudo: Pseudo) -> None:
    """Nobody scrolls the page sideways in a language that is yet to come either: a table may scroll inside itself."""
    isolated()
    inputs = with_pseudo(read_inputs(ROOT), pseudo)
    ready = prepare(inputs, Target(WORKSPACE.documents[0], pseudo.tag, Format.HTML))
    (tmp_path / "page.html").write_bytes(write(inputs, ready, Format.HTML).data)
    browser.open(tmp_path / "page.html")
    assert browser.evaluate("document.documentElement.scrollWidth") <= WIDTH


LINE_STARTS = """[...document.querySelectorAll(':is(h1, h2, h3, p, li, th, td):not(:has(p, li))')].map(e => {
  const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), range = document.createRange(), starts = [];
  let text = '', above = null;
  for (let node; node = walker.nextNode(); text += node.data)
    for (let i = 0; i < node.data.length; i++) {
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      if (above !== null && box.top > above + 8) starts.push(text.length + i);
      above = box.top;
    }
  return [text, starts];
})"""


def test_a_line_of_shan_ends_between_syllables(browser: Browser, folder: Path) -> None:
    """No dictionary of the browser's cuts a syllable in two: it takes all letters of the Myanmar script for Burmese."""
    browser.open(folder / f"{WORKSPACE.documents[0]}-shn.html")
    lines = [(text, start) for text, starts in browser.evaluate(LINE_STARTS) for start in starts]
    cut = [text[:start] + "|" + text[start:] for text, start in lines if not may_begin(text, start)]
    assert len(lines) > 100 and cut == []


def may_begin(text: str, index: int) -> bool:
    """Whether a line may begin here: after a space, or with a syllable."""
    return text[index - 1].isspace() or index in openings(text) or not re.match(f"[{MYANMAR}]", text[index])


def rendered_fonts(browser: Browser) -> list[tuple[bool, str, str]]:
    """Return for each element with a text of its own: whether its face is the page's, the face, and the text."""
    root = browser.ask("DOM.getDocument")["root"]["nodeId"]
    nodes = browser.ask("DOM.querySelectorAll", nodeId=root, selector="body, body *")["nodeIds"]
    texts = browser.evaluate("[...document.querySelectorAll('body, body *')].map(e => e.textContent.slice(0, 40))")
    return [
        (font["isCustomFont"], font["familyName"], text)
        for node, text in zip(nodes, texts, strict=True)
        for font in browser.ask("CSS.getPlatformFontsForNode", nodeId=node)["fonts"]
    ]


def test_every_letter_comes_from_the_page_itself(page: Browser) -> None:
    """No letter is drawn by a face of the telephone's, and every face of the page is loaded."""
    fonts = rendered_fonts(page)
    assert fonts and [(name, text) for custom, name, text in fonts if not custom] == []
    assert set(page.evaluate("[...document.fonts].filter(f => f.status == 'error').map(f => f.family)")) == set()


def test_a_letter_from_elsewhere_would_be_noticed(browser: Browser, tmp_path: Path) -> None:
    """The last test can fail: a page that brings no face is drawn by the machine's."""
    (tmp_path / "plain.html").write_text("<meta charset=utf-8><p>plain", "utf-8")
    browser.open(tmp_path / "plain.html")
    assert {custom for custom, _, _ in rendered_fonts(browser)} == {False}


def test_a_request_would_be_noticed(browser: Browser, tmp_path: Path) -> None:
    """The first test can fail: a page that asks for a picture is seen to ask, and a wide one to be wide."""
    text = (
        '<meta name=viewport content="width=device-width"><img src="http://127.0.0.1:9/x.png"><p style="width: 700px">x'
    )
    (tmp_path / "asking.html").write_text(text, "utf-8")
    browser.open(tmp_path / "asking.html")
    asked = [request["request"]["url"] for request in browser.of("Network.requestWillBeSent")]
    assert "http://127.0.0.1:9/x.png" in asked
    assert browser.evaluate("document.documentElement.scrollWidth") > WIDTH


def test_the_exit_is_always_in_sight(page: Browser) -> None:
    """Wherever she has scrolled to, the way out is at the top of the screen, and wide enough for a thumb."""
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    assert page.evaluate("document.elementFromPoint(180, 12).closest('.exit') !== null")
    assert page.evaluate("document.querySelector('.exit').getBoundingClientRect().height") >= 44


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_exit_shows_an_empty_page(browser: Browser, folder: Path, scripts: bool) -> None:
    """One tap, and the screen is empty; with scripts the way back does not lead to the page either."""
    browser.ask("Page.resetNavigationHistory")
    browser.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
    try:
        browser.open(folder / f"{WORKSPACE.documents[0]}-km.html")
        browser.events.clear()
        browser.click(".exit")
        browser.wait("Page.frameNavigated")
        assert browser.evaluate("[location.href, document.body.textContent]") == ["about:blank", ""]
        visited = [entry["url"] for entry in browser.ask("Page.getNavigationHistory")["entries"]]
        assert not scripts or all(url == "about:blank" for url in visited[1:]), visited
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)


def test_the_list_of_open_pages_tells_nothing(browser: Browser, folder: Path) -> None:
    """What the telephone shows of the page among others is a neutral title."""
    inputs = read_inputs(ROOT)
    for document, tag in PAGES:
        browser.open(folder / f"{document}-{tag}.html")
        title = browser.evaluate("document.title")
        neutral = prepare(inputs, Target(document, tag, Format.HTML)).document.neutral_title
        assert title == canonical(plain(neutral))


def test_telephones_are_large_enough_to_tap(page: Browser) -> None:
    """A number is tapped by a thumb in a hurry: no link that dials is lower than 40 pixels."""
    heights = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"tel:\"]')].map(a => a.getBoundingClientRect().height)"
    )
    assert heights and min(heights) >= 40


def test_an_amount_is_on_one_line(page: Browser) -> None:
    """On the narrowest screen, too, an amount and its unit are not parted."""
    lines = page.evaluate(
        "[...document.querySelectorAll('.kept')].map(e => [e.textContent, e.getClientRects().length])"
    )
    assert [text for text, count in lines if count != 1] == []
