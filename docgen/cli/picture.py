"""docgen picture: list, tested."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import chosen_workspace
from docgen.cli.output import DRY_RUN, JSON, print_json, print_table, write_planned

if TYPE_CHECKING:
    from docgen.content.pictures import Drawing
    from docgen.content.reader import Content
    from docgen.workspace import Workspace


@click.group()
def picture() -> None:
    """Show the pictures, and record which readers said what they mean to them.

    \b
    Examples:
      docgen picture list --untested
      docgen picture tested stop shelter --readers km-G1 --on 2026-11-25
    """


def _read(ctx: click.Context) -> tuple[Workspace, Content]:
    from docgen.content.reader import read_content

    workspace = chosen_workspace(ctx)
    return workspace, read_content(workspace.content, workspace.root, workspace.source_language)


@picture.command("list")
@click.option("--untested", is_flag=True, help="Only pictures that no readers have been asked about as they are now.")
@JSON
@click.pass_context
def list_pictures(ctx: click.Context, untested: bool, as_json: bool) -> None:
    """List the pictures: what they show, where they are used, who has tested them, and where they are from.

    A test is of one drawing: once the file changes, it counts no more, and the list says so.

    \b
    Examples:
      docgen picture list
      docgen picture list --untested --json
    """
    _, content = _read(ctx)
    found = [each for each in content.pictures.values() if not (untested and each.tested)]
    if as_json:
        print_json([_as_data(each, content) for each in found])
        return
    rows = [
        [
            each.id,
            each.label.message.msgid,
            each.alternative.message.msgid,
            ", ".join(_used_in(each.id, content)) or "–",
            _tests(each),
            f"{each.source} ({each.licence})",
        ]
        for each in found
    ]
    print_table(["picture", "label", "shows", "used in", "tested by", "from"], rows)
    click.echo(f"{sum(not each.tested for each in content.pictures.values())} of {len(content.pictures)} not tested")


def _tests(drawing: Drawing) -> str:
    if drawing.tested:
        return ", ".join(f"{test.readers} {test.on}" for test in drawing.tested)
    return "nobody, since it changed" if drawing.tests else "nobody"


def _used_in(id: str, content: Content) -> list[str]:
    from docgen.tree import PictureQuery, walk

    return [
        document.id
        for document in content.documents.values()
        if any(isinstance(node, PictureQuery) and node.id == id for node in walk(document))
    ]


def _as_data(drawing: Drawing, content: Content) -> dict[str, object]:
    return {
        "id": drawing.id,
        "label": drawing.label.message.msgid,
        "alternative": drawing.alternative.message.msgid,
        "documents": _used_in(drawing.id, content),
        "source": drawing.source,
        "licence": drawing.licence,
        "sha256": drawing.sha256,
        "tested": [{"readers": test.readers, "on": test.on.isoformat()} for test in drawing.tested],
    }


@picture.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--readers", required=True, metavar="CODE", help="The code of the group, such as km-G1; never names.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day of the test. No clock is read.")
@DRY_RUN
@click.pass_context
def tested(ctx: click.Context, ids: tuple[str, ...], readers: str, on: datetime, dry_run: bool) -> None:
    """Record that a group of readers took the pictures for what they mean, as they are now.

    What a group did not understand is not recorded: the picture is drawn anew and shown again.

    \b
    Examples:
      docgen picture tested stop --readers km-G1 --on 2026-11-25
      docgen picture tested stop shelter --readers th-G2 --on 2026-11-25 --dry-run
    """
    from docgen.content.picture_edit import with_test
    from docgen.content.unknown import unknown
    from docgen.errors import Location, raise_all, shown

    workspace, content = _read(ctx)
    path = workspace.content / "pictures.toml"
    name = shown(path, workspace.root)
    raise_all(unknown("picture", id, content.pictures, Location(name)) for id in ids if id not in content.pictures)
    text = path.read_bytes().decode()
    for id in ids:
        text = with_test(text, name, workspace.content / "pictures", content.pictures[id], readers, on.date())
    write_planned({path: text.encode()}, workspace.root, dry_run)
