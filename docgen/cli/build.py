"""docgen build."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import CHOICE, chosen_documents, chosen_targets, chosen_workspace
from docgen.cli.output import JSON, print_json, print_table, size

if TYPE_CHECKING:
    from docgen.pipeline.changes import Change
    from docgen.pipeline.run import Outcome


SHOWN = 5  # findings of one file: a fault of a page's foot is on every page


@click.command()
@CHOICE
@click.option(
    "--format",
    "-f",
    "formats",
    type=click.Choice(["pdf", "docx", "html"]),
    multiple=True,
    help="Only this format; may be repeated.",
)
@click.option("--jobs", "-j", type=click.IntRange(1), help="Worker processes.  [default: one for each core]")
@click.option("--force", is_flag=True, help="Build what has not changed, too.")
@JSON
@click.pass_context
def build(
    ctx: click.Context,
    documents: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    jobs: int | None,
    force: bool,
    as_json: bool,
) -> None:
    """Build the documents into build/, each page proved before it is written.

    What has not changed is not built again. A file that fails a check is not written: the former one stays, and
    build/manifest.json marks it as stale. Afterwards the list of changes tells which printed pages are out of date.

    \b
    Examples:
      docgen build
      docgen build --language km --format pdf
      docgen build -d rights-at-a-glance -l zh_Hant
      docgen build -d rights-form -l th+km          the form in Thai and Khmer
      docgen build --jobs 1 --force --json
    """
    from docgen.pipeline.changes import changes
    from docgen.pipeline.inputs import read_inputs
    from docgen.pipeline.run import default_jobs, run, targets
    from docgen.writers.artefact import Format

    workspace = chosen_workspace(ctx)
    wanted = targets(
        workspace,
        chosen_documents(workspace, documents),
        chosen_targets(workspace, languages),
        [Format(name) for name in formats],
    )
    read_inputs(workspace.root)  # all faults of the files at once, before a worker starts
    done = 0

    def progress(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        if not as_json:
            click.echo(f"[{done}/{len(wanted)}] {outcome.what:9} {outcome.target}", err=True)

    outcomes = run(workspace, wanted, jobs or default_jobs(), force, progress)
    changed = list(changes(outcomes))
    if as_json:
        print_json({"files": [_as_data(outcome) for outcome in outcomes], "changes": [_change(c) for c in changed]})
    else:
        _print(outcomes, changed)
    if any(outcome.what == "failed" for outcome in outcomes):
        sys.exit(1)


def _print(outcomes: list[Outcome], changed: list[Change]) -> None:
    columns = ["document", "language", "format", "pages", "size", "status", "findings"]
    print_table(columns, [_row(outcome) for outcome in outcomes])
    for outcome in outcomes:
        for error in outcome.errors[:SHOWN]:
            click.echo(f"{outcome.target}: {error}", err=True)
        if len(outcome.errors) > SHOWN:
            click.echo(f"{outcome.target}: and {len(outcome.errors) - SHOWN} more (--json lists all)", err=True)
        for note in outcome.notes:
            click.echo(f"{outcome.target}: note: {note}", err=True)
    if changed:
        rows = [
            [_what(c), str(c.target.document), c.target.language, c.target.format.value, _pages(c)] for c in changed
        ]
        print_table(["changed", "document", "language", "format", "pages"], rows, "Replace what was printed before:")


def _row(outcome: Outcome) -> list[str]:
    target, record = outcome.target, outcome.record
    place = [target.document, target.language, target.format.value]
    if outcome.what == "failed":
        kept = "former file kept, stale" if record else "not written"
        return [*place, "", "", kept, str(len(outcome.errors))]
    assert record is not None
    return [*place, str(record.pages or ""), size(record.size), record.status, "0"]


def _what(change: Change) -> str:
    return f"{change.ref}: {change.old or '–'} → {change.new or '–'}" if change.ref else "text or layout"


def _pages(change: Change) -> str:
    return ", ".join(map(str, change.pages))


def _as_data(outcome: Outcome) -> dict[str, object]:
    target, record = outcome.target, outcome.record
    return {
        "document": target.document,
        "language": target.language,
        "format": target.format.value,
        "what": outcome.what,
        "path": record.path if record else None,
        "sha256": record.sha256 if record else None,
        "size": record.size if record else None,
        "pages": record.pages if record else None,
        "status": record.status if record else None,
        "stale": record.stale if record else False,
        "findings": list(outcome.errors),
        "notes": list(outcome.notes),
    }


def _change(change: Change) -> dict[str, object]:
    target = change.target
    return {
        "document": target.document,
        "language": target.language,
        "format": target.format.value,
        "fact": change.ref or None,
        "old": change.old,
        "new": change.new,
        "pages": list(change.pages),
    }
