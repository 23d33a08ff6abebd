"""Blank forms for a printer: fronts and backs apart, and in the numbers of copies that a shelter needs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

import pikepdf


def copies(forms: Sequence[tuple[bytes, int]]) -> bytes:
    """Return one PDF with each form so many times; the pages are in it once, so it hardly grows.

    Where any form has a back, a form without one gets an empty one: no form is printed on the back of another.
    """
    with ExitStack() as opened:
        sources = [(opened.enter_context(pikepdf.open(io.BytesIO(data))), number) for data, number in forms]
        padded = any(len(source.pages) > 1 for source, _ in sources)
        pages: list[pikepdf.Page | None] = []
        for source, number in sources:
            back = [None] if padded and len(source.pages) % 2 else []
            pages += [*source.pages, *back] * number
        return _printable(pages)


def sides(data: bytes) -> tuple[bytes, bytes] | None:
    """Return the fronts and the backs of a PDF as two, for a printer that prints on one side; None without backs."""
    with pikepdf.open(io.BytesIO(data)) as source:
        pages = list(source.pages)
        return (_printable(pages[::2]), _printable(pages[1::2])) if len(pages) > 1 else None


def _printable(pages: Iterable[pikepdf.Page | None]) -> bytes:
    """Return pages for a printer, None being an empty one: without tags, and without a date."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        for page in pages:
            if page is None:
                box = pdf.pages[-1].mediabox
                pdf.add_blank_page(page_size=(float(box[2]), float(box[3])))
            else:
                pdf.pages.append(page)
        for page in pdf.pages:
            for key in ("/Annots", "/StructParents"):
                if key in page:
                    del page[key]
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        pdf.save(file, deterministic_id=True)
    return file.getvalue()
