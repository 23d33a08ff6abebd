"""Pages as pictures for chat: they open on every telephone, and the sender's programs cannot change a word of them.

Drawings become pictures in the same way, for programs that show no SVG.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache

import pypdfium2
from PIL import Image

from docgen.writers.page import data_uri

WIDTH = 1080  # pixels: what telephones show, and what chat programs pass on without making it smaller
GREYS = 16  # enough for smooth letters; four bits a pixel make half the file that eight make


def page_pictures(data: bytes) -> Iterator[bytes]:
    """Yield each page of a PDF as a PNG in grey, WIDTH pixels wide; it bears no date and no text beside the picture."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            width, _ = page.get_size()
            # Telephones may draw light letters on black: the paper is part of the picture, nothing is transparent.
            bitmap = page.render(scale=WIDTH / width, grayscale=True, fill_color=(255, 255, 255, 255))
            yield _png(bitmap.to_pil())


@lru_cache(maxsize=256)
def drawing_png(svg: str) -> bytes:
    """Return a drawing of content/pictures/ as a PNG: WIDTH dots are finer than a printer's at the sizes in use."""
    import weasyprint  # not before the process is isolated: docgen.typeset.isolation

    page = "<style>@page {{ size: 48mm; margin: 0 }} img {{ display: block; width: 48mm }}</style><img src='{}'>"
    return next(page_pictures(weasyprint.HTML(string=page.format(data_uri(svg))).write_pdf()))


def _png(picture: Image.Image) -> bytes:
    """Return a picture with GREYS shades, evenly spaced, so that paper stays white and ink black."""
    step = 255 // (GREYS - 1)
    indexed = picture.convert("L").point([round(grey / step) for grey in range(256)]).convert("P")
    indexed.putpalette([index * step for index in range(GREYS) for _ in range(3)])
    file = io.BytesIO()
    indexed.save(file, "PNG", optimize=True, bits=4)
    return file.getvalue()
