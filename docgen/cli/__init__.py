"""The command line: a thin door. It parses, calls, prints and chooses the exit code; nothing else prints.

Commands are loaded when they are called, so that `docgen --help` loads no renderer.
"""

from __future__ import annotations

import sys
from typing import Any

import click

import docgen
from docgen.cli.lazy import LazyGroup
from docgen.cli.output import print_error
from docgen.errors import DocgenError

COMMANDS = {
    "build": "Build the documents, each page proved before it is written.",
    "print": "Make booklets, large print and pictures for printers and chat.",
    "script": "Write scripts to read aloud, with numbers in words.",
    "audio": "Bind recordings to the words that they say.",
    "text": "Print plain messages for chat and SMS.",
    "form": "Print forms, and fill them in.",
    "stick": "Write a folder for a USB stick: forms, cards, instructions.",
    "verify": "Prove files that docgen made, from their bytes.",
    "status": "Show why a document is not final, down to the message.",
    "fact": "Show, change and confirm the facts that documents show.",
    "picture": "Show the pictures, and record which readers tested them.",
    "catalog": "Bring catalogs up to date, check and approve translations.",
    "official": "Take in the publisher's own texts, word for word, and lock them.",
    "impact": "Show what a change would touch, before it is made.",
    "release": "Keep final editions as they are issued.",
    "edition": "Find released editions by their stamp, and recall them.",
    "new": "Make an empty workspace with a small example.",
    "doctor": "Say what is missing on this machine, and how to get it.",
}


@click.command(
    cls=LazyGroup, package=__name__, commands_of=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(docgen.__version__, prog_name="docgen")
@click.option(
    "--workspace",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="The workspace; otherwise the nearest folder upward with a docgen.toml.",
)
@click.pass_context
def group(ctx: click.Context, workspace: str | None) -> None:
    """Render documents for trafficked persons, in their languages, each page proved before it is printed.

    \b
    Examples:
      docgen build                          build everything that changed into build/
      docgen build --language km            only Khmer
      docgen status                         what keeps the documents from being final
      docgen fact set fund.living_cost 3500 --source "letter of the fund" --as-of 2026-11-01

    Exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 content, 4 catalogs, 5 fonts, 6 rendering or writing,
    7 workspace, 8 values of a form.
    """
    ctx.obj = workspace


def main() -> Any:
    """Run the command line; errors of the family are printed, with their places and hints."""
    try:
        return group(prog_name="docgen")
    except* DocgenError as errors:
        for error in _leaves(errors):
            print_error(error)
        sys.exit(_leaves(errors)[0].exit_code)


def _leaves(errors: BaseExceptionGroup[Any]) -> list[DocgenError]:
    return [
        e for each in errors.exceptions for e in (_leaves(each) if isinstance(each, BaseExceptionGroup) else [each])
    ]
