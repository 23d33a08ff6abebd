"""docgen catalog: from catalogs for a new language to approvals, and files for translators and reviewers."""

from __future__ import annotations

import click

from docgen.cli.lazy import LazyGroup

COMMANDS = {
    "add-language": "Make a language ready: settings, name, faces, catalogs.",
    "update": "Bring catalogs up to date with content/ and templates/.",
    "check": "Check translations, each finding with its line in the PO file.",
    "status": "Show how much of each language is translated and approved.",
    "draft": "Enter machine-made translations as drafts.",
    "approve": "Record that a reviewer approves translations.",
    "revoke": "Take approvals back, with a reason.",
    "signoff": "Print sheets for reviewers on paper, and enter what they ticked.",
    "export": "Write texts into a file for translators, reviewers or a CAT tool.",
    "import": "Take back what translators and reviewers did in such a file.",
    "glossary": "Show the agreed terms, and where translations deviate.",
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
      docgen catalog export km --as xlsx --out km.xlsx
      docgen catalog import km.xlsx --dry-run
      docgen catalog approve km --by km-R2 --on 2026-11-21 --document rights-at-a-glance
    """
