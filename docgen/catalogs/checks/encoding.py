"""A text is in Unicode: it was not read in a wrong encoding, nor typed for a font that draws other letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from docgen.catalogs.checks.letters import LATIN, letters, script_of, scripts_of
from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording, without_addresses
from docgen.languages import Language

_CODE_PAGES = ("cp1252", "cp874", "cp1258")
_QUOTES = "‘’“”‹›…–—"
_LOST = re.compile("\ufffd|\\?{3,}|(?<=[^\\s?])\\?\\?(?=[^\\s?])")
# Letters that no Vietnamese word has, but every line of a VNI or TCVN3 font, between letters that it has.
_VNI = re.compile(r"[äåæçëîïñöøûüÿßþµ¸¶·¹¨»¾¼½©®ª«¬×÷ÖÕØÆÇÞ]|[ae][ùøûõïâáàåãä]|o[ùøûõïâåä]", re.IGNORECASE)
_FONT_SIGNS = re.compile("[\u00a1-\u00ff]|[A-Za-z][;:<>\\[\\]{}|@#$%^&*+=~`][A-Za-z]")


@check(
    "encoding",
    Scope.TEXT,
    errors=("mojibake", "legacy-font", "lost-characters", "private-use"),
    rationale="Such a text looks right to its typist alone; our faces print it as nonsense.",
    source="WHATWG Encoding, windows-1252, -874 and -1258; what is typed for VNI, TCVN3, Limon and ABC fonts",
)
def the_text_is_in_unicode(wording: Wording) -> Iterator[Remark]:
    """Yield forms with UTF-8 read in another code page, with letters of an old font, or with lost characters."""
    hint = "take the text from its source again, as UTF-8 or converted to Unicode"
    for text in wording.texts:
        if meant := mojibake(text, wording.language):
            yield Remark("mojibake", f"UTF-8 was read in another encoding: it means “{meant[:20]}”", hint)
        elif looks_like_a_font(_without_names(text, wording), wording.language):
            yield Remark("legacy-font", f"“{text[:20]}” was typed for a font that draws other letters", hint)
        if _LOST.search(text) and not _LOST.search(wording.source_text):
            yield Remark("lost-characters", "a program replaced letters by question marks", hint)
        if found := [c for c in text if unicodedata.category(c) == "Co"]:
            said = f"characters that Unicode gives no meaning: U+{ord(found[0]):04X}"
            yield Remark("private-use", said, hint)


def mojibake(text: str, language: Language) -> str:
    """Return what a run of characters means when its bytes are read as UTF-8, if that is letters of the language."""
    for run in re.findall("[^\x00-\x7f]+", text):
        if len(run) == 2 and run[1] in _QUOTES:
            continue  # “ĐÃ”: the letter and the quotation mark behind it are the bytes of Ô
        for page in _CODE_PAGES:
            meant = _reread(run, page)
            if meant and all(_plausible(c, language) for c in meant):
                return meant
    return ""


def _reread(run: str, page: str) -> str:
    """Return the bytes of a run in a code page as UTF-8, "" if they are none."""
    try:
        return b"".join(_bytes(c, page) for c in run).decode("utf-8")
    except UnicodeError:
        return ""


def _bytes(character: str, page: str) -> bytes:
    """Return a character's byte; the holes of a code page stand for themselves, as browsers read them."""
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1")
    return character.encode(page)


def _plausible(character: str, language: Language) -> bool:
    """Whether a character may stand in a text of the language: a letter of its own, or a mark of print."""
    if script_of(character) == LATIN:
        return character in "ơưƠƯ" or character <= "\u017f" or "\u1e00" <= character <= "\u1eff"
    return script_of(character) in scripts_of(language) or "\u2010" <= character <= "\u203a" or character == "\xa0"


def _without_names(text: str, wording: Wording) -> str:
    """Return a text without addresses, and without the words that it has from its source: São Tomé is a name."""
    known = set() if wording.is_source else set(wording.source_text.split())
    return " ".join(word for word in without_addresses(text).split() if word not in known)


def looks_like_a_font(text: str, language: Language) -> bool:
    """Whether Latin letters and signs stand for those of another script, or VNI's and TCVN3's for Vietnamese ones."""
    if language.tag.split("-")[0] == "vi":
        words = re.findall(r"[^\s\d]+", text)
        strange = [word for word in words if _VNI.search(word)]
        return len(strange) >= 2 and len(strange) * 4 >= len(words)
    counts = letters(text)
    mine = sum(counts[script] for script in scripts_of(language))
    signs = len(_FONT_SIGNS.findall(text))
    return (
        LATIN not in scripts_of(language) and counts[LATIN] > mine * 10 and signs >= 2 and signs * 10 >= counts[LATIN]
    )
