"""Blank forms for the printer: nobody's form is printed on the back of another's."""

from __future__ import annotations

import io
from itertools import chain

import pikepdf
import pytest

from docgen.pipeline.copies import copies, sides


def form(*widths: int) -> bytes:
    """Return a PDF whose pages are told apart by their widths."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        for width in widths:
            page = pdf.add_blank_page(page_size=(width, 842))
            page.Contents = pdf.make_stream(b"0 0 m 10 10 l S")
        pdf.save(file)
    return file.getvalue()


def read(data: bytes) -> list[int]:
    """Return the widths of the pages, below zero for an empty one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [int(page.mediabox[2]) * (1 if page.get("/Contents") else -1) for page in pdf.pages]


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ([(form(100), 3)], [100, 100, 100]),
        ([(form(100, 101), 2)], [100, 101, 100, 101]),
        ([(form(100, 101), 1), (form(200), 2)], [100, 101, 200, -200, 200, -200]),
        ([(form(200), 1), (form(100, 101, 102), 1)], [200, -200, 100, 101, 102, -102]),
    ],
)
def test_each_copy_begins_on_a_leaf_of_its_own(forms: list[tuple[bytes, int]], expected: list[int]) -> None:
    """A form without a back gets an empty one where others have a back."""
    assert read(copies(forms)) == expected


def test_fronts_and_backs_match() -> None:
    """Printed one after the other, with the stack turned over, they make the same leaves."""
    whole = copies([(form(100, 101), 2), (form(200), 1)])
    apart = sides(whole)
    assert apart
    assert list(chain.from_iterable(zip(*map(read, apart), strict=True))) == read(whole)
    assert sides(form(100)) is None


def test_the_same_copies_are_the_same_bytes() -> None:
    """A stick can be compared with another by its sums."""
    forms = [(form(100, 101), 5), (form(200), 2)]
    assert copies(forms) == copies(forms)
