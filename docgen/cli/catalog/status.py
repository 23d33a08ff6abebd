"""docgen catalog status."""

from __future__ import annotations

from collections import Counter

import click

from docgen.cli.catalog.shared import read_inputs_of, translated_languages
from docgen.cli.choice import LANGUAGE
from docgen.cli.output import JSON, print_json, print_table


@click.command()
@LANGUAGE
@JSON
@click.pass_context
def status(ctx: click.Context, languages: tuple[str, ...], as_json: bool) -> None:
    """Show how much of each language is translated and approved, catalog by catalog.

    \b
    Examples:
      docgen catalog status
      docgen catalog status --language th --json
    """
    from docgen.catalogs.translate import text_status
    from docgen.pipeline.resolved import found_messages
    from docgen.tree import TextStatus

    inputs = read_inputs_of(ctx)
    rows = []
    for language in translated_languages(inputs, languages):
        for domain, messages in found_messages(inputs).items():
            counts = Counter(text_status(message, language.tag, inputs.translations) for message in messages)
            rows.append((language.tag, domain, len(messages), counts))
    kinds = [kind for kind in TextStatus if kind is not TextStatus.OFFICIAL]
    if as_json:
        print_json(
            [{"language": t, "catalog": d, "messages": n, **{k.value: c[k] for k in kinds}} for t, d, n, c in rows]
        )
        return
    table = [[tag, domain, str(n), *(str(counts[kind] or "") for kind in kinds)] for tag, domain, n, counts in rows]
    print_table(["language", "catalog", "messages", *(kind.value for kind in kinds)], table)
