"""The reviewer's pack: what still waits for approval, what changed first, and the verdicts that come back.

An OK is an approval of exactly what the pack showed: the row carries the digest that the approval will bind, and when
either side has changed since, the row is to be reviewed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from docgen.catalogs.approvals import ROLE_CODE, Approvals, added, reviewer
from docgen.catalogs.checks import errors_of
from docgen.catalogs.checks.wording import translated
from docgen.catalogs.desk import approvals_path
from docgen.catalogs.exchange.answer import Conflict, Place, unified
from docgen.catalogs.exchange.difference import Splitter
from docgen.catalogs.exchange.rows import ReadRow, read_rows
from docgen.catalogs.exchange.settle import GONE, OFFICIAL, Found, Register, Settled, commented, tickets_of
from docgen.catalogs.exchange.sheet import Column, Value, add_table, new_workbook, workbook_bytes
from docgen.catalogs.exchange.task import Desk, Task
from docgen.catalogs.exchange.ticket import Ticket
from docgen.catalogs.exchange.xlsx import CHECK, ID, Looks, add_instructions, mark, marked
from docgen.catalogs.message import FUZZY, Entry
from docgen.catalogs.store import with_translation
from docgen.errors import CatalogError, DocgenError
from docgen.languages import Language
from docgen.tree import TextStatus

TRANSLATION = "Translation"
OK = "OK"
NOT_OK = "Not OK"
CODE = "Code"
REMARK = "Remark"
NEEDED = (ID, TRANSLATION, OK, NOT_OK, CODE, REMARK, CHECK)
CHANGED_SINCE = "changed since the pack was made: please review it again"

_INSTRUCTIONS = {
    "en": (
        "Write only in the yellow cells of the sheet “Review”. Texts whose source changed come first.",
        "“What changed in the source”: words struck through were removed, underlined words are new.",
        "“OK”: yes, when the translation says what the source says, in words its reader understands.",
        "“Not OK”: yes, when it does not; say in “Remark” what is wrong. The text goes back to the translator.",
        "“Code”: your role code, such as km-R2, in each row that you judged. Write no names and no e-mail addresses.",
        "Leave a row empty when you are not sure. Rows may be sorted, filtered and deleted, columns moved. "
        "Do not change the columns “ID” and “Check”, nor the headings.",
        "A legal text needs two reviewers, each with a pack of their own.",
        "Save as .xlsx.",
    ),
    "th": (
        "พิมพ์เฉพาะในช่องสีเหลืองของแผ่นงาน “Review” ข้อความที่ต้นฉบับเปลี่ยนแปลงอยู่ด้านบน",
        "ช่อง “What changed in the source” คำที่ขีดฆ่าถูกตัดออก คำที่ขีดเส้นใต้เป็นคำใหม่",
        "ช่อง “OK” ใส่ yes เมื่อคำแปลตรงกับต้นฉบับและผู้อ่านเข้าใจได้",
        "ช่อง “Not OK” ใส่ yes เมื่อคำแปลไม่ถูกต้อง และเขียนใน “Remark” ว่าผิดตรงไหน ข้อความจะกลับไปหาผู้แปล",
        "ช่อง “Code” ใส่รหัสของท่าน เช่น km-R2 ในทุกแถวที่ตรวจ อย่าเขียนชื่อบุคคลหรืออีเมล",
        "เว้นว่างไว้เมื่อไม่แน่ใจ เรียงลำดับ กรอง หรือลบแถวได้ และย้ายคอลัมน์ได้ อย่าแก้คอลัมน์ “ID” “Check” และหัวคอลัมน์",
        "ข้อความทางกฎหมายต้องมีผู้ตรวจสองคน แต่ละคนใช้ไฟล์ของตนเอง",
        "บันทึกเป็นไฟล์ .xlsx",
    ),
}


def for_review(tasks: Sequence[Task]) -> list[Task]:
    """Return the texts that a reviewer can judge: translated and not approved, those whose source changed first."""
    waiting = [task for task in tasks if not task.status.final and task.status is not TextStatus.UNTRANSLATED]
    return sorted(waiting, key=lambda task: not task.former)


def reviewers_pack(tasks: Sequence[Task], desk: Desk, language: Language, looks: Looks, split: Splitter) -> bytes:
    """Return the workbook in which a reviewer judges these texts."""
    book = new_workbook(f"Review: {language.english}")
    add_instructions(book, _INSTRUCTIONS)
    rows = [_row(task, desk, split, looks) for task in tasks]
    sheet = add_table(book, "Review", _columns(tasks, desk, looks), rows)
    book.active = book.worksheets.index(sheet)
    return workbook_bytes(book)


def _columns(tasks: Sequence[Task], desk: Desk, looks: Looks) -> tuple[Column, ...]:
    authority = desk.languages[desk.translations.authority]
    unchanged, no_second = not any(t.former for t in tasks), not any(t.authority for t in tasks)
    return (
        Column(ID, 9, wrapped=False),
        Column("Where", 22),
        Column("Source before", 35, hidden=unchanged, look=looks.source),
        Column("What changed in the source", 40, hidden=unchanged, look=looks.source),
        Column(f"Source now ({desk.source.english})", 45, look=looks.source),
        Column(f"Second source ({authority.english})", 45, hidden=no_second, look=looks.authority),
        Column(TRANSLATION, 50, look=looks.translation),
        Column(OK, 7, open=True, choices=("yes",)),
        Column(NOT_OK, 7, open=True, choices=("yes",)),
        Column(CODE, 11, open=True),
        Column(REMARK, 35, open=True),
        Column("Notes", 30),
        Column("Status", 14),
        Column(CHECK, 9, hidden=True),
    )


def _row(task: Task, desk: Desk, split: Splitter, looks: Looks) -> tuple[Value, ...]:
    message = task.message
    changed = marked(task.former, message.msgid, split, looks.source) if task.former else ""
    source = "\n".join(filter(None, (message.msgid, message.msgid_plural)))
    digest = desk.translations.digest(message, task.ticket.language)
    return (
        str(task.ticket),
        f"{message.msgctxt}\n{replace(message.location, column=0)}",
        task.former,
        changed,
        source,
        task.authority,
        "\n".join(task.entry.msgstr),
        "",
        "",
        "",
        "",
        "\n".join(task.notes),
        task.status.value,
        digest,
    )


# --- import -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """What a reviewer says of one text."""

    place: Place
    ticket: str
    digest: str
    translation: str
    ok: bool
    not_ok: bool
    code: str
    remark: str


def read_pack(data: bytes, name: str) -> tuple[list[Verdict], list[DocgenError]]:
    """Return the verdicts of a pack, and what is wrong with single rows; rows without a verdict are none.

    Raises:
        CatalogError: the file as a whole cannot be used.
    """
    verdicts: list[Verdict] = []
    errors: list[DocgenError] = []
    for row in read_rows(data, name, NEEDED):
        try:
            verdicts.append(_verdict(row))
        except CatalogError as error:
            errors.append(error)
    said = [v for v in verdicts if v.ok or v.not_ok or v.remark]
    return said, errors


def _verdict(row: ReadRow) -> Verdict:
    ok, not_ok = (mark(row, heading) is True for heading in (OK, NOT_OK))
    remark, code = " ".join(row.text(REMARK).split()), row.text(CODE).strip()
    if ok and not_ok:
        raise row.place.fault("both OK and not OK")
    if not_ok and not remark:
        raise row.place.fault("not OK, but no remark says what is wrong")
    if (ok or not_ok or remark) and not ROLE_CODE.fullmatch(code):
        said = "the code is no role code" if code else "no role code says who judged"
        raise row.place.fault(said, "a role code is a language or an office, -R, a number: km-R2; names stay out")
    if "@" in remark:
        raise row.place.fault("the remark has an e-mail address in it", "no person is named in a catalog")
    translation = unified(row.text(TRANSLATION))
    return Verdict(row.place, row.text(ID), row.text(CHECK).strip(), translation, ok, not_ok, code, remark)


@dataclass
class Judged(Settled):
    """What a pack does: as an import, and the approvals of each language, by the reviewer's code."""

    approvals: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def files_on(self, on: date) -> dict[Path, bytes]:
        """Return the catalogs and the files of approvals as they will be."""
        files = self.files()
        for language, by_code in self.approvals.items():
            path = approvals_path(self.desk.folder, self.desk.languages[language])
            data = path.read_bytes() if path.exists() else b""
            for code, digests in by_code.items():
                data = added(data, "approval", digests, code, on)
            files[path] = data
        return files


