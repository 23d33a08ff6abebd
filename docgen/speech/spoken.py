"""A localised document as somebody reads it aloud: amounts, dates and telephones as they are said."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from docgen.facts import Age, Count, Duration, Fact, Money, Telephone
from docgen.languages import Language
from docgen.speech.numbers import digit_by_digit, in_words
from docgen.tree import Document, Run, Text, Value, rebuild


class Reading(Enum):
    """How the digits of a text are said."""

    AMOUNT = "amount"
    TELEPHONE = "telephone"
    WORDS = "words"  # of a date, a law or a sentence: four digits without a group are a year


def spoken(document: Document, facts: Mapping[str, Fact], languages: Mapping[str, Language]) -> Document:
    """Return the document with its numbers as they are said, each in the language of its sentence.

    What has no words there keeps its digits.
    """
    speaker = _Speaker(facts, languages)
    return rebuild(document, lambda node: speaker.outermost(node, document.language))


@dataclass(frozen=True)
class _Speaker:
    facts: Mapping[str, Fact]
    languages: Mapping[str, Language]

    def outermost(self, node: Any, language: str) -> Any:
        """Return a text, or a value that stands alone, as it is said; None for any other node."""
        if isinstance(node, Text):
            return dataclasses.replace(node, forms=self.said(node.forms, node.language, Reading.WORDS))
        return self.value(node, language) if isinstance(node, Value) else None

    def said(self, nodes: Any, language: str, reading: Reading) -> Any:
        def change(node: Any) -> Any:
            if isinstance(node, Run):
                return Run(say(node.text, self.languages[language], reading))
            if isinstance(node, Value):
                return self.value(node, language)
            if isinstance(node, Text):
                return dataclasses.replace(node, forms=self.said(node.forms, node.language, reading))
            return None

        return rebuild(nodes, change)

    def value(self, value: Value, language: str) -> Value:
        """Return a value as it is said; its words may take several lines."""
        children = self.said(value.children, language, self.reading(value))
        return dataclasses.replace(value, children=children, shown="", kept=False)

    def reading(self, value: Value) -> Reading:
        fact = self.facts.get(value.ref)
        if fact is None:
            return Reading.WORDS
        if isinstance(fact.value, Telephone):
            return Reading.TELEPHONE
        amount = isinstance(fact.value, Money | Count | Duration | Age)
        return Reading.AMOUNT if amount else Reading.WORDS


def say(text: str, language: Language, reading: Reading) -> str:
    """Return a text with its numbers as they are said."""
    if reading is Reading.TELEPHONE:
        return digit_by_digit(text, language)
    number = rf"\d+(?:{re.escape(language.group)}\d{{2,3}})*"
    return re.sub(number, lambda found: _number(found[0], language, reading), text)


def _number(shown: str, language: Language, reading: Reading) -> str:
    digits = "".join(re.findall(r"\d", shown))
    if len(digits) > 1 and int(digits[0]) == 0:
        return digit_by_digit(digits, language)
    year = reading is Reading.WORDS and len(shown) == 4
    return in_words(int(digits), language, year) or shown
