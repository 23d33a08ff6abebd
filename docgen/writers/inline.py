"""Inline nodes become HTML. Everything that is text is escaped here, and only here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from docgen.languages import BreakRule, Direction, Language
from docgen.tree import Blank, Emphasis, Inline, LineBreak, Link, Mark, Run, Strong, Text, TextStatus, Value

ZWSP = "\u200b"
WBR = Markup("<wbr>")
MARK = "proof-mark"  # the class of the numbers that a proof sets above words
NOT_TRANSLATED = (TextStatus.UNTRANSLATED, TextStatus.STALE)


@dataclass(frozen=True)
class InlineWriter:
    """Writes inline nodes as HTML.

    `page` is the language of the page, `opportunity` what stands where a line may end, `untranslated` the label of a
    block that is shown in the source language, `keys` what stands in each place of a form. `beside` says that blocks
    may stand among those of another language than the page's. `around` is the language of the text that is being
    written, "" between texts.
    """

    page: Language
    languages: Mapping[str, Language]
    opportunity: Markup
    untranslated: Text | None
    keys: Mapping[str, Markup] = field(default_factory=dict)
    beside: bool = False
    around: str = ""

    def text(self, text: Text | Value) -> Markup:
        """Return a block's text, or a value that stands alone."""
        if isinstance(text, Value):
            return self.node(text)
        inside = replace(self, around=text.language)
        mark = Markup("")
        if text.status in NOT_TRANSLATED and self.untranslated is not None:
            mark = Markup('<span class="untranslated"{}>{}</span> ').format(
                inside.attributes(self.untranslated), self.nodes(self.untranslated.children)
            )
        return mark + inside.nodes(text.children)

    def attributes(self, text: Text | None) -> Markup:
        """Return the lang and dir of an element whose language is not the one around it, or may not be."""
        if text is None or text.language == (self.around or ("" if self.beside else self.page.tag)):
            return Markup("")
        language = self.languages[text.language]
        return Markup(' lang="{}" dir="{}"').format(language.tag, language.direction.value)

    def nodes(self, nodes: tuple[Inline, ...]) -> Markup:
        """Return some nodes one after another."""
        return Markup("").join(self.node(node) for node in nodes)

    def node(self, node: Inline) -> Markup:
        """Return one inline node."""
        match node:
            case Run(text):
                return self.run(text)
            case Strong(children):
                return Markup("<strong>{}</strong>").format(self.nodes(children))
            case Emphasis(children):
                return Markup("<em>{}</em>").format(self.nodes(children))
            case Link(href, children):
                return Markup('<a href="{}">{}</a>').format(href, self.nodes(children))
            case LineBreak():
                return Markup("<br>")
            case Value():
                return self.value(node)
            case Mark(numbers, text):
                listed = " ".join(map(str, numbers))
                return Markup('<span class="{}" data-numbers="{}" data-text="{}"></span>').format(MARK, listed, text)
            case Blank(name, width):
                place = Markup('<span class="blank" style="width: {}mm"><span class="field" id="f-{}">{}</span></span>')
                return place.format(width, name, self.keys[name])
            case Text():
                attributes = self.attributes(node)
                inner = replace(self, around=node.language).nodes(node.children)
                return Markup("<span{}>{}</span>").format(attributes, inner) if attributes else inner
        raise TypeError(f"{type(node).__name__} has no place in a page: localise comes first")

    def run(self, text: str) -> Markup:
        """Return characters of one style; where only our opportunities count, a space is one too."""
        language = self.languages[self.around or self.page.tag]
        if self.opportunity == WBR and language.breaks is BreakRule.SYLLABLE:
            text = text.replace(" ", f" {ZWSP}")
        return self.opportunity.join(escape(part) for part in text.split(ZWSP))

    def value(self, value: Value) -> Markup:
        """Return a value, marked so that the finished page can be asked where it stands.

        The groups of a telephone's digits are dialled from the left, also among words from right to left.
        """
        kept = Markup(' class="kept"') if value.kept else Markup("")
        inside = replace(self, opportunity=Markup("")) if value.kept else self
        tag, href = ("a", Markup(' href="{}"').format(value.href)) if value.href else ("span", Markup(""))
        backwards = self.beside or self.languages[self.around or self.page.tag].direction is Direction.RTL
        direction = Markup(' dir="ltr"') if value.href.startswith("tel:") and backwards else Markup("")
        return Markup('<{0}{1}{2}{3} data-ref="{4}">{5}</{0}>').format(
            tag, href, kept, direction, value.ref, inside.nodes(value.children)
        )
