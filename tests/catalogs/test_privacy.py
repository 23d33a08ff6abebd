"""Translators stay unnamed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docgen.catalogs.desk import check
from docgen.catalogs.merge import merge
from docgen.catalogs.message import Message
from docgen.catalogs.store import parse_catalog
from tests.trees import LANGUAGES, entry, po, translations

WORDS = [Message("d", "d.a", "One.")]
CLEAN = po("km", entry("d.a", "One.", "មួយ"))


def field(name: str, value: str, newline: str = "\n") -> bytes:
    """Return a catalog whose header has a field as a program wrote it."""
    line = f'"{name}: {value}\\n"\n'
    text = CLEAN.decode().replace(f'"{name}: \\n"\n', line)
    text = text if line in text else text.replace('"Language: km', f'{line}"Language: km')
    return text.replace("\n", newline).encode()


def said(data: bytes) -> list[str]:
    """Return what is told of a catalog."""
    return [str(error) for error in parse_catalog(data, "km.po").personal]


FIELDS = {
    "Poedit": ("Last-Translator", "Sokha Example <sokha@example.org>", ""),
    "no address": ("Last-Translator", "សុខា ឧទាហរណ៍", ""),
    "msginit": ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>", ""),
    "role code with an address": ("Last-Translator", "km-R2 <km-R2@example.org>", "km-R2"),
    "team": ("Language-Team", "Khmer <khmer@example.org>", "Khmer"),
    "bugs": ("Report-Msgid-Bugs-To", "sokha@example.org", ""),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("name", "value", "left"), FIELDS.values(), ids=FIELDS)
def test_names_in_the_header_are_told_and_taken_out(
    name: str, value: str, left: str, newline: str, msgfmt: Callable[[bytes], str]
) -> None:
    """What Poedit and Weblate write of their user is found, not repeated, and gone after an update; no more changes."""
    data = field(name, value, newline)
    (fault,) = said(data)
    assert fault.startswith("km.po:") and name in fault
    assert not [part for part in value.strip("<>").split() if part in fault]
    result = merge(data, WORDS, "km.po")
    assert (result.nameless, result.data) == (True, field(name, left, newline))
    assert said(result.data) == []
    assert merge(result.data, WORDS, "km.po").nameless is False
    assert msgfmt(result.data) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Last-Translator", ""),
        ("Last-Translator", "km-R2"),
        ("Language-Team", "Khmer <https://weblate.example.org/projects/d/km/>"),
        ("X-Generator", "Poedit 3.4.2"),
    ],
)
def test_what_names_nobody_stays(name: str, value: str) -> None:
    """A role code, a team's address on the web and a program's name are no person's."""
    assert said(field(name, value)) == []
    assert merge(field(name, value), WORDS).data == field(name, value)


def test_lines_of_credits_go_and_other_remarks_stay() -> None:
    """Weblate lists its translators above the header; what else stands there is kept as it was typed."""
    credits = "# Sokha Example <sokha@example.org>, 2025, 2026.\n# Thida Example, 2026.\n"
    kept = "#  Khmer catalog of the card.\n# Names of 14 provinces as in the law of 5 June, 2008\n"
    result = merge((credits + kept).encode() + CLEAN, WORDS, "km.po")
    assert said((credits + kept).encode() + CLEAN) == [
        "km.po:1: a comment names a person",
        "km.po:2: a comment names a person",
    ]
    assert (result.data, result.nameless) == (kept.encode() + CLEAN, True)


def test_an_address_in_a_comment_is_told_and_left_to_a_person() -> None:
    """What a translator typed beside a text is her own: it is named with its line, and not touched."""
    noted = po("km", "# ask sokha@example.org\n" + entry("d.a", "One.", "មួយ"))
    assert said(noted) == ["km.po:13: a comment has an e-mail address in it"]
    result = merge(noted, WORDS, "km.po")
    assert (result.data, result.nameless) == (noted, False)


def test_a_check_fails_on_a_name() -> None:
    """`docgen catalog check` finds names before a catalog is handed on; pages are built all the same."""
    catalog = parse_catalog(field("Last-Translator", "Sokha Example"), "km.po")
    report = check(LANGUAGES["km"], {"d": []}, translations({"km": {"d": catalog}}), [])
    (error,) = report.errors
    assert str(error) == "km.po:5: Last-Translator names a person"
    assert "docgen catalog update" in error.hint
