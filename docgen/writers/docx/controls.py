"""Content controls: places that a word processor fills in, and that `docgen form read` finds again.

Rules that were measured, not read. LibreOffice 7.4 multiplies the text of a control with `w:text` when it saves, so
controls are rich text. It drops `w:tag` and keeps bookmarks, so each control has both. There is no data binding, so a
value stands in one place of the file only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docx.oxml.ns import qn

from docgen.canonical import canonical
from docgen.errors import RenderError
from docgen.tree import Document, Field, FieldKind, plain, walk
from docgen.writers.docx.ooxml import Element, both, element, properties
from docgen.writers.docx.story import Story

PROMPT = "……"  # stands in an empty place; the same in every language, so that a reader knows it
TICKED, EMPTY = "✓", "□"  # both are in a family of ours; ☐ is in none
FORM = "form_"  # begins the name of the bookmark around the title, which says which document it is
FIELD = "f_"  # begins the names of the bookmarks around controls
_LONGEST = 40  # letters of a bookmark's name in Word
_BOX_SIZE = 24  # half points: 12 pt
_HASHES = {TICKED: "2713", EMPTY: "25A1"}


def bookmark_of(key: str, start: str = FIELD) -> str:
    """Return the name of a place's bookmark: letters, digits and _ are all that Word takes.

    Raises:
        RenderError: it would be too long, and Word would cut it.
    """
    name = start + key.replace(".", "__").replace("-", "_")
    if len(name) > _LONGEST:
        hint = f"shorten its id: Word cuts names of more than {_LONGEST} letters"
        raise RenderError(f"{key} is too long for a form that is filled in with Word", hint=hint)
    return name


def names_of(document: Document) -> Mapping[str, str]:
    """Return what each place for a value is called aloud, by its key: the field's id, and with a dot its option's."""
    found: dict[str, str] = {}
    for field in (node for node in walk(document.blocks) if isinstance(node, Field) and not node.kind.signs):
        label = canonical(plain(field.label))
        if field.kind in (FieldKind.CHOICE, FieldKind.CHECKS, FieldKind.DATE):
            found |= {f"{field.id}.{each.id}": f"{label}: {canonical(plain(each.label))}" for each in field.options}
        else:
            found[field.id] = label
    return found


def place(story: Story, key: str, prompt: Iterable[Element]) -> Iterator[Element]:
    """Yield a control for a text, within its bookmark; `prompt` are the runs that stand in it while it is empty."""
    yield from _marked(story, key, _control(story, key, [element("w:showingPlcHdr")], prompt))


def box(story: Story, key: str) -> Iterator[Element]:
    """Yield a box that is ticked by a click, within its bookmark."""
    family = _family(story)
    story.families[family] = None
    states = [("checkedState", TICKED), ("uncheckedState", EMPTY)]
    checkbox = element(
        "w14:checkbox",
        None,
        [
            element("w14:checked", {"w14:val": 0}),
            *(element(f"w14:{name}", {"w14:val": _HASHES[sign], "w14:font": family}) for name, sign in states),
        ],
    )
    words = element("w:t")
    words.text = EMPTY
    fonts = {f"w:{slot}": family for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    look = properties("w:rPr", {"w:rFonts": fonts, **both("w:sz", _BOX_SIZE)})
    yield from _marked(story, key, _control(story, key, [checkbox], [element("w:r", None, [look, words])]))


def title_marked(story: Story, title: Element) -> None:
    """Put the bookmark around a title that says which document it is."""
    number = next(story.ids)
    name = bookmark_of(story.typeset.document.id, FORM)
    at = 1 if title.find(qn("w:pPr")) is not None else 0
    title.insert(at, element("w:bookmarkStart", {"w:id": number, "w:name": name}))
    title.append(element("w:bookmarkEnd", {"w:id": number}))


def _family(story: Story) -> str:
    """Return the family that draws the boxes.

    Raises:
        RenderError: none of ours does.
    """
    families = story.typeset.faces.families
    found = next((name for name, family in families.items() if all(map(family.regular.covers, _HASHES))), None)
    if found is None:
        raise RenderError(f"no face draws {TICKED} and {EMPTY}", hint="add one to fonts/, such as Noto Sans TC")
    return found


def _control(story: Story, key: str, kind: Iterable[Element], content: Iterable[Element]) -> Element:
    """Return a `w:sdt` that cannot be deleted; what it is called is what a program for the blind says."""
    told = [
        element("w:alias", {"w:val": story.names[key]}),
        element("w:tag", {"w:val": key}),
        element("w:id", {"w:val": next(story.ids)}),
        element("w:lock", {"w:val": "sdtLocked"}),
        *kind,
    ]
    return element("w:sdt", None, [element("w:sdtPr", None, told), element("w:sdtContent", None, content)])


def _marked(story: Story, key: str, control: Element) -> Iterator[Element]:
    number = next(story.ids)
    yield element("w:bookmarkStart", {"w:id": number, "w:name": bookmark_of(key)})
    yield control
    yield element("w:bookmarkEnd", {"w:id": number})
