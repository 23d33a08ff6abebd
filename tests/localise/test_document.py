"""A page for its reader: its values, its notices, and nothing that she does not need."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.canonical import canonical
from docgen.catalogs.approvals import Approvals, adoption_digest
from docgen.catalogs.translate import Translations
from docgen.content.reader import Content
from docgen.facts import FactState
from docgen.tree import Callout, Document, Origin, Placeholder, Say, Text, TextStatus, Value, plain, walk
from tests.trees import (
    LANGUAGES,
    WORDS,
    approved,
    fact,
    found,
    make_folder,
    prefixed,
    read_by,
    translated,
)

FACTS = fact("fund.cost", "money", "amount = 30000", 'currency = "THB"') + fact(
    "fund.within", "duration", "number = 3", 'unit = "week"'
)
BODY = "The fund pays {fund.cost}.\n\nIt answers within {fund.within}.\n"
TAGS = tuple(LANGUAGES)
each_language = pytest.mark.parametrize("tag", LANGUAGES)


def content(root: Path, body: str = BODY, facts: str = FACTS, call: str = "unconfirmed", **head: str) -> Content:
    """Return content with a document; `call` is the state of the telephone that the notices show."""
    folder = make_folder(root, body, facts, **head)
    example = (root / "content" / "facts.toml").read_text("utf-8")
    begin = example.index("[call.social_assistance]")
    end = example.index("note = ", begin)
    by = (
        "confirmed_by = 'TH-R1'\nconfirmed_on = 2026-03-01\nconfirmed_until = 2026-12-31\n"
        if call == "confirmed"
        else ""
    )
    telephone = example[begin:end].replace('"unconfirmed"', f'"{call}"') + by
    folder.write("facts.toml", example[:begin] + telephone + example[end:])
    return folder.read()


def known(read: Content, *missing: str, said: dict[tuple[str, str], str] | None = None) -> Translations:
    """Return translations of a document into all languages, but for the texts with a missing msgid."""

    def say(tag: str, text: str) -> str:
        return "" if text in missing else (said or {}).get((tag, text), prefixed(tag, text))

    return translated(found(read), TAGS, say)


def blocks(document: Document) -> list[str]:
    """Return the texts of the blocks, as they read."""
    return [canonical(plain(node)) for node in document.blocks]


def footer(document: Document) -> list[str]:
    """Return the languages of the reading aid's footer."""
    return [text.language for text in document.furniture.reading_aid]


# Values


def test_every_placeholder_becomes_a_value(tmp_path: Path) -> None:
    """No placeholder is left anywhere: blocks, titles, telephones, notices, formats."""
    body = (
        BODY
        + "\n:::{contacts} social_assistance_center\n:::\n\n"
        + "(a)=\n## {fund.cost}\n\n- {fund.cost}\n\n:::{note}\n{fund.cost}\n:::\n"
    )
    read = content(tmp_path, body)
    for tag in TAGS:
        page = read_by(read, tag, known(read))
        assert not [node for node in walk(page) if isinstance(node, Placeholder)]
        assert "call.social_assistance" in [node.ref for node in walk(page.blocks) if isinstance(node, Value)]


def test_a_page_has_its_readers_values(tmp_path: Path) -> None:
    """A sentence that is translated has its language's digits and words."""
    read = content(tmp_path)
    assert blocks(read_by(read, "km", known(read))) == [
        f"{WORDS['km']}The fund pays {WORDS['km']}៣០.០០០ baht.",
        f"{WORDS['km']}It answers within {WORDS['km']}៣ weeks.",
    ]


def test_an_english_sentence_in_another_page_keeps_its_english_values(tmp_path: Path) -> None:
    """A sentence that is not translated stands in English, with English digits and words, and is marked."""
    read = content(tmp_path)
    page = read_by(read, "km", known(read, "The fund pays {fund.cost}."))
    assert blocks(page)[0] == "The fund pays 30,000 baht."
    assert blocks(page)[1] == f"{WORDS['km']}It answers within {WORDS['km']}៣ weeks."
    (text, *_) = [node for node in walk(page.blocks) if isinstance(node, Text)]
    assert (text.language, text.status) == ("en", TextStatus.UNTRANSLATED)
    assert dict(page.labels)["untranslated"].message.msgctxt == "notice.untranslated"


