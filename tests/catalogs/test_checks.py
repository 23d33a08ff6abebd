"""What must hold of a translation before it may be printed: what stops a page, and how findings are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.catalogs.checks import Severity, all_checks, errors_of, faults, findings
from docgen.catalogs.checks.numbers import typed
from docgen.catalogs.checks.wording import form, in_source, translated
from docgen.catalogs.message import Entry
from docgen.content.glossary import Term
from docgen.content.inline import escaped
from docgen.errors import CatalogError, Location
from docgen.languages import Digits, Language
from docgen.localise.numbers import in_digits
from docgen.tree import Message
from tests.trees import LANGUAGES

PLACE = Location("translations/km/LC_MESSAGES/d.po", 12)


def said(msgid: str, *msgstr: str, plural: str = "", msgctxt: str = "d.a") -> list[tuple[str, str]]:
    """Return (place, what is wrong) for each fault of a translation."""
    message = Message("d", msgctxt, msgid, Location("d.md", 3), plural)
    entry = Entry("d", msgctxt, msgid, plural, msgstr=msgstr, location=PLACE)
    return [(str(error.location), error.message) for error in faults(message, entry)]


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Call **{x}** or {y}.", "ទូរស័ព្ទ{y}ឬ**{x}**"),
        ("See [the fund](#fund).", "ดู[กองทุน](#fund)"),
        ("One\\\ntwo", "สองหนึ่ง"),
        ("a {x}", ""),
        ("The Act of 2008", "กฎหมาย 2008"),
        ("The Act of 2008", "ច្បាប់ ២០០៨"),
        ("Call 0 2202 9074", "ទូរស័ព្ទ ០ ២២០២ ៩០៧៤"),
    ],
)
def test_a_good_translation_has_no_fault(msgid: str, msgstr: str) -> None:
    """The order of words is free, numbers of the source may be in the reader's digits, nothing is no fault."""
    assert said(msgid, msgstr) == []


@pytest.mark.parametrize(
    ("msgstr", "what", "wanted"),
    [
        ("ទូរស័ព្ទ", "markup", "it lacks **{x}** and has in excess none"),
        ("**{x}** {x}", "placeholders", "it lacks none and has in excess {x}"),
        ("{x}", "markup", "it lacks **{x}** and has in excess {x}"),
        ("**{y}**", "placeholders", "it lacks {x} and has in excess {y}"),
        ("[**{x}**](#a)", "markup", "it lacks **{x}** and has in excess [**{x}**](#a)"),
    ],
)
def test_lost_and_added_markup_is_told(msgstr: str, what: str, wanted: str) -> None:
    """A translation that lost or added a placeholder or a mark is refused at its line, once, and told what."""
    assert said("Call **{x}**.", msgstr) == [
        (str(PLACE), f"msgstr has not the {what} of msgid “Call **{{x}}**.”: {wanted}")
    ]


@pytest.mark.parametrize(
    ("msgstr", "wanted"),
    [
        ("**ទូរស័ព្ទ", "msgstr: ** has no partner"),
        ("{x", "msgstr: a single {"),
        ("{X}", "msgstr: “{X}” is no placeholder"),
        ("<b>{x}</b>", "msgstr: HTML is not known here"),
        ("[{x}](javascript:a)", "msgstr: “javascript:a” is no address that may be printed"),
    ],
)
def test_markup_that_cannot_be_read_is_told(msgstr: str, wanted: str) -> None:
    """A translator's slip is an error at the line of the entry, not ink on paper."""
    assert said("Call {x}.", msgstr) == [(str(PLACE), wanted)]


