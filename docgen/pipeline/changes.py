"""What a build changed, for those who must replace printed pages: documents, languages, formats, pages, values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docgen.pipeline.line import Target
from docgen.pipeline.manifest import Record
from docgen.pipeline.run import Outcome


@dataclass(frozen=True)
class Change:
    """One value that a rebuilt file shows otherwise than before; `old` or `new` is "" where it did not show it.

    `ref` is "" for a file whose values are the same and whose text or layout changed.
    """

    target: Target
    ref: str = ""
    old: str = ""
    new: str = ""
    pages: tuple[int, ...] = ()


def changes(outcomes: Iterable[Outcome]) -> Iterator[Change]:
    """Yield what changed in the files that a build made anew; files made for the first time are no change."""
    for outcome in outcomes:
        before, after = outcome.before, outcome.record
        if outcome.what == "built" and before and after and before.sha256 != after.sha256:
            yield from list(_values(outcome.target, before, after)) or [Change(outcome.target)]


def _values(target: Target, before: Record, after: Record) -> Iterator[Change]:
    for ref in dict.fromkeys([*before.values, *after.values]):
        old, new = before.values.get(ref), after.values.get(ref)
        if (old.text if old else "") != (new.text if new else ""):
            pages = new.pages if new else old.pages if old else ()
            yield Change(target, ref, old.text if old else "", new.text if new else "", pages)
