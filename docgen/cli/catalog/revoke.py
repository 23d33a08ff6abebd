"""docgen catalog revoke."""

from __future__ import annotations

from datetime import datetime

import click

from docgen.cli.catalog.shared import BY, CHOSEN, ON, PLAN, choice, finish_plan, read_inputs_of
from docgen.cli.output import JSON


@click.command()
@click.argument("language")
@BY
@ON
@click.option("--reason", required=True, help="Why, in a few words; no names.")
@CHOSEN
@PLAN
@JSON
@click.pass_context
def revoke(
    ctx: click.Context,
    language: str,
    by: str,
    on: datetime,
    reason: str,
    domain: str,
    msgctxt: str,
    msgid: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take the approvals of texts of a LANGUAGE back: they are unapproved until they are approved again.

    One role code is enough, also for a legal text. Nothing is deleted: approvals.toml gets another entry, and git has
    the history. Editions that were released stay; `docgen impact` says which ones show the texts.

    \b
    Examples:
      docgen catalog revoke km --by km-R2 --on 2027-01-10 --msgid "You choose" --reason "the word is not used there"
      docgen catalog revoke km --by km-R2 --on 2027-01-10 --section notification-of-rights.fund --reason "x" --plan
    """
    from docgen.catalogs.desk import chosen, revoke
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace, chosen_language = inputs.workspace, inputs.workspace.language(language)
    messages = chosen(found_messages(inputs, chosen_language.tag), choice(domain, msgctxt, msgid))
    done = revoke(workspace.translations, chosen_language, messages, by, on.date(), reason, inputs.translations)
    finish_plan(done, chosen_language, inputs, dry_run, as_json, "revoked")
