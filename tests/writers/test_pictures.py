"""Pictures of pages open on every telephone, weigh little, and tell nothing but what the page shows."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from docgen.writers.pictures import GREYS, WIDTH, page_pictures

A5 = (420.0, 595.0)


@pytest.fixture(scope="module")
def page() -> bytes:
    """Return a PDF of two pages: a black square in the left lower corner of the first, nothing on the second."""
    with pikepdf.new() as made:
        first, _ = made.add_blank_page(page_size=A5), made.add_blank_page(page_size=A5)
        first.Contents = made.make_stream(b"0 0 210 210 re f")
        file = io.BytesIO()
        made.save(file)
        return file.getvalue()


def opened(picture: bytes) -> Image.Image:
    """Return a picture as a telephone shows it."""
    return Image.open(io.BytesIO(picture)).convert("RGBA")


def test_each_page_is_one_picture_as_wide_as_a_telephone(page: bytes) -> None:
    """The whole page is in the picture, in its proportions, in its order."""
    pictures = [opened(picture) for picture in page_pictures(page)]
    assert [picture.size for picture in pictures] == [(WIDTH, round(WIDTH * 595 / 420))] * 2
    assert {colour for _, colour in pictures[1].getcolors()} == {(255, 255, 255, 255)}


def test_ink_is_black_and_paper_white(page: bytes) -> None:
    """Nothing is transparent: a telephone with black backgrounds shows black letters on white, too."""
    picture = opened(next(page_pictures(page)))
    assert picture.getpixel((10, picture.height - 10)) == (0, 0, 0, 255)
    assert picture.getpixel((WIDTH - 10, 10)) == (255, 255, 255, 255)


def test_a_picture_says_nothing_beside_what_it_shows(page: bytes) -> None:
    """No program, no date, no title: the file has only the chunks that a picture needs. It is the same each time."""
    picture = next(page_pictures(page))
    chunks = [
        name for name in (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tEXt", b"iTXt", b"tIME", b"eXIf") if name in picture
    ]
    assert chunks == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert picture == next(page_pictures(page))
    assert picture[24] == 4  # bits a pixel, PNG 11.2.2: as many as GREYS need
    assert 2 ** picture[24] == GREYS


def test_letters_keep_their_smooth_edges() -> None:
    """All shades between black and white are used, evenly."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=A5)
        lines = [f"{n / 40:.3f} g {n * 10} 0 10 595 re f" for n in range(41)]
        page.Contents = made.make_stream("\n".join(lines).encode())
        file = io.BytesIO()
        made.save(file)
    found = {colour[0] for _, colour in opened(next(page_pictures(file.getvalue()))).getcolors()}
    assert found == {round(255 * n / (GREYS - 1)) for n in range(GREYS)}
