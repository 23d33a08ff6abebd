"""docgen catalog signoff."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from docgen.cli.catalog.shared import DATE, PLAN, choice, finish_plan, read_inputs_of
from docgen.cli.output import JSON, write_planned


@click.command()
@click.argument("language")
@click.option("--document", "-d", "domain", default="", metavar="ID", help="Only the texts of this catalog.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Print: the PDF to write.")
@click.option("--enter", "code", metavar="CODE", help="Enter: the check code of a sheet that was ticked.")
@click.option("--by", metavar="CODE", help="Enter: the role code on the sheet, such as km-R2; never a name.")
@click.option("--on", type=DATE, help="Enter: the day on the sheet, as 2026-11-21.")
@click.option("--except", "not_ok", default="", metavar="3,7", help="Enter: the rows that are not OK.")
@PLAN
@JSON
@click.pass_context
def signoff(
    ctx: click.Context,
    language: str,
    domain: str,
    out: Path | None,
    code: str | None,
    by: str | None,
    on: datetime | None,
    not_ok: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Print sheets for a reviewer of a LANGUAGE who has no computer, and enter what she ticked.

    With --out: a PDF on A4 with each text that waits for approval beside its translation, boxes to tick, and a check
    code on each sheet. translations/LANGUAGE/signoff.toml keeps which texts were printed on which sheet: commit it.

    With --enter: the rows of one sheet are approved, except those that are not OK. A row whose text has changed since
    it was printed stops all, and is named.

    \b
    Examples:
      docgen catalog signoff km --document rights-at-a-glance --out for-km.pdf
      docgen catalog signoff km --enter 7QF-K2M --by km-R2 --on 2026-12-01
      docgen catalog signoff km --enter 7QF-K2M --by km-R2 --on 2026-12-01 --except 3,7 --dry-run
    """
    if (out is None) == (code is None):
        raise click.UsageError("say --out to print sheets, or --enter to enter one", ctx)
    if out is not None:
        _print(ctx, language, domain, out, dry_run)
    elif code is not None:
        if by is None or on is None:
            raise click.UsageError("--enter needs --by and --on, as they stand on the sheet", ctx)
        _enter(ctx, language, code, by, on, _numbers(ctx, not_ok), dry_run, as_json)


def _print(ctx: click.Context, language: str, domain: str, out: Path, dry_run: bool) -> None:
    from docgen.atomic import write_atomic
    from docgen.catalogs.desk import chosen
    from docgen.catalogs.signoff import read_sheets, signoff_path, to_check, with_sheets
    from docgen.errors import CatalogError, WorkspaceError
    from docgen.pipeline.resolved import found_messages
    from docgen.pipeline.sheets import sheets_of, sheets_pdf

    if out.exists():
        raise WorkspaceError(f"{out} is there already", hint="choose another name; nothing is overwritten")
    inputs = read_inputs_of(ctx)
    workspace, of = inputs.workspace, inputs.workspace.language(language)
    messages, left_out = to_check(
        chosen(found_messages(inputs, of.tag), choice(domain, "", "")), of, inputs.translations
    )
    reasons = Counter(error.message.rpartition("” ")[2].partition(":")[0] for error in left_out)
    for reason, count in reasons.items():
        click.echo(f"left out: {count} texts: {reason}", err=True)
    if not messages:
        raise CatalogError(f"no text of {of} waits for a reviewer", hint="`docgen catalog status` shows what is open")
    sheets = sheets_of(messages, inputs, of)
    path = signoff_path(workspace.translations, of)
    before = path.read_bytes() if path.exists() else b""
    register = with_sheets(before, sheets, read_sheets(path, workspace.root))
    if not dry_run:
        data = sheets_pdf(workspace, of, sheets, messages)
        write_planned({path: register}, workspace.root, dry_run)  # first: a sheet that nobody knows cannot be entered
        write_atomic(out, data)
    click.echo(f"{len(messages)} texts on {len(sheets)} sheets{' would be written' if dry_run else f': {out}'}")


def _enter(
    ctx: click.Context,
    language: str,
    code: str,
    by: str,
    on: datetime,
    not_ok: frozenset[int],
    dry_run: bool,
    as_json: bool,
) -> None:
    from docgen.catalogs.signoff import Ticked, enter_sheet, read_sheets, signoff_path
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace, of = inputs.workspace, inputs.workspace.language(language)
    found = [message for of_domain in found_messages(inputs, of.tag).values() for message in of_domain]
    sheets = read_sheets(signoff_path(workspace.translations, of), workspace.root)
    ticked = Ticked(code, not_ok, by, on.date())
    done = enter_sheet(workspace.translations, of, sheets, ticked, found, inputs.translations)
    finish_plan(done, of, inputs, dry_run, as_json, "approved")


def _numbers(ctx: click.Context, typed: str) -> frozenset[int]:
    parts = [part for part in typed.replace(",", " ").split() if part]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise click.UsageError("--except takes the numbers of rows: --except 3,7", ctx)
    return frozenset(map(int, parts))
