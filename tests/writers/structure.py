"""Small pages made into PDF, and their structure trees as one line of text: `Document(H1 P(Link))`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.scratch import isolated

STYLE = """
@page { size: 100mm 60mm; margin: 10mm; @top-right { content: counter(page) } }
html { font: 10pt/1.4 "Noto Sans" } body { margin: 0 } :lang(th) { font-family: "Noto Sans Thai Looped" }
"""
DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/%3E"


def written(body: str, style: str = "") -> bytes:
    """Return a page in English as a PDF of both standards."""
    isolated()
    import weasyprint

    from docgen.writers.standards import VARIANT, write_standard

    html = f"<html lang=en><title>A title</title><style>{STYLE}{style}</style><body>{body}</body></html>"
    return write_standard(weasyprint.HTML(string=html).render(pdf_variant=VARIANT))


def opened(data: bytes) -> pikepdf.Pdf:
    """Return a PDF to look into."""
    return pikepdf.open(io.BytesIO(data))


def kids(element: Any) -> list[Any]:
    """Return what an element of the structure tree holds."""
    return list(element.get("/K", []))


def elements(pdf: pikepdf.Pdf, type: str = "") -> list[Any]:
    """Return the elements of a structure tree (of one type) in the order of reading."""
    return [each for each in _below(pdf.Root.StructTreeRoot) if type in ("", str(each.S)[1:])]


def _below(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def outline(data: bytes) -> str:
    """Return the structure tree of a PDF as a line; a language of its own stands behind an @."""
    with opened(data) as pdf:
        (document,) = kids(pdf.Root.StructTreeRoot)
        return _outline(document)


def _outline(element: Any) -> str:
    inner = " ".join(_outline(kid) for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
    name = str(element.S)[1:] + (f"@{element.Lang}" if "/Lang" in element else "")
    return f"{name}({inner})" if inner else name
