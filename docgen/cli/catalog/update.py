"""docgen catalog update."""

from __future__ import annotations

import click

from docgen.cli.catalog.shared import read_inputs_of, translated_languages
from docgen.cli.choice import LANGUAGE
from docgen.cli.output import DRY_RUN, print_table, write_planned


@click.command()
@LANGUAGE
@DRY_RUN
@click.pass_context
def update(ctx: click.Context, languages: tuple[str, ...], dry_run: bool) -> None:
    """Bring catalogs up to date with content/ and templates/.

    New messages come in untranslated. A changed one keeps its translation as fuzzy, with the former source beside it,
    and is not printed until someone has looked at it. What vanished is kept as obsolete. Entries that did not change
    keep their bytes.

    \b
    Examples:
      docgen catalog update --dry-run
      docgen catalog update --language my
    """
    from docgen.catalogs.desk import pot_files, update
    from docgen.errors import shown
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace = inputs.workspace
    updated = [
        one
        for language in translated_languages(inputs, languages)
        for one in update(
            workspace.translations,
            workspace.root,
            [language],
            found_messages(inputs, language.tag),
            inputs.content,
            inputs.translations,
        )
    ]
    rows = []
    for one in updated:
        r = one.result
        counts = [len(r.added), len(r.changed), len(r.moved), len(r.revived), len(r.obsoleted), len(r.unchanged)]
        rows.append([shown(one.path, workspace.root), *map(str, counts)])
    print_table(["catalog", "new", "changed", "moved", "back", "obsolete", "unchanged"], rows)
    files = pot_files(workspace.translations, found_messages(inputs), inputs.content, inputs.translations)
    write_planned({**files, **{one.path: one.result.data for one in updated}}, workspace.root, dry_run)
