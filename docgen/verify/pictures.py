"""Every picture of the document is in the file, with the words for who cannot see it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator

import lxml.etree
import lxml.html

from docgen.canonical import canonical
from docgen.tree import Picture, plain, walk
from docgen.verify.registry import Finding, check
from docgen.verify.structure import elements, opened
from docgen.writers.artefact import Artefact, Format

_NAMED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@check(
    "pictures",
    rationale="Whoever reads slowly goes by the pictures, and whoever cannot see them by what is read aloud of them.",
    source="ISO 14289-1, 7.3; WCAG 2.2, 1.1.1",
    codes=("lost-picture",),
)
def pictures_are_there(artefact: Artefact) -> Iterator[Finding]:
    """Yield each picture of the tree whose alternative text the file does not have, or not as often."""
    pictures = [node for node in walk(artefact.typeset.document) if isinstance(node, Picture)]
    wanted = Counter(canonical(plain(picture.alternative)) for picture in pictures)
    lacking = wanted - Counter(_alternatives(artefact)) if wanted else Counter[str]()
    for alternative in sorted(lacking):
        yield Finding("lost-picture", f"the file has no picture that says “{alternative[:60]}”")


def _alternatives(artefact: Artefact) -> list[str]:
    """Return the alternative text of each picture of a file."""
    if artefact.format is Format.PDF:
        with opened(artefact) as pdf:
            figures = [each.dictionary for each in elements(pdf) if each.type == "/Figure"]
            return [str(figure.get("/Alt", "")) for figure in figures]
    if artefact.format is Format.DOCX:
        with zipfile.ZipFile(io.BytesIO(artefact.data)) as package:
            body = lxml.etree.fromstring(package.read("word/document.xml"))
        return [str(named.get("descr", "")) for named in body.iter(_NAMED)]
    root = lxml.html.document_fromstring(artefact.data.decode())
    return [str(image.get("alt", "")) for image in root.iter("img")]
