"""docgen form: blank, fill, batch, sheet, read, pack."""

from __future__ import annotations

import click

from docgen.cli.lazy import LazyGroup

COMMANDS = {
    "blank": "Make blank forms, to be filled in with a pen.",
    "fill": "Fill in the form of one person.",
    "batch": "Fill in the forms of many persons from a table.",
    "sheet": "Write an empty table for many persons.",
    "read": "Read the values of forms that were filled in with Word or LibreOffice.",
    "pack": "Write a ZIP that fills in forms on a computer without docgen.",
    "kit": "Make forms to fill in on a computer without a network.",
}
PACK = "docgen.form.pack"  # where the context keeps the path


@click.group(cls=LazyGroup, package=__name__, commands_of=COMMANDS)
@click.option(
    "--pack",
    metavar="ZIP",
    type=click.Path(exists=True, dir_okay=False),
    help="Take forms from this pack instead of from the workspace.",
)
@click.pass_context
def form(ctx: click.Context, pack: str | None) -> None:
    """Print forms, and fill them in.

    What is known of a person comes from a prompt, from standard input or from a file, never from an
    option; it is written into the files that are asked for, and nowhere else.

    \b
    Examples:
      docgen form blank rights-form -l th+km
      docgen form fill rights-form -l th+km --out form.pdf
      docgen form batch rights-form people.xlsx --out forms.pdf
      docgen form sheet rights-form --out people.xlsx
      docgen form read rights-form-km.docx
      docgen form pack --out forms.zip
      docgen form kit rights-form -l th+km
    """
    ctx.meta[PACK] = pack
