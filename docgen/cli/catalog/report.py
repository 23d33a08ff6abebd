"""How findings of `docgen catalog check` are shown: a table, lines that editors read, JSON, SARIF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.output import print_json, print_table

if TYPE_CHECKING:
    from docgen.catalogs.checks import Check, Finding
    from docgen.catalogs.desk import Report


def findings_of(reports: Sequence[Report]) -> list[tuple[str, Finding]]:
    """Return each finding with its language: errors first, language by language."""
    return [(report.language, finding) for report in reports for finding in (*report.errors, *report.warnings)]


def show_table(reports: Sequence[Report]) -> None:
    """Print a table for each file, each finding with its line and the way out, and how many there are."""
    by_file: dict[str, list[Finding]] = {}
    for _, finding in findings_of(reports):
        by_file.setdefault(finding.location.path if finding.location else "", []).append(finding)
    for path, found in by_file.items():
        print_table(["line", "", "check", "finding"], list(map(_row, found)), title=path)
    for line in totals(reports):
        click.echo(line)


def _row(finding: Finding) -> tuple[str, str, str, str]:
    line = str(finding.location.line) if finding.location else ""
    said = f"{finding.message}\n→ {finding.hint}" if finding.hint else finding.message
    return line, finding.severity.value, finding.rule, said


def show_lines(reports: Sequence[Report]) -> None:
    """Print one line for each finding in the way of GCC, which editors read and open; the totals go to stderr."""
    for _, f in findings_of(reports):
        click.echo(f"{f.location}: {f.severity.value}: {f.message} [{f.rule}]")
    for line in totals(reports):
        click.echo(line, err=True)


def show_json(reports: Sequence[Report]) -> None:
    """Print the findings as a list of objects."""
    print_json(
        [
            {
                "language": language,
                "kind": f.severity.value,
                "check": f.check,
                "code": f.code,
                "place": str(f.location),
                "message": f.message,
                "hint": f.hint,
            }
            for language, f in findings_of(reports)
        ]
    )


def show_sarif(reports: Sequence[Report]) -> None:
    """Print the findings as a SARIF 2.1.0 log, which code hosts and editors show beside the lines."""
    from docgen import __version__
    from docgen.catalogs.checks import all_checks

    driver = {"name": "docgen", "version": __version__, "rules": list(map(_rule, all_checks()))}
    results = [_result(finding) for _, finding in findings_of(reports)]
    print_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
        }
    )


def _rule(check: Check) -> dict[str, Any]:
    return {"id": check.id, "shortDescription": {"text": check.says}, "fullDescription": {"text": check.rationale}}


def _result(finding: Finding) -> dict[str, Any]:
    text = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    location = finding.location
    return {
        "ruleId": finding.check,
        "level": finding.severity.value,
        "message": {"text": text},
        "properties": {"code": finding.code},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": location.path, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": max(location.line, 1)},
                }
            }
        ]
        if location
        else [],
    }


def totals(reports: Sequence[Report]) -> list[str]:
    """Return how many findings each language has."""
    return [f"{r.language}: {len(r.errors)} errors, {len(r.warnings)} warnings" for r in reports]


FORMATS: dict[str, Callable[[Sequence[Report]], None]] = {
    "table": show_table,
    "lines": show_lines,
    "json": show_json,
    "sarif": show_sarif,
}


def show_checks(as_json: bool) -> None:
    """Print what the checks look for, why, and where the rule is from."""
    from docgen.catalogs.checks import all_checks

    if as_json:
        print_json([_described(check) for check in all_checks()])
        return
    rows = [
        [check.id, " ".join(check.errors), " ".join(check.warnings), check.rationale, check.source]
        for check in all_checks()
    ]
    print_table(["check", "errors", "warnings", "reason", "source"], rows)


def _described(check: Check) -> dict[str, Any]:
    return {
        "check": check.id,
        "looks_at": check.scope.value,
        "errors": check.errors,
        "warnings": check.warnings,
        "stops_a_page": check.stops,
        "reason": check.rationale,
        "source": check.source,
    }
