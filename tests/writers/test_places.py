"""Where the values of a form stand: plates are made from these places; each is there once, and a key moves nothing."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from docgen.tree import Field, walk
from docgen.writers.artefact import Typeset
from docgen.writers.page import render
from docgen.writers.places import key_colours, key_letter, places
from tests.papers import make_papers
from tests.scratch import ROOT, Scratch

TAGS = ("en", "th", "km", "th+km")
TEMPLATES = ROOT / "templates"
PAGE = "print/page.html.jinja"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A workspace whose Thai text may be signed."""
    return make_papers(tmp_path_factory.mktemp("papers") / "w", ("th",))


def page(ready: Typeset, plate: bool) -> str:
    """Return the page as the renderer gets it."""
    return render(ready, TEMPLATES, PAGE, "\u200b", {"foot": 10.0, "line_scale": 1.0, "plate": plate})


@pytest.mark.parametrize("tags", TAGS)
def test_each_place_is_there_once(scratch: Scratch, tags: str) -> None:
    """Every place of every field has an element of its own, by its id; who signs has one without a value."""
    ready = scratch.typeset(tags, "paper")
    html = lxml.html.document_fromstring(page(ready, plate=True))
    ids = [str(element.get("id")) for element in html.iter() if str(element.get("id")).startswith("f-")]
    signing = [f"f-{n.id}" for n in walk(ready.document.blocks) if isinstance(n, Field) and n.kind.signs]
    assert sorted(ids) == sorted([*(f"f-{place}" for place in places(ready.document)), *signing])
    assert "date.day" not in places(ready.document) and "on.day" in places(ready.document)
    assert bool(signing) == (tags in ("th", "th+km"))


@pytest.mark.parametrize("tags", TAGS)
def test_a_plate_has_a_letter_of_its_own_colour_in_each_place(scratch: Scratch, tags: str) -> None:
    """The letter is of the language's first family, and its colour tells the place's number."""
    ready = scratch.typeset(tags, "paper")
    html = lxml.html.document_fromstring(page(ready, plate=True))
    letter = key_letter(ready.language, ready.faces)
    assert ready.faces.for_language(ready.language)[0].covers(letter)
    found = {}
    for key in html.xpath("//*[@class='key']"):
        assert key.text == letter
        found[key.getparent().get("id")] = key.get("style")
    wanted = {f"f-{place}": f"color: #ff{n:04x}" for n, place in enumerate(places(ready.document), 1)}
    assert found == wanted == {f"f-{place}": f"color: {c}" for place, c in key_colours(ready.document).items()}
    assert not lxml.html.document_fromstring(page(ready, plate=False)).xpath("//*[@class='key']")


@pytest.mark.parametrize("tags", TAGS)
def test_letters_of_a_plate_move_nothing(scratch: Scratch, tags: str) -> None:
    """Each place of a plate is where it is on the blank form, to the last pixel, on the same page."""
    from docgen.writers.pdf import laid_out

    ready = scratch.typeset(tags, "paper")
    blank, plate = (laid_out(page(ready, plate)) for plate in (False, True))
    where = [[{k: v for k, v in p.anchors.items() if k.startswith("f-")} for p in d.pages] for d in (blank, plate)]
    assert where[0] == where[1] and sum(map(len, where[0])) > 10


def test_lines_are_for_a_pen(scratch: Scratch) -> None:
    """A line is 9 mm high or more, several lines as many times; a box to tick is 4.5 mm or more."""
    from docgen.writers.pdf import laid_out

    ready = scratch.typeset("th", "paper")
    mm = {}
    for each in laid_out(page(ready, plate=False)).pages:
        for name, (left, top, right, bottom) in each.anchors.items():
            mm[name] = (abs(right - left) * 25.4 / 96, abs(bottom - top) * 25.4 / 96)
    assert all(mm[f"f-{name}"][1] >= 9 for name in ("name", "age", "on.day", "on.year", "country", "helper"))
    assert mm["f-story"][1] >= 27
    assert all(min(mm[f"f-{name}"]) >= 4.5 for name in ("safe.yes", "helped_by.other", "spoken.th"))
    assert mm["f-thumb"][0] >= 25 and mm["f-thumb"][1] >= 30


def test_a_page_on_a_phone_has_the_places_too(scratch: Scratch) -> None:
    """The same template draws the page for a telephone, with the same places and no letter in them."""
    ready = scratch.typeset("km", "paper")
    html = render(ready, TEMPLATES, "phone/page.html.jinja", "<wbr>", {"face_rules": ""})
    assert all(f'id="f-{place}"' in html for place in places(ready.document))
    assert 'class="key"' not in html


def test_templates_of_before_need_no_form(tmp_path: Path) -> None:
    """A document without fields has no places."""
    ready = make_papers(tmp_path / "w").typeset("en", "sheet")
    assert places(ready.document) == ()
