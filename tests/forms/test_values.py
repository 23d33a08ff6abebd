"""What is typed for a field is printed as it is meant, or refused without being repeated."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.forms.press import Press
from docgen.forms.values import TICKED, entries
from tests.forms.form import FIELDS, faces, plate
from tests.forms.people import PEOPLE, person

ZAWGYI = "ေမာင္ေအာင္ႀကီး"


def written(tag: str, **given: Any) -> dict[str, str]:
    """Return what is printed, by the name of the place; there must be no faults."""
    found, faults = entries(plate(tag), given)
    assert faults == []
    return {f"{field}.{option}".rstrip("."): text for (field, option), text in found.items()}


def refused(tag: str = "en", **given: Any) -> str:
    """Return why a value is refused, and the way out."""
    filled = Press(faces()).fill(plate(tag), given)
    (fault,) = filled.faults
    assert fault.field in given or fault.field == ""
    return f"{fault.reason}: {fault.hint}"


def test_texts_are_unified() -> None:
    """Accents are composed, spaces are one each, and what nobody sees is gone."""
    assert written("vi", name=" Nguye\u0302\u0303n \u200b Thi\u0323\u2060 ") == {"name": "Nguyễn Thị"}


def test_lines_stay_where_there_is_room_for_several() -> None:
    """A line that was ended by its author ends there on paper, too."""
    assert written("en", reason="one\r\n two \n\nthree", name="one\ntwo") == {
        "reason": "one\ntwo\n\nthree",
        "name": "one two",
    }


@pytest.mark.parametrize("typed", ["23", 23, "２３", "២៣", " 23 "])
def test_numbers_have_the_readers_digits(typed: object) -> None:
    """An age may be typed in any digits, and is printed in those of the form's language."""
    assert written("km", age=typed) == {"age": "២៣"}
    assert written("th", age=typed) == {"age": "23"}


@pytest.mark.parametrize(("tag", "year"), [("th", "2569"), ("km", "២០២៦"), ("en", "2026")])
def test_dates_have_the_readers_calendar(tag: str, year: str) -> None:
    """A date is typed in one way everywhere, and printed in the reader's calendar and digits."""
    found = written(tag, found="2026-11-21")
    assert found["found.year"] == year and found["found.month"] == written(tag, age=11)["age"]


def test_options_are_given_by_id_or_label() -> None:
    """A choice may be made by what stands beside the box."""
    assert written("en", sex="Female") == written("en", sex="f") == {"sex.f": TICKED}
    both = {"needs.doctor": TICKED, "needs.lawyer": TICKED}
    assert written("en", needs=["lawyer", "doctor"]) == written("en", needs="doctor; Lawyer") == both


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"age": "about 20"}, "no whole number"),
        ({"age": "-3"}, "no whole number"),
        ({"born": "21/11/2026"}, "2026-11-21"),
        ({"born": "2026-02-30"}, "no date"),
        ({"born": "2569-02-03"}, "Buddhist era"),
        ({"sex": "Secret"}, "one of f, m"),
        ({"needs": ["doctor", "Secret"]}, "one of doctor, lawyer"),
        ({"name": ["Secret"]}, "quotation marks"),
        ({"name": True}, "quotation marks"),
        ({"name": "Secret\x00"}, "control character"),
        ({"name": "Secret" * 1000}, "more than 4000"),
        ({"name": "Secret กิ ิ"}, "without the letter"),
        ({"name": "Secret ្ក"}, "without the letter"),
        ({"name": "Secret \ue000"}, "no face has"),
        ({"name": "Secret 😀"}, "no face has"),
        ({"Secret": "Secret"}, "value 1 is for no field"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_never_repeated(given: dict[str, Any], said: str) -> None:
    """An error names the field, the reason and the way out; the value itself is nobody else's business."""
    told = refused(**given)
    assert said in told and "Secret" not in told


def test_burmese_in_zawgyi_is_refused() -> None:
    """Text for an old font would be printed as other letters; who knows that it is right can say so."""
    assert "Zawgyi" in refused("my", name=ZAWGYI) and "--unicode" in refused("my", name=ZAWGYI)
    assert Press(faces(), confirmed=True).fill(plate("my"), {"name": "မောင်"}).faults == ()


@pytest.mark.parametrize("name", ["မောင်မောင်", "ကိုကို", "သီတာ", "မမ", "စိုင်းလှဝင်း", PEOPLE["my"]["reason"]])
def test_burmese_in_unicode_passes(name: str) -> None:
    """Common names are no false alarm, short ones among them."""
    assert written("my", name=name)["name"]


@given(st.dictionaries(st.sampled_from([field.id for field in FIELDS]), st.text(max_size=40)))
def test_nothing_that_is_typed_stops_the_press(given: dict[str, str]) -> None:
    """Every value is printed or refused with its field; no text makes docgen fail."""
    filled = Press(faces()).fill(plate("km"), given)
    assert {fault.field for fault in filled.faults} <= set(given)
    assert len(filled.values) == len(filled.plate.places)


def test_all_faults_of_a_person_are_told_at_once() -> None:
    """Who mends a row need not run it once for each mistake."""
    filled = Press(faces()).fill(plate("en"), person("en", name="x" * 300, age="?", sex="?"))
    assert [fault.field for fault in filled.faults] == ["age", "sex", "name"]
