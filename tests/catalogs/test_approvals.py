"""Approvals: what a reviewer has approved is these words and no others."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docgen.canonical import canonical
from docgen.catalogs.approvals import Approvals, added, adoption_digest, digest, read_approvals, reviewer, role_code
from docgen.errors import CatalogError, Location
from docgen.tree import Message, Origin
from tests.trees import caught

ON = date(2026, 11, 21)
MESSAGE = Message("d", "d.a", "Call {x}.", Location("content/documents/d.md", 3), msgid_plural="Call {x}s.")
MSGSTR = ("โทร {x}", "โทร {x} ๆ")
AUTHORITY = ("ข้อความไทย",)


def of(message: Message = MESSAGE, language: str = "km", msgstr: tuple[str, ...] = MSGSTR) -> str:
    """Return a digest."""
    return digest(message, language, msgstr, AUTHORITY)


@pytest.mark.parametrize(
    "other",
    [
        of(replace(MESSAGE, domain="e")),
        of(language="lo"),
        of(replace(MESSAGE, msgctxt="d.b")),
        of(replace(MESSAGE, msgid="Call {x}!")),
        of(replace(MESSAGE, msgid_plural="")),
        of(msgstr=("โทร {x}", "โทร {x}")),
        of(msgstr=("โทร {x}",)),
        of(msgstr=("โทร {x}", "โทร {x} ๆ", "")),
        digest(MESSAGE, "km", MSGSTR, ("ข้อความใหม่",)),
        digest(MESSAGE, "km", MSGSTR, ()),
        digest(MESSAGE, "km", MSGSTR),
    ],
    ids=["domain", "language", "msgctxt", "msgid", "plural", "form", "fewer", "more", "Thai", "no Thai", "not bound"],
)
def test_an_approval_is_void_when_anything_changes(other: str) -> None:
    """Another catalog, language, section, source text, translation or – where it counts – Thai text is not approved."""
    assert other != of()


@given(st.text(min_size=1), st.text(min_size=1))
def test_another_text_is_another_approval(one: str, other: str) -> None:
    """Two texts that read differently never share a digest; two that read the same always do."""
    assert (of(msgstr=(one,)) == of(msgstr=(other,))) is (canonical(one) == canonical(other))


@given(st.lists(st.text(), min_size=1, max_size=3), st.lists(st.text(), min_size=1, max_size=3))
def test_forms_are_told_apart(one: list[str], other: list[str]) -> None:
    """Words cannot move from one plural form to the next unnoticed."""
    assume([canonical(text) for text in one] != [canonical(text) for text in other])
    assert of(msgstr=tuple(one)) != of(msgstr=tuple(other))


@given(st.lists(st.sampled_from(["ក្រុម", "អ្នក", "é", "ໜ", "ກຳ", "a", "ဗမာ"]), min_size=2, max_size=6))
def test_what_nobody_can_see_voids_no_approval(words: list[str]) -> None:
    """Spaces of other kinds, invisible breaks that a keyboard types, and the order of combining do not matter."""
    text = " ".join(words)
    for same in (
        text.replace(" ", "\u00a0"),
        text.replace(" ", "  "),
        text.replace(" ", "\n"),
        "\u200b".join(text),
        f"\ufeff{text}\u2060",
        unicodedata.normalize("NFD", text),
    ):
        assert of(msgstr=(same,)) == of(msgstr=(text,))
    assert of(msgstr=(text.replace(" ", ""),)) != of(msgstr=(text,))


def test_letters_that_only_look_alike_are_other_letters() -> None:
    """ZWJ and ZWNJ change letters, and compatibility letters are letters of their own."""
    for one, other in (("ក\u200c", "ក"), ("ກຳ", "ກໍາ"), ("１", "1")):
        assert of(msgstr=(one,)) != of(msgstr=(other,))


def test_an_adoption_is_of_these_words() -> None:
    """Our words, made the publisher's own, are adopted as they are, in their place, in every language at once."""
    ours = replace(MESSAGE, origin=Origin.COMPOSED)
    assert adoption_digest(ours) == adoption_digest(replace(ours, comments=("c",), location=Location("x", 1)))
    for other in (replace(ours, msgid="Other"), replace(ours, msgctxt="d.b"), replace(ours, domain="e")):
        assert adoption_digest(other) != adoption_digest(ours)
    assert adoption_digest(ours) not in (digest(ours, "en", (ours.msgid,)), of(ours))


# Role codes


@pytest.mark.parametrize("code", ["km-R2", "TH-R1", "DATIP-R12", "my-R001"])
def test_a_role_code_is_kept_as_it_is_typed(code: str) -> None:
    """A language or an office, -R, a number."""
    assert role_code(code) == code


