"""What the commands of `docgen catalog` have in common: options, the workspace, and how an approval is told."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import chosen_languages, workspace_root
from docgen.cli.output import options, print_error, print_json, print_table, write_planned

if TYPE_CHECKING:
    from docgen.catalogs.desk import Approved, Choice
    from docgen.catalogs.exchange.task import Desk
    from docgen.catalogs.translate import Translations
    from docgen.languages import Language
    from docgen.pipeline.inputs import Inputs
    from docgen.tree import Message

DATE = click.DateTime(["%Y-%m-%d"])
ON = click.option("--on", required=True, type=DATE, help="The day, as 2026-11-21. No clock is read.")
BY = click.option("--by", required=True, metavar="CODE", help="The reviewer's role code, such as km-R2; never a name.")
PLAN = click.option(
    "--dry-run", "--plan", "dry_run", is_flag=True, help="Show what would be done, text by text, and do nothing."
)
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
    asked = {tag: found_messages(inputs, tag) for tag in workspace.languages}
    found = found_messages(inputs)
    return Desk(workspace.translations, workspace.languages, found, inputs.content, inputs.translations, asked)


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
    """Write what was approved, revoked or adopted, and tell what was refused."""
    for error in done.refused:
        print_error(error)
    write_planned(done.files, root, dry_run)
    official = f", {len(done.official)} official" if done.official else ""
    would = "would be " if dry_run else ""
    click.echo(f"{len(done.messages)} texts {would}{verb}, {len(done.refused)} refused{official}")
    if done.refused:
        sys.exit(done.refused[0].exit_code)


def finish_plan(done: Approved, language: Language, inputs: Inputs, dry_run: bool, as_json: bool, verb: str) -> None:
    """Do the same for a plan that is shown text by text, or told to a machine."""
    texts = planned(done.messages, language.tag, inputs.translations)
    root = inputs.workspace.root
    if not as_json:
        if dry_run:
            print_plan(texts)
        finish(done, root, dry_run, verb)
        return
    write_planned(done.files, root, dry_run)
    refused = [{"place": str(e.location), "message": e.message, "hint": e.hint} for e in done.refused]
    print_json({"written": not dry_run, "texts": texts, "refused": refused, "official": len(done.official)})
    if done.refused:
        sys.exit(done.refused[0].exit_code)


def planned(messages: Sequence[Message], tag: str, translations: Translations) -> list[dict[str, object]]:
    """Return what a plan is about, text by text; `code` is the beginning of the digest that an approval binds."""
    from docgen.catalogs.approvals import short_code
    from docgen.catalogs.translate import text_status

    return [
        {
            "code": short_code(translations.digest(message, tag)),
            "catalog": message.domain,
            "section": message.msgctxt,
            "source": message.msgid,
            "text": list(translations.text(message, tag)),
            "legal": message.legal,
            "status": text_status(message, tag, translations).value,
            "codes": sorted(translations.codes(message, tag)),
        }
        for message in messages
    ]


def print_plan(texts: Sequence[Mapping[str, object]]) -> None:
    """Print a plan for a person."""
    names = ["code", "section", "source", "text", "status", "codes"]
    cells = [[" | ".join(v) if isinstance(v := text[name], list) else str(v) for name in names] for text in texts]
    if cells:
        print_table(names, cells)
