"""Where the texts of a document stand in its PDF, also those that are so short that they stand everywhere."""

from __future__ import annotations

import pytest

from docgen.errors import Location
from docgen.pipeline.impact import text_pages
from docgen.tree import Document, Furniture, Message, Paragraph, Run, Text, plain

FOOT = "Nobody has checked this."
LONG = "Words that go on and on and on, "
END = "and come to their end overleaf."


def text(words: str) -> Text:
    """Return a text."""
    return Text(Message("d", "d", words, Location("d.md")), "en", forms=((Run(words),),))


def document(*words: str) -> Document:
    """Return a document of paragraphs, with a notice at the foot of its pages."""
    title = text("A title")
    blocks = tuple(Paragraph(text(each)) for each in words)
    foot = Furniture(reading_aid=(text(FOOT),))
    return Document("d", title, None, blocks, "booklet-a5", "person", "adult", "open", "n", title, furniture=foot)


def placed(words: list[str], *pages: str) -> list[set[int]]:
    """Return the pages of each paragraph."""
    found = text_pages(document(*words), [f"{page} {FOOT}" for page in pages])
    assert plain(found[0][0]) == "A title" and plain(found[-1][0]) == FOOT
    assert found[-1][1] == set(range(1, len(pages) + 1))
    return [on for _, on in found[1:-1]]


@pytest.mark.parametrize(
    ("words", "pages", "wanted"),
    [
        (["First words", "Yes", "Last words"], ["A title First words", "Yes Last words"], [{1}, {2}, {2}]),
        (["One thing", "No", "Two things"], ["A title No", "One thing No Two things", "No"], [{2}, {2}, {2}]),
        (["One thing", "No", "Two things"], ["A title One thing No", "No Two things"], [{1}, {1, 2}, {2}]),
        ([f"{LONG}\u200b{END}"], [f"A title {LONG}", END], [{1, 2}]),
        (["Not there"], ["A title", "Something"], [set()]),
        (["2 1", "1 2"], ["A title 1 2", "2 1"], [{2}, {1}]),
    ],
    ids=["alone", "between two", "either page", "overleaf", "nowhere", "another order"],
)
def test_a_text_is_found_between_its_neighbours(words: list[str], pages: list[str], wanted: list[set[int]]) -> None:
    """A long text is on the page that has its words; a short one on the pages between the texts around it."""
    assert placed(words, *pages) == wanted
