"""docgen form fill."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from docgen.forms.fields import Field
    from docgen.forms.plate import Plate


@click.command()
@click.argument("form")
@click.option("--language", "-l", required=True, metavar="TAG", help="Its language, or two of them: th+km.")
@click.option(
    "--values",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Take the values from a JSON file, or from standard input (-); else each is asked for.",
)
@OUT
@REPLACE
@SETTING
@PASSWORD
@click.pass_context
@sealed
def fill(
    ctx: click.Context,
    form: str,
    language: str,
    values: Path | None,
    out: Path,
    replace: bool,
    sheet: bool,
    confirmed: bool,
    encrypt: bool,
    password_file: Path | None,
) -> None:
    """Fill in the FORM of one person, as a PDF that can be read aloud.

    Values are a JSON object, a member for each field: texts, dates as "2026-11-21", one option of a choice by its id,
    several as a list. What is left out stays empty, for the pen.

    \b
    Examples:
      docgen form fill rights-form -l th+km --out form.pdf
      docgen form fill rights-form -l my --values - --out form.pdf
      docgen form fill rights-form -l km --values person.json --encrypt --out form.pdf
    """
    from docgen.forms.batch import left_blank
    from docgen.forms.output import finished
    from docgen.forms.people import Person, from_json
    from docgen.forms.single import single
    from docgen.languages import normal_tag

    tag = "+".join(map(normal_tag, language.split("+")))
    batch = prepared(chosen_pack(ctx, form, [tag], sheet), form, [tag], sheet, confirmed)
    person: Person = from_json(_typed(batch.plates[tag], values), "values")
    filled = batch.one(person)
    data = single(filled.plate, filled.values)
    if password := password_of(encrypt, password_file):
        from docgen.forms.archive import encrypted

        data = encrypted(data, password)
    with finished(out, replace) as file:
        file.write(data)
    click.echo(f"wrote {out}", err=True)
    if not filled.plate.final:
        click.echo(READING_AID, err=True)
    if blank := left_blank(filled.plate, person):
        click.echo(f"left for the pen: {', '.join(blank)}", err=True)


def _typed(plate: Plate, values: Path | None) -> bytes:
    if values is None:
        given = {
            field.id: click.prompt(_question(field), default="", show_default=False, err=True) for field in plate.fields
        }
        return json.dumps(given).encode()
    return sys.stdin.buffer.read() if str(values) == "-" else values.read_bytes()


def _question(field: Field) -> str:
    from docgen.forms.fields import Kind

    asked = f"{field.label} [{field.id}]"
    if field.kind is Kind.DATE:
        return f"{asked}, as 2026-11-21"
    if field.options:
        many = ", several with commas between" if field.kind is Kind.CHECKS else ""
        return f"{asked}: {', '.join(option.id for option in field.options)}{many}"
    return asked
