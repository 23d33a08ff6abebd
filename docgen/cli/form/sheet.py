"""docgen form sheet."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.form.shared import OUT, REPLACE, chosen_pack, sealed
from docgen.errors import FormError


@click.command()
@click.argument("form")
@click.option(
    "--language",
    "-l",
    "languages",
    metavar="TAG",
    multiple=True,
    help="A language that forms may have; may be repeated. The first one is that of the headings. "
    "Without it, all that the form has.",
)
@OUT
@REPLACE
@click.pass_context
@sealed
def sheet(ctx: click.Context, form: str, languages: tuple[str, ...], out: Path, replace: bool) -> None:
    """Write an empty table for the FORM, as XLSX or CSV, by the name of the file.

    The table has a column for each field, in XLSX with its help and with lists of what may be chosen. Columns may be
    moved or removed; what stands in brackets in a heading is what `docgen form batch` goes by.

    \b
    Examples:
      docgen form sheet rights-form --out people.xlsx
      docgen form sheet rights-form -l th+km --out people.csv
    """
    from docgen.forms.output import finished
    from docgen.forms.sheet import csv_sheet, xlsx_sheet
    from docgen.languages import normal_tag

    makers = {".xlsx": xlsx_sheet, ".csv": csv_sheet}
    if out.suffix.lower() not in makers:
        raise FormError(f"{out.name} is neither .xlsx nor .csv", hint="the name of the file says which it is to be")
    tags = ["+".join(map(normal_tag, each.split("+"))) for each in languages]
    pack = chosen_pack(ctx, form, tags)
    tags = tags or list(pack.forms.get(form, ("",)))
    data = makers[out.suffix.lower()](pack.plate(form, tags[0]).fields, tags)
    with finished(out, replace) as file:
        file.write(data)
    click.echo(f"wrote {out}", err=True)
