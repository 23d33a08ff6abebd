"""URLs and e-mail addresses are kept as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording, addresses


@check(
    "addresses",
    Scope.TRANSLATION,
    errors=("url", "email"),
    rationale="An address with one letter changed leads nowhere, or to somebody else.",
    source="RFC 3986 and RFC 5322: every character of an address counts; that of a link is a part of its markup",
)
def addresses_are_kept(wording: Wording) -> Iterator[Remark]:
    """Yield each address in words that one side has and the other has not."""
    wanted = [Counter(addresses(source.text)) for source in wording.sources]
    for text in wording.texts:
        found = Counter(addresses(text))
        if found in wanted:
            continue
        for address in wanted[-1] - found:
            yield Remark(_code(address), f"msgstr lacks {address}", "keep it as it is")
        for address in found - wanted[-1]:
            yield Remark(_code(address), f"msgstr has {address}, which msgid does not have", "remove it")


def _code(address: str) -> str:
    return "email" if "@" in address else "url"
