"""Many persons in one run: all bad rows are found and told together, and then nothing is printed, or only the good ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from docgen.errors import DocgenError, DocgenErrors, FormError, flatten
from docgen.forms.lines import Set
from docgen.forms.people import Person
from docgen.forms.plate import Plate
from docgen.forms.press import Press
from docgen.languages import normal_tag

Printed = Callable[[int, Plate, Sequence[Set | None]], None]  # a person's number, plate and type


@dataclass(frozen=True)
class Outcome:
    """How many forms were printed, and what is wrong with the others."""

    printed: int
    faults: tuple[DocgenError, ...]


@dataclass(frozen=True)
class Batch:
    """The plates of a run by their languages, and the one of who says none."""

    press: Press
    plates: Mapping[str, Plate]
    default: str = ""

    def run(self, persons: Iterable[Person | DocgenError | DocgenErrors], printed: Printed, skip_bad: bool) -> Outcome:
        """Set each person's form and hand it on; with a bad row nothing more is handed on, unless `skip_bad`."""
        faults: list[DocgenError] = []
        count = 0
        for person in persons:
            found = flatten(person) if not isinstance(person, Person) else []
            if isinstance(person, Person):
                plate, values, found = self._set(person)
            faults += found
            if not found and (skip_bad or not faults):
                printed(person.number, plate, values)
                count += 1
        self.press.forget()
        return Outcome(count, tuple(faults))

    def one(self, person: Person) -> tuple[Plate, list[Set | None]]:
        """Return the form of one person.

        Raises:
            FormError, DocgenErrors: what is wrong with her values.
        """
        plate, values, faults = self._set(person)
        if faults:
            raise faults[0] if len(faults) == 1 else DocgenErrors(f"{len(faults)} errors", faults)
        return plate, values

    def _set(self, person: Person) -> tuple[Plate, list[Set | None], list[DocgenError]]:
        try:
            plate = self._plate(person)
        except FormError as error:
            return next(iter(self.plates.values())), [], [error]
        values, faults = self.press.set(plate, person.given)
        errors = [
            FormError(f"{fault.field} {fault.reason}".strip(), location=person.at(fault.field), hint=fault.hint)
            for fault in faults
        ]
        return plate, values, list(errors)

    def _plate(self, person: Person) -> Plate:
        typed = person.language or self.default
        tag = "+".join(map(normal_tag, typed.split("+")))
        if tag not in self.plates:
            said = "asks for a language that this form does not have" if person.language else "says no language"
            raise FormError(f"the row {said}", location=person.at("language"), hint=f"one of {', '.join(self.plates)}")
        return self.plates[tag]
