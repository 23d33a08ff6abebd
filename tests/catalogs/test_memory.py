"""Proposals from elsewhere: what is translated once need not be translated twice, and never passes for read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.catalogs.approvals import Approvals
from docgen.catalogs.desk import enter_drafts
from docgen.catalogs.merge import MergeResult, merged, plan
from docgen.catalogs.message import Entry, Message, Previous
from docgen.catalogs.pot import new_catalog
from docgen.catalogs.store import parse_catalog, set_translation
from docgen.catalogs.translate import Translations, text_status
from docgen.catalogs.update import proposals_for
from docgen.errors import Location
from docgen.languages import Language
from docgen.tree import Message as Asked
from docgen.tree import TextStatus
from tests.trees import LANGUAGES, entry, po

KM = LANGUAGES["km"]
STAY = "You may stay here for 30 days."
LONGER = "You may stay here for 45 days."
OURS = "អ្នកអាចស្នាក់នៅទីនេះបាន 30 ថ្ងៃ។"
OTHER = "អ្នកអាចនៅទីនេះ 30 ថ្ងៃ។"
CARD = ("card.stay", STAY)


def updated(texts: Mapping[str, Sequence[Message]], data: Mapping[str, bytes]) -> dict[str, MergeResult]:
    """Return the Khmer catalogs of some domains brought up to date; other catalogs are only read."""
    known = {domain: parse_catalog(held, f"{domain}.po") for domain, held in data.items()}
    plans = {
        domain: plan(data.get(domain, new_catalog(KM, domain, "")), wanted, f"{domain}.po")
        for domain, wanted in texts.items()
    }
    proposals = proposals_for(plans, known)
    return {domain: merged(made, proposals[domain]) for domain, made in plans.items()}


def in_card(msgid: str, *entries: str, plural: str = "") -> tuple[Entry, MergeResult]:
    """Return what becomes of one new text of the catalog `card` when the catalog `guide` has some entries."""
    texts = {"card": [Message("card", "card.stay", msgid, plural)]}
    result = updated(texts, {"guide": po("km", *entries)})["card"]
    return parse_catalog(result.data, "card.po").entries["card.stay", msgid], result


def test_the_same_words_are_taken_over_as_a_proposal(msgfmt: Callable[[bytes], str]) -> None:
    """What a person has translated elsewhere stands in the new place at once, with a note where it is from."""
    found, result = in_card(STAY, entry("guide.stay", STAY, OURS))
    assert (found.msgstr, found.translator_comments) == ((OURS,), "same words in guide:guide.stay")
    assert found.fuzzy and not found.stale and not found.machine_draft
    assert (result.same_words, result.added) == ((CARD,), ())
    assert msgfmt(result.data) == ""


def test_similar_words_are_proposed_with_the_words_they_were_made_for(msgfmt: Callable[[bytes], str]) -> None:
    """The translator sees the other text's words beside the proposal, and no page shows it."""
    found, result = in_card(LONGER, entry("guide.stay", STAY, OURS))
    assert (found.msgstr, found.translator_comments) == ((OURS,), "similar words in guide:guide.stay")
    assert (found.previous, found.stale) == (Previous("guide.stay", STAY, ""), True)
    assert (result.similar_words, result.added) == ((("card.stay", LONGER),), ())
    assert msgfmt(result.data) == ""


@pytest.mark.parametrize("msgid", ["Nobody may take your telephone.", "Breakfast is at seven.", "Stay."])
def test_other_words_get_no_proposal(msgid: str) -> None:
    """A text that says something else starts empty."""
    found, result = in_card(msgid, entry("guide.stay", STAY, OURS))
    assert (found.msgstr, found.translator_comments, result.added) == (("",), "", (("card.stay", msgid),))


def test_an_approval_stays_where_it_was_given() -> None:
    """The words are taken over and the approval is not: in another place they may mean something else."""
    there, here = (Asked(d, f"{d}.stay", STAY, Location("content/documents/d.md", 3)) for d in ("guide", "card"))
    guide = po("km", entry("guide.stay", STAY, OURS))
    data = updated({"card": [Message("card", "card.stay", STAY)]}, {"guide": guide})["card"].data
    catalogs = {"km": {"guide": parse_catalog(guide, "guide.po"), "card": parse_catalog(data, "card.po")}}
    bare = Translations("en", "th", catalogs, {})
    approved = Approvals({bare.digest(there, "km"): frozenset({"km-R1"})})
    translations = Translations("en", "th", catalogs, {"km": approved})
    assert text_status(there, "km", translations) is TextStatus.APPROVED
    assert text_status(here, "km", translations) is TextStatus.DRAFT


