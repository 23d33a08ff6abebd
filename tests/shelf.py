"""Which of the project's own documents a test opens: enough to meet each kind of block, each layout and each script.

`make proof` opens all of them in all languages, by DOCGEN_PROOF=full.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from docgen.workspace import Workspace
from tests.scratch import ROOT

_KIND = re.compile(r"^:::+\{(\w+)\}|^(layout = .*)|^(\|) |^\S.*\{(see|say)\.", re.MULTILINE)


def pages(workspace: Workspace) -> list[tuple[str, str]]:
    """Return documents and languages; the first document is there in each of its languages."""
    every = [(document, tag) for document in workspace.documents for tag in workspace.languages_of(document)]
    if os.environ.get("DOCGEN_PROOF") == "full":
        return every
    first = [page for page in every if page[0] == workspace.documents[0]]
    shows = {(document, tag): {workspace.languages[tag].script, *_kinds(document)} for document, tag in every}
    left = set().union(*shows.values()) - set().union(*(shows[page] for page in first))
    return [*first, *_cover(shows, left)]


def _cover(shows: dict[tuple[str, str], set[str]], left: set[str]) -> Iterator[tuple[str, str]]:
    """Yield pages until each thing that is left to show is on one of them, in languages that are seldom met."""
    met: dict[str, int] = {}
    while left:
        page = max(shows, key=lambda page: (len(shows[page] & left), -met.get(page[1], 0)))
        left -= shows[page]
        met[page[1]] = met.get(page[1], 0) + 1
        yield page


def _kinds(document: str) -> set[str]:
    """Return the kinds of blocks in a document's source, and its layout."""
    files = (ROOT / "content" / "documents").glob("*.md")
    source = max(
        (file for file in files if f"{document}-".startswith(f"{file.stem}-")), key=lambda file: len(file.stem)
    )
    return {next(filter(None, found)) for found in _KIND.findall(source.read_text("utf-8"))}
