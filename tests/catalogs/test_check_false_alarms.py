"""Good texts are let pass: the checks are run over texts that nobody doubts."""

from __future__ import annotations

from collections import Counter

import pytest

from docgen.catalogs.checks import Severity, findings
from docgen.catalogs.checks.wording import Wording, in_source
from docgen.catalogs.desk import check
from docgen.content.inline import escaped
from docgen.errors import Location
from docgen.languages import BreakRule, Direction, Language
from docgen.pipeline.inputs import read_inputs
from docgen.pipeline.resolved import found_messages
from docgen.tree import Message
from tests.scratch import ROOT

UDHR = ROOT / "tests" / "data" / "udhr"
SCRIPTS = {
    **dict.fromkeys(("en", "vi", "id", "ms"), "Latn"),
    **dict.fromkeys(("ar", "ur"), "Arab"),
    **dict.fromkeys(("hi", "ne"), "Deva"),
    **dict.fromkeys(("my", "shn"), "Mymr"),
    **{"th": "Thai", "lo": "Laoo", "km": "Khmr", "zh-Hant": "Hant", "zh-Hans": "Hans", "ja": "Jpan"},
    **{"bn": "Beng", "am": "Ethi", "ta": "Taml"},
}
BREAKS = {"th": BreakRule.THAI, "lo": BreakRule.LAO, "km": BreakRule.KHMER, "my": BreakRule.BURMESE}
BREAKS |= {"shn": BreakRule.SYLLABLE, **dict.fromkeys(("zh-Hant", "zh-Hans", "ja"), BreakRule.HAN)}

# What the Declaration as published makes the checks say, beside long sentences: a Thai full stop, a missing space in
# Malay, and the half-width commas of its Simplified Chinese.
WARNINGS = {
    "th": {"punctuation/foreign-mark": 1},
    "ms": {"spaces/after-mark": 1},
    "zh-Hans": {"punctuation/foreign-mark": 9},
}


def paragraphs(tag: str) -> list[Wording]:
    """Return the paragraphs of the Declaration in a language."""
    direction = Direction.RTL if SCRIPTS[tag] == "Arab" else Direction.LTR
    breaks = BREAKS.get(tag, BreakRule.SPACES)
    language = Language(tag, tag, tag, SCRIPTS[tag], (), direction=direction, breaks=breaks)
    texts = (UDHR / f"{tag}.txt").read_text("utf-8").splitlines()
    return [in_source(Message("d", "d", escaped(text), Location(tag, n)), language) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize("tag", sorted(path.stem for path in UDHR.glob("*.txt")))
def test_the_universal_declaration_has_no_errors(tag: str) -> None:
    """Real good text in 19 languages: no error, and only the warnings that are known."""
    found = findings(paragraphs(tag))
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    counts = Counter(finding.rule for finding in found if finding.check != "reading-load")
    assert counts == WARNINGS.get(tag, {})


def test_our_own_catalogs_have_no_errors() -> None:
    """The drafts of this workspace, and its source, can be approved as far as the checks can tell."""
    inputs = read_inputs(ROOT, check_fonts=False)
    found, terms = found_messages(inputs), tuple(inputs.content.glossary.values())
    for language in inputs.workspace.languages.values():
        assert check(language, found, inputs.translations, terms).errors == ()
