"""With which marks a language ends a sentence, and which marks of English it does not use.

A table by script, and by language where two of one script differ. A language that is not in it gets the Latin marks,
and is asked for less than the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.languages import Language


@dataclass(frozen=True)
class Marks:
    """The marks of a language: the first of each is its usual one, the others are accepted.

    `stop` is "" where a sentence ends with a space. `free` are the marks of a source's end that a translation may go
    without. `foreign` are marks of English in whose place the language has its own.
    """

    stop: str = "."
    colon: str = ":"
    question: str = "?"
    exclamation: str = "!"
    comma: str = ","
    free: str = ""
    foreign: str = ""
    spaced: bool = True  # a space follows a mark inside a text

    @property
    def ends(self) -> str:
        """Every mark that ends a sentence."""
        return self.stop + self.question + self.exclamation

    @property
    def roles(self) -> dict[str, str]:
        """What ends a text, by the mark of English that it stands for."""
        return {".": self.stop, ":": self.colon, "?": self.question, "!": self.exclamation}


_MARKS = {
    # Royal Society of Thailand, rules for punctuation: a full stop ends no Thai sentence, a space does; a list is
    # opened with a colon or with words alone (ดังนี้), a question needs no mark.
    "Thai": Marks(stop="", free=":?!", foreign="."),
    "Laoo": Marks(free="?!"),  # the UDHR in Lao and the drafts of this workspace end sentences with a full stop
    "Khmr": Marks("។៕", "៖", "?", "!", "", foreign=".:;"),
    # A colon is written as - or ။, a question ends with a particle and ။.
    "Mymr": Marks("။", "-–:၊", "?။", "!။", "၊", foreign=".,;"),
    "Hans": Marks("。", "：", "？", "！", "，、；", foreign=".,:;?!()", spaced=False),
    "Hant": Marks("。", "：", "？", "！", "，、；", foreign=".,:;?!()", spaced=False),
    "Jpan": Marks("。", "：:", "？?", "！!", "、，", free="?", foreign=".,", spaced=False),
    "Deva": Marks("।.", foreign="|"),
    "Beng": Marks("।", foreign="|."),
    "Arab": Marks(".", ":", "؟", "!", "،؛", foreign=",;?"),
    "Ethi": Marks("።", "፦፡:", "?፧", "!", "፣፤", foreign="."),
}
_OF_LANGUAGE = {"ur": Marks("۔", ":", "؟", "!", "،؛", foreign=",;?.")}


def marks(language: Language) -> Marks:
    """Return the marks of a language."""
    base = language.tag.split("-")[0]
    return _OF_LANGUAGE.get(base) or _MARKS.get(language.script, Marks())


_CLOSING = "\"'”’»」』》）)]"  # what may stand behind the mark that ends a sentence


def last_mark(text: str) -> str:
    """Return the last character of a text that is no space and closes no quotation or bracket; "" if there is none."""
    return text.rstrip().rstrip(_CLOSING).rstrip()[-1:]


def sentences(text: str, of: Marks) -> list[str]:
    """Return the sentences of a text, by the marks that end them; an abbreviation (พ.ศ., B.E.) ends none."""
    ends = f"[{re.escape(of.ends)}]+"
    if of.spaced:
        ends = rf"(?<![A-Z])(?<!\.\w){ends}[{re.escape(_CLOSING)}]*(?=\s|$)"
    return [part.strip() for part in re.split(ends, text) if part.strip()]
