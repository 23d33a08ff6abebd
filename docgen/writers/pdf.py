"""PDF by WeasyPrint, and what its box tree knows: where each value stands, and what does not fit."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.fonts import get_hb_object_data
from weasyprint.urls import URLFetcher

from docgen.canonical import canonical
from docgen.languages import Direction
from docgen.writers.artefact import Artefact, Fault, Format, Place, Typeset
from docgen.writers.cover import pages_before, pages_behind
from docgen.writers.inline import MARK
from docgen.writers.page import render
from docgen.writers.standards import VARIANT, write_standard
from docgen.writers.text_layer import exact_text
from docgen.writers.thai_breaks import our_breaks_only

ZWSP = "\u200b"
PAGE = "print/page.html.jinja"
TIGHTER = (0.95, 0.9, 0.85, 0.8)  # of the language's line height; below that the marks of Burmese lines touch
SPACE = 0.3  # of the type size: how wide a space is, at most
MM_PER_PX = 25.4 / 96
TOLERANCE = 0.5  # CSS px, an eighth of a millimetre: what rounding of advances may add up to


class _NoNetwork(URLFetcher):  # type: ignore[misc]  # WeasyPrint brings no types
    """Fetches nothing but pictures that the page itself carries: no network, and no file outside the workspace.

    Faces come from Fontconfig, style sheets are part of the page, so a page needs no address at all.
    """

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.startswith("data:image/"):
            raise ValueError("a page may not fetch anything")
        return super().fetch(url, headers)


def write_pdf(typeset: Typeset, templates: Path, page: str = PAGE) -> Artefact:
    """Return the document as a PDF, its pages made by the template `page`.

    The process must be isolated (docgen.typeset.isolation), so that only the workspace's faces can be found.

    Raises:
        RenderError: a template is missing or wrong.
    """
    with drawing() as (log, notes):
        document = fitted(typeset, templates, page)
        data = write_standard(document)
    # The HarfBuzz face still holds the whole file, while file_content is already the subset.
    faces = sorted({hashlib.sha256(get_hb_object_data(font.hb_face)).hexdigest() for font in document.fonts.values()})
    faults = (
        Fault("overflow", f"“{overflow.words}” {overflow.reason}", overflow.page) for overflow in overflows(document)
    )
    return Artefact(
        typeset=typeset,
        format=Format.PDF,
        data=data,
        pages=len(document.pages),
        log=tuple(log),
        faces=tuple(faces),
        places=tuple(places(document)),
        faults=tuple(faults),
        notes=tuple(dict.fromkeys(notes)),
    )


@contextmanager
def drawing() -> Iterator[tuple[list[str], list[str]]]:
    """Let WeasyPrint lay out and write as we want it meanwhile; yield what it warns of, and what could not be done."""
    with renderer_warnings() as log, our_breaks_only(), exact_text() as notes:
        yield log, notes


def fitted(
    typeset: Typeset,
    templates: Path,
    page: str = PAGE,
    change: Callable[[str], str] = str,
    variant: str = VARIANT,
    plate: bool = False,
    sheet: bool = False,
) -> weasyprint.Document:
    """Return the laid-out document, its lines drawn together where its head allows fewer pages than it would take.

    The type never gets smaller: a sheet in large print stays in large print. Columns that should be as wide as each
    other are so unless a word does not fit. `change` may add to the finished HTML what takes no room. A `plate` shows a
    letter in each place of a form; with `sheet` an extra sheet is behind it.
    """
    own = {"foot": _foot_height(typeset, templates, page), "plate": plate, "sheet": sheet}
    most = typeset.document.pages + sheet + pages_before(typeset.document)
    for line_scale in (1.0, *TIGHTER):
        for even_columns in (True, False):
            settings = own | {"even_columns": even_columns, "line_scale": line_scale}
            document = laid_out(change(render(typeset, templates, page, ZWSP, settings)), variant)
            if not any(overflows(document)):
                break
        if not typeset.document.pages or len(document.pages) <= most:
            break
    behind = pages_behind(typeset.document, len(document.pages))
    if behind:
        document = laid_out(change(render(typeset, templates, page, ZWSP, settings | {"behind": behind})), variant)
    return document


def laid_out(html: str, variant: str = VARIANT) -> weasyprint.Document:
    """Return a page's boxes; nothing is fetched for it."""
    return weasyprint.HTML(string=html, url_fetcher=_NoNetwork()).render(pdf_variant=variant)


def _foot_height(typeset: Typeset, templates: Path, page: str) -> float:
    """Return how many mm high the notices at the foot of each page are: the page's margin is made for them.

    They are one line in one language and four in another, and CSS cannot size a margin by what stands in it.
    """
    html = render(typeset, templates, page, ZWSP, {"foot": None, "line_scale": 1.0})
    first = laid_out(html).pages[0]
    foot = next(box for box, _ in boxes_of(first._page_box) if _is_foot(box))
    return float(foot.margin_height()) * MM_PER_PX


