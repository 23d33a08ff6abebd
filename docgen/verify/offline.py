"""The page for a telephone needs nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

_LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping"}


@check(
    "offline",
    Format.HTML,
    rationale="There is no internet where it is read, and a request would tell others that it is read.",
    source="HTML Living Standard, 4.2 and 4.8: elements that fetch; CSS Images and CSS Cascade: url() and @import",
    codes=("request",),
)
def nothing_is_fetched(artefact: Artefact) -> Iterator[Finding]:
    """Yield each address that a browser would load by itself."""
    root = lxml.html.document_fromstring(artefact.data.decode())
    for element in root.iter(lxml.etree.Element):
        for name, value in element.items():
            tag, attribute = str(element.tag), str(name)
            for address in _addresses(tag, attribute, str(value)):
                yield Finding("request", f"<{tag} {attribute}> would fetch {address}")
    for style in root.iter("style"):
        for address in _in_style(style.text or ""):
            yield Finding("request", f"the style sheet would fetch {address}")


def _addresses(tag: str, name: str, value: str) -> list[str]:
    """Return what a browser would load because of an attribute."""
    if name == "style":
        return _in_style(value)
    if tag == "meta" and "url=" in value.lower():
        return [value]
    loads = name in _LOADING or (name in ("href", "xlink:href") and tag not in ("a", "area"))
    return [value] if loads and not value.startswith(("data:", "#")) else []


def _in_style(text: str) -> list[str]:
    """Return what a style sheet would load."""
    return re.findall(r"(?:url\(\s*|@import\s+)[\"']?(?!data:)([^\"')\s]+)", text)
