"""A text ends as its source ends, with the marks of its own language."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalogs.checks.marks import Marks, last_mark, marks
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording

_ET_CETERA = "។ល។"  # ends a sentence or a mere list
_NAMES = {".": "a full stop", ":": "a colon", "?": "a question mark", "!": "an exclamation mark"}


@check(
    "end-mark",
    Scope.TRANSLATION,
    warnings=("missing", "extra", "other"),
    rationale="A heading is no sentence and a question no order: the mark at the end tells which it is.",
    source="docgen.catalogs.checks.marks, by language; Weblate's issue 7375 took ။ for a missing full stop",
)
def the_end_is_marked_as_in_the_source(wording: Wording) -> Iterator[Remark]:
    """Yield each form whose last mark does not stand for the source's."""
    of = marks(wording.language)
    wanted = {role for source in wording.sources for role in _roles(last_mark(source.text), Marks())}
    for text in wording.texts:
        last = last_mark(text)
        found = {"", "."} if text.rstrip().endswith(_ET_CETERA) else _roles(last, of)
        if not found & wanted and not (found == {""} and all(_may_lack(role, of) for role in wanted)):
            yield _remark(max(wanted), last if found != {""} else "", of)


def _roles(mark: str, of: Marks) -> set[str]:
    """Return all that a mark at the end may stand for: ။ ends a statement, a question and an order; {""} is none."""
    return {role for role, characters in of.roles.items() if mark and mark in characters} or {""}


def _may_lack(role: str, of: Marks) -> bool:
    return role in of.free or (role == "." and not of.stop)


def _remark(wanted: str, found: str, of: Marks) -> Remark:
    if not wanted:
        return Remark("extra", f"msgstr ends with {found}, msgid with no mark", "remove the mark")
    own = of.roles[wanted][:1]
    said = f"msgid ends with {_NAMES[wanted]}, msgstr with {found or 'none'}"
    return Remark("other" if found else "missing", said, f"end it with {own}" if own else "remove the mark")
