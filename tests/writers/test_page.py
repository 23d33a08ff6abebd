"""A page says what the tree says: nothing more, nothing unescaped, and a broken template is named."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import lxml.etree
import lxml.html
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import DocgenErrors, Location, RenderError, flatten
from docgen.facts import FactState
from docgen.languages import Digits
from docgen.tree import Link, Paragraph, Placeholder, Run, Strong, Text, Value
from docgen.writers.artefact import Typeset
from docgen.writers.page import COUNTER_STYLES, language_rules, qr, render, template_labels
from tests.scratch import ROOT, Scratch, make_translated

PHONE = "phone/page.html.jinja"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace in English, Thai and Burmese with templates of its own."""
    made = make_translated(tmp_path_factory.mktemp("page") / "workspace", ("en", "th", "my"))
    made.own_templates()
    return made


@pytest.fixture(scope="module")
def ready(scratch: Scratch) -> Typeset:
    """Return the example, ready to be written."""
    return scratch.typeset("en")


def titled(ready: Typeset, text: str) -> Typeset:
    """Return the document with another title."""
    document = ready.document
    return replace(ready, document=replace(document, title=replace(document.title, forms=((Run(text),),))))


def phone(ready: Typeset, templates: Path = ROOT / "templates") -> str:
    """Return the page for a telephone."""
    return render(ready, templates, PHONE, "<wbr>", {"face_rules": ""})


def try_template(scratch: Scratch, ready: Typeset, source: str) -> str:
    """Return what a template of the workspace makes of the document."""
    (scratch.root / "templates" / "tried.jinja").write_text(source, "utf-8")
    return render(ready, scratch.root / "templates", "tried.jinja", "", {})


# --- escaping -----------------------------------------------------------------------------------------------------


def test_what_looks_like_markup_is_printed_as_it_is(ready: Typeset) -> None:
    """A title that holds <b>& is read as these four characters, on the page and in its head."""
    html = phone(titled(ready, '<b>&"'))
    assert "<h1>&lt;b&gt;&amp;&#34;</h1>" in html or '<h1>&lt;b&gt;&amp;"</h1>' in html
    assert lxml.html.document_fromstring(html).findtext(".//h1") == '<b>&"'


@settings(max_examples=40)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_every_character_reaches_the_page(ready: Typeset, text: str) -> None:
    """Whatever stands in a text, a browser reads the same characters in the same place, and no element more."""
    parser = lxml.etree.HTMLParser(encoding="utf-8")
    (title,) = lxml.etree.parse(io.BytesIO(phone(titled(ready, text)).encode()), parser).iter("h1")
    assert "".join(title.itertext()) == text.replace("\u200b", "")
    assert [element.tag for element in title] == ["wbr"] * text.count("\u200b")


def test_an_address_cannot_leave_its_attribute(ready: Typeset) -> None:
    """A quotation mark in an address or an id ends no attribute."""
    words = Text(ready.document.title.message, "en", forms=((Link('https://a"onclick="x', (Run("go"),)),),))
    value = Value('a"onclick="x', (Run("1"),), "1", FactState.CONFIRMED, 'tel:1"onclick="x')
    text = replace(words, forms=((*words.children, value),))
    document = replace(ready.document, blocks=(Paragraph(text),))
    root = lxml.html.document_fromstring(phone(replace(ready, document=document)))
    links = list(next(root.iter("main")).iter("a"))
    assert [link.get("href") for link in links] == ['https://a"onclick="x', 'tel:1"onclick="x']
    assert all("onclick" not in link.attrib for link in links)


def test_line_breaks_are_ours_in_each_format(ready: Typeset) -> None:
    """Where a line may end, a telephone's page has <wbr> and paper has U+200B; neither is there by itself."""
    document = titled(ready, "one\u200btwo")
    assert "<h1>one<wbr>two</h1>" in phone(document)
    printed = render(document, ROOT / "templates", "print/page.html.jinja", "\u200b", {"foot": 10, "line_scale": 1.0})
    assert "<h1>one\u200btwo</h1>" in printed and "<wbr>" not in printed
    assert "<title>onetwo</title>" in printed


