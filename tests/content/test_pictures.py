"""Pictures: what may be drawn, what must be said of each, and whose test of it counts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.pictures import Drawing, read_pictures
from docgen.content.svg import SQUARE, svg_faults
from docgen.content.toml_file import parse_toml
from docgen.errors import DocgenError
from tests.scratch import ROOT

HAND = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{SQUARE}"><path d="M4 4H44V44H4Z"/></svg>'


def drawn(inner: str) -> str:
    """Return a picture with something in it."""
    return HAND.replace("</svg>", f"{inner}</svg>")


def entry(svg: str = HAND, **changed: str) -> str:
    """Return the entry of the picture `hand`."""
    said = {
        "label": '"Stop"',
        "alternative": '"A raised hand."',
        "source": '"drawn here"',
        "licence": '"MIT"',
        "sha256": f'"{hashlib.sha256(svg.encode()).hexdigest()}"',
        "tested": "[]",
    }
    return "[hand]\n" + "".join(f"{name} = {value}\n" for name, value in (said | changed).items() if value)


def read(folder: Path, toml: str, svg: str | None = HAND) -> tuple[dict[str, Drawing], list[DocgenError]]:
    """Return the pictures of a folder with one file, and the faults."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    if svg is not None:
        (pictures / "hand.svg").write_text(svg, "utf-8")
    return read_pictures(parse_toml(toml, "pictures.toml"), pictures, folder)


def test_a_picture_is_read_with_its_words_and_origin(tmp_path: Path) -> None:
    """An entry and its file are a picture, whose words are texts to translate."""
    found, errors = read(tmp_path, entry())
    assert errors == []
    hand = found["hand"]
    assert (hand.label.message.msgid, hand.alternative.message.msgid) == ("Stop", "A raised hand.")
    assert {hand.label.message.msgctxt, hand.alternative.message.msgctxt} == {"picture.hand"}
    assert hand.shown().label is None and hand.shown(labelled=True).label is hand.label


