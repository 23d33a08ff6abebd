"""The page for a telephone needs nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

_LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping"}


@check(
    "offline",
    Format.HTML,
    rationale="There is no internet where it is read, and a request would tell others that it is read.",
    codes=("request",),
)
def nothing_is_fetched(artefact: Artefact) -> Iterator[Finding]:
    """Yield each address that a browser would load by itself."""
    root = lxml.html.document_fromstring(artefact.data.decode())
    for element in root.iter():
        for name, value in element.items():
            loads = name in _LOADING or (element.tag == "link" and name == "href")
            if loads and not str(value).startswith("data:"):
                yield Finding("request", f"<{element.tag} {name}> would fetch {value!s}")
    for style in root.iter("style"):
        for address in re.findall(r"(?:url\(\s*|@import\s+)[\"']?(?!data:)([^\"')\s]+)", style.text or ""):
            yield Finding("request", f"the style sheet would fetch {address}")
