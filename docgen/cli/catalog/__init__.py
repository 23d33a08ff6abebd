"""docgen catalog: update, check, status, draft, approve, adopt."""

from __future__ import annotations

import click

from docgen.cli.lazy import LazyGroup

COMMANDS = {
    "update": "Bring catalogs up to date with content/ and templates/.",
    "check": "Check translations, each finding with its line in the PO file.",
    "status": "Show how much of each language is translated and approved.",
    "draft": "Enter machine-made translations as drafts.",
    "approve": "Record that a reviewer approves translations.",
    "adopt": "Record that the publisher makes composed texts its own.",
}


@click.group(cls=LazyGroup, package=__name__, commands_of=COMMANDS)
def catalog() -> None:
    """Bring catalogs up to date, check and approve translations.

    \b
    Examples:
      docgen catalog update                 take over what changed in content/ and templates/
      docgen catalog check --language km    placeholders, markup, typed numbers, agreed terms
      docgen catalog status                 how much of each language is translated and approved
      docgen catalog approve km --by km-R2 --on 2026-11-21 --document rights-at-a-glance
    """
