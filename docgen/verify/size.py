"""The page for a telephone is as small as its reader needs it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.languages import BreakRule
from docgen.tree import is_beside
from docgen.verify.registry import Finding, check
from docgen.writers.artefact import Artefact, Format

KILOBYTE = 1000
LARGEST = 400 * KILOBYTE
LARGEST_HEARD = 1500 * KILOBYTE  # with recordings: some minutes of speech
LARGEST_HAN = 1500 * KILOBYTE  # a Han face is large even with only the page's characters
LARGEST_BESIDE = 1000 * KILOBYTE  # in twenty languages: each script brings a face in two weights, nastaliq 160 kB


@check(
    "size",
    Format.HTML,
    rationale="The page is sent by chat over a weak connection, and paid for by the megabyte.",
    source="what a shelter on a weak connection can send; measured on the pages of this workspace",
    codes=("too-large",),
)
def the_page_is_small(artefact: Artefact) -> Iterator[Finding]:
    """Yield a page that is larger than what a telephone should fetch."""
    sounds = artefact.typeset.sounds.values()
    most = LARGEST_HAN if artefact.typeset.language.breaks is BreakRule.HAN else LARGEST_HEARD if sounds else LARGEST
    if is_beside(artefact.typeset.document):
        most = LARGEST_BESIDE
    if len(artefact.data) > most:
        heard = sum(len(sound.data) for sound in sounds) * 4 // 3 // KILOBYTE  # as base64
        said = f"the page has {len(artefact.data) // KILOBYTE} kB, and {most // KILOBYTE} is the most"
        smaller = (
            f"; recordings take {heard} of them: make them smaller (16 kbit/s, one channel), or record fewer clauses"
        )
        yield Finding("too-large", said + smaller * bool(heard))
