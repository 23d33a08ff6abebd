"""Finished bytes are proved before they are written. One check a file; each yields what it finds, silence is a pass."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.errors import DocgenError
from docgen.verify.registry import Finding, checks
from docgen.writers.artefact import Artefact


@dataclass(frozen=True)
class Verified:
    """An artefact that every check has passed; only `verify` makes one, and only one can be written."""

    artefact: Artefact


class NotFit(DocgenError):
    """A finished file has faults, so it is not written."""

    def __init__(self, artefact: Artefact, findings: tuple[Finding, ...]) -> None:
        self.artefact, self.findings = artefact, findings
        lines = "".join(f"\n  {finding}" for finding in findings)
        super().__init__(f"{artefact.name}: {len(findings)} findings; it is not written{lines}")


def verify(artefact: Artefact) -> Verified:
    """Return the artefact as verified.

    Raises:
        NotFit: a check found something.
    """
    findings = inspect(artefact)
    if findings:
        raise NotFit(artefact, findings)
    return Verified(artefact)


def inspect(artefact: Artefact) -> tuple[Finding, ...]:
    """Return what the checks for the artefact's format find, in the order of the checks' ids."""
    return tuple(finding for check in checks(artefact.format) for finding in check.run(artefact))
