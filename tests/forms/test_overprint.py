"""A form that was overprinted is the form that WeasyPrint would have made with the values typed into its page."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.forms.press import Press
from docgen.forms.single import single
from tests.forms.form import LANGUAGES, faces, plate
from tests.forms.people import PEOPLE, person
from tests.forms.reading import filled, overprinted, pictures, stray_dots, texts, typed
from tests.writers.reading import by_pdfium, by_poppler, by_pypdf, found, pattern

TAGS = list(LANGUAGES)


@pytest.mark.parametrize("tag", TAGS)
def test_it_looks_as_if_the_values_had_been_typed(tag: str) -> None:
    """No ink stands more than a sixth of a millimetre from where WeasyPrint sets the same values."""
    given = person(tag, sex="", needs="")
    (ours,), (theirs,) = pictures(overprinted(tag, given)), pictures(typed(tag, given))
    assert sum(theirs.histogram()[:128]) > 10_000
    assert stray_dots(ours, theirs) + stray_dots(theirs, ours) <= 2


@pytest.mark.parametrize("tag", TAGS)
def test_its_lines_end_where_weasyprint_ends_them(tag: str) -> None:
    """The text is WeasyPrint's, line by line: the same letters, the same breaks, the same spaces."""
    given = person(tag, sex="", needs="")
    assert texts(overprinted(tag, given)) == texts(typed(tag, given))
    lines = [value for value in filled(tag, given).values if value is not None and len(value.lines) > 1]
    assert lines, "values that need several lines are among them"


@pytest.mark.parametrize("tag", TAGS)
def test_every_value_can_be_read(needs: Callable[[str], str], tag: str) -> None:
    """Three programs read each value exactly as it was typed."""
    data = overprinted(tag, person(tag))
    for read in (by_pdfium, by_pypdf, by_poppler(needs("pdftotext"))):
        pages = read(data)
        assert [value for value in PEOPLE[tag].values() if not found(value, pages)] == []


MIXED = {
    "letters of other scripts": ("th", "สมชาย 陳美玲 Li ကျော် ສົມ ហេង"),
    "a rare character of Han": ("zh-Hant", "籲齉 堃喆"),
    "accents typed one by one": ("vi", "Nguye\u0302\u0303n Thi\u0323 Ho\u0302\u0300ng"),
    "apostrophes": ("en", "N’Golo O'Neill ʻOkina"),
    "a formula": ("en", '=HYPERLINK("x","y")'),
    "stacked letters": ("my", "က္ကမ္ဘာ သတ္တဝါ ဥက္ကဋ္ဌ"),
    "letters below letters": ("km", "ស្ត្រី ឧត្ដម ស្ពានហ្វាំង"),
    "a vowel of two parts": ("lo", "ນ້ຳ ຄຳ ກຳປັ່ນ"),
    "a tone on a vowel": ("th", "น้ำ ก๊ำ ปู่ ฟื้น ญู ฐุ"),
}


@pytest.mark.parametrize(("tag", "name"), MIXED.values(), ids=MIXED)
def test_hard_names_are_read_as_they_were_typed(tag: str, name: str) -> None:
    """Whatever letters a name has, its form says it, in NFC."""
    assert found(unicodedata.normalize("NFC", name), texts(overprinted(tag, person(tag, name=name))))


WORDS = sorted({word for values in PEOPLE.values() for value in values.values() for word in value.split()})


