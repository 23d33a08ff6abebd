"""What a person who opens, edits or prints the DOCX file may rely on."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from docgen.canonical import canonical
from docgen.errors import DocgenErrors, Location, RenderError, WorkspaceError, flatten
from docgen.facts import FactState
from docgen.languages import Digits, Direction, Language
from docgen.tree import (
    Callout,
    ContactEntry,
    Contacts,
    Document,
    Emphasis,
    Flow,
    FlowStep,
    Furniture,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Message,
    Paragraph,
    Row,
    Run,
    Say,
    Section,
    Strong,
    Table,
    Text,
    TextStatus,
    Value,
    plain,
    walk,
)
from docgen.typeset.faces import FaceSet, read_faces
from docgen.verify.extract import pdf_pages
from docgen.workspace import read_workspace
from docgen.writers.artefact import Artefact, Place, Typeset
from docgen.writers.docx import DocxStyles, read_docx_styles, write_docx
from docgen.writers.docx.runs import Kind, pieces, word_tag

ROOT = Path(__file__).parents[2]
TAGS = ("th", "lo", "km", "my", "vi", "zh-Hant", "en")
COMPLEX = re.compile("[\u0e00-\u0e3e\u0e40-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


# --- a document with one of everything, in each language -----------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """The sentences of the document; | is a line-break opportunity, as typesetting leaves them."""

    title: str
    right: str
    money: str
    interpreter: str
    call: str
    head: tuple[str, str, str]
    steps: tuple[str, str, str]
    hours: tuple[str, str]
    confirmed: str
    reading_aid: str
    untranslated: str
    number: str = "500"


WORDS = {
    "en": Words(
        "Your rights as a person who has been trafficked",
        "You have the right to safe housing, food, clothes and a doctor.",
        "You may receive {} for each month of your stay.",
        "You may ask for an interpreter, free of charge.",
        "Call this number at any hour of the day or night.",
        ("What you may ask for", "In a shelter", "Outside a shelter"),
        ("You are interviewed.", "You are told the decision.", "You choose where to live."),
        ("within 24 hours", "within 15 days"),
        "The numbers in this paper were confirmed on 1 March 2026.",
        "This paper has not yet been checked by a reader of this language. The Thai text counts.",
        "not translated",
    ),
    "th": Words(
        "สิทธิ|ของ|ผู้เสียหาย|จาก|การ|ค้า|มนุษย์",
        "ท่าน|มี|สิทธิ|ได้รับ|ที่|พัก|ที่|ปลอดภัย อาหาร เครื่อง|นุ่ง|ห่ม และ|การ|รักษา|พยาบาล",
        "ท่าน|อาจ|ได้รับ|เงิน {} ต่อ|เดือน|ตลอด|เวลา|ที่|พัก|อยู่",
        "ท่าน|ขอ|ล่าม|ได้|โดย|ไม่|เสีย|ค่า|ใช้จ่าย",
        "โทร|ที่|หมายเลข|นี้|ได้|ตลอด 24 ชั่วโมง",
        ("สิ่ง|ที่|ท่าน|ขอ|ได้", "ใน|สถาน|คุ้มครอง", "นอก|สถาน|คุ้มครอง"),
        ("เจ้าหน้าที่|สัมภาษณ์|ท่าน", "เจ้าหน้าที่|แจ้ง|ผล|การ|คัดแยก", "ท่าน|เลือก|ที่|อยู่|ของ|ท่าน"),
        ("ภายใน 24 ชั่วโมง", "ภายใน 15 วัน"),
        "ข้อมูล|ใน|เอกสาร|นี้|ได้รับ|การ|ยืนยัน|เมื่อ 1 มีนาคม 2569",
        "เอกสาร|นี้|ยัง|ไม่|ผ่าน|การ|ตรวจ|โดย|ผู้|อ่าน|ภาษา|นี้ ให้|ถือ|ข้อความ|ภาษา|ไทย|เป็น|หลัก โปรด|ขอ|ล่าม",
        "ยัง|ไม่ได้|แปล",
    ),
    "lo": Words(
        "ສິດ|ຂອງ|ຜູ້|ຖືກ|ເຄາະຮ້າຍ|ຈາກ|ການ|ຄ້າ|ມະນຸດ",
        "ທ່ານ|ມີ|ສິດ|ໄດ້ຮັບ|ທີ່ພັກ|ທີ່|ປອດໄພ ອາຫານ ເຄື່ອງນຸ່ງ|ຫົ່ມ ແລະ ການ|ປິ່ນປົວ|ທາງ|ການແພດ",
        "ທ່ານ|ອາດ|ຈະ|ໄດ້ຮັບ|ເງິນ {} ຕໍ່|ເດືອນ|ໃນ|ໄລຍະ|ພັກ|ເຊົາ",
        "ທ່ານ|ສາມາດ|ຂໍ|ນາຍ|ພາສາ|ໄດ້|ໂດຍ|ບໍ່|ເສຍ|ຄ່າ",
        "ໂທ|ຫາ|ເບີ|ນີ້|ໄດ້|ຕະຫຼອດ 24 ຊົ່ວໂມງ",
        ("ສິ່ງ|ທີ່|ທ່ານ|ຂໍ|ໄດ້", "ໃນ|ສູນ|ພັກ|ເຊົາ", "ນອກ|ສູນ|ພັກ|ເຊົາ"),
        ("ເຈົ້າໜ້າທີ່|ສຳພາດ|ທ່ານ", "ເຈົ້າໜ້າທີ່|ແຈ້ງ|ຜົນ|ໃຫ້|ທ່ານ|ຮູ້", "ທ່ານ|ເລືອກ|ບ່ອນ|ຢູ່|ຂອງ|ທ່ານ"),
        ("ພາຍໃນ 24 ຊົ່ວໂມງ", "ພາຍໃນ 15 ວັນ"),
        "ຂໍ້ມູນ|ໃນ|ເອກະສານ|ນີ້|ໄດ້|ຮັບ|ການ|ຢືນຢັນ|ວັນ|ທີ 1 ມີນາ 2026",
        "ເອກະສານ|ນີ້|ຍັງ|ບໍ່|ໄດ້|ກວດ|ໂດຍ|ຜູ້|ອ່ານ|ພາສາ|ນີ້ ໃຫ້|ຖື|ຂໍ້ຄວາມ|ພາສາ|ໄທ|ເປັນ|ຫຼັກ ກະລຸນາ|ຂໍ|ນາຍ|ພາສາ",
        "ຍັງ|ບໍ່|ໄດ້|ແປ",
    ),
    "km": Words(
        "សិទ្ធិ|របស់|ជន|រងគ្រោះ|ដោយ|អំពើ|ជួញដូរ|មនុស្ស",
        "អ្នក|មាន|សិទ្ធិ|ទទួល|បាន|កន្លែង|ស្នាក់នៅ|មាន|សុវត្ថិភាព ម្ហូបអាហារ សម្លៀកបំពាក់ និង|ការ|ព្យាបាល",
        "អ្នក|អាច|ទទួល|បាន {} ក្នុង|មួយ|ខែៗ|នៃ|ការ|ស្នាក់នៅ",
        "អ្នក|អាច|ស្នើ|សុំ|អ្នក|បកប្រែ|ដោយ|ឥត|គិត|ថ្លៃ",
        "សូម|ទូរស័ព្ទ|មក|លេខ|នេះ|បាន|គ្រប់|ពេល ២៤ ម៉ោង",
        ("អ្វី|ដែល|អ្នក|អាច|ស្នើ|សុំ", "ក្នុង|មណ្ឌល|ស្នាក់នៅ", "ក្រៅ|មណ្ឌល|ស្នាក់នៅ"),
        ("មន្ត្រី|សម្ភាសន៍|អ្នក", "មន្ត្រី|ប្រាប់|លទ្ធផល|ដល់|អ្នក", "អ្នក|ជ្រើសរើស|កន្លែង|រស់នៅ"),
        ("ក្នុង|រយៈពេល ២៤ ម៉ោង", "ក្នុង|រយៈពេល ១៥ ថ្ងៃ"),
        "ព័ត៌មាន|ក្នុង|ឯកសារ|នេះ|ត្រូវ|បាន|បញ្ជាក់|នៅ|ថ្ងៃ|ទី ១ ខែ|មីនា ឆ្នាំ ២០២៦",
        "ឯកសារ|នេះ|មិន|ទាន់|បាន|ពិនិត្យ|ដោយ|អ្នក|អាន|ភាសា|នេះ|ទេ អត្ថបទ|ភាសា|ថៃ|ជា|គោល សូម|សុំ|អ្នក|បកប្រែ",
        "មិន|ទាន់|បកប្រែ",
        "៥០០",
    ),
    "my": Words(
        "လူကုန်ကူးခံရသူ|တစ်ဦး၏|အခွင့်အရေးများ",
        "ဘေးကင်းသော|နေရာ၊ အစားအစာ၊ အဝတ်အထည်နှင့်|ဆေးကုသမှု|ရပိုင်ခွင့်|သင့်တွင်|ရှိသည်။",
        "နေထိုင်သော|လတိုင်းအတွက် {} ကို|သင်|ရရှိနိုင်သည်။",
        "စကားပြန်ကို|အခမဲ့|တောင်းခံနိုင်သည်။",
        "ဤ|နံပါတ်သို့ ၂၄ နာရီ|ပတ်လုံး|ဖုန်းခေါ်|နိုင်သည်။",
        ("သင်|တောင်းခံနိုင်သောအရာ", "ဂေဟာ|အတွင်း", "ဂေဟာ|ပြင်ပ"),
        ("အရာရှိက|သင့်ကို|မေးမြန်းသည်။", "ဆုံးဖြတ်ချက်ကို|သင့်အား|ပြောပြသည်။", "နေရာကို|သင်|ရွေးချယ်သည်။"),
        ("၂၄ နာရီ|အတွင်း", "၁၅ ရက်|အတွင်း"),
        "ဤ|စာရွက်ပါ|အချက်အလက်များကို ၂၀၂၆ ခုနှစ် မတ်လ ၁ ရက်တွင်|အတည်ပြုခဲ့သည်။",
        "ဤ|စာရွက်ကို|ဤ|ဘာသာစကား|ဖတ်သူက|မစစ်ဆေးရသေးပါ။ ထိုင်း|စာသား|သည်|အတည်ဖြစ်သည်။ စကားပြန်|တောင်းပါ။",
        "ဘာသာမပြန်|ရသေး",
        "၅၀၀",
    ),
    "vi": Words(
        "Quyền của người là nạn nhân của tội mua bán người",
        "Bạn có quyền được ở nơi an toàn, có thức ăn, quần áo và được khám chữa bệnh.",
        "Bạn có thể nhận {} cho mỗi tháng lưu trú.",
        "Bạn có thể yêu cầu phiên dịch miễn phí.",
        "Hãy gọi số này bất kỳ lúc nào, ngày hay đêm.",
        ("Điều bạn có thể yêu cầu", "Trong nhà tạm lánh", "Ngoài nhà tạm lánh"),
        ("Cán bộ phỏng vấn bạn.", "Bạn được thông báo kết quả.", "Bạn chọn nơi ở của mình."),
        ("trong vòng 24 giờ", "trong vòng 15 ngày"),
        "Thông tin trong giấy này được xác nhận ngày 1 tháng 3 năm 2026.",
        "Giấy này chưa được người đọc ngôn ngữ này kiểm tra. Văn bản tiếng Thái có giá trị. Hãy yêu cầu phiên dịch.",
        "chưa dịch",
    ),
    "zh-Hant": Words(
        "人口販運被害人的權利",
        "您有權獲得安全的住所、食物、衣服和醫療。",
        "您在住宿期間每月可領取{}。",
        "您可以要求免費的通譯。",
        "您可以在任何時間撥打這個號碼（24小時）。",
        ("您可以要求的事項", "在庇護所內", "在庇護所外"),
        ("官員與您面談。", "官員告知您結果。", "您選擇住處。"),
        ("24小時內", "15日內"),
        "本文件的資料於2026年3月1日確認。",
        "本文件尚未經此語言的讀者核對，以泰文為準。請要求通譯。",
        "尚未翻譯",
    ),
}
BAHT = {"th": "บาท", "lo": "ບາດ", "km": "បាត", "my": "ဘတ်", "vi": "baht", "zh-Hant": "泰銖", "en": "baht"}


def languages() -> Mapping[str, Language]:
    """The languages as docgen.toml sets them."""
    return read_workspace(ROOT).languages


def make_text(words: str, tag: str, *values: Inline, status: TextStatus = TextStatus.APPROVED) -> Text:
    """A text whose {} are the values, and whose **…** are strong."""
    values_left = iter(values)
    nodes: list[Inline] = []
    for part in re.split(r"(\{\}|\*\*[^*]+\*\*)", words.replace("|", "\u200b")):
        if part == "{}":
            nodes.append(next(values_left))
        elif part.startswith("**"):
            nodes.append(Strong((Run(part.strip("*")),)))
        elif part:
            nodes.append(Run(part))
    message = Message("rights", "test", words, Location("test.md", 1))
    return Text(message, tag, status, (tuple(nodes),))


PUBLISHER = "Division of Anti-Trafficking in Persons"


def money(tag: str) -> Value:
    """An amount as its language writes it."""
    shown = WORDS[tag].number
    space = "" if tag == "zh-Hant" else " "
    return Value("fund.living_cost", (Run(f"{shown}{space}{BAHT[tag]}"),), shown, FactState.CONFIRMED)


def telephone(ref: str, number: str, href: str) -> Value:
    """A telephone that can be dialled by touching it."""
    return Value(ref, (Run(number),), number, FactState.CONFIRMED, href)


HOTLINE = telephone("tel.hotline", "1300", "tel:1300")
OFFICE = telephone("tel.office", "0 2202 9074", "tel:+6622029074")


def make_document(tag: str, layout: str = "booklet-a5") -> Document:
    """One document with every kind of block, in one language."""
    words = WORDS[tag]

    def t(sentence: str, *values: Inline, status: TextStatus = TextStatus.APPROVED) -> Text:
        return make_text(sentence, tag, *values, status=status)

    english = make_text(WORDS["en"].right, "en", status=TextStatus.UNTRANSLATED)
    thai = make_text("ดิฉัน|ต้องการ|ล่าม|ภาษา|ของ|ดิฉัน ขอ|ติดต่อ|เจ้าหน้าที่|ด้วย|ค่ะ", "th")
    link = Text(
        t("").message,
        tag,
        TextStatus.APPROVED,
        (
            (
                Run(words.interpreter.replace("|", "\u200b") + " "),
                Link("#contacts", (Run(words.head[0].replace("|", "\u200b")),)),
                LineBreak(),
                Emphasis((Run(words.call.replace("|", "\u200b")),)),
                Run(" "),
                Link("https://www.msdhs.go.th/", (Run("www.msdhs.go.th"),)),
            ),
        ),
    )
    items = ItemList(
        (
            ListItem((Paragraph(t(words.right)), Paragraph(t(words.interpreter)))),
            ListItem(
                (
                    Paragraph(t(words.money, money(tag))),
                    ItemList((ListItem((Paragraph(t(words.steps[0])),)), ListItem((Paragraph(t(words.steps[1])),)))),
                )
            ),
        )
    )
    ordered = ItemList(tuple(ListItem((Paragraph(t(step)),)) for step in words.steps), ordered=True)
    marks = Table(
        Row(tuple(t(head) for head in words.head)),
        (
            Row((t(words.right), t("+"), t("+"))),
            Row((t(words.money, money(tag)), t("+"), None)),
            Row((t(words.interpreter), None, t("+"))),
        ),
        marks=True,
    )
    table = Table(
        Row((t(words.head[0]), t(words.head[1]))),
        (Row((t(words.steps[0]), t(words.right))), Row((english, t(words.money, money(tag))))),
    )
    flow = Flow(
        "flow",
        t(words.head[0]),
        (
            FlowStep(t(words.steps[0])),
            FlowStep(t(words.steps[1]), t(words.hours[0])),
            FlowStep(t(words.steps[2]), t(words.hours[1])),
        ),
    )
    contacts = Contacts(
        (
            ContactEntry("hotline", t(words.title), (HOTLINE,), t(words.call), t(words.hours[0])),
            ContactEntry("office", make_text("**DATIP**", tag), (OFFICE, HOTLINE), None, None),
        )
    )
    bold = make_text(f"{words.steps[0]} **{words.steps[1].replace('|', '')}**", tag)
    blocks = (
        Paragraph(t(words.right), "lead"),
        Section(
            "rights",
            1,
            t(words.head[0]),
            (
                Paragraph(bold),
                Paragraph(t(words.money, money(tag))),
                Paragraph(link),
                items,
                Section("order", 2, t(words.steps[0]), (ordered, ordered)),
                Paragraph(english),
            ),
        ),
        Section("tables", 1, t(words.head[1]), (marks, table, flow)),
        Section(
            "boxes",
            1,
            t(words.head[2]),
            (
                Callout("note", (Paragraph(t(words.right)), Paragraph(t(words.interpreter))), t(words.head[0])),
                Callout("important", (Paragraph(t(words.call)), items)),
                Callout("composed", (Paragraph(t(words.money, money(tag))),), t(words.head[1])),
                Callout("frame", (), t(words.head[2])),
                Say(thai, t(words.interpreter)),
                Say(thai, t(words.call), t(words.head[0])),
            ),
        ),
        Section("contacts", 1, t(words.head[0]), (contacts,)),
    )
    aid = tuple(make_text(WORDS[each].reading_aid, each) for each in dict.fromkeys((tag, "th", "en")))
    return Document(
        "rights",
        t(words.title),
        t(words.interpreter),
        blocks,
        layout,
        "person",
        "adult",
        "sensitive",
        "information",
        t(words.head[0]),
        language=tag,
        labels=(("untranslated", t(words.untranslated)),),
        furniture=Furniture(t(words.confirmed), aid),
    )


def make_sheet(tag: str) -> Document:
    """A glance sheet: as many sentences of the same length as the workspace's own sheet has."""
    words = WORDS[tag]

    def t(sentence: str, *values: Inline) -> Text:
        return make_text(sentence, tag, *values)

    sentences = (words.right, words.interpreter, words.right, words.call, words.right, words.interpreter)
    items = ItemList(
        (*(ListItem((Paragraph(t(each)),)) for each in sentences), ListItem((Paragraph(t(words.money, money(tag))),)))
    )
    thai = make_text("สวัสดี|ค่ะ ดิฉัน|ต้องการ|ความ|ช่วยเหลือ กรุณา|หา|ล่าม|ให้|ด้วย|ค่ะ", "th")
    blocks = (
        Paragraph(t(words.call), "lead"),
        items,
        Callout("composed", (Paragraph(t(words.interpreter)),), t(words.untranslated)),
        Contacts((ContactEntry("hotline", t(words.head[0]), (HOTLINE,), t(words.call), t(words.hours[0])),)),
        Callout("composed", (Say(thai, t(words.interpreter), t(words.head[0])),), t(words.untranslated)),
    )
    document = make_document(tag, "sheet-a4-large")
    return replace(document, title=t(words.head[0]), subtitle=None, blocks=blocks, pages=1)


