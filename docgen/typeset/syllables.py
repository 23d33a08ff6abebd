"""Syllables of the Myanmar script, by its orthography alone: no dictionary knows Shan, Mon or Karen.

ICU breaks about half of Shan's lines inside a syllable, because its dictionary is Burmese.
"""

from __future__ import annotations

import re

MYANMAR = "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f"
_CONSONANTS = "\u1000-\u1020\u1050\u1051\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
_CONSONANTS += "\ua9e0-\ua9e4\ua9e7-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa6f\uaa71-\uaa76\uaa7a"
_VOWELS = "\u1021-\u102a\u1052-\u1055"  # independent ones
_MEDIALS = "\u1037\u103b-\u103e\u105e-\u1060"  # NFC puts the dot below before the asat; Shan's ႂ် is a vowel

# A letter opens a syllable unless it stands under another (after a virama), is killed (asat) or carries one (virama).
# Great sa (U+103F) ends one syllable and begins the next: there is no place before it.
_OPENING = re.compile(
    rf"(?<!\u1039)[{_CONSONANTS}{_VOWELS}](?![{_MEDIALS}]*[\u1039\u103a])|(?<!\d)[\u1040-\u1049\u1090-\u1099]|\u104e"
)


def openings(text: str) -> set[int]:
    """Return the indices in a text in NFC at which a syllable, a number or a logogram of the Myanmar script begins.

    Source: Unicode 17.0, chapter 16.3; Ye Kyaw Thu, sylbreak.
    """
    return {match.start() for match in _OPENING.finditer(text)}
