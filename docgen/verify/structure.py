"""The structure tree of a PDF, as the checks of tags read it from the finished bytes.

veraPDF proves the rules of the standards (tests/test_verapdf.py); the checks prove what only docgen can know, in each
file that it makes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from docgen.writers.artefact import Artefact


@dataclass(frozen=True)
class Element:
    """A structure element in the order of reading, with the language around it."""

    dictionary: Any
    type: str
    around: str


def opened(artefact: Artefact) -> pikepdf.Pdf:
    """Return the file, opened; it is closed by `with`."""
    return pikepdf.open(io.BytesIO(artefact.data))


def kids(element: Any) -> list[Any]:
    """Return what hangs on a structure element: elements, or marks of content."""
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def elements(pdf: pikepdf.Pdf) -> Iterator[Element]:
    """Yield the structure elements in the order of reading."""
    if "/StructTreeRoot" in pdf.Root:
        yield from _below(pdf.Root.StructTreeRoot, str(pdf.Root.get("/Lang", "")))


def _below(element: Any, around: str) -> Iterator[Element]:
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield Element(kid, str(kid.S), around)
            yield from _below(kid, str(kid.get("/Lang", around)))
