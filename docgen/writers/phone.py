"""A page for a telephone: one file, its faces inside, nothing fetched, nothing that tells from outside what it is."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from docgen.languages import Language
from docgen.tree import Value, walk
from docgen.typeset.leaves import leaves
from docgen.writers.artefact import Artefact, Format, Place, Typeset
from docgen.writers.embedded import face_rules, texts_by_face
from docgen.writers.inline import WBR
from docgen.writers.page import render

PAGE = "phone/page.html.jinja"


def write_phone(typeset: Typeset, templates: Path) -> Artefact:
    """Return the document as one HTML file.

    Raises:
        RenderError: a template is missing or wrong.
    """
    used = texts_by_face(_texts(typeset), typeset.faces)
    html = render(typeset, templates, PAGE, WBR, {"face_rules": face_rules(used), "sounds": _sounds(typeset)})
    refs = dict.fromkeys(node.ref for node in walk(typeset.document) if isinstance(node, Value))
    return Artefact(
        typeset=typeset,
        format=Format.HTML,
        data=html.encode(),
        faces=tuple(sorted(face.sha256 for face in used)),
        places=tuple(Place(ref, 0) for ref in refs),
    )


def _sounds(typeset: Typeset) -> dict[str, str]:
    """Return each recording as an address that needs no file, by the code of its clause."""
    return {
        code: f"data:{sound.media_type};base64,{base64.b64encode(sound.data).decode()}"
        for code, sound in typeset.sounds.items()
    }


def _texts(typeset: Typeset) -> Iterator[tuple[str, Language]]:
    for leaf in leaves(typeset.document, typeset.language.tag):
        yield leaf.run.text, typeset.languages[leaf.language]
    yield _added(typeset), typeset.language


def _added(typeset: Typeset) -> str:
    """Return what templates and browsers add to the texts: the stamp, numbers of lists, dashes and brackets."""
    zero = ord(typeset.language.digits.zero)
    return typeset.document.stamp + "".join(chr(zero + n) for n in range(10)) + ".– ():·,"
