"""Letters that run from right to left stand where another implementation of UAX #9 puts them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.forms.bidi import base_level, has_rtl, levels, line_levels, visual_runs
from docgen.forms.faces import FaceFile, Faces
from docgen.forms.press import Press
from docgen.forms.setting import Setter
from docgen.forms.single import single
from tests.forms.form import LANGUAGES, faces, plate
from tests.forms.people import person
from tests.forms.reading import texts

ARABIC = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")  # Debian's fontconfig brings it
LETTERS = "אבج دم ab cd 12 34 ()[] .,-+/%$:\u064f٣٤ "


def displayed(text: str, base: int) -> str:
    """Return a line as it stands on paper, from left to right; brackets are as they were typed."""
    order = line_levels(text, levels(text, base), base, 0, len(text))
    return "".join(text[start:end][:: -1 if rtl else 1] for start, end, rtl in visual_runs(order))


@given(st.text(LETTERS, min_size=1, max_size=20), st.sampled_from([0, 1]))
def test_the_order_is_that_of_the_standard(text: str, base: int) -> None:
    """Names, numbers, brackets and signs of both directions stand where any other program puts them."""
    assert displayed(text, base) == bidi.get_display(text, base_dir="LR"[base])


@given(st.text(LETTERS, min_size=1, max_size=20))
def test_the_first_letter_decides_the_direction(text: str) -> None:
    """A text begins on the side of its first letter."""
    assert base_level(text) == bidi.get_base_level(text)


def test_only_texts_with_such_letters_need_it() -> None:
    """Other scripts cost nothing."""
    assert not has_rtl("สมชาย 陳 Nguyễn မောင် 123 (a)")
    assert has_rtl("a ب") and has_rtl("שלום")


# --- set in a face ------------------------------------------------------------------------------------------------


@cache
def more_faces() -> Faces:
    """Return the project's faces and one with Arabic and Hebrew letters."""
    if not ARABIC.is_file():
        pytest.skip("no face with Arabic letters on this machine")
    return Faces([*faces().files, FaceFile("DejaVu Sans", "", ARABIC.read_bytes)])


NAMES = ["محمد عبد الرحمن", "علي Hassan 123", "Ali علي (حسن) 12", "שלום כהן", "فاطمة الزهراءُ"]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_set_in_their_order(name: str) -> None:
    """Letters stand from left to right as they are read on paper; marks stay with their letter."""
    line = Setter(more_faces(), plate("en").families, LANGUAGES["en"]).line(name)
    shown = "".join(
        letter.text for stretch in line.stretches for letter in stretch.letters
    )  # of a letter with its mark, in the order of reading
    wanted = displayed(name, base_level(name))
    assert sorted(shown) == sorted(wanted)
    assert re.sub("\\W", "", shown.replace("ُ", "")) == re.sub("\\W", "", wanted.replace("ُ", ""))


@pytest.mark.parametrize("name", NAMES)
def test_names_are_read_as_they_were_typed(name: str) -> None:
    """Chrome reads the letters of the name, word by word."""
    press = Press(more_faces())
    filled = press.fill(plate("en"), person("en", name=name))
    assert filled.faults == ()
    (read,) = texts(single(filled.plate, filled.values))
    line = next(line for line in read.splitlines() if "Name" in line)
    words = re.findall(r"\w+", name.replace("\u064f", ""))
    assert sorted(re.findall(r"\w+", line.replace("\u064f", ""))) == sorted(["Name", *words])


def test_a_script_without_a_face_is_refused() -> None:
    """Boxes on paper are in nobody's language; the script is named, and no letter of the name."""
    (fault,) = Press(faces()).fill(plate("en"), person("en", name="முகமது")).faults
    assert fault.field == "name" and "Tamil" in fault.reason
    assert "ம" not in fault.reason + fault.hint
