"""`docgen fact` changes what is meant, leaves the rest, and never confirms by accident."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scratch import ON, UNTIL, Scratch, make_scratch

SOURCE = ("--source", "letter", "--as-of", "2026-11-01")
MORE = """
[fund.times]
kind = "count"
number = 3
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "conflict"
note = "two slides disagree"

[child.age]
kind = "age"
years = 18
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "expired"

[law.act]
kind = "law"
name = "Anti-Human Trafficking Act"
year = 2008
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"

[fund.since]
kind = "date"
date = 2019-01-24
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"

[fund.month]
kind = "month"
year = 2026
month = 3
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"

[fund.year]
kind = "year"
year = 2025
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"

[fund.name]
kind = "organisation"
name = 'The "Fund"'
source = "MRW9"
as_of = 2019-01-24
owner = "publisher"
state = "unconfirmed"
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace with facts of every kind."""
    made = make_scratch(tmp_path_factory.mktemp("fact") / "workspace", ("en", "th"))
    made.append("content/facts.toml", MORE)
    return made


@pytest.fixture
def scratch(original: Scratch, tmp_path: Path) -> Scratch:
    """Return a copy that a test may change."""
    return original.copy(tmp_path / "copy")


def facts(scratch: Scratch) -> Path:
    """Return the file of the facts."""
    return scratch.root / "content" / "facts.toml"


# --- looking ------------------------------------------------------------------------------------------------------


def test_the_list_has_every_fact(scratch: Scratch) -> None:
    """Value, state, source and owner of each fact stand in one line."""
    shown = scratch.docgen("fact", "list").out
    assert re.search(r"^ fund\.living_cost +3,000 THB +unconfirmed +MRW9, 2019-01-24 +publisher", shown, re.MULTILINE)
    assert len(scratch.docgen("fact", "list", "--json").json) == 10


def test_the_list_can_be_asked_for_a_state(scratch: Scratch) -> None:
    """What is in conflict, or expired, is found at once."""
    assert [f["id"] for f in scratch.docgen("fact", "list", "--state", "conflict", "--json").json] == ["fund.times"]
    assert [f["id"] for f in scratch.docgen("fact", "list", "--state", "expired", "--json").json] == ["child.age"]


def test_one_fact_is_shown_with_its_note_and_place(scratch: Scratch) -> None:
    """Who must decide sees why the sources disagree, and where the fact stands."""
    shown = scratch.docgen("fact", "show", "fund.times").out
    assert "two slides disagree" in shown and "content/facts.toml:" in shown
    fact = scratch.docgen("fact", "show", "fund.living_cost", "--json").json
    assert (fact["value"], fact["state"], fact["confirmed_by"]) == ("3,000 THB", "unconfirmed", None)


@pytest.mark.parametrize(
    "command", [["show"], ["set", "1", *SOURCE], ["confirm", "--by", "TH-R1", "--on", ON, "--until", UNTIL]]
)
def test_a_fact_that_is_not_there_is_not_made(scratch: Scratch, command: list[str]) -> None:
    """A mistyped id is an error that names the nearest one, and writes nothing."""
    before = facts(scratch).read_bytes()
    done = scratch.docgen("fact", command[0], "fund.living_costs", *command[1:], code=3)
    assert "there is no fact “fund.living_costs”" in done.err and "hint: is fund.living_cost meant?" in done.err
    assert facts(scratch).read_bytes() == before


# --- changing -----------------------------------------------------------------------------------------------------

VALUES = {
    "fund.living_cost": ("3,500", "amount = 3500       # each time", "3,500 THB"),
    "fund.within": ("2", "number = 2", "2 weeks"),
    "fund.times": ("4", "number = 4", "4"),
    "child.age": ("20", "years = 20", "20 years old"),
    "fund.since": ("2026-01-31", "date = 2026-01-31", "2026-01-31"),
    "fund.month": ("2026-01", "month = 1", "2026-01"),
    "fund.year": ("2026", "year = 2026", "2026"),
    "call.social_assistance": ("1301", 'number = "1301"', "1301"),
    "fund.name": ('A "New" Fund', None, 'A "New" Fund'),
}


@pytest.mark.parametrize("fact", VALUES)
def test_each_kind_of_fact_can_be_set(scratch: Scratch, fact: str) -> None:
    """The value changes, its source and date with it; it is unconfirmed, and the rest of the file is as it was."""
    value, line, shown = VALUES[fact]
    before = facts(scratch).read_text("utf-8").splitlines()
    done = scratch.docgen("fact", "set", fact, value, *SOURCE)
    after = facts(scratch).read_text("utf-8").splitlines()
    assert line is None or f"+{line}" in done.out.splitlines()
    found = scratch.docgen("fact", "show", fact, "--json").json
    assert (found["value"], found["state"]) == (shown, "unconfirmed")
    assert (found["source"], found["as_of"]) == ("letter", "2026-11-01")
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) in (3, 4)


def test_what_changes_is_shown_line_by_line(scratch: Scratch) -> None:
    """The officer sees on stdout what was written, as a difference."""
    done = scratch.docgen("fact", "set", "fund.living_cost", "3500", *SOURCE)
    assert done.out.splitlines() == [
        "-amount = 3000       # each time",
        "+amount = 3500       # each time",
        '-source = "MRW9"',
        "-as_of = 2019-01-24",
        '+source = "letter"',
        "+as_of = 2026-11-01",
    ]


def test_a_dry_run_shows_and_does_nothing(scratch: Scratch) -> None:
    """--dry-run shows the same difference; the file stays."""
    before = facts(scratch).read_bytes()
    dry = scratch.docgen("fact", "set", "fund.living_cost", "3500", *SOURCE, "--dry-run")
    assert facts(scratch).read_bytes() == before and "would write content/facts.toml" in dry.err
    assert scratch.docgen("fact", "set", "fund.living_cost", "3500", *SOURCE).out == dry.out


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("fund.living_cost", "three thousand"),
        ("fund.living_cost", "3500.50"),
        ("fund.living_cost", "-1"),
        ("fund.living_cost", "၃၀၀၀"),
        ("fund.living_cost", ""),
        ("fund.within", "0"),
        ("child.age", "200"),
        ("fund.since", "31.01.2026"),
        ("fund.month", "2026-13"),
        ("fund.month", "2026"),
        ("fund.year", "1026"),
        ("fund.year", "2026-03"),
        ("call.social_assistance", "+66 2 202 9074"),
        ("call.social_assistance", "12345678"),
        ("call.social_assistance", ""),
        ("fund.name", "  "),
        ("law.act", "Another Act"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(scratch: Scratch, fact: str, value: str) -> None:
    """What is no amount, number, date or telephone is an error with the fact's place, and nothing is written."""
    before = facts(scratch).read_bytes()
    done = scratch.docgen("fact", "set", *SOURCE, "--", fact, value, code=3)
    assert "error: content/facts.toml:" in done.err
    assert facts(scratch).read_bytes() == before


