"""What an SVG of content/pictures/ may hold: shapes in black and white. Everything else is refused by not being listed.

A picture goes into every file that is handed out: what it could run, fetch or tell must not be in it, and what is no
black on white is lost on a copier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = r"[+-]?[0-9.]+"
_NUMBERS = r"[0-9\s,.e+-]+"
_PAINT = "none|#000|#fff"
_LOOK = {
    "fill": _PAINT,
    "stroke": _PAINT,
    "stroke-width": _NUMBER,
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel",
    "fill-rule": "nonzero|evenodd",
    "transform": rf"(?:\s*(?:translate|scale|rotate)\({_NUMBERS}\))+",
}
_SHAPES = {
    "svg": {"viewBox": _NUMBERS},
    "g": {},
    "path": {"d": r"[MmLlHhVvCcSsQqTtAaZz0-9\s,.e+-]+"},
    "circle": dict.fromkeys(("cx", "cy", "r"), _NUMBER),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), _NUMBER),
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx", "ry"), _NUMBER),
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), _NUMBER),
    "polyline": {"points": _NUMBERS},
    "polygon": {"points": _NUMBERS},
}
SQUARE = "0 0 48 48"  # of every picture, so that lines are as thick in one as in another


def svg_faults(text: str) -> Iterator[str]:
    """Yield what in an SVG may not be in a picture."""
    if "<!" in text or "<?" in text:
        yield "a declaration or a comment"
        return
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield f"no valid XML: {error}"
        return
    if root.tag != f"{_SVG}svg" or root.get("viewBox") != SQUARE:
        yield f'it does not begin with <svg xmlns="http://www.w3.org/2000/svg" viewBox="{SQUARE}">'
    for element in root.iter():
        yield from _element_faults(element)


def _element_faults(element: ElementTree.Element) -> Iterator[str]:
    name = str(element.tag).removeprefix(_SVG)
    if name not in _SHAPES:
        yield f"<{name}>"
        return
    known = {**_SHAPES[name], **_LOOK}
    for attribute, value in element.attrib.items():
        if attribute not in known:
            yield f"{attribute} of <{name}>"
        elif not re.fullmatch(known[attribute], value):
            yield f'{attribute}="{value[:30]}" of <{name}>'
    if (element.text or "").strip() or (element.tail or "").strip():
        yield f"words in or behind <{name}>"
