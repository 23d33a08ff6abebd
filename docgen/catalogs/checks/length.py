"""A translation is about as long as its language usually is beside the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from docgen.catalogs.checks.registry import Remark, check_all
from docgen.catalogs.checks.wording import VALUE, Wording

_LEAST = 60  # characters of a source; shorter texts differ by the nature of their words
_TEXTS = 20  # so many are needed to know what is usual
_TIMES = 2.0


@check_all(
    "length",
    warnings=("short", "long"),
    rationale="A text of half the usual length has lost a half sentence; one of twice the length explains too much.",
    source="uncalibrated: half and twice the language's own median; only of sources of 60 characters and more",
)
def lengths_are_usual(wordings: Sequence[Wording]) -> Iterator[Remark]:
    """Yield translations whose length differs much from what is usual in the same language."""
    ratios = [(_ratio(each), each) for each in wordings if len(_plain(each.source_text)) >= _LEAST and each.forms]
    if len(ratios) < _TEXTS:
        return
    usual = median(ratio for ratio, _ in ratios)
    for ratio, wording in ratios:
        if ratio * _TIMES < usual or ratio > usual * _TIMES:
            said = f"msgstr has {ratio:.1f} characters for one of msgid; usual in {wording.language} are {usual:.1f}"
            code = "short" if ratio < usual else "long"
            yield Remark(code, said, "look whether words are missing, or were added", wording)


def _ratio(wording: Wording) -> float:
    return len(_plain(wording.texts[0])) / len(_plain(wording.source_text))


def _plain(text: str) -> str:
    return text.replace(VALUE, "")
