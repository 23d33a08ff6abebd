"""Each check finds what it is there for: at least one example for every code, and near misses that it lets pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from docgen.catalogs.checks import Scope, all_checks, findings
from docgen.catalogs.checks.wording import Wording, in_source, translated
from docgen.catalogs.message import Entry
from docgen.content.glossary import Term
from docgen.content.inline import escaped
from docgen.errors import Location
from docgen.languages import BreakRule, Direction, Language
from docgen.tree import Message
from tests.trees import LANGUAGES

PACKAGE = Path(__file__).parents[2] / "docgen" / "catalogs" / "checks"
ALL = LANGUAGES | {
    "zh-Hans": Language("zh-Hans", "简体中文", "Chinese", "Hans", (), breaks=BreakRule.HAN),
    "shn": Language("shn", "လိၵ်ႈတႆး", "Shan", "Mymr", (), breaks=BreakRule.SYLLABLE),
    "ur": Language("ur", "اردو", "Urdu", "Arab", (), direction=Direction.RTL),
    "id": Language("id", "Bahasa Indonesia", "Indonesian", "Latn", ()),
    "ar": Language("ar", "العربية", "Arabic", "Arab", (), direction=Direction.RTL),
    "bn": Language("bn", "বাংলা", "Bengali", "Beng", ()),
    "fr": Language("fr", "français", "French", "Latn", ()),
}
PLACE = Location("translations/xx/LC_MESSAGES/d.po", 12)
TERMS = (
    Term(
        "victim", "victim", {"th": ("ผู้เสียหาย", "ผู้ถูกกระทำ")}, {"th": ("เหยื่อ",)}, "", Location("content/glossary.toml", 4)
    ),
    Term("wage", "wage", {"th": ("ค่าจ้าง",)}, {}, "", Location("content/glossary.toml", 9)),
    Term("minimum_wage", "minimum wage", {"th": ("ขั้นต่ำ",)}, {}, "", Location("content/glossary.toml", 12)),
    Term("agency", "agency", {"th": ("หน่วยงาน",)}, {}, "", Location("content/glossary.toml", 15)),
)


def wording(tag: str, msgid: str, *msgstr: str, plural: str = "", msgctxt: str = "d.a") -> Wording:
    """Return a translation as a check sees it."""
    message = Message("d", msgctxt, msgid, Location("d.md", 3), plural)
    entry = Entry("d", msgctxt, msgid, plural, msgstr=msgstr, location=PLACE)
    return translated(message, entry, ALL[tag], TERMS)


def rules(*wordings: Wording) -> set[str]:
    """Return what the checks find, as check/code."""
    return {finding.rule for finding in findings(wordings)}


def mojibake(text: str, page: str) -> str:
    """Return a text whose UTF-8 bytes were read in a code page, as browsers read them."""
    return "".join(
        chr(byte) if bytes([byte]).decode(page, "replace") == "\ufffd" else bytes([byte]).decode(page)
        for byte in text.encode()
    )


SHELTER = "A shelter takes care of you and your family."
KHMER = "អ្នកនៅតែមានសិទ្ធិមួយចំនួនដដែល"
ZAWGYI = "လူတိုင္းသည္ တူညီ လြတ္လပ္ေသာ ဂုဏ္သိကၡာျဖင့္ လည္းေကာင္း၊ တူညီလြတ္လပ္ေသာ အခြင့္အေရးမ်ားျဖင့္ လည္းေကာင္း ေမြးဖြားလာသူမ်ား ျဖစ္သည္။"

# (check/code, language, msgid, msgstr): a translation with this fault.
CASES: list[tuple[str, str, str, str]] = [
    ("placeholders/placeholders", "km", "Call {x}.", "ទូរស័ព្ទ។"),
    ("placeholders/placeholders", "km", "Call **{x}**.", "ទូរស័ព្ទ **{y}**។"),
    ("markup/unreadable", "km", "Call **{x}**.", "ទូរស័ព្ទ **{x}។"),
    ("markup/tree", "km", "Call **{x}**.", "ទូរស័ព្ទ {x}។"),
    ("markup/tree", "km", "See [the fund](#fund).", "សូមមើល [មូលនិធិ](#law)។"),
    ("numbers/number", "km", "Words.", "ពាក្យ ៣។"),
    ("numbers/amount", "th", "Money.", "เงิน ๓,๐๐๐ บาท"),
    ("numbers/amount", "vi", "Money.", "3.000 đồng."),
    ("numbers/amount", "my", "Money.", "ဘတ် ၃၀၀၀။"),
    ("numbers/telephone", "th", "Call.", "โทร 0 2202 9074"),
    ("numbers/telephone", "lo", "Call.", "ໂທ ໐໒ ໒໐໒ ໙໐໗໔."),
    ("numbers/telephone", "vi", "Call.", "Gọi +66 2 202 9074."),
    ("numbers/date", "km", "On that day.", "នៅថ្ងៃ ២៤/០១/២០១៩។"),
    ("number-words/spelled", "th", "Money.", "เงินสามพันบาท"),
    ("number-words/spelled", "lo", "Money.", "ເງິນສາມພັນບາດ."),
    ("number-words/spelled", "km", "Money.", "ប្រាក់បីពាន់បាត។"),
    ("number-words/spelled", "my", "Money.", "ငွေသုံးထောင်ဘတ်။"),
    ("number-words/spelled", "vi", "Money.", "Ba nghìn baht."),
    ("number-words/spelled", "zh-Hant", "Money.", "三千泰銖。"),
    ("glossary/term", "th", "A victim.", "คนหนึ่ง"),
    ("glossary/term", "th", "Several agencies", "หลายแห่ง"),
    ("glossary/avoid", "th", "A person.", "เหยื่อ"),
    ("script/other-script", "lo", SHELTER, "สถานคุ้มครองจะดูแลท่านและครอบครัวของท่าน"),
    ("script/other-script", "vi", SHELTER, "สถานคุ้มครองจะดูแลท่าน"),
    ("script/other-script", "km", SHELTER, "A shelter takes care of you and of your family."),
    ("script/other-letters", "lo", SHELTER, "ສູນພັກພິງຈະເບິ່ງແຍງທ່ານ ກອງທຶນ กองทุน."),
    ("script/latin-words", "km", SHELTER, "ទីជម្រកមួយមើលថែទាំអ្នក shelter។"),
    ("language/english", "vi", SHELTER, "The shelter is for you and your family."),
    ("language/letters-of-another", "my", "The shelter", "ႁွင်းတူၺ်းထိုင်"),
    ("language/letters-of-another", "ar", "The shelter", "پناہ گاہ آپ کا خیال رکھتی ہے"),
    ("language/letters-missing", "vi", SHELTER, "Nha tam lanh cham lo cho ban va gia dinh cua ban."),
    ("language/letters-missing", "shn", SHELTER, "ခိုလှုံရာဂေဟာတစ်ခုက သင့်ကို ပြုစုစောင့်ရှောက်ပါသည်။"),
    ("han/other-standard", "zh-Hant", SHELTER, "庇护所会照顾您和您的家人，这是权利。"),
    ("han/other-standard", "zh-Hans", SHELTER, "庇護所會照顧您和您的家人，這是權利。"),
    ("han/other-characters", "zh-Hant", SHELTER, "庇護所會照顧您和您的家人，這是您的权利。"),
    ("zawgyi/zawgyi", "my", SHELTER, ZAWGYI),
    ("zawgyi/perhaps-zawgyi", "my", "The law", "အခြင့္အေရး"),
    ("encoding/mojibake", "vi", SHELTER, mojibake("Nhà tạm lánh chăm lo cho quý vị.", "cp1252")),
    ("encoding/mojibake", "th", SHELTER, mojibake("สถานคุ้มครองจะดูแลท่าน", "cp874")),
    ("encoding/mojibake", "lo", SHELTER, mojibake("ສູນພັກພິງ", "cp1252")),
    ("encoding/mojibake", "zh-Hant", SHELTER, mojibake("庇護所會照顧您", "cp1252")),
    ("encoding/legacy-font", "vi", SHELTER, "Moïi ngöôøi sinh ra ñeàu ñöôïc töï do vaø bình ñaúng."),
    ("encoding/legacy-font", "vi", SHELTER, "TÊt c¶ mäi ng\xad\xeai sinh ra ®Òu ®\xad\xeec tù do."),
    ("encoding/legacy-font", "km", SHELTER, "GñkmansiTi§kñúgkarTTYlCMnYy"),
    ("encoding/legacy-font", "th", SHELTER, "ÊÔ·¸Ô¢Í§·èÒ¹"),
    ("encoding/lost-characters", "km", SHELTER, "???????? ???"),
    ("encoding/lost-characters", "th", SHELTER, "สถาน\ufffdุ้มครอง"),
    ("encoding/private-use", "th", SHELTER, "สถานคุ\uf70bมครอง"),
    ("normal-form/not-nfc", "vi", SHELTER, "Nha\u0300 ta\u0323m la\u0301nh."),
    ("order/thai/order", "th", SHELTER, "กที่ีพัก"),
    ("order/thai/order", "th", "Water", "นำ้"),
    ("order/thai/order", "th", "Branch", "ก่ิง"),
    ("order/lao/order", "lo", "Water", "ນຳ້"),
    ("order/lao/order", "lo", "Branch", "ກ່ິງ"),
    ("order/burmese/order", "my", "Shelter", "ေဂဟာ"),
    ("order/burmese/order", "my", "Shelter", "သုံုး"),
    ("order/burmese/order", "my", "Shelter", "ခ့ဲ"),
    ("order/burmese/twice", "my", "Shelter", "ဂေဟာာ"),
    ("order/khmer/order", "km", "Right", "សិទិ្ធ"),
    ("order/khmer/order", "km", "Right", "ខំុ"),
    ("invisible/direction", "th", "Call {x}", "โทร\u202e {x}"),
    ("invisible/direction", "ur", "Call {x}", "فون \u2067{x}"),
    ("invisible/control", "th", "Call {x}", "โทร\x08 {x}"),
    ("invisible/joiner", "th", "The law", "กฎ\u200dหมาย"),
    ("invisible/joiner", "bn", "The law", "আইন\u200d"),
    ("invisible/direction-mark", "th", "The law", "กฎหมาย\u200e"),
    ("invisible/invisible", "km", "The law", "ច្បាប់\ufeff"),
    ("look-alikes/mixed-word", "vi", "The bank", "Ngân h\u0430\u0300ng"),
    ("look-alikes/mixed-word", "lo", "The law", "ກົดໝາຍ"),
    ("look-alikes/digit-for-letter", "my", "The right", "၀ါရင့်"),
    ("look-alikes/digit-for-letter", "my", "The said", "၄င်း"),
    ("look-alikes/letter-for-digit", "my", "1000", "၁ဝ၀၀"),
    ("look-alikes/letter-for-digit", "km", "100", "១oo"),
    ("look-alikes/two-for-one", "th", "And", "เเละ"),
    ("look-alikes/two-for-one", "th", "Water", "น้ํา"),
    ("look-alikes/two-for-one", "lo", "And", "ເເລະ"),
    ("look-alikes/other-letter", "th", "Work", "งๅน"),
    ("look-alikes/other-letter", "vi", "That", "Ðó"),
    ("look-alikes/spelled-apart", "lo", "Word", "ຄໍາ"),
    ("look-alikes/spelled-apart", "km", "On", "លេី"),
    ("look-alikes/other-form", "ur", "Law of the land", "قانون ہے كى"),
    ("look-alikes/perhaps-digit", "my", "Minister", "၀န်ကြီး"),
    ("doubled-words/doubled", "en", "", "You can can choose."),
    ("doubled-words/doubled", "th", "An officer", "เจ้าหน้าที่เจ้าหน้าที่"),
    ("doubled-words/doubled", "km", "An interpreter", "អ្នកបកប្រែអ្នកបកប្រែ"),
    ("doubled-words/doubled", "my", "Compensation", "အလုပ်ရှင်အလုပ်ရှင်"),
    ("doubled-words/doubled", "lo", "An interpreter", "ນາຍແປພາສານາຍແປພາສາ"),
    ("doubled-words/doubled", "zh-Hant", "Protection", "保護保護"),
    ("doubled-words/doubled", "vi", "The right", "quyền lợi quyền lợi"),
    ("spaces/doubled", "vi", "The right of all", "quyền  của mọi người"),
    ("spaces/edge", "th", "The right", "สิทธิ "),
    ("spaces/before-mark", "vi", "Say this:", "Hãy nói :"),
    ("spaces/before-mark", "km", "The law.", "ច្បាប់ ។"),
    ("spaces/after-mark", "id", "Freedom, justice and peace", "Kebebasan,keadilan dan kedamaian"),
    ("spaces/between-han", "zh-Hant", "The law", "法 律"),
    ("spaces/repetition", "th", "Others", "อื่นๆ"),
    ("spaces/repetition", "lo", "Others", "ອື່ນ ໆ"),
    ("punctuation/foreign-mark", "km", "The law.", "ច្បាប់របស់ថៃ."),
    ("punctuation/foreign-mark", "my", "The law.", "ဥပဒေတစ်ခုဖြစ်သည်."),
    ("punctuation/foreign-mark", "th", "The law.", "กฎหมาย."),
    ("punctuation/foreign-mark", "zh-Hant", "The law, the fund", "法律,基金"),
    ("punctuation/foreign-mark", "zh-Hant", "The law (Thai)", "法律(泰國)"),
    ("brackets/unpaired", "zh-Hant", "The “law”", "「法律"),
    ("end-mark/missing", "km", "The law.", "ច្បាប់"),
    ("end-mark/missing", "my", "The law:", "ဥပဒေ"),
    ("end-mark/extra", "km", "The law", "ច្បាប់។"),
    ("end-mark/other", "vi", "The law:", "Luật."),
    ("untranslated/same", "vi", "the law of Thailand", "the law of Thailand"),
    ("addresses/url", "th", "See https://www.example.org/a for more", "ดู https://www.example.org/b"),
    ("addresses/email", "km", "Write to help@example.org", "សរសេរទៅ help@exampel.org"),
    ("sentences/fewer", "km", "One. Two. Three.", "មួយ ពីរ បី។"),
    ("sentences/more", "zh-Hant", "The law of Thailand.", "法。律。是。這樣。"),
    ("reading-load/long-sentence", "en", "", "word " * 26),
    ("reading-load/long-sentence", "th", "The law.", "กฎหมาย" * 30),
    ("reading-load/long-sentence", "my", "The law.", "ဥပဒေ" * 30 + "။"),
    (
        "reading-load/long-words",
        "en",
        "",
        "Administrative authorities determine appropriate compensation according to circumstances.",
    ),
]

# Near misses: what good translations have, and nobody wants to be told of.
GOOD: list[tuple[str, str, str]] = [
    ("km", "Call **{x}** or {y}.", "ទូរស័ព្ទ {y} ឬ **{x}**។"),
    ("th", "A meal", "อาหารหนึ่งมื้อ"),
    ("km", "for a while", "មួយរយៈ"),
    ("my", "in using it", "အသုံးပြုရာတွင်"),
    ("vi", "ten thousand people", "mười nghìn người"),
    ("zh-Hant", "Very important", "十分重要"),
    ("th", "the minimum wage", "อัตราขั้นต่ำ"),
    ("th", "A victim", "ผู้ ถูกกระทำ".replace(" ", "\u200b")),
    ("th", "The Division (DATIP)", "กอง (DATIP)"),
    ("th", "Ask Facebook or LINE at help@example.org", "ถาม Facebook หรือ LINE ที่ help@example.org"),
    ("km", "YouTube, WhatsApp, Facebook", "YouTube WhatsApp Facebook"),
    ("vi", "“NOT YET”", "“CHƯA ĐÃ”"),
    ("vi", "Köln", "Köln"),
    ("km", "São Tomé e Príncipe", "São Tomé Príncipe"),
    ("vi", "IN CODE “MÃ”", "THEO “MÃ”"),
    ("my", "The Lao language", "လာအို"),
    ("shn", "Freedom", "လွတ်ႈလႅဝ်း"),
    ("zh-Hant", "inside the table", "表裡面後"),
    ("th", "together", "พันธุ์ น้ำ ก็ สิทธิ์ ฤๅษี"),
    ("my", "The said minister, 100, 96 degrees", "၎င်းဝန်ကြီး ၁၀၀ နှင့် ၉၆ံ"),
    ("my", "0 point five", "၀ဒသမ"),
    ("km", "typed with the space bar", "វាយ\u200bដោយ\u200bដកឃ្លា"),
    ("km", "joiner after a register shifter", "ប៊\u200cី"),
    ("ur", "in a word with a joiner", "کتاب\u200cخانہ ہے"),
    ("ur", "{x} in isolates", "\u2068{x}\u2069 ہے"),
    ("th", "very much", "จริงจริง มากมาก"),
    ("vi", "always", "luôn luôn"),
    ("zh-Hant", "every day", "天天慢慢看看"),
    ("id", "rights of people", "hak-hak orang-orang"),
    ("en", "", "It is said that that man had had help."),
    ("fr", "Say this:", "Dites ceci :"),
    ("th", "{name}, B.E. {be} ({ce})", "{name} พ.ศ. {be} (ค.ศ. {ce})"),
    ("km", "{name}, B.E. {be} ({ce})", "{name} ព.ស. {be} (គ.ស. {ce})"),
    ("km", "version one point five and so on", "កំណែ ទំព័រ ។ល។"),
    ("my", "Are you well?", "နေကောင်းလား။"),
    ("my", "Two ways:", "နည်းလမ်းနှစ်ခု-"),
    ("th", "Two ways:", "สองทาง ดังนี้"),
    ("th", "The law is good.", "กฎหมายดี"),
    ("lo", "The law is good.", "ກົດໝາຍດີ."),
    ("km", "**The law:**", "**ច្បាប់៖**"),
    ("zh-Hant", "“The law is good.”", "「法律很好。」"),
    ("vi", "{n} baht", "{n} baht"),
    ("vi", "DATIP", "DATIP"),
    ("th", "One. Two. Three.", "หนึ่ง สอง สาม"),
]


@pytest.mark.parametrize(("rule", "tag", "msgid", "msgstr"), CASES, ids=lambda value: value[:30] if value else "–")
def test_each_fault_is_found(rule: str, tag: str, msgid: str, msgstr: str) -> None:
    """A text with this fault is told by the check that is there for it."""
    text = wording(tag, msgid, msgstr)
    if not msgid:
        text = in_source(Message("d", "d.a", escaped(msgstr), PLACE), ALL[tag])
    assert rule in rules(text)


@pytest.mark.parametrize(("tag", "msgid", "msgstr"), GOOD, ids=lambda value: value[:30] if value else "–")
def test_good_texts_are_let_pass(tag: str, msgid: str, msgstr: str) -> None:
    """Nothing is said of what is right, however near to a fault it looks."""
    text = wording(tag, msgid, msgstr)
    if not msgid:
        text = in_source(Message("d", "d.a", escaped(msgstr), PLACE), ALL[tag])
    assert rules(text) == set()


# --- what takes more than one text to tell ------------------------------------------------------------------------


def test_one_source_in_two_ways_is_told_where_the_second_stands() -> None:
    """The finding is at the second place and names the first; formats of values may differ."""
    first, second = (
        wording("km", "The law", text, msgctxt=place) for text, place in (("ច្បាប់", "d.a"), ("ក្រឹត្យ", "d.b"))
    )
    (finding,) = findings([first, second])
    assert finding.rule == "consistency/two-ways" and str(first.location) in finding.message
    assert rules(first, wording("km", "The law", "ច្\u200bបាប់", msgctxt="d.b")) == set()
    formats = [wording("vi", "{n} year", text, msgctxt=f"format.{text}") for text in ("{n} năm", "{n} tuổi")]
    assert rules(*formats) == set()


def test_a_plural_with_an_empty_form_is_an_error() -> None:
    """A message of which one form is missing is printed in English; one with none is untranslated, and no fault."""
    assert "plurals/missing-form" in rules(wording("en", "{n} day", "{n} day", "", plural="{n} days"))
    assert "plurals/missing-form" not in rules(wording("en", "{n} day", "", "", plural="{n} days"))


def many(length: int) -> list[Wording]:
    """Return twenty translations of the usual length, and one of another."""
    usual = [wording("zh-Hant", f"{SHELTER} {'word ' * 6}{n}", "庇護所" * 10 + str(n)) for n in range(20)]
    return [*usual, wording("zh-Hant", f"{SHELTER} {'word ' * 7}", "庇" * length)]


@pytest.mark.parametrize(("length", "wanted"), [(5, {"length/short"}), (30, set()), (200, {"length/long"})])
def test_an_unusual_length_is_told(length: int, wanted: set[str]) -> None:
    """A text much shorter or longer than the language's usual ones is told; a few texts have no usual length."""
    texts = many(length)
    assert {rule for rule in rules(*texts) if rule.startswith("length")} == wanted
    assert {rule for rule in rules(*texts[-5:]) if rule.startswith("length")} == set()


