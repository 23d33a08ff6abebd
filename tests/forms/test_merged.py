"""All forms in one file for the printer: the same ink as each form alone, and no more memory for more people."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from docgen.forms.merged import Merged
from docgen.forms.plate import Plate
from docgen.forms.press import Press
from docgen.forms.single import single
from tests.forms.form import LANGUAGES, faces, plate
from tests.forms.people import person
from tests.forms.reading import pictures, stray_dots, texts

TAGS = list(LANGUAGES)


def merged(forms: list[tuple[Plate, dict[str, object]]]) -> bytes:
    """Return forms of many persons in one file."""
    press, file = Press(faces()), io.BytesIO()
    pdf = Merged(file, dict.fromkeys(plate for plate, _ in forms))
    for each, given in forms:
        filled = press.fill(each, given)
        assert filled.faults == ()
        pdf.add(filled.plate, filled.values)
    pdf.close()
    return file.getvalue()


@pytest.fixture(scope="module")
def all_languages() -> bytes:
    """Return two forms in each language."""
    return merged([(plate(tag), person(tag, age=age)) for tag in TAGS for age in ("23", "45")])


def test_each_page_is_the_form_of_one_person(all_languages: bytes) -> None:
    """The printer's file has the same ink as the forms that are read on a screen, in the order of the rows."""
    pages = pictures(all_languages)
    assert len(pages) == 2 * len(TAGS)
    for tag, page in zip(TAGS, pages[::2], strict=True):
        filled = Press(faces()).fill(plate(tag), person(tag))
        (alone,) = pictures(single(filled.plate, filled.values))
        assert sum(page.histogram()[:128]) > 10_000
        assert stray_dots(page, alone) == stray_dots(alone, page) == 0


def test_each_page_has_its_own_values(all_languages: bytes) -> None:
    """Nobody's values are on another person's page."""
    pages = texts(all_languages)
    for first, second in zip(pages[::2], pages[1::2], strict=True):
        assert first != second and len(first) == len(second)


def test_the_file_says_what_it_is_for(all_languages: bytes) -> None:
    """It has no tags, so its title says that it is for paper; nothing tells when it was made, or of whom."""
    with pikepdf.open(io.BytesIO(all_languages)) as pdf:
        assert "For paper only" in str(pdf.docinfo.Title) and list(pdf.docinfo) == ["/Title"]
        assert "/StructTreeRoot" not in pdf.Root and "/Metadata" not in pdf.Root
        assert pdf.check_pdf_syntax() == []


def test_the_same_people_give_the_same_bytes() -> None:
    """A run that is repeated gives the same file."""
    forms = [(plate(tag), person(tag)) for tag in ("th", "my")]
    assert merged(forms) == merged(forms)


def test_many_pages_are_a_tree() -> None:
    """A file of hundreds of pages opens at once at any page."""
    data = merged([(plate("en"), person("en", age=str(number))) for number in range(600)])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 600 and len(pdf.Root.Pages.Kids) == 3
    assert len(data) < 600 * 3000


RUN = """
import os, resource, sys
sys.path.insert(0, os.getcwd())
from docgen.forms.faces import FaceFile, Faces
from docgen.forms.merged import Merged
from docgen.forms.plate import read_plate
from docgen.forms.press import Press
from tests.forms.people import person

plate = read_plate(open(sys.argv[1], "rb").read())
face = open(sys.argv[2], "rb").read
press = Press(Faces([FaceFile(plate.families[0], "", face)]))
with open(os.devnull, "wb") as file:
    pdf = Merged(file, [plate])
    for number in range(int(sys.argv[3])):
        filled = press.fill(plate, person("en", name=f"Ann {number}", reason=f"Number {number}"))
        pdf.add(plate, filled.values)
    pdf.close()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_people(tmp_path: Path) -> None:
    """Ten thousand forms need at most 1.3 times the memory of a thousand."""
    (tmp_path / "plate").write_bytes(plate("en").to_bytes())
    face = next(file for file in faces().files if file.family == plate("en").families[0])
    (tmp_path / "face").write_bytes(face.load())
    peaks = [
        int(subprocess.check_output([sys.executable, "-c", RUN, tmp_path / "plate", tmp_path / "face", str(count)]))
        for count in (1000, 10_000)
    ]
    assert peaks[1] <= 1.3 * peaks[0]
