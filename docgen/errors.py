"""The family of errors a user may meet: each names the place, the thing, what was tried and the way out.

Readers that meet several faults raise them together (`raise_all`), so that one run shows all of them. Only
`docgen.cli` prints an error and chooses the exit code, which is the class's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: `path` as the user would type it, `line` and `column` counted from 1, 0 when unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


class DocgenError(Exception):
    """Something that stops docgen and that its user can mend: `location: message`, and a hint on the way out."""

    exit_code = 1

    def __init__(self, message: str, *, location: Location | None = None, hint: str = "") -> None:
        self.message, self.location, self.hint = message, location, hint
        super().__init__(f"{location}: {message}" if location else message)
        if hint:
            self.add_note(f"hint: {hint}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a worker process sends: the words; what a subclass was made from may not travel."""
        return _told, (self.message, self.location, self.hint, self.exit_code)


def _told(message: str, location: Location | None, hint: str, exit_code: int) -> DocgenError:
    """Return an error of a worker process."""
    error = DocgenError(message, location=location, hint=hint)
    error.exit_code = exit_code
    return error


class WorkspaceError(DocgenError):
    """The workspace or docgen.toml cannot be used."""

    exit_code = 7


class ContentError(DocgenError):
    """A file of content/ is wrong."""

    exit_code = 3


class CatalogError(DocgenError):
    """A catalog, an approval or the glossary is wrong."""

    exit_code = 4


class FontError(DocgenError):
    """A face is missing, damaged, or does not have what a text needs."""

    exit_code = 5


class MissingGlyphs(FontError):
    """No face that a language may use can draw some characters of a text."""

    def __init__(self, location: Location | None, language: str, missing: str, families: Sequence[str]) -> None:
        self.language, self.missing, self.families = language, missing, tuple(families)
        characters = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing)
        super().__init__(
            f"no glyph for {characters} in {language}; looked in {', '.join(families) or 'no face'}",
            location=location,
            hint=f"change the text, or add a face that has it to fonts/ and to [languages.{language}] in docgen.toml",
        )


class RenderError(DocgenError):
    """A renderer failed, or what it made cannot be written."""

    exit_code = 6


class FormError(DocgenError):
    """A form cannot be filled in as asked. It names rows, fields and reasons, and never repeats what a person said."""

    exit_code = 8


class DocgenErrors(ExceptionGroup[DocgenError]):
    """Several errors of one reading, in the order of their places; its exit code is the first one's."""

    @property
    def exit_code(self) -> int:
        """The exit code of the first error."""
        return flatten(self)[0].exit_code


def flatten(error: DocgenError | DocgenErrors) -> list[DocgenError]:
    """Return the single errors of an error or of a group of errors (nested groups included)."""
    if isinstance(error, DocgenError):
        return [error]
    return [single for inner in error.exceptions for single in flatten(inner)]  # type: ignore[arg-type]


def raise_all(errors: Iterable[DocgenError | DocgenErrors]) -> None:
    """Raise all errors together, sorted by place; return when there is none."""
    singles = [single for error in errors for single in flatten(error)]
    singles.sort(key=lambda e: e.location or Location(""))
    if len(singles) == 1:
        raise singles[0]
    if singles:
        raise DocgenErrors(f"{len(singles)} errors", singles)


def shown(path: Path, root: Path) -> str:
    """Return a path as errors show it: relative to the workspace where it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
