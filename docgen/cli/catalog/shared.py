"""What the commands of `docgen catalog` have in common: options, the workspace, and how an approval is told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import chosen_languages, workspace_root
from docgen.cli.output import options, print_error, write_planned

if TYPE_CHECKING:
    from docgen.catalogs.desk import Approved, Choice
    from docgen.catalogs.exchange.task import Desk
    from docgen.languages import Language
    from docgen.pipeline.inputs import Inputs

DATE = click.DateTime(["%Y-%m-%d"])
ON = click.option("--on", required=True, type=DATE, help="The day, as 2026-11-21. No clock is read.")
BY = click.option("--by", required=True, metavar="CODE", help="The reviewer's role code, such as km-R2; never a name.")
CHOSEN = options(
    click.option(
        "--document", "-d", "domain", default="", metavar="ID", help="Only the catalog of this document, or shared."
    ),
    click.option("--section", "msgctxt", default="", metavar="MSGCTXT", help="Only this section (its msgctxt)."),
    click.option("--msgid", default="", metavar="TEXT", help="Only the message with this source text."),
)


def read_inputs_of(ctx: click.Context) -> Inputs:
    """Return everything that the workspace of a command says."""
    from docgen.pipeline.inputs import read_inputs

    return read_inputs(workspace_root(ctx))


def desk_of(inputs: Inputs) -> Desk:
    """Return what lies on the translator's desk of a workspace."""
    from docgen.catalogs.exchange.task import Desk
    from docgen.pipeline.resolved import found_messages

    workspace = inputs.workspace
    found = found_messages(inputs)
    return Desk(workspace.translations, workspace.languages, found, inputs.content, inputs.translations)


def translated_languages(inputs: Inputs, languages: tuple[str, ...]) -> list[Language]:
    """Return the chosen languages that have catalogs: all but the source language."""
    workspace = inputs.workspace
    tags = chosen_languages(workspace, languages) or tuple(workspace.languages)
    return [workspace.languages[tag] for tag in tags if tag != workspace.source_language]


def choice(domain: str, msgctxt: str, msgid: str) -> Choice:
    """Return which messages the options choose."""
    from docgen.catalogs.desk import Choice

    return Choice(domain, msgctxt, msgid)


def finish(done: Approved, root: Path, dry_run: bool, verb: str) -> None:
    """Write what was approved or adopted, and tell what was refused."""
    for error in done.refused:
        print_error(error)
    write_planned(done.files, root, dry_run)
    click.echo(f"{len(done.messages)} texts {'would be ' if dry_run else ''}{verb}, {len(done.refused)} refused")
    if done.refused:
        sys.exit(done.refused[0].exit_code)