@settings(max_examples=60)
@given(st.sampled_from(TAGS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_any_words_are_set_whole_or_refused(tag: str, words: list[str]) -> None:
    """What stands on the paper is every letter that was typed; what has no room is refused, never cut."""
    text = " ".join(words)
    filled = Press(faces()).fill(plate(tag), {"name": text, "reason": text})
    if not filled.faults:
        pages = by_pdfium(single(filled.plate, filled.values)) + by_pdfium(plate(tag).base)
        # Without spaces: pdfium takes the end of a line for one where the next line's letters reach up into it.
        letters = pattern("".join(text.split()))
        after, before = (len(letters.findall("".join(page.split()))) for page in pages)
        assert after == before + 2
    assert {fault.field for fault in filled.faults} <= {"name", "reason"}


@pytest.mark.parametrize("tag", TAGS)
def test_long_values_shrink_to_their_line_and_never_out_of_it(tag: str) -> None:
    """A name that is longer than its line is set in smaller type, and ends where the line ends."""
    name = f"{PEOPLE[tag]['address'].replace(' ', '')}{PEOPLE[tag]['name']}"[:48]
    form = filled(tag, person(tag, name=name))
    place, value = next(pair for pair in zip(form.plate.places, form.values, strict=True) if pair[0].field == "name")
    assert value is not None and len(value.lines) == 1
    assert value.lines[0].width * value.scale * place.size <= place.width + 0.02


def test_what_cannot_shrink_enough_is_refused() -> None:
    """Three hundred characters have no room in a line, and no part of them is printed as if it were the whole."""
    filled = Press(faces()).fill(plate("en"), person("en", name="Marianna " * 33))
    (fault,) = filled.faults
    assert fault.field == "name" and "too long" in fault.reason and "--continue-sheet" in fault.hint


def test_a_long_value_goes_on_on_an_extra_sheet() -> None:
    """Where its place ends stands a mark; the sheet has the field's label, the mark, and the rest of the value."""
    name = "Marianna " * 32 + "Zuzana"
    press = Press(faces(), sheets={plate("en"): plate("en", sheet=True)})
    filled = press.fill(plate("en"), person("en", name=name))
    assert filled.faults == ()
    first, second = texts(single(filled.plate, filled.values))
    assert "Marianna (goes on)" in first and "Zuzana" not in first
    assert "Name (goes on): Marianna" in second and second.rstrip().endswith("Zuzana")
    assert first.count("Marianna") + second.count("Marianna") == 32


def test_a_form_without_long_values_has_no_extra_sheet() -> None:
    """The sheet is there only for whom it is needed."""
    press = Press(faces(), sheets={plate("en"): plate("en", sheet=True)})
    assert press.fill(plate("en"), person("en")).plate is plate("en")


def test_ticks_are_seen_and_read() -> None:
    """A box that is ticked has ink in it, and programs that read aloud say so; the other boxes are empty."""
    ticked, blank = overprinted("en", person("en", sex="m")), overprinted("en", person("en", sex="", needs=""))
    assert texts(ticked)[0].count("✓") == 2 and "✓" not in texts(blank)[0]
    form = filled("en", person("en", sex="m"))
    (picture,) = pictures(ticked, dpi=96)
    for place, value in zip(form.plate.places, form.values, strict=True):
        if place.field in ("sex", "needs"):
            box = picture.crop((int(place.x) + 1, int(place.y) + 1, int(place.x + 10), int(place.y + 10)))
            assert (min(box.get_flattened_data()) < 100) is (value is not None), place


def test_dates_and_numbers_are_the_readers() -> None:
    """A Thai reader gets the year of the Buddhist era, a Khmer reader Khmer digits; telephones stay as they are."""
    assert "28day 2month 2546" in texts(overprinted("th", person("th")))[0].replace(" day", "day").replace(
        " month", "month"
    )
    khmer = texts(overprinted("km", person("km")))[0]
    assert "២០០៣" in khmer and "២៣" in khmer and "0812345678" in khmer


def test_only_her_own_letters_are_in_a_persons_file() -> None:
    """From a file nobody can learn which letters the names of other persons have."""
    press = Press(faces())
    for name in ("Xylia Quartz", "Zebediah"):
        press.fill(plate("en"), person("en", name=name))
    filled = press.fill(plate("en"), {"name": "Ann"})
    with pikepdf.open(io.BytesIO(single(filled.plate, filled.values))) as pdf:
        names = [name for name in pdf.pages[0].Resources.Font if name.startswith("/V")]
        (font,) = [pdf.pages[0].Resources.Font[name] for name in names]
        read = font.ToUnicode.read_bytes().decode()
    assert re.findall(r"^<\w+> <(\w+)>$", read.partition("beginbfchar")[2], re.MULTILINE) == ["0041", "006e"]


def test_the_same_values_give_the_same_bytes() -> None:
    """What was printed before changes no byte."""
    press = Press(faces())
    first = press.fill(plate("km"), person("km"))
    data = single(first.plate, first.values)
    press.fill(plate("km"), person("km", name="ចាន់"))
    again = press.fill(plate("km"), person("km"))
    assert single(again.plate, again.values) == data == overprinted("km", person("km"))
