"""A translation has about as many sentences as its source."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalogs.checks.marks import Marks, marks, sentences
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording


@check(
    "sentences",
    Scope.TRANSLATION,
    warnings=("fewer", "more"),
    rationale="A sentence that a translation left out is a right that its reader never hears of.",
    source="uncalibrated: more than twice as many, or less than half; Thai is not looked at, it marks no sentence",
)
def no_sentence_is_lost(wording: Wording) -> Iterator[Remark]:
    """Yield each form with less than half or more than twice the sentences of its source."""
    of = marks(wording.language)
    if not of.stop:
        return
    wanted = max(len(sentences(source.text, Marks())) for source in wording.sources)
    for text in wording.texts:
        found = len(sentences(text, of))
        if found * 2 < wanted or found > wanted * 2 + 1:
            said = f"msgid has {wanted} sentences, msgstr {found}"
            yield Remark("fewer" if found < wanted else "more", said, "look whether one is missing, or was added")
