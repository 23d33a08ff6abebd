"""docgen catalog check."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from docgen.cli.catalog.report import FORMATS, show_checks
from docgen.cli.catalog.shared import read_inputs_of
from docgen.cli.choice import LANGUAGE, chosen_languages
from docgen.cli.output import JSON

if TYPE_CHECKING:
    from docgen.catalogs.desk import Report
    from docgen.pipeline.inputs import Inputs


@click.command()
@LANGUAGE
@click.option("--document", "-d", "domains", metavar="ID", multiple=True, help="Only this catalog; may be repeated.")
@click.option("--only", metavar="CHECK", multiple=True, help="Only this check (see --list); may be repeated.")
@click.option(
    "--format", "form", type=click.Choice([*FORMATS]), default="table", show_default=True, help="How to print."
)
@JSON
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option(
    "--list", "listed", is_flag=True, help="Show the checks, with their reasons and sources, and check nothing."
)
@click.pass_context
def check(
    ctx: click.Context,
    languages: tuple[str, ...],
    domains: tuple[str, ...],
    only: tuple[str, ...],
    form: str,
    as_json: bool,
    strict: bool,
    listed: bool,
) -> None:
    """Check translations, and the source texts by themselves.

    Each finding names the line of the PO file, what is wrong, and the way out. Errors (lost placeholders, typed
    numbers, other scripts, Zawgyi …) keep a text from being approved and give exit code 4; warnings (agreed terms,
    marks, spaces, long sentences …) ask a reviewer to look. docs/checks.md has all checks.

    \b
    Examples:
      docgen catalog check
      docgen catalog check --language lo --document shared
      docgen catalog check --only glossary --only consistency
      docgen catalog check --format lines --strict     path:line: severity: message, as editors read it
      docgen catalog check --format sarif > checks.sarif
      docgen catalog check --list
    """
    from docgen.errors import CatalogError

    if listed:
        show_checks(as_json or form == "json")
        return
    _known(only)
    reports = [_of(report, domains) for report in _reports(read_inputs_of(ctx), languages, domains, only)]
    FORMATS["json" if as_json else form](reports)
    if any(report.errors or (strict and report.warnings) for report in reports):
        sys.exit(CatalogError.exit_code)


def _known(only: tuple[str, ...]) -> None:
    from docgen.catalogs.checks import all_checks
    from docgen.errors import CatalogError

    ids = [check.id for check in all_checks()]
    for id in only:
        if id not in ids:
            raise CatalogError(f"there is no check “{id}”", hint=f"there are {', '.join(ids)}")


def _reports(
    inputs: Inputs, languages: tuple[str, ...], domains: tuple[str, ...], only: tuple[str, ...]
) -> list[Report]:
    """Return what the checks find in the chosen languages; the documents are chosen afterwards."""
    from docgen.catalogs.desk import check
    from docgen.errors import CatalogError
    from docgen.pipeline.resolved import found_messages

    found = found_messages(inputs)
    for domain in domains:
        if domain not in found:
            raise CatalogError(f"there is no catalog “{domain}”", hint=f"there are {', '.join(found)}")
    workspace, terms = inputs.workspace, tuple(inputs.content.glossary.values())
    tags = chosen_languages(workspace, languages) or tuple(workspace.languages)
    return [
        check(workspace.languages[tag], found_messages(inputs, tag), inputs.translations, terms, only) for tag in tags
    ]


def _of(report: Report, domains: tuple[str, ...]) -> Report:
    """Return the findings in the chosen catalogs: what two catalogs have in common is compared before."""
    errors, warnings = (
        tuple(finding for finding in found if not domains or finding.domain in domains)
        for found in (report.errors, report.warnings)
    )
    return replace(report, errors=errors, warnings=warnings)
