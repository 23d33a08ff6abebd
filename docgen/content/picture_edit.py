"""pictures.toml is changed as an officer would: a reader test comes in, comments and the rest stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument

from docgen.content.pictures import Drawing, read_pictures
from docgen.content.toml_edit import edited
from docgen.content.toml_file import parse_toml
from docgen.errors import raise_all


def with_test(text: str, path: str, drawings: Path, drawing: Drawing, readers: str, on: date) -> str:
    """Return pictures.toml with a test of a drawing of the folder `drawings`, as it is now, by a group of readers.

    Raises:
        ContentError, DocgenErrors: the code of the group is none.
    """

    def change(document: TOMLDocument) -> None:
        test = tomlkit.inline_table()
        test.update({"readers": readers, "on": on, "sha256": drawing.sha256})
        table: Any = document[drawing.id]
        table["tested"].append(test)

    changed = edited(text, change)
    _, errors = read_pictures(parse_toml(changed.removeprefix("\ufeff"), path), drawings, drawings.parent.parent)
    raise_all(errors)
    return changed
