"""What three programs read in a PDF, and whether a text is there whole.

They agree on the characters, and each has its own mind about the ends of lines: poppler drops the space there, and
pdfium takes a hyphen there for one that came with the break (U+FFFE).
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any

import pypdf
import pypdfium2

from docgen.tree import Blank, Clause, Document, Picture, Text, Value, plain

_GAP = "\0"
Reader = Callable[[bytes], list[str]]


def by_pdfium(data: bytes) -> list[str]:
    """Return the pages as Chrome reads them."""
    with pypdfium2.PdfDocument(data) as document:
        return [tidy(page.get_textpage().get_text_range()) for page in document]


def by_pypdf(data: bytes) -> list[str]:
    """Return the pages as pypdf reads them."""
    return [tidy(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def by_poppler(program: str) -> Reader:
    """Return a reader of pages as pdftotext reads them, in the order of the content: it sorts columns otherwise."""

    def read(data: bytes) -> list[str]:
        done = subprocess.run([program, "-raw", "-", "-"], input=data, capture_output=True, check=True)
        return [tidy(page) for page in done.stdout.decode().split("\f")]

    return read


def tidy(page: str) -> str:
    """Return a page with plain line ends and spaces, and nothing around a line end."""
    return re.sub(" *\r?\n *", "\n", page.replace("\u00a0", " "))


def found(text: str, pages: Sequence[str]) -> bool:
    """Whether a text stands on a page, spaces included, or begins at one page's end and goes on on the next one."""
    wanted = pattern(text)
    if any(wanted.search(page) for page in pages):
        return True
    whole, squeezed = letters(text), [letters(page) for page in pages]
    return any(
        whole[:cut] in page and whole[cut:] in following
        for page, following in pairwise(squeezed)
        for cut in range(1, len(whole))
    )


def pattern(text: str) -> re.Pattern[str]:
    """Return what a text may look like on a page: a line may end anywhere, and takes a space with it."""
    spaced = re.sub("[\u00a0\n]", " ", text.replace("\u2060", "")).strip()
    # pdfium takes the end of a line for a space where letters of the next line reach up into it.
    pieces = {" ": "(?: \n?|\n)", "-": "(?:-|[\ufffe\x02])\n?", "\u200b": " ?"}
    words = "".join(pieces.get(character, re.escape(character) + "\n?") for character in spaced)
    # pdfium drops the space behind a hyphen where a line ends between the two.
    return re.compile(words.replace(pieces["-"] + pieces[" "], f"(?:-{pieces[' ']}|[\ufffe\x02]\n? ?)"))


def letters(text: str) -> str:
    """Return a text without spaces and line ends."""
    return re.sub(r"[\s\u200b\u2060]", "", text)


def shown_texts(document: Document) -> list[str]:
    """Return every text of a document that its pages show, one for each block, cell and item."""
    shown = (document.title, document.subtitle, document.publisher, document.blocks, document.furniture)
    return [text for text in _texts(shown) if text.strip()]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, tuple):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, Clause):  # what stands between its fields
        yield from "".join(_GAP if isinstance(n, Blank) else plain(n) for n in node.text.children).split(_GAP)
    elif isinstance(node, Picture):  # its alternative is for who cannot see it
        yield from _texts(node.label)
    elif isinstance(node, (Text, Value)):
        yield plain(node)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _texts(getattr(node, field.name))
