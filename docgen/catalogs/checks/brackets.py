"""Brackets and quotation marks stand in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording

_PAIRS = ("()", "[]", "“”", "«»", "「」", "『』", "《》", "（）", "【】")


@check(
    "brackets",
    Scope.TEXT,
    warnings=("unpaired",),
    rationale="With a bracket that never closes nobody knows where the remark ends.",
    source="UAX #9, Bidi_Paired_Bracket; pofilter's check of the same name",
)
def brackets_are_paired(wording: Wording) -> Iterator[Remark]:
    """Yield each kind of bracket that a form opens more often than it closes, or less."""
    for text in wording.texts:
        for pair in _PAIRS:
            opened, closed = map(text.count, pair)
            if opened != closed:
                said = f"{opened} times {pair[0]} and {closed} times {pair[1]}"
                yield Remark("unpaired", said, "close each one that you open")
