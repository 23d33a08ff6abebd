"""Everything a build reads, read once per process and checked before the first page is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.catalogs.translate import Translations, read_translations
from docgen.content.reader import Content, read_content
from docgen.errors import ContentError, DocgenError, DocgenErrors, Location, WorkspaceError, raise_all
from docgen.tree import Each, Say, Text, walk
from docgen.typeset.faces import FaceSet, read_faces
from docgen.typeset.lexicon import Lexicon
from docgen.workspace import CONFIGURATION, Workspace, read_workspace
from docgen.writers.page import template_labels


@dataclass(frozen=True)
class Inputs:
    """A workspace with all that it says. `labels` are the templates' own texts."""

    workspace: Workspace
    content: Content
    translations: Translations
    labels: Mapping[str, Text]
    faces: FaceSet
    lexicons: Mapping[str, Lexicon]


def read_inputs(root: Path, check_fonts: bool = True) -> Inputs:
    """Return everything that a workspace says.

    Raises:
        DocgenError, DocgenErrors: what is wrong with any of its files.
    """
    workspace = read_workspace(root)
    content = read_content(workspace.content, root, workspace.source_language)
    raise_all(_settings_faults(workspace, content))
    translations = read_translations(
        workspace.translations, root, workspace.languages, workspace.source_language, workspace.authority
    )
    return Inputs(
        workspace=workspace,
        content=content,
        translations=translations,
        labels=template_labels(workspace.templates, root),
        faces=read_faces(workspace.fonts, check_fonts),
        lexicons=_lexicons(content, translations),
    )


def _settings_faults(workspace: Workspace, content: Content) -> list[DocgenError | DocgenErrors]:
    place = Location(CONFIGURATION)
    faults: list[DocgenError | DocgenErrors] = [
        WorkspaceError(
            f"there is no document “{name}”", location=place, hint=f"there are {', '.join(content.documents)}"
        )
        for name in workspace.documents
        if name not in content.documents
    ]
    if workspace.publisher not in content.contacts:
        faults.append(WorkspaceError(f"the publisher “{workspace.publisher}” is no contact", location=place))
    faults += [
        WorkspaceError(
            f"content/words.toml has no name for the language {tag}", location=place, hint=f'[language] {tag} = "…"'
        )
        for tag in workspace.languages
        if f"language.{tag}" not in content.words
    ]
    faults += [
        ContentError(
            f"a sentence is to be said in “{tag}”, which docgen.toml does not have",
            location=where,
            hint=f"[languages.{tag}]",
        )
        for document in content.documents.values()
        for tag, where in ((n.language, n.message.location) for n in walk(document) if isinstance(n, Text))
        if tag and tag not in workspace.languages
    ]
    faults += [
        WorkspaceError(
            f"“{name}” has {'an' if _beside(content, name) else 'no'} {{each}}, and [side_by_side] "
            f"{'names no languages for it' if _beside(content, name) else 'names languages for it'}",
            location=place,
            hint=f'[side_by_side] {name} = ["th", …] belongs to :::{{each}} in the document',
        )
        for name in workspace.documents
        if _beside(content, name) != (name in workspace.side_by_side)
    ]
    faults += [
        ContentError(
            f"a sentence to say has no place in “{name}”, which is made in two languages at once",
            location=node.meaning.message.location,
            hint=f"take {name} out of bilingual in {CONFIGURATION}",
        )
        for name in workspace.bilingual
        for node in walk(content.documents.get(name, ()))
        if isinstance(node, Say)
    ]
    return faults


def _beside(content: Content, name: str) -> bool:
    return any(isinstance(node, Each) for node in walk(content.documents.get(name, ())))


def _lexicons(content: Content, translations: Translations) -> dict[str, Lexicon]:
    """Return for each language the words that no line may break: agreed terms, and names that are translated."""
    words: dict[str, list[str]] = {}
    for term in content.glossary.values():
        for tag, agreed in term.translations.items():
            words.setdefault(tag, []).extend(agreed)
    for tag, catalogs in translations.catalogs.items():
        for (msgctxt, _), entry in catalogs["shared"].entries.items() if "shared" in catalogs else ():
            if (
                msgctxt.startswith(("organisation.", "contact.", "law."))
                and "{" not in entry.msgid
                and len(entry.msgid) < 60
            ):
                words.setdefault(tag, []).extend(entry.msgstr)
    return {tag: Lexicon.of(found) for tag, found in words.items()}
