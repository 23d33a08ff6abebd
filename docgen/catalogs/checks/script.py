"""A text is written in a script of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.letters import LATIN, letters, script_name, scripts_of
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording, without_addresses

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}(?:[-'’][A-Za-z\u00c0-\u024f]+)*")
_FEW = 4  # fewer Latin words than that may be a name


@check(
    "script",
    Scope.TEXT,
    errors=("other-script",),
    warnings=("other-letters", "latin-words"),
    rationale="A text that was pasted into the wrong catalog, or never translated, cannot be read by its reader.",
    source="Unicode, Scripts.txt; docgen.toml: the script of each language",
)
def the_script_is_the_languages(wording: Wording) -> Iterator[Remark]:
    """Yield forms mostly in another script, letters of one, and Latin words that are no names."""
    own = scripts_of(wording.language)
    for text in map(without_addresses, wording.texts):
        counts = letters(text)
        mine = sum(counts[script] for script in own)
        others = {script: n for script, n in counts.items() if script not in own and script != LATIN}
        strange = _latin_words(text, wording) if LATIN not in own else []
        if sum(others.values()) > mine or (not mine and len(strange) >= _FEW):
            script = max(others, key=lambda each: others[each]) if others else LATIN
            said = f"the text is mostly in {script_name(script)} letters; {wording.language} has {_names(own)}"
            yield Remark("other-script", said, "was it pasted into the wrong catalog?")
            continue
        for script in others:
            said = f"{others[script]} {script_name(script)} letters in a text in {wording.language}"
            yield Remark(
                "other-letters", said, "replace them by letters of the language, or give the name in its script"
            )
        if strange:
            said = f"Latin words that the source does not have as names: {', '.join(strange[:5])}"
            yield Remark("latin-words", said, "translate them, or write the name as the source has it")


def _latin_words(text: str, wording: Wording) -> list[str]:
    """Return the Latin words of a text that are no abbreviations, nor names of the source."""
    names = {word for word in _WORD.findall(wording.source_text) if not word.islower()}
    found = dict.fromkeys(_WORD.findall(text))
    return [word for word in found if word not in names and not word.isupper()]


def _names(scripts: set[str]) -> str:
    return " and ".join(sorted(map(script_name, scripts)))