def test_a_text_that_waited_is_proposed_for_too() -> None:
    """A text that has been empty for long gets its proposal when another catalog is translated."""
    texts = {"card": [Message("card", "card.stay", STAY)]}
    empty = updated(texts, {})["card"].data
    result = updated(texts, {"card": empty, "guide": po("km", entry("guide.stay", STAY, OURS))})["card"]
    assert (result.same_words, result.unchanged) == ((CARD,), ())
    assert parse_catalog(result.data, "").entries[CARD].msgstr == (OURS,)


@pytest.mark.parametrize("held", [entry(*CARD, OTHER), entry(*CARD, OTHER, draft="machine")], ids=["read", "draft"])
def test_a_proposal_replaces_nothing(held: str) -> None:
    """Where there is a translation, whoever made it, it stays."""
    card = po("km", held)
    texts = {"card": [Message("card", "card.stay", STAY)]}
    result = updated(texts, {"card": card, "guide": po("km", entry("guide.stay", STAY, OURS))})["card"]
    assert (result.data, result.unchanged) == (card, (CARD,))


@pytest.mark.parametrize(
    "rival",
    [
        entry("guide.a", STAY, OTHER, draft="machine"),
        entry("guide.a", STAY, OTHER, draft="fuzzy"),
        f'#~ msgctxt "guide.a"\n#~ msgid "{STAY}"\n#~ msgstr "{OTHER}"\n',
        entry("guide.a", STAY),
    ],
    ids=["machine", "not read", "out of use", "empty"],
)
def test_what_a_person_read_goes_before_all_else(rival: str) -> None:
    """Of several translations of the same words, the one in use that a person vouches for is proposed."""
    assert in_card(STAY, rival, entry("guide.b", STAY, OURS))[0].msgstr == (OURS,)


def test_of_two_translations_none_is_taken_by_chance() -> None:
    """When two persons translated the same words in two ways, the place decides, and docgen does not know it."""
    found, result = in_card(STAY, entry("guide.a", STAY, OURS), entry("guide.b", STAY, OTHER))
    assert (found.msgstr, result.added) == (("",), (CARD,))
    found, _ = in_card(STAY, entry("guide.a", STAY, OURS), entry("guide.b", STAY, OURS))
    assert found.msgstr == (OURS,)


def test_words_that_were_taken_out_are_remembered() -> None:
    """A translation that is kept as obsolete serves the text that comes back elsewhere."""
    obsolete = f'#~ msgctxt "guide.a"\n#~ msgid "{STAY}"\n#~ msgstr "{OURS}"\n'
    found, _ = in_card(STAY, obsolete)
    assert (found.msgstr, found.obsolete, found.translator_comments) == ((OURS,), False, "same words in guide:guide.a")


def test_a_section_that_moves_to_another_document_keeps_its_words() -> None:
    """A text that leaves one document and enters another in the same update is proposed there."""
    texts: dict[str, list[Message]] = {"guide": [], "card": [Message("card", "card.stay", STAY)]}
    results = updated(texts, {"guide": po("km", entry("guide.stay", STAY, OURS))})
    assert results["guide"].obsoleted == (("guide.stay", STAY),)
    assert parse_catalog(results["card"].data, "").entries[CARD].msgstr == (OURS,)


def test_an_outdated_translation_serves_the_words_it_was_made_for() -> None:
    """A translation whose source changed is none of the new words, but still one of the old ones."""
    stale = entry("guide.stay", LONGER, OURS, above=f'#, fuzzy\n#| msgid "{STAY}"\n')
    same, _ = in_card(STAY, stale)
    assert (same.msgstr, same.stale) == ((OURS,), False)
    similar, _ = in_card(LONGER, stale)
    assert (similar.msgstr, similar.previous) == ((OURS,), Previous("guide.stay", STAY, ""))


def test_a_proposal_of_a_machines_draft_is_a_machines_draft() -> None:
    """What nobody has read anywhere does not pass for a person's words."""
    draft = entry("guide.stay", STAY, OURS, draft="machine")
    for msgid in (STAY, LONGER):
        found, _ = in_card(msgid, draft)
        assert found.machine_draft


