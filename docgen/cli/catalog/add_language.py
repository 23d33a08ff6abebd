"""docgen catalog add-language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.catalog.shared import read_inputs_of
from docgen.cli.output import DRY_RUN, JSON, print_json, print_table, write_planned

if TYPE_CHECKING:
    from docgen.pipeline.add_language import Added

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path, resolve_path=True)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path, resolve_path=True)


@click.command()
@click.argument("tag")
@click.option("--fonts", type=_FOLDER, metavar="DIR", help="An installed font package that has the script: its folder.")
@click.option("--family", default="", metavar="NAME", help="Which of several families to take.")
@click.option("--licence", type=_FILE, metavar="FILE", help="The licence of the faces, if it is not in the package.")
@click.option("--name", default="", help="What the language is called in itself, where CLDR does not say.")
@click.option("--english", default="", metavar="NAME", help="What it is called in English, instead of CLDR's name.")
@click.option("--script", default="", metavar="CODE", help="Its script (ISO 15924), where CLDR does not say.")
@click.option("--plural-forms", default="", metavar="HEADER", help="gettext's header, where CLDR knows no plurals.")
@DRY_RUN
@JSON
@click.pass_context
def add_language(
    ctx: click.Context,
    tag: str,
    fonts: Path | None,
    family: str,
    licence: Path | None,
    name: str,
    english: str,
    script: str,
    plural_forms: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make a language ready: its table in docgen.toml, its name, its faces, its catalogs.

    What CLDR knows is proposed: settings to be checked, and fuzzy drafts of months, formats and names. The report says
    what is covered, what is missing, and what to do about it. All files are written, or none.

    \b
    Examples:
      docgen catalog add-language shn --dry-run
      docgen catalog add-language bn --english Bengali --fonts node_modules/@expo-google-fonts/noto-sans-bengali
      docgen catalog add-language kac --name Jinghpaw --plural-forms "nplurals=1; plural=0;"
    """
    from docgen.pipeline.add_language import FEW, Wish, add_language

    inputs = read_inputs_of(ctx)
    added = add_language(inputs, Wish(tag, name, english, script, plural_forms, fonts, family, licence))
    for reason in added.passed_over[:FEW]:
        click.echo(f"passed over: {reason}", err=True)
    if len(added.passed_over) > FEW:
        click.echo(f"passed over: {len(added.passed_over) - FEW} more; --json names them", err=True)
    write_planned(added.files, inputs.workspace.root, dry_run)
    _show(added, inputs.workspace.root, as_json)


def _show(added: Added, root: Path, as_json: bool) -> None:
    from docgen.errors import shown

    if as_json:
        print_json(
            {
                "language": added.language.tag,
                "files": [shown(path, root) for path in added.files],
                "report": [
                    {"subject": line.subject, "state": line.state.value, "said": line.said, "way": line.way}
                    for line in added.report
                ],
                "passed_over": list(added.passed_over),
            }
        )
        return
    rows = [[line.subject, line.state.value, line.said, line.way] for line in added.report]
    print_table(["", "state", "what there is", "what to do"], rows, f"{added.language.name} ({added.language.english})")
