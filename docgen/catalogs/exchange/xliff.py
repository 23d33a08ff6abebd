"""XLIFF 2.1: texts for a CAT tool. Placeholders and marks are codes, which such a tool protects.

A unit is one text (of several plural forms: one form); its id is the ticket and the digest of what was handed out.
A target is vouched for when its state is `translated` or more; what is left at `initial` stays a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from docgen.canonical import canonical
from docgen.catalogs.exchange.answer import Answer, Place
from docgen.catalogs.exchange.codes import Code, Numbers, Pair, Piece, cut
from docgen.catalogs.exchange.task import Desk, Task
from docgen.catalogs.exchange.xml_file import line_of, new_root, parse_xml, xml_bytes
from docgen.errors import CatalogError, DocgenError, Location
from docgen.languages import Direction, Language
from docgen.tree import TextStatus

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # of 2.1 as well
_XLF = f"{{{NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WHOLE = ("source", "target", "data", "note")
_STATES = {
    TextStatus.APPROVED: "final",
    TextStatus.OFFICIAL: "final",
    TextStatus.ONE_CODE: "reviewed",
    TextStatus.UNREVIEWED: "translated",
}
_VOUCHED = frozenset({"translated", "reviewed", "final"})
_FORMATS = {"**": ("fmt", "xlf:b"), "*": ("fmt", "xlf:i"), "[": ("link", "")}


def xliff(tasks: Sequence[Task], desk: Desk, language: Language) -> bytes:
    """Return the XLIFF file of these texts, a <file> for each catalog."""
    root = new_root("xliff", NAMESPACE)
    root.set("version", "2.1")
    root.set("srcLang", desk.source.tag)
    root.set("trgLang", language.tag)
    for domain in dict.fromkeys(task.message.domain for task in tasks):
        file = _add(root, "file", id=domain, original=domain, canResegment="no")
        if language.direction is Direction.RTL:
            file.set("trgDir", "rtl")
        for task in tasks:
            if task.message.domain == domain:
                _add_units(file, task)
    return xml_bytes(root, _WHOLE)


def _add(parent: etree._Element, name: str, /, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _XLF + name, attributes)
    element.text = text
    return element


def _add_units(file: etree._Element, task: Task) -> None:
    for form, ticket in enumerate(task.tickets()):
        unit = _add(file, "unit", id=f"{ticket}.{task.state}", name=task.message.msgctxt, canResegment="no")
        notes = _add(unit, "notes")
        for category, text in _notes(task):
            _add(notes, "note", text, category=category)
        codes = _Codes(task.notes)
        data = _add(unit, "originalData")
        segment = _add(unit, "segment", state=_STATES.get(task.status, "initial"))
        codes.fill(_add(segment, "source"), task.sources[form])
        if task.entry.msgstr[form]:
            codes.fill(_add(segment, "target"), task.entry.msgstr[form])
        for text, id in codes.data.items():
            _add(data, "data", text, id=id).set(_SPACE, "preserve")
        if not codes.data:
            unit.remove(data)


def _notes(task: Task) -> Iterator[tuple[str, str]]:
    yield "section", task.message.msgctxt
    for note in task.notes:
        yield "context", note
    if task.authority:
        yield "second-source", task.authority
    if task.former:
        yield "former-source", task.former
    yield "status", task.status.value


class _Codes:
    """The codes of one unit: their numbers, and their texts, which <data> holds."""

    def __init__(self, notes: Sequence[str]) -> None:
        self.notes = notes
        self.numbers = Numbers()
        self.data: dict[str, str] = {}

    def fill(self, side: etree._Element, text: str) -> None:
        """Put a text into <source> or <target>."""
        side.set(_SPACE, "preserve")
        self.numbers.turn()
        self._put(side, cut(text))

    def _put(self, parent: etree._Element, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                put_text(parent, piece)
            elif isinstance(piece, Code):
                _add(parent, "ph", **self._of(piece))
            else:
                self._put(_add(parent, "pc", **self._of_pair(piece)), piece.children)

    def _of(self, code: Code) -> dict[str, str]:
        shown = {"equiv": code.data, "disp": self._value(code.data)}
        return {"id": f"c{self.numbers.of(code)}", "canDelete": "no", "dataRef": self._id(code.data), **shown}

    def _of_pair(self, pair: Pair) -> dict[str, str]:
        kind, detail = _FORMATS[pair.opening]
        refs = {"dataRefStart": self._id(pair.opening), "dataRefEnd": self._id(pair.closing)}
        return {"id": f"c{self.numbers.of(pair)}", "type": kind, **({"subType": detail} if detail else {}), **refs}

    def _id(self, text: str) -> str:
        return self.data.setdefault(text, f"d{len(self.data) + 1}")

    def _value(self, text: str) -> str:
        """Return what stands on the page for a placeholder, as the notes say it."""
        return next((note.removeprefix(f"{text}: ") for note in self.notes if note.startswith(f"{text}: ")), text)


def put_text(parent: etree._Element, text: str) -> None:
    """Append text to what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# --- import -----------------------------------------------------------------------------------------------------------


