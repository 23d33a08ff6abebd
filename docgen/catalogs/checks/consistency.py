"""One source is translated in one way, all over the workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from docgen.canonical import canonical
from docgen.catalogs.checks.registry import Remark, check_all
from docgen.catalogs.checks.wording import Wording, shortened


@check_all(
    "consistency",
    warnings=("two-ways",),
    rationale="Who reads the same heading in other words on the next sheet thinks that it is another thing.",
    source="Weblate's check “Inconsistent”; here over all documents of the workspace",
)
def one_source_is_one_translation(wordings: Sequence[Wording]) -> Iterator[Remark]:
    """Yield each translation that differs from the first one of the same source."""
    by_source: dict[tuple[str, str], list[Wording]] = defaultdict(list)
    for wording in wordings:
        if wording.message.msgctxt.startswith("format."):
            continue  # the year of an age is another word than the year of a duration
        by_source[wording.message.msgid, wording.message.msgid_plural].append(wording)
    for group in by_source.values():
        first = group[0]
        for other in group[1:]:
            if _words(other) != _words(first):
                said = f"msgid “{other.short}” is translated in another way at {first.location}"
                hint = f"there it is “{shortened(first.forms[0].markup, 40)}”; take one, unless the sense differs"
                yield Remark("two-ways", said, hint, other)


def _words(wording: Wording) -> list[str]:
    return [canonical(each.markup) for each in wording.forms]
