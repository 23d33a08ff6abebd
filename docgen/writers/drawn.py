"""A laid-out page as the elements of an SVG: each text at its base line, each border, each picture, as WeasyPrint has
placed them. A browser that has the same faces shows the page of the PDF, and its words can be searched and copied.

Lengths are CSS px from the page's upper left corner, as in the box tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes

from docgen.writers.pdf import boxes_of

KEY = "key"  # the class of the letters of a plate, which are not drawn
_SIDES = ("top", "right", "bottom", "left")
_DASHES = {"dotted": "1 1", "dashed": "3 3"}  # in widths of the line


def drawn(page: Any) -> Markup:
    """Return what one page of a laid-out document shows, in the order of its boxes."""
    return Markup("\n").join(part for box, above in boxes_of(page._page_box) for part in _of(box, above))


def _of(box: Any, above: tuple[Any, ...]) -> Iterator[Markup]:
    if box.style["visibility"] != "visible":
        return
    if isinstance(box, boxes.TextBox):
        if not any(_is_key(each) for each in above):
            yield from _text(box)
        return
    if isinstance(box, boxes.LineBox):
        return
    yield from _background(box)
    yield from _borders(box)
    if isinstance(box, boxes.ReplacedBox):
        yield from _picture(box)


def _is_key(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.get("class") == KEY


def _text(box: Any) -> Iterator[Markup]:
    text = box.text.replace("\u200b", "")
    if not text.strip():
        return
    style = box.style
    rtl = style["direction"] == "rtl"
    yield Markup('<text lang="{}" x="{}" y="{}" style="font: {} {}px {}; fill: {}"{}>{}</text>').format(
        style["lang"] or "",
        _n(box.position_x + box.width if rtl else box.position_x),
        _n(box.position_y + box.baseline),
        style["font_weight"],
        _n(style["font_size"]),
        ", ".join(f"'{family}'" for family in style["font_family"]),
        _colour(get_color(style, "color")),
        Markup(' direction="rtl"') if rtl else "",
        text,
    )


def _background(box: Any) -> Iterator[Markup]:
    colour = get_color(box.style, "background_color")
    if colour.alpha and not isinstance(box, (boxes.PageBox, boxes.MarginBox)):
        yield _rectangle(*_border_box(box), colour)


def _borders(box: Any) -> Iterator[Markup]:
    """Yield a line for each side that has one; a dotted or dashed one runs in the middle of its side."""
    x, y, width, height = _border_box(box)
    for side in _SIDES:
        thick = float(getattr(box, f"border_{side}_width") or 0)
        kind = box.style[f"border_{side}_style"]
        if not thick or kind in ("none", "hidden"):
            continue
        across = side in ("top", "bottom")
        left = x + width - thick if side == "right" else x
        top = y + height - thick if side == "bottom" else y
        size = (width, thick) if across else (thick, height)
        colour = get_color(box.style, f"border_{side}_color")
        if kind in _DASHES:
            yield _dashes(left, top, size, thick, colour, kind)
        else:
            yield _rectangle(left, top, *size, colour)


def _border_box(box: Any) -> tuple[float, float, float, float]:
    return box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()


def _rectangle(x: float, y: float, width: float, height: float, colour: Any) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        _n(x), _n(y), _n(width), _n(height), _colour(colour)
    )


def _dashes(x: float, y: float, size: tuple[float, float], thick: float, colour: Any, kind: str) -> Markup:
    half = thick / 2
    along = size[0] >= size[1]
    end = (x + size[0], y + half) if along else (x + half, y + size[1])
    start = (x, y + half) if along else (x + half, y)
    pattern = " ".join(_n(float(part) * thick) for part in _DASHES[kind].split())
    line = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>')
    return line.format(*map(_n, (*start, *end)), _colour(colour), _n(thick), pattern)


def _picture(box: Any) -> Iterator[Markup]:
    source = box.element.get("src") if box.element is not None else None
    if source:
        picture = Markup('<image href="{}" x="{}" y="{}" width="{}" height="{}"/>')
        yield picture.format(source, *map(_n, (box.content_box_x(), box.content_box_y(), box.width, box.height)))


def _colour(colour: Any) -> str:
    red, green, blue = (round(255 * part) for part in colour.to("srgb").coordinates)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _n(number: float) -> str:
    """Return a length to a thousandth of a px, the same on every machine."""
    return f"{float(number):.3f}".rstrip("0").rstrip(".")
