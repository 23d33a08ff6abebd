"""docgen catalog import."""

from __future__ import annotations

import difflib
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.catalog.shared import DATE, desk_of, read_inputs_of
from docgen.cli.output import DRY_RUN, JSON, print_error, print_json, write_planned

if TYPE_CHECKING:
    from docgen.catalogs.exchange.intake import Received


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=DATE, help="The day of the approvals in a reviewer's pack, as 2026-11-21. No clock is read.")
@click.option("--skip-bad", is_flag=True, help="Leave out the rows that are wrong, and enter the others.")
@DRY_RUN
@JSON
@click.pass_context
def import_(ctx: click.Context, file: Path, on: datetime | None, skip_bad: bool, dry_run: bool, as_json: bool) -> None:
    """Take back what translators and reviewers did in a FILE that `docgen catalog export` wrote.

    What kind of file it is, is seen from its content. Only what its writer changed is entered. A wrong row stops the
    import, and all of them are named. A text that someone else changed since the export stays as it is: both versions
    are written into FILE.conflicts.txt, and the exit code is 4.

    An XLSX or XLIFF file brings translations, a reviewer's pack approvals and remarks, a TMX file drafts where nothing
    is translated, a TBX file terms for content/glossary.toml, whose changes are shown.

    \b
    Examples:
      docgen catalog import km.xlsx --dry-run
      docgen catalog import km.xlsx
      docgen catalog import km-review.xlsx --on 2026-11-21
    """
    from docgen.catalogs.exchange.intake import read_file, receive
    from docgen.errors import CatalogError, raise_all

    inputs = read_inputs_of(ctx)
    root = inputs.workspace.root
    glossary = inputs.workspace.content / "glossary.toml"
    received = receive(read_file(file), str(file), desk_of(inputs), glossary, on.date() if on else None)
    if received.faults and not skip_bad:
        raise_all(received.faults)
    for fault in received.faults:
        print_error(fault)
    conflicts = _write_conflicts(file, received, dry_run)
    if glossary in received.files:
        _show_changes(glossary, received.files[glossary], err=as_json)
    write_planned(received.files, root, dry_run)
    _tell(received, conflicts, dry_run, as_json)
    if received.conflicts or received.faults:
        sys.exit(CatalogError.exit_code)


def _write_conflicts(file: Path, received: Received, dry_run: bool) -> Path | None:
    """Write what was not entered next to the file, and return where; an older report is kept."""
    from docgen.atomic import write_atomic
    from docgen.catalogs.exchange.answer import report

    if not received.conflicts:
        return None
    data = report(received.conflicts).encode()
    number = 1
    path = file.with_name(f"{file.name}.conflicts.txt")
    while path.exists() and path.read_bytes() != data:
        number += 1
        path = file.with_name(f"{file.name}.conflicts-{number}.txt")
    if dry_run:
        click.echo(data.decode(), err=True)
    else:
        write_atomic(path, data)
    return path


def _show_changes(path: Path, after: bytes, err: bool) -> None:
    before = path.read_text("utf-8").splitlines() if path.exists() else []
    lines = difflib.unified_diff(
        before, after.decode().splitlines(), "glossary.toml", "glossary.toml", lineterm="", n=1
    )
    for line in lines:
        click.echo(line, err=err)


def _tell(received: Received, conflicts: Path | None, dry_run: bool, as_json: bool) -> None:
    skipped = [{"place": str(fault.location), "message": fault.message} for fault in received.faults]
    if as_json:
        not_entered = [
            {"place": str(c.place.location), "reason": c.reason, "theirs": c.theirs, "yours": c.yours}
            for c in received.conflicts
        ]
        counts = {"kind": received.kind.value, "counts": dict(received.counts)}
        print_json({**counts, "conflicts": not_entered, "skipped": skipped, "written": not dry_run})
        return
    said = [f"{number} {what}" for what, number in received.counts.items()]
    said += [f"{len(skipped)} wrong rows left out"] if skipped else []
    click.echo(f"{'would be: ' if dry_run else ''}{', '.join(said) or 'nothing changed'}")
    if conflicts:
        kept = f"{len(received.conflicts)} texts were not entered; both versions are in {conflicts}"
        click.echo(f"{kept}{' (not written: --dry-run)' if dry_run else ''}", err=True)
