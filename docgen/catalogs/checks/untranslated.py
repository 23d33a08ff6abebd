"""A translation is not its source once more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.canonical import canonical
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import VALUE, Wording, without_addresses


@check(
    "untranslated",
    Scope.TRANSLATION,
    warnings=("same",),
    rationale="English that stands in a catalog counts as translated, so that no page says it is English.",
    source="gettext: an empty msgstr means untranslated; Weblate's check “Unchanged translation”",
)
def the_translation_is_not_the_source(wording: Wording) -> Iterator[Remark]:
    """Yield each form that repeats its source, single names, and units such as {n} baht, left out."""
    sources = {canonical(source.text) for source in wording.sources}
    for text in wording.texts:
        words = re.findall(r"[^\W\d_]{2,}", without_addresses(text))
        named = len(words) == 1 and (VALUE in text or not words[0].islower())
        if words and not named and canonical(text) in sources:
            yield Remark("same", "msgstr is the same as msgid", "translate it, or leave msgstr empty")
