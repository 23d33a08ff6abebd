"""The press: a person's values set on a plate. It holds values in memory while it runs, and forgets them at the end."""

from __future__ import annotations

from docgen.forms.faces import Faces
from docgen.forms.faults import Fault, Unfit
from docgen.forms.lines import Set, fit
from docgen.forms.marks import TICK
from docgen.forms.plate import Plate
from docgen.forms.setting import Setter
from docgen.forms.values import TICKED, Given, entries


class Press:
    """Sets values on plates, with the same faces for all of them."""

    def __init__(self, faces: Faces, confirmed: bool = False) -> None:
        self._faces, self._confirmed = faces, confirmed
        self._setters: dict[Plate, Setter] = {}

    def set(self, plate: Plate, given: Given) -> tuple[list[Set | None], list[Fault]]:
        """Return a person's values as type for each place of a plate, and what is wrong with them.

        `confirmed` says that Burmese which looks like Zawgyi is Unicode all the same.
        """
        texts, faults = entries(plate, given, self._confirmed)
        setter = self._setter(plate)
        found: list[Set | None] = []
        for place in plate.places:
            text = texts.get((place.field, place.option), "")
            value = None
            if text:
                try:
                    value = TICK if text is TICKED else fit(text, place, setter, plate.reader)
                except Unfit as error:
                    faults.append(Fault(place.field, error.reason, error.hint))
            found.append(value)
        return found, faults

    def forget(self) -> None:
        """Forget every value."""
        self._setters.clear()

    def _setter(self, plate: Plate) -> Setter:
        if plate not in self._setters:
            self._setters[plate] = Setter(self._faces, plate.families, plate.reader)
        return self._setters[plate]
