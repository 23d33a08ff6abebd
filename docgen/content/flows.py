"""flows/*.toml become processes: steps in order, each with the limit that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docgen.content.facts import Words
from docgen.content.toml_file import TomlFile, faults
from docgen.errors import ContentError, DocgenError
from docgen.tree import Flow, FlowStep, Message, Text

HINTS = {"source": 'say where the flow was found: source = "MRW9"', "steps": "each step is a table [[steps]] with text"}


class _Step(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    text: Words
    within: str = ""


class _Flow(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: Words
    title: Words
    source: Words
    legal: bool = False
    steps: list[_Step] = Field(min_length=2)


def read_flow(file: TomlFile) -> tuple[Flow | None, list[DocgenError]]:
    """Return the flow of a file, and its faults."""
    try:
        read = _Flow.model_validate(file.data)
    except ValidationError as error:
        return None, list(faults(error, file, (), HINTS))
    if read.steps[0].within:
        said = "the first step has a limit, but no step leads to it"
        return None, [ContentError(said, location=file.locate("steps", 0, "within"))]
    make = _Maker(file, read)
    steps = tuple(
        FlowStep(make.text(step.text, "steps", n, "text"), make.optional(step.within, "steps", n, "within"))
        for n, step in enumerate(read.steps)
    )
    return Flow(read.id, make.text(read.title, "title"), steps), []


@dataclass(frozen=True)
class _Maker:
    file: TomlFile
    flow: _Flow

    def text(self, msgid: str, *keys: str | int) -> Text:
        place = self.file.locate(*keys)
        legal = self.flow.legal
        return Text(Message("shared", f"flow.{self.flow.id}", msgid, place, legal=legal, authority=legal))

    def optional(self, msgid: str, *keys: str | int) -> Text | None:
        return self.text(msgid, *keys) if msgid else None
