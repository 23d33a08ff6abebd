"""docgen form pack."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.form.shared import OUT, REPLACE
from docgen.cli.output import size


@click.command()
@click.option("--form", "forms", metavar="ID", multiple=True, help="Only this form; may be repeated.")
@click.option(
    "--language",
    "-l",
    "languages",
    metavar="TAG",
    multiple=True,
    help="Only this language, or two of them: th+km; may be repeated.",
)
@click.option(
    "--wheels",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Take along the packages of a folder, for computers without a network.",
)
@OUT
@REPLACE
@click.pass_context
def pack(
    ctx: click.Context,
    forms: tuple[str, ...],
    languages: tuple[str, ...],
    wheels: Path | None,
    out: Path,
    replace: bool,
) -> None:
    """Write a ZIP that fills in forms on a computer that has Python, and neither Pango nor this program.

    It has the code, the plates of the forms, and the faces. run.txt inside tells how to use it, requirements.txt has
    the packages that it needs. For a computer without a network get them first, for its system:

    \b
      pip download --only-binary :all: --platform win_amd64 --python-version 3.13 -d wheels -r requirements.txt

    \b
    Examples:
      docgen form pack --out forms.zip
      docgen form pack --form rights-form -l km -l th+km --wheels wheels --out forms.zip
    """
    from docgen.cli.choice import workspace_root
    from docgen.forms.output import finished
    from docgen.forms.packing import pack_bytes
    from docgen.languages import normal_tag
    from docgen.pipeline.plates import licences, workspace_pack

    root = workspace_root(ctx)
    tags = ["+".join(map(normal_tag, each.split("+"))) for each in languages]
    made = workspace_pack(root, forms, tags, sheets=True)
    found = sorted(wheels.glob("*.whl")) if wheels else []
    with finished(out, replace) as file:
        file.write(pack_bytes(made, out.name, licences(root), found))
    click.echo(f"wrote {out}, {size(out.stat().st_size)}: {', '.join(made.forms)}", err=True)
