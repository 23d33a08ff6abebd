"""docgen form read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.choice import workspace_root
from docgen.cli.form.shared import sealed
from docgen.cli.output import JSON, print_error, print_json
from docgen.errors import FormError


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@JSON
@click.pass_context
@sealed
def read(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Read the values of forms that were filled in with Word or LibreOffice.

    What stands in the files is printed, and written nowhere; what is wrong is told by file and field only. The values
    are those that `docgen form fill` takes.

    \b
    Examples:
      docgen form read rights-form-km.docx
      docgen form read *.docx --json
    """
    from docgen.forms.saved import Saved, read_saved
    from docgen.pipeline.saved_forms import known_forms

    forms = known_forms(workspace_root(ctx))
    found: list[tuple[Path, Saved]] = []
    errors: list[FormError] = []
    for path in files:
        try:
            saved = read_saved(path, forms)
        except FormError as error:
            errors.append(error)
            continue
        found.append((path, saved))
        errors += saved.errors
    if as_json:
        told = [{"file": str(path), "form": saved.form, "values": saved.values} for path, saved in found]
        faults = [{"place": str(e.location or ""), "error": e.message, "hint": e.hint} for e in errors]
        print_json({"forms": told, "errors": faults})
    else:
        for path, saved in found:
            _print(path, saved.form, saved.values)
        for fault in errors:
            print_error(fault)
    if errors:
        sys.exit(FormError.exit_code)


def _print(path: Path, form: str, values: dict[str, object]) -> None:
    click.echo(f"{path.name}: {form}")
    for field, value in values.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        click.echo(f"  {field}: {shown}".replace("\n", "\n    "))
