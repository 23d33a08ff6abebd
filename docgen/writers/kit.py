"""A form that is filled in on a screen, without a network: one HTML file, the printed page's own lines at the printed
page's own places, and a browser sets nothing but the values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from markupsafe import Markup
from weasyprint.formatting_structure import boxes

from docgen.canonical import canonical
from docgen.languages import BUDDHIST_ERA, Calendar, Digits, Language
from docgen.tree import Field, FieldKind, plain, walk
from docgen.typeset.faces import Face
from docgen.typeset.subset import typed_characters, typed_face
from docgen.writers.artefact import Artefact, Format, Typeset
from docgen.writers.drawn import KEY, drawn
from docgen.writers.embedded import face_rule, face_rules, texts_by_face
from docgen.writers.page import families, render
from docgen.writers.pdf import PAGE as PRINTED
from docgen.writers.pdf import boxes_of, drawing, fitted

PAGE = "kit/page.html.jinja"
_PLACE = "f-"
_BOXES = (FieldKind.CHOICE, FieldKind.CHECKS)


@dataclass(frozen=True)
class Spot:
    """Where a value stands on a page: lengths in CSS px, `page` counts from 0. `top` is of a line as high as `leading`
    whose letters stand on the plate's base line. `part` is an option, or a part of a date, or "".
    """

    field: Field
    part: str
    page: int
    x: float
    y: float
    width: float
    height: float
    top: float
    size: float
    leading: float

    @property
    def lines(self) -> int:
        """How many lines it holds."""
        return self.field.lines

    @property
    def ticked(self) -> bool:
        """Whether it is a box to tick."""
        return self.field.kind in _BOXES


def write_kit(typeset: Typeset, templates: Path) -> Artefact:
    """Return a form as an HTML file to fill in and print.

    The process must be isolated (docgen.typeset.isolation), so that only the workspace's faces can be found.

    Raises:
        RenderError: a template is missing or wrong.
    """
    with drawing() as (log, _):
        document = fitted(typeset, templates, PRINTED, plate=True)
    typed = _typed_faces(typeset)
    used = texts_by_face(_texts(document, typeset), typeset.faces)
    fixed = {face: texts for face, texts in used.items() if face not in typed}
    html = render(
        typeset,
        templates,
        PAGE,
        "",
        {
            "face_rules": Markup("\n").join([face_rules(fixed), *(_whole(face) for face in typed)]),
            "sheet_width": round(float(document.pages[0].width), 3),
            "sheet_height": round(float(document.pages[0].height), 3),
            "pages": [Markup(drawn(page)) for page in document.pages],
            "spots": list(_spots(document, typeset)),
            "helps": {id: canonical(plain(text)) for id, text in typeset.document.helps},
            "value_families": Markup(_value_families(typeset)),
            "settings": Markup(_settings(typeset, typed)),
        },
    )
    return Artefact(typeset, Format.HTML, html.encode(), len(document.pages), tuple(log))


def _typed_faces(typeset: Typeset) -> dict[Face, Language]:
    """Return the faces that draw what is typed, whole: those of both languages of a page in two."""
    found: dict[Face, Language] = {}
    for language in _languages(typeset):
        for face in typeset.faces.for_language(language):
            found.setdefault(face, language)
    return found


def _languages(typeset: Typeset) -> tuple[Language, ...]:
    return (typeset.language, typeset.beside) if typeset.beside else (typeset.language,)


def _value_families(typeset: Typeset) -> str:
    return ", ".join(dict.fromkeys(name for language in _languages(typeset) for name in families(language).split(", ")))


def _whole(face: Face) -> Markup:
    return face_rule(face, typed_face(face.path, face.sha256, face.harfbuzz))


def _texts(document: Any, typeset: Typeset) -> Iterator[tuple[str, Language]]:
    for page in document.pages:
        for box, _ in boxes_of(page._page_box):
            if isinstance(box, boxes.TextBox):
                yield box.text, typeset.languages[box.style["lang"] or typeset.language.tag]
    for text in dict(typeset.document.labels).values():
        yield plain(text), typeset.languages[text.language]


def _spots(document: Any, typeset: Typeset) -> Iterator[Spot]:
    fields = {node.id: node for node in walk(typeset.document.blocks) if isinstance(node, Field)}
    for number, page in enumerate(document.pages):
        for box, above in boxes_of(page._page_box):
            if isinstance(box, boxes.TextBox) and any(_class(each) == KEY for each in above):
                place = next(each for each in reversed(above) if _id(each).startswith(_PLACE) and not _inline(each))
                id, _, part = _id(place).removeprefix(_PLACE).partition(".")
                line = next(each for each in reversed(above) if isinstance(each, boxes.LineBox))
                yield _spot(fields[id], part, number, place, box, float(line.height), typeset)


def _inline(box: Any) -> bool:
    return isinstance(box, (boxes.InlineBox, boxes.LineBox, boxes.TextBox))


def _spot(field: Field, part: str, page: int, place: Any, letter: Any, leading: float, typeset: Typeset) -> Spot:
    size = float(letter.style["font_size"])
    return Spot(
        field=field,
        part=part,
        page=page,
        x=float(place.content_box_x()),
        y=float(place.content_box_y()),
        width=float(place.width),
        height=float(place.height),
        top=float(letter.position_y + letter.baseline) - leading / 2 - _rise(typeset, size),
        size=size,
        leading=leading,
    )


def _rise(typeset: Typeset, size: float) -> float:
    """Return how far below the middle of a browser's line the letters stand: half of what ascent is above descent."""
    face = typeset.faces.for_language(typeset.language)[0].harfbuzz
    extents = hb.Font(face).get_font_extents("ltr")
    return (float(extents.ascender) + float(extents.descender)) / float(face.upem) * size / 2


def _id(box: Any) -> str:
    element = getattr(box, "element", None)
    return (element.get("id") or "") if element is not None else ""


def _class(box: Any) -> str:
    element = getattr(box, "element", None)
    return (element.get("class") or "") if element is not None else ""


def _settings(typeset: Typeset, typed: dict[Face, Language]) -> str:
    """Return what the page's program must know, as JSON that may stand in HTML."""
    settings = {
        "zeros": [digits.zero for digits in Digits],
        "zero": typeset.language.digits.zero,
        "era": BUDDHIST_ERA,
        "buddhist": typeset.language.calendar is Calendar.BUDDHIST,
        "letters": _ranges(typed),
    }
    return json.dumps(settings, ensure_ascii=True).replace("</", "<\\/")


def _ranges(typed: dict[Face, Language]) -> list[int]:
    """Return the characters that can be typed: first and last, and first and last."""
    codes = sorted(set().union(*(typed_characters(face.harfbuzz) for face in typed)))
    found: list[int] = []
    for code in codes:
        if found and found[-1] == code - 1:
            found[-1] = code
        else:
            found += [code, code]
    return found
