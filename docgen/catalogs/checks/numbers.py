"""A translation types no number: amounts, telephones and dates come from content/facts.toml, in any digits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Form, Wording
from docgen.tree import Run, walk

_KINDS = re.compile(
    r"""
    (?P<date>(?<![\d.,/-])(?:\d{1,2}([/.-])\d{1,2}\2\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?![\d/-]))
    | (?P<telephone>(?<![\d.,])(?:\+[ ]?\d|\(?0)[\d]*(?:\)?[ –-]?\(?\d+\)?){1,6})
    | (?P<number>\d+(?:[.,]\d+)*)
    """,
    re.VERBOSE | re.ASCII,
)
_LEAST_DIGITS = 7  # of a telephone; shorter ones are told as numbers
_MONEY = re.compile(
    r"\s?(?:baht|THB|USD|US\$|VND|MMK|KHR|LAK|kip|riel|kyats?|đồng|dong|yuan|บาท|ບາດ|ກີບ|បាត|រៀល|ဘတ်|ကျပ်|泰銖|泰铢|元|₭|៛|฿|₫|€|\$|£|¥)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:[₭៛฿₫€$£¥]|THB|USD|ဘတ်|ကျပ်)\s?$")


class Typed(NamedTuple):
    """A number that somebody typed: what it looks like, and its digits as 0 to 9."""

    kind: str
    shown: str


@check(
    "numbers",
    Scope.TRANSLATION,
    errors=("number", "amount", "telephone", "date"),
    rationale="A typed number stays when the fact changes, and a wrong amount or telephone number harms someone.",
    source="docs/content.md: a text never types a number, it says {fund.living_cost}; Unicode, General_Category N",
    stops=True,
)
def numbers_are_those_of_the_source(wording: Wording) -> Iterator[Remark]:
    """Yield each number that is typed in any digits and that no form of the source has as often."""
    allowed: Counter[str] = Counter()
    for source in wording.sources:
        allowed |= Counter(each.shown for each in typed(source))
    if month := re.fullmatch(r"format\.month\.(\d+)", wording.message.msgctxt):
        allowed[month[1]] += 1  # 1月, tháng 1: some languages count their months
    for form in wording.forms:
        found = typed(form)
        for shown in Counter(each.shown for each in found) - allowed:
            kind = next(each.kind for each in found if each.shown == shown)
            said = f"msgstr types the {kind} {shown}, which msgid “{wording.short}” does not have"
            hint = "numbers come from content/facts.toml through placeholders, in the reader's digits"
            yield Remark(kind, said, hint)


def typed(form: Form) -> list[Typed]:
    """Return the numbers typed in a text, in digits 0 to 9, whatever digits they were typed in."""
    text = " ".join(node.text for node in walk(form.nodes) if isinstance(node, Run))
    latin = "".join(map(_digit, text))
    return [each for found in _KINDS.finditer(latin) for each in _read(found, latin)]


def _digit(character: str) -> str:
    """Return a digit of any script as one of 0 to 9, and other signs of numbers (①, Ⅷ, ፲) by their value.

    Numerals that are letters (三) are words: `number-words` looks at them.
    """
    if unicodedata.category(character) not in ("Nd", "No", "Nl"):
        return character
    return f"{unicodedata.numeric(character):g}"


def _read(found: re.Match[str], text: str) -> Iterator[Typed]:
    if found["date"]:
        yield Typed("date", found["date"])
    elif found["telephone"] and sum(c.isdigit() for c in found["telephone"]) >= _LEAST_DIGITS:
        yield Typed("telephone", found["telephone"])
    else:
        for number in re.finditer(r"[0-9]+(?:[.,][0-9]+)*", found[0]):
            yield Typed(_kind(text, found.start() + number.start(), found.start() + number.end()), number[0])


def _kind(text: str, start: int, end: int) -> str:
    return "amount" if _MONEY.match(text, end) or _MONEY_BEFORE.search(text, 0, start) else "number"