REFUSED = {
    "script": (drawn("<script>alert(1)</script>"), "<script>"),
    "event": (drawn('<path d="M0 0" onload="x()"/>'), "onload of <path>"),
    "link": (drawn('<a href="https://example.org"><path d="M0 0"/></a>'), "<a>"),
    "image": (drawn('<image href="https://example.org/x.png"/>'), "<image>"),
    "use": (drawn('<use href="other.svg#x"/>'), "<use>"),
    "style": (drawn("<style>@import 'x'</style>"), "<style>"),
    "style attribute": (drawn('<path d="M0 0" style="fill:url(x)"/>'), "style of <path>"),
    "address in a colour": (drawn('<path d="M0 0" fill="url(#x)"/>'), 'fill="url(#x)" of <path>'),
    "colour": (drawn('<path d="M0 0" fill="#f00"/>'), 'fill="#f00" of <path>'),
    "grey": (drawn('<path d="M0 0" stroke="#777"/>'), 'stroke="#777" of <path>'),
    "opacity": (drawn('<path d="M0 0" opacity="0.5"/>'), "opacity of <path>"),
    "letters": (drawn("<text>stop</text>"), "<text>"),
    "words": (drawn("stop"), "words in or behind <path>"),
    "other namespace": (drawn('<x:y xmlns:x="urn:x"/>'), "<{urn:x}y>"),
    "entity": ('<!DOCTYPE svg [<!ENTITY a "b">]>' + HAND, "a declaration or a comment"),
    "comment": (drawn("<!-- who drew it -->"), "a declaration or a comment"),
    "other square": (HAND.replace(SQUARE, "0 0 24 24"), f'viewBox="{SQUARE}"'),
    "no picture": ("hello", "no valid XML"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_black_and_white_drawing_is_refused(tmp_path: Path, name: str) -> None:
    """A picture that could run, fetch, tell or be lost on a copier is one error, with its file and the way out."""
    svg, said = REFUSED[name]
    _, errors = read(tmp_path, entry(svg), svg)
    assert any(said in str(error) for error in errors)
    assert all(str(error).startswith("pictures/hand.svg: a picture may not hold ") and error.hint for error in errors)


def test_a_long_path_with_a_fault_is_refused_at_once() -> None:
    """A file of a megabyte is read once, whatever is wrong at its end."""
    assert list(svg_faults(drawn(f'<path d="{"M0 0" * 200_000}!"/>')))


@given(st.text())
def test_no_text_is_taken_for_a_drawing_by_mistake(text: str) -> None:
    """Whatever stands in a file, what is refused is told and nothing else happens."""
    assert list(svg_faults(text))


@pytest.mark.parametrize("name", ["label", "alternative", "source", "licence", "sha256", "tested"])
def test_what_is_missing_of_a_picture_is_told(tmp_path: Path, name: str) -> None:
    """A picture without a label, words for who cannot see it, an origin or a record of tests is refused."""
    _, errors = read(tmp_path, entry(**{name: ""}))
    assert [str(error) for error in errors] == [f"pictures.toml:1:2: hand.{name} is missing"]


def test_a_file_that_changed_is_refused_until_it_is_entered_again(tmp_path: Path) -> None:
    """A drawing that is not the one entered stops the build; the error tells what to enter."""
    other = HAND.replace("M4 4", "M5 5")
    _, errors = read(tmp_path, entry(), other)
    assert [str(error) for error in errors] == [
        "pictures.toml:6:1: pictures/hand.svg is not the drawing that was entered"
    ]
    assert hashlib.sha256(other.encode()).hexdigest() in errors[0].hint


def test_a_test_counts_for_the_drawing_that_readers_saw(tmp_path: Path) -> None:
    """A changed drawing has no test any more, whatever is recorded of the older one."""
    sha256 = hashlib.sha256(HAND.encode()).hexdigest()
    record = f'[{{ readers = "km-G1", on = 2026-11-20, sha256 = "{sha256}" }}]'
    found, _ = read(tmp_path, entry(tested=record))
    assert [test.readers for test in found["hand"].tested] == ["km-G1"]
    other = HAND.replace("M4 4", "M5 5")
    changed, errors = read(tmp_path, entry(other, tested=record), other)
    assert (errors, changed["hand"].tested, len(changed["hand"].tests)) == ([], (), 1)


@pytest.mark.parametrize("name", ["Sok Dara", "dara@example.org", "km-R1"])
def test_readers_are_a_code_and_a_name_is_not_repeated(tmp_path: Path, name: str) -> None:
    """Who tested a picture is a group with a code; what was typed instead is in no error."""
    sha256 = hashlib.sha256(HAND.encode()).hexdigest()
    _, errors = read(tmp_path, entry(tested=f'[{{ readers = "{name}", on = 2026-11-20, sha256 = "{sha256}" }}]'))
    assert len(errors) == 1 and "such as km-G1" in errors[0].hint
    assert name not in f"{errors[0]} {errors[0].hint}"


def test_an_id_is_no_path(tmp_path: Path) -> None:
    """What is entered cannot lead out of the folder."""
    _, errors = read(tmp_path, entry().replace("[hand]", '["../hand"]'))
    assert "“../hand” is no id of a picture" in str(errors[0])


def test_a_file_without_an_entry_and_an_entry_without_a_file_are_told(tmp_path: Path) -> None:
    """Nothing lies in the folder of which nobody knows where it is from, and nothing is entered that is not there."""
    assert "pictures/hand.svg: the picture is not entered" in str(read(tmp_path, "")[1][0])
    (tmp_path / "pictures" / "hand.svg").unlink()
    assert "pictures/hand.svg: cannot be read" in str(read(tmp_path, entry(), None)[1][0])


def test_the_projects_pictures_are_those_of_the_list_and_licensed() -> None:
    """Each picture of the project is entered, sound, and under the licence whose text is beside it."""
    toml = (ROOT / "content" / "pictures.toml").read_text("utf-8")
    found, errors = read_pictures(parse_toml(toml, "content/pictures.toml"), ROOT / "content" / "pictures", ROOT)
    assert errors == []
    assert {drawing.licence for drawing in found.values()} == {"MIT"}
    assert "Resolve to Save Lives" in (ROOT / "content" / "pictures" / "LICENSE.txt").read_text("utf-8")
