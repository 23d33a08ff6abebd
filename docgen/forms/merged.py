"""All forms of a run in one PDF for the printer: written as it comes, so that memory does not grow with the people.

What never changes is in the file once for each plate. A page is small: it draws its plate, and the values over it.
There are no tags in this file, so it is for paper only, and its title says so.

Source: ISO 32000-1, 7.5 (the file), 7.7.3 (page trees), 8.10 (form XObjects).
"""

from __future__ import annotations

import io
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

import pikepdf
from pikepdf import Array, Name

from docgen.forms.fonts import OBJECTS, stream
from docgen.forms.lines import Set
from docgen.forms.overprint import Fonts, operators
from docgen.forms.plate import Plate

TITLE = "Forms to be printed. For paper only: this file has no tags, and cannot be read aloud"
FAST, SMALL = 1, 9  # levels of zlib: for each page, and for the fonts at the end
KIDS = 256  # pages of one node of the page tree
PX = 0.75  # points
_MARKS = {"BDC", "BMC", "EMC"}  # operators of the structure, which this file does not have


class _Sheet(NamedTuple):
    """A page of a plate in the file: the object that draws it, its size in points, and which places are on it."""

    drawing: int
    width: float
    height: float
    places: tuple[int, ...]


class Merged:
    """A PDF being written into an open file: `add` for each person, then `close`."""

    def __init__(self, file: BinaryIO, plates: Iterable[Plate]) -> None:
        self._file, self._fonts = file, Fonts()
        self._seed = _Seed(plates)
        file.write(self._seed.data)
        self._length = len(self._seed.data)
        self._places = array("Q")  # where each object that is not of the seed begins
        self._old: dict[int, int] = {}  # the same for objects of the seed that are written anew
        self._font_names, self._tree, self._node = self._number(), self._number(), self._number()
        self._resources = {
            sheet.drawing: self._drawn(sheet) for sheets in self._seed.sheets.values() for sheet in sheets
        }
        self._kids: list[int] = []
        self._nodes: list[tuple[int, int]] = []

    def add(self, plate: Plate, values: Sequence[Set | None]) -> None:
        """Add the form of one person; the values are in the order of the plate's places."""
        for sheet in self._seed.sheets[plate]:
            shown = [(values[n], plate.places[n]) for n in sheet.places]
            drawn = "".join([operators(value, place, self._fonts) for value, place in shown if value is not None])
            data = f"/P Do q {PX} 0 0 -{PX} 0 {sheet.height:.6g} cm\n{drawn}Q".encode()
            content = self._write(stream(data, FAST))
            self._page(sheet, content)

    def close(self) -> None:
        """Write what all pages share, and the end of the file."""
        self._end_node()
        kids = " ".join(f"{node} 0 R" for node, _ in self._nodes)
        self._write(f"<</Type/Pages/Count {sum(n for _, n in self._nodes)}/Kids[{kids}]>>".encode(), self._tree)
        self._write(f"<<{''.join(self._write_fonts())}>>".encode(), self._font_names)
        catalog = f"<</Type/Catalog/Pages {self._tree} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>"
        self._write(catalog.encode(), self._seed.root)
        self._write_table()

    def _drawn(self, sheet: _Sheet) -> int:
        """Return the number of a sheet's resources."""
        return self._write(f"<</Font {self._font_names} 0 R/XObject<</P {sheet.drawing} 0 R>>>>".encode())

    def _page(self, sheet: _Sheet, content: int) -> None:
        page = (
            f"<</Type/Page/Parent {self._node} 0 R/MediaBox[0 0 {sheet.width:.6g} {sheet.height:.6g}]"
            f"/Resources {self._resources[sheet.drawing]} 0 R/Contents {content} 0 R>>"
        )
        self._kids.append(self._write(page.encode()))
        if len(self._kids) == KIDS:
            self._end_node()
            self._node = self._number()

    def _end_node(self) -> None:
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        node = f"<</Type/Pages/Parent {self._tree} 0 R/Count {len(self._kids)}/Kids[{kids}]>>"
        self._write(node.encode(), self._node)
        self._nodes.append((self._node, len(self._kids)))
        self._kids.clear()

    def _write_fonts(self) -> Iterator[str]:
        for font in self._fonts.used.values():
            first = self._number()
            for _ in range(OBJECTS - 1):
                self._number()
            for number, data in enumerate(font.objects(first, SMALL), first):
                self._write(data, number)
            yield f"/{font.name} {first} 0 R"

    # --- objects -------------------------------------------------------------------------------------------------

    def _number(self) -> int:
        """Return the number of an object that will be written later."""
        self._places.append(0)
        return self._seed.size + len(self._places) - 1

    def _write(self, data: bytes, number: int = 0) -> int:
        """Write an object and return its number."""
        number = number or self._number()
        if number < self._seed.size:
            self._old[number] = self._length
        else:
            self._places[number - self._seed.size] = self._length
        part = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        self._file.write(part)
        self._length += len(part)
        return number

    def _write_table(self) -> None:
        write, seed = self._file.write, self._seed
        write(b"xref\n")
        for number, place in sorted(self._old.items()):
            write(b"%d 1\n%010d 00000 n \n" % (number, place))
        write(b"%d %d\n" % (seed.size, len(self._places)))
        for place in self._places:
            write(b"%010d 00000 n \n" % place)
        total = seed.size + len(self._places)
        trailer = f"<</Size {total}/Root {seed.root} 0 R/Info {seed.info} 0 R/Prev {seed.table}>>"
        write(f"trailer\n{trailer}\nstartxref\n{self._length}\n%%EOF\n".encode())


class _Seed:
    """The beginning of the file: the drawings of all plates' pages, without a page yet."""

    def __init__(self, plates: Iterable[Plate]) -> None:
        pdf = pikepdf.new()
        pdf.docinfo.Title = TITLE
        sheets = {plate: list(_sheets(plate, pdf)) for plate in plates}
        # Kept here until the drawings have their numbers; the catalog is written anew at the end.
        pdf.Root.Drawings = Array([drawing for each in sheets.values() for drawing, _ in each])
        file = io.BytesIO()
        pdf.save(file, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
        self.data = file.getvalue()
        made = pikepdf.open(io.BytesIO(self.data))
        numbers = iter([drawing.objgen[0] for drawing in made.Root.Drawings])
        self.root, self.info, self.size = made.Root.objgen[0], made.trailer.Info.objgen[0], int(made.trailer.Size)
        self.table = int(re.findall(rb"startxref\s+(\d+)", self.data[-64:])[-1])
        self.sheets = {
            plate: [sheet._replace(drawing=next(numbers)) for _, sheet in each] for plate, each in sheets.items()
        }


def _sheets(plate: Plate, pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, _Sheet]]:
    """Yield each page of a plate as an object that draws it, without the marks of its structure."""
    with pikepdf.open(io.BytesIO(plate.base)) as base:
        for number, page in enumerate(base.pages):
            steps = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) not in _MARKS]
            _, _, width, height = (float(edge) for edge in page.mediabox)
            drawing = pdf.make_stream(
                pikepdf.unparse_content_stream(steps),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, page.mediabox[2], page.mediabox[3]]),
                Resources=pdf.copy_foreign(base.make_indirect(page.resources)),
            )
            places = tuple(n for n, place in enumerate(plate.places) if place.page == number)
            yield drawing, _Sheet(0, width, height, places)
