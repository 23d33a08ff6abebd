"""docgen catalog check."""

from __future__ import annotations

import sys

import click

from docgen.cli.catalog.shared import read_inputs_of, translated_languages
from docgen.cli.choice import LANGUAGE
from docgen.cli.output import JSON, print_error, print_json


@click.command()
@LANGUAGE
@JSON
@click.pass_context
def check(ctx: click.Context, languages: tuple[str, ...], as_json: bool) -> None:
    """Check translations: placeholders, markup, typed numbers (errors); agreed terms (warnings).

    Each finding names the line of the PO file. Errors give exit code 4.

    \b
    Examples:
      docgen catalog check
      docgen catalog check --language lo --json
    """
    from docgen.catalogs.desk import check
    from docgen.errors import CatalogError
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    found = found_messages(inputs)
    terms = tuple(inputs.content.glossary.values())
    reports = [
        check(language, found, inputs.translations, terms) for language in translated_languages(inputs, languages)
    ]
    if as_json:
        print_json(
            [
                {"language": r.language, "kind": kind, "place": str(e.location), "message": e.message, "hint": e.hint}
                for r in reports
                for kind, errors in (("error", r.errors), ("warning", r.warnings))
                for e in errors
            ]
        )
    else:
        for report in reports:
            for error in report.errors:
                print_error(error)
            for warning in report.warnings:
                click.echo(f"warning: {warning}", err=True)
            click.echo(f"{report.language}: {len(report.errors)} errors, {len(report.warnings)} warnings")
    if any(report.errors for report in reports):
        sys.exit(CatalogError.exit_code)
