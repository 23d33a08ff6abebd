"""Organisations of every kind and purpose for tests, and documents that ask for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.scratch import Scratch, make_scratch

SHOWN = ("Line that helps", "0 2202 9074")
WITHHELD = ("Hidden house", "Secretplace", "Desk of an office", "0 2304 9100", "Voice for the press", "0 2202 9031")
TELEPHONE = """
[call.{id}]
kind = "telephone"
number = "{number}"
country = "TH"
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"
"""
CONTACT = """
[{id}]
name = "{name}"
kind = "{kind}"
purpose = "{purpose}"
audience = "{audience}"
country = "TH"
province = "{province}"
telephones = [{telephones}]
languages = []
source = "MRW9"
as_of = 2019-01-24
"""
NUMBERS = {"line": "0 2202 9074", "office": "0 2304 9100", "press": "0 2202 9031"}
CONTACTS = (
    ("line", "Line that helps", "hotline", "help", "public", "", '"call.line"'),
    ("house", "Hidden house", "shelter", "office", "practitioner", "Secretplace", ""),
    ("office", "Desk of an office", "intergovernmental", "office", "practitioner", "", '"call.office"'),
    ("press", "Voice for the press", "ngo", "press", "practitioner", "Secretplace", '"call.press"'),
)
_HEAD = """\
+++
id = "{id}"
title = "Places"
layout = "{layout}"
audience = "{audience}"
reader = "adult"
sensitivity = "open"
origin = "source"
neutral_name = "{id}"
neutral_title = "Notes"
+++

{blocks}
"""
_ALL = ":::{directory}\n:::\n"
_CALLS = ":::{calls}\n:::\n"


def document(id: str, audience: str, blocks: str, layout: str = "handbook-a4") -> str:
    """Return the text of a document."""
    return _HEAD.format(id=id, audience=audience, blocks=blocks, layout=layout)


PLACES = document("places", "practitioner", f"{_ALL}\n{_CALLS}")
HELP = document("help", "person", f"{_ALL}\n{_CALLS}", "sheet-a4")


def make_directory(folder: Path, languages: Sequence[str] = ("en", "th")) -> Scratch:
    """Return a workspace with two directories, one for those who help ("places"), one for a person ("help")."""
    made = make_scratch(folder, languages)
    facts = (TELEPHONE.format(id=id, number=number) for id, number in NUMBERS.items())
    made.append("content/facts.toml", "".join(facts))
    keys = ("id", "name", "kind", "purpose", "audience", "province", "telephones")
    contacts = (CONTACT.format(**dict(zip(keys, values, strict=True))) for values in CONTACTS)
    made.append("content/contacts/contacts.toml", "".join(contacts))
    for id, text in (("places", PLACES), ("help", HELP)):
        (made.root / "content" / "documents" / f"{id}.md").write_text(text, "utf-8")
    made.edit("docgen.toml", '"sheet"]', '"sheet", "places", "help"]')
    made.docgen("catalog", "update")
    return made