def judge(verdicts: Sequence[Verdict], desk: Desk) -> Judged:
    """Return what entering the verdicts does; all of their faults are in it, and nothing is written."""
    judged, register = Judged(desk), Register(desk)
    tickets = tickets_of([(verdict.ticket, verdict.place) for verdict in verdicts], desk, judged.faults)
    for ticket, verdict in zip(tickets, verdicts, strict=True):
        if ticket:
            _judge_one(ticket, verdict, register.find(ticket), judged)
    return judged


def _judge_one(ticket: Ticket, verdict: Verdict, found: Found | None, judged: Judged) -> None:
    reason = _reason_against(ticket, verdict, found, judged.desk)
    if found is None or reason:
        entry = found.entry if found else None
        theirs, source = ("\n".join(entry.msgstr), entry.msgid) if entry else ("", "")
        said = "OK" if verdict.ok else "not OK" if verdict.not_ok else ""
        judged.conflicts.append(Conflict(verdict.place, reason, source, theirs, said, verdict.remark))
        return
    if verdict.translation != unified("\n".join(found.entry.msgstr)):
        hint = "a reviewer judges; say under “Remark” what the translation should be"
        judged.faults.append(verdict.place.fault("the translation was changed in the pack", hint))
    elif verdict.ok:
        _approve(ticket, verdict, found, judged)
    else:
        _return(ticket, verdict, found, judged)


