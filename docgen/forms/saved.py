"""Values out of forms that Word or LibreOffice has saved.

The files come from anybody, so none can do harm: what is too large, defines entities or is of another kind is refused
with one line. Whatever stands in a place may be about a person, and is never repeated in an error.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from docgen.canonical import canonical
from docgen.errors import FormError, Location
from docgen.forms.fields import Field, Kind
from docgen.forms.values import day_of, western
from docgen.writers.docx.controls import EMPTY, FIELD, FORM, PROMPT, TICKED, bookmark_of

SIZE_LIMIT = 20_000_000  # bytes of the file, and of the text in it; a form has a hundredth of that
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # a file of Word 97, or any that has a password
_STORY = "word/document.xml"
_OTHER = "open the file in Word or LibreOffice, and save it as .docx"
_DAMAGED = "the file is damaged: take the one that was filled in once more"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_YES = ("1", "true", "on")

Values = dict[str, object]  # by the fields' ids, as `docgen form fill` takes them
Forms = Callable[[str], tuple[str, Sequence[Field]] | None]  # a bookmark's name to a form and its fields


class Saved(NamedTuple):
    """One file that was read: its form, its values, and what is wrong, by field; no value is in an error."""

    form: str
    values: Values
    errors: tuple[FormError, ...]

    def __repr__(self) -> str:
        return f"Saved({self.form})"


class _Place(NamedTuple):
    """What stands in one place."""

    text: str
    ticked: bool


def read_saved(path: Path, forms: Forms) -> Saved:
    """Return the values of a form that was filled in with a word processor; empty places have none.

    Raises:
        FormError: the file is no form of this workspace, or cannot be read.
    """
    root = _story(path)
    name, fields = _form(root, path, forms)
    found = _places(root)
    values: Values = {}
    errors = []
    for field in fields:
        try:
            value = _READERS.get(field.kind, _text)(field, found)
        except _Unread as error:
            errors.append(FormError(f"{field.id} {error}", location=Location(path.name), hint=error.hint))
            continue
        if value:
            values[field.id] = value
    return Saved(name, values, tuple(errors))


# --- the file -----------------------------------------------------------------------------------------------------


def _story(path: Path) -> etree._Element:
    place = Location(path.name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_unpacked(path), parser)
    except etree.XMLSyntaxError:
        raise FormError("cannot be read", location=place, hint=_DAMAGED) from None  # the parser would quote it
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise FormError("declares a document type, as no word processor does", location=place, hint=_OTHER)
    return root


def _unpacked(path: Path) -> bytes:
    """Return the body's XML, no more of it than a form may have."""
    place = Location(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
        if data.startswith(_OLD_WORD):
            hint = "save it as .docx, without a password"
            raise FormError("is an old Word file, or has a password", location=place, hint=hint)
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_STORY) as part:
            text = part.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise FormError(f"cannot be read: {error.strerror}", location=place) from None
    except (zipfile.BadZipFile, KeyError):
        raise FormError("is no Word file (.docx)", location=place, hint=_OTHER) from None
    except (RuntimeError, EOFError, ValueError, zlib.error):
        raise FormError("cannot be unpacked", location=place, hint=_DAMAGED) from None
    if max(len(data), len(text)) > SIZE_LIMIT:
        raise FormError("is larger than any form", location=place, hint=_OTHER)
    return text


def _form(root: etree._Element, path: Path, forms: Forms) -> tuple[str, Sequence[Field]]:
    for bookmark in root.iter(f"{_W}bookmarkStart"):
        name = str(bookmark.get(f"{_W}name") or "")
        if name.startswith(FORM) and (found := forms(name)):
            return found
    hint = "`docgen form blank --fillable` makes forms that can be read"
    raise FormError("is no form of this workspace that can be read", location=Location(path.name), hint=hint)


# --- places -------------------------------------------------------------------------------------------------------

_Found = dict[str, list[_Place]]  # by the name of the bookmark; a copied control stands there twice


def _places(root: etree._Element) -> _Found:
    """Return what stands in each place, by the control's tag; without one, by the bookmark around it."""
    found: _Found = {}
    tagged = set()
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None:
            name = FIELD + str(tag.get(f"{_W}val")).replace(".", "__")
            found.setdefault(name, []).append(_control(control))
            tagged.add(name)
    for name, place in _bookmarked(root):
        if name not in tagged:
            found.setdefault(name, []).append(place)
    return found


