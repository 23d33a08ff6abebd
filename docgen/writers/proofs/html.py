"""Finished HTML of a proof: what is added to a page that the workspace's templates made, and its faces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import lxml.html

from docgen.languages import Language
from docgen.typeset.faces import FaceSet
from docgen.writers.embedded import face_rules, texts_by_face


def parsed(html: str) -> Any:
    """Return the root element of a page."""
    return lxml.html.document_fromstring(html)


def unparsed(root: Any) -> str:
    """Return a page as text."""
    return str(lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def add_style(root: Any, css: str) -> None:
    """Add a style sheet to a page, behind its own."""
    style = lxml.html.Element("style")
    style.text = css
    root.find("head").append(style)


def one_file(root: Any, languages: Mapping[str, Language], faces: FaceSet) -> bytes:
    """Return a page with the faces that its texts need inside."""
    texts = _texts(root.find("body"), root.get("lang"), languages)
    add_style(root, str(face_rules(texts_by_face(texts, faces))))
    return unparsed(root).encode()


def _texts(element: Any, tag: str, languages: Mapping[str, Language]) -> Iterator[tuple[str, Language]]:
    """Yield what an element shows, each text with its language; what style sheets and browsers add is among ASCII."""
    tag = element.get("lang") or tag
    yield (element.text or "") + _ASCII, languages[tag]
    for child in element.iterchildren("*"):
        yield from _texts(child, tag, languages)
        yield child.tail or "", languages[tag]


_ASCII = "".join(map(chr, range(0x20, 0x7F)))
