"""docgen doctor."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.output import JSON, print_json, print_table


@click.command()
@JSON
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Say what is missing on this machine, and how to get it. Nothing is installed.

    \b
    Examples:
      docgen doctor
      docgen doctor --json
    """
    from dataclasses import asdict

    from docgen.doctor import examine

    items = examine(Path(ctx.obj) if ctx.obj else None)
    if as_json:
        print_json([asdict(item) for item in items])
    else:
        marks = {True: "ok", False: "missing"}
        print_table(["", "what", "found", "needed for"], [[marks[i.ok], i.name, i.found, i.needed_for] for i in items])
        for item in items:
            if not item.ok:
                click.echo(f"{item.name}: {item.remedy}")
    if not all(item.ok or not item.required for item in items):
        sys.exit(1)
