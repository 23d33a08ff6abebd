"""The list of changes names every printed page that is out of date, and no other."""

from __future__ import annotations

from dataclasses import replace

from docgen.pipeline.changes import Change, changes
from docgen.pipeline.line import Target
from docgen.pipeline.manifest import Record, Shown
from docgen.pipeline.run import Outcome
from docgen.writers.artefact import Format

TARGET = Target("example", "km", Format.PDF)
COST, PHONE = "fund.living_cost", "call.social_assistance"


def record(sha256: str, **values: Shown) -> Record:
    """Return the record of a file that shows some values; dots in ids are written as two underscores."""
    shown = {name.replace("__", "."): value for name, value in values.items()}
    return Record("example", "km", "pdf", "km/example.pdf", sha256, 1, 3, "final", "", {}, shown)


OLD = record("old", fund__living_cost=Shown("3,000 baht", (1, 3)), call__social_assistance=Shown("1300", (2,)))
NEW = record("new", fund__living_cost=Shown("3,500 baht", (2, 3)), call__social_assistance=Shown("1300", (2,)))


def test_a_changed_value_is_named_with_the_pages_it_is_on_now() -> None:
    """The officer sees the old value, the new one, and where to look."""
    found = list(changes([Outcome(TARGET, "built", NEW, OLD)]))
    assert found == [Change(TARGET, COST, "3,000 baht", "3,500 baht", (2, 3))]


def test_a_value_that_is_gone_is_named_with_the_pages_it_was_on() -> None:
    """A printed page may show a number that no page shows any more."""
    after = replace(NEW, values={PHONE: NEW.values[PHONE]})
    assert list(changes([Outcome(TARGET, "built", after, OLD)])) == [Change(TARGET, COST, "3,000 baht", "", (1, 3))]


def test_a_new_value_is_named_with_its_pages() -> None:
    """A value that was not shown before is a change too."""
    before = replace(OLD, values={COST: NEW.values[COST]})
    assert list(changes([Outcome(TARGET, "built", NEW, before)])) == [Change(TARGET, PHONE, "", "1300", (2,))]


def test_a_text_that_changed_is_a_change_without_a_value() -> None:
    """When all values are the same and the file is not, its text or layout changed."""
    assert list(changes([Outcome(TARGET, "built", replace(OLD, sha256="new"), OLD)])) == [Change(TARGET)]


def test_the_same_bytes_are_no_change() -> None:
    """A forced build that gives the same file replaces nothing that was printed."""
    assert list(changes([Outcome(TARGET, "built", replace(NEW, sha256="old"), OLD)])) == []


def test_what_was_not_made_is_no_change() -> None:
    """The first build of a file, an unchanged file and one that failed are no change."""
    outcomes = [
        Outcome(TARGET, "built", NEW, None),
        Outcome(TARGET, "unchanged", OLD, OLD),
        Outcome(TARGET, "failed", replace(OLD, stale=True), OLD, ("page 1: too long",)),
        Outcome(TARGET, "failed", None, None, ("page 1: too long",)),
    ]
    assert list(changes(outcomes)) == []
