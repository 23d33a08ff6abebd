"""The press: a person's values set on a plate. It holds values in memory while it runs, and forgets them at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from docgen.forms.faces import Faces
from docgen.forms.faults import Fault, TooLong, Unfit
from docgen.forms.lines import Set, beginning, fit
from docgen.forms.marks import TICK
from docgen.forms.plate import SHEET, Plate
from docgen.forms.setting import Setter
from docgen.forms.values import TICKED, Given, Key, entries


class Filled(NamedTuple):
    """A person's form: the plate, type for each of its places (None where nothing is written), and what is wrong."""

    plate: Plate
    values: tuple[Set | None, ...]
    faults: tuple[Fault, ...]

    def __repr__(self) -> str:
        return f"Filled({self.plate.form})"


class Press:
    """Sets values on plates, with the same faces for all of them.

    `confirmed` says that Burmese which looks like Zawgyi is Unicode all the same. `sheets` are the plates of the same
    forms with an extra sheet, where a value goes on that is too long for its place; without one it is a fault.
    """

    def __init__(self, faces: Faces, confirmed: bool = False, sheets: Mapping[Plate, Plate] | None = None) -> None:
        self._faces, self._confirmed, self.sheets = faces, confirmed, sheets or {}
        self._setters: dict[Plate, Setter] = {}

    def fill(self, plate: Plate, given: Given) -> Filled:
        """Return a person's form."""
        texts, faults = entries(plate, given, self._confirmed)
        filled, long = self._set(plate, texts, faults)
        if long and plate in self.sheets:
            return self._set(self.sheets[plate], self._continued(plate, texts, long), faults)[0]
        return filled

    def forget(self) -> None:
        """Forget every value."""
        self._setters.clear()

    def _set(self, plate: Plate, texts: Mapping[Key, str], before: list[Fault]) -> tuple[Filled, set[Key]]:
        """Return the form with what is wrong, and the places whose texts are too long."""
        setter = self._setter(plate)
        found: list[Set | None] = []
        faults, long = [*before], set()
        for place in plate.places:
            key = (place.field, place.option)
            text = texts.get(key, "")
            value = None
            if text:
                try:
                    value = TICK if text is TICKED else fit(text, place, setter, plate.reader)
                except Unfit as error:
                    faults.append(Fault(place.field, error.reason, error.hint))
                    if isinstance(error, TooLong):
                        long.add(key)
            found.append(value)
        return Filled(plate, tuple(found), tuple(faults)), long

    def _continued(self, plate: Plate, texts: Mapping[Key, str], long: set[Key]) -> dict[Key, str]:
        """Return the texts with each that is too long in two parts: what its place holds, and the rest on the sheet."""
        found, rests = dict(texts), []
        places = {(place.field, place.option): place for place in plate.places}
        for key in sorted(long, key=list(places).index):
            text = texts[key].replace("\n", " ")
            found[key], rest = beginning(text, plate.continued, places[key], self._setter(plate), plate.reader)
            rests.append(f"{plate.by_field[key[0]].label} {plate.continued}: {rest}")
        return {**found, (SHEET, ""): "\n".join(rests)}

    def _setter(self, plate: Plate) -> Setter:
        if plate not in self._setters:
            self._setters[plate] = Setter(self._faces, plate.families, plate.reader)
        return self._setters[plate]
