"""A plate: a form in one language (or a pair), rendered once, with holes where the values of a person go.

`base` is the blank form as a finished PDF. The content of its pages is cut at each place into streams that never
change, with an empty one between them for the value; the marks of the structure stand around it, so a filled form has
the same structure as the blank one. It is the base and an appended update: the streams of the values, and their fonts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from docgen.errors import RenderError
from docgen.forms.fields import Field, Kind, Option
from docgen.forms.geometry import Place
from docgen.languages import Language

SHEET = "extra-sheet"  # the place on a sheet of its own, where long values go on: no field of the form
FORMAT = 1  # of the file; a plate of another one is compiled anew


class Numbers(NamedTuple):
    """The objects of the base that an update needs: their numbers, and where its own table of objects stands.

    `values` are the empty streams, in the order of the plate's places. `fonts` is the dictionary of the pages' fonts,
    `own_fonts` what the base has in it.
    """

    root: int
    info: int
    size: int
    table: int
    id: str
    fonts: int
    own_fonts: str
    values: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Plate:
    """A form in one language, ready to be filled.

    `languages` is its language, or both languages of a page in two, the authority's first. `stamp` is its edition's; it
    is `final`, or a reading aid that nobody may sign. `continued` is the mark where a value goes on elsewhere.
    """

    form: str
    title: str
    stamp: str
    final: bool
    languages: tuple[Language, ...]
    fields: tuple[Field, ...]
    continued: str
    places: tuple[Place, ...]
    numbers: Numbers
    base: bytes

    @property
    def tags(self) -> str:
        """Its languages as targets name them: "km", "th+km"."""
        return "+".join(language.tag for language in self.languages)

    @property
    def writing(self) -> Language:
        """The language whose digits and calendar its values have."""
        return self.languages[0]

    @property
    def reader(self) -> Language:
        """The language of the person, in which most of its values are."""
        return self.languages[-1]

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The families that draw its values, in order of preference."""
        reader_first = [family for language in reversed(self.languages) for family in language.families]
        return tuple(dict.fromkeys(reader_first))

    @cached_property
    def by_field(self) -> Mapping[str, Field]:
        """Its fields by their ids."""
        return {field.id: field for field in self.fields}

    def to_bytes(self) -> bytes:
        """Return the plate as a file: one line of JSON, then the base. Same plate, same bytes."""
        parts = {field.name: _plain(getattr(self, field.name)) for field in fields(self) if field.name != "base"}
        head = json.dumps({"plate": FORMAT, **parts}, ensure_ascii=False, separators=(",", ":"))
        return head.encode() + b"\n" + self.base


def digest_of(data: bytes) -> str:
    """Return the digest of a plate's file."""
    return hashlib.sha256(data).hexdigest()


def read_plate(data: bytes) -> Plate:
    """Return the plate of a file.

    Raises:
        RenderError: it is no plate, or one that another version of docgen made.
    """
    head, _, base = data.partition(b"\n")
    try:
        parts = json.loads(head)
        if parts.pop("plate") != FORMAT:
            raise KeyError
        return Plate(
            form=parts["form"],
            title=parts["title"],
            stamp=parts["stamp"],
            final=parts["final"],
            languages=tuple(map(_language, parts["languages"])),
            fields=tuple(map(_field, parts["fields"])),
            continued=parts["continued"],
            places=tuple(Place(**place) for place in parts["places"]),
            numbers=Numbers(**{**parts["numbers"], "values": tuple(parts["numbers"]["values"])}),
            base=base,
        )
    except (ValueError, KeyError, TypeError) as error:
        hint = "it was made by another version of docgen, or is damaged: make it again"
        raise RenderError("this is no plate that can be used", hint=hint) from error


def _plain(value: Any) -> Any:
    """Return a value as JSON has it, what has named parts as an object."""
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _language(parts: dict[str, Any]) -> Language:
    kinds = {field.name: type(field.default) for field in fields(Language) if isinstance(field.default, Enum)}
    enums = {name: kind(parts[name]) for name, kind in kinds.items()}
    return Language(**{**parts, **enums, "families": tuple(parts["families"])})


def _field(parts: dict[str, Any]) -> Field:
    options = tuple(Option(**option) for option in parts["options"])
    return Field(**{**parts, "kind": Kind(parts["kind"]), "options": options})
