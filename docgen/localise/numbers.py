"""Numbers as a language writes them: its digits, its groups, its plural forms."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from functools import cache

from docgen.errors import Location, WorkspaceError
from docgen.languages import Digits, Groups, Language


def in_digits(text: str, digits: Digits) -> str:
    """Return the text with its digits 0 to 9 in another system."""
    zero = ord(digits.zero)
    return text.translate({ord("0") + n: zero + n for n in range(10)})


def number(value: int, language: Language) -> str:
    """Return a whole number in the language's groups and digits: 30,000 or ៣០.០០០, 900,000 or ৯,০০,০০০."""
    return in_digits(_grouped(value, language.groups).replace(",", language.group), language.digits)


def _grouped(value: int, groups: Groups) -> str:
    """Return a number with a comma between its groups."""
    if groups is Groups.THOUSANDS:
        return f"{value:,}"
    head, last = divmod(abs(value), 1000)
    digits = str(head)
    pairs = [digits[max(end - 2, 0) : end] for end in range(len(digits), 0, -2)]
    return "-" * (value < 0) + (f"{','.join(reversed(pairs))},{last:03}" if head else str(last))


def plain_number(value: int, language: Language) -> str:
    """Return a whole number without groups: a year, a day, a section of a law."""
    return in_digits(str(value), language.digits)


def plural_forms(language: Language) -> str:
    """Return gettext's Plural-Forms: the language's own setting, or CLDR's rule.

    Babel's `get_plural` is a second table, which answers with English's rule for Burmese and Shan.
    """
    if language.plural_forms:
        return language.plural_forms
    from babel import Locale, UnknownLocaleError  # here: forms are filled in where there is no Babel
    from babel.plural import to_gettext

    try:
        return to_gettext(Locale.parse(language.gettext).plural_form)
    except (UnknownLocaleError, ValueError) as error:
        raise WorkspaceError(
            f"CLDR has no plural rule for {language}",
            location=Location("docgen.toml"),
            hint=f'set plural_forms in [languages.{language}], for example "nplurals=1; plural=0;"',
        ) from error


def plural_index(value: int, language: Language, forms: int) -> int:
    """Return which of a message's plural forms goes with a number."""
    return min(_rule(plural_forms(language))(value), forms - 1)


@cache
def _rule(header: str) -> Callable[[int], int]:
    found = re.search(r"plural\s*=\s*([^;]+)", header)
    rule: Callable[[int], int] = gettext.c2py(found[1].strip() if found else "0")
    return rule
