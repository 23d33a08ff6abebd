"""The reviewer's pack: what it shows, and what its verdicts do."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen.catalogs.approvals import read_approvals
from docgen.catalogs.exchange.intake import Kind, Received
from docgen.catalogs.exchange.review import for_review, reviewers_pack
from docgen.catalogs.message import Entry
from docgen.catalogs.store import parse_catalog
from docgen.catalogs.translate import text_status
from docgen.tree import TextStatus
from tests.exchange import LOOKS, Work, faults_of, fill, make_work, message, whole
from tests.trees import entry

KEY = "Source now (English)"
OK = {"OK": "yes", "Code": "km-R2"}
BACK = {"Not OK": "x", "Code": "km-R2", "Remark": "too formal"}
MESSAGES = (
    message("Read."),
    message("Draft {x}."),
    message("Three weeks."),
    message("Brought up to date."),
    message("Law.", "d.law", legal=True, authority=True),
    message("Empty."),
    message("Faulty {x}."),
)


def entries(law: str = "ច្បាប់") -> list[str]:
    """Return a Khmer catalog of all messages."""
    return [
        entry("d.a", "Read.", "បានអាន"),
        entry("d.a", "Draft {x}.", "ព្រាង {x}", draft="machine"),
        entry("d.a", "Three weeks.", "ពីរ", above='#, fuzzy\n#| msgid "Two weeks."\n'),
        entry("d.a", "Brought up to date.", "ថ្មី", above='#| msgid "As it was."\n'),
        entry("d.law", "Law.", law),
        entry("d.a", "Empty."),
        entry("d.a", "Faulty {x}.", "ខុស"),
    ]


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Return a Khmer catalog, and the Thai text that counts for the law."""
    made = make_work(tmp_path, *MESSAGES)
    made.write(*entries())
    made.write(
        *(entry(m.msgctxt, m.msgid, "กฎหมาย" if m.legal else "") for m in MESSAGES),
        tag="th",
    )
    return made


def pack(work: Work) -> bytes:
    """Return the pack of all that waits."""
    return reviewers_pack(for_review(work.tasks()), work.desk(), work.languages["km"], LOOKS, whole)


def judged(work: Work, cells: dict[str, dict[str, object]], write: bool = True) -> Received:
    """Return what a filled pack does; it is written."""
    data = fill(pack(work), cells, "Review", KEY)
    return work.enter(data) if write else work.receive(data)


def held(work: Work, msgid: str) -> Entry:
    """Return an entry as it is on disk."""
    entries = parse_catalog(work.path().read_bytes(), "d.po").entries
    return next(each for each in entries.values() if each.msgid == msgid)


def status(work: Work, msgid: str) -> TextStatus:
    """Return how far a text may be trusted."""
    return text_status(next(m for m in MESSAGES if m.msgid == msgid), "km", work.desk().translations)


# --- what it shows ----------------------------------------------------------------------------------------------------


def test_a_pack_has_what_waits_for_approval_and_changed_texts_first(work: Work) -> None:
    """What is not translated yet is no work for a reviewer, and what is approved is none any more."""
    judged(work, {"Read.": OK})
    shown = [task.message.msgid for task in for_review(work.tasks())]
    assert shown == ["Three weeks.", "Brought up to date.", "Draft {x}.", "Law.", "Faulty {x}."]


def test_a_changed_text_shows_its_former_source_and_the_difference(work: Work) -> None:
    """Removed words are struck through, new ones underlined: also on paper without colours."""
    book = load_workbook(BytesIO(pack(work)), rich_text=True)
    heads = [cell.value for cell in book["Review"][1]]
    row = dict(zip(heads, book["Review"][2], strict=True))
    assert (row["Source before"].value, row[KEY].value) == ("Two weeks.", "Three weeks.")
    looks = [(str(part), getattr(part, "font", None)) for part in row["What changed in the source"].value]
    assert [(text, bool(font and font.strike), bool(font and font.u)) for text, font in looks] == [
        ("Two", True, False),
        ("Three", False, True),
        (" weeks.", False, False),
    ]
    assert row["Translation"].value == "ពីរ" and "content/documents/d.md:3" in row["Where"].value


# --- what its verdicts do ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("msgid", ["Read.", "Draft {x}.", "Three weeks.", "Brought up to date."])
def test_an_ok_is_an_approval(work: Work, msgid: str) -> None:
    """The text is vouched for, whatever it was before, and the source that it was made for is not needed any more."""
    received = judged(work, {msgid: OK})
    done = held(work, msgid)
    assert received.kind is Kind.REVIEW and dict(received.counts) == {"approved": 1}
    assert status(work, msgid) is TextStatus.APPROVED
    assert not done.fuzzy and done.translator_comments == "" and done.previous is None


def test_a_legal_text_needs_two_packs(work: Work) -> None:
    """Two reviewers, and not one twice."""
    first = fill(pack(work), {"Law.": OK}, "Review", KEY)
    for _ in range(2):
        work.enter(first)
    assert status(work, "Law.") is TextStatus.ONE_CODE
    work.enter(fill(pack(work), {"Law.": {**OK, "Code": "km-R3"}}, "Review", KEY))
    assert status(work, "Law.") is TextStatus.APPROVED


