"""Jinja fills a page's template from the tree; the templates are the workspace's, and run in a sandbox."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import segno
from jinja2.ext import babel_extract
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from docgen.canonical import canonical
from docgen.errors import DocgenError, Location, RenderError, raise_all, shown
from docgen.languages import BreakRule, Digits, Direction, Language
from docgen.localise.numbers import plain_number
from docgen.speech.clauses import code_of
from docgen.tree import Message, Section, Text, Value, is_beside, plain, walk
from docgen.writers.artefact import Typeset
from docgen.writers.charts import chart_rows, sides
from docgen.writers.inline import WBR, InlineWriter
from docgen.writers.places import EXTRA_COLOUR, EXTRA_SHEET, key_colours, key_letter
from docgen.writers.widths import width

SPARE = 0.15  # em that a text gets beside its width: rounding must not break it
_PACKAGE = Path(__file__).parents[1]
# CSS Counter Styles 3, section 6. Shan digits have no predefined style: their @counter-style is in language_rules.
COUNTER_STYLES = {
    Digits.LATN: "decimal",
    Digits.THAI: "thai",
    Digits.LAOO: "lao",
    Digits.KHMR: "khmer",
    Digits.MYMR: "myanmar",
    Digits.MYMRSHAN: "shan",
    Digits.BENG: "bengali",
    Digits.DEVA: "devanagari",
    Digits.ARAB: "arabic-indic",
    Digits.ARABEXT: "persian",
}
# An arrow for the steps of a flow: a picture without text, since WeasyPrint does not shape the text of an SVG.
_ARROW = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 24" preserveAspectRatio="none">'
    '<path d="M5 0V20" stroke="#000" stroke-width="1.2" fill="none"/><path d="M1.5 17L5 24L8.5 17z"/></svg>'
)
_ARROWHEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 11 8"><path d="M0 0L5.5 8L11 0z"/></svg>'
# A line of a chart is a rectangle stretched to its size: WeasyPrint stretches no gradient.
_BAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" preserveAspectRatio="none">'
    '<rect width="1" height="1" fill="{}"/></svg>'
)
# A blank sheet: what a phone shows of the page among other pages must not tell what it is.
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path d="M3 1h7l3 3v11H3z" fill="#fff" stroke="#777"/></svg>'
)


def environment(templates: Path) -> jinja2.Environment:
    """Return the environment that pages are made in: everything is escaped, nothing unknown is silently empty."""
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )


def render(typeset: Typeset, templates: Path, name: str, opportunity: str, extra: Mapping[str, Any]) -> str:
    """Return a page as HTML. `opportunity` is what stands in the text where a line may end.

    With `plate` in `extra` each place of a form shows its key: docgen.writers.places.

    Raises:
        RenderError: a template is missing or wrong.
    """
    jinja = environment(templates)
    labels = dict(typeset.document.labels)
    keys = plate_keys(typeset, bool(extra.get("plate")))
    beside = is_beside(typeset.document)
    untranslated = labels.get("untranslated")
    inline = InlineWriter(typeset.language, typeset.languages, Markup(opportunity), untranslated, keys, beside)
    jinja.filters |= {
        "inline": inline.text,
        "attributes": inline.attributes,
        "kind": lambda node: type(node).__name__,
        "plain": lambda node: canonical(plain(node)),
        "qr": qr,
        "drawing": lambda picture: data_uri(picture.svg),
        "data_uri": data_uri,
        "direction": lambda tag: typeset.languages[tag].direction.value,
        "digits": lambda number: plain_number(number, typeset.language),
        "sides": sides,
        "clause": code_of,
        "chart_rows": lambda chart: chart_rows(chart, typeset.language),
        "sized": lambda text, most: _sized(width(text, typeset.languages, typeset.faces), most),
    }
    jinja.globals["_"] = labels.__getitem__
    try:
        variables = _variables(typeset, extra.get("line_scale", 1.0), inline.opportunity)
        given = {"keys": keys, "beside": beside, "sheet": False, "behind": 0, "sounds": {}, **extra}
        return jinja.get_template(name).render({**variables, **given})
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError) as error:
        place, its_own = _place(error, templates)
        if not (its_own or isinstance(error, jinja2.TemplateError)):
            raise  # a fault of docgen's own
        said = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
        raise RenderError(f"the template fails: {said}", location=place or Location(f"templates/{name}")) from error


def _sized(width: float, most: float) -> Markup:
    """Return the style of words that are so many em wide and may take at most so many mm."""
    return Markup(' style="width: {:.2f}em; max-width: {:.1f}mm"').format(width + SPARE, most)


def _place(error: Exception, templates: Path) -> tuple[Location | None, bool]:
    """Return the line of a template that was run last, and whether none of docgen's own code was called from it."""
    frames = traceback.extract_tb(error.__traceback__)
    ran = [n for n, frame in enumerate(frames) if Path(frame.filename).is_relative_to(templates)]
    if not ran:
        return None, False
    last, called = frames[ran[-1]], frames[ran[-1] + 1 :]
    name = Path(last.filename).relative_to(templates).as_posix()
    ours = any(Path(frame.filename).is_relative_to(_PACKAGE) for frame in called)
    return Location(f"templates/{name}", last.lineno or 0), not ours


