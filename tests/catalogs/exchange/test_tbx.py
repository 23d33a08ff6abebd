"""The glossary for terminology programs, and what comes back from them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.catalogs.exchange.tbx import NAMESPACE, agreed_terms, read_tbx, tbx
from docgen.content.glossary import Term, read_glossary
from docgen.content.glossary_edit import with_terms
from docgen.content.toml_file import parse_toml
from docgen.errors import CatalogError
from tests.exchange import WORDS, said

GLOSSARY = """\
# The agreed terms.

[victim]                # of a crime
en = "victim"
note = "In Thai law."
th = ["ผู้เสียหาย", "เหยื่อ"]  # agreed in 2025
zh_Hant = ["被害人"]
km = "ជនរងគ្រោះ"
avoid = { km = ["អ្នកទោស"] }

[shelter]
en = "shelter"
th = [
  "สถานคุ้มครอง",  # of the state
]

# the end
"""
TAGS = ("en", "th", "km", "zh-Hant")


def terms(text: str = GLOSSARY) -> dict[str, Term]:
    """Return the terms of a glossary."""
    found, errors = read_glossary(parse_toml(text, "glossary.toml"), "en")
    assert errors == []
    return found


def export(text: str = GLOSSARY) -> str:
    """Return a glossary as TBX."""
    return tbx(tuple(terms(text).values()), "en", TAGS[1:]).decode()


def entered(data: str, text: str = GLOSSARY) -> str:
    """Return a glossary after a TBX file was taken over."""
    found, errors = agreed_terms(read_tbx(data.encode(), "g.tbx"), terms(text), "en", TAGS)
    assert errors == []
    return with_terms(text, "glossary.toml", "en", found)


def test_what_goes_out_and_comes_back_keeps_every_byte() -> None:
    """Comments, spellings and the order of the file stay."""
    assert entered(export()) == GLOSSARY
    assert entered(export(), GLOSSARY.replace("\n", "\r\n")) == GLOSSARY.replace("\n", "\r\n")


def test_a_changed_word_changes_its_line_only() -> None:
    """The preferred word comes first, a deprecated one goes to those to be avoided; comments stay."""
    data = export().replace("<term>被害人</term>", "<term>受害者</term>").replace("ជនរងគ្រោះ", "អ្នករងគ្រោះ")
    before, after = GLOSSARY.splitlines(), entered(data).splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ('zh_Hant = ["被害人"]', 'zh_Hant = ["受害者", "被害人"]'),
        ('km = "ជនរងគ្រោះ"', 'km = ["អ្នករងគ្រោះ", "ជនរងគ្រោះ"]'),
    ]


def test_a_word_that_is_only_missing_is_kept() -> None:
    """Who wants a word out says deprecated: then it is one to be avoided."""
    section = r"<termSec>\s*<term>เหยื่อ</term>\s*<termNote[^>]*>(admitted)Term-admn-sts</termNote>\s*</termSec>"
    found = re.search(section, export())
    assert found and entered(export().replace(found[0], "")) == GLOSSARY
    deprecated = found[0].replace(found[1], "deprecated")
    changed = terms(entered(export().replace(found[0], deprecated)))["victim"]
    assert (changed.translations["th"], changed.avoid["th"]) == (("ผู้เสียหาย",), ("เหยื่อ",))


def test_a_new_concept_is_a_new_term() -> None:
    """It comes behind the others, with what it means."""
    new = (
        '<conceptEntry id="debt_bondage"><descrip type="definition">To work for a debt.</descrip>'
        '<langSec xml:lang="en"><termSec><term>debt bondage</term></termSec></langSec>'
        '<langSec xml:lang="th-TH"><termSec><term>x</term></termSec></langSec>'
        '<langSec xml:lang="th"><termSec><term>แรงงานขัดหนี้</term></termSec></langSec></conceptEntry></body>'
    )
    text = entered(export().replace("</body>", new))
    term = terms(text)["debt_bondage"]
    assert (term.source, term.note, dict(term.translations)) == (
        "debt bondage",
        "To work for a debt.",
        {"th": ("แรงงานขัดหนี้",)},
    )
    assert text.startswith(GLOSSARY.rstrip("\n").removesuffix("# the end").rstrip("\n"))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<term>victim</term>", "<term>injured person</term>", "the glossary says “victim”"),
        ('id="victim"', 'id="shelter"', "its id is there twice"),
        ('id="victim"', 'id="Victim 1"', "its id cannot name a term"),
        ('<langSec xml:lang="en">', '<langSec xml:lang="fr">', "it has 0 terms of the source language en"),
    ],
)
def test_a_concept_that_does_not_fit_is_named(before: str, after: str, fault: str) -> None:
    """Texts are checked for the source term: that is changed in the file itself."""
    data = export().replace(before, after, 1)
    _, errors = agreed_terms(read_tbx(data.encode(), "g.tbx"), terms(), "en", TAGS)
    assert any(fault in str(error) and str(error).startswith("g.tbx:") for error in errors)


@pytest.mark.parametrize("data", [f'<tbx xmlns="{NAMESPACE}" style="dct"/>', "<tbx/>", '<martif type="TBX"/>'])
def test_another_dialect_is_refused(data: str) -> None:
    """With the dialect that is read."""
    with pytest.raises(CatalogError) as caught:
        read_tbx(data.encode(), "g.tbx")
    assert said(caught.value) == ["g.tbx:1: no TBX-Basic of 2019"] and "TBX-Basic of 2019" in caught.value.hint


def test_an_empty_glossary_is_no_file() -> None:
    """TBX wants a concept."""
    with pytest.raises(CatalogError, match="no terms"):
        tbx((), "en", TAGS)


LISTS = st.lists(st.sampled_from(WORDS), max_size=3, unique=True).map(tuple)


@settings(max_examples=40)
@given(agreed=LISTS, avoid=LISTS, note=st.sampled_from(WORDS) | st.just(""))
def test_words_of_every_script_come_back(agreed: tuple[str, ...], avoid: tuple[str, ...], note: str) -> None:
    """A glossary that is rebuilt from a TBX file says what the first one said."""
    avoid = tuple(word for word in avoid if word not in agreed)
    words = {"th": agreed} if agreed else {}
    term = Term("victim", "victim", words, {"th": avoid} if avoid else {}, note, terms()["victim"].location)
    concepts = read_tbx(tbx([term], "en", ["th"]), "g.tbx")
    found, errors = agreed_terms(concepts, {}, "en", TAGS)
    rebuilt = terms(with_terms("", "glossary.toml", "en", found))["victim"]
    assert errors == []
    assert (rebuilt.translations, rebuilt.avoid, rebuilt.note) == (term.translations, term.avoid, term.note)
