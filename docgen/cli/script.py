"""docgen script."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.choice import LANGUAGE, chosen_workspace, tags_of
from docgen.cli.output import JSON, print_json, print_table, size


@click.command()
@click.argument("document")
@LANGUAGE
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder than build/script/; nothing in it is overwritten.",
)
@JSON
@click.pass_context
def script(ctx: click.Context, document: str, languages: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Write a script of a DOCUMENT to read aloud, as PDF and as plain text.

    Each clause has a number and a code. Amounts and dates stand in words, telephones figure by figure; tables are read
    row by row; between the parts stands a question to the listener. Numbers in words are CLDR's, and nobody has checked
    them; where CLDR has none, the figures stay. docs/read-aloud.md tells how to read, and how to record.

    \b
    Examples:
      docgen script notification-of-rights
      docgen script rights-at-a-glance -l km -l my
      docgen script rights-at-a-glance -l zh_Hant --out /media/usb --json
    """
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.scripts import scripts

    workspace = chosen_workspace(ctx)
    tags = tags_of(workspace, document, languages)
    read_inputs(workspace.root)  # all faults of the files at once, before a worker starts
    written = scripts(workspace, document, tags, out)
    if as_json:
        print_json([{"path": str(file.path), "size": file.size, "pages": file.pages} for file in written])
    else:
        print_table(["file", "size"], [[str(file.path), size(file.size)] for file in written])
