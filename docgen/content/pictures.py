"""pictures.toml and pictures/*.svg become drawings, each with its words, its origin, and who has looked at it.

A drawing that no reader has been asked about may tell her something else than we think. Such a test is of one drawing:
when the file changes, it says nothing any more.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from docgen.content.facts import Words
from docgen.content.svg import svg_faults
from docgen.content.toml_file import TomlFile, faults, read_text
from docgen.errors import ContentError, DocgenError, Location, shown
from docgen.tree import Message, Picture, Text

GROUP = r"[A-Za-z]{2,8}-G[0-9]{1,3}"  # of readers: km-G1

_HINTS = {
    "label": 'what is meant, in a word or two: label = "Stop"',
    "alternative": 'what the picture shows, in a sentence: alternative = "A raised hand."',
    "source": "where the drawing is from: a package with its version and files, or “drawn here”",
    "licence": "the licence of the drawing: MIT, CC0-1.0 or CC-BY-4.0",
    "sha256": "`sha256sum content/pictures/ID.svg` tells it",
    "readers": "a code of the group, such as km-G1: a language, -G, a number. Names stay out",
    "on": "the day of the test: on = 2026-11-25",
}

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Test(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)

    readers: Annotated[str, StringConstraints(pattern=f"^{GROUP}$")]
    on: date
    sha256: Sha256


class _Picture(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    label: Words
    alternative: Words
    source: Words
    licence: Literal["MIT", "CC0-1.0", "CC-BY-4.0"]
    sha256: Sha256
    tested: list[_Test]


@dataclass(frozen=True)
class ReaderTest:
    """A group of readers (a code, never names) that said what the drawing with this sha256 means to them."""

    readers: str
    on: date
    sha256: str


@dataclass(frozen=True)
class Drawing:
    """A drawing of content/pictures/ with its words. `tests` may be of an older drawing: see `tested`."""

    id: str
    svg: str
    label: Text
    alternative: Text
    source: str
    licence: str
    sha256: str
    tests: tuple[ReaderTest, ...]
    location: Location

    @property
    def tested(self) -> tuple[ReaderTest, ...]:
        """The tests of the drawing as it is now."""
        return tuple(test for test in self.tests if test.sha256 == self.sha256)

    def shown(self, labelled: bool = False) -> Picture:
        """Return the drawing as a block of a document, with its label where it stands alone."""
        return Picture(self.id, self.svg, self.alternative, self.label if labelled else None)


def read_pictures(file: TomlFile, folder: Path, root: Path) -> tuple[dict[str, Drawing], list[DocgenError]]:
    """Return the drawings of a folder by id, and the faults of those that cannot be used."""
    drawings: dict[str, Drawing] = {}
    errors: list[DocgenError] = []
    for key, table in file.data.items():
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            hint = "small letters, digits and hyphens, as in [read-aloud]"
            errors.append(ContentError(f"“{key}” is no id of a picture", location=file.locate(key), hint=hint))
            continue
        try:
            read = _Picture.model_validate(table)
            svg = read_text(folder / f"{key}.svg", root)
        except ValidationError as error:
            errors += faults(error, file, (key,), _HINTS)
            continue
        except ContentError as error:
            errors.append(error)
            continue
        errors += _drawing_faults(read.sha256, svg, shown(folder / f"{key}.svg", root), file.locate(key, "sha256"))
        drawings[key] = _drawing(key, read, svg, file)
    errors += _not_entered(file, folder, root)
    return drawings, errors


def _drawing_faults(sha256: str, svg: str, path: str, place: Location) -> Iterator[ContentError]:
    for fault in svg_faults(svg):
        hint = "shapes only, black #000 and white #fff on a square of 48: docs/pictograms.md"
        yield ContentError(f"a picture may not hold {fault}", location=Location(path), hint=hint)
    found = hashlib.sha256(svg.encode()).hexdigest()
    if found != sha256:
        hint = f'if the change is meant, sha256 = "{found}"; readers have to look at the picture again'
        yield ContentError(f"{path} is not the drawing that was entered", location=place, hint=hint)


def _drawing(key: str, read: _Picture, svg: str, file: TomlFile) -> Drawing:
    def text(msgid: str, part: str, comment: str) -> Text:
        return Text(Message("shared", f"picture.{key}", msgid, file.locate(key, part), comments=(comment,)))

    return Drawing(
        id=key,
        svg=svg,
        label=text(read.label, "label", "label of a picture"),
        alternative=text(read.alternative, "alternative", "read aloud: what a picture shows"),
        source=read.source,
        licence=read.licence,
        sha256=read.sha256,
        tests=tuple(ReaderTest(test.readers, test.on, test.sha256) for test in read.tested),
        location=file.locate(key),
    )


def _not_entered(file: TomlFile, folder: Path, root: Path) -> Iterator[ContentError]:
    """Yield drawings that lie in the folder and of which nothing is known."""
    for path in sorted(folder.glob("*.svg")):
        if path.stem not in file.data:
            hint = f"enter it as [{path.stem}] in {file.path}, or take the file out"
            yield ContentError("the picture is not entered", location=Location(shown(path, root)), hint=hint)