def _bookmarked(root: etree._Element) -> Iterator[tuple[str, _Place]]:
    """Yield what stands within bookmarks. LibreOffice moves the start of one into the control that it was around."""
    nodes = list(root.iter(*(f"{_W}{tag}" for tag in ("bookmarkStart", "bookmarkEnd", "sdt", "t", "br", "p"))))
    for number, node in enumerate(nodes):
        name = str(node.get(f"{_W}name") or "")
        if node.tag != f"{_W}bookmarkStart" or not name.startswith(FIELD):
            continue
        control = next(node.iterancestors(f"{_W}sdt"), None)
        loose: list[etree._Element] = []
        for after in nodes[number + 1 :]:
            if after.tag == f"{_W}bookmarkEnd" and after.get(f"{_W}id") == node.get(f"{_W}id"):
                break
            if control is None and after.tag == f"{_W}sdt":
                control = after
            loose.append(after)
        yield name, _loose(loose) if control is None else _control(control)


def _loose(nodes: Sequence[etree._Element]) -> _Place:
    """Return what stands in a place whose control is gone."""
    text = _joined(nodes)
    return _Place(_typed(text), text.strip() == TICKED)


def _control(control: etree._Element) -> _Place:
    content = control.find(f"{_W}sdtContent")
    text = "" if content is None else _joined(list(content.iter(f"{_W}t", f"{_W}br", f"{_W}p")))
    checked = control.find(f"{_W}sdtPr/{_W14}checkbox/{_W14}checked")
    if checked is not None:
        return _Place("", checked.get(f"{_W14}val") in _YES)
    if _is_prompt(control):
        return _Place("", False)
    return _Place(_typed(text), text.strip() == TICKED)


def _is_prompt(control: etree._Element) -> bool:
    """Whether Word shows a prompt of its own in a place that was emptied: it has a style, as no text of ours has."""
    shown = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
    if shown is None or shown.get(f"{_W}val", "1") not in _YES:
        return False
    runs = list(control.iter(f"{_W}r"))
    return all(run.find(f"{_W}rPr/{_W}rStyle") is not None for run in runs)


def _joined(nodes: Sequence[etree._Element]) -> str:
    return "".join((node.text or "") if node.tag == f"{_W}t" else "\n" for node in nodes)


def _typed(text: str) -> str:
    """Return what was typed, canonical, line by line; the prompt, or a part of it, may stand before and after it."""
    bare = text.strip()
    bare = "" if bare in (EMPTY, TICKED) else bare.strip(PROMPT)
    return "\n".join(line for line in map(canonical, bare.splitlines()) if line)


# --- fields -------------------------------------------------------------------------------------------------------


class _Unread(Exception):
    """What is wrong with a field, and the way out; nothing of what stands there."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


def _at(key: str, found: _Found) -> _Place:
    places = found.get(bookmark_of(key), [])
    if not places:
        raise _Unread("has lost its place in the file", "look into the file: the value may stand there as plain text")
    if len(set(places)) > 1:
        raise _Unread("stands in the file more than once, and not the same", "keep one, and delete the others")
    return places[0]


def _text(field: Field, found: _Found) -> str:
    text = _at(field.id, found).text
    return text if field.kind is Kind.LINES else " ".join(text.split("\n"))


def _number(field: Field, found: _Found) -> str:
    """Return the digits of any script as 0 to 9."""
    return western(_at(field.id, found).text)


def _ticked(field: Field, found: _Found) -> list[str]:
    return [option.id for option in field.options if _at(f"{field.id}.{option.id}", found).ticked]


def _choice(field: Field, found: _Found) -> str:
    chosen = _ticked(field, found)
    if len(chosen) > 1:
        raise _Unread("has more than one answer", "ask which one is meant, and untick the others")
    return chosen[0] if chosen else ""


def _date(field: Field, found: _Found) -> str:
    """Return a date as 2026-11-21; on paper its year may be that of the Buddhist era."""
    parts = [western(_at(f"{field.id}.{part.id}", found).text) for part in field.options]
    if not any(parts):
        return ""
    try:
        day, month, year = map(int, parts)
        return day_of(year, month, day).isoformat()
    except ValueError:
        raise _Unread("is no date", "day, month and year as numbers, the year in four digits") from None


_READERS: dict[Kind, Callable[[Field, _Found], object]] = {
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHECKS: _ticked,
}
