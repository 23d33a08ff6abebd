"""docgen form kit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choice import LANGUAGE, chosen_targets, workspace_root
from docgen.cli.output import JSON, print_json, print_table, size

if TYPE_CHECKING:
    from docgen.pipeline.kits import Kit


@click.command()
@click.argument("forms", nargs=-1, metavar="[FORM…]")
@LANGUAGE
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder than build/kits/; nothing in it is overwritten.",
)
@JSON
@click.pass_context
def kit(
    ctx: click.Context, forms: tuple[str, ...], languages: tuple[str, ...], out: Path | None, as_json: bool
) -> None:
    """Make forms as pages to fill in on a computer without a network, and to print.

    Each is one HTML file that opens in any browser. It asks nothing of a network and stores nothing: what is typed is
    gone when the page is left. Who signs what is printed is the same as for a blank: docs/forms.md. Names of files do
    not tell what they are. Chinese faces are large, so a page takes the letters of Big5 and refuses others.

    \b
    Examples:
      docgen form kit
      docgen form kit rights-form -l th+km
      docgen form kit rights-form -l zh_Hant --out /media/usb --json
    """
    from docgen.pipeline.kits import FOLDER, kits
    from docgen.workspace import read_workspace

    root = workspace_root(ctx)
    made = kits(root, forms, lambda workspace: chosen_targets(workspace, languages), out)
    folder = out or read_workspace(root).build / FOLDER
    if as_json:
        print_json({"kits": [_as_data(each, folder) for each in made]})
    else:
        rows = [[k.form, k.language, str(folder / k.name), size(len(k.data)), k.signatures.value] for k in made]
        print_table(["form", "language", "file", "size", "signatures"], rows)


def _as_data(kit: Kit, folder: Path) -> dict[str, object]:
    return {
        "form": kit.form,
        "language": kit.language,
        "path": str(folder / kit.name),
        "size": len(kit.data),
        "pages": kit.pages,
        "edition": kit.stamp,
        "signatures": kit.signatures.value,
    }
