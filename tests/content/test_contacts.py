"""Contacts: who may see which organisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.content.contacts import Contact, read_contacts
from docgen.content.toml_file import parse_toml
from docgen.errors import DocgenError
from tests.trees import make_folder

KINDS = ("hotline", "government", "shelter", "embassy", "intergovernmental", "ngo")


def contact(id: str = "a", *lines: str, kind: str = "ngo", purpose: str = "help", audience: str = "public") -> str:
    """Return the table of a contact."""
    said = [f'kind = "{kind}"', f'purpose = "{purpose}"', f'audience = "{audience}"', 'country = "TH"']
    more = ["telephones = []", "languages = []", 'source = "MRW9"', "as_of = 2019-01-24"]
    return "\n".join([f"[{id}]", f'name = "Name of {id}"', *said, *more, *lines, "", ""])


def read(text: str) -> tuple[dict[str, Contact], list[DocgenError]]:
    """Return the contacts of a file and its faults."""
    return read_contacts(parse_toml(text, "c.toml"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("purpose", ["help", "office", "press"])
@pytest.mark.parametrize("audience", ["public", "person", "practitioner"])
def test_a_person_sees_help_lines_and_no_shelter(kind: str, purpose: str, audience: str) -> None:
    """A person's paper shows those who help and are meant for her, and never a shelter; practitioners see all."""
    found = read(contact(kind=kind, purpose=purpose, audience=audience))[0]["a"]
    assert found.may_be_shown_to("practitioner")
    shown = purpose == "help" and audience != "practitioner" and kind != "shelter"
    assert found.may_be_shown_to("person") is shown


@pytest.mark.parametrize("audience", ["public", "person"])
def test_a_shelter_is_for_practitioners_only(audience: str) -> None:
    """A shelter entered for a person is refused where its audience stands."""
    _, errors = read("\n" + contact(kind="shelter", audience=audience))
    assert [(str(error), error.hint) for error in errors] == [
        (
            "c.toml:6:1: a is a shelter, and its audience is not practitioner",
            "where a shelter is must not reach a person's paper",
        )
    ]


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        (
            contact(purpose="helping"),
            "c.toml:4:1: a.purpose: input should be 'help', 'office' or 'press'",
            "one of help, office, press",
        ),
        (
            contact(kind="charity"),
            "c.toml:3:1: a.kind: input should be 'hotline', 'government', 'shelter', 'embassy', 'intergovernmental'"
            " or 'ngo'",
            "one of hotline, government, shelter, embassy, intergovernmental, ngo",
        ),
        (
            contact().replace('source = "MRW9"\n', ""),
            "c.toml:1:2: a.source is missing",
            'say where the organisation was found: source = "MRW9"',
        ),
        (
            contact().replace("telephones = []", "telephones = [1300]"),
            "c.toml:7:1: a.telephones.0: input should be a valid string",
            "keys of content/facts.toml, [] where no source gives a number",
        ),
        (contact("a", "phone = 1"), "c.toml:11:1: a.phone is not known here", ""),
        ("a = 1\n", "c.toml:1:1: a is no table", ""),
    ],
)
def test_what_is_wrong_with_a_contact_has_its_place(text: str, said: str, hint: str) -> None:
    """A fault names the contact, the line and the column, and the way out."""
    assert [(str(error), error.hint) for error in read(text)[1]] == [(said, hint)]


def test_faults_between_the_files_are_told_at_once(tmp_path: Path) -> None:
    """A contact that is there twice, a telephone that is no fact or no telephone, a typed number: all in one run."""
    folder = make_folder(tmp_path, facts='[x]\nkind = "count"\nnumber = 1\nsource = "s"\nas_of = 2019-01-24\n')
    folder.add("facts.toml", 'owner = "nobody"\nstate = "unconfirmed"\n')
    folder.write("contacts/a.toml", contact("a").replace("telephones = []", 'telephones = ["call.gone", "x"]'))
    folder.add("contacts/a.toml", contact("b", 'hours = "from 8 to 17"', 'about = "**help"'))
    folder.write("contacts/b.toml", contact("c") + contact("a"))
    assert folder.said() == [
        f"{folder.at('contacts/a.toml', 'name = ')}: the fact “call.gone” is not known",
        f"{folder.at('contacts/a.toml', 'name = ')}: a: the fact “x” is no telephone",
        f"{folder.at('contacts/a.toml', 'hours = ')}: a number is typed in a text",
        f"{folder.at('contacts/a.toml', 'about = ')}: ** has no partner",
        f"{folder.at('contacts/b.toml', 'name = ', nth=2)}: the contact “a” is there twice",
        f"{folder.at('facts.toml', 'x]')}: x has the owner “nobody”, who is not known",
    ]
    assert "the first is at content/contacts/a.toml:2:1" in [error.hint for error in folder.faults()]