def read_xliff(data: bytes, name: str) -> tuple[list[Answer], list[DocgenError]]:
    """Return the answers of an XLIFF file, and what is wrong with single units.

    Raises:
        CatalogError: the file as a whole cannot be used.
    """
    root = parse_xml(data, name)
    if root.tag != f"{_XLF}xliff" or root.get("version") not in ("2.0", "2.1"):
        hint = "export as XLIFF 2.1, and let the CAT tool save the same version"
        raise CatalogError("no XLIFF 2.0 or 2.1", location=Location(name, 1), hint=hint)
    answers: list[Answer] = []
    errors: list[DocgenError] = []
    for unit in root.iter(f"{_XLF}unit"):
        try:
            answers += _answers(unit, name)
        except CatalogError as error:
            errors.append(error)
    return answers, errors


def _answers(unit: etree._Element, name: str) -> Iterator[Answer]:
    id = unit.get("id", "")
    place = Place(Location(name, line_of(unit)), f"unit {id}")
    ticket, _, state = id.rpartition(".")
    data = {d.get("id", ""): "".join(_letters(d, place)) for d in unit.iter(f"{_XLF}data")}
    parts = [part for part in unit if part.tag in (f"{_XLF}segment", f"{_XLF}ignorable")]
    segments = [part for part in parts if part.tag == f"{_XLF}segment"]
    targets = [segment.find(f"{_XLF}target") for segment in segments]
    done = all(segment.get("state", "initial") in _VOUCHED for segment in segments)
    if any(target is None for target in targets) and any(target is not None for target in targets):
        raise place.fault("some of its segments have no target", "translate them all, or join them")
    text = "" if None in targets else "".join(_text(part, data, place) for part in parts)
    yield Answer(place, ticket, state, text, done=done if canonical(text) else None)


def _text(part: etree._Element, data: Mapping[str, str], place: Place) -> str:
    """Return the translation in a segment; what stands between segments is the source's where it has no target."""
    side = part.find(f"{_XLF}target")
    side = part.find(f"{_XLF}source") if side is None else side
    return "" if side is None else "".join(_inner(side, data, place))


def _inner(element: etree._Element, data: Mapping[str, str], place: Place) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _code(child, data, place)
        yield child.tail or ""


def _code(child: etree._Element, data: Mapping[str, str], place: Place) -> Iterator[str]:
    kind = etree.QName(child).localname if isinstance(child.tag, str) else "comment"
    if kind in ("ph", "sc", "ec"):
        yield _looked_up(child.get("dataRef", ""), data, place)
    elif kind == "pc":
        yield _looked_up(child.get("dataRefStart", ""), data, place)
        yield from _inner(child, data, place)
        yield _looked_up(child.get("dataRefEnd", ""), data, place)
    elif kind == "cp":
        yield from _letters_of(child, place)
    elif kind == "mrk":
        yield from _inner(child, data, place)
    elif kind not in ("sm", "em", "comment"):
        raise place.fault(f"<{kind}> is not known in a text")


def _looked_up(ref: str, data: Mapping[str, str], place: Place) -> str:
    if ref not in data:
        raise place.fault("the code of a placeholder is lost", "copy the source to the target and translate again")
    return data[ref]


def _letters(element: etree._Element, place: Place) -> Iterator[str]:
    """Yield the text of <data>, whose odd characters stand in <cp>."""
    yield element.text or ""
    for child in element:
        yield from _letters_of(child, place)
        yield child.tail or ""


def _letters_of(cp: etree._Element, place: Place) -> Iterator[str]:
    try:
        yield chr(int(cp.get("hex", ""), 16))
    except (ValueError, OverflowError) as error:
        raise place.fault("a character that cannot be read") from error
