"""What must hold of a translation before it may be printed. One check a file; silence is a pass.

A fault of `faults` stops a page; any other error stops an approval; a warning asks a reviewer to look.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from docgen.catalogs.checks.registry import Check, Finding, Scope, Severity, all_checks
from docgen.catalogs.checks.wording import Wording, translated
from docgen.catalogs.message import Entry
from docgen.errors import DocgenError, Location
from docgen.languages import Language
from docgen.tree import Message

_ANY = Language("und", "", "", "Zyyy", ())  # what stops a page is wrong in every language


def faults(message: Message, entry: Entry) -> list[DocgenError]:
    """Return what is wrong with the markup, the placeholders and the numbers of a translation; [] when it is right."""
    wording = translated(message, entry, _ANY)
    return [finding for check in all_checks() if check.stops for finding in check.run([wording])]


def findings(wordings: Sequence[Wording], only: Collection[str] = ()) -> list[Finding]:
    """Return what the checks find in texts of one language, in the order of their places."""
    chosen = [check for check in all_checks() if not only or check.id in only]
    found = [finding for check in chosen for finding in check.run(wordings)]
    return sorted(found, key=lambda finding: (finding.location or Location(""), finding.check))


def errors_of(wording: Wording) -> list[Finding]:
    """Return what keeps one text from being approved."""
    found = (finding for check in all_checks() if check.errors for finding in check.run([wording]))
    return [finding for finding in found if finding.severity is Severity.ERROR]


__all__ = ["Check", "Finding", "Scope", "Severity", "all_checks", "errors_of", "faults", "findings"]
