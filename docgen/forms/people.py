"""What is known of one person, and a person out of JSON.

Whatever a file says may be about a person. So nothing of it is repeated in an error: errors say where it stands, what
is wrong, and the way out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from docgen.errors import FormError, Location
from docgen.forms.values import Given

LANGUAGE = "language"  # what a member or a column is called that says in which language a person's form is


class Person(NamedTuple):
    """What is known of one person: her place in the run, counted from 1, where it was read, and her values.

    `language` is the one of her form, as it was typed; "" where nothing was said. Columns of a table are known by the
    field's id.
    """

    number: int
    location: Location
    language: str
    given: Given
    columns: Mapping[str, int]

    def __repr__(self) -> str:
        return f"Person({self.number})"

    def at(self, field: str) -> Location:
        """Return where the value of a field was read."""
        return Location(self.location.path, self.location.line, self.columns.get(field, 0))


def from_json(data: bytes, name: str) -> Person:
    """Return the person of a JSON object, whose members are the fields.

    Raises:
        FormError: it is none.
    """
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        place = Location(name, getattr(error, "lineno", 0), getattr(error, "colno", 0))
        hint = 'one object, in UTF-8: {"name": "…", "age": "…"}'
        raise FormError("this is no JSON", location=place, hint=hint) from None
    if not isinstance(given, dict):
        raise FormError("this is no JSON object", location=Location(name), hint="the values of one person, by field")
    language = given.pop(LANGUAGE, "") if LANGUAGE in given else ""
    return Person(1, Location(name), str(language), given, {})