def test_a_fact_is_confirmed_by_a_role_and_never_by_a_name(scratch: Scratch) -> None:
    """Names and e-mail addresses do not enter the file."""
    before = facts(scratch).read_bytes()
    for name in ("Somchai", "somchai@example.org", "TH-R", "R1"):
        done = scratch.docgen("fact", "confirm", "fund.living_cost", "--by", name, "--on", ON, "--until", UNTIL, code=3)
        assert "role code" in done.err
    assert facts(scratch).read_bytes() == before


def test_a_confirmation_ends_after_it_begins(scratch: Scratch) -> None:
    """Two days in the wrong order are refused."""
    done = scratch.docgen("fact", "confirm", "fund.living_cost", "--by", "TH-R1", "--on", UNTIL, "--until", ON, code=3)
    assert "until a day before it was confirmed" in done.err


def test_a_conflict_is_settled_before_it_is_confirmed(scratch: Scratch) -> None:
    """While sources disagree nobody can confirm; setting the right value settles it."""
    confirmation = ("--by", "TH-R1", "--on", ON, "--until", UNTIL)
    done = scratch.docgen("fact", "confirm", "fund.times", *confirmation, code=3)
    assert "two slides disagree" in done.err and "docgen fact set fund.times" in done.err
    scratch.docgen("fact", "set", "fund.times", "3", *SOURCE)
    scratch.docgen("fact", "confirm", "fund.times", *confirmation)
    assert scratch.docgen("fact", "show", "fund.times", "--json").json["state"] == "confirmed"


