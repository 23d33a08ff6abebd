"""flows/*.toml become processes: steps in order, each with the limit that leads to it; or charts, with lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docgen.content.facts import Words
from docgen.content.toml_file import TomlFile, faults
from docgen.errors import ContentError, DocgenError
from docgen.tree import (
    Actor,
    Actors,
    Chart,
    ChartStep,
    Flow,
    FlowStep,
    Lane,
    Message,
    Origin,
    StepAtLength,
    Steps,
    Task,
    Text,
)

HINTS = {
    "source": 'say where the flow was found: source = "MRW9"',
    "steps": "each step is a table [[steps]] with text",
    "side": "one of here, there, both",
}
PARTS = ("purpose", "needs", "rights", "safety")


class _Step(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    text: Words
    within: str = ""
    lanes: list[str] = []
    purpose: str = ""
    needs: list[Words] = []
    rights: list[Words] = []
    safety: list[Words] = []


class _Lane(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: Words
    name: Words
    side: Literal["here", "there", "both"] = "both"


class _Flow(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: Words
    title: Words
    source: Words
    legal: bool = False
    origin: Literal["source", "composed", "official"] = "source"
    sides: dict[Literal["here", "there", "both"], Words] = {}
    lanes: list[_Lane] = []
    steps: list[_Step] = Field(min_length=2)


@dataclass(frozen=True)
class LaneStep:
    """One step of a process with lanes; the first of `lanes` does it. `parts` are texts by kind, see PARTS."""

    text: Text
    lanes: tuple[str, ...]
    within: Text | None
    parts: tuple[tuple[str, tuple[Text, ...]], ...]


@dataclass(frozen=True)
class LaneFlow:
    """A process with a lane for each of those who take part: shown as a chart, step by step, or by actor.

    `sides` has the flow's own words above the lanes, by side.
    """

    id: str
    title: Text
    sides: tuple[tuple[str, Text], ...]
    lanes: tuple[Lane, ...]
    steps: tuple[LaneStep, ...]

    def shown(self, view: str, words: Mapping[str, Text]) -> Chart | Steps | Actors:
        """Return the flow as a place shows it; `words` are those of words.toml below `chart`, by name."""
        show: Callable[[Mapping[str, Text]], Chart | Steps | Actors] = getattr(self, f"_{view}")
        return show(words)

    def _chart(self, words: Mapping[str, Text]) -> Chart:
        own = dict(self.sides)
        sides = tuple((side, own.get(side, words[side])) for side in dict.fromkeys(lane.side for lane in self.lanes))
        steps = tuple(ChartStep(step.text, step.lanes, step.within) for step in self.steps)
        return Chart(self.id, self.title, self.lanes, steps, words["step"], words["acts"], words["joins"], sides)

    def _steps(self, words: Mapping[str, Text]) -> Steps:
        names = {lane.id: lane.name for lane in self.lanes}
        return Steps(
            tuple(
                StepAtLength(
                    step.text,
                    step.within,
                    words["who"],
                    tuple(names[lane] for lane in step.lanes),
                    tuple((words[kind], texts) for kind, texts in step.parts),
                )
                for step in self.steps
            )
        )

    def _actors(self, words: Mapping[str, Text]) -> Actors:
        return Actors(
            tuple(
                Actor(
                    lane.name,
                    tuple(
                        Task(n, step.text, None if step.lanes[0] == lane.id else words["joins"])
                        for n, step in enumerate(self.steps, 1)
                        if lane.id in step.lanes
                    ),
                )
                for lane in self.lanes
            )
        )


def read_flow(file: TomlFile) -> tuple[Flow | LaneFlow | None, list[DocgenError]]:
    """Return the flow of a file, and its faults."""
    try:
        read = _Flow.model_validate(file.data)
    except ValidationError as error:
        return None, list(faults(error, file, (), HINTS))
    errors = list(_faults(read, file))
    make = _Maker(file, read)
    return (None if errors else make.lane_flow() if read.lanes else make.flow()), errors


def _faults(read: _Flow, file: TomlFile) -> Iterator[DocgenError]:
    if read.steps[0].within:
        said = "the first step has a limit, but no step leads to it"
        yield ContentError(said, location=file.locate("steps", 0, "within"))
    known = [lane.id for lane in read.lanes]
    for n, lane in enumerate(known):
        if lane in known[:n]:
            yield ContentError(f"the lane “{lane}” is there twice", location=file.locate("lanes", n, "id"))
    for n, step in enumerate(read.steps):
        if read.lanes and not step.lanes:
            hint = f'lanes = ["{known[0]}"]: the first one does it, the others take part'
            yield ContentError("nobody does this step", location=file.locate("steps", n), hint=hint)
        for name in step.lanes:
            if name not in known:
                hint = f"the lanes are {', '.join(known) or 'none: [[lanes]] with id, name and side'}"
                said = f"the lane “{name}” is not known"
                yield ContentError(said, location=file.locate("steps", n, "lanes"), hint=hint)


@dataclass(frozen=True)
class _Maker:
    file: TomlFile
    read: _Flow

    def flow(self) -> Flow:
        steps = (
            FlowStep(self.text(step.text, "steps", n, "text"), self.optional(step.within, "steps", n, "within"))
            for n, step in enumerate(self.read.steps)
        )
        return Flow(self.read.id, self.text(self.read.title, "title"), tuple(steps))

    def lane_flow(self) -> LaneFlow:
        lanes = (
            Lane(lane.id, self.text(lane.name, "lanes", n, "name"), lane.side) for n, lane in enumerate(self.read.lanes)
        )
        sides = ((side, self.text(words, "sides", side)) for side, words in self.read.sides.items())
        steps = (self.step(n, step) for n, step in enumerate(self.read.steps))
        return LaneFlow(self.read.id, self.text(self.read.title, "title"), tuple(sides), tuple(lanes), tuple(steps))

    def step(self, n: int, step: _Step) -> LaneStep:
        said = {"purpose": [step.purpose] if step.purpose else [], **{k: getattr(step, k) for k in PARTS[1:]}}
        return LaneStep(
            self.text(step.text, "steps", n, "text"),
            tuple(step.lanes),
            self.optional(step.within, "steps", n, "within"),
            tuple(
                (kind, tuple(self.text(t, "steps", n, kind) for t in texts)) for kind, texts in said.items() if texts
            ),
        )

    def text(self, msgid: str, *keys: str | int) -> Text:
        place = self.file.locate(*keys)
        legal, origin = self.read.legal, Origin(self.read.origin)
        message = Message("shared", f"flow.{self.read.id}", msgid, place, legal=legal, authority=legal, origin=origin)
        return Text(message)

    def optional(self, msgid: str, *keys: str | int) -> Text | None:
        return self.text(msgid, *keys) if msgid else None
