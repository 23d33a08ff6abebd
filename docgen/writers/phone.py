"""A page for a telephone: one file, its faces inside, nothing fetched, nothing that tells from outside what it is."""

from __future__ import annotations

import base64
from pathlib import Path

from markupsafe import Markup

from docgen.tree import Value, walk
from docgen.typeset.faces import Face
from docgen.typeset.leaves import leaves
from docgen.typeset.segments import faced
from docgen.typeset.subset import subset_face
from docgen.writers.artefact import Artefact, Format, Place, Typeset
from docgen.writers.inline import WBR
from docgen.writers.page import render


def write_phone(typeset: Typeset, templates: Path) -> Artefact:
    """Return the document as one HTML file.

    Raises:
        RenderError: a template is missing or wrong.
    """
    used = _texts_by_face(typeset)
    rules = Markup("\n".join(_face_rule(face, texts) for face, texts in used.items()))
    html = render(typeset, templates, "phone/page.html.jinja", WBR, {"face_rules": rules})
    refs = dict.fromkeys(node.ref for node in walk(typeset.document) if isinstance(node, Value))
    return Artefact(
        typeset=typeset,
        format=Format.HTML,
        data=html.encode(),
        faces=tuple(sorted(face.sha256 for face in used)),
        places=tuple(Place(ref, 0) for ref in refs),
    )


def _texts_by_face(typeset: Typeset) -> dict[Face, list[str]]:
    """Return the texts that each face has to draw, in the order of their first use.

    The style sheet sets some blocks in bold, so both weights get the characters of all texts.
    """
    used: dict[Face, list[str]] = {}
    texts = [
        (leaf.run.text, typeset.languages[leaf.language]) for leaf in leaves(typeset.document, typeset.language.tag)
    ]
    for text, language in dict.fromkeys([*texts, (_added(typeset), typeset.language)]):
        for bold in (False, True):
            for face, piece in _pieces(text, typeset.faces.for_language(language, bold)).items():
                used.setdefault(face, []).append(piece)
    return used


def _pieces(text: str, faces: tuple[Face, ...]) -> dict[Face, str]:
    """Return what each face draws of a text."""
    pieces: dict[Face, str] = {}
    for grapheme, face in faced(text, faces):
        pieces[face] = pieces.get(face, "") + grapheme
    return pieces


def _added(typeset: Typeset) -> str:
    """Return what templates and browsers add to the texts: the stamp, numbers of lists, dashes and brackets."""
    zero = ord(typeset.language.digits.zero)
    return typeset.document.stamp + "".join(chr(zero + n) for n in range(10)) + ".– ():·,"


def _face_rule(face: Face, texts: list[str]) -> str:
    data = base64.b64encode(subset_face(face, texts, flavor="woff2")).decode()
    weight = 700 if face.bold else 400
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f'@font-face {{ font-family: "{face.family}"; font-weight: {weight}; src: {source} }}'
