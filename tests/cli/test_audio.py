"""`docgen audio`: recordings are bound to the words that they say, and a page plays no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import opened
from tests.scratch import Scratch, make_translated
from tests.speech.sounds import SECRET, wav

ANOTHER_TABLE = """
| What | To be paid back |
|---|---|
| Living cost | {fund.living_cost} |
"""


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in which nothing is recorded."""
    return make_translated(tmp_path_factory.mktemp("audio") / "workspace", ("en", "th", "km"))


@pytest.fixture
def scratch(translated: Scratch, tmp_path: Path) -> Scratch:
    """Return a workspace to record in."""
    return translated.copy(tmp_path / "workspace")


def clauses(scratch: Scratch, tag: str = "km", document: str = "example") -> dict[str, str]:
    """Return what there is of each clause."""
    return {row["clause"]: row["state"] for row in scratch.docgen("audio", "list", document, "-l", tag, "--json").json}


def clause_with(scratch: Scratch, words: str, tag: str = "km") -> str:
    """Return the code of the clause whose spoken words have these."""
    rows = scratch.docgen("audio", "list", "example", "-l", tag, "--json").json
    return next(row["clause"] for row in rows if words in row["words"])


def record(scratch: Scratch, clause: str, *more: str, data: bytes = b"", code: int = 0) -> str:
    """Add a recording of a clause in Khmer, and return what was said of it."""
    file = scratch.root.parent / "take.bin"
    file.write_bytes(data or wav(tag=SECRET))
    options = ("-d", "example", "--by", "km-R3", "--on", "2026-12-01")
    return scratch.docgen("audio", "add", "km", clause, str(file), *options, *more, code=code).err


def page(scratch: Scratch) -> str:
    """Return the example's page for a telephone."""
    scratch.build("-d", "example", "-l", "km", "-f", "html")
    (name,) = (path for path in scratch.file("km").glob("*.html"))
    return name.read_text("utf-8")


def test_a_recorded_clause_is_played_by_the_page(scratch: Scratch) -> None:
    """What is recorded stands beside its words, inside the page; the file's own tags are nowhere."""
    first, second, *_ = clauses(scratch)
    assert page(scratch).count("<audio") == 0
    record(scratch, second)
    assert clauses(scratch)[first] == "missing" and clauses(scratch)[second] == "recorded"
    assert page(scratch).count("<audio") == page(scratch).count('src="data:audio/wav;base64,') == 1
    stored = scratch.root / "audio" / "km" / f"{second}.wav"
    assert SECRET not in stored.read_bytes() and b"SOUND" in stored.read_bytes()
    assert {
        key: scratch.docgen("status", "-d", "example", "-l", "km", "--json").json[0]["recordings"][key]
        for key in ("recorded", "void")
    } == {"recorded": 1, "void": 0}


def test_a_recording_is_void_when_an_amount_changes(scratch: Scratch) -> None:
    """Nobody hears an old amount: the recording is void, the page plays it no more, and a new one takes its place."""
    clause = clause_with(scratch, "បីពាន់")
    record(scratch, clause)
    assert "<audio" in page(scratch)
    scratch.docgen("fact", "set", "fund.living_cost", "3500", "--source", "letter", "--as-of", "2026-11-01")
    assert clauses(scratch)[clause] == "void"
    assert "<audio" not in page(scratch)
    assert "--replace" in record(scratch, clause, code=3)
    record(scratch, clause, "--replace", data=wav(0.3))
    assert clauses(scratch)[clause] == "recorded" and "<audio" in page(scratch)


def test_a_recording_is_void_when_its_file_changes(scratch: Scratch) -> None:
    """Another file in the place of the recorded one is not played."""
    clause = next(iter(clauses(scratch)))
    record(scratch, clause)
    (scratch.root / "audio" / "km" / f"{clause}.wav").write_bytes(wav(0.3))
    assert clauses(scratch)[clause] == "void"
    (scratch.root / "audio" / "km" / f"{clause}.wav").unlink()
    assert clauses(scratch)[clause] == "void" and "<audio" not in page(scratch)


def test_a_row_that_stands_under_other_heads_too_is_not_played(scratch: Scratch) -> None:
    """One recording cannot say two tables: a row that says something else elsewhere is read by a person."""
    rows = scratch.docgen("audio", "list", "example", "-l", "km", "--json").json
    row = next(row["clause"] for row in rows if "បីពាន់" in row["words"] and "\n" in row["words"])
    record(scratch, row)
    assert "<audio" in page(scratch)
    scratch.append("content/documents/example.md", ANOTHER_TABLE)
    assert clauses(scratch)[row] == "missing" and "<audio" not in page(scratch)


def test_a_recording_of_words_that_are_gone_is_named(scratch: Scratch) -> None:
    """When the source text changes, its clause is another one, and the old recording is of no use."""
    clause = clause_with(scratch, "បីពាន់")
    record(scratch, clause)
    scratch.edit("content/documents/example.md", "The fund pays **", "The fund gives **")
    scratch.docgen("catalog", "update")
    done = scratch.docgen("audio", "status", "-l", "km", "--json").json
    assert done["of_no_clause"] == {"km": [clause]}


def test_a_speaker_is_a_role_and_never_a_name(scratch: Scratch) -> None:
    """A name is refused, and not repeated."""
    clause = next(iter(clauses(scratch)))
    file = scratch.root.parent / "take.wav"
    file.write_bytes(wav())
    done = scratch.docgen(
        "audio", "add", "km", clause, str(file), "-d", "example", "--by", "Sok San", "--on", "2026-12-01", code=4
    )
    assert "role code" in done.err and "Sok" not in done.err
    assert not (scratch.root / "audio").exists()


def test_a_plan_writes_nothing_and_a_wrong_code_is_told(scratch: Scratch) -> None:
    """--dry-run shows what would be written; a code that no clause has is an error with the way out."""
    assert "would write audio/km/" in record(scratch, next(iter(clauses(scratch))), "--dry-run")
    assert "docgen audio list" in record(scratch, "no-such", code=3)
    assert not (scratch.root / "audio").exists()


def test_a_record_that_somebody_changed_is_an_error_with_its_line(scratch: Scratch) -> None:
    """A file's name that leads elsewhere is never followed."""
    record(scratch, next(iter(clauses(scratch))))
    path = scratch.root / "audio" / "km" / "record.toml"
    path.write_text(path.read_text("utf-8").replace('file = "', 'file = "../../'), "utf-8")
    assert "audio/km/record.toml:4" in scratch.docgen("audio", "status", code=4).err


def test_a_browser_plays_it_without_a_network(scratch: Scratch, needs: Callable[[str], str], tmp_path: Path) -> None:
    """On a small telephone the player has its sound, asks nothing of any network, and breaks no rule of the page."""
    for clause in list(clauses(scratch))[:8]:
        record(scratch, clause)
    page(scratch)
    (file,) = scratch.file("km").glob("*.html")
    with opened(needs("chromium"), tmp_path / "profile", 360, mobile=True) as browser:
        browser.open(file)
        decoded = "(a => new Promise(r => { a.oncanplaythrough = () => r(a.duration); a.preload = 'auto'; a.load() }))"
        heard = browser.evaluate(f"{decoded}(document.querySelector('audio'))")
        assert heard == pytest.approx(0.2, abs=0.05)
        assert browser.evaluate("document.querySelectorAll('audio').length") == 8
        assert browser.evaluate("document.documentElement.scrollWidth") <= 360
        asked = [request["request"]["url"] for request in browser.of("Network.requestWillBeSent")]
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
        assert browser.of("Log.entryAdded") == []
