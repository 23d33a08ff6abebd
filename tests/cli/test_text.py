"""`docgen text` prints what may be sent to a telephone that others may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scratch import SHEET, Scratch, make_final, make_translated

OPEN = SHEET.replace(
    ":::{contacts} social_assistance_center\n:::\n",
    "::::{open}\nCall and ask. It is **free**.\n\n:::{contacts} social_assistance_center\n:::\n::::\n",
)


def with_open_blocks(scratch: Scratch) -> None:
    """Mark the contacts of the sheet as open."""
    (scratch.root / "content" / "documents" / "sheet.md").write_text(OPEN, "utf-8")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a translated workspace with a sheet of which a part is open."""
    return make_translated(tmp_path_factory.mktemp("text") / "workspace", ("en", "th", "km"), with_open_blocks)


def texts(scratch: Scratch, *arguments: str) -> list[str]:
    """Return the messages of the sheet."""
    (made,) = scratch.docgen("text", "sheet", "--json", *arguments).json
    return [message["text"] for message in made["messages"]]


@pytest.mark.parametrize("channel", ["line", "wechat", "sms"])
def test_only_open_blocks_leave(scratch: Scratch, channel: str) -> None:
    """The title and what is not marked stay out; markup stays out too."""
    joined = "\n".join(texts(scratch, "-l", "en", "--for", channel))
    assert "Call and ask.\nIt is free." in joined and "1300" in joined
    assert "First words" not in joined and "Help is near" not in joined and "*" not in joined


def test_the_first_line_tells_nothing(scratch: Scratch) -> None:
    """What shows on a locked telephone is the neutral title."""
    assert {text.split("\n")[0].rstrip("0123456789/ ") for text in texts(scratch, "-l", "en", "--for", "sms")} == {
        "Notes"
    }


def test_each_message_says_that_nobody_has_checked_it(scratch: Scratch, tmp_path: Path) -> None:
    """Who reads only one of several messages knows it; once all is approved it is not said."""
    messages = texts(scratch, "-l", "en", "--for", "sms")
    assert all("Not yet checked" in text for text in messages)
    final = make_final(tmp_path / "final", ("en", "th"))
    with_open_blocks(final)
    final.docgen("catalog", "update")
    for reviewer in ("en-R1", "en-R2"):
        final.docgen("catalog", "approve", "en", "--by", reviewer, "--on", "2026-11-21")
    assert not any("Not yet checked" in text for text in texts(final, "-l", "en", "--for", "sms"))


def test_a_document_without_an_open_block_is_refused(scratch: Scratch, tmp_path: Path) -> None:
    """Nothing leaves by default, and the error says how a block is marked."""
    closed = scratch.copy(tmp_path / "closed")
    (closed.root / "content" / "documents" / "sheet.md").write_text(SHEET, "utf-8")
    done = closed.docgen("text", "sheet", "--for", "line", "-l", "en", code=3)
    assert ":::{open}" in done.err and not done.out


def test_the_length_is_counted(scratch: Scratch) -> None:
    """Who pays for each segment knows it before sending: one letter outside GSM-7 makes UCS-2 of all."""
    (english,), (khmer, *_) = (
        scratch.docgen("text", "sheet", "--json", "-l", tag, "--for", "line").json[0]["messages"]
        for tag in ("en", "km")
    )
    assert (english["alphabet"], khmer["alphabet"]) == ("GSM-7", "UCS-2")
    assert english["characters"] == len(english["text"])
    assert khmer["segments"] == -(-khmer["characters"] // 67)
    assert "GSM-7, 2 segments" in scratch.docgen("text", "sheet", "-l", "en", "--for", "sms").err


def test_files_are_neutral_and_nothing_is_overwritten(scratch: Scratch, tmp_path: Path) -> None:
    """Names of files do not tell what they are; a file that lies there stays."""
    scratch.docgen("text", "sheet", "-l", "en", "--for", "line", "--out", str(tmp_path))
    (file,) = tmp_path.rglob("*.txt")
    assert file.name == "first-information-1.txt"
    file.write_text("mine")
    assert (
        "is there already"
        in scratch.docgen("text", "sheet", "-l", "en", "--for", "line", "--out", str(tmp_path), code=6).err
    )
    assert file.read_text() == "mine"
