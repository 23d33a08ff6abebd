"""Each letter is the letter that it looks like, of the script of its word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.letters import script_name, script_of
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording, without_addresses

_ALIKE = ({"Latn", "Cyrl"}, {"Latn", "Grek"}, {"Thai", "Laoo"})
_GREEK_AND_UNLIKE = re.compile("[αβγδεζηθικλμνξπρςστυφχψωΓΔΘΛΞΠΣΦΨΩ]")  # α is no Latin letter to anyone
_SIGNS = "\u102b-\u1032\u1037-\u103e"  # of the Myanmar script; not ံ, which is written for °
_DIGITS = "၀-၉๐-๙໐-໙០-៩"
_LETTER_AS_DIGIT = "|".join(
    (f"(?<=[{_DIGITS}])[oOlI]+(?![A-Za-z])", f"(?<![A-Za-z])[oO]+(?=[{_DIGITS}])", "(?<=[0-9])[oOlI](?=[0-9])")
)
_RULES: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    # code, languages (none: all), pattern, what should stand there
    ("digit-for-letter", (), f"[၀-၉](?=[{_SIGNS}])|၄(?=င်း)", "a letter: ဝ for ၀, ရ for ၇, ၎ for ၄"),
    ("perhaps-digit", ("my",), "(?<![၀-၉.,\ufffc])၀(?=[က-အ])(?!ဒသမ)", "the letter ဝ, if it is no zero"),
    ("letter-for-digit", (), "(?<=[၀-၉])ဝ(?=[၀-၉])", "the digit ၀"),
    ("letter-for-digit", (), _LETTER_AS_DIGIT, "a digit"),
    ("two-for-one", (), "เเ", "แ"),
    ("two-for-one", (), "ํ[่-๋]?า", "ำ"),
    ("two-for-one", (), "ເເ", "ແ"),
    ("other-letter", ("th",), "(?<![ฤฦ])ๅ", "า"),
    ("other-letter", ("vi",), "[ÐðƉ]", "Đ or đ"),
    ("spelled-apart", (), "ໍ[່-໋]?າ", "ຳ"),
    ("spelled-apart", (), "េា|េី|េៀ", "one vowel: ោ, ើ, ឿ"),
    ("spelled-apart", ("km",), "[ឣឤឨ៘]", "another letter: Unicode advises against this one"),
    ("other-form", ("ur", "fa"), "[يك]", "ی or ک"),
)


@check(
    "look-alikes",
    Scope.TEXT,
    errors=("mixed-word", "digit-for-letter", "letter-for-digit", "two-for-one", "other-letter"),
    warnings=("spelled-apart", "other-form", "perhaps-digit"),
    rationale="The page looks right and reads wrong: no search finds the word, and read aloud it is noise.",
    source="UTS #39, confusables; Unicode 17.0, chapters 16.1 to 16.4",
)
def letters_are_what_they_look_like(wording: Wording) -> Iterator[Remark]:
    """Yield words of mixed scripts, and letters and digits that stand for others that look the same."""
    tag = wording.language.tag.split("-")[0]
    for text in map(without_addresses, wording.texts):
        yield from _mixed(text)
        for code, languages, pattern, right in _RULES:
            if (not languages or tag in languages) and (found := re.search(pattern, text)):
                around = text[max(0, found.start() - 3) : found.end() + 3].strip()
                codes = " ".join(f"U+{ord(c):04X}" for c in found[0])
                yield Remark(code, f"“{found[0]}” ({codes}) in “{around}”", f"type {right}")


def _mixed(text: str) -> Iterator[Remark]:
    plain = _GREEK_AND_UNLIKE.sub(" ", text)
    for pair in _ALIKE:
        for word in _words(plain, pair):
            if pair <= set(map(script_of, word)):
                names = " and ".join(sorted(map(script_name, pair)))
                yield Remark("mixed-word", f"“{word[:20]}” has {names} letters in one word", "type it in one script")


def _words(text: str, scripts: set[str]) -> list[str]:
    """Return the stretches of letters and marks of these scripts; Latin words follow Burmese ones without a space."""
    return "".join(c if script_of(c) in scripts else " " for c in text).split()
