"""The list of checks: each has an id for ever, the formats it is for, a reason, and a function that yields findings."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from docgen.writers.artefact import Artefact, Format


@dataclass(frozen=True)
class Finding:
    """One fault of a finished file; `page` counts from 1, 0 when the file has none or the fault is everywhere."""

    code: str
    message: str
    page: int = 0
    check: str = ""

    def __str__(self) -> str:
        place = f"page {self.page}: " if self.page else ""
        return f"{place}{self.message} [{self.check}/{self.code}]"


Run = Callable[[Artefact], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """What must hold of a finished file, why, and where the rule is from. `codes` are the findings it can yield."""

    id: str
    formats: tuple[Format, ...]
    rationale: str
    source: str
    codes: tuple[str, ...]
    function: Run

    def run(self, artefact: Artefact) -> Iterator[Finding]:
        """Yield what the check finds, with its id."""
        for finding in self.function(artefact):
            yield replace(finding, check=self.id)


_CHECKS: dict[str, Check] = {}


def check(id: str, *formats: Format, rationale: str, source: str, codes: tuple[str, ...]) -> Callable[[Run], Run]:
    """Register a function as a check of these formats (of all, when none is named)."""

    def register(function: Run) -> Run:
        _CHECKS[id] = Check(id, formats or tuple(Format), rationale, source, codes, function)
        return function

    return register


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check of this package by id; a file put into the folder is found."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        importlib.import_module(f"docgen.verify.{module.name}")
    return tuple(_CHECKS[id] for id in sorted(_CHECKS))


def checks(format: Format) -> tuple[Check, ...]:
    """Return the checks of a format."""
    return tuple(each for each in all_checks() if format in each.formats)