@pytest.fixture(scope="session")
def faces() -> FaceSet:
    """The faces of the workspace."""
    return read_faces(ROOT / "fonts", check_sha256=False)


@pytest.fixture(scope="session")
def styles() -> DocxStyles:
    """The styles of the workspace."""
    return read_docx_styles(ROOT / "templates" / "docx.toml")


Write = Callable[[Document], Artefact]


@pytest.fixture(scope="session")
def write(faces: FaceSet, styles: DocxStyles) -> Write:
    """Write a document with the workspace's languages, faces and styles."""
    known = languages()

    def written(document: Document) -> Artefact:
        typeset = Typeset(document, known[document.language], known, faces, PUBLISHER)
        return write_docx(typeset, styles)

    return written


def parts(artefact: Artefact) -> dict[str, bytes]:
    """The parts of a DOCX file by name."""
    with ZipFile(BytesIO(artefact.data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def stories(artefact: Artefact) -> Iterator[etree._Element]:
    """The body, headers and footers of a DOCX file."""
    for name, data in parts(artefact).items():
        if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", name):
            yield parse_xml(data)


def text_of(root: etree._Element) -> str:
    """The characters of a part, one line for each paragraph."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


# --- complex scripts -----------------------------------------------------------------------------------------------


def has(properties: etree._Element | None, name: str) -> bool:
    """Whether a properties element has this child."""
    return properties is not None and properties.find(f"{W}{name}") is not None


@pytest.mark.parametrize("tag", TAGS)
def test_word_knows_every_run_of_a_complex_script(write: Write, tag: str) -> None:
    """Word draws Thai, Lao, Khmer and Burmese in our face: the run says `cs`, all its fonts, and its language."""
    found = 0
    for root in stories(write(make_document(tag))):
        for run in root.iter(f"{W}r"):
            if not COMPLEX.search("".join(t.text or "" for t in run.iter(f"{W}t"))):
                continue
            found += 1
            properties = run.find(f"{W}rPr")
            assert properties is not None and has(properties, "cs")
            fonts = properties.find(f"{W}rFonts")
            assert fonts is not None
            assert len({fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")} - {None}) == 1
            language = properties.find(f"{W}lang")
            assert language is not None and language.get(f"{W}bidi")
    assert found  # every document holds at least the Thai sentence to show


@pytest.mark.parametrize("tag", TAGS)
def test_weight_slant_and_size_hold_for_every_script(write: Write, tag: str) -> None:
    """What is bold, slanted or large is so in all scripts: each property has its complex-script half, equal to it."""
    made = parts(write(make_document(tag)))
    roots = [parse_xml(data) for name, data in made.items() if re.match(r"word/[a-zA-Z]+\d*\.xml", name)]
    properties = [each for root in roots for each in root.iter(f"{W}rPr")]
    assert any(has(each, "b") for each in properties)
    for each in properties:
        for half, other in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
            values = [
                child.get(f"{W}val", "1") if child is not None else None
                for child in map(each.find, (f"{W}{half}", f"{W}{other}"))
            ]
            assert values[0] == values[1]


def test_latin_letters_and_digits_stand_in_runs_of_their_own(faces: FaceSet) -> None:
    """Digits in a Khmer sentence are no complex script, whatever the face: its substitute on Windows may lack them."""
    found = list(pieces("លេខ 1300 Passport ១", languages()["km"], faces))
    assert [(piece.text, piece.kind) for piece in found] == [
        ("លេខ ", Kind.COMPLEX),
        ("1300 Passport ", Kind.PLAIN),
        ("១", Kind.COMPLEX),
    ]


def test_chinese_punctuation_is_drawn_by_the_chinese_face(faces: FaceSet) -> None:
    """Quotation marks and dashes in Chinese are full width: the run asks for the East Asian face."""
    found = list(pieces("他說“是”—1300", languages()["zh-Hant"], faces))
    assert [(piece.text, piece.kind) for piece in found] == [("他說“是”—", Kind.EAST_ASIAN), ("1300", Kind.PLAIN)]


@given(
    st.text(alphabet=st.sampled_from("กา่กำ ້ກຳ ខ្មែរ មាន\u200b\u2060 မြန်မာ၊ 中文，a1-.\u00a0(é)"), max_size=40),
    st.sampled_from(TAGS),
)
def test_nothing_but_layout_is_lost_when_a_text_is_split(text: str, tag: str) -> None:
    """The pieces of a text put together are the text without U+200B and U+2060."""
    faces = read_faces(ROOT / "fonts", check_sha256=False)
    found = "".join(piece.text for piece in pieces(text, languages()[tag], faces))
    assert found == text.replace("\u200b", "").replace("\u2060", "")


def test_arabic_words_run_from_right_to_left(write: Write, faces: FaceSet) -> None:
    """A language that is written from right to left says so, and keeps its digits in its runs."""
    arabic = Language("ar", "العربية", "Arabic", "Arab", ("Noto Sans",), direction=Direction.RTL)
    found = list(pieces("اتصل 1300.", arabic, faces))
    assert [(piece.text, piece.kind) for piece in found] == [("اتصل 1300.", Kind.COMPLEX)]


@pytest.mark.parametrize(
    ("tag", "shown"), [("zh-Hant", "zh-TW"), ("km", "km-KH"), ("shn", "shn-MM"), ("en-GB", "en-GB"), ("qqq", "qqq")]
)
def test_word_is_told_the_language_by_the_name_it_knows(tag: str, shown: str) -> None:
    """Word's proofing and fonts go by language and region."""
    assert word_tag(tag) == shown


# --- text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", TAGS)
def test_no_layout_character_is_left_in_the_file(write: Write, tag: str) -> None:
    """Who edits or copies the text finds no invisible character in it."""
    for name, data in parts(write(make_document(tag))).items():
        if name.endswith((".xml", ".rels")):
            assert not {"\u200b", "\u2060"} & set(data.decode("utf-8")), name


@pytest.mark.parametrize("tag", TAGS)
def test_every_sentence_of_the_tree_is_in_the_file(write: Write, tag: str) -> None:
    """No text of the document is lost on the way, whatever block holds it."""
    document = make_document(tag)
    found = canonical(" ".join(text_of(root) for root in stories(write(document))))
    for text in walk((document.title, document.subtitle, document.blocks, document.furniture)):
        if isinstance(text, Text):
            for line in plain(text).replace("\u2011", "-").split("\n"):
                assert canonical(line) in found


@pytest.mark.parametrize("tag", TAGS)
def test_a_value_is_never_broken_over_two_lines(write: Write, tag: str) -> None:
    """Amounts and telephones hold together: their spaces are no-break spaces."""
    body = next(stories(write(make_document(tag))))
    assert plain(money(tag)).replace(" ", "\u00a0") in text_of(body)
    assert "0\u00a02202\u00a09074" in text_of(body)


def test_a_hyphen_in_a_value_holds_where_a_face_has_the_no_break_hyphen(write: Write) -> None:
    """A number with a hyphen stays on one line too."""
    number = telephone("tel.x", "02-202-9074", "tel:+6622029074")
    document = replace(make_document("th"), blocks=(Paragraph(make_text("{}", "th", number)),))
    assert "02\u2011202\u20119074" in text_of(next(stories(write(document))))


@pytest.mark.parametrize("status", [TextStatus.UNTRANSLATED, TextStatus.STALE])
def test_what_is_not_translated_says_so(write: Write, status: TextStatus) -> None:
    """English in a Khmer document is never silent: the reader's own words stand before it."""
    document = replace(make_document("km"), blocks=(Paragraph(make_text("Call 1300.", "en", status=status)),))
    assert "[មិនទាន់បកប្រែ] Call 1300." in text_of(next(stories(write(document))))


def test_what_is_not_translated_says_so_without_a_label(write: Write) -> None:
    """A document without the label names the language instead."""
    text = make_text("Call 1300.", "en", status=TextStatus.UNTRANSLATED)
    document = replace(make_document("km"), blocks=(Paragraph(text),), labels=())
    assert "[en] Call 1300." in text_of(next(stories(write(document))))


def test_stress_is_bold_where_the_script_has_no_italics(write: Write) -> None:
    """Thai has no italics; slanted Thai is hard to read."""
    stressed = Emphasis((Run("ฟรี"),))
    for tag, property_ in (("th", "b"), ("vi", "i")):
        text = replace(make_text("", tag), forms=((stressed,),))
        body = next(stories(write(replace(make_document(tag), blocks=(Paragraph(text),)))))
        run = next(r for r in body.iter(f"{W}r") if (r.findtext(f"{W}t") or "") == "ฟรี")
        assert has(run.find(f"{W}rPr"), property_)


def test_a_sheet_of_one_page_is_set_as_large_as_it_fits(write: Write) -> None:
    """Burmese, with its tall lines, is set smaller than English; what cannot fit in a readable size is a fault."""

    def size(artefact: Artefact) -> int:
        return int(parse_xml(parts(artefact)["word/styles.xml"]).xpath("string(.//w:style[1]//w:sz/@w:val)"))

    burmese, english = write(make_sheet("my")), write(make_sheet("en"))
    assert size(english) == 36 > size(burmese) >= 24
    assert not burmese.faults and not english.faults
    sheet = make_sheet("en")
    crowded = write(replace(sheet, blocks=sheet.blocks * 3))
    assert [fault.code for fault in crowded.faults] == ["too-many-pages"]


def test_each_value_says_where_it_stands(write: Write) -> None:
    """The places list every value of the document, in the order of reading."""
    artefact = write(make_sheet("en"))
    assert artefact.places == (Place("fund.living_cost", 0), Place("tel.hotline", 0))


# --- blocks --------------------------------------------------------------------------------------------------------


def test_a_telephone_can_be_dialled_from_the_page_and_from_the_screen(write: Write) -> None:
    """Each contact has its number as a link, and a QR code whose description is the number as printed."""
    artefact = write(make_document("en"))
    body = next(stories(artefact))
    assert b'Target="tel:+6622029074"' in parts(artefact)["word/_rels/document.xml.rels"]
    pictures = [each.get("descr") for each in body.iter(qn("wp:docPr"))]
    assert pictures == ["1300", "0 2202 9074", "1300"]
    assert sum(name.startswith("word/media/") for name in parts(artefact)) == 2  # the same code is stored once


def test_a_table_repeats_its_head_and_keeps_its_rows_whole(write: Write) -> None:
    """A row is never divided between two pages, and each page shows what the columns mean."""
    tables = docx.Document(BytesIO(write(make_document("lo")).data)).tables
    headed = [table for table in tables if has(table.rows[0]._tr.trPr, "tblHeader")]
    assert len(headed) == 2
    for table in tables:
        assert all(has(row._tr.trPr, "cantSplit") for row in table.rows)
        caption = table._tbl.tblPr.find(f"{W}tblCaption")
        assert caption is not None and caption.get(f"{W}val")


def test_only_the_last_row_of_a_table_has_a_line_below_it(write: Write) -> None:
    """LibreOffice prints every row, wherever a page ends: it loses rows after one whose lower line does not fit."""
    for table in docx.Document(BytesIO(write(make_document("km")).data)).tables:
        *rows, last = table.rows
        assert last._tr.xpath(".//w:tcBorders/w:bottom")
        assert not any(row._tr.xpath(".//w:tcBorders/w:bottom") for row in rows)
        assert not table._tbl.xpath("w:tblPr/w:tblBorders")


def test_the_first_column_of_a_table_is_the_widest(write: Write) -> None:
    """Marks need little room, their subject much."""
    for table in docx.Document(BytesIO(write(make_document("my")).data)).tables:
        if has(table.rows[0]._tr.trPr, "tblHeader"):
            first, *others = (cell.width for cell in table.rows[0].cells)
            assert first is not None and all(first >= other for other in others if other is not None)


def test_headings_make_the_outline_of_the_document(write: Write) -> None:
    """Word's navigation and a screen reader find title and headings by their styles."""
    paragraphs = docx.Document(BytesIO(write(make_document("en")).data)).paragraphs
    names = [p.style.name for p in paragraphs if p.style and (p.style.name or "").startswith(("Heading", "Title"))]
    assert names == ["Title", "Heading 1", "Heading 2", "Heading 1", "Heading 1", "Heading 1"]


def test_each_numbered_list_begins_with_one(write: Write) -> None:
    """Lists are real lists, and the second does not count on from the first."""
    body = next(stories(write(make_document("en"))))
    numbered = [p for p in body.iter(f"{W}p") if p.xpath("w:pPr/w:pStyle[@w:val='ListNumber']")]
    ids = [p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") for p in numbered]
    assert ids == ["2", "2", "2", "3", "3", "3"]


def test_thai_lists_count_in_thai_digits_when_the_language_does(
    write: Write, faces: FaceSet, styles: DocxStyles
) -> None:
    """Word counts in Thai digits; for the others it has no such count."""
    thai = replace(languages()["th"], digits=Digits.THAI)
    typeset = Typeset(make_document("th"), thai, {**languages(), "th": thai}, faces, PUBLISHER)
    made = parts(write_docx(typeset, styles))["word/numbering.xml"]
    assert b"thaiNumbers" in made and b'w:val="decimal"' not in made


def test_steps_of_a_flow_are_numbered_in_the_readers_digits(write: Write) -> None:
    """A Khmer reader sees ១ ២ ៣ beside the steps."""
    tables = docx.Document(BytesIO(write(make_document("km")).data)).tables
    flow = next(table for table in tables if table.rows[0].cells[0].text == "១")
    assert [row.cells[0].text for row in flow.rows] == ["១", "", "២", "", "៣"]


def test_a_link_within_the_document_leads_to_its_section(write: Write) -> None:
    """Every internal link has the bookmark that it leads to."""
    body = next(stories(write(make_document("en"))))
    links = {each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")} - {None}
    marks = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    assert links and links <= marks


def test_a_link_to_nowhere_stops_the_writer(write: Write) -> None:
    """A link whose section was left out is an error, never a dead link."""
    text = replace(make_text("", "en"), forms=((Link("#gone", (Run("there"),)),),))
    with pytest.raises(RenderError, match="#gone leads nowhere"):
        write(replace(make_document("en"), blocks=(Paragraph(text),)))


def test_a_box_stays_on_one_page(write: Write) -> None:
    """Each paragraph of a bordered box stays with the next one, but the last."""
    body = next(stories(write(make_document("en"))))
    boxed = [p.find(f"{W}pPr") for p in body.iter(f"{W}p") if p.xpath("w:pPr/w:pBdr")]
    kept = [has(properties, "keepNext") for properties in boxed]
    assert kept == [True, True, False, True, False, True, False, True, True, False]


def test_two_boxes_do_not_run_together(write: Write) -> None:
    """Between two boxes or tables stands a paragraph: Word would join them."""
    body = next(stories(write(make_document("en")))).find(f"{W}body")
    assert body is not None
    for first, second in pairwise(body):
        assert not (first.tag == second.tag == f"{W}tbl")
        assert second.tag != f"{W}sectPr" or first.tag == f"{W}p"


@pytest.mark.parametrize("tag", TAGS)
def test_every_page_says_what_must_be_said_of_the_edition(write: Write, tag: str) -> None:
    """First and later pages carry a reading aid's notices, when the facts were confirmed, and the page's number."""
    made = parts(write(make_document(tag)))
    footers = [parse_xml(data) for name, data in made.items() if name.startswith("word/footer")]
    assert len(footers) == 2
    for footer in footers:
        shown = canonical(text_of(footer))
        for sentence in (
            WORDS[tag].reading_aid,
            WORDS["th"].reading_aid,
            WORDS["en"].reading_aid,
            WORDS[tag].confirmed,
        ):
            assert canonical(sentence.replace("|", "")) in shown
        assert [each.get(f"{W}instr") for each in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


# --- the file ------------------------------------------------------------------------------------------------------

# Written from the schema a second time, so that the writer's own table is not its only witness.
ORDERS = {
    "rPr": "rStyle rFonts b bCs i iCs strike color spacing sz szCs highlight u bdr shd vertAlign rtl cs em lang",
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind contextualSpacing "
        "jc outlineLvl rPr"
    ),
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols titlePg bidi docGrid",
    "pBdr": "top left bottom right",
    "tcBorders": "top left bottom right",
}


@pytest.mark.parametrize("tag", TAGS)
def test_properties_stand_in_the_order_of_the_schema(write: Write, tag: str) -> None:
    """Word opens the file without repairing it."""
    for name, data in parts(write(make_document(tag))).items():
        if not re.fullmatch(r"word/\w+\.xml", name):
            continue
        for parent, order in ORDERS.items():
            ranks = {f"{W}{child}": rank for rank, child in enumerate(order.split())}
            for each in parse_xml(data).iter(f"{W}{parent}"):
                found = [ranks[child.tag] for child in each]
                assert found == sorted(found), (name, parent, [child.tag for child in each])
                # headers and footers come three to a section, everything else once
                assert len(found) == len(set(found)) or parent == "sectPr"


def test_no_style_takes_its_face_from_a_theme(write: Write) -> None:
    """Theme fonts would win over the families we name; and the toggle of complex scripts is not allowed in a style."""
    made = parts(write(make_document("th")))
    assert not any("theme/" in name for name in made)
    assert not re.search(rb"(ascii|hAnsi|eastAsia|cs)theme", made["word/styles.xml"], re.IGNORECASE)
    assert b"<w:cs/>" not in made["word/styles.xml"]


@pytest.mark.parametrize("tag", TAGS)
def test_a_computer_without_our_faces_is_told_which_to_take(write: Write, tag: str) -> None:
    """Every family in use has a stand-in that Windows brings along."""
    made = parts(write(make_document(tag)))
    used = {
        value
        for name, data in made.items()
        if re.match(r"word/[a-zA-Z]+\d*\.xml", name)
        for fonts in parse_xml(data).iter(f"{W}rFonts")
        for key, value in fonts.attrib.items()
        if not str(key).endswith("hint")
    }
    listed = {
        font.get(f"{W}name") for font in parse_xml(made["word/fontTable.xml"]) if font.find(f"{W}altName") is not None
    }
    assert used and used == listed


def test_the_file_names_its_title_and_language_and_no_program(write: Write) -> None:
    """The properties hold the title without layout characters, the language and the publisher: no person, no date."""
    artefact = write(make_document("zh-Hant"))
    properties = docx.Document(BytesIO(artefact.data)).core_properties
    assert (properties.title, properties.language) == ("人口販運被害人的權利", "zh-Hant")
    assert properties.author == "Division of Anti-Trafficking in Persons"
    assert properties.created is None and properties.modified is None
    for name, data in parts(artefact).items():
        assert b"python-docx" not in data and b"2013-" not in data, name
    thai = docx.Document(BytesIO(write(make_document("th")).data)).core_properties
    assert thai.title == "สิทธิของผู้เสียหายจากการค้ามนุษย์"


def test_word_opens_the_file_as_its_own(write: Write) -> None:
    """No compatibility mode, and no question about fields."""
    settings = parts(write(make_document("en")))["word/settings.xml"].decode()
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', settings)
    assert "updateFields" not in settings


def test_the_bytes_tell_nothing_of_when_and_where(write: Write) -> None:
    """The zip's times are 1980-01-01 and its system 0, whatever the computer."""
    with ZipFile(BytesIO(write(make_document("en")).data)) as file:
        assert {(info.date_time, info.create_system) for info in file.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
        assert file.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


@pytest.mark.parametrize("tag", ["km", "zh-Hant"])
def test_two_processes_write_the_same_bytes(write: Write, tag: str) -> None:
    """The same document gives the same file, whatever order a process keeps its sets in."""
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import test_docx as t;"
        "from docgen.writers.docx import read_docx_styles, write_docx;"
        "from docgen.writers.artefact import Typeset; known = t.languages(); tag = sys.argv[2];"
        "faces = t.read_faces(t.ROOT / 'fonts'); styles = read_docx_styles(t.ROOT / 'templates' / 'docx.toml');"
        "typeset = Typeset(t.make_document(tag), known[tag], known, faces, t.PUBLISHER);"
        "print(hashlib.sha256(write_docx(typeset, styles).data).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, str(Path(__file__).parent), tag]
    other = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    assert other == hashlib.sha256(write(make_document(tag)).data).hexdigest()


# --- what LibreOffice makes of it ----------------------------------------------------------------------------------

FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def to_pdf(artefacts: dict[str, Artefact], folder: Path, soffice: str) -> dict[str, Path]:
    """The documents as LibreOffice sets them, with no face but ours."""
    configuration = folder / "fonts.conf"
    configuration.write_text(FONTCONFIG.format(fonts=ROOT / "fonts", cache=folder / "cache"), "utf-8")
    for name, artefact in artefacts.items():
        (folder / f"{name}.docx").write_bytes(artefact.data)
    command = [soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"]
    files = [str(folder / f"{name}.docx") for name in artefacts]
    environment = {**os.environ, "FONTCONFIG_FILE": str(configuration), "SOURCE_DATE_EPOCH": "0"}
    subprocess.run(
        [*command, "--outdir", str(folder), *files], env=environment, check=True, capture_output=True, timeout=300
    )
    return {name: folder / f"{name}.pdf" for name in artefacts}


def families_of(data: bytes) -> set[str]:
    """The families of a PDF's faces, without spaces."""
    resources = [page["/Resources"] for page in PdfReader(BytesIO(data)).pages]
    faces = [str(face.get_object()["/BaseFont"]) for each in resources for face in each["/Font"].values()]  # type: ignore[index]
    return {re.sub(r"^/[A-Z]{6}\+|-.*$", "", face) for face in faces}


def test_libreoffice_sets_every_document_in_our_faces(
    write: Write, tmp_path: Path, needs: Callable[[str], str]
) -> None:
    """LibreOffice opens each file; amounts and telephones are in its text, and the glance sheet is one page."""
    booklets = {f"booklet-{tag}": write(make_document(tag)) for tag in TAGS}
    sheets = {f"sheet-{tag}": write(make_sheet(tag)) for tag in TAGS}
    for name, file in to_pdf({**booklets, **sheets}, tmp_path, needs("soffice")).items():
        kind, tag = name.split("-", 1)
        pages, known = pdf_pages(file.read_bytes()), read_workspace(ROOT).languages
        assert "1300" in "".join(pages)
        assert WORDS[tag].number in "".join(pages)
        assert kind == "booklet" or len(pages) == 1
        ours = {family.replace(" ", "") for each in (tag, "th", "en") for family in known[each].families}
        assert families_of(file.read_bytes()) <= ours


# --- settings ------------------------------------------------------------------------------------------------------


def test_wrong_settings_are_named_together(tmp_path: Path) -> None:
    """A styles file with several faults shows all of them, each with its place."""
    source = (ROOT / "templates" / "docx.toml").read_text("utf-8")
    (tmp_path / "docx.toml").write_text(
        source.replace('"000000"', '"blue"', 1).replace("margin = 14", "margin = -1", 1)
    )
    with pytest.raises(DocgenErrors) as caught:
        read_docx_styles(tmp_path / "docx.toml")
    messages = [str(error) for error in flatten(caught.value) if isinstance(error, WorkspaceError)]
    assert len(messages) == 2
    assert any("layouts.booklet-a5.margin" in message for message in messages)
    assert any("colours.title" in message for message in messages)


def test_an_unknown_layout_is_an_error(write: Write) -> None:
    """A document that asks for a layout that DOCX does not have is told which there are."""
    with pytest.raises(RenderError, match='no layout "poster"'):
        write(make_document("en", "poster"))
