"""docgen catalog status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from docgen.cli.catalog.shared import read_inputs_of, translated_languages
from docgen.cli.choice import LANGUAGE
from docgen.cli.output import JSON, print_json, print_table

if TYPE_CHECKING:
    from docgen.tree import TextStatus


@click.command()
@LANGUAGE
@JSON
@click.pass_context
def status(ctx: click.Context, languages: tuple[str, ...], as_json: bool) -> None:
    """Show how much of each language is translated and approved, catalog by catalog and document by document.

    A document needs the texts of its own catalog and the shared ones on its pages: "80 of 134" counts both. Official
    texts need no approval, and count as approved there.

    \b
    Examples:
      docgen catalog status
      docgen catalog status --language th --json
    """
    from docgen.catalogs.extract import messages
    from docgen.catalogs.translate import text_status
    from docgen.pipeline.resolved import copies, found_messages, resolved
    from docgen.tree import TextStatus

    inputs = read_inputs_of(ctx)
    of_documents = {each.id: [m for of in messages([each]).values() for m in of] for each in resolved(inputs)}
    rows, documents = [], []
    for tag in (language.tag for language in translated_languages(inputs, languages)):
        found = found_messages(inputs, tag)
        known = {m.key: text_status(m, tag, inputs.translations) for of in found.values() for m in of}
        for domain, of_domain in found.items():
            rows.append((tag, domain, len(of_domain), Counter(known[message.key] for message in of_domain)))
        for name, wanted in of_documents.items():
            if tag in inputs.workspace.languages_of(name):
                documents.append([tag, name, _approved(known[message.key] for message in wanted)])
        for name, texts in copies(inputs, tag).items():
            if tag in inputs.workspace.languages_of(name):
                continue
            said = {text.message.key: known[text.message.key] for text in texts}
            documents.append([tag, name, _approved(said.values())])
    if as_json:
        print_json(
            [{"language": t, "catalog": d, "messages": n, **{k.value: c[k] for k in TextStatus}} for t, d, n, c in rows]
        )
        return
    table = [
        [tag, domain, str(n), *(str(counts[kind] or "") for kind in TextStatus)] for tag, domain, n, counts in rows
    ]
    print_table(["language", "catalog", "messages", *(kind.value for kind in TextStatus)], table)
    print_table(["language", "document", "approved"], documents)


def _approved(statuses: Iterable[TextStatus]) -> str:
    """Return how many texts may stand in a final edition: "80 of 134"."""
    final = [status.final for status in statuses]
    return f"{sum(final)} of {len(final)}"
