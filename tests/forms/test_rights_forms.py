"""The project's own forms, filled in: what a shelter prints is what WeasyPrint would print with the values typed in."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docgen.forms.pack import Pack
from docgen.forms.plate import Plate
from docgen.forms.press import Filled, Press
from docgen.forms.single import single
from docgen.forms.values import TICKED, entries
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.line import Target, prepare
from docgen.writers.artefact import Format
from tests.forms.form import LANGUAGES, broken
from tests.forms.people import PEOPLE
from tests.forms.reading import pictures, stray_dots, texts
from tests.scratch import ROOT, isolated
from tests.verapdf import UA_1, judge
from tests.writers.reading import by_pdfium, by_poppler, by_pypdf, found

FORM = "rights-form"
CASES = ("km", "zh-Hant", "th+my")
KEY = re.compile(r'(id="f-([\w.]+)"[^>]*><span class="key")[^>]*>[^<]*<')


@cache
def made(tags: str, sheet: bool = False) -> Plate:
    """Return the plate of the form, compiled once."""
    isolated()
    from docgen.forms.compile import compile_plate

    inputs = read_inputs(ROOT)
    return compile_plate(prepare(inputs, Target(FORM, tags, Format.PDF)), inputs.workspace.templates, sheet)


@cache
def faces() -> Any:
    """Return the project's faces, as its pack has them."""
    from tests.forms.form import faces as of_project

    return Pack((), of_project().files).opened()


def person(tags: str) -> dict[str, Any]:
    """Return a person's values; the choice is hers, and made with a pen."""
    words = PEOPLE[tags.split("+")[-1]]
    return {
        "name": words["name"],
        "age": "23",
        "date": "2026-11-21",
        "title": "miss",
        "nationality": words["nationality"],
        "identity": "AB 1234567",
        "place": PEOPLE["th"]["place"] if "+" in tags else words["place"],
        "returning_from": words["nationality"],
        "identified_by": "IOM",
        "identified_in": words["nationality"],
        "return": "voluntary",
    }


def filled(tags: str, **changed: Any) -> Filled:
    """Return the form of a person, which must have no faults."""
    done = Press(faces(), sheets={made(tags): made(tags, True)}).fill(made(tags), {**person(tags), **changed})
    assert done.faults == ()
    return done


def typed(tags: str, given: dict[str, Any]) -> bytes:
    """Return the form with the values typed into its page, by WeasyPrint."""
    isolated()
    from docgen.writers import pdf
    from docgen.writers.standards import ACCESSIBLE, write_accessible

    written = {f"{field}.{part}".rstrip("."): text for (field, part), text in entries(made(tags), given)[0].items()}
    language = LANGUAGES[tags.split("+")[-1]]
    values = {name: html.escape(broken(text, language)) for name, text in written.items() if text != TICKED}
    inputs = read_inputs(ROOT)
    render = pdf.render

    def with_values(*arguments: Any) -> str:
        page = KEY.sub(
            lambda key: f"{key[1]} style='white-space: nowrap'>{values.get(key[2], '')}<", render(*arguments)
        )
        families = ", ".join(f'"{family}"' for family in made(tags).families)
        return page.replace("</style>", f".key {{ font-family: {families} }}</style>", 1)

    pdf.render = with_values  # type: ignore[assignment]
    try:
        with pdf.drawing():
            ready = prepare(inputs, Target(FORM, tags, Format.PDF))
            return write_accessible(pdf.fitted(ready, inputs.workspace.templates, variant=ACCESSIBLE, plate=True))
    finally:
        pdf.render = render


@pytest.mark.parametrize("tags", CASES)
def test_it_looks_as_if_the_values_had_been_typed(tags: str) -> None:
    """Each value stands where WeasyPrint sets it, and nothing else of the form has moved."""
    left_out = {"title": "", "return": "", "date": ""}  # boxes, and a year that is set smaller in two languages
    given = {**person(tags), **left_out}
    done = filled(tags, **left_out)
    ours, theirs = pictures(single(done.plate, done.values)), pictures(typed(tags, given))
    assert len(ours) == len(theirs)
    for page, other in zip(ours, theirs, strict=True):
        assert stray_dots(page, other) + stray_dots(other, page) <= 2


@pytest.mark.parametrize("tags", CASES)
def test_the_blank_form_is_unchanged(tags: str) -> None:
    """A plate without values is the form that was approved: the letters of the places are gone, and nothing else."""
    isolated()
    from docgen.writers.pdf import write_pdf

    inputs = read_inputs(ROOT)
    blank = write_pdf(prepare(inputs, Target(FORM, tags, Format.PDF)), inputs.workspace.templates).data
    for page, other in zip(pictures(made(tags).base), pictures(blank), strict=True):
        assert stray_dots(page, other) == stray_dots(other, page) == 0
    assert texts(made(tags).base) == texts(blank)


@pytest.mark.parametrize("tags", CASES)
def test_every_value_can_be_read(needs: Callable[[str], str], tags: str) -> None:
    """Three programs read each text, and the stamp of the edition, from the filled form."""
    done = filled(tags)
    data = single(done.plate, done.values)
    told = [person(tags)[name] for name in ("name", "nationality", "identity", "place", "identified_by")]
    for read in (by_pdfium, by_pypdf, by_poppler(needs("pdftotext"))):
        pages = read(data)
        assert [text for text in (*told, done.plate.stamp) if not found(text, pages)] == []


def test_filled_forms_keep_the_standard(needs: Callable[[str], str], tmp_path: Path) -> None:
    """A filled form can be read aloud as the blank one: PDF/UA-1, with an extra sheet and without, in every script."""
    needs("java")
    paths = []
    for tags in ("en", "th", "lo", "km", "my", "vi", "zh-Hant", "th+km"):
        long = {"identity": "AB 1234567 " * 12} if tags in ("en", "th+km") else {}
        done = filled(tags, **long)
        assert (done.plate is made(tags, True)) is bool(long)
        paths.append(tmp_path / f"{tags}.pdf")
        paths[-1].write_bytes(single(done.plate, done.values))
    verdicts = judge(paths, (UA_1,))
    assert {key: [str(each) for each in failures] for key, failures in verdicts.items() if failures} == {}


def test_every_field_but_signatures_has_its_places() -> None:
    """What the form asks can be filled in; where somebody signs, nothing is ever printed."""
    plate = made("th+my")
    asked = {field.id for field in plate.fields}
    assert {place.field for place in plate.places} == asked
    assert {"name", "date", "decision", "brought_home_agency"} <= asked
    assert asked.isdisjoint({"person", "official", "witness_one", "thumbprint"})
    assert [place.option for place in plate.places if place.field == "date"] == ["day", "month", "year"]
