"""docgen official: export, import, list, withdraw."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from docgen.cli.catalog.shared import BY, CHOSEN, DATE, ON, choice, read_inputs_of
from docgen.cli.choice import LANGUAGE, chosen_languages
from docgen.cli.output import DRY_RUN, JSON, print_json, print_table, write_planned

SHOWN = 60  # characters of a text in a list


@click.group()
def official() -> None:
    """Take in the publisher's own texts, word for word, and lock them.

    \b
    Examples:
      docgen official export th --document notification-of-rights --out rights-th.xlsx
      docgen official import th rights-th.xlsx --source "letter" --as-of 2026-12-03 --by DATIP-R1 --on 2026-12-10
      docgen official list
      docgen official withdraw th --msgid "You choose" --by DATIP-R1 --on 2027-01-10 --reason "a new law"
    """


@official.command()
@click.argument("language")
@CHOSEN
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The XLSX or CSV file to write."
)
@click.pass_context
def export(ctx: click.Context, language: str, domain: str, msgctxt: str, msgid: str, out: Path) -> None:
    """Write an empty table for the official texts of a LANGUAGE.

    A row has a text's section, its source text, the values of its placeholders, and room for the official text.
    XLSX or CSV, by the name of the file. What stands in the last column is imported as it is.

    \b
    Examples:
      docgen official export th --document notification-of-rights --out rights-th.xlsx
      docgen official export km --section notification-of-rights.fund --out fund-km.csv
    """
    from docgen.atomic import write_atomic
    from docgen.catalogs.desk import chosen
    from docgen.catalogs.letter import open_rows
    from docgen.catalogs.table import csv_table, xlsx_table
    from docgen.errors import WorkspaceError
    from docgen.pipeline.resolved import found_messages

    writers = {".csv": csv_table, ".xlsx": xlsx_table}
    if out.suffix.lower() not in writers:
        raise click.UsageError("the file is called .xlsx or .csv", ctx)
    if out.exists():
        raise WorkspaceError(f"{out} is there already", hint="choose another name; nothing is overwritten")
    inputs = read_inputs_of(ctx)
    tag = inputs.workspace.language(language).tag
    messages = chosen(found_messages(inputs, tag), choice(domain, msgctxt, msgid))
    rows = list(open_rows(messages, inputs.content.facts))
    write_atomic(out, writers[out.suffix.lower()](rows, tag))
    click.echo(f"wrote {len(rows)} texts to {out}", err=True)


@official.command("import")
@click.argument("language")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="The letter, in a few words; no names of persons.")
@click.option("--as-of", required=True, type=DATE, help="The date of that letter, as 2026-12-03.")
@BY
@ON
@DRY_RUN
@click.pass_context
def import_texts(
    ctx: click.Context,
    language: str,
    file: Path,
    source: str,
    as_of: datetime,
    by: str,
    on: datetime,
    dry_run: bool,
) -> None:
    """Take in the publisher's own texts of a LANGUAGE from a FILE (XLSX, CSV or PO), word for word, and lock them.

    Official texts need no approvals. Amounts, telephones and names stay placeholders, also in official texts: a text
    that types one is refused, with its row. While any row is refused, nothing is taken in. Rows without a text are left
    open. When such a text is changed later, `docgen catalog check` reports it, and it is official no more.

    \b
    Examples:
      docgen official import th rights-th.xlsx --source "letter of 3 December" --as-of 2026-12-03 --by DATIP-R1 \\
        --on 2026-12-10
      docgen official import th rights.po --source "letter" --as-of 2026-12-03 --by DATIP-R1 --on 2026-12-10 --dry-run
    """
    from docgen.catalogs.letter import enter
    from docgen.catalogs.official import Letter
    from docgen.catalogs.table import read_table
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace, chosen_language = inputs.workspace, inputs.workspace.language(language)
    rows = read_table(file)
    found = [message for of_domain in found_messages(inputs).values() for message in of_domain]
    letter = Letter(source, as_of.date(), by, on.date())
    facts = inputs.content.facts
    done = enter(workspace.translations, chosen_language, rows, letter, found, inputs.translations, facts)
    write_planned(done.files, workspace.root, dry_run)
    would = "would be " if dry_run else ""
    click.echo(f"{len(done.messages)} official texts {would}taken in, {done.empty} rows without one")


@official.command("list")
@LANGUAGE
@JSON
@click.pass_context
def list_texts(ctx: click.Context, languages: tuple[str, ...], as_json: bool) -> None:
    """List the official texts with their letters, and whether they still stand in the catalogs.

    \b
    Examples:
      docgen official list
      docgen official list --language th --json
    """
    from docgen.catalogs.locks import locks
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    found = [message for of_domain in found_messages(inputs).values() for message in of_domain]
    tags = chosen_languages(inputs.workspace, languages) or tuple(inputs.workspace.languages)
    texts = [(tag, lock) for tag in tags for lock in locks(tag, found, inputs.translations)]
    rows = [
        {
            "language": tag,
            "catalog": lock.key[0],
            "section": lock.key[1],
            "source": lock.key[2],
            "state": lock.state.value,
            "letter": lock.official.letter.source,
            "as_of": lock.official.letter.as_of.isoformat(),
            "by": lock.official.letter.by,
            "on": lock.official.letter.on.isoformat(),
        }
        for tag, lock in texts
    ]
    if as_json:
        print_json(rows)
        return
    names = ["language", "section", "source", "state", "letter", "as_of", "by", "on"]
    print_table(names, [[_short(row[name]) for name in names] for row in rows])


@official.command()
@click.argument("language")
@CHOSEN
@BY
@ON
@click.option("--reason", required=True, help="Why, in a few words; no names.")
@DRY_RUN
@click.pass_context
def withdraw(
    ctx: click.Context,
    language: str,
    domain: str,
    msgctxt: str,
    msgid: str,
    by: str,
    on: datetime,
    reason: str,
    dry_run: bool,
) -> None:
    """Give official texts of a LANGUAGE up: they are translations like all others, and need approvals.

    The words stay in the catalog; official.toml gets another entry.

    \b
    Example:
      docgen official withdraw th --msgid "You choose" --by DATIP-R1 --on 2027-01-10 --reason "a new law" --dry-run
    """
    from docgen.catalogs.desk import Choice
    from docgen.catalogs.letter import withdraw

    inputs = read_inputs_of(ctx)
    workspace, chosen_language = inputs.workspace, inputs.workspace.language(language)
    wanted = Choice(domain, msgctxt, msgid)
    keys = [key for key in inputs.translations.official.get(chosen_language.tag, {}) if wanted.takes(*key)]
    files = withdraw(workspace.translations, chosen_language, keys, by, on.date(), reason)
    write_planned(files, workspace.root, dry_run)
    click.echo(f"{len(keys)} official texts {'would be ' if dry_run else ''}withdrawn")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
