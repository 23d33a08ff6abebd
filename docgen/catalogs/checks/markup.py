"""A translation can be read as markup, and has the markup tree of its source."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalogs.checks.placeholders import refs, skeleton
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Form, Wording
from docgen.content.inline import shape, shape_text


@check(
    "markup",
    Scope.TRANSLATION,
    errors=("unreadable", "tree"),
    rationale="A lost mark prints asterisks, and bold on other words makes another promise than the source.",
    source="docs/content.md, inline markup; the order of words is free, the tree is not",
    stops=True,
)
def markup_is_that_of_the_source(wording: Wording) -> Iterator[Remark]:
    """Yield each form that cannot be read, or whose marks stand otherwise than those of every form of the source."""
    for form in wording.forms:
        if form.fault:
            yield Remark("unreadable", f"msgstr: {form.fault.message}", form.fault.hint)
        elif not any(_alike(form, source) for source in wording.sources):
            wanted, found = shape(wording.sources[-1].nodes), shape(form.nodes)
            lost, extra = shape_text(wanted - found), shape_text(found - wanted)
            said = f"msgstr has not the markup of msgid “{wording.short}”: it lacks {lost} and has in excess {extra}"
            hint = (
                "keep each {placeholder} and each **bold** stretch with the placeholders inside it; the order is free"
            )
            yield Remark("tree", said, hint)


def _alike(form: Form, source: Form) -> bool:
    """Whether the marks are the same; other placeholders between the same marks are another check's."""
    if refs(form) == refs(source):
        return shape(form.nodes) == shape(source.nodes)
    return skeleton(form) == skeleton(source)
