"""`docgen script` writes what somebody reads aloud to a person who does not read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.verify.extract import pdf_pages
from tests.scratch import Scratch, make_final, make_translated

TAGS = ("en", "th", "lo", "km", "my", "zh-Hant")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace with the scripts of its example, which nobody has checked."""
    made = make_translated(tmp_path_factory.mktemp("script") / "workspace", TAGS)
    made.docgen("script", "example")
    return made


def script(scratch: Scratch, tag: str) -> str:
    """Return a script as text."""
    return scratch.file(f"script/{tag.replace('-', '_')}/example-script.txt").read_text("utf-8")


AMOUNTS = {"en": "three thousand baht", "th": "สามพัน บาท", "km": "បីពាន់ បាត", "zh-Hant": "三千 泰銖", "my": "သုံးထောင် ဘတ်"}


@pytest.mark.parametrize("tag", AMOUNTS)
def test_amounts_are_in_words_and_beside_them_in_figures(scratch: Scratch, tag: str) -> None:
    """Who reads aloud says the words, and can compare the figures with the paper."""
    lines = script(scratch, tag).split("\n")
    said = next(n for n, line in enumerate(lines) if AMOUNTS[tag] in line)
    figures = next(line for line in lines[said:] if line.startswith("    ["))
    assert re.search(r"[3៣၃]\D?[0០၀]{3}", figures)


def test_where_there_are_no_words_the_figures_stay_and_the_script_says_so(scratch: Scratch) -> None:
    """Nothing is invented: CLDR's Lao for three thousand is half Thai, so the figures are read."""
    note = "Some numbers are in figures"
    assert "3,000" in script(scratch, "lo")
    assert note not in script(scratch, "en")
    words = (scratch.root / "content" / "words.toml").read_text("utf-8")
    assert note in words
    assert len(script(scratch, "lo").split("\n\n")[1].split("\n")) > len(
        script(scratch, "en").split("\n\n")[1].split("\n")
    )


def test_telephones_are_read_digit_by_digit(scratch: Scratch) -> None:
    """1300 is no number of thousands."""
    assert "one three zero zero" in script(scratch, "en")
    assert "一 三 〇 〇" in script(scratch, "zh-Hant")


def test_a_table_is_read_row_by_row(scratch: Scratch) -> None:
    """Each cell is said with the head of its column, and an empty one is not said."""
    text = script(scratch, "en")
    assert "What: Living cost\nHow much: three thousand baht\n" in text
    assert re.search(r"What: Clothes\n +\[", text)


def test_the_listener_is_asked_after_each_part(scratch: Scratch) -> None:
    """Headings are announced, and after each part somebody asks what was understood."""
    text = script(scratch, "en")
    assert text.count("Next part: ") >= 1
    assert text.count("(Ask: ") == text.count("(Pause)") > 1


@pytest.mark.parametrize("tag", TAGS)
def test_the_printed_script_says_the_same(scratch: Scratch, tag: str) -> None:
    """The PDF has every clause of the text, by its code; it was proved like any other page."""
    printed = re.sub(
        r"\s", "", "".join(pdf_pages(scratch.file(f"script/{tag.replace('-', '_')}/example-script.pdf").read_bytes()))
    )
    codes = re.findall(r"^    \[([\w-]+)", script(scratch, tag), re.MULTILINE)
    assert codes and [code for code in codes if code not in printed] == []


def test_codes_are_the_same_in_all_languages(scratch: Scratch) -> None:
    """A recording's code is of the source text, so that lists of all languages can be compared."""
    codes = {tag: re.findall(r"^    \[([\w-]+)", script(scratch, tag), re.MULTILINE) for tag in ("en", "km")}
    assert codes["en"] == codes["km"] and len(set(codes["en"])) == len(codes["en"])


def test_what_nobody_has_checked_says_so(scratch: Scratch, tmp_path: Path) -> None:
    """A script of an unapproved translation is a reading aid; once all is approved it is none."""
    notice = "Nobody who reads this language has checked it."
    assert notice in script(scratch, "km") or "មានការងារ" in script(scratch, "km")
    final = make_final(tmp_path / "final", ("en", "th"))
    final.docgen("script", "sheet", "-l", "en")
    assert notice not in final.file("script/en/sheet-script.txt").read_text("utf-8")


def test_nothing_of_somebody_else_is_overwritten(scratch: Scratch, tmp_path: Path) -> None:
    """In another folder a file that lies there stays."""
    mine = tmp_path / "en" / "example-script.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    assert "is there already" in scratch.docgen("script", "example", "-l", "en", "--out", str(tmp_path), code=6).err
    assert mine.read_text() == "mine" and len(list(tmp_path.rglob("*.*"))) == 1


def test_the_same_words_give_the_same_bytes(scratch: Scratch, tmp_path: Path) -> None:
    """A script that is made again is the same file."""
    scratch.docgen("script", "example", "-l", "km", "--out", str(tmp_path))
    for name in ("example-script.txt", "example-script.pdf"):
        assert (tmp_path / "km" / name).read_bytes() == scratch.file(f"script/km/{name}").read_bytes()
