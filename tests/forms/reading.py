"""Filled forms as their readers see them: pictures and texts by pdfium, and WeasyPrint's own for comparison."""

from __future__ import annotations

from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from docgen.forms.press import Filled, Press
from docgen.forms.single import single
from docgen.forms.values import TICKED, entries
from tests.forms.form import LANGUAGES, broken, faces, form_html, lay_out, plate

DARK = 110  # of 255: how much darker a dot must be than all dots around the same place


def filled(tag: str, given: dict[str, Any]) -> Filled:
    """Return a form that must have no faults."""
    found = Press(faces()).fill(plate(tag), given)
    assert found.faults == ()
    return found


def overprinted(tag: str, given: dict[str, Any]) -> bytes:
    """Return a form filled in by overprinting."""
    found = filled(tag, given)
    return single(found.plate, found.values)


def typed(tag: str, given: dict[str, Any]) -> bytes:
    """Return the same form rendered by WeasyPrint with the values typed into its page; it ticks no boxes."""
    from docgen.writers.standards import write_accessible
    from docgen.writers.text_layer import exact_text

    texts, _ = entries(plate(tag), given)
    values = {f"{field}.{option}".rstrip("."): text for (field, option), text in texts.items() if text != TICKED}
    html = form_html(LANGUAGES[tag], {name: broken(text, LANGUAGES[tag]) for name, text in values.items()})
    with exact_text():
        return write_accessible(lay_out(html))  # type: ignore[arg-type]


def pictures(data: bytes, dpi: int = 150) -> list[Image.Image]:
    """Return the pages of a PDF as Chrome shows them."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def texts(data: bytes) -> list[str]:
    """Return the pages of a PDF as Chrome reads them."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def stray_dots(picture: Image.Image, other: Image.Image) -> int:
    """Return how many dots are dark and have nothing dark near them in the other picture."""
    return sum(ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), picture).histogram()[DARK:])
