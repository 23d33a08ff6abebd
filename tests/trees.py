"""Small notations for tests: trees as a line of text, catalogs as pairs of texts, and a content folder to break."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.catalogs.approvals import Approvals
from docgen.catalogs.extract import messages
from docgen.catalogs.pot import new_catalog
from docgen.catalogs.store import Catalog, parse_catalog
from docgen.catalogs.translate import Translations, translate
from docgen.content.reader import Content, read_content
from docgen.content.resolve import resolve
from docgen.errors import DocgenError, DocgenErrors, Location, flatten
from docgen.languages import BreakRule, Calendar, Digits, Language
from docgen.localise.document import localise
from docgen.tree import Document, Emphasis, Inline, Link, Message, Placeholder, Run, Strong, Text, Value, walk

EXAMPLE = Path(__file__).resolve().parents[1] / "docgen" / "starter" / "example" / "content"

LANGUAGES = {
    language.tag: language
    for language in (
        Language("en", "English", "English", "Latn", ()),
        Language("th", "ไทย", "Thai", "Thai", (), breaks=BreakRule.THAI, calendar=Calendar.BUDDHIST),
        Language("lo", "ລາວ", "Lao", "Laoo", (), breaks=BreakRule.LAO),
        Language("km", "ខ្មែរ", "Khmer", "Khmr", (), breaks=BreakRule.KHMER, digits=Digits.KHMR, group="."),
        Language("my", "မြန်မာ", "Burmese", "Mymr", (), breaks=BreakRule.BURMESE, digits=Digits.MYMR),
        Language("vi", "Tiếng Việt", "Vietnamese", "Latn", (), group="."),
        Language("zh-Hant", "繁體中文", "Chinese", "Hant", (), breaks=BreakRule.HAN),
    )
}
# What a text begins with when it is translated: a word of the language. English is the source and has no catalog.
WORDS = {
    "en": "",
    "th": "สิทธิ",
    "lo": "ສິດ",
    "km": "សិទ្ធិ",
    "my": "အခွင့်အရေး",
    "vi": "quyền",
    "zh-Hant": "權利",
}


# --- inline nodes -----------------------------------------------------------------------------------------------------


def line(*parts: str | Inline) -> tuple[Inline, ...]:
    """Return inline nodes; a string is a run."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def bold(*parts: str | Inline) -> Strong:
    """Return important words."""
    return Strong(line(*parts))


def stressed(*parts: str | Inline) -> Emphasis:
    """Return stressed words."""
    return Emphasis(line(*parts))


def link(href: str, *parts: str | Inline) -> Link:
    """Return words that lead somewhere."""
    return Link(href, line(*parts))


def slot(ref: str) -> Placeholder:
    """Return the place of a value."""
    return Placeholder(ref)


# --- content ----------------------------------------------------------------------------------------------------------

HEAD = """\
+++
id = "{id}"
title = "A title"
layout = "booklet-a5"
audience = "{audience}"
reader = "adult"
sensitivity = "open"
origin = "{origin}"
neutral_name = "information"
neutral_title = "Information"
+++

"""


def markdown(body: str, id: str = "d", audience: str = "person", origin: str = "source") -> str:
    """Return a document with a head that is right."""
    return HEAD.format(id=id, audience=audience, origin=origin) + body


def fact(id: str, kind: str, *values: str, state: str = "unconfirmed") -> str:
    """Return the table of a fact; a confirmed one says by whom and until when."""
    said = ['source = "MRW9"', "as_of = 2019-01-24", 'owner = "publisher"', f'state = "{state}"']
    by = ['confirmed_by = "TH-R1"', "confirmed_on = 2026-11-21", "confirmed_until = 2027-11-21"]
    note = ['note = "The sources disagree."']
    more = by if state == "confirmed" else note if state == "conflict" else []
    return "\n".join([f"[{id}]", f'kind = "{kind}"', *values, *said, *more, "", ""])


@dataclass(frozen=True)
class Folder:
    """A workspace's content, made from files that are right; a test changes some of them."""

    root: Path

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file below content/."""
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def add(self, name: str, text: str) -> None:
        """Add a text at the end of a file."""
        self.write(name, (self.root / "content" / name).read_text("utf-8") + "\n" + text)

    def read(self) -> Content:
        """Return the content."""
        return read_content(self.root / "content", self.root, "en")

    def faults(self) -> list[DocgenError]:
        """Return everything that is wrong with the content."""
        return caught(self.read)

    def said(self) -> list[str]:
        """Return what is wrong with the content, as a user sees it without the hints."""
        return [str(error) for error in self.faults()]

    def at(self, name: str, part: str, column: bool = True, nth: int = 1) -> str:
        """Return where a part of a file is, as errors show it; `nth` is which of several."""
        text = (self.root / "content" / name).read_text("utf-8")
        begin = -1
        for _ in range(nth):
            begin = text.index(part, begin + 1)
        number = begin - text.rfind("\n", 0, begin) if column else 0
        return str(Location(f"content/{name}", text.count("\n", 0, begin) + 1, number))


def make_folder(root: Path, body: str = "Words.\n", facts: str = "", **head: str) -> Folder:
    """Return a content folder with one document, `d`, and the given facts beside the example's telephone."""
    folder = Folder(root)
    for name in ("words.toml", "glossary.toml", "facts.toml", "contacts/contacts.toml"):
        folder.write(name, (EXAMPLE / name).read_text("utf-8"))
    names = {"lo": "Lao", "km": "Khmer", "my": "Burmese", "vi": "Vietnamese", "zh-Hant": "Chinese"}
    folder.add("words.toml", "".join(f'{tag} = "{name}"\n' for tag, name in names.items()))
    folder.add("facts.toml", facts)
    folder.write("documents/d.md", markdown(body, **head))
    return folder


