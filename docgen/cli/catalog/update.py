"""docgen catalog update."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.catalog.shared import read_inputs_of, translated_languages
from docgen.cli.choice import LANGUAGE
from docgen.cli.output import DRY_RUN, JSON, options, print_json, print_table, write_planned

if TYPE_CHECKING:
    from docgen.catalogs.update import Updated

COLUMNS = {
    "new": "added",
    "changed": "changed",
    "moved": "moved",
    "back": "revived",
    "same words": "same_words",
    "similar": "similar_words",
    "obsolete": "obsoleted",
    "unchanged": "unchanged",
}
"""What the table shows, and where a result has it."""


@click.command()
@LANGUAGE
@options(
    click.option(
        "--document",
        "-d",
        "domains",
        metavar="ID",
        multiple=True,
        help="Only the catalogs of this document, or shared; may be repeated.",
    ),
    DRY_RUN,
    JSON,
)
@click.pass_context
def update(
    ctx: click.Context, languages: tuple[str, ...], domains: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Bring catalogs up to date with content/ and templates/.

    New messages come in untranslated. A changed one keeps its translation as fuzzy, with the former source beside it,
    and is not printed until someone has looked at it. What vanished is kept as obsolete. Entries that did not change
    keep their bytes.

    A text without a translation gets a proposal where the language has one: the same words in another place (fuzzy,
    shown in reading aids), or similar words (fuzzy, with the words it was made for, never shown). Names of translators
    are taken out of the header.

    \b
    Examples:
      docgen catalog update --dry-run
      docgen catalog update --language my
      docgen catalog update --document rights-at-a-glance --json
    """
    from docgen.catalogs.update import pot_files, update
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    workspace, found = inputs.workspace, found_messages(inputs)
    folder, root, targets = workspace.translations, workspace.root, translated_languages(inputs, languages)
    _require(domains, found)
    asked = {language.tag: found_messages(inputs, language.tag) for language in targets}
    updates = update(folder, root, targets, asked, inputs.content, inputs.translations, domains)
    updated: list[Updated] = []
    for n, (language, made) in enumerate(updates, 1):
        updated += made
        if not as_json:
            click.echo(f"[{n}/{len(targets)}] {language}", err=True)
    pots = pot_files(folder, found, inputs.content, inputs.translations, domains)
    write_planned({**pots, **{one.path: one.result.data for one in updated}}, root, dry_run)
    _tell(updated, root, as_json)


def _require(domains: Sequence[str], found: Collection[str]) -> None:
    from docgen.errors import CatalogError

    for name in domains:
        if name not in found:
            raise CatalogError(f"there is no catalog “{name}”", hint=f"there are {', '.join(found)}")


def _tell(updated: Sequence[Updated], root: Path, as_json: bool) -> None:
    if as_json:
        print_json([_as_data(one, root) for one in updated])
    else:
        counts = [[str(len(getattr(one.result, name))) for name in COLUMNS.values()] for one in updated]
        rows = [[_name(one, root), *row] for one, row in zip(updated, counts, strict=True)]
        print_table(["catalog", *COLUMNS], rows)
    for one in updated:
        if one.result.nameless:
            click.echo(f"{_name(one, root)}: names and e-mail addresses went out of the header", err=True)


def _as_data(one: Updated, root: Path) -> dict[str, Any]:
    """Return a catalog for a machine: the messages of each kind, and how many are unchanged."""
    kinds = {name.replace(" ", "_"): getattr(one.result, kind) for name, kind in COLUMNS.items()}
    messages = {
        name: [{"msgctxt": msgctxt, "msgid": msgid} for msgctxt, msgid in keys]
        for name, keys in kinds.items()
        if name != "unchanged"
    }
    return {
        "language": one.language,
        "catalog": one.domain,
        "path": _name(one, root),
        "differs": one.before != one.result.data,
        "names_taken_out": one.result.nameless,
        **messages,
        "unchanged": len(one.result.unchanged),
    }


def _name(one: Updated, root: Path) -> str:
    from docgen.errors import shown

    return shown(one.path, root)
