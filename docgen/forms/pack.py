"""Plates and faces together: what a workspace makes of its forms, and what a ZIP brings to another computer.

The ZIP is read by the part of Python that imports from it: `zipfile` takes longer to load than a form to fill in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple
from zipimport import ZipImportError, zipimporter

from docgen.errors import FormError, Location
from docgen.forms.faces import FaceFile, Faces
from docgen.forms.plate import Plate, read_plate

LIST, FORMAT = "pack.json", 1


class PlateFile(NamedTuple):
    """A plate that has not been read: its form, its languages ("th+km"), whether it has an extra sheet, its bytes."""

    form: str
    tags: str
    sheet: bool
    load: Callable[[], bytes]

    @property
    def name(self) -> str:
        """Its path in a pack."""
        return f"plates/{self.form}.{self.tags}{'.sheet' if self.sheet else ''}.plate"


class Pack(NamedTuple):
    """Plates and the faces that their values may be set in."""

    plates: tuple[PlateFile, ...]
    faces: tuple[FaceFile, ...]

    @property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """The languages of each form, by its id."""
        found: dict[str, list[str]] = {}
        for plate in self.plates:
            if not plate.sheet:
                found.setdefault(plate.form, []).append(plate.tags)
        return {form: tuple(tags) for form, tags in found.items()}

    def plate(self, form: str, tags: str, sheet: bool = False) -> Plate:
        """Return a plate.

        Raises:
            FormError: there is none for this form in these languages.
        """
        for file in self.plates:
            if (file.form, file.tags, file.sheet) == (form, tags, sheet):
                return read_plate(file.load())
        there = self.forms.get(form)
        said = f"the form {form} is not there in {tags}" if there else f"there is no form “{form}”"
        raise FormError(said, hint=f"there are {', '.join(there or self.forms)}")

    def opened(self) -> Faces:
        """Return the faces, to be opened when a value needs them."""
        return Faces(self.faces)


# --- reading ------------------------------------------------------------------------------------------------------


def read_pack(path: str) -> Pack:
    """Return what a ZIP has.

    Raises:
        FormError: it is no pack, or one of another version.
    """
    try:
        zip = zipimporter(path)
        parts = json.loads(zip.get_data(LIST))
        if parts["pack"] != FORMAT:
            raise KeyError
        load = partial(partial, zip.get_data)
        plates = [PlateFile(each["form"], each["tags"], each["sheet"], load(each["file"])) for each in parts["plates"]]
        faces = [FaceFile(each["family"], each["sha256"], load(each["file"])) for each in parts["faces"]]
    except (OSError, ZipImportError, ValueError, KeyError, TypeError):
        hint = "make one with `docgen form pack`"
        raise FormError("this is no pack that can be used", location=Location(path), hint=hint) from None
    return Pack(tuple(plates), tuple(faces))
