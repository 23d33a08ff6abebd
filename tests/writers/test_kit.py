"""Forms to fill in on a screen: a real browser without a network, and the page that it prints."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter

from docgen.forms.single import single
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.writers.artefact import Format
from tests.browser import Browser, opened
from tests.forms.reading import pictures, texts
from tests.forms.test_rights_forms import FORM, filled, person
from tests.scratch import ROOT, isolated

CASES = ("km", "th+my")
DPI = 150
NEAR = 11  # dots wide: 5 dots to each side are 0.85 mm
DARK = 110  # of 255


@pytest.fixture(scope="module")
def browser(needs: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser on a computer that has no network."""
    with opened(needs("chromium"), tmp_path_factory.mktemp("profile"), 1000, mobile=False) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the kits of a form, as on a stick."""
    isolated()
    from docgen.writers.kit import write_kit

    inputs = read_inputs(ROOT)
    made = tmp_path_factory.mktemp("kits")
    for tags in CASES:
        kit = write_kit(prepare(inputs, Target(FORM, tags, Format.PDF)), inputs.workspace.templates)
        (made / f"{tags}.html").write_bytes(kit.data)
    return made


@pytest.fixture(params=CASES)
def kit(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> tuple[Browser, str]:
    """Return the browser with a kit open, and its languages."""
    browser.open(folder / f"{request.param}.html")
    return browser, request.param


@pytest.fixture
def page(browser: Browser, folder: Path) -> Browser:
    """Return the browser with the Khmer kit open."""
    browser.open(folder / "km.html")
    return browser


def type_in(page: Browser, field: str, text: str, part: str = "") -> None:
    """Type into a place as a keyboard does, and leave it."""
    page.evaluate(f"document.querySelector('[data-field={field}][data-part={json.dumps(part)}]').focus()")
    page.ask("Input.insertText", text=text)
    page.evaluate("document.activeElement.blur()")


def value(page: Browser, field: str, part: str = "") -> str:
    """Return what is printed at a place."""
    found = f"document.querySelector('[data-field={field}][data-part={json.dumps(part)}] + .value').textContent"
    return str(page.evaluate(found))


def fill(page: Browser, given: dict[str, Any]) -> None:
    """Fill in a form as somebody does."""
    for field, text in given.items():
        if field == "date":
            for part, number in zip(("year", "month", "day"), text.split("-"), strict=True):
                type_in(page, field, number.lstrip("0"), part)
        elif page.evaluate(f"document.querySelector('[data-field={field}]').type") == "radio":
            page.evaluate(f"document.querySelector('[data-field={field}][value={text}]').click()")
        else:
            type_in(page, field, text)


def printed(page: Browser) -> bytes:
    """Return what the browser prints."""
    data = page.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
    return base64.b64decode(data)


def far_dots(picture: Image.Image, other: Image.Image) -> int:
    """Return how many dots are dark and have nothing dark within a millimetre in the other picture."""
    return sum(ImageChops.subtract(other.filter(ImageFilter.MinFilter(NEAR)), picture).histogram()[DARK:])


def test_it_prints_what_docgen_prints(kit: tuple[Browser, str]) -> None:
    """A form filled in on the screen is, within a millimetre, the form that docgen fills in; its texts are exact."""
    page, tags = kit
    given = {**person(tags), "title": "", "return": ""}  # a tick of another face has another shape
    done = filled(tags, title="", **{"return": ""})
    fill(page, {field: text for field, text in given.items() if text})
    ours, theirs = printed(page), single(done.plate, done.values)
    assert len(pictures(ours)) == len(pictures(theirs))
    for one, larger in zip(pictures(ours, DPI), pictures(theirs, DPI), strict=True):
        other = larger.crop((0, 0, *one.size))  # a browser rounds the paper's size, by a dot
        assert far_dots(one, other) + far_dots(other, one) == 0
    shown = page.evaluate("[...document.querySelectorAll('.value')].map(e => e.textContent)")
    assert {given[name] for name in ("name", "nationality", "identity", "place")} <= set(shown)


def test_it_asks_nothing_of_a_network_and_stores_nothing(kit: tuple[Browser, str]) -> None:
    """No request, no rule of its own policy broken, no letter from the computer, nothing kept in the browser."""
    page, _ = kit
    type_in(page, "name", "ស្រីមុំ")
    asked = [request["request"]["url"] for request in page.of("Network.requestWillBeSent")]
    assert [url for url in asked if not url.startswith("data:")] == [page.evaluate("location.href")]
    assert [entry["entry"]["text"] for entry in page.of("Log.entryAdded")] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("[...document.querySelectorAll('[data-field]')].every(e => e.autocomplete === 'off')")
    assert page.evaluate("[...document.fonts].filter(f => f.status === 'error').length") == 0


def test_nothing_is_chosen_and_a_choice_can_be_taken_back(page: Browser) -> None:
    """Only the person chooses: no box is ticked beforehand, and a second tap takes a tick away."""
    ticked = "document.querySelectorAll('.box:checked').length"
    assert page.evaluate(ticked) == 0
    box = '.box[data-field="decision"][data-part="protection"]'
    page.evaluate(f"document.querySelector({box!r}).scrollIntoView({{block: 'center'}})")
    page.click(box)
    assert page.evaluate(ticked) == 1
    page.click(box)
    assert page.evaluate(ticked) == 0


@pytest.mark.parametrize("typed", ["23", "២៣", "๒๓", "၂၃", "২৩"])
def test_digits_of_any_script_become_the_forms_own(page: Browser, typed: str) -> None:
    """Who types on a keyboard of another script gets the digits that the form is printed in."""
    type_in(page, "age", typed)
    assert value(page, "age") == "២៣"


@pytest.mark.parametrize("typed", ["2026", "2569", "២៥៦៩"])
def test_a_year_is_understood_in_both_eras(page: Browser, typed: str) -> None:
    """The form gets the year of its own calendar, and whoever typed it sees the other one."""
    for part, text in (("day", "21"), ("month", "11"), ("year", typed)):
        type_in(page, "date", text, part)
    assert [value(page, "date", part) for part in ("day", "month", "year")] == ["២១", "១១", "២០២៦"]
    shown = page.evaluate("document.querySelector('.other').textContent")
    assert "២៥៦៩" in shown and "២០២៦" in shown


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("name", "ஸ்ரீ", "letter"),
        ("name", "Sok 😀", "letter"),
        ("name", "ៃស្រី", "order"),
        ("age", "about 20", "number"),
        ("identity", "1234567890 " * 12, "long"),
        ("date", "31", "date"),
    ],
)
def test_what_cannot_be_printed_right_is_not_printed(page: Browser, field: str, typed: str, why: str) -> None:
    """A letter that no face has, a mark without a letter, no number, no date, a value too long: none is printed."""
    type_in(page, field, typed, "day" if field == "date" else "")
    page.evaluate("window.print = () => { throw new Error('printed') }")
    page.evaluate("document.getElementById('print').click()")
    told = page.evaluate("document.getElementById('told').innerText")
    label = page.evaluate(f"document.querySelector('[data-field={field}]').dataset.label")
    assert page.evaluate(f"document.getElementById('say-{why}').textContent") in told and label in told
    assert "".join(texts(printed(page))).strip() == ""


ZAWGYI = ("ေအာင္ေက်ာ္", "ျမန္မာ", "ၾကည္ျဖဴ", "သန္းသန္း")
UNICODE = ("အောင်ကျော်", "မြန်မာ", "ကြည်ဖြူ", "သန်းသန်း", "ဝိဇ္ဇာ", "၀ိုင်း")


@pytest.mark.parametrize(
    ("name", "refused"), [*((name, True) for name in ZAWGYI), *((name, False) for name in UNICODE)]
)
def test_burmese_for_a_zawgyi_font_is_not_printed(browser: Browser, folder: Path, name: str, refused: bool) -> None:
    """It would be printed as another word; the same names in Unicode are taken."""
    browser.open(folder / "th+my.html")
    type_in(browser, "name", name)
    browser.evaluate("document.getElementById('print').click()")
    assert browser.evaluate("document.body.classList.contains('refused')") is refused


def test_what_must_be_filled_in_is_named_before_printing(page: Browser) -> None:
    """Empty fields are named; the form may still be printed, for the pen."""
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.evaluate("document.getElementById('print').click()")
    told = page.evaluate("document.getElementById('told').innerText")
    labels = page.evaluate("[...document.querySelectorAll('[data-required]')].map(e => e.dataset.label)")
    assert labels and [label for label in labels if label not in told] == []
    page.evaluate("document.querySelector('#told button').click()")
    assert page.evaluate("document.title") == "printed"


def test_leaving_clears_everything(page: Browser, folder: Path) -> None:
    """The button leaves an empty page, and going back brings nothing back."""
    type_in(page, "name", "ស្រីមុំ")
    page.events.clear()
    page.evaluate("document.getElementById('leave').click()")
    page.wait("Page.loadEventFired")
    assert page.evaluate("location.href") == "about:blank"
    page.open(folder / "km.html")
    assert page.evaluate("[...document.querySelectorAll('.typed')].every(e => e.value === '')")
