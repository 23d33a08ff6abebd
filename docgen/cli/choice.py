"""Options that choose documents, languages and formats, the same for all commands."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.output import options
from docgen.errors import WorkspaceError
from docgen.workspace import Workspace, find_workspace, read_workspace

DOCUMENT = click.option(
    "--document", "-d", "documents", metavar="ID", multiple=True, help="Only this document; may be repeated."
)
LANGUAGE = click.option(
    "--language",
    "-l",
    "languages",
    metavar="TAG",
    multiple=True,
    help="Only this language (km, zh_Hant); may be repeated.",
)
CHOICE = options(DOCUMENT, LANGUAGE)


def workspace_root(ctx: click.Context) -> Path:
    """Return the workspace of --workspace, or the nearest one upward."""
    return find_workspace(Path(ctx.obj or "."))


def chosen_workspace(ctx: click.Context) -> Workspace:
    """Return the workspace of a command."""
    return read_workspace(workspace_root(ctx))


def chosen_documents(workspace: Workspace, documents: tuple[str, ...]) -> tuple[str, ...]:
    """Return the documents that were asked for.

    Raises:
        WorkspaceError: the workspace has no such document.
    """
    for name in documents:
        if name not in workspace.documents:
            hint = f"it has {', '.join(workspace.documents)}"
            raise WorkspaceError(f"the workspace has no document “{name}”", hint=hint)
    return documents


def chosen_languages(workspace: Workspace, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags of the languages that were asked for."""
    return tuple(workspace.language(tag).tag for tag in languages)


def tags_of(workspace: Workspace, document: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages of a document that were asked for; all that it is made in, when none was.

    Raises:
        WorkspaceError: the workspace has no such document, or does not make it in one of them.
    """
    (name,) = chosen_documents(workspace, (document,))
    made, chosen = workspace.languages_of(name), chosen_languages(workspace, languages)
    for tag in chosen:
        if tag not in made:
            raise WorkspaceError(f"{name} is not made in “{tag}”", hint=f"it is made in {', '.join(made)}")
    return chosen or made


def chosen_targets(workspace: Workspace, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages, and the pairs of languages ("th+km"), that were asked for.

    Raises:
        WorkspaceError: the workspace has no such language, or no pages in these two.
    """
    found = tuple("+".join(workspace.language(tag).tag for tag in typed.split("+")) for typed in languages)
    for typed in found:
        if typed not in workspace.languages and typed not in all_pairs(workspace):
            hint = f"one of {', '.join(all_pairs(workspace))}" if workspace.bilingual else "bilingual in docgen.toml"
            raise WorkspaceError(f"there are no pages in “{typed}”", hint=hint)
    return found


def all_pairs(workspace: Workspace) -> tuple[str, ...]:
    """Return the pairs of languages that any document is made in."""
    return tuple(dict.fromkeys(pair for document in workspace.bilingual for pair in workspace.pairs_of(document)))
