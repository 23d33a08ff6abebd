"""docgen catalog approve."""

from __future__ import annotations

from datetime import datetime

import click

from docgen.cli.catalog.shared import BY, CHOSEN, ON, PLAN, choice, finish_plan, read_inputs_of
from docgen.cli.output import JSON


@click.command()
@click.argument("language")
@BY
@ON
@CHOSEN
@PLAN
@JSON
@click.pass_context
def approve(
    ctx: click.Context,
    language: str,
    by: str,
    on: datetime,
    domain: str,
    msgctxt: str,
    msgid: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record that a reviewer approves translations of a LANGUAGE.

    What is not translated, was translated from other words, or has faults is refused, and named. Legal texts need two
    reviewers. An approval holds for these words only: when either side changes, it is void. The plan shows each text
    with the code that its approval would bind: another code is another text.

    \b
    Examples:
      docgen catalog approve km --by km-R2 --on 2026-11-21 --document rights-at-a-glance
      docgen catalog approve th --by th-R1 --on 2026-11-21 --section notification-of-rights.fund --plan
      docgen catalog approve th --by th-R1 --on 2026-11-21 --plan --json
    """
    from docgen.catalogs.desk import approve, chosen
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace, chosen_language = inputs.workspace, inputs.workspace.language(language)
    messages = chosen(found_messages(inputs, chosen_language.tag), choice(domain, msgctxt, msgid))
    done = approve(workspace.translations, chosen_language, messages, by, on.date(), inputs.translations)
    finish_plan(done, chosen_language, inputs, dry_run, as_json, "approved")
