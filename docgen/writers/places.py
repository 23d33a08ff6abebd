"""Where the values of a form stand: the id of each place, and the colour by which a plate shows it.

A place is an element with the id `f-name`; each option of a choice and each part of a date has its own, `f-date.day`.
In a plate a letter of the place's own colour stands where a value would begin.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.languages import Language
from docgen.tree import Document, Field, walk
from docgen.typeset.faces import FaceSet

EXTRA_SHEET = "extra-sheet"  # the place on a sheet of its own, where long values go on; no field can be called so
EXTRA_COLOUR = "#ffffff"
_MOST = 0xFFFE


def places(document: Document) -> tuple[str, ...]:
    """Return the places of a document's fields in the order of reading: "name", "title.mr", "date.day"."""
    return tuple(place for node in walk(document.blocks) if isinstance(node, Field) for place in _of(node))


def _of(field: Field) -> Iterator[str]:
    """Yield the places of one field; where somebody signs, no value stands."""
    if field.kind.signs:
        return
    yield from (f"{field.id}.{option.id}" for option in field.options) if field.options else (field.id,)


def key_colours(document: Document) -> dict[str, str]:
    """Return the colour of each place in a plate: red with the place's number, from 1, in the green and the blue."""
    found = places(document)
    assert len(found) <= _MOST
    return {place: f"#ff{number:04x}" for number, place in enumerate(found, 1)}


def key_letter(language: Language, faces: FaceSet) -> str:
    """Return the letter that stands in a plate: an x where the language's first family has one, else its own."""
    first = faces.for_language(language)[0]
    return "x" if first.covers("x") else language.name[0]
