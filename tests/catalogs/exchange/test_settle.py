"""Answers meet catalogs that others have changed meanwhile: no edit is lost, and none goes in unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.catalogs.exchange.answer import report
from docgen.catalogs.message import Entry
from docgen.catalogs.store import parse_catalog
from tests.exchange import Work, fill, make_work, message
from tests.trees import entry

YOURS = "Your translation"
MINE = "ខ្ញុំ {x}"


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Return a catalog of one machine draft and one text that someone vouches for."""
    made = make_work(tmp_path, message("Pay {x}."), message("Help."))
    made.write(entry("d.a", "Pay {x}.", "បង់ {x}", draft="machine"), entry("d.a", "Help.", "ជំនួយ"))
    return made


def held(work: Work, msgid: str = "Pay {x}.") -> Entry:
    """Return an entry as it is on disk."""
    return parse_catalog(work.path().read_bytes(), "d.po").entries["d.a", msgid]


@pytest.mark.parametrize(
    ("cells", "msgstr", "fuzzy", "counts"),
    [
        ({YOURS: MINE}, MINE, False, {"changed": 1}),
        ({YOURS: MINE, "Done": "yes"}, MINE, False, {"changed": 1}),
        ({YOURS: MINE, "Done": "no"}, MINE, True, {"entered as drafts": 1}),
        ({"Done": "ใช่"}, "បង់ {x}", False, {"confirmed": 1}),
        ({"Done": "no"}, "បង់ {x}", True, {}),
        ({YOURS: ""}, "បង់ {x}", True, {}),
        ({YOURS: " \u200b"}, "បង់ {x}", True, {}),
        ({}, "បង់ {x}", True, {}),
    ],
)
def test_a_person_vouches_by_changing_or_confirming(
    work: Work, cells: dict[str, object], msgstr: str, fuzzy: bool, counts: dict[str, int]
) -> None:
    """A changed text counts as read unless its translator says no; an unchanged one stays as it is."""
    received = work.enter(fill(work.workbook(), {"Pay {x}.": cells}))
    assert (held(work).msgstr, held(work).fuzzy, dict(received.counts)) == ((msgstr,), fuzzy, counts)
    assert held(work).machine_draft == (msgstr == "បង់ {x}" and fuzzy)


def test_a_comment_is_added_beside_those_that_are_there(work: Work) -> None:
    """It changes no text and no flag, and a second import adds it no second time."""
    data = fill(work.workbook(), {"Help.": {"Your comment": "aid,\r\nor help?"}})
    for _ in range(2):
        work.enter(data)
    assert held(work, "Help.").translator_comments == "aid,\nor help?" and held(work, "Help.").msgstr == ("ជំនួយ",)


def test_importing_twice_changes_nothing_more(work: Work) -> None:
    """Who is not sure whether a file was imported may import it again."""
    data = fill(work.workbook(), {"Pay {x}.": {YOURS: MINE, "Done": "yes"}})
    work.enter(data)
    again = work.receive(data)
    assert (dict(again.files), again.conflicts) == ({}, ())


def test_what_someone_else_changed_meanwhile_is_kept_and_so_is_the_edit(work: Work) -> None:
    """The catalog keeps theirs, the report has both, and the other rows are entered."""
    data = fill(work.workbook(), {"Pay {x}.": {YOURS: MINE, "Your comment": "why"}, "Help.": {YOURS: "ជួយ"}})
    work.enter(fill(work.workbook(), {"Pay {x}.": {YOURS: "គេ {x}"}}))
    received = work.enter(data)
    (conflict,) = received.conflicts
    assert (conflict.theirs, conflict.yours, conflict.comment) == ("គេ {x}", MINE, "why")
    assert "changed by someone else" in conflict.reason and conflict.place.words == "sheet “Texts”, row 2"
    assert all(text in report([conflict]) for text in ("គេ {x}", MINE, "why", "row 2", "Pay {x}."))
    assert held(work).msgstr == ("គេ {x}",) and held(work, "Help.").msgstr == ("ជួយ",)


def test_a_confirmation_is_of_the_text_that_was_read(work: Work) -> None:
    """When the draft became another one since, it is not confirmed unseen."""
    data = fill(work.workbook(), {"Pay {x}.": {"Done": "yes"}})
    work.write(entry("d.a", "Pay {x}.", "ផ្សេង {x}", draft="machine"), entry("d.a", "Help.", "ជំនួយ"))
    received = work.enter(data)
    assert len(received.conflicts) == 1 and held(work).fuzzy


def test_what_a_reviewer_gave_back_is_not_confirmed_by_an_older_file(work: Work) -> None:
    """The same words became fuzzy since: an edit made before the remark was written is shown, not entered."""
    data = fill(work.workbook(), {"Help.": {YOURS: "ជួយ"}})
    work.write(entry("d.a", "Pay {x}.", "បង់ {x}", draft="machine"), entry("d.a", "Help.", "ជំនួយ", draft="fuzzy"))
    assert len(work.enter(data).conflicts) == 1 and held(work, "Help.").fuzzy


