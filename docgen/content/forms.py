"""forms/*.toml become the fields of a form; where each stands, a document says.

A document names its form in its head, so that two documents may ask the same under the same label, translated and
approved once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Setting

from docgen.content.facts import Words
from docgen.content.toml_file import Keys, TomlFile, faults
from docgen.errors import ContentError, DocgenError, Location
from docgen.tree import FieldKind, Message, Origin, Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]*$")]

HINTS = {
    "id": "small letters, digits and _: it is also what a sheet of many persons calls the field",
    "[key]": "small letters, digits and _: it is also what a sheet of many persons calls the field",
    "kind": f"one of {', '.join(kind.value for kind in FieldKind)}",
    "source": 'say where the form was found: source = "MRW9"',
    "origin": "source or composed",
    "width": "the least length of the line in mm, without quotation marks: width = 60",
    "lines": "how many lines to write on: lines = 2",
    "options": 'two or more: options.yes = "Yes"; or the name of a table [answers.…]; or "languages"',
}
_OPTIONS = {FieldKind.CHOICE, FieldKind.CHECKS}
_ENOUGH = 2  # answers to choose from
LANGUAGES = "languages"


class _Option(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    label: Words
    fields: list[Id] = []


class _Field(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    kind: Literal["text", "lines", "number", "date", "choice", "checks", "signature", "thumbprint"]
    label: Words
    help: str = ""
    required: bool = False
    origin: Literal["source", "composed"] = "source"
    width: int = Setting(default=40, ge=10, le=180)
    lines: int = Setting(default=2, ge=2, le=12)
    options: dict[Id, Words | _Option] | str = {}


class _Form(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: Id
    source: Words
    legal: bool = False
    fields: dict[Id, _Field] = Setting(min_length=1)
    answers: dict[Id, dict[Id, Words]] = {}


@dataclass(frozen=True)
class Option:
    """One answer of a choice, with the ids of the fields that are asked for with it."""

    label: Text
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A field as its file describes it. `languages` stands for an option for each language that has a name."""

    id: str
    kind: FieldKind
    label: Text
    required: bool
    width: int
    lines: int
    options: Mapping[str, Option]
    languages: bool
    help: Text | None
    location: Location


@dataclass(frozen=True)
class Form:
    """The fields of a form by their ids, in the order of its file."""

    id: str
    fields: Mapping[str, Asked]


def read_form(file: TomlFile) -> tuple[Form | None, list[DocgenError]]:
    """Return the form of a file, and its faults."""
    try:
        read = _Form.model_validate(file.data)
    except ValidationError as error:
        return None, list(faults(error, file, (), HINTS))
    maker = _Maker(file, read)
    return Form(read.id, {id: maker.field(id, field) for id, field in read.fields.items()}), list(maker.faults())


@dataclass(frozen=True)
class _Maker:
    file: TomlFile
    form: _Form

    def field(self, id: str, read: _Field) -> Asked:
        kind = FieldKind(read.kind)
        return Asked(
            id=id,
            kind=kind,
            label=self.text(id, read.label, f"label of a field ({kind.value})", "label"),
            required=read.required,
            width=read.width,
            lines=read.lines if kind is FieldKind.LINES else 1,
            options=dict(self.options(id, read)),
            languages=read.options == LANGUAGES,
            help=self.text(id, read.help, _HELP.format(label=read.label), "help") if read.help else None,
            location=self.file.locate("fields", id),
        )

    def options(self, id: str, read: _Field) -> Iterator[tuple[str, Option]]:
        """Yield the answers of a field: its own, or those that several fields have."""
        if isinstance(read.options, str):
            for name, label in self.form.answers.get(read.options, {}).items():
                yield name, Option(self.answer(id, read.options, name, label), ())
        else:
            for name, each in read.options.items():
                yield name, self.option(id, name, each)

    def answer(self, id: str, answers: str, name: str, msgid: str) -> Text:
        place = self.file.locate("answers", answers, name)
        origin, legal = Origin(self.form.fields[id].origin), self.form.legal
        context = f"form.{self.form.id}.answers.{answers}"
        comments = ("an answer that several fields have",)
        return Text(Message("shared", context, msgid, place, "", origin, legal, legal, comments=comments))

    def option(self, id: str, name: str, read: str | _Option) -> Option:
        comment = f"an answer to “{self.form.fields[id].label}”"
        if isinstance(read, str):
            return Option(self.text(id, read, comment, "options", name), ())
        return Option(self.text(id, read.label, comment, "options", name, "label"), tuple(read.fields))

    def text(self, id: str, msgid: str, comment: str, *keys: str) -> Text:
        place = self.file.locate("fields", id, *keys)
        legal = self.form.legal and keys[0] != "help"
        origin = Origin(self.form.fields[id].origin)
        context = f"form.{self.form.id}.{id}"
        message = Message("shared", context, msgid, place, "", origin, legal, legal, comments=(comment,))
        return Text(message)

    def faults(self) -> Iterator[ContentError]:
        """Yield what is wrong with fields that are right each by itself."""
        for id, field in self.form.fields.items():
            yield from self.option_faults(id, field)
            if FieldKind(field.kind) is not FieldKind.LINES and "lines" in field.model_fields_set:
                said = f"{id} is of the kind {field.kind}, which has one line"
                yield self.fault(said, ("fields", id, "lines"), 'kind = "lines" has more')

    def option_faults(self, id: str, field: _Field) -> Iterator[ContentError]:
        chosen = FieldKind(field.kind) in _OPTIONS
        named = isinstance(field.options, str) and field.options != LANGUAGES
        if named and field.options not in self.form.answers:
            said = f"there are no answers “{field.options}”"
            yield self.fault(said, ("fields", id, "options"), f"a table of this file: [answers.{field.options}]")
        elif chosen and field.options != LANGUAGES and len(dict(self.options(id, field))) < _ENOUGH:
            yield self.fault(f"{id} has nothing to choose from", ("fields", id), HINTS["options"])
        if not chosen and field.options:
            said = f"{id} is of the kind {field.kind}, which has no options"
            yield self.fault(said, ("fields", id, "options"), "a choice has one answer, checks have any number")
        for name, option in {} if isinstance(field.options, str) else field.options.items():
            for asked in [] if isinstance(option, str) else option.fields:
                if asked not in self.form.fields:
                    said = f"the field “{asked}” is not known"
                    yield self.fault(said, ("fields", id, "options", name), "a table of this file: [fields.…]")

    def fault(self, said: str, keys: Keys, hint: str) -> ContentError:
        return ContentError(said, location=self.file.locate(*keys), hint=hint)


_HELP = "help for the field “{label}”: shown on a screen to who fills the form in, never printed"
