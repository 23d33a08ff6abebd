"""A name that nothing has: the error says which one may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from docgen.errors import ContentError, Location


def unknown(kind: str, name: str, known: Iterable[str], place: Location) -> ContentError:
    """Return the error for a reference to something that is not there."""
    near = get_close_matches(name, known, n=1)
    hint = f"is {near[0]} meant?" if near else "`docgen fact list` shows what there is" if kind == "fact" else ""
    return ContentError(f"the {kind} “{name}” is not known", location=place, hint=hint)