PREVIOUS = '#, fuzzy\n#| msgid "Pay {x}."\n'


def changed_source(work: Work, msgstr: str) -> Work:
    """Return the workspace after "Pay {x}." became "Pay {x} now.", with a translation."""
    after = make_work(work.root, message("Pay {x} now."), message("Help."))
    after.write(entry("d.a", "Pay {x} now.", msgstr, above=PREVIOUS), entry("d.a", "Help.", "ជំនួយ"))
    return after


def test_an_edit_of_a_former_source_stays_beside_it(work: Work) -> None:
    """It is better than the old translation, but nobody has read it against the new words: it stays stale."""
    data = fill(work.workbook(), {"Pay {x}.": {YOURS: MINE}})
    after = changed_source(work, "បង់ {x}")
    received = after.enter(data)
    kept = held(after, "Pay {x} now.")
    assert dict(received.counts) == {"kept for the former source": 1}
    assert kept.msgstr == (MINE,) and kept.stale and kept.previous and kept.previous.msgid == "Pay {x}."


def test_an_edit_of_a_former_source_never_replaces_a_newer_translation(work: Work) -> None:
    """Both are kept: theirs in the catalog, the edit in the report."""
    data = fill(work.workbook(), {"Pay {x}.": {YOURS: MINE}})
    after = changed_source(work, "ថ្មី {x}")
    (conflict,) = after.enter(data).conflicts
    assert "source text changed" in conflict.reason and conflict.yours == MINE
    assert held(after, "Pay {x} now.").msgstr == ("ថ្មី {x}",)


def test_an_edit_of_a_text_that_is_gone_is_reported(work: Work) -> None:
    """Nothing goes nowhere silently; a row that nobody changed is not worth a word."""
    data = fill(work.workbook(), {"Pay {x}.": {YOURS: MINE}})
    after = make_work(work.root, message("Other."))
    after.write(entry("d.a", "Other.", "ផ្សេង"))
    (conflict,) = after.enter(data).conflicts
    assert (conflict.reason, conflict.yours) == ("the source has no such text any more", MINE)


def test_a_translation_brought_up_to_date_keeps_the_former_source_for_its_reviewer(work: Work) -> None:
    """It is printed again, and says what it was before, until it is approved."""
    after = changed_source(work, "បង់ {x}")
    after.enter(fill(after.workbook(), {"Pay {x} now.": {YOURS: MINE}}))
    done = held(after, "Pay {x} now.")
    assert not done.fuzzy and not done.stale and done.previous and done.previous.msgid == "Pay {x}."


def test_a_file_of_another_language_is_known_by_its_rows(work: Work) -> None:
    """The language is in each row: there is no option to get wrong."""
    data = work.workbook().replace(b"", b"")
    other = make_work(work.root, message("Pay {x}."), languages=("en", "th"))
    other.write(entry("d.a", "Pay {x}.", "x {x}"), tag="th")
    assert all("no catalogs of the language km" in str(fault) for fault in other.receive(data).faults)


def test_an_unchanged_row_is_never_a_conflict(work: Work) -> None:
    """Whatever happened to its text meanwhile: nobody said anything of it, but of a draft that was confirmed."""
    data = fill(work.workbook(), {"Help.": {"Done": "yes"}})
    work.write(entry("d.a", "Pay {x}.", "ផ្សេង {x}"), entry("d.a", "Help.", "ជួយ"))
    received = work.receive(data)
    assert (dict(received.files), received.conflicts, received.faults) == ({}, (), ())
    after = changed_source(work, "ថ្មី {x}")
    assert after.receive(data).conflicts == ()


def test_an_official_text_is_not_overwritten_by_a_workbook(work: Work) -> None:
    """The publisher's text stays, the edit is kept in the report, and the other rows are entered."""
    work.lock(work.found[1], "ជំនួយ")
    data = fill(work.workbook(), {"Help.": {YOURS: "ជួយ"}, "Pay {x}.": {YOURS: MINE}})
    received = work.enter(data)
    (conflict,) = received.conflicts
    assert "the publisher has given its own text" in conflict.reason
    assert (conflict.theirs, conflict.yours) == ("ជំនួយ", "ជួយ")
    assert held(work, "Help.").msgstr == ("ជំនួយ",) and held(work).msgstr == (MINE,)


def test_an_official_text_may_be_brought_back_by_a_workbook(work: Work) -> None:
    """Where another text stands in its place, its own words are no edit against it."""
    work.lock(work.found[1], "ជំនួយផ្លូវការ")
    assert work.enter(fill(work.workbook(), {"Help.": {YOURS: "ជំនួយផ្លូវការ"}})).conflicts == ()
    assert held(work, "Help.").msgstr == ("ជំនួយផ្លូវការ",)
