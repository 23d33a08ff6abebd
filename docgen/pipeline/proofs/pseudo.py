"""A workspace with one more language, which nobody speaks: nothing of it is written to any catalog."""

from __future__ import annotations

from dataclasses import replace

from docgen.catalogs.pseudo import Pseudo, pseudo_catalogs, pseudo_language
from docgen.errors import Location
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.resolved import found_messages
from docgen.tree import Message, Text
from docgen.workspace import CONFIGURATION


def with_pseudo(inputs: Inputs, pseudo: Pseudo) -> Inputs:
    """Return the workspace with all its texts in a pseudo-language."""
    workspace, content = inputs.workspace, inputs.content
    source = workspace.languages[workspace.source_language]
    language = pseudo_language(pseudo, source, workspace.languages.values())
    name = Text(Message("shared", "language", language.english, Location(CONFIGURATION)))
    named = replace(inputs, content=replace(content, words={**content.words, f"language.{language.tag}": name}))
    catalogs = {language.tag: pseudo_catalogs(pseudo, found_messages(named))}
    return replace(
        named,
        workspace=replace(workspace, languages={**workspace.languages, language.tag: language}),
        translations=replace(inputs.translations, catalogs={**inputs.translations.catalogs, **catalogs}),
    )
