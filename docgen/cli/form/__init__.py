"""docgen form: blank."""

from __future__ import annotations

import click

from docgen.cli.lazy import LazyGroup

COMMANDS = {
    "blank": "Make blank forms, to be filled in with a pen.",
}


@click.group(cls=LazyGroup, package=__name__, commands_of=COMMANDS)
def form() -> None:
    """Print forms, and fill them in.

    \b
    Examples:
      docgen form blank rights-form -l th+km
    """
