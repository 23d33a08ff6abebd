"""docgen stick."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.choice import LANGUAGE, chosen_targets, workspace_root
from docgen.cli.output import JSON, print_json, print_table, size


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@LANGUAGE
@click.option("--force", is_flag=True, help="Write into a folder with files in it; those of an older stick go.")
@JSON
@click.pass_context
def stick(ctx: click.Context, folder: Path, languages: tuple[str, ...], force: bool, as_json: bool) -> None:
    """Write a folder for a USB stick that needs no network and no installation.

    In it are a first page (index.html), blank forms for a pen, forms to fill in on a computer, a sheet to point at a
    language, cards to show, a page of instructions, the licences of the faces, and SHA256SUMS. Names of files do not
    tell what they are. docs/stick.md tells how shelters use it.

    \b
    Examples:
      docgen stick /media/usb/papers
      docgen stick stick -l th+km -l km
      docgen stick /media/usb/papers --force --json
    """
    from docgen.pipeline.stick import write_stick
    from docgen.workspace import read_workspace

    root = workspace_root(ctx)
    written = write_stick(root, chosen_targets(read_workspace(root), languages), folder, force)
    if as_json:
        print_json({"folder": str(folder), "files": written})
    else:
        print_table(["file", "size"], [[str(folder / name), size(length)] for name, length in written.items()])
