"""Registers only grow, and what a later entry says counts."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.catalogs.approvals import Approvals, Revocation, added, read_approvals, remark, short_code
from docgen.catalogs.register import extended, read_register
from docgen.errors import CatalogError
from tests.trees import caught

ON, LATER = date(2026, 11, 21), date(2027, 1, 10)
ONE, OTHER = "1" * 64, "2" * 64
Step = tuple[str, str, str]  # kind, digest, by


def after(folder: Path, *steps: Step) -> Approvals:
    """Return what holds after some entries."""
    data = b""
    for kind, digest, by in steps:
        more = {"reason": "a word is wrong"} if kind == "revocation" else {}
        longer = added(data, kind, [digest], by, ON, **more)
        assert longer.startswith(data) and len(longer) > len(data)
        data = longer
    path = folder / "approvals.toml"
    path.write_bytes(data)
    return read_approvals(path, folder)


APPROVED, AGAIN, BY_TWO = ("approval", ONE, "km-R1"), ("approval", ONE, "KM-R01"), ("approval", ONE, "km-R2")
REVOKED, BESIDE = ("revocation", ONE, "km-R3"), ("approval", OTHER, "km-R1")


@pytest.mark.parametrize(
    ("steps", "codes"),
    [
        ([APPROVED, REVOKED], set()),
        ([APPROVED, BY_TWO, REVOKED], set()),
        ([APPROVED, REVOKED, BY_TWO], {"km-R2"}),
        ([APPROVED, REVOKED, AGAIN], {"km-R1"}),
        ([REVOKED, APPROVED], {"km-R1"}),
        ([APPROVED, REVOKED, APPROVED, REVOKED], set()),
        ([APPROVED, BESIDE, REVOKED], set()),
    ],
    ids=["one", "two codes", "another reviewer", "the same reviewer", "before", "twice", "another text"],
)
def test_a_revocation_takes_back_what_was_approved_before_it(
    steps: list[Step], codes: set[str], tmp_path: Path
) -> None:
    """All codes of the text are gone; who approves it afterwards counts, and no other text is touched."""
    found = after(tmp_path, *steps)
    assert found.codes.get(ONE, frozenset()) == codes
    assert found.codes.get(OTHER, frozenset()) == ({"km-R1"} if BESIDE in steps else set())


def test_a_revocation_says_by_whom_and_why(tmp_path: Path) -> None:
    """Who asks why a text is unapproved finds the role, the day and the reason."""
    assert after(tmp_path, APPROVED, REVOKED).revoked == {ONE: Revocation("km-R3", ON, "a word is wrong")}


@given(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1), st.text())
def test_what_a_register_keeps_is_read_as_it_was_said(said: str, before: str) -> None:
    """Quotation marks, backslashes, Khmer, control characters: nothing that is said can become another entry."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.toml"
        data = extended(b"", "# head\n", "note", [{"said": before, "on": ON}])
        path.write_bytes(extended(data, "# head\n", "note", [{"said": said, "on": LATER}, {"said": "x", "on": ON}]))
        records = read_register(path, path.parent)
    assert [record.values["said"] for record in records] == [before, said, "x"]
    assert [record.location.line for record in records] == [3, 7, 11]


SAID = f'digest = "{ONE}"\nby = "km-R1"\non = 2026-11-21\n'


@pytest.mark.parametrize(
    "text",
    [
        f"approval = [{{ {SAID.strip().replace(chr(10), ', ')} }}]\n",
        f"[approval]\n{SAID}",
        f'[[approval]]\n{SAID}\n[note]\nx = """\n[[approval]]\n"""\n',
    ],
    ids=["inline", "one table", "a header inside a text"],
)
def test_an_entry_whose_place_cannot_be_told_is_refused(text: str, tmp_path: Path) -> None:
    """The order decides whether a text is approved, so an entry without a line of its own approves nothing."""
    (tmp_path / "approvals.toml").write_text(text, "utf-8")
    assert caught(lambda: read_approvals(tmp_path / "approvals.toml", tmp_path))


def test_a_revocation_without_a_reason_is_refused(tmp_path: Path) -> None:
    """An entry that was typed by hand says as much as one that docgen writes."""
    entry = f'[[revocation]]\ndigest = "{ONE}"\nby = "km-R1"\non = 2026-11-21\n'
    (tmp_path / "approvals.toml").write_text(entry, "utf-8")
    (error,) = caught(lambda: read_approvals(tmp_path / "approvals.toml", tmp_path))
    assert str(error) == "approvals.toml:1: an entry has no reason"


@pytest.mark.parametrize("said", ["the amount changed", "ពាក្យ\u200bខុស", "ถ้อยคำไม่ตรง “1300”", "letter no. 12 / 2569"])
def test_a_reason_is_kept_as_it_was_typed(said: str) -> None:
    """In any script, with what a keyboard types between words."""
    assert remark(said, "reason") == said


@pytest.mark.parametrize("said", ["", "  ", "two\nlines", "a\x07bell", "ask sokha@example.org"])
def test_what_is_no_reason_is_refused_and_not_repeated(said: str) -> None:
    """A reason is one line; an e-mail address does not get into a register, nor into an error."""
    with pytest.raises(CatalogError) as refused:
        remark(said, "reason")
    assert "sokha" not in f"{refused.value} {refused.value.hint}"


@given(st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_short_code_is_the_beginning_of_a_digest(digest: str) -> None:
    """Six letters that are not taken for one another; a digest that begins otherwise has another code."""
    code = short_code(digest)
    assert len(code) == 6 and not set(code) & set("ILOU")
    other = f"{int(digest[0], 16) ^ 1:x}{digest[1:]}"
    assert short_code(other) != code
