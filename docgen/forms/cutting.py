"""From a rendered form to a plate: where each value goes, the page's content is cut.

In the form that is rendered for it, the place of each field is an element with the id `f-FIELD` (of an option
`f-FIELD.OPTION`) and a letter in a colour that nothing else on the page has. The box tree says where the element is;
the page's content says, to the last digit, where its letter stands, and there it is cut. Two sources that must agree.
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from docgen.errors import RenderError
from docgen.forms.fields import Field, Kind
from docgen.forms.geometry import Place
from docgen.forms.plate import SHEET, Numbers, Plate
from docgen.languages import Language
from docgen.writers.standards import write_accessible

MARK = "f-"  # how the ids of places begin
NEARLY = 0.01  # px: box tree and content round differently

Colour = tuple[int, int, int]

# A text as WeasyPrint draws it: colour, where it begins, face and size, codes. Nothing but the codes is cut out, so
# that what WeasyPrint believes of the graphics' state stays true.
_TEXT = re.compile(
    rb"(?P<colour>\S+ \S+ \S+) rg\nBT\n1 0 0 -1 (?P<x>\S+) (?P<y>\S+) Tm\n"
    rb"/\w+ (?P<size>\S+) Tf\n(?P<codes>\[[^\]]*\] TJ\n)ET\n"
)


@dataclass(frozen=True)
class Form:
    """What a plate says of its form, beside what was rendered."""

    id: str
    title: str
    stamp: str
    final: bool
    languages: tuple[Language, ...]
    fields: tuple[Field, ...]
    continued: str


def cut_plate(form: Form, document: weasyprint.Document) -> Plate:
    """Return the plate of a form that was laid out for it; `exact_text` must be in force, here as before.

    Raises:
        RenderError: a field has no place, or a place cannot be found in the page's content.
    """
    boxes_by_colour = dict(_places(document, form))
    fields = {field.id: field for field in form.fields}
    for page in document.pages:  # the places' ids are no destinations of links
        page.anchors = {name: where for name, where in page.anchors.items() if not name.startswith(MARK)}
    cut = _Cut(pikepdf.open(io.BytesIO(write_accessible(document))), boxes_by_colour, {*fields, SHEET})
    places = cut.places()
    missing = {field.id for field in form.fields} - {place.field for place in places}
    if missing or len(places) < len(boxes_by_colour):
        names = ", ".join(sorted(missing)) or "each of its fields"
        hint = f'its template needs an element with the id "{MARK}FIELD", and in it a letter of its own colour'
        raise RenderError(f"the form {form.id} has no place for {names}", hint=hint)
    base = cut.base()
    boxed = {field.id for field in form.fields if field.kind in (Kind.CHOICE, Kind.CHECKS)}
    filled = [place for place in places if place.field in (*fields, SHEET)]  # what is signed is left to the pen
    return Plate(
        form=form.id,
        title=form.title,
        stamp=form.stamp,
        final=form.final,
        languages=form.languages,
        fields=form.fields,
        continued=form.continued,
        places=tuple(place.ticked() if place.field in boxed else place for place in filled),
        numbers=_numbers(base),
        base=base,
    )


# --- the box tree -------------------------------------------------------------------------------------------------


def _places(document: weasyprint.Document, form: Form) -> Iterator[tuple[Colour, Place]]:
    """Yield each place as the box tree has it, by the colour of its letter."""
    seen: set[Colour] = set()
    for page, laid_out in enumerate(document.pages):
        for block, line, text in _marked(laid_out._page_box, None, None):
            colour = _colour(text)
            if colour in seen:
                raise RenderError(f"two places of the form {form.id} have the same colour")
            seen.add(colour)
            yield colour, _place(page, block, line, text)


def _marked(box: Any, block: Any, line: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the letter of each place with its line and the block that is the place."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.LineBox):
        line = box
    if isinstance(box, boxes.TextBox):
        if block is not None and box.text.strip():
            yield block, line, box
        return
    element = getattr(box, "element", None)
    if element is not None and (element.get("id") or "").startswith(MARK) and isinstance(box, boxes.BlockContainerBox):
        block = box
    if isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _marked(child, block, line)


def _place(page: int, block: Any, line: Any, text: Any) -> Place:
    field, _, option = block.element.get("id").removeprefix(MARK).partition(".")
    # As far as the letter is from the one end of the line, the value stays from the other.
    rtl = block.style["direction"] == "rtl"
    left, right = float(block.content_box_x()), float(block.content_box_x() + block.width)
    margin = right - float(text.position_x + text.width) if rtl else float(text.position_x) - left
    return Place(
        field=field,
        option=option,
        page=page,
        x=left + margin,
        y=float(block.content_box_y()),
        width=right - left - 2 * margin,
        height=float(block.height),
        baseline=float(text.position_y + text.baseline),
        size=float(text.style["font_size"]),
        leading=float(line.height),
        rtl=rtl,
    )


def _colour(text: Any) -> Colour:
    *channels, _ = text.style["color"]
    red, green, blue = (round(channel * 255) for channel in channels)
    return red, green, blue


# --- the content of the pages -------------------------------------------------------------------------------------


class _Cut:
    """A PDF whose pages are cut at the places: `places()` in the order of the content, then `base()`.

    Only fields in `filled` leave a hole; from all other places the letter is taken.
    """

    def __init__(self, pdf: pikepdf.Pdf, by_colour: Mapping[Colour, Place], filled: Container[str]) -> None:
        self._pdf, self._by_colour, self._filled = pdf, by_colour, filled

    def places(self) -> list[Place]:
        """Cut all pages and return the places that were found, with their base lines to the last digit."""
        return [place for number, page in enumerate(self._pdf.pages) for place in self._page(number, page)]

    def _page(self, number: int, page: pikepdf.Page) -> list[Place]:
        content = page.Contents.read_bytes()
        places, streams, start, fixed = [], Array(), 0, b""
        for found in _TEXT.finditer(content):
            place = self._by_colour.get(_rgb(found["colour"]))
            if place is None:
                continue
            places.append(_exact(place, found))
            fixed += content[start : found.start("codes")] + b"ET\n"
            start = found.end()
            if place.field in self._filled:
                streams.extend([self._pdf.make_stream(fixed), self._pdf.make_stream(b"")])
                fixed = b""
        streams.append(self._pdf.make_stream(fixed + content[start:]))
        page.Contents = streams
        return places

    def base(self) -> bytes:
        """Return the blank form, its pages sharing one dictionary of fonts."""
        fonts = Dictionary()
        for page in self._pdf.pages:
            fonts.update(page.Resources.Font)
        shared = self._pdf.make_indirect(fonts)
        for page in self._pdf.pages:
            page.Resources.Font = shared
        file = io.BytesIO()
        self._pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return file.getvalue()


def _rgb(operands: bytes) -> Colour:
    red, green, blue = (round(float(operand) * 255) for operand in operands.split())
    return red, green, blue


def _exact(place: Place, found: re.Match[bytes]) -> Place:
    x, y, size = float(found["x"]), float(found["y"]), float(found["size"])
    agree = place.rtl or abs(x - place.x) < NEARLY
    if not agree or abs(y - place.baseline) > NEARLY or abs(size - place.size) > NEARLY:
        raise RenderError(f"the place of {place.field} on the page is not where its box is")
    return place._replace(baseline=y, size=size)


# --- what an update needs to know ---------------------------------------------------------------------------------

_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


def _numbers(base: bytes) -> Numbers:
    pdf = pikepdf.open(io.BytesIO(base))
    table = _TABLE.search(base)
    assert table is not None
    fonts = pdf.pages[0].Resources.Font
    return Numbers(
        root=pdf.Root.objgen[0],
        info=pdf.trailer.Info.objgen[0],
        size=int(pdf.trailer.Size),
        table=int(table[1]),
        id=bytes(pdf.trailer.ID[0]).hex(),
        fonts=fonts.objgen[0],
        own_fonts=" ".join(f"{name} {font.objgen[0]} 0 R" for name, font in sorted(fonts.items())),
        values=tuple(stream.objgen[0] for page in pdf.pages for stream in list(page.Contents)[1::2]),
    )
