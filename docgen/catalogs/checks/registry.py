"""The list of checks: each has an id for ever, a reason, the source of its rule, and a function that yields remarks."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

from docgen.catalogs.checks.wording import Wording
from docgen.errors import CatalogError, Location


class Severity(Enum):
    """An error keeps a text from being approved; a warning asks a reviewer to look."""

    ERROR = "error"
    WARNING = "warning"


class Scope(Enum):
    """What a check looks at."""

    TEXT = "a text"  # of the source language too
    TRANSLATION = "a translation beside its source"
    LANGUAGE = "all translations of a language"


@dataclass(frozen=True)
class Remark:
    """What a check's function says; `at` is where, which only a check of a whole language has to say."""

    code: str
    message: str
    hint: str = ""
    at: Wording | None = None


class Finding(CatalogError):
    """A remark with its check, its severity and its place: an error that may be raised, and a line of a report."""

    def __init__(self, check: str, severity: Severity, remark: Remark, domain: str, location: Location | None) -> None:
        self.check, self.code, self.severity, self.domain = check, remark.code, severity, domain
        super().__init__(remark.message, location=location, hint=remark.hint)

    @property
    def rule(self) -> str:
        """The check and the code, as reports show them: numbers/telephone."""
        return f"{self.check}/{self.code}"


ForEach = Callable[[Wording], Iterator[Remark]]
ForAll = Callable[[Sequence[Wording]], Iterator[Remark]]


@dataclass(frozen=True)
class Check:
    """What must hold of a text, why, and where the rule is from.

    `errors` and `warnings` are the codes it can yield. `stops`: a page that would show the text is not made.
    """

    id: str
    scope: Scope
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    rationale: str
    source: str
    stops: bool
    function: ForAll

    @property
    def says(self) -> str:
        """What must hold, in one sentence: the first of the check's module."""
        return (sys.modules[self.function.__module__].__doc__ or "").split("\n")[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """Everything that the check can find."""
        return self.errors + self.warnings

    def run(self, wordings: Sequence[Wording]) -> Iterator[Finding]:
        """Yield what the check finds in texts of one language."""
        seen = [each for each in wordings if self.scope is Scope.TEXT or not each.is_source]
        for remark in self.function(seen):
            assert remark.at is not None  # `check` sets it, functions of `check_all` set it themselves
            severity = Severity.ERROR if remark.code in self.errors else Severity.WARNING
            yield Finding(self.id, severity, remark, remark.at.message.domain, remark.at.location)


_CHECKS: dict[str, Check] = {}


def check(
    id: str,
    scope: Scope,
    *,
    errors: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
    rationale: str,
    source: str,
    stops: bool = False,
) -> Callable[[ForEach], ForEach]:
    """Register a function as a check of single texts."""

    def register(function: ForEach) -> ForEach:
        _CHECKS[id] = Check(id, scope, errors, warnings, rationale, source, stops, _for_each(function))
        return function

    return register


def check_all(id: str, *, warnings: tuple[str, ...], rationale: str, source: str) -> Callable[[ForAll], ForAll]:
    """Register a function as a check of all translations of a language together; it can only warn."""

    def register(function: ForAll) -> ForAll:
        _CHECKS[id] = Check(id, Scope.LANGUAGE, (), warnings, rationale, source, False, function)
        return function

    return register


def _for_each(function: ForEach) -> ForAll:
    @functools.wraps(function)
    def run(wordings: Sequence[Wording]) -> Iterator[Remark]:
        for wording in wordings:
            for remark in function(wording):
                yield replace(remark, at=wording)

    return run


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check of this package by id; a file put into the folder is found."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        importlib.import_module(f"docgen.catalogs.checks.{module.name}")
    return tuple(_CHECKS[id] for id in sorted(_CHECKS))
