"""A plural has all the forms of its language."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording


@check(
    "plurals",
    Scope.TRANSLATION,
    errors=("missing-form",),
    rationale="A message with an empty form is printed in English, whatever the number.",
    source="gettext, Plural-Forms; the number of forms is compared with the header when a catalog is read",
)
def all_forms_are_there(wording: Wording) -> Iterator[Remark]:
    """Yield a translation of which some forms are written and others are empty."""
    if wording.forms and len(wording.forms) < wording.wanted:
        said = f"{len(wording.forms)} of {wording.wanted} plural forms are written"
        yield Remark("missing-form", said, "write all forms, even if they are the same")