# --- the registry -------------------------------------------------------------------------------------------------

SEVERAL = {"consistency/two-ways", "plurals/missing-form", "length/short", "length/long"}


def test_every_code_of_every_check_has_an_example() -> None:
    """No check is there that nobody has seen at work."""
    codes = {f"{check.id}/{code}" for check in all_checks() for code in check.codes}
    assert codes == {rule for rule, *_ in CASES} | SEVERAL


def test_every_check_says_why_it_is_there() -> None:
    """A check has a reason, the source of its rule, a sentence that says what it yields, and codes."""
    for check in all_checks():
        assert len(check.rationale) > 40 and check.rationale.endswith(".")
        assert len(check.source) > 15
        assert (check.function.__doc__ or "").startswith("Yield ")
        assert check.says.endswith(".")
        assert check.codes and len(set(check.codes)) == len(check.codes)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*(/[a-z]+)?", check.id)


def test_every_check_of_the_folder_is_found_and_has_a_file_of_its_own() -> None:
    """A module that is put into the folder is a check without being listed anywhere."""
    sources = {path.stem: path.read_text("utf-8") for path in PACKAGE.glob("*.py")}
    with_checks = sorted(name for name, text in sources.items() if re.search(r"^@check(_all)?\(", text, re.MULTILINE))
    assert with_checks == sorted(check.function.__module__.rpartition(".")[2] for check in all_checks())


def test_only_markup_placeholders_and_numbers_stop_a_page() -> None:
    """A reading aid with a wrong mark is better than none; with a lost amount it is worse."""
    assert {check.id for check in all_checks() if check.stops} == {"markup", "numbers", "placeholders"}


def test_heuristics_on_whole_languages_only_warn() -> None:
    """What needs other texts to be told apart cannot keep a single one from being approved."""
    assert all(not check.errors for check in all_checks() if check.scope is Scope.LANGUAGE)


def texts_of(found: Sequence[Wording]) -> list[str]:
    """Return the words of texts."""
    return [text for each in found for text in each.texts]


def test_a_source_text_is_looked_at_by_itself() -> None:
    """Of the source only the text itself is checked: it has no translation to compare with."""
    source = in_source(Message("d", "d.a", "The law of 2008 is “good.", Location("d.md", 3)), ALL["en"])
    assert rules(source) == {"brackets/unpaired"}
    assert texts_of([source]) == ["The law of 2008 is “good."]
