"""Many persons in one run: all bad rows are told together, and then nothing is printed, or only the good ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from docgen.errors import DocgenError, DocgenErrors, FormError, flatten, raise_all
from docgen.forms.people import LANGUAGE, Person
from docgen.forms.plate import Plate
from docgen.forms.press import Filled, Press
from docgen.languages import normal_tag

Printed = Callable[[int, Filled], None]  # takes a person's number and form


class Outcome(NamedTuple):
    """How many forms were printed, what is wrong with the others, and what is left to the pen.

    `blank` counts the forms in which a field that must be filled in is empty, by the field's id.
    """

    printed: int
    faults: tuple[DocgenError, ...]
    blank: Mapping[str, int]


@dataclass(frozen=True)
class Batch:
    """The plates of a run by their languages; `default` is the language of who says none."""

    press: Press
    plates: Mapping[str, Plate]
    default: str = ""

    @property
    def every_plate(self) -> tuple[Plate, ...]:
        """Every plate that may be printed, those with an extra sheet among them."""
        return (*self.plates.values(), *self.press.sheets.values())

    def run(self, persons: Iterable[Person | DocgenError | DocgenErrors], printed: Printed, skip_bad: bool) -> Outcome:
        """Fill in each person's form and hand it on; after a bad row nothing more is handed on, unless `skip_bad`."""
        faults: list[DocgenError] = []
        blank: Counter[str] = Counter()
        count = 0
        for person in persons:
            try:
                if not isinstance(person, Person):
                    raise person
                filled = self.one(person)
            except (DocgenError, DocgenErrors) as error:
                faults += flatten(error)
                continue
            if skip_bad or not faults:
                printed(person.number, filled)
                blank.update(left_blank(filled.plate, person))
                count += 1
        self.press.forget()
        return Outcome(count, tuple(faults), blank)

    def one(self, person: Person) -> Filled:
        """Return the form of one person.

        Raises:
            FormError, DocgenErrors: what is wrong with her values, all together.
        """
        filled = self.press.fill(self._plate(person), person.given)
        raise_all(
            FormError(f"{fault.field} {fault.reason}".strip(), location=person.at(fault.field), hint=fault.hint)
            for fault in filled.faults
        )
        return filled

    def _plate(self, person: Person) -> Plate:
        tag = "+".join(map(normal_tag, (person.language or self.default).split("+")))
        if tag not in self.plates:
            said = f"{LANGUAGE} is none that this form has" if person.language else f"{LANGUAGE} is missing"
            raise FormError(said, location=person.at(LANGUAGE), hint=f"one of {', '.join(self.plates)}")
        return self.plates[tag]


def left_blank(plate: Plate, person: Person) -> list[str]:
    """Return the fields that must be filled in, and are left to the pen."""
    return [field.id for field in plate.fields if field.required and person.given.get(field.id) in (None, "", [])]