def _is_foot(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.get("class") == "foot" and isinstance(box, boxes.BlockBox)


@contextmanager
def renderer_warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint and fontTools warn of; nothing of it goes to the console."""
    handler = _Collector(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield handler.lines
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


# --- the box tree -------------------------------------------------------------------------------------------------


def boxes_of(box: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield each box of a page with the boxes above it, the outermost first."""
    if isinstance(box, AbsolutePlaceholder):  # a box that `position` has taken out of the flow stands behind it
        box = box._box
    yield box, above
    for child in box.all_children() if isinstance(box, boxes.ParentBox) else ():
        yield from boxes_of(child, (*above, box))


def places(document: weasyprint.Document) -> Iterator[Place]:
    """Yield each value with each page that it stands on."""
    seen = set()
    for number, page in enumerate(document.pages, 1):
        for box, _ in boxes_of(page._page_box):
            element = getattr(box, "element", None)
            ref = element.get("data-ref") if element is not None else None
            if ref and (ref, number) not in seen:
                seen.add((ref, number))
                yield Place(ref, number)


@dataclass(frozen=True)
class Overflow:
    """A text of one line, its `box`, that does not fit, and why; `page` counts from 1."""

    box: Any
    reason: str
    page: int

    @property
    def words(self) -> str:
        """How the text begins."""
        return _words(self.box)


def _words(box: Any) -> str:
    return canonical(box.text)[:40]


def overflows(document: weasyprint.Document) -> Iterator[Overflow]:
    """Yield each text that stands out of the box it belongs in, or of the page's type area, or on another text."""
    for number, page in enumerate(document.pages, 1):
        texts = list(shown_texts(page))
        for box, above in texts:
            reason = _sticks_out(box, above)
            if reason:
                yield Overflow(box, reason, number)
        for box, below in _overprints([box for box, _ in texts]):
            yield Overflow(box, f"is printed over “{_words(below)}”", number)


def shown_texts(page: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield each text of one line that a page shows, with the boxes above it; a proof's numbers are no text of it."""
    for box, above in boxes_of(page._page_box):
        if isinstance(box, boxes.TextBox) and box.text.strip(" \u200b") and not any(map(is_mark, above)):
            yield box, above


def is_mark(box: Any) -> bool:
    """Whether a box holds the numbers that a proof sets above a word."""
    element = getattr(box, "element", None)
    return element is not None and element.get("class") == MARK and isinstance(box, boxes.BlockBox)


def _overprints(texts: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each text of a page that stands on an earlier one, with that one.

    Two texts meet when the bodies of their letters do: signs above and below may reach into the lines beside them.
    """
    bodies = sorted((_body(box), number) for number, box in enumerate(texts))  # from the top of the page
    highest = max((body.bottom - body.top for body, _ in bodies), default=0.0)
    for index, (body, number) in enumerate(bodies):
        for other, other_number in reversed(bodies[:index]):
            if body.top - other.top > highest:
                break
            if body.meets(other):
                first, second = sorted((number, other_number))
                yield texts[second], texts[first]


class _Body(NamedTuple):
    """Where the letters of a text are, without what stands above and below them; CSS px."""

    top: float
    bottom: float
    left: float
    right: float

    def meets(self, other: _Body) -> bool:
        """Whether both want the same place."""
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return high > TOLERANCE and min(self.right, other.right) - max(self.left, other.left) > TOLERANCE


def _body(box: Any) -> _Body:
    line = float(box.position_y + box.baseline)  # on which the letters stand
    return _Body(line - float(box.style["font_size"]) / 2, line, *_ink(box))


def _sticks_out(box: Any, above: tuple[Any, ...]) -> str:
    """Return why a text does not fit, "" when it does."""
    block = next((b for b in reversed(above) if _holds_lines(b)), None)
    left, right = _ink(box)
    if block is not None and (
        right > block.content_box_x() + block.width + TOLERANCE or left < block.content_box_x() - TOLERANCE
    ):
        return "is wider than its place"
    area = next((b for b in reversed(above) if isinstance(b, (boxes.MarginBox, boxes.PageBox))), None)
    line = next((b for b in reversed(above) if isinstance(b, boxes.LineBox)), None)
    panel = next((b for b in reversed(above) if _is_panel(b)), None)
    if panel and line and line.position_y + line.height > panel.content_box_y() + panel.height + TOLERANCE:
        return "stands below its part of the page"
    if area is None or line is None:
        return ""
    if isinstance(area, boxes.PageBox):
        beside = right > area.content_box_x() + area.width + TOLERANCE or left < area.content_box_x() - TOLERANCE
        if beside and not box.element_tag.endswith("::marker"):  # the bullets of a list may hang in the margin
            return "is wider than the type area"
        below = line.position_y + line.height > area.content_box_y() + area.height + TOLERANCE
        return "stands below the type area" if below else ""
    below = line.position_y + line.height > area.position_y + area.margin_height() - area.padding_bottom + TOLERANCE
    return "does not fit the page's margin" if below else ""


def _is_panel(box: Any) -> bool:
    """Whether a box has its own place and height on the page, whatever stands in it."""
    return _holds_lines(box) and box.style["position"] == "absolute" and box.style["height"] != "auto"


def _holds_lines(box: Any) -> bool:
    return isinstance(box, boxes.BlockContainerBox) and not isinstance(box, boxes.PageBox)


def _ink(box: Any) -> tuple[float, float]:
    """Return the left and the right of a text box without the space that hangs at the end of its line."""
    space = SPACE * float(box.style["font_size"])
    hanging = (len(box.text) - len(box.text.rstrip(" \u200b"))) * space
    left, right = float(box.position_x), float(box.position_x + box.width)
    if box.style["direction"] == Direction.LTR.value:
        return left, right - hanging
    # WeasyPrint 70 takes the last space of a line from right to left off the wrong end: the text stands too far left.
    return left + max(hanging, space), right