def test_values_are_marked_kept_and_dialled(ready: Typeset) -> None:
    """An amount stays on one line and can be found again; a telephone is a link that dials."""
    root = lxml.html.document_fromstring(phone(ready))
    (amount, *_) = (e for e in root.iter("span") if e.get("data-ref") == "fund.living_cost")
    (number, *_) = (e for e in root.iter("a") if e.get("data-ref") == "call.social_assistance")
    assert (amount.get("class"), amount.text_content()) == ("kept", "3,000\u00a0baht")
    assert (number.get("class"), number.get("href"), number.text_content()) == ("kept", "tel:1300", "1300")


def test_a_sentence_of_another_language_says_so(scratch: Scratch) -> None:
    """The footer of a Thai page has an English sentence, marked as English, so that it is read aloud by that voice."""
    root = lxml.html.document_fromstring(phone(scratch.typeset("th")))
    assert root.get("lang") == "th"
    marked = [element for element in root.iter("p") if element.get("lang")]
    assert marked and {(element.get("lang"), element.get("dir")) for element in marked} == {("en", "ltr")}


def test_strong_words_are_strong(ready: Typeset) -> None:
    """Markup of the tree becomes markup of the page."""
    title = replace(ready.document.title, forms=((Run("a"), Strong((Run("b"),))),))
    assert "<h1>a<strong>b</strong></h1>" in phone(replace(ready, document=replace(ready.document, title=title)))


# --- templates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ document.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ _.__self__.clear() }}",
        "{{ document.blocks.__class__ }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../../../etc/passwd' %}",
        "{% include '../docgen.toml' %}",
        "{{ no_such_name }}",
        "{{ document.no_such_name }}",
        "{{ document.no_such_name.below }}",
        "{{ language|no_such_filter }}",
        "{% for %}",
        "{{ 1 / 0 }}",
        "{{ 1 + 'one' }}",
        "{{ _('a label that no template marks for translation'[::-1]) }}",
    ],
)
def test_a_template_that_does_what_it_may_not_is_named(scratch: Scratch, ready: Typeset, source: str) -> None:
    """Reading files, reaching into Python, unknown names and mistakes are errors with the template and the line."""
    with pytest.raises(RenderError) as raised:
        try_template(scratch, ready, f"one\ntwo\n{source}\nfour")
    assert raised.value.location == Location("templates/tried.jinja", 3)


def test_a_fault_of_docgens_own_is_not_blamed_on_the_template(ready: Typeset) -> None:
    """What docgen's own code stumbles over is no fault of the template that called it."""
    title = replace(ready.document.title, forms=((Placeholder("fund.name"),),))
    with pytest.raises(TypeError, match="localise comes first"):
        phone(replace(ready, document=replace(ready.document, title=title)))


def test_an_error_in_an_included_template_is_placed_there(scratch: Scratch, ready: Typeset) -> None:
    """The error names the file to mend, not the one that includes it."""
    (scratch.root / "templates" / "inner.jinja").write_text("\n\n\n{{ nothing }}", "utf-8")
    with pytest.raises(RenderError) as raised:
        try_template(scratch, ready, "{% include 'inner.jinja' %}")
    assert raised.value.location == Location("templates/inner.jinja", 4)


def test_a_missing_template_is_named(scratch: Scratch, ready: Typeset) -> None:
    """A page without its template says which file is missing."""
    with pytest.raises(RenderError) as raised:
        render(ready, scratch.root / "templates", "print/none.jinja", "", {})
    assert raised.value.location == Location("templates/print/none.jinja")


def test_a_layout_that_is_not_there_is_named(scratch: Scratch, ready: Typeset) -> None:
    """A document that asks for an unknown layout fails with the layout's name."""
    document = replace(ready.document, layout="poster")
    with pytest.raises(RenderError, match="poster"):
        render(
            replace(ready, document=document),
            ROOT / "templates",
            "print/page.html.jinja",
            "",
            {"foot": 10, "line_scale": 1.0},
        )


def test_a_template_escapes_by_itself(scratch: Scratch, ready: Typeset) -> None:
    """A template's author need not think of escaping."""
    assert try_template(scratch, ready, "{{ '<i>' }}{{ publisher }}") == f"&lt;i&gt;{ready.publisher}"