def _variables(typeset: Typeset, line_scale: float, opportunity: Markup) -> dict[str, Any]:
    language = typeset.language
    return {
        "document": typeset.document,
        "language": language,
        "publisher": typeset.publisher,
        "sections": [node for node in typeset.document.blocks if isinstance(node, Section)],
        "language_rules": Markup("\n".join([language_rules(typeset, line_scale), *break_rules(typeset, opportunity)])),
        "families": Markup(families(language)),
        "numerals": COUNTER_STYLES[language.digits],
        # CSS names the boxes in a page's margin by left and right only.
        "start": "right" if language.direction is Direction.RTL else "left",
        "end": "left" if language.direction is Direction.RTL else "right",
        "heading_line": round(max(1.2, language.line_height * line_scale - 0.15), 2),
        "arrow": Markup(data_uri(_ARROW)),
        "arrowhead": Markup(data_uri(_ARROWHEAD)),
        "bar": Markup(data_uri(_BAR.format("#000"))),
        "white_bar": Markup(data_uri(_BAR.format("#fff"))),
        "icon": data_uri(_ICON),
        "edition_qr": edition_qr(typeset.document.stamp),
    }


def plate_keys(typeset: Typeset, plate: bool) -> dict[str, Markup]:
    """Return what stands in each place of a form: nothing, or in a plate a letter of the place's colour."""
    letter = key_letter(typeset.language, typeset.faces)
    key = Markup('<span class="key" style="color: {}">{}</span>')
    colours = {**key_colours(typeset.document), EXTRA_SHEET: EXTRA_COLOUR}
    return {place: key.format(colour, letter) if plate else Markup("") for place, colour in colours.items()}


def families(language: Language) -> str:
    """Return a language's families as CSS lists them."""
    return ", ".join(f'"{family}"' for family in language.families)


def language_rules(typeset: Typeset, line_scale: float) -> str:
    """Return the CSS that binds each language on the page to its faces; `line_scale` draws lines together."""
    rules = [_language_rule(language, line_scale) for language in _languages(typeset)]
    if typeset.language.digits is Digits.MYMRSHAN:
        symbols = " ".join(f'"{chr(ord(Digits.MYMRSHAN.zero) + n)}"' for n in range(10))
        rules.append(f"@counter-style shan {{ system: numeric; symbols: {symbols} }}")
    return "\n".join(rules)


def _language_rule(language: Language, line_scale: float) -> str:
    line_height = round(language.line_height * line_scale, 3)
    rule = f":lang({language.tag}) {{ font-family: {families(language)}; line-height: {line_height} }}"
    return f"{rule}\nbody:lang({language.tag}) {{ font-size: {language.scale}em }}" if language.scale != 1 else rule


def _languages(typeset: Typeset) -> list[Language]:
    """Return the languages on the page, by their tag."""
    tags = {node.language for node in walk(typeset.document) if isinstance(node, Text)} | {typeset.language.tag}
    return [typeset.languages[tag] for tag in sorted(tags)]


def break_rules(typeset: Typeset, opportunity: Markup) -> list[str]:
    """Return the CSS by which a line of Shan, Mon or Karen ends at a <wbr> and nowhere else.

    A browser's own dictionary of the Myanmar script is Burmese: it cuts Shan syllables in two (Chromium 156), and
    neither `word-break` nor `lang` stops it. HTML's own style sheet has this rule for <wbr> in <nobr>.
    """
    languages = _languages(typeset)
    if opportunity != WBR or not any(language.breaks is BreakRule.SYLLABLE for language in languages):
        return []
    rules = []
    for language in languages:
        ours = language.breaks is BreakRule.SYLLABLE
        rules.append(f":lang({language.tag}) {{ white-space: {'nowrap' if ours else 'normal'} }}")
        rules += [f"wbr:lang({language.tag}) {{ white-space: normal }}"] * ours
    return rules


def data_uri(svg: str) -> str:
    """Return an SVG picture as an address that needs no file."""
    return f"data:image/svg+xml,{quote(svg)}"


def edition_qr(stamp: str) -> str:
    """Return the QR code of an edition's stamp as a picture's address: plain text, so that no phone opens anything."""
    return segno.make(f"docgen {stamp}", micro=False, error="m").svg_data_uri(
        border=4, xmldecl=False, svgns=True, nl=False
    )


def qr(telephone: Value) -> str:
    """Return the QR code of a telephone as a picture's address; a phone that reads it offers to dial."""
    # No Micro QR: telephones cannot read one. Level M survives a fold and a poor copy.
    code = segno.make(telephone.href, micro=False, error="m")
    return code.svg_data_uri(border=4, xmldecl=False, svgns=True, nl=False)


def template_labels(templates: Path, root: Path) -> dict[str, Text]:
    """Return the texts that templates mark with _("…"), by msgid.

    Raises:
        RenderError, DocgenErrors: templates that are no valid Jinja.
    """
    found: dict[str, Text] = {}
    errors: list[DocgenError] = []
    # What a kit shares with other pages belongs to those: a kit is made of forms only.
    for path in sorted(templates.rglob("*.jinja"), key=lambda path: ("kit" in path.parts, path)):
        name = shown(path, root)
        try:
            with path.open("rb") as file:
                marked = list(babel_extract(file, ("_",), (), {"silent": "false", "encoding": "utf-8"}))
        except jinja2.TemplateSyntaxError as error:
            errors.append(RenderError(f"not valid Jinja: {error.message}", location=Location(name, error.lineno)))
            continue
        for line, _, msgid, _ in marked:
            message = Message("shared", "template", str(msgid), Location(name, line), comments=("label of a page",))
            found.setdefault(str(msgid), Text(message))
    raise_all(errors)
    return found