def caught(act: Callable[[], object]) -> list[DocgenError]:
    """Return the errors that an act raises, [] when it raises none."""
    try:
        act()
    except (DocgenError, DocgenErrors) as error:
        return flatten(error)
    return []


# --- catalogs ---------------------------------------------------------------------------------------------------------


def entry(msgctxt: str, msgid: str, *msgstr: str, plural: str = "", above: str = "", draft: str = "") -> str:
    """Return an entry of a PO file; `above` are lines before it, `draft` is "fuzzy" or "machine" for a draft."""
    marks = {"": "", "fuzzy": "#, fuzzy\n", "machine": "# machine draft\n#, fuzzy\n"}[draft]
    head = f"{above}{marks}msgctxt {quoted(msgctxt)}\nmsgid {quoted(msgid)}\n"
    if not plural:
        return f"{head}msgstr {quoted(msgstr[0] if msgstr else '')}\n"
    forms = "".join(f"msgstr[{n}] {quoted(form)}\n" for n, form in enumerate(msgstr))
    return f"{head}msgid_plural {quoted(plural)}\n{forms}"


def quoted(text: str) -> str:
    """Return a text as a string of a PO file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def po(tag: str, *entries: str) -> bytes:
    """Return a PO file of a language."""
    header = new_catalog(LANGUAGES[tag], "d", "").decode()
    return "\n".join([header, *entries]).encode()


def catalog(tag: str, *entries: str) -> Catalog:
    """Return the catalog of a language."""
    return parse_catalog(po(tag, *entries), f"{tag}.po")


def translations(
    catalogs: Mapping[str, Mapping[str, Catalog]] | None = None, approvals: Mapping[str, Approvals] | None = None
) -> Translations:
    """Return catalogs and approvals of a workspace whose source is English, and whose Thai text counts."""
    return Translations("en", "th", catalogs or {}, approvals or {})


Say = Callable[[str, str], str]


def prefixed(tag: str, text: str) -> str:
    """Return a text as a language that needs one more word for everything."""
    return f"{WORDS[tag]}{text}"


def translated(found: Iterable[Message], tags: Iterable[str], say: Say = prefixed) -> Translations:
    """Return translations of all messages, none of them approved; those that `say` makes "" are missing."""
    catalogs: dict[str, dict[str, Catalog]] = {}
    for tag in tags:
        domains: dict[str, list[str]] = {}
        for m in found:
            forms = [say(tag, m.msgid_plural or m.msgid)]
            of_domain = domains.setdefault(m.domain, [])
            of_domain.append(
                entry(m.msgctxt, m.msgid, *forms * (2 if m.msgid_plural and tag == "en" else 1), plural=m.msgid_plural)
            )
        catalogs[tag] = {domain: catalog(tag, *entries) for domain, entries in domains.items()}
    return translations(catalogs)


def approved(
    known: Translations, found: Iterable[Message], tags: Iterable[str], by: tuple[str, ...] = ("aa-R1", "aa-R2")
) -> Translations:
    """Return the translations with every message approved by two reviewers."""
    all_found = tuple(found)
    codes = {tag: {known.digest(m, tag): frozenset(by) for m in all_found} for tag in tags}
    return replace(known, approvals={tag: Approvals(of_tag) for tag, of_tag in codes.items()})


# --- the line ---------------------------------------------------------------------------------------------------------


def resolved(content: Content, document: str = "d", labels: Mapping[str, Text] | None = None) -> Document:
    """Return a document put together."""
    return resolve(content.documents[document], content, labels or {}, "publisher")


def found(content: Content, document: str = "d") -> list[Message]:
    """Return every message of a document."""
    return [m for of_domain in messages([resolved(content, document)]).values() for m in of_domain]


AIDS = ("th", "en")


def read_by(content: Content, tag: str, known: Translations, document: str = "d") -> Document:
    """Return a document as its reader gets it, before it is typeset."""
    whole = translate(resolved(content, document), known, LANGUAGES[tag], AIDS)
    return localise(whole, content.facts, LANGUAGES, "th", AIDS)


def values(node: object) -> list[Value]:
    """Return the values of a tree."""
    return [inner for inner in walk(node) if isinstance(inner, Value)]
