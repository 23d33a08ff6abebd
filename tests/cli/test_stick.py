"""`docgen stick` writes a folder that a shelter can use without a network."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from docgen.verify.extract import pdf_pages
from tests.papers import make_papers
from tests.scratch import Scratch, translated_by_machine

CHOICE = ("-l", "th+km", "--copies", "th+km=30")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace with a form in three languages and in two at once."""
    return make_papers(tmp_path_factory.mktemp("stick") / "workspace")


@pytest.fixture(scope="module")
def stick(scratch: Scratch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a stick with the form in Khmer and Thai."""
    folder = tmp_path_factory.mktemp("usb") / "papers"
    scratch.docgen("stick", str(folder), *CHOICE)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their paths."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_file_has_its_sum(stick: Path) -> None:
    """Who gets a stick can tell whether a file was changed or has got lost."""
    found = files(stick)
    sums = dict(reversed(line.split("  ")) for line in found.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


def test_the_first_page_leads_to_everything(stick: Path) -> None:
    """Each link of the first page is a file of the stick, each form can be reached, and nothing is fetched."""
    found = files(stick)
    page = found["index.html"].decode()
    links = set(re.findall(r'<a href="([^"]+)"', page))
    assert links <= set(found)
    assert {name for name in found if name.startswith(("papers/", "kits/", "blanks/"))} <= links
    assert "default-src 'none'" in page and "://" not in page


def test_what_a_person_reads_is_on_it(stick: Path) -> None:
    """The notices are there in both languages of a pair, for paper and telephone; their names tell nothing."""
    names = {name for name in files(stick) if name.startswith("papers/")}
    stems = [f"papers/{stem}-{tag}" for stem in ("information", "first-information") for tag in ("th", "km")]
    assert names == {f"{stem}.{kind}" for stem in stems for kind in ("pdf", "html")}


def test_copies_come_in_the_chosen_numbers(stick: Path) -> None:
    """One file for the printer has each language so many times, and hardly grows with them."""
    form, many = ((stick / f"blanks/form-{name}.pdf").read_bytes() for name in ("th+km", "copies"))
    assert pdf_pages(many) == pdf_pages(form) * 30
    assert len(many) < 2 * len(form)


@pytest.mark.parametrize("typed", ["km", "km=0", "km=x", "km=-1", "xx=2", "km=2"])
def test_copies_that_cannot_be_made_are_refused(scratch: Scratch, tmp_path: Path, typed: str) -> None:
    """A slip in the number, or a language that is not on the stick, is told, and nothing is written."""
    scratch.docgen("stick", str(tmp_path / "usb"), "-l", "en", "--copies", typed, code=None)
    assert not (tmp_path / "usb").exists()


def test_cards_say_the_same_in_each_language_and_in_thai(stick: Path) -> None:
    """Each sheet of cards has four fronts in a language, and on its back the Thai ones, the other way round."""
    pages = [" ".join(page.split()) for page in pdf_pages((stick / "cards.pdf").read_bytes())]
    assert len(pages) == 2 * 3
    cards = ("I need an interpreter.", "I am ill.", "I want to stop.")
    for number, tag in enumerate(("en", "th", "km")):
        said = [translated_by_machine(card, tag) if tag != "en" else card for card in cards]
        letters = re.sub(r"[\s\u200b]+", "", pages[2 * number])
        assert [card for card in said if re.sub(r"[\s\u200b]+", "", card) not in letters] == []


def test_all_languages_stand_on_one_sheet(stick: Path) -> None:
    """A person finds her language by its own name."""
    (page,) = pdf_pages((stick / "languages.pdf").read_bytes())
    assert all(name in page for name in ("English", "ไทย", "ខ្មែរ"))


def test_a_folder_with_files_is_left_alone(scratch: Scratch, stick: Path) -> None:
    """Nothing is written over; with --force the older stick's files go, and those of others stay."""
    before = files(stick)
    assert "is not empty" in scratch.docgen("stick", str(stick), "-l", "km", code=6).err
    assert files(stick) == before
    (stick / "letter.txt").write_text("mine")
    scratch.docgen("stick", str(stick), "-l", "th", "--force")
    after = files(stick)
    assert after["letter.txt"] == b"mine"
    assert not [name for name in after if "th+km" in name] and [name for name in after if name.startswith("kits/")]
    scratch.docgen("stick", str(stick), *CHOICE, "--force")
    assert {**files(stick), "letter.txt": b""} == {**before, "letter.txt": b""}