def test_a_thai_sentence_in_another_page_keeps_its_thai_values(tmp_path: Path) -> None:
    """A sentence to say in Thai says Thai words on every page, and names the reader's language in Thai."""
    read = content(tmp_path, ":::{say} th\nPay {fund.cost}. I speak {reader.language}.\n:::\n")
    (say,) = (node for node in walk(read_by(read, "km", known(read))) if isinstance(node, Say))
    assert plain(say.spoken) == f"{WORDS['th']}Pay {WORDS['th']}30,000 baht. I speak {WORDS['th']}Khmer."
    assert plain(say.meaning) == f"{WORDS['km']}Pay {WORDS['km']}៣០.០០០ baht. I speak {WORDS['km']}Khmer."


@pytest.mark.parametrize("msgid", ["A title", "Words.", "{n} baht", "Name of the publisher", "Khmer"])
def test_whatever_is_not_translated_has_its_mark(msgid: str, tmp_path: Path) -> None:
    """A page with any text in the source language, also inside a value or a notice, brings the mark for it."""
    read = content(tmp_path, "Words.\n\nPay {fund.cost}.\n")
    assert "untranslated" in dict(read_by(read, "km", known(read, msgid)).labels)
    assert "untranslated" not in dict(read_by(read, "km", known(read)).labels)


# What a reader does not need


SAY = ":::{say} th\nHelp me.\n:::\n"


@pytest.mark.parametrize(
    "body",
    [
        SAY,
        f"(a)=\n## A\n\n{SAY}",
        f"- one\n\n  {SAY.replace(chr(10), chr(10) + '  ').rstrip()}\n",
        f"::::{{note}}\n{SAY}::::\n",
    ],
    ids=["document", "section", "list", "note"],
)
def test_a_sentence_to_say_is_not_for_those_who_speak_the_language(body: str, tmp_path: Path) -> None:
    """A Thai reader needs no Thai sentence to show; all others have it, with what it means."""
    read = content(tmp_path, body)
    for tag in TAGS:
        says = [node for node in walk(read_by(read, tag, known(read))) if isinstance(node, Say)]
        assert [(say.spoken.language, say.meaning.language) for say in says] == ([] if tag == "th" else [("th", tag)])


def test_a_box_that_holds_nothing_is_no_box(tmp_path: Path) -> None:
    """A box around the sentence alone goes with it."""
    read = content(tmp_path, f"::::{{important}}\n{SAY}::::\n")
    assert read_by(read, "th", known(read)).blocks == (Callout("plain", ()),)


def test_a_sentence_to_say_that_is_missing_is_not_missed(tmp_path: Path) -> None:
    """Where the Thai sentence is not translated, an English reader's page is no final edition without it."""
    read = content(tmp_path, f"::::{{note}}\n{SAY}::::\n")
    without = known(read, said={("th", "Help me."): ""})
    (say,) = (node for node in walk(read_by(read, "en", without)) if isinstance(node, Say))
    assert say.spoken.status is TextStatus.UNTRANSLATED


# Our own words


COMPOSED = f"::::{{composed}}\nAsk **us**.\n\n{SAY}\n:::{{contacts}} social_assistance_center\n:::\n::::\n"


def adopted(translations: Translations, read: Content, *msgids: str) -> Translations:
    """Return the translations with composed texts made the publisher's own."""
    digests = {adoption_digest(m) for m in found(read) if m.origin is Origin.COMPOSED and m.msgid in msgids}
    return replace(translations, approvals={"en": Approvals(adopted=frozenset(digests))})


@pytest.mark.parametrize("body", [COMPOSED, f":::::{{note}}\n{COMPOSED}:::::\n"], ids=["alone", "in another box"])
def test_a_proposal_loses_its_mark_when_all_its_words_are_adopted(body: str, tmp_path: Path) -> None:
    """A box with words of our own says so until the publisher has adopted each of them; then it is a plain text."""
    read = content(tmp_path, body)
    for msgids, kind in (((), "composed"), (("Ask **us**.",), "composed"), (("Ask **us**.", "Help me."), "plain")):
        page = read_by(read, "km", adopted(known(read), read, *msgids))
        boxes = [node for node in walk(page) if isinstance(node, Callout) and node.kind != "note"]
        assert [(box.kind, bool(box.title)) for box in boxes] == [(kind, kind == "composed")]
        assert "Ask us." in blocks(page)[0]


# The notice about facts


def notice(read: Content, tag: str = "en") -> tuple[str, str]:
    """Return which sentence about facts stands at the foot of a page, and its words."""
    text = read_by(read, tag, known(read)).furniture.confirmed
    assert text is not None
    return text.message.msgctxt, canonical(plain(text))


