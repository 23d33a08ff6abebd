"""The translator's workbook: a row for each text, written into by someone who knows spreadsheets and no programming."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from docgen.canonical import canonical
from docgen.catalogs.exchange.answer import Answer
from docgen.catalogs.exchange.difference import Change, Splitter, difference
from docgen.catalogs.exchange.rows import FORMULA, ReadRow, read_rows
from docgen.catalogs.exchange.sheet import (
    TYPE_SIZE,
    Column,
    Look,
    Value,
    add_table,
    new_workbook,
    workbook_bytes,
)
from docgen.catalogs.exchange.task import Desk, Task
from docgen.content.glossary import Term
from docgen.errors import CatalogError, DocgenError
from docgen.languages import Language

ID = "ID"
CURRENT = "Current translation"
YOURS = "Your translation"
DONE = "Done"
COMMENT = "Your comment"
CHECK = "Check"
NEEDED = (ID, YOURS, DONE, COMMENT, CHECK)
YES = frozenset({"yes", "y", "x", "✓", "✔", "true", "1", "ok", "ใช่"})
NO = frozenset({"no", "n", "false", "0", "ไม่", "ไม่ใช่"})

_INSTRUCTIONS = {
    "en": (
        "Write only in the yellow cells of the sheet “Texts”.",
        "“Your translation” holds what the translation says now. Change it, or type it where it is empty.",
        "Keep each {placeholder} as it is: a number or a name comes there; “Notes” says which. Type no other numbers.",
        "Keep **two asterisks** before and after words that are printed bold.",
        "“Done”: yes, when you have read the text and stand by it, changed or not. No, when you are not finished. "
        "A text that you change and leave unmarked counts as done.",
        "“Your comment” is kept beside the text. Write no names of persons and no e-mail addresses.",
        "Rows may be sorted, filtered and deleted, columns moved. An empty cell deletes nothing. "
        "Do not change the columns “ID” and “Check”, nor the headings.",
        "Save as .xlsx.",
    ),
    "th": (
        "พิมพ์เฉพาะในช่องสีเหลืองของแผ่นงาน “Texts”",
        "ช่อง “Your translation” คือคำแปลปัจจุบัน แก้ไขได้ หรือพิมพ์คำแปลลงในช่องที่ยังว่าง",
        "คง {ข้อความในวงเล็บปีกกา} ไว้ตามเดิม ตรงนั้นจะเป็นตัวเลขหรือชื่อ ดูได้ในช่อง “Notes” และอย่าพิมพ์ตัวเลขอื่นเพิ่ม",
        "คง **ดอกจันสองตัว** ไว้หน้าและหลังคำที่พิมพ์เป็นตัวหนา",
        "ช่อง “Done” ใส่ yes เมื่ออ่านและรับรองข้อความนั้นแล้ว ไม่ว่าจะแก้ไขหรือไม่ ใส่ no เมื่อยังทำไม่เสร็จ "
        "ข้อความที่แก้ไขแล้วแต่ไม่ได้ใส่อะไรถือว่าเสร็จแล้ว",
        "ช่อง “Your comment” จะเก็บไว้คู่กับข้อความ อย่าเขียนชื่อบุคคลหรืออีเมล",
        "เรียงลำดับ กรอง หรือลบแถวได้ และย้ายคอลัมน์ได้ ช่องว่างไม่ลบข้อความเดิม อย่าแก้คอลัมน์ “ID” “Check” และหัวคอลัมน์",
        "บันทึกเป็นไฟล์ .xlsx",
    ),
}


@dataclass(frozen=True)
class Looks:
    """The families in which a workbook shows its languages."""

    source: Look
    authority: Look
    translation: Look

    @classmethod
    def of(cls, desk: Desk, language: Language, family: Callable[[Language], str]) -> Looks:
        """Return the looks for a language; `family` gives the family that an office computer has for one."""
        authority = desk.languages[desk.translations.authority]
        return cls(*(Look(family(each), each.direction) for each in (desk.source, authority, language)))


def translators_workbook(tasks: Sequence[Task], desk: Desk, language: Language, looks: Looks, split: Splitter) -> bytes:
    """Return the workbook of these texts, with instructions and the agreed terms.

    Raises:
        CatalogError: a text is too long for a cell.
    """
    book = new_workbook(f"Translation: {language.english}")
    add_instructions(book, _INSTRUCTIONS)
    authority = desk.languages[desk.translations.authority]
    columns = _columns(tasks, desk.source, authority, looks)
    sheet = add_table(book, "Texts", columns, (row for task in tasks for row in _rows(task, split, looks)))
    add_table(book, "Terms", _term_columns(looks), _term_rows(desk.content.glossary.values(), language))
    book.active = book.worksheets.index(sheet)
    return workbook_bytes(book)


def add_instructions(book: object, texts: Mapping[str, tuple[str, ...]]) -> None:
    """Add the sheet that says how to work with the workbook, in English and in Thai."""
    columns = (Column("How to use this file", 80), Column("วิธีใช้ไฟล์นี้", 80, look=Look("Leelawadee UI")))
    add_table(book, "Instructions", columns, zip(*texts.values(), strict=True))


def _columns(tasks: Sequence[Task], source: Language, authority: Language, looks: Looks) -> tuple[Column, ...]:
    unchanged, no_second = not any(t.former for t in tasks), not any(t.authority for t in tasks)
    return (
        Column(ID, 9, wrapped=False),
        Column("Section", 18),
        Column(f"Source ({source.english})", 45, look=looks.source),
        Column("What changed in the source", 30, hidden=unchanged, look=looks.source),
        Column(f"Second source ({authority.english})", 45, hidden=no_second, look=looks.authority),
        Column("Notes", 30),
        Column(CURRENT, 45, look=looks.translation),
        Column(YOURS, 45, open=True, look=looks.translation),
        Column(DONE, 8, open=True, choices=("yes", "no")),
        Column(COMMENT, 25, open=True),
        Column("Status", 14),
        Column(CHECK, 9, hidden=True),
    )


def _rows(task: Task, split: Splitter, looks: Looks) -> Iterator[tuple[Value, ...]]:
    notes = "\n".join(task.notes)
    changed = marked(task.former, task.message.msgid, split, looks.source) if task.former else ""
    for ticket, source, msgstr in zip(task.tickets(), task.sources, task.entry.msgstr, strict=True):
        shown = (source, changed, task.authority, notes, msgstr, msgstr)
        yield (str(ticket), task.message.msgctxt, *shown, "", "", task.status.value, task.state)


def marked(old: str, new: str, split: Splitter, look: Look) -> CellRichText:
    """Return both texts in one: what was removed struck through, what was added underlined and bold."""
    own = {"rFont": look.family, "sz": TYPE_SIZE}  # a run without them has Excel's own
    looks = {
        Change.KEPT: InlineFont(**own),
        Change.REMOVED: InlineFont(strike=True, color="FFA00000", **own),
        Change.ADDED: InlineFont(u="single", b=True, color="FF00600A", **own),
    }
    return CellRichText(*(TextBlock(looks[kind], text) for kind, text in difference(old, new, split)))


def _term_columns(looks: Looks) -> tuple[Column, ...]:
    return (
        Column("Term", 30, look=looks.source),
        Column("Agreed: the first is used, the others are allowed", 45, look=looks.translation),
        Column("Not to be used", 30, look=looks.translation),
        Column("Meaning", 60),
    )


def _term_rows(terms: Iterable[Term], language: Language) -> Iterator[tuple[str, ...]]:
    for term in terms:
        agreed, avoid = (words.get(language.tag, ()) for words in (term.translations, term.avoid))
        yield term.source, "\n".join(agreed), "\n".join(avoid), term.note


def read_workbook(data: bytes, name: str) -> tuple[list[Answer], list[DocgenError]]:
    """Return the answers of a translator's workbook, and what is wrong with single rows.

    Raises:
        CatalogError: the file as a whole cannot be used.
    """
    answers: list[Answer] = []
    errors: list[DocgenError] = []
    for row in read_rows(data, name, NEEDED):
        try:
            answers.append(_answer(row))
        except CatalogError as error:
            errors.append(error)
    return answers, errors


def _answer(row: ReadRow) -> Answer:
    return Answer(
        place=row.place,
        ticket=row.text(ID),
        state=row.text(CHECK).strip(),
        text=row.text(YOURS),
        done=mark(row, DONE),
        comment=row.text(COMMENT),
        shown=row.text(CURRENT),
    )


def mark(row: ReadRow, heading: str) -> bool | None:
    """Return what a cell for a mark says, None when it says nothing.

    Raises:
        CatalogError: it says something else.
    """
    cell = row.cells.get(heading)
    said = canonical(cell.text).casefold() if cell and cell.fault != FORMULA else row.text(heading)
    if not said:
        return None
    if said in YES | NO:
        return said in YES
    raise row.place.fault(f"“{heading}” is neither yes nor no", "write yes, or leave the cell empty")
