"""A text is in its language, as far as its letters and its commonest words tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording, without_addresses

_ENGLISH = set(
    re.findall("[a-z]+", "the of and to is are you your for with that this be by not will can from or on have")
)
_LEAST_ENGLISH = 3  # different ones of these words, and a fifth of the text

# Letters that only another language of the same script writes.
_SHAN = "\u1075-\u1081\u1084-\u108d"
_URDU = "ٹڈڑںےہھگچپژ"
_STRANGE = {"my": (_SHAN, "Shan"), "ar": (_URDU, "Urdu or Persian")}
# Letters without which no longer text of a language is written: (letters, how long a text must be to tell).
_NEEDED = {
    "vi": ("àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ", 20),
    "shn": (_SHAN, 12),
    "ur": (_URDU, 20),
}


@check(
    "language",
    Scope.TEXT,
    warnings=("english", "letters-of-another", "letters-missing"),
    rationale="A text in a neighbouring language looks right to whoever does not read it, and is read by nobody.",
    source="alphabets in Unicode 17.0, chapters 7, 9.2 and 16.3; uncalibrated: the twenty commonest words of English",
)
def the_language_is_the_catalogs(wording: Wording) -> Iterator[Remark]:
    """Yield forms that read like English, or whose letters are not those of the language."""
    tag = wording.language.tag.split("-")[0]
    for text in map(without_addresses, wording.texts):
        if tag != "en" and _is_english(text):
            yield Remark("english", "the text reads like English", "translate it")
        letters, name = _STRANGE.get(tag, ("", ""))
        if letters and (found := re.findall(f"[{letters}]", text)):
            said = f"letters that {name} writes and {wording.language} does not: {' '.join(dict.fromkeys(found))}"
            yield Remark("letters-of-another", said, "was it pasted into the wrong catalog?")
        needed, least = _NEEDED.get(tag, ("", 0))
        if needed and sum(map(str.isalpha, text)) >= least and not re.search(f"[{needed}]", text, re.IGNORECASE):
            said = f"the text has none of the letters that tell {wording.language} from other languages of its script"
            yield Remark("letters-missing", said, "is it another language, or were tone marks left out?")


def _is_english(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    common = [word for word in words if word in _ENGLISH]
    return len(set(common)) >= _LEAST_ENGLISH and len(common) * 5 >= len(words)
