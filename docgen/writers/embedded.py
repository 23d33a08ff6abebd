"""Faces that travel inside one HTML file: of each face, only what the file's texts need."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from docgen.languages import Language
from docgen.typeset.faces import Face, FaceSet
from docgen.typeset.segments import faced
from docgen.typeset.subset import subset_face


def texts_by_face(texts: Iterable[tuple[str, Language]], faces: FaceSet) -> dict[Face, list[str]]:
    """Return the texts that each face has to draw, in the order of their first use.

    A style sheet sets some blocks in bold, so both weights get the characters of all texts.
    """
    used: dict[Face, list[str]] = {}
    for text, language in dict.fromkeys(texts):
        for bold in (False, True):
            for face, piece in _pieces(text, faces.for_language(language, bold)).items():
                used.setdefault(face, []).append(piece)
    return used


def _pieces(text: str, faces: tuple[Face, ...]) -> dict[Face, str]:
    """Return what each face draws of a text."""
    pieces: dict[Face, str] = {}
    for grapheme, face in faced(text, faces):
        pieces[face] = pieces.get(face, "") + grapheme
    return pieces


def face_rules(used: Mapping[Face, list[str]]) -> Markup:
    """Return the CSS that holds the faces, each cut down to its texts."""
    return Markup("\n").join(face_rule(face, subset_face(face, texts, flavor="woff2")) for face, texts in used.items())


def face_rule(face: Face, woff2: bytes) -> Markup:
    """Return the CSS that holds one face, as these bytes."""
    weight = 700 if face.bold else 400
    source = f"url(data:font/woff2;base64,{base64.b64encode(woff2).decode()}) format('woff2')"
    return Markup(f'@font-face {{ font-family: "{face.family}"; font-weight: {weight}; src: {source} }}')
