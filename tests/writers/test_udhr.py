"""Real text, the Declaration of Human Rights in eleven languages, is read back exactly, and every word is found.

benchmarks/extractors.py asks more programs about more languages, with faces that are not among ours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from benchmarks.extractors import LANGUAGES, PARAGRAPHS, Printed, is_exact, missed_words, printed, squeezed
from tests.scratch import isolated
from tests.writers.reading import by_pdfium, by_poppler, by_pypdf

TAGS = ("th", "lo", "km", "my", "shn", "bn", "vi", "zh-Hant", "en", "id", "ms")
SOURCES = {tag: (PARAGRAPHS / f"{tag}.txt").read_text("utf-8").splitlines() for tag in TAGS}


@cache
def declaration(tag: str, exact: bool = True) -> Printed:
    """Return a language's paragraphs as a PDF, one on each page."""
    isolated()
    (language,) = (each for each in LANGUAGES if each.tag == tag)
    return printed(language, exact)


@pytest.mark.parametrize("tag", TAGS)
def test_every_paragraph_is_read_exactly(needs: Callable[[str], str], tag: str) -> None:
    """Chrome's reader, pypdf and poppler give every character of every paragraph, and nothing else."""
    done = declaration(tag)
    assert len(done.pages) == 9
    assert [squeezed("".join(lines)) for lines in done.pages] == [squeezed(source) for source in SOURCES[tag]]
    for read in (by_pdfium, by_pypdf, by_poppler(needs("pdftotext"))):
        pages = [page for page in read(done.data) if page]
        wrong = [lines for page, lines in zip(pages, done.pages, strict=True) if not is_exact(page, lines)]
        assert wrong == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_is_found(tag: str) -> None:
    """Who searches for a word in Chrome finds it wherever it stands in one line."""
    total, missed = missed_words(declaration(tag))
    assert total > 80 or tag == "zh-Hant"
    assert missed == []


def test_plain_weasyprint_would_not_pass() -> None:
    """The proof sees what it is for: WeasyPrint's own Khmer is misread in every paragraph, and most words are lost."""
    done = declaration("km", exact=False)
    assert not any(is_exact(page, lines) for page, lines in zip(by_pdfium(done.data), done.pages, strict=True))
    total, missed = missed_words(done)
    assert len(missed) > total / 2
