"""The columns of a table of persons: which field each is for.

A heading may be a value that slipped into the first row, so no heading is ever repeated in an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.canonical import canonical
from docgen.errors import FormError, Location, raise_all
from docgen.forms.fields import Field, Kind
from docgen.forms.people import LANGUAGE, Person

_ID = re.compile(r"\[([a-z0-9_.]+)\]\s*$")  # of a field, behind its label in a heading
_YES = {"x", "✓", "✔", "1", "yes", "true"}
_NO = {"", "0", "no", "false", "-"}


@dataclass(frozen=True)
class Columns:
    """What each column of a table is for: a field and one of its options or "", None for a column without a heading."""

    keys: tuple[tuple[Field, str] | None, ...]
    language: int

    @classmethod
    def of(cls, headings: Sequence[str], forms: Sequence[Sequence[Field]], location: Location) -> Columns:
        """Return the columns with these headings; `forms` are the fields in each language that may be printed.

        Raises:
            FormError: a heading is no field, or a field has two columns.
        """
        known = _known(forms)
        keys: list[tuple[Field, str] | None] = []
        faults, language = [], -1
        for place, heading in enumerate(map(canonical, headings), 1):
            bracketed = _ID.search(heading)
            name = bracketed[1] if bracketed else heading.casefold()
            key = known.get(name)
            where = Location(location.path, 1, place)
            if name == LANGUAGE and LANGUAGE not in known:
                language = place - 1
            elif key is None and heading:
                hint = (
                    f"fields are {', '.join(field.id for field in forms[0])}; `docgen form sheet` makes an empty table"
                )
                faults.append(
                    FormError("the heading of this column is no field of the form", location=where, hint=hint)
                )
            elif key is not None and key in keys:
                faults.append(FormError(f"a second column for {key[0].id}", location=where, hint="keep one of them"))
            keys.append(key)
        raise_all(faults)
        return cls(tuple(keys), language)

    def person(self, number: int, row: int, cells: Sequence[object], path: str) -> Person:
        """Return the person of a row.

        Raises:
            FormError, DocgenErrors: cells beyond the columns, or what cannot be understood.
        """
        given: dict[str, object] = {}
        columns = {LANGUAGE: self.language + 1}
        faults = []
        for place, cell in enumerate(cells):
            where = Location(path, row, place + 1)
            key = self.keys[place] if place < len(self.keys) else None
            if place == self.language or cell in (None, ""):
                continue
            if key is None:
                faults.append(FormError("a value in a column without a heading", location=where))
                continue
            field, option = key
            columns.setdefault(field.id, place + 1)
            if not option:
                given[field.id] = cell
            elif str(cell).strip().casefold() in _YES:
                given.setdefault(field.id, []).append(option)  # type: ignore[attr-defined]
            elif str(cell).strip().casefold() not in _NO:
                hint = "x for a box that is ticked, nothing for any other"
                faults.append(FormError(f"{field.id}.{option} is neither x nor empty", location=where, hint=hint))
        raise_all(faults)
        language = cells[self.language] if 0 <= self.language < len(cells) else ""
        return Person(number, Location(path, row), str(language or ""), given, columns)


def _known(forms: Sequence[Sequence[Field]]) -> dict[str, tuple[Field, str]]:
    """Return each field and box by its id, and by its label where no other has the same."""
    found: dict[str, tuple[Field, str]] = {}
    labels: dict[str, set[str]] = {}
    for field in forms[0]:
        found[field.id] = (field, "")
        if field.kind is Kind.CHECKS:
            found |= {f"{field.id}.{option.id}": (field, option.id) for option in field.options}
    for field in (field for form in forms for field in form):
        labels.setdefault(canonical(field.label).casefold(), set()).add(field.id)
    by_label = {label: found[ids.pop()] for label, ids in labels.items() if len(ids) == 1}
    return {**by_label, **found}


def headings(fields: Sequence[Field]) -> Iterator[tuple[str, Field, str]]:
    """Yield the heading of each column of an empty table, with its field and option."""
    for field in fields:
        if field.kind is Kind.CHECKS:
            for option in field.options:
                yield f"{field.label}: {option.label} [{field.id}.{option.id}]", field, option.id
        else:
            yield f"{field.label} [{field.id}]", field, ""