def test_confirming_again_replaces_the_confirmation(scratch: Scratch) -> None:
    """A year later the same fact is confirmed by another role: one confirmation stands, the last."""
    for role, on, until in (("TH-R1", "2025-01-01", "2026-01-01"), ("TH-R2", "2026-01-01", "2027-01-01")):
        scratch.docgen("fact", "confirm", "fund.living_cost", "--by", role, "--on", on, "--until", until)
    found = scratch.docgen("fact", "show", "fund.living_cost", "--json").json
    assert (found["confirmed_by"], found["confirmed_until"]) == ("TH-R2", "2027-01-01")
    assert facts(scratch).read_text("utf-8").count("confirmed_by") == 1


def test_nothing_is_written_when_nothing_changes(scratch: Scratch) -> None:
    """Setting what is already there says so."""
    scratch.docgen("fact", "set", "fund.living_cost", "3500", *SOURCE)
    before = facts(scratch).stat().st_mtime_ns
    assert "nothing changes" in scratch.docgen("fact", "set", "fund.living_cost", "3500", *SOURCE).err
    assert facts(scratch).stat().st_mtime_ns == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
def test_a_file_from_notepad_stays_one(scratch: Scratch, mark: bytes) -> None:
    """Windows' line ends, and the mark at the start that its editor writes, stay: only the fact's lines are others."""
    path = facts(scratch)
    path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    scratch.docgen("fact", "set", "fund.living_cost", "3500", *SOURCE)
    scratch.docgen("fact", "confirm", "fund.within", "--by", "TH-R1", "--on", ON, "--until", UNTIL)
    after = path.read_bytes()
    assert after.startswith(mark + b"# The officer") and after.count(b"\r\n") == after.count(b"\n")
    assert len(set(before.splitlines()) - set(after.splitlines())) == 1  # the amount; other facts share the rest
    assert b"confirmed_until = 2027-11-21\r\n" in after


def test_the_order_of_keys_is_the_officers(scratch: Scratch) -> None:
    """A fact whose keys stand in another order keeps that order, and its tables may be nested."""
    path = facts(scratch)
    path.write_text(
        f'{path.read_text("utf-8")}\n[a.b.c]\nstate = "unconfirmed" # why\nas_of = 2019-01-24\n'
        'source = "x"\nowner = "publisher"\n\nnumber = 7\nkind = "count"\n',
        "utf-8",
    )
    scratch.docgen("fact", "set", "a.b.c", "8", *SOURCE)
    expected = (
        '[a.b.c]\nstate = "unconfirmed" # why\nas_of = 2026-11-01\n'
        'source = "letter"\nowner = "publisher"\n\nnumber = 8\nkind = "count"\n'
    )
    assert path.read_text("utf-8").endswith(expected)


@settings(max_examples=25)
@given(
    source=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
    amount=st.integers(0, 10**9),
)
def test_any_source_can_be_named(original: Scratch, source: str, amount: int) -> None:
    """Whatever a letter is called, in whatever script, it is written down and read again as it is."""
    from docgen.content.fact_edit import with_value
    from docgen.content.facts import read_facts
    from docgen.content.toml_file import parse_toml

    path = facts(original)
    text = path.read_text("utf-8")
    known, _ = read_facts(parse_toml(text, "facts.toml"))
    from datetime import date

    changed = with_value(text, "facts.toml", known["fund.living_cost"], f"{amount:,}", source, date(2026, 11, 1))
    read, errors = read_facts(parse_toml(changed, "facts.toml"))
    assert not errors and read["fund.living_cost"].source == source.strip()
    assert [read[name] == fact for name, fact in known.items() if name != "fund.living_cost"] == [True] * 9
