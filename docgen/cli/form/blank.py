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
COPIES = (
    "Word and LibreOffice keep copies of what is typed: in temporary files, for recovery, in a cloud, with the recent "
    "files. Where that may harm the person, fill in with `docgen form fill`, or with a pen."
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
@click.option(
    "--fillable",
    is_flag=True,
    help="Make DOCX files that are filled in with Word or LibreOffice; they keep copies of it. Needs --out.",
)
@JSON
@click.pass_context
def blank(
    ctx: click.Context,
    forms: tuple[str, ...],
    languages: tuple[str, ...],
    out: Path | None,
    fillable: bool,
    as_json: bool,
) -> None:
    """Make blank forms as PDF, to be filled in with a pen. A pair of languages ("th+km") gives a page in both.

    What has changed is built first. A form that is no final edition has no places for signatures: it is for reading,
    and says so where they would stand. On a page in two languages of which only the other one is a draft, the Thai
    text is signed.

    \b
    Examples:
      docgen form blank rights-form -l th+km
      docgen form blank rights-form rights-explained -l my --out /media/usb
      docgen form blank rights-form -l km --fillable --out forms
      docgen form blank --json
    """
    made = _fillable(ctx, forms, languages, out) if fillable else _for_a_pen(ctx, forms, languages, out)
    then = COPIES if fillable else NEXT
    if as_json:
        print_json({"forms": [_as_data(each) for each in made], "next": then})
    else:
        _print(made, then)
    if any(each.errors for each in made):
        sys.exit(1)


def _for_a_pen(ctx: click.Context, forms: tuple[str, ...], languages: tuple[str, ...], out: Path | None) -> list[Blank]:
    from docgen.pipeline.blanks import blanks

    return blanks(workspace_root(ctx), forms, lambda workspace: chosen_targets(workspace, languages), out)


def _fillable(ctx: click.Context, forms: tuple[str, ...], languages: tuple[str, ...], out: Path | None) -> list[Blank]:
    from docgen.pipeline.fillable import fillable

    if out is None:
        raise click.UsageError("--fillable needs --out: these files are never among the built ones")
    return fillable(workspace_root(ctx), forms, lambda workspace: chosen_targets(workspace, languages), out)


def _print(made: list[Blank], then: str) -> None:
    rows = [
        [b.form, b.language, str(b.path or ""), str(b.pages or ""), b.signatures.value] for b in made if not b.errors
    ]
    if rows:
        print_table(["form", "language", "file", "pages", "signatures"], rows)
    for each in made:
        for error in each.errors:
            click.echo(f"{each.form} {each.language}: {error}", err=True)
    if rows:
        click.echo(then, err=True)


def _as_data(each: Blank) -> dict[str, object]:
    return {
        "form": each.form,
        "language": each.language,
        "path": str(each.path) if each.path else None,
        "pages": each.pages,
        "signatures": each.signatures.value,
        "findings": list(each.errors),
    }