@pytest.mark.parametrize("digits", list(Digits), ids=lambda digits: digits.value)
@given(n=st.integers(0, 10**7))
def test_a_typed_number_is_found_in_every_system_of_digits(digits: Digits, n: int) -> None:
    """A number that the source does not have is told, whatever digits it is typed in."""
    shown = f"ก {in_digits(f'{n:,}', digits)} ข"
    assert said("Words.", shown) == [(str(PLACE), f"msgstr types the number {n:,}, which msgid “Words.” does not have")]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "wanted"),
    [
        ("Words.", "a1b 1,5 ၁", ["number 1", "number 1,5"]),
        ("Act of 2008", "2551", ["number 2551"]),
        ("Act of 2008", "2008 2008", ["number 2008"]),
        ("{x}", "{x}**3**000", ["number 3", "number 000"]),
        ("Words.", "① ២ Ⅷ ፲", ["number 1", "number 2", "number 8", "number 10"]),
        ("Words.", "๓,๐๐๐ บาท 5", ["amount 3,000", "number 5"]),
        ("Words.", "THB 300", ["amount 300"]),
        ("Words.", "០២ ២០២ ៩០៧៤", ["telephone 02 202 9074"]),
        ("Words.", "+66 2-202-9074 1300", ["telephone +66 2-202-9074 1300"]),
        ("Words.", "24/1/2019 2019-01-24", ["date 24/1/2019", "date 2019-01-24"]),
        ("Call 0 2202 9074", "0 2202 9075", ["telephone 0 2202 9075"]),
    ],
)
def test_each_typed_number_is_told_as_what_it_is(msgid: str, msgstr: str, wanted: list[str]) -> None:
    """A number hidden beside letters or marks, another than the source's, or one too often is told, each once."""
    found = [what for _, what in said(msgid, msgstr) if "types" in what]
    assert found == [f"msgstr types the {typed}, which msgid “{msgid}” does not have" for typed in wanted]


@pytest.mark.parametrize("msgstr", ["1月", "tháng 1", "ខែ១", "มกราคม"])
def test_a_month_may_carry_its_number(msgstr: str) -> None:
    """Some languages count their months."""
    assert said("January", msgstr, msgctxt="format.month.1") == []


@pytest.mark.parametrize("msgstr", ["2月", "11月", "1月1"])
def test_a_month_carries_no_other_number(msgstr: str) -> None:
    """The first month is not the second."""
    assert len(said("January", msgstr, msgctxt="format.month.1")) == 1
    assert len(said("January", "1月", msgctxt="d.a")) == 1


def test_each_plural_form_is_checked() -> None:
    """A form has the markup of the singular or of the plural; what is wrong in each is told."""
    assert said("one day", "{n} ថ្ងៃ", plural="{n} days") == []
    assert said("one day", "មួយថ្ងៃ", plural="{n} days") == []
    found = {what for _, what in said("{n} day", "{n} 2", "**", plural="{n} days")}
    assert found == {"msgstr types the number 2, which msgid “{n} day” does not have", "msgstr: ** has no partner"}


def test_long_words_are_shown_short() -> None:
    """An error stays readable when the text is long."""
    (what,) = (what for _, what in said("a" * 200, "1"))
    assert "a" * 49 + "…" in what and "a" * 50 not in what


def test_numbers_are_read_from_words_only() -> None:
    """Names of placeholders and addresses are no typed numbers."""
    assert [number.shown for number in typed(form("{call.fund_1} [a](https://x.org/2) 3"))] == ["3"]


TERM = Term(
    "victim", "victim", {"th": ("ผู้เสียหาย", "ผู้ถูกกระทำ")}, {"th": ("เหยื่อ",)}, "", Location("content/glossary.toml", 4)
)
LONGER = Term("victim_fund", "victim fund", {"th": ("กองทุน",)}, {"th": ("ผู้เสียหาย",)}, "", Location("g.toml", 8))


