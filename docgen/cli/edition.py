"""docgen edition: list, show, sent, recall, slips."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import chosen_workspace
from docgen.cli.output import JSON, print_json, print_table

if TYPE_CHECKING:
    from docgen.pipeline.releases import Released

DATE = click.DateTime(["%Y-%m-%d"])


@click.group()
def edition() -> None:
    """Find released editions by their stamp, record where copies went, and recall them.

    \b
    Examples:
      docgen edition list
      docgen edition show 7QFK-2M9D
      docgen edition sent 7QFK-2M9D --place "Shelter in Ranong" --copies 40 --on 2026-12-01
      docgen edition recall 7QFK-2M9D --by DATIP-R1 --on 2027-01-10 --reason "the amount changed"
      docgen edition slips 7QFK-2M9D --out slips.pdf
    """


@edition.command("list")
@JSON
@click.pass_context
def list_editions(ctx: click.Context, as_json: bool) -> None:
    """List the released editions, with what became of them.

    \b
    Examples:
      docgen edition list
      docgen edition list --json
    """
    from docgen.pipeline.releases import releases

    found = list(releases(chosen_workspace(ctx)))
    if as_json:
        print_json([_as_data(released) for released in found])
        return
    rows = [
        [r.stamp, r.document, r.language, r.events[-1].what, str(r.events[-1].on), str(sum(s.copies for s in r.sent))]
        for r in found
    ]
    print_table(["edition", "document", "language", "last", "on", "copies"], rows)


@edition.command()
@click.argument("stamp")
@JSON
@click.pass_context
def show(ctx: click.Context, stamp: str, as_json: bool) -> None:
    """Show the edition with a STAMP: what it is, its files, where copies are, and which values changed since.

    \b
    Example:
      docgen edition show 7qfk2m9d
    """
    from docgen.pipeline.manifest import read_manifest
    from docgen.pipeline.releases import changed_values, find_release

    workspace = chosen_workspace(ctx)
    released = find_release(workspace, stamp)
    records = read_manifest(workspace.build).values()
    same = [r for r in records if r.document == released.document and r.language == released.language]
    now = [(ref, shown.text) for record in same[:1] for ref, shown in record.values.items()]
    changed = changed_values(released, now) if same else []
    if as_json:
        print_json({**_as_data(released), "changed": [{"fact": f, "then": t, "now": n} for f, t, n in changed]})
        return
    print_table(["edition", "document", "language"], [[released.stamp, released.document, released.language]])
    print_table(["file", "sha256"], [list(file) for file in released.files])
    print_table(["event", "by", "on", "reason"], [[e.what, e.by, str(e.on), e.reason] for e in released.events])
    if released.sent:
        print_table(["place", "copies", "on"], [[s.place, str(s.copies), str(s.on)] for s in released.sent])
    if changed:
        print_table(["fact", "then", "now"], [list(row) for row in changed], "Shown otherwise today:")


@edition.command()
@click.argument("stamp")
@click.option("--place", required=True, help="The office or the shelter; never a person.")
@click.option("--copies", required=True, type=click.IntRange(1), help="How many.")
@click.option("--on", required=True, type=DATE, help="The day they went there.")
@click.pass_context
def sent(ctx: click.Context, stamp: str, place: str, copies: int, on: datetime) -> None:
    """Record that copies of an edition went to a place, so that they can be found when it is recalled.

    \b
    Example:
      docgen edition sent 7QFK-2M9D --place "Shelter in Ranong" --copies 40 --on 2026-12-01
    """
    from docgen.pipeline.releases import Sent, distribute, find_release

    workspace = chosen_workspace(ctx)
    released = distribute(workspace, find_release(workspace, stamp), Sent(place, copies, on.date()))
    click.echo(f"{released.stamp}: {sum(s.copies for s in released.sent)} copies at {len(released.sent)} places")


@edition.command()
@click.argument("stamp")
@click.option("--by", required=True, metavar="CODE", help="The role code of who recalls it.")
@click.option("--on", required=True, type=DATE, help="The day.")
@click.option("--reason", required=True, help="Why, in a few words; it is printed on the slips.")
@click.pass_context
def recall(ctx: click.Context, stamp: str, by: str, on: datetime, reason: str) -> None:
    """Record that an edition is recalled, and list the places whose copies must be replaced.

    \b
    Example:
      docgen edition recall 7QFK-2M9D --by DATIP-R1 --on 2027-01-10 --reason "the amount changed"
    """
    from docgen.pipeline.releases import find_release, recall

    workspace = chosen_workspace(ctx)
    released = recall(workspace, find_release(workspace, stamp), by, on.date(), reason)
    print_table(["place", "copies", "on"], [[s.place, str(s.copies), str(s.on)] for s in released.sent])
    click.echo(f"{released.stamp} is recalled; `docgen edition slips {released.stamp}` prints a slip for each place")


@edition.command()
@click.argument("stamp")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The PDF to write.")
@click.pass_context
def slips(ctx: click.Context, stamp: str, out: Path) -> None:
    """Write one slip for each place that has copies of a recalled edition, in Thai and English.

    \b
    Example:
      docgen edition slips 7QFK-2M9D --out slips.pdf
    """
    from docgen.atomic import write_atomic
    from docgen.errors import WorkspaceError
    from docgen.pipeline.releases import find_release
    from docgen.pipeline.slips import slips

    if out.exists():
        raise WorkspaceError(f"{out} is there already", hint="choose another name; nothing is overwritten")
    workspace = chosen_workspace(ctx)
    released = find_release(workspace, stamp)
    if not released.recalled:
        raise WorkspaceError(f"{released.stamp} is not recalled", hint=f"docgen edition recall {released.stamp} …")
    if not released.sent:
        raise WorkspaceError(
            f"no copies of {released.stamp} are recorded", hint=f"docgen edition sent {released.stamp} …"
        )
    write_atomic(out, slips(workspace, released))
    click.echo(f"wrote {len(released.sent)} slips to {out}", err=True)


def _as_data(released: Released) -> dict[str, object]:
    return {
        "stamp": released.stamp,
        "digest": released.digest,
        "document": released.document,
        "language": released.language,
        "recalled": released.recalled,
        "files": dict(released.files),
        "events": [{"what": e.what, "by": e.by, "on": e.on.isoformat(), "reason": e.reason} for e in released.events],
        "sent": [{"place": s.place, "copies": s.copies, "on": s.on.isoformat()} for s in released.sent],
    }