def test_a_plural_is_proposed_for_a_plural() -> None:
    """The same words with another plural are similar words, and bring as many forms as are asked for."""
    days = entry("guide.days", "{n} day of rest", "{n} ថ្ងៃ", plural="{n} days of rest")
    found, _ = in_card("{n} day of rest", days, plural="{n} days of rest")
    assert (found.msgstr, found.stale) == (("{n} ថ្ងៃ",), False)
    found, _ = in_card("{n} day of rest", days)
    assert (found.msgstr, found.stale) == (("{n} ថ្ងៃ",), True)
    english = Language("en", "English", "English", "Latn", ())
    data = merged(plan(new_catalog(english, "card", ""), [Message("card", "c", "{n} day", "{n} days")], "card.po")).data
    one_form = {"guide": parse_catalog(po("km", entry("g", "{n} day", "x")), "guide.po")}
    planned = plan(data, [Message("card", "c", "{n} day", "{n} days")], "card.po")
    (proposed,) = proposals_for({"card": planned}, one_form)["card"].similar.values()
    assert proposed.msgstr == ("x", "x")


def test_a_person_who_vouches_takes_the_remark_away() -> None:
    """Approved or corrected, the text is this place's own: the note where it is from goes, other notes stay."""
    texts = {"card": [Message("card", "card.stay", STAY)]}
    noted = po("km", "# asked the office\n" + entry(*CARD))
    data = updated(texts, {"card": noted, "guide": po("km", entry("guide.stay", STAY, OURS))})["card"].data
    assert parse_catalog(data, "").entries[CARD].translator_comments.split("\n") == [
        "asked the office",
        "same words in guide:guide.stay",
    ]
    assert set_translation(data, CARD, (OURS,)) == po("km", "# asked the office\n" + entry(*CARD, OURS))


def test_a_machines_draft_takes_the_place_of_similar_words_and_not_of_the_same() -> None:
    """A proposal that no page shows gives way to a draft that one can; a person's very words do not."""
    for msgid, wanted in ((LONGER, "ព្រាង"), (STAY, OURS)):
        _, result = in_card(msgid, entry("guide.stay", STAY, OURS))
        catalog = parse_catalog(result.data, "card.po")
        data, _ = enter_drafts(catalog, result.data, {("card.stay", msgid): ("ព្រាង",)})
        after = parse_catalog(data, "").entries["card.stay", msgid]
        assert (after.msgstr, after.stale) == ((wanted,), False)
        assert after.translator_comments == ("machine draft" if msgid == LONGER else "same words in guide:guide.stay")


WORDS = st.lists(st.sampled_from(["you", "may", "stay", "here", "45", "days"]), min_size=1, max_size=5).map(" ".join)
SOURCES = st.lists(
    st.builds(Message, st.just("x"), st.sampled_from(["a", "b"]), WORDS, st.sampled_from(["", "many"])),
    unique_by=lambda message: message.key,
    max_size=5,
)


@given(history=st.lists(st.tuples(SOURCES, SOURCES), min_size=2, max_size=4), data=st.data())
def test_a_second_update_changes_nothing_and_nothing_proposed_passes_for_read(
    history: list[tuple[list[Message], list[Message]]], data: st.DataObject
) -> None:
    """Through any history of two documents, proposals are stable and fuzzy, and no word of a person is lost."""
    files: dict[str, bytes] = {}
    written: set[str] = set()
    for step, (one, two) in enumerate(history):
        texts = {"one": one, "two": two}
        results = updated(texts, files)
        files = {domain: result.data for domain, result in results.items()}
        assert {domain: result.data for domain, result in updated(texts, files).items()} == files
        catalogs = {domain: parse_catalog(held, domain) for domain, held in files.items()}
        for domain, result in results.items():
            proposed = (*result.same_words, *result.similar_words)
            assert all(catalogs[domain].entries[key].fuzzy for key in proposed)
            assert all(catalogs[domain].entries[key].stale for key in result.similar_words)
        kept = [e for c in catalogs.values() for e in [*c.entries.values(), *c.obsolete.values()]]
        assert written <= {text for e in kept for text in e.msgstr}
        for domain, catalog in catalogs.items():
            for n, held in enumerate(catalog.entries.values()):
                if not held.translated and data.draw(st.booleans()):
                    text = f"{step}-{domain}-{n}"
                    files[domain] = set_translation(files[domain], held.key, (text,), fuzzy=data.draw(st.booleans()))
                    written.add(text)