@pytest.mark.parametrize("typed", ["ন্যা\u09df", "ন্যা\u09af\u09bc", "ন্যা\u200b\u09df"], ids=["one", "two", "break"])
def test_agreed_words_are_found_however_they_are_typed(typed: str) -> None:
    """A keyboard's য়, one character, and NFC's two are one letter, and a zero-width space is none."""
    term = Term("justice", "justice", {"bn": ("ন্যা\u09af\u09bc",)}, {}, "", PLACE)
    message, entry = (
        Message("d", "d.a", "Justice.", PLACE),
        Entry("d", "d.a", "Justice.", msgstr=(typed,), location=PLACE),
    )
    bengali = Language("bn", "বাংলা", "Bengali", "Beng", ())
    assert findings([translated(message, entry, bengali, [term])], ["glossary"]) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr", "wanted"),
    [
        ("A victim.", "ผู้เสียหาย", []),
        ("Victims.", "ผู้ถูกกระทำ", []),
        ("A victim.", "ผู้\u200bเสียหาย", []),
        ("A victim.", "คนหนึ่ง", ["“victim” is agreed to be “ผู้เสียหาย” or “ผู้ถูกกระทำ”; msgstr has none of them"]),
        ("A person.", "เหยื่อ", ["“เหยื่อ” is not to be used for “victim”"]),
        ("A person.", "คนหนึ่ง", []),
        ("{fund.victim}", "{fund.victim}", []),
        ("Victimisation.", "คนหนึ่ง", []),
        ("A victim.", "", []),
    ],
)
def test_agreed_words_are_asked_for(msgid: str, msgstr: str, wanted: list[str]) -> None:
    """A translator is warned where a term's agreed word is missing, and where a word to be avoided stands."""
    message, entry = Message("d", "d.a", msgid, PLACE), Entry("d", "d.a", msgid, msgstr=(msgstr,), location=PLACE)
    texts = {tag: translated(message, entry, LANGUAGES[tag], [TERM]) for tag in ("th", "km")}
    assert [finding.message for finding in findings([texts["th"]], ["glossary"])] == wanted
    assert findings([texts["km"]], ["glossary"]) == []


@pytest.mark.parametrize(
    ("msgstr", "wanted"),
    [("กองทุน", 0), ("เงิน", 1), ("กองทุนผู้เสียหาย", 1)],
    ids=["the longer term's word", "no word", "a part that is to be avoided"],
)
def test_the_longer_term_is_the_one_that_is_meant(msgstr: str, wanted: int) -> None:
    """“victim fund” asks for its own word, and not for that of “victim” as well."""
    entry = Entry("d", "d.a", "The victim fund", msgstr=(msgstr,), location=PLACE)
    text = translated(Message("d", "d.a", "The victim fund", PLACE), entry, LANGUAGES["th"], [TERM, LONGER])
    assert len(findings([text], ["glossary"])) == wanted


# --- how findings are told ----------------------------------------------------------------------------------------


def test_a_finding_says_what_where_and_how_to_mend_it() -> None:
    """It has its check and code, its severity, the line of the PO file, a message and the way out."""
    entry = Entry("d", "d.a", "The law.", msgstr=("ច្បាប់ ៣",), location=PLACE)
    error, warning = findings([translated(Message("d", "d.a", "The law.", PLACE), entry, LANGUAGES["km"])])[::-1]
    assert isinstance(error, CatalogError)
    assert (error.rule, error.severity, error.domain) == ("numbers/number", Severity.ERROR, "d")
    assert str(error) == f"{PLACE}: msgstr types the number 3, which msgid “The law.” does not have"
    assert (warning.rule, warning.severity) == ("end-mark/missing", Severity.WARNING)
    assert warning.hint == "end it with ។"


def test_warnings_do_not_keep_a_text_from_being_approved() -> None:
    """Only errors do."""
    entry = Entry("d", "d.a", "The law.", msgstr=("ច្បាប់",), location=PLACE)
    assert errors_of(translated(Message("d", "d.a", "The law.", PLACE), entry, LANGUAGES["km"])) == []


@pytest.mark.parametrize("tag", LANGUAGES)
@given(st.text(max_size=80))
def test_no_text_breaks_a_check(tag: str, text: str) -> None:
    """Whatever is typed, each finding has a code of its check."""
    codes = {check.id: check.codes for check in all_checks()}
    message = Message("d", "d.a", escaped(text) or "a", PLACE)
    entry = Entry("d", "d.a", message.msgid, msgstr=(text[::-1],), location=PLACE)
    language = LANGUAGES[tag]
    for finding in findings([in_source(message, language), translated(message, entry, language)]):
        assert finding.code in codes[finding.check] and finding.message and finding.location
