"""docgen release."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import CHOICE, all_pairs, chosen_documents, chosen_targets, chosen_workspace
from docgen.cli.output import DRY_RUN, print_table

if TYPE_CHECKING:
    from docgen.pipeline.manifest import Record


@click.command()
@CHOICE
@click.option("--by", required=True, metavar="CODE", help="The role code of who releases, such as DATIP-R1.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day. No clock is read.")
@DRY_RUN
@click.pass_context
def release(
    ctx: click.Context, documents: tuple[str, ...], languages: tuple[str, ...], by: str, on: datetime, dry_run: bool
) -> None:
    """Keep final files of build/ in releases/ as they are issued, to be printed again at any time.

    Only final editions are released, and only from a committed state of content, templates, translations and fonts.
    Each document and language is an edition of its own, with the stamp that stands on its pages.

    \b
    Examples:
      docgen release --by DATIP-R1 --on 2026-11-21 --dry-run
      docgen release -d rights-at-a-glance -l th --by DATIP-R1 --on 2026-11-21
    """
    from docgen.errors import WorkspaceError
    from docgen.pipeline.manifest import read_manifest
    from docgen.pipeline.releases import release, unclean

    workspace = chosen_workspace(ctx)
    wanted = chosen_documents(workspace, documents) or workspace.documents
    tags = chosen_targets(workspace, languages) or (*workspace.languages, *all_pairs(workspace))
    if files := unclean(workspace):
        hint = "commit them first, so that this state can be found again"
        raise WorkspaceError(f"not committed: {', '.join(files[:5])}", hint=hint)
    editions: dict[tuple[str, str], list[Record]] = {}
    for record in read_manifest(workspace.build).values():
        if record.document in wanted and record.language in tags and record.status == "final":
            editions.setdefault((record.document, record.language), []).append(record)
    if not editions:
        raise WorkspaceError("there is no final edition to release", hint="docgen status says what is missing")
    rows = []
    for (document, tag), records in editions.items():
        stamp = records[0].stamp if dry_run else release(workspace, records, by, on.date()).stamp
        rows.append([stamp, document, tag, ", ".join(record.format for record in records)])
    print_table(["edition", "document", "language", "files"], rows)
    click.echo("nothing was written" if dry_run else "kept in releases/; commit the folder", err=True)
