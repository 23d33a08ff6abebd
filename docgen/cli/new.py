"""docgen new."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("dir", type=click.Path(path_type=Path))
def new(dir: Path) -> None:
    """Make an empty workspace in DIR, with templates, faces and a small example that builds.

    DIR must not exist, or be empty: nothing is overwritten.

    \b
    Examples:
      docgen new my-leaflets
      docgen --workspace my-leaflets build
    """
    from docgen.starter.copy import make_workspace

    made = make_workspace(dir)
    click.echo(f"made {dir} with {made} files")
    click.echo(f"next: docgen --workspace {dir} catalog update, then docgen --workspace {dir} build", err=True)