ONE = fact("fund.cost", "money", "amount = 30000", 'currency = "THB"', state="confirmed")
TWO = (
    fact("fund.within", "duration", "number = 3", 'unit = "week"', state="confirmed")
    .replace("confirmed_on = 2026-11-21", "confirmed_on = 2025-06-05")
    .replace("confirmed_until = 2027-11-21", "confirmed_until = 2028-01-01")
)
UNUSED = fact("unused", "count", "number = 3")
CONFIRMED, UNCONFIRMED = "notice.facts_confirmed", "notice.facts_unconfirmed"


def test_a_page_says_since_when_and_until_when_its_facts_hold(tmp_path: Path) -> None:
    """One claim for all facts shown: the day of the oldest confirmation, the end of the first to expire."""
    read = content(tmp_path, facts=ONE + TWO + UNUSED, call="confirmed")
    for tag, since, until in (
        ("en", "5 June 2025", "31 December 2026"),
        ("th", "5 สิทธิJune 2568", "31 สิทธิDecember 2569"),
        ("km", f"៥ {WORDS['km']}June ២០២៥", f"៣១ {WORDS['km']}December ២០២៦"),
    ):
        kind, said = notice(read, tag)
        assert kind == CONFIRMED
        assert since in said and until in said and "1300" in said


@pytest.mark.parametrize("state", ["unconfirmed", "expired", "conflict"])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_one_fact_that_nobody_confirmed_is_enough(which: int, state: str, tmp_path: Path) -> None:
    """When one fact on the page is not confirmed, the number to call included, the page claims nothing for any."""
    facts = [ONE, TWO]
    if which < 2:
        facts[which] = facts[which].replace('"confirmed"', f'"{state}"') + 'note = "They disagree."\n\n'
    read = content(tmp_path, facts="".join(facts), call=state if which == 2 else "confirmed")
    assert notice(read)[0] == notice(read, "km")[0] == UNCONFIRMED
    assert {f.state for f in read.facts.values()} == {FactState.CONFIRMED, FactState(state)}


def test_a_page_without_facts_still_says_whom_to_call(tmp_path: Path) -> None:
    """The notice's own telephone is a fact of the page."""
    assert notice(content(tmp_path, "Words.\n"))[0] == UNCONFIRMED
    kind, said = notice(content(tmp_path, "Words.\n", call="confirmed"))
    assert kind == CONFIRMED and "1 March 2026" in said and "1300" in said


# The footer of a reading aid


@each_language
def test_a_reading_aid_says_so_in_three_languages(tag: str, tmp_path: Path) -> None:
    """The footer speaks to the reader, in Thai and in English, and says nothing twice."""
    page = read_by(content(tmp_path), tag, known(content(tmp_path)))
    assert footer(page) == list(dict.fromkeys([tag, "th", "en"]))
    assert not page.final


@each_language
def test_the_thai_page_does_not_point_to_the_thai_text(tag: str, tmp_path: Path) -> None:
    """The authority's own language has a sentence of its own, in every language of the footer."""
    page = read_by(content(tmp_path), tag, known(content(tmp_path)))
    wanted = "notice.reading_aid_authority" if tag == "th" else "notice.reading_aid"
    assert {text.message.msgctxt for text in page.furniture.reading_aid} == {wanted}


def test_a_footer_that_is_not_translated_is_not_there_twice(tmp_path: Path) -> None:
    """Where the reader's sentence is missing, the English one stands in its place, once."""
    read = content(tmp_path)
    text = read.words["notice.reading_aid"].message.msgid
    page = read_by(read, "km", known(read, said={("km", text): ""}))
    assert footer(page) == ["en", "th"]
    assert [text.status is TextStatus.UNTRANSLATED for text in page.furniture.reading_aid] == [True, False]


def test_the_footer_names_the_readers_language_in_each_language(tmp_path: Path) -> None:
    """Whoever reads one of the three sentences learns which language the paper is in."""
    read = content(tmp_path)
    texts = read_by(read, "km", known(read)).furniture.reading_aid
    assert [text.language for text in texts if f"{WORDS[text.language]}Khmer" in plain(text)] == ["km", "th", "en"]


def test_a_final_page_has_no_such_footer(tmp_path: Path) -> None:
    """When every text is approved and every fact confirmed, the footer is gone and the notice about facts stays."""
    read = content(tmp_path, facts=ONE + TWO, call="confirmed")
    page = read_by(read, "km", approved(known(read), found(read), TAGS))
    assert page.final and footer(page) == []
    assert page.furniture.confirmed is not None
    assert page.furniture.confirmed.message.msgctxt == "notice.facts_confirmed"
