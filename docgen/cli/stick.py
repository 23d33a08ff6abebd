"""docgen stick."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.choice import LANGUAGE, chosen_targets, workspace_root
from docgen.cli.output import JSON, print_json, print_table, size

_MOST = 10_000  # copies: what a printer takes in a day


def _numbers(ctx: click.Context, parameter: click.Parameter, typed: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for each in typed:
        tag, _, number = each.partition("=")
        if not (number.isascii() and number.isdecimal() and 0 < int(number) <= _MOST):
            raise click.BadParameter(f"“{each}”: write a language, = and a number from 1 to {_MOST}: th+km=20")
        found[tag] = int(number)
    return found


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@LANGUAGE
@click.option(
    "--copies",
    metavar="TAG=NUMBER",
    multiple=True,
    callback=_numbers,
    help="Put so many of each blank form of a language into one file for the printer; may be repeated.",
)
@click.option("--force", is_flag=True, help="Write into a folder with files in it; those of an older stick go.")
@JSON
@click.pass_context
def stick(
    ctx: click.Context,
    folder: Path,
    languages: tuple[str, ...],
    copies: dict[str, int],
    force: bool,
    as_json: bool,
) -> None:
    """Write a folder for a USB stick that needs no network and no installation.

    In it are a first page (index.html), the papers that persons read and keep, blank forms for a pen, forms to fill in
    on a computer, a sheet to point at a language, cards to show, a page of instructions, the licences of the faces, and
    SHA256SUMS. Names of files do not tell what they are. docs/stick.md tells how shelters use it.

    \b
    Examples:
      docgen stick /media/usb/papers
      docgen stick stick -l th+km -l km
      docgen stick /media/usb/papers --copies th+my=20 --copies th+km=5
      docgen stick /media/usb/papers --force --json
    """
    from docgen.pipeline.stick import write_stick
    from docgen.workspace import read_workspace

    root = workspace_root(ctx)
    workspace = read_workspace(root)
    numbers = dict(zip(chosen_targets(workspace, tuple(copies)), copies.values(), strict=True))
    written = write_stick(root, chosen_targets(workspace, languages), folder, force, numbers)
    if as_json:
        print_json({"folder": str(folder), "files": written})
    else:
        print_table(["file", "size"], [[str(folder / name), size(length)] for name, length in written.items()])