def test_the_labels_of_templates_are_found_for_translation(tmp_path: Path) -> None:
    """What a template marks with _("…") is a text like others, with its place."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.jinja").write_text('\n{{ _("Leave") }} {{ _("Stay") }}', "utf-8")
    labels = template_labels(tmp_path / "templates", tmp_path)
    assert {msgid: text.message.location for msgid, text in labels.items()} == {
        "Leave": Location("templates/a.jinja", 2),
        "Stay": Location("templates/a.jinja", 2),
    }


def test_all_broken_templates_are_named_at_once(tmp_path: Path) -> None:
    """One run shows the faults of every template."""
    for name, source in {"a.jinja": "{% if %}", "b.jinja": "\n{{ open"}.items():
        (tmp_path / name).write_text(source, "utf-8")
    with pytest.raises(DocgenErrors) as raised:
        template_labels(tmp_path, tmp_path)
    assert [error.location for error in flatten(raised.value)] == [Location("a.jinja", 1), Location("b.jinja", 2)]


def test_no_template_of_ours_holds_a_sentence() -> None:
    """What a reader reads is translated: templates have no letters between their tags but in _("…").

    Proofs are for the desk, and speak as the command line does.
    """
    for path in set((ROOT / "templates").rglob("*.html.jinja")) - set((ROOT / "templates" / "proof").iterdir()):
        lines = path.read_text("utf-8")
        outside = lxml.html.fragment_fromstring(f"<div>{_without_jinja(lines)}</div>", create_parent="section")
        for unseen in ("style", "script", "meta", "link"):
            for element in list(outside.iter(unseen)):
                element.drop_tree()
        assert not [word for word in " ".join(outside.itertext()).split() if any(map(str.isalpha, word))], path.name


def _without_jinja(source: str) -> str:
    # Attributes, which a macro may write.
    source = re.sub(r"""\b(data-[\w-]+(=")?|aria-[\w-]+="|(auto\w+|spellcheck)="\w+")""", "", source)
    return re.sub(r"\{[{%#].*?[}%#]\}", "", source, flags=re.DOTALL)


# --- faces, digits, QR codes --------------------------------------------------------------------------------------


def test_each_language_is_bound_to_its_own_faces(scratch: Scratch) -> None:
    """The style sheet names for each language on the page its families and no other."""
    rules = language_rules(scratch.typeset("my"), 1.0)
    assert ':lang(my) { font-family: "Noto Sans Myanmar", "Noto Sans"; line-height: 1.8 }' in rules
    assert ':lang(en) { font-family: "Noto Sans"; line-height: 1.4 }' in rules
    assert "lang(km)" not in rules


def test_lines_can_be_drawn_together(scratch: Scratch) -> None:
    """A sheet that would need a second page gets tighter lines, in proportion to each language's own."""
    assert ':lang(my) { font-family: "Noto Sans Myanmar", "Noto Sans"; line-height: 1.62 }' in language_rules(
        scratch.typeset("my"), 0.9
    )


def test_lists_are_counted_in_every_languages_digits() -> None:
    """Each system of digits has a way to count in CSS."""
    assert COUNTER_STYLES.keys() == set(Digits)


def test_a_qr_code_holds_the_number_that_is_dialled() -> None:
    """A telephone that reads the code offers to dial this number: the same picture as segno's for the tel: address."""
    telephone = Value("call", (Run("0 2202 9074"),), "022029074", FactState.CONFIRMED, "tel:+6622029074")
    expected = segno.make("tel:+6622029074", micro=False, error="m").svg_data_uri(border=4, xmldecl=False, nl=False)
    assert qr(telephone) == expected


def test_a_short_number_has_a_code_that_telephones_can_read() -> None:
    """1300 would fit a Micro QR code, which no telephone reads: the code is a full one."""
    telephone = Value("call", (Run("1300"),), "1300", FactState.CONFIRMED, "tel:1300")
    drawing = lxml.etree.fromstring(unquote(qr(telephone).partition(",")[2]).encode())
    assert int(drawing.get("width", "0")) >= 21 + 2 * 4  # the smallest full code and its quiet zone