def test_an_approval_is_of_the_day_that_was_given(work: Work) -> None:
    """No clock is read, and each text is entered once."""
    judged(work, {"Read.": OK, "Draft {x}.": OK})
    text = (work.root / "translations/km/approvals.toml").read_text("utf-8")
    assert text.count("on = 2026-11-21") == text.count("[[approval]]") == 2
    assert len(read_approvals(work.root / "translations/km/approvals.toml", work.root).codes) == 2


def test_not_ok_gives_the_text_back_with_the_remark(work: Work) -> None:
    """It is fuzzy, and its translator finds who said what."""
    received = judged(work, {"Read.": BACK})
    assert held(work, "Read.").fuzzy and held(work, "Read.").translator_comments == "km-R2: too formal"
    assert dict(received.counts) == {"not OK": 1} and set(received.files) == {work.path()}


def test_a_remark_alone_is_kept(work: Work) -> None:
    """It is no verdict: nothing else changes."""
    judged(work, {"Read.": {"Code": "km-R2", "Remark": "ask Vientiane"}})
    assert not held(work, "Read.").fuzzy and held(work, "Read.").translator_comments == "km-R2: ask Vientiane"
    assert status(work, "Read.") is TextStatus.UNREVIEWED


def test_other_entries_keep_their_bytes(work: Work) -> None:
    """A verdict touches its own entry."""
    before = work.path().read_text("utf-8")
    judged(work, {"Draft {x}.": OK})
    after = work.path().read_text("utf-8")
    assert after == before.replace("# machine draft\n#, fuzzy\n", "", 1)


@pytest.mark.parametrize(
    ("tag", "edited"),
    [("km", ("ច្បាប់", "ច្បាប់ថ្មី")), ("th", ("กฎหมาย", "กฎหมายใหม่"))],
)
@pytest.mark.parametrize("cells", [OK, BACK])
def test_what_changed_since_is_to_be_reviewed_again(
    work: Work, tag: str, edited: tuple[str, str], cells: dict[str, object]
) -> None:
    """On either side: the translation, or the Thai text that counts. The other rows are entered; no remark is lost."""
    data = fill(pack(work), {"Law.": cells, "Read.": OK}, "Review", KEY)
    path = work.path(tag)
    path.write_text(path.read_text("utf-8").replace(*edited), "utf-8")
    received = work.enter(data)
    (conflict,) = received.conflicts
    assert "review it again" in conflict.reason and conflict.comment == cells.get("Remark", "")
    assert status(work, "Law.") is TextStatus.UNREVIEWED and status(work, "Read.") is TextStatus.APPROVED


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({**OK, "Not OK": "yes", "Remark": "?"}, "both OK and not OK"),
        ({"OK": "yes"}, "no role code says who judged"),
        ({"Remark": "hm"}, "no role code says who judged"),
        ({**OK, "Code": "Sokha Chan"}, "the code is no role code"),
        ({**OK, "Code": "sokha@example.org"}, "the code is no role code"),
        ({"Not OK": "yes", "Code": "km-R2"}, "not OK, but no remark says what is wrong"),
        ({**BACK, "Remark": "ask sokha@example.org"}, "the remark has an e-mail address in it"),
        ({**OK, "OK": "later"}, "“OK” is neither yes nor no"),
        ({**OK, "Translation": "បានអានហើយ"}, "the translation was changed in the pack"),
    ],
)
def test_a_wrong_verdict_is_named_and_nothing_is_entered(work: Work, cells: dict[str, object], fault: str) -> None:
    """With its row; a name that stands where a role code belongs is not repeated."""
    received = judged(work, {"Read.": cells}, write=False)
    (found,) = faults_of(received)
    assert fault in found and "sheet “Review”, row" in found
    assert "okha" not in found and dict(received.files) == {}


def test_nobody_approves_what_has_faults(work: Work) -> None:
    """The rules are those of `docgen catalog approve`."""
    (found,) = faults_of(judged(work, {"Faulty {x}.": OK}, write=False))
    assert "has faults: msgstr has not the placeholders" in found


def test_a_pack_that_nobody_filled_in_changes_nothing(work: Work) -> None:
    """Looking is not judging."""
    received = work.receive(pack(work))
    assert (received.kind, dict(received.files), received.faults) == (Kind.REVIEW, {}, ())


@pytest.mark.parametrize("cells", [OK, BACK], ids=["OK", "not OK"])
def test_an_official_text_is_not_judged_by_a_pack(work: Work, cells: dict[str, object]) -> None:
    """It needs no approval, and a pack that is older than it changes nothing of it: the verdict is reported."""
    data = fill(pack(work), {"Read.": cells}, "Review", KEY)
    work.lock(MESSAGES[0], "បានអាន")
    received = work.enter(data)
    (conflict,) = received.conflicts
    assert "the publisher has given its own text" in conflict.reason
    assert status(work, "Read.") is TextStatus.OFFICIAL and dict(received.files) == {}
