"""docgen catalog glossary."""

from __future__ import annotations

import click

from docgen.cli.catalog.shared import read_inputs_of, translated_languages
from docgen.cli.output import JSON, print_json, print_table


@click.command()
@click.argument("language", required=False)
@JSON
@click.pass_context
def glossary(ctx: click.Context, language: str | None, as_json: bool) -> None:
    """Show the agreed terms of a LANGUAGE, or of all, and where its translations deviate from them.

    The first word of a term is used, the others are allowed. Each deviation names the line of the PO file.

    \b
    Examples:
      docgen catalog glossary km
      docgen catalog glossary --json
    """
    from docgen.catalogs.desk import check
    from docgen.pipeline.resolved import found_messages

    inputs = read_inputs_of(ctx)
    found, terms = found_messages(inputs), tuple(inputs.content.glossary.values())
    data = []
    for each in translated_languages(inputs, (language,) if language else ()):
        agreed = [
            {
                "term": term.source,
                "agreed": list(term.translations.get(each.tag, ())),
                "avoid": list(term.avoid.get(each.tag, ())),
                "note": term.note,
            }
            for term in terms
        ]
        deviations = check(each, found, inputs.translations, terms, ["glossary"]).warnings
        data.append((each.tag, agreed, deviations))
    if as_json:
        print_json(
            [
                {
                    "language": tag,
                    "terms": agreed,
                    "deviations": [
                        {"place": str(d.location), "message": d.message, "hint": d.hint} for d in found_here
                    ],
                }
                for tag, agreed, found_here in data
            ]
        )
        return
    rows = [
        [tag, str(term["term"]), ", ".join(term["agreed"]), ", ".join(term["avoid"])]
        for tag, agreed, _ in data
        for term in agreed
    ]
    print_table(["language", "term", "agreed", "not to be used"], rows)
    for tag, _, deviations in data:
        for deviation in deviations:
            click.echo(str(deviation))
        click.echo(f"{tag}: {len(deviations)} deviations")