def _reason_against(ticket: Ticket, verdict: Verdict, found: Found | None, desk: Desk) -> str:
    """Return why a verdict is about nothing that can be judged now, "" when it can be entered."""
    if found is None:
        return GONE
    if found.moved or desk.translations.digest(found.message, ticket.language) != verdict.digest:
        return CHANGED_SINCE
    return OFFICIAL if desk.translations.locked(found.message, ticket.language) else ""


def _approve(ticket: Ticket, verdict: Verdict, found: Found, judged: Judged) -> None:
    """Note an approval, by the rules of `docgen catalog approve`.

    But for one: a text whose source changed is approved here, for the reviewer has seen what changed beside it.
    """
    entry, desk = found.entry, judged.desk
    if not entry.translated:
        judged.faults.append(verdict.place.fault("is not translated, so nobody can approve it"))
        return
    wrong = errors_of(translated(found.message, entry, desk.languages[ticket.language]))
    if wrong:
        judged.faults += [verdict.place.fault(f"has faults: {error.message}", error.hint) for error in wrong]
        return
    edited = with_translation(entry, entry.msgstr, desk.nplurals(ticket.language, ticket.domain))
    _enter(ticket, verdict, found, edited, judged)
    judged.counts["approved"] += 1
    approvals = desk.translations.approvals.get(ticket.language, Approvals())
    if reviewer(verdict.code) not in approvals.codes.get(verdict.digest, frozenset()):
        of_code = judged.approvals.setdefault(ticket.language, {}).setdefault(verdict.code, [])
        of_code += [verdict.digest] if verdict.digest not in of_code else []


def _return(ticket: Ticket, verdict: Verdict, found: Found, judged: Judged) -> None:
    """Give a text back to its translator with the remark, or add a remark that is no verdict."""
    entry = found.entry
    _enter(ticket, verdict, found, replace(entry, flags=entry.flags | {FUZZY}) if verdict.not_ok else entry, judged)
    judged.counts["not OK" if verdict.not_ok else "remarks"] += 1


def _enter(ticket: Ticket, verdict: Verdict, found: Found, edited: Entry, judged: Judged) -> None:
    remark = f"{verdict.code}: {verdict.remark}" if verdict.remark else ""
    remarked = commented(edited, remark)
    if remarked != found.entry:
        judged.enter(ticket.language, remarked, found.message.domain)
