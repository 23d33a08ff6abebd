"""docgen catalog approve."""

from __future__ import annotations

from datetime import datetime

import click

from docgen.cli.catalog.shared import BY, CHOSEN, ON, choice, finish, read_inputs_of
from docgen.cli.output import DRY_RUN


@click.command()
@click.argument("language")
@BY
@ON
@CHOSEN
@DRY_RUN
@click.pass_context
def approve(
    ctx: click.Context, language: str, by: str, on: datetime, domain: str, msgctxt: str, msgid: str, dry_run: bool
) -> None:
    """Record that a reviewer approves translations of a LANGUAGE.

    What is not translated, was translated from other words, or has faults is refused, and named. Legal texts need two
    reviewers. An approval holds for these words only: when either side changes, it is void.

    \b
    Examples:
      docgen catalog approve km --by km-R2 --on 2026-11-21 --document rights-at-a-glance
      docgen catalog approve th --by th-R1 --on 2026-11-21 --section notification-of-rights.fund --dry-run
    """
    from docgen.catalogs.desk import approve
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace, chosen = inputs.workspace, inputs.workspace.language(language)
    done = approve(
        workspace.translations,
        chosen,
        choice(domain, msgctxt, msgid),
        by,
        on.date(),
        found_messages(inputs),
        inputs.translations,
    )
    finish(done, workspace.root, dry_run, "approved")
