"""docgen catalog draft."""

from __future__ import annotations

import json
from pathlib import Path

import click

from docgen.cli.catalog.shared import read_inputs_of
from docgen.cli.output import DRY_RUN, write_planned


@click.command()
@click.argument("language")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@DRY_RUN
@click.pass_context
def draft(ctx: click.Context, language: str, file: str, dry_run: bool) -> None:
    """Enter machine-made translations of a LANGUAGE from a JSON FILE as drafts.

    The file is a list of {"domain": …, "msgctxt": …, "msgid": …, "msgstr": […]}. They come in as fuzzy, with the
    comment `machine draft`, and only where no person has written a translation.

    \b
    Example:
      docgen catalog draft km drafts.json --dry-run
    """
    from docgen.catalogs.desk import enter_drafts, po_path
    from docgen.errors import CatalogError, Location

    inputs = read_inputs_of(ctx)
    workspace, chosen = inputs.workspace, inputs.workspace.language(language)
    try:
        items = json.loads(Path(file).read_text(encoding="utf-8"))
        texts: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {}
        for item in items:
            texts.setdefault(item["domain"], {})[item["msgctxt"], item["msgid"]] = tuple(item["msgstr"])
    except (ValueError, KeyError, TypeError) as error:
        hint = 'a list of {"domain": …, "msgctxt": …, "msgid": …, "msgstr": […]}'
        raise CatalogError(f"not a list of drafts: {error}", location=Location(file), hint=hint) from error
    for domain, drafts in texts.items():
        held = inputs.translations.catalogs.get(chosen.tag, {}).get(domain)
        if held is None:
            raise CatalogError(f"{chosen} has no catalog “{domain}”", hint="run `docgen catalog update` first")
        path = po_path(workspace.translations, chosen, domain)
        locked = [key[1:] for key in inputs.translations.official.get(chosen.tag, {}) if key[0] == domain]
        data, entered = enter_drafts(held, path.read_bytes(), drafts, locked)
        click.echo(f"{domain}: {len(entered)} of {len(drafts)} entered as drafts")
        write_planned({path: data}, workspace.root, dry_run)
