"""docgen catalog adopt."""

from __future__ import annotations

from datetime import datetime

import click

from docgen.cli.catalog.shared import BY, CHOSEN, ON, choice, finish, read_inputs_of
from docgen.cli.output import DRY_RUN


@click.command()
@BY
@ON
@CHOSEN
@DRY_RUN
@click.pass_context
def adopt(ctx: click.Context, by: str, on: datetime, domain: str, msgctxt: str, msgid: str, dry_run: bool) -> None:
    """Record that the publisher makes composed texts its own; their mark as a proposal goes.

    \b
    Example:
      docgen catalog adopt --by DATIP-R1 --on 2026-11-21 --document rights-at-a-glance
    """
    from docgen.catalogs.approvals import Approvals
    from docgen.catalogs.desk import adopt
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace = inputs.workspace
    source = workspace.languages[workspace.source_language]
    known = inputs.translations.approvals.get(source.tag, Approvals())
    found = found_messages(inputs)
    done = adopt(workspace.translations, source, choice(domain, msgctxt, msgid), by, on.date(), found, known)
    finish(done, workspace.root, dry_run, "adopted")
