"""Messages for chat and SMS: short enough, split between sentences, each to be read by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.catalogs.checks.marks import marks
from docgen.errors import Location
from docgen.speech.clauses import Clause, Kind
from docgen.speech.parts import Channel, Frame, parts, split_sentences
from docgen.speech.sms import Length, length
from docgen.tree import Message, Run, Text, TextStatus
from tests.trees import LANGUAGES

FRAME = Frame("Notes", "Not yet checked.", "not translated", ("Call and ask.", "7QFK-2M9D"))
SENTENCES = {
    "en": "You can ask. Call 1300 now! Is B.E. 2551 a year? It takes 3.5 days.",
    "km": "អ្នកអាចសុំ។ សូមទូរស័ព្ទ 1300។ តើអ្នកយល់ទេ?",
    "my": "သင် မေးနိုင်သည်။ 1300 သို့ ခေါ်ပါ။",
    "zh-Hant": "您可以請求。請撥打1300！",
    "th": "ท่านขอได้ โปรดโทร 1300",
}
SPLIT = {"en": 4, "km": 3, "my": 2, "zh-Hant": 2, "th": 1}


def clause(text: str, tag: str = "en", open: bool = True, kind: Kind = Kind.TEXT, *more: str) -> Clause:
    """Return a clause of some lines."""
    lines = tuple(
        Text(Message("d", "d", line, Location("d.md")), tag, TextStatus.APPROVED, ((Run(line),),))
        for line in (text, *more)
    )
    return Clause("d-00000", kind, lines, open)


def sent(*clauses: Clause, channel: Channel = Channel.SMS, frame: Frame = FRAME) -> list[str]:
    """Return the messages for a reader of English."""
    return parts(clauses, frame, channel, LANGUAGES["en"], LANGUAGES)


@pytest.mark.parametrize("tag", SENTENCES)
def test_sentences_end_where_the_language_ends_them(tag: str) -> None:
    """An abbreviation and a decimal end none; Thai, which has no mark, is never cut at a space."""
    found = split_sentences(SENTENCES[tag], marks(LANGUAGES[tag]))
    assert len(found) == SPLIT[tag]
    assert "".join(found).replace(" ", "") == SENTENCES[tag].replace(" ", "")


@pytest.mark.parametrize("tag", LANGUAGES)
@given(text=st.text(st.sampled_from("ab1.?!។။。！ “”)B")))
def test_splitting_loses_nothing(tag: str, text: str) -> None:
    """Whatever a text looks like, its sentences are the text, spaces apart."""
    found = split_sentences(text, marks(LANGUAGES[tag]))
    assert "".join("".join(found).split()) == "".join(text.split())


@given(st.lists(st.text("abc ", min_size=1, max_size=120).filter(str.strip), min_size=1, max_size=12))
def test_each_message_is_short_and_stands_alone(texts: list[str]) -> None:
    """Every message has the neutral first line and its warning, is short enough, and all words come in their order."""
    sentences = [f"{' '.join(text.split())}." for text in texts]
    messages = sent(*map(clause, sentences))
    bodies = [message.split("\n") for message in messages]
    count = f"/{len(messages)}" if len(messages) > 1 else ""
    for n, body in enumerate(bodies, 1):
        assert body[:2] == [f"Notes {n}{count}" if count else "Notes", "Not yet checked."]
    assert [line for body in bodies for line in body[2:]] == [*sentences, *FRAME.end]
    assert all(length(message).segments <= 3 for message in messages)


def test_what_is_not_open_never_leaves() -> None:
    """A message has the open clauses only; where none is open there is no message."""
    (message,) = sent(clause("Call us."), clause("You were sold.", open=False))
    assert "Call us." in message and "sold" not in message
    assert sent(clause("You were sold.", open=False)) == []


def test_an_organisation_stays_with_its_telephone() -> None:
    """A name and its number are never in two messages."""
    long = [clause("x" * 150 + ".") for _ in range(5)]
    messages = sent(*long, clause("Help line", "en", True, Kind.CONTACT, "1300"))
    (with_name,) = [message for message in messages if "Help line" in message]
    assert "Help line\n1300" in with_name


def test_a_long_sentence_is_a_message_by_itself() -> None:
    """A sentence is never cut, however long it is."""
    long = "word " * 200 + "end."
    messages = sent(clause("First."), clause(long), clause("Last."))
    assert sum(long in message for message in messages) == 1
    assert next(message for message in messages if long in message).split("\n")[2:] == [long]


@pytest.mark.parametrize(
    ("channel", "encoding", "most"), [(Channel.LINE, "utf-16-be", 10_000), (Channel.WECHAT, "utf-8", 2048)]
)
def test_chats_take_what_they_take(channel: Channel, encoding: str, most: int) -> None:
    """LINE takes 5,000 UTF-16 units, WeChat's interfaces 2,048 bytes; longer texts come in several messages."""
    messages = sent(*(clause(f"{n} {'ខ' * 300}។", "km") for n in range(40)), channel=channel)
    assert len(messages) > 1
    assert all(len(message.encode(encoding)) <= most for message in messages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 160, Length("GSM-7", 160, 1)),
        ("a" * 161, Length("GSM-7", 161, 2)),
        ("a" * 306, Length("GSM-7", 306, 2)),
        ("€" * 80, Length("GSM-7", 160, 1)),
        ("a" * 152 + "€" * 10, Length("GSM-7", 172, 2)),
        ("a" * 152 + "€" * 77, Length("GSM-7", 306, 3)),  # no sign of two septets is divided
        ("ខ" * 70, Length("UCS-2", 70, 1)),
        ("ខ" * 71, Length("UCS-2", 71, 2)),
        ("ខ" * 135, Length("UCS-2", 135, 3)),
        ("a" * 70 + "–", Length("UCS-2", 71, 2)),
        ("", Length("GSM-7", 0, 1)),
    ],
)
def test_the_length_of_a_short_message_is_what_the_network_bills(text: str, expected: Length) -> None:
    """160 or 70 characters alone, 153 or 67 in each segment of a longer one."""
    assert length(text) == expected
