"""The one form in which texts are compared, so that what nobody can see never makes two texts differ.

Every equality and every digest of a text is taken over `canonical(text)`. What is printed keeps the characters its
author typed.
"""

from __future__ import annotations

import re
import unicodedata

# All of Unicode's spaces, tabs and line ends: NFC makes U+2002 of U+2000, and an editor's U+00A0 or U+3000 reads as a
# space.
_SPACES = re.compile(r"\s+")

# Characters that only steer a renderer: line-break opportunities (U+200B, U+00AD), their opposites (U+2060, U+FEFF),
# and the direction of a run (marks, embeddings, isolates). Keyboards and clipboards leave them without their user's
# knowledge; no letter changes by them. ZWNJ and ZWJ (U+200C, U+200D) are no such characters: they change letters.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def canonical(text: str) -> str:
    """Return the text in NFC, each run of spaces as one U+0020, none at the ends, without invisible controls.

    Never NFKC, which takes letters apart: Lao ໜ and ຳ, Thai ำ. `canonical` of its own result changes nothing.

    Source: UAX #15; UAX #14 for U+00AD, U+200B, U+2060; UAX #9 for the marks of direction.
    """
    # Controls go first: one of them between a letter and its mark would keep NFC from joining the two.
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip())
