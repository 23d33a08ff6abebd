"""A translation has the placeholders of its source, each as often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Form, Wording
from docgen.content.inline import Shape, shape
from docgen.tree import Placeholder, Run, rebuild, walk


@check(
    "placeholders",
    Scope.TRANSLATION,
    errors=("placeholders",),
    rationale="An amount, a telephone or a name that a translation lost is missing on the page that she is handed.",
    source="docs/content.md: values stand in texts as placeholders only; gettext, python-brace-format",
    stops=True,
)
def placeholders_are_those_of_the_source(wording: Wording) -> Iterator[Remark]:
    """Yield each form whose marks are right and whose placeholders are those of no form of the source."""
    wanted = [refs(source) for source in wording.sources]
    marks = [skeleton(source) for source in wording.sources]
    for form in wording.forms:
        found = refs(form)
        if form.fault or found in wanted or skeleton(form) not in marks:
            continue  # the check of markup tells what lost its marks, placeholders included
        said = f"it lacks {_list(wanted[-1] - found)} and has in excess {_list(found - wanted[-1])}"
        hint = "keep each {placeholder} as it is; the order is free"
        yield Remark("placeholders", f"msgstr has not the placeholders of msgid “{wording.short}”: {said}", hint)


def refs(form: Form) -> Counter[str]:
    """Return the placeholders of a text, with how often each is there."""
    return Counter(node.ref for node in walk(form.nodes) if isinstance(node, Placeholder))


def skeleton(form: Form) -> Shape:
    """Return the marks of a text without its words and placeholders."""
    return shape(rebuild(form.nodes, lambda node: Run("") if isinstance(node, Placeholder) else None))


def _list(found: Counter[str]) -> str:
    return ", ".join(f"{{{ref}}}" for ref in sorted(found.elements())) or "none"
