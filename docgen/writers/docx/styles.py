"""What templates/docx.toml says: pages, sizes, spaces, colours and the faces a computer may use instead of ours."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

from docx.shared import Length, Mm, Pt
from pydantic import ConfigDict, PlainValidator, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from docgen.errors import DocgenError, Location, RenderError, WorkspaceError, raise_all

_STRICT = ConfigDict(extra="forbid")


def _length(value: Any, unit: type[Length]) -> Length:
    if isinstance(value, Length):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ValueError("must be a number greater than 0")
    return unit(value)  # type: ignore[arg-type]  # a Length takes fractions, and rounds to whole EMU


def twips(length: Length) -> int:
    """Return a length in twentieths of a point, OOXML's unit."""
    return int(length.twips)


def points(length: Length) -> float:
    """Return a length in points."""
    return float(length.pt)


Millimetres = Annotated[Length, PlainValidator(partial(_length, unit=Mm))]
Points = Annotated[Length, PlainValidator(partial(_length, unit=Pt))]
Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{6}$")]


@dataclass(frozen=True, config=_STRICT)
class Sizes:
    """Sizes of type, each for what its name says."""

    text: Points
    title: Points
    subtitle: Points
    lead: Points
    heading1: Points
    heading2: Points
    heading3: Points
    spoken: Points
    telephone: Points
    table: Points
    small: Points


@dataclass(frozen=True, config=_STRICT)
class Spaces:
    """Spaces below a paragraph and an item, above a heading, around the text of a cell and of a box."""

    paragraph: Points
    item: Points
    heading: Points
    cell: Points
    box: Points


_Lengths = TypeVar("_Lengths", Sizes, Spaces)


def _times(lengths: _Lengths, factor: float) -> _Lengths:
    scaled = {f.name: Pt(points(getattr(lengths, f.name)) * factor) for f in dataclasses.fields(lengths)}
    return dataclasses.replace(lengths, **scaled)


@dataclass(frozen=True, config=_STRICT)
class Layout:
    """One kind of page. `edge` is between the sheet's edge and the running title or footer.

    `parts` says that each main section begins on a page of its own, since it is handed out alone.
    """

    width: Millimetres
    height: Millimetres
    margin: Millimetres
    edge: Millimetres
    qr: Millimetres
    frame: Millimetres
    sizes: Sizes
    spaces: Spaces
    parts: bool = False
    picture: Millimetres = Mm(12)

    @property
    def measure(self) -> int:
        """The width of a line of text, in twentieths of a point (twips), OOXML's unit."""
        return twips(self.width) - 2 * twips(self.margin)

    def scaled(self, factor: float) -> Layout:
        """Return the layout in another size of type; the small print and the pictures stay as they are."""
        sizes, spaces = _times(self.sizes, factor), _times(self.spaces, factor)
        sizes = dataclasses.replace(sizes, small=self.sizes.small)
        return dataclasses.replace(self, sizes=sizes, spaces=spaces)


@dataclass(frozen=True, config=_STRICT)
class Colours:
    """Colours, each for what its name says."""

    title: Colour
    heading: Colour
    link: Colour
    muted: Colour
    mark: Colour
    grid: Colour
    head: Colour
    lane: Colour


@dataclass(frozen=True, config=_STRICT)
class Box:
    """How one kind of box looks; `line` is a value of OOXML's ST_Border."""

    line: str
    colour: Colour
    fill: Colour


@dataclass(frozen=True, config=_STRICT)
class Alternative:
    """The family that stands in for one of ours, and the character set that Windows knows ours by."""

    family: str
    charset: Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{2}$")]


@dataclass(frozen=True, config=_STRICT)
class DocxStyles:
    """Everything that can be set about the look of a DOCX file."""

    layouts: Mapping[str, Layout]
    colours: Colours
    boxes: Mapping[str, Box]
    alternatives: Mapping[str, Alternative]

    def layout(self, name: str) -> Layout:
        """Return a layout by its name.

        Raises:
            RenderError: there is none.
        """
        if name not in self.layouts:
            known = ", ".join(self.layouts)
            raise RenderError(f'no layout "{name}" for DOCX', hint=f"templates/docx.toml has {known}; add it there")
        return self.layouts[name]


def read_docx_styles(path: Path) -> DocxStyles:
    """Return what a docx.toml says.

    Raises:
        WorkspaceError: the file cannot be read or a setting is wrong; all faults together.
    """
    try:
        return TypeAdapter(DocxStyles).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError(f"the styles of DOCX cannot be read: {error}", location=Location(path.name)) from error
    except ValidationError as error:
        raise_all(_fault(fault, path) for fault in error.errors())
        raise


def _fault(fault: Any, path: Path) -> DocgenError:
    where = ".".join(str(part) for part in fault["loc"])
    return WorkspaceError(
        f"{where}: {fault['msg']}", location=Location(path.name), hint="its comments explain each setting"
    )
