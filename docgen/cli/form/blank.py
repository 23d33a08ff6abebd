"""docgen form blank."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import LANGUAGE, chosen_targets, workspace_root
from docgen.cli.output import JSON, print_json, print_table

if TYPE_CHECKING:
    from docgen.pipeline.blanks import Blank

NEXT = (
    "Print at 100 %, on A4. A form of two pages goes on both sides of one sheet, turned on the long edge: "
    "front and back belong together."
)


@click.command()
@click.argument("forms", nargs=-1, metavar="[FORM…]")
@LANGUAGE
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to copy the files into; nothing in it is overwritten.",
)
@JSON
@click.pass_context
def blank(
    ctx: click.Context, forms: tuple[str, ...], languages: tuple[str, ...], out: Path | None, as_json: bool
) -> None:
    """Make blank forms as PDF, to be filled in with a pen. A pair of languages ("th+km") gives a page in both.

    What has changed is built first. A form that is no final edition has no places for signatures: it is for reading,
    and says so where they would stand. On a page in two languages of which only the other one is a draft, the Thai
    text is signed.

    \b
    Examples:
      docgen form blank rights-form -l th+km
      docgen form blank rights-form rights-explained -l my --out /media/usb
      docgen form blank --json
    """
    from docgen.pipeline.blanks import blanks

    made = blanks(workspace_root(ctx), forms, lambda workspace: chosen_targets(workspace, languages), out)
    if as_json:
        print_json({"forms": [_as_data(each) for each in made], "next": NEXT})
    else:
        _print(made)
    if any(each.errors for each in made):
        sys.exit(1)


def _print(made: list[Blank]) -> None:
    rows = [[b.form, b.language, str(b.path or ""), str(b.pages), b.signatures.value] for b in made if not b.errors]
    if rows:
        print_table(["form", "language", "file", "pages", "signatures"], rows)
    for each in made:
        for error in each.errors:
            click.echo(f"{each.form} {each.language}: {error}", err=True)
    if rows:
        click.echo(NEXT, err=True)


def _as_data(each: Blank) -> dict[str, object]:
    return {
        "form": each.form,
        "language": each.language,
        "path": str(each.path) if each.path else None,
        "pages": each.pages,
        "signatures": each.signatures.value,
        "findings": list(each.errors),
    }
