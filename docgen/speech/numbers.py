"""Numbers in words, as CLDR spells them; where CLDR has no words in the language's own letters, there are none.

CLDR proposes and never decides: a page that shows such words says that nobody has checked them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from docgen.catalogs.checks.letters import letters, scripts_of
from docgen.languages import Language

if TYPE_CHECKING:
    from icu4py.messageformat import MessageFormat

# Languages with spellout rules in CLDR, found by asking ICU 78 for each of Babel's 312. ICU answers for any other in
# the language of the machine, so it cannot be asked.
_TAGS = (
    "af ak am ar az be bg ca ccp chr cs cy da de ee el en eo es et fa ff fi fil fo fr ga gu he hi hr ht hu hy id is it "
    "ja ka kk kl km ko ky lb lo lrc lt lv mk ms mt my nb ne nl nn no pl pt qu ro ru se sk sl sq sr su sv sw ta th tr "
    "uk vi yue zh"
)
_SPELLED = frozenset(_TAGS.split())
PAUSE = " – "  # between the groups of a telephone number


def in_words(value: int, language: Language, year: bool = False) -> str:
    """Return a whole number in words, as a language says it; "" where CLDR cannot say it.

    Years have rules of their own: 二〇一九, twenty nineteen. CLDR's Lao takes its hundreds from Thai, in Thai letters:
    such words are no Lao.
    """
    if language.tag.split("-")[0] not in _SPELLED:
        return ""
    words = _rule(language.tag, year).format({"n": value})
    foreign = letters(words).keys() - scripts_of(language)
    return "" if foreign or re.search(r"\d", words) else words


@cache
def _rule(tag: str, year: bool) -> MessageFormat:
    from icu4py.messageformat import MessageFormat  # here: help needs no ICU

    return MessageFormat("{n,spellout,%spellout-numbering-year}" if year else "{n,spellout}", tag)


def digit_by_digit(telephone: str, language: Language) -> str:
    """Return a telephone number as it is read out: each digit by itself, a pause between the groups.

    In words where the language has one for each of its digits, else in the digits of the telephone's keys.
    """
    groups = re.findall(r"\d+", telephone)
    names = {digit: in_words(int(digit), language) for digit in set("".join(groups))}
    named = all(names.values())
    return PAUSE.join(" ".join(names[digit] if named else digit for digit in group) for group in groups)