SECRETS = [
    "Somchai Jaidee",
    "somchai@datip.go.th",
    "km-R2 (Somchai)",
    "สมชาย",
    "Somchai-R1x",
    "km-R",
    "R2",
    "",
    "km-R1234",
    "km-R2\n",
]


@pytest.mark.parametrize("typed", SECRETS)
def test_a_name_is_refused_and_not_repeated(typed: str) -> None:
    """What is no role code is refused; the error does not carry a person's name to a screen or a log."""
    with pytest.raises(CatalogError) as refused:
        role_code(typed)
    assert refused.value.message == "the reviewer is no role code"
    said = f"{refused.value} {refused.value.hint}"
    assert not [word for word in typed.split() if len(word) > 5 and word in said]


@pytest.mark.parametrize("typed", SECRETS)
def test_a_name_is_never_written(typed: str) -> None:
    """Adding an approval refuses whoever is no role code, before anything is written."""
    with pytest.raises(CatalogError):
        added(b"", "approval", [of()], typed, ON)


@pytest.mark.parametrize("code", ["km-R2", "KM-R2", "Km-R02", "km-R002"])
def test_a_reviewer_has_one_code_however_it_is_typed(code: str) -> None:
    """One person who types her code in two ways is one reviewer, not two."""
    assert reviewer(code) == reviewer("km-R2")
    assert reviewer("km-R2") not in (reviewer("km-R20"), reviewer("my-R2"))


# The file


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    """Approvals and adoptions come back with their reviewers; the same reviewer is there once."""
    path = tmp_path / "approvals.toml"
    one, other = of(), of(language="lo")
    data = added(b"", "approval", [one, other], "km-R1", ON)
    data = added(data, "approval", [one], "km-R2", ON)
    data = added(data, "approval", [one], "KM-R01", ON)
    data = added(data, "adoption", [other], "DATIP-R1", ON)
    path.write_bytes(data)
    found = read_approvals(path, tmp_path)
    assert found.codes == {one: {"km-R1", "km-R2"}, other: {"km-R1"}}
    assert found.adopted == {other}
    assert b"km-R2" in data and b"2026-11-21" in data


@given(
    st.sampled_from(
        [b"", b"# ours\r\n", b"# no line end", '# ผู้ตรวจ\n[[approval]]\ndigest = "'.encode() + b"0" * 64 + b'"\n']
    )
)
def test_adding_leaves_every_byte(data: bytes) -> None:
    """The file only grows: what stands in it stays, whatever its line ends."""
    after = added(data, "approval", [of()], "km-R1", ON)
    assert after.startswith(data) and len(after) > len(data)


def test_a_language_without_a_file_has_no_approvals(tmp_path: Path) -> None:
    """Nothing approved is no error."""
    assert read_approvals(tmp_path / "approvals.toml", tmp_path) == Approvals()


BAD = """\
# ours

[[approval]]
digest = "{digest}"
by = "km-R1"
on = 2026-11-21

[[adoption]]
digest = "{digest}"
by = "Somchai Jaidee"
on = 2026-11-21

[[approval]]
by = "km-R1"
on = 2026-11-21

[[approval]]
digest = "{digest}"
by = "km-R1"

[[approval]]
digest = "{digest}"
by = "km-R1"
on = 2026-11-21
name = "Somchai Jaidee"

[[aproval]]
digest = "{digest}"
by = "km-R1"
on = 2026-11-21
"""


def test_every_fault_of_the_file_has_its_line(tmp_path: Path) -> None:
    """An entry without digest or date, with more than it may say, of another kind: all at once, no name repeated."""
    (tmp_path / "approvals.toml").write_text(BAD.replace("{digest}", of()), "utf-8")
    errors = caught(lambda: read_approvals(tmp_path / "approvals.toml", tmp_path))
    assert [str(error) for error in errors] == [
        "approvals.toml:8: an entry's by is no role code",
        "approvals.toml:13: an entry has no digest",
        "approvals.toml:17: an entry has no date",
        "approvals.toml:21: an entry says more than digest, by and on",
        "approvals.toml:27: an entry is neither [[approval]] nor [[revocation]] nor [[adoption]]",
    ]
    assert "Somchai" not in str([(str(error), error.hint) for error in errors])


@pytest.mark.parametrize(
    "text", ["approval = 3\n", "[approval]\nby = 1\n", "approval = [1]\n", "[[approval]\n", "\xff"]
)
def test_a_broken_file_is_one_error(text: str, tmp_path: Path) -> None:
    """What is no file of approvals is refused, not taken for one without any."""
    (tmp_path / "approvals.toml").write_bytes(text.encode("latin-1"))
    (error,) = caught(lambda: read_approvals(tmp_path / "approvals.toml", tmp_path))
    assert isinstance(error, CatalogError)
    assert str(error).startswith("approvals.toml")
