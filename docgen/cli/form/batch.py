"""docgen form batch."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from docgen.cli.form.shared import (
    OUT,
    PASSWORD,
    READING_AID,
    REPLACE,
    SETTING,
    chosen_pack,
    password_of,
    prepared,
    sealed,
)
from docgen.cli.output import JSON, print_error, print_json
from docgen.errors import DocgenError, DocgenErrors, FormError, Location

if TYPE_CHECKING:
    from docgen.forms.batch import Batch, Outcome
    from docgen.forms.table import Persons

SHOWN = 100  # errors; a table with the wrong columns has one in each row


@click.command()
@click.argument("form")
@click.argument("people", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--language",
    "-l",
    "languages",
    metavar="TAG",
    multiple=True,
    help="A language, or two of them: th+km; may be repeated, and then the table has a column [language]. "
    "Without it, all that the form has.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["merged", "zip"]),
    default="merged",
    help="One PDF for the printer, or a ZIP with a PDF for each person.",
)
@OUT
@REPLACE
@click.option("--skip-bad", is_flag=True, help="Print the good rows, and tell what is wrong with the others.")
@SETTING
@PASSWORD
@JSON
@click.pass_context
@sealed
def batch(
    ctx: click.Context,
    form: str,
    people: Path,
    languages: tuple[str, ...],
    kind: str,
    out: Path,
    replace: bool,
    skip_bad: bool,
    sheet: bool,
    confirmed: bool,
    encrypt: bool,
    password_file: Path | None,
    as_json: bool,
) -> None:
    """Fill in the FORM for each row of PEOPLE, a table as CSV (in UTF-8) or XLSX.

    All bad rows are told together, by row and column; then nothing is written. A single PDF for the printer has no tags
    and is for paper; a ZIP has files that can be read aloud, numbered as the rows are.

    \b
    Examples:
      docgen form batch rights-form people.xlsx -l km -l th+km --out forms.pdf
      docgen form batch rights-form people.csv -l km --as zip --encrypt --out forms.zip
      docgen form batch rights-form people.xlsx --skip-bad --out forms.pdf
    """
    from docgen.forms.output import finished
    from docgen.forms.table import read_table
    from docgen.languages import normal_tag

    if kind == "merged" and (encrypt or password_file):
        raise FormError("a file for the printer has no password", hint="--as zip gives each PDF one")
    tags = ["+".join(map(normal_tag, each.split("+"))) for each in languages]
    pack = chosen_pack(ctx, form, tags, sheet)
    run = prepared(pack, form, tags or pack.forms.get(form, ("",)), sheet, confirmed)
    password = password_of(encrypt, password_file)
    persons = read_table(people, [plate.fields for plate in run.plates.values()])
    with finished(out, replace) as file:
        outcome = (
            _merged(run, persons, file, skip_bad) if kind == "merged" else _zip(run, persons, file, skip_bad, password)
        )
        if outcome.faults and not (skip_bad and outcome.printed):
            raise DocgenErrors("rows that cannot be printed", _some(outcome.faults))
        if not outcome.printed:
            raise FormError("the table has no persons", location=Location(people.name), hint="one row for each")
    aids = [tag for tag, plate in run.plates.items() if not plate.final]
    _tell(outcome, out, aids, as_json)


def _merged(run: Batch, persons: Persons, file: BinaryIO, skip_bad: bool) -> Outcome:
    from docgen.forms.merged import Merged

    pdf = Merged(file, run.every_plate)
    outcome = run.run(persons, lambda _, filled: pdf.add(filled.plate, filled.values), skip_bad)
    pdf.close()
    return outcome


def _zip(run: Batch, persons: Persons, file: BinaryIO, skip_bad: bool, password: str) -> Outcome:
    from docgen.forms.archive import Archive
    from docgen.forms.single import single

    archive = Archive(file, password)
    outcome = run.run(persons, lambda n, filled: archive.add(n, single(filled.plate, filled.values)), skip_bad)
    archive.close()
    return outcome


def _some(faults: Sequence[DocgenError]) -> list[DocgenError]:
    """Return the first faults, and how many more there are."""
    more = [FormError(f"and {len(faults) - SHOWN} more errors")] if len(faults) > SHOWN else []
    return [*faults[:SHOWN], *more]


def _tell(outcome: Outcome, out: Path, aids: list[str], as_json: bool) -> None:
    if as_json:
        faults = [{"place": str(e.location or ""), "error": e.message, "hint": e.hint} for e in outcome.faults]
        told = {"printed": outcome.printed, "reading_aids": aids, "blank": dict(outcome.blank), "errors": faults}
        print_json({"file": str(out), **told})
    else:
        click.echo(f"wrote {out} with {outcome.printed} forms", err=True)
        if aids:
            click.echo(f"{', '.join(aids)}: {READING_AID}", err=True)
        for field, count in outcome.blank.items():
            click.echo(f"left for the pen: {field} (in {count})", err=True)
        for error in _some(outcome.faults):
            print_error(error)
    if outcome.faults:
        sys.exit(FormError.exit_code)
