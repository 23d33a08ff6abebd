"""docgen catalog: update, check, status, draft, approve, adopt."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import LANGUAGE, chosen_languages, workspace_root
from docgen.cli.output import DRY_RUN, JSON, options, print_error, print_json, print_table, write_planned

if TYPE_CHECKING:
    from docgen.catalogs.desk import Approved, Choice
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


@click.group()
def catalog() -> None:
    """Bring catalogs up to date, check and approve translations.

    \b
    Examples:
      docgen catalog update                 take over what changed in content/ and templates/
      docgen catalog check --language km    placeholders, markup, typed numbers, agreed terms
      docgen catalog status                 how much of each language is translated and approved
      docgen catalog approve km --by km-R2 --on 2026-11-21 --document rights-at-a-glance
    """


def _inputs(ctx: click.Context) -> Inputs:
    from docgen.pipeline.inputs import read_inputs

    return read_inputs(workspace_root(ctx))


def _targets(inputs: Inputs, languages: tuple[str, ...]) -> list[Language]:
    """Return the chosen languages that have catalogs: all but the source language."""
    workspace = inputs.workspace
    tags = chosen_languages(workspace, languages) or tuple(workspace.languages)
    return [workspace.languages[tag] for tag in tags if tag != workspace.source_language]


@catalog.command()
@LANGUAGE
@DRY_RUN
@click.pass_context
def update(ctx: click.Context, languages: tuple[str, ...], dry_run: bool) -> None:
    """Bring catalogs up to date with content/ and templates/.

    New messages come in untranslated. A changed one keeps its translation as fuzzy, with the former source beside it,
    and is not printed until someone has looked at it. What vanished is kept as obsolete. Entries that did not change
    keep their bytes.

    \b
    Examples:
      docgen catalog update --dry-run
      docgen catalog update --language my
    """
    from docgen.catalogs.desk import pot_files, update
    from docgen.errors import shown
    from docgen.pipeline.resolved import found_messages

    inputs = _inputs(ctx)
    workspace, found = inputs.workspace, found_messages(inputs)
    updated = update(
        workspace.translations, workspace.root, _targets(inputs, languages), found, inputs.content, inputs.translations
    )
    rows = []
    for one in updated:
        r = one.result
        counts = [len(r.added), len(r.changed), len(r.moved), len(r.revived), len(r.obsoleted), len(r.unchanged)]
        rows.append([shown(one.path, workspace.root), *map(str, counts)])
    print_table(["catalog", "new", "changed", "moved", "back", "obsolete", "unchanged"], rows)
    files = pot_files(workspace.translations, found, inputs.content, inputs.translations)
    write_planned({**files, **{one.path: one.result.data for one in updated}}, workspace.root, dry_run)


@catalog.command()
@LANGUAGE
@JSON
@click.pass_context
def check(ctx: click.Context, languages: tuple[str, ...], as_json: bool) -> None:
    """Check translations: placeholders, markup, typed numbers (errors); agreed terms (warnings).

    Each finding names the line of the PO file. Errors give exit code 4.

    \b
    Examples:
      docgen catalog check
      docgen catalog check --language lo --json
    """
    from docgen.catalogs.desk import check
    from docgen.errors import CatalogError
    from docgen.pipeline.resolved import found_messages

    inputs = _inputs(ctx)
    found = found_messages(inputs)
    terms = tuple(inputs.content.glossary.values())
    reports = [check(language, found, inputs.translations, terms) for language in _targets(inputs, languages)]
    if as_json:
        print_json(
            [
                {"language": r.language, "kind": kind, "place": str(e.location), "message": e.message, "hint": e.hint}
                for r in reports
                for kind, errors in (("error", r.errors), ("warning", r.warnings))
                for e in errors
            ]
        )
    else:
        for report in reports:
            for error in report.errors:
                print_error(error)
            for warning in report.warnings:
                click.echo(f"warning: {warning}", err=True)
            click.echo(f"{report.language}: {len(report.errors)} errors, {len(report.warnings)} warnings")
    if any(report.errors for report in reports):
        sys.exit(CatalogError.exit_code)


@catalog.command()
@LANGUAGE
@JSON
@click.pass_context
def status(ctx: click.Context, languages: tuple[str, ...], as_json: bool) -> None:
    """Show how much of each language is translated and approved, catalog by catalog.

    \b
    Examples:
      docgen catalog status
      docgen catalog status --language th --json
    """
    from docgen.catalogs.translate import text_status
    from docgen.pipeline.resolved import found_messages
    from docgen.tree import TextStatus

    inputs = _inputs(ctx)
    rows = []
    for language in _targets(inputs, languages):
        for domain, messages in found_messages(inputs).items():
            counts = Counter(text_status(message, language.tag, inputs.translations) for message in messages)
            rows.append((language.tag, domain, len(messages), counts))
    kinds = [kind for kind in TextStatus if kind is not TextStatus.OFFICIAL]
    if as_json:
        print_json(
            [{"language": t, "catalog": d, "messages": n, **{k.value: c[k] for k in kinds}} for t, d, n, c in rows]
        )
        return
    table = [[tag, domain, str(n), *(str(counts[kind] or "") for kind in kinds)] for tag, domain, n, counts in rows]
    print_table(["language", "catalog", "messages", *(kind.value for kind in kinds)], table)


@catalog.command()
@click.argument("language")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@DRY_RUN
@click.pass_context
def draft(ctx: click.Context, language: str, file: str, dry_run: bool) -> None:
    """Enter machine-made translations of a LANGUAGE from a JSON FILE as drafts.

    The file is a list of {"domain": …, "msgctxt": …, "msgid": …, "msgstr": […]}. They come in as fuzzy, with the
    comment `machine draft`, and only where no person has written a translation.

    \b
    Example:
      docgen catalog draft km drafts.json --dry-run
    """
    from docgen.catalogs.desk import enter_drafts, po_path
    from docgen.errors import CatalogError, Location

    inputs = _inputs(ctx)
    workspace, chosen = inputs.workspace, inputs.workspace.language(language)
    try:
        items = json.loads(Path(file).read_text(encoding="utf-8"))
        texts: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {}
        for item in items:
            texts.setdefault(item["domain"], {})[item["msgctxt"], item["msgid"]] = tuple(item["msgstr"])
    except (ValueError, KeyError, TypeError) as error:
        hint = 'a list of {"domain": …, "msgctxt": …, "msgid": …, "msgstr": […]}'
        raise CatalogError(f"not a list of drafts: {error}", location=Location(file), hint=hint) from error
    for domain, drafts in texts.items():
        held = inputs.translations.catalogs.get(chosen.tag, {}).get(domain)
        if held is None:
            raise CatalogError(f"{chosen} has no catalog “{domain}”", hint="run `docgen catalog update` first")
        path = po_path(workspace.translations, chosen, domain)
        data, entered = enter_drafts(held, path.read_bytes(), drafts)
        click.echo(f"{domain}: {len(entered)} of {len(drafts)} entered as drafts")
        write_planned({path: data}, workspace.root, dry_run)


@catalog.command()
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

    inputs = _inputs(ctx)
    workspace, chosen = inputs.workspace, inputs.workspace.language(language)
    done = approve(
        workspace.translations,
        chosen,
        _choice(domain, msgctxt, msgid),
        by,
        on.date(),
        found_messages(inputs),
        inputs.translations,
    )
    _finish(done, workspace.root, dry_run, "approved")


@catalog.command()
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

    inputs = _inputs(ctx)
    workspace = inputs.workspace
    source = workspace.languages[workspace.source_language]
    known = inputs.translations.approvals.get(source.tag, Approvals())
    found = found_messages(inputs)
    done = adopt(workspace.translations, source, _choice(domain, msgctxt, msgid), by, on.date(), found, known)
    _finish(done, workspace.root, dry_run, "adopted")


def _choice(domain: str, msgctxt: str, msgid: str) -> Choice:
    from docgen.catalogs.desk import Choice

    return Choice(domain, msgctxt, msgid)


def _finish(done: Approved, root: Path, dry_run: bool, verb: str) -> None:
    for error in done.refused:
        print_error(error)
    write_planned(done.files, root, dry_run)
    click.echo(f"{len(done.messages)} texts {'would be ' if dry_run else ''}{verb}, {len(done.refused)} refused")
    if done.refused:
        sys.exit(done.refused[0].exit_code)
