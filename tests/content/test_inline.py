"""Inline markup: what an author wrote is what is printed, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.content.inline import MarkupError, escaped, parse_inline, placeholders, shape, shape_text
from docgen.tree import Inline, LineBreak, Link, Placeholder, Run, Strong, plain, walk
from tests.trees import bold, caught, line, link, slot, stressed

# Letters, marks and punctuation of the languages that are printed, as their writers put them beside a mark.
SCRIPTS = {
    "th": ("\u0e01", "\u0e5b"),
    "lo": ("\u0e81", "\u0edf"),
    "km": ("\u1780", "\u17f9"),
    "my": ("\u1000", "\u109f"),
    "zh-Hant": ("\u4e00", "\u9fff"),
    "vi": ("a", "\u1ef9"),
}
each_script = pytest.mark.parametrize("tag", SCRIPTS)
MARKS = set("*{}[]<\\")


def words(tag: str) -> st.SearchStrategy[str]:
    """Return words of a script, its quotation marks, digits and invisible marks among them."""
    first, last = SCRIPTS[tag]
    letters = st.characters(min_codepoint=ord(first), max_codepoint=ord(last), exclude_characters="".join(MARKS))
    return st.text(letters | st.sampled_from("“”‘’「」（）។၊။，、ๆ!?.,:;- \u200b\u200d\u00a0"), min_size=1)


# What an author means (a tree) and how it is typed, made together.
TEXT = st.text(min_size=1)
REFS = st.sampled_from(["x", "fund.living_cost", "a_1.b-2", "contact.datip.name"])
LEAVES = TEXT.map(lambda text: (Run(text), escaped(text))) | REFS.map(lambda ref: (Placeholder(ref), f"{{{ref}}}"))


def _joined(parts: list[tuple[Inline, str]]) -> tuple[tuple[Inline, ...], str]:
    """Return a line of nodes, neighbouring runs as one, with its source."""
    nodes: list[Inline] = []
    for node, _ in parts:
        if nodes and isinstance(node, Run) and isinstance(nodes[-1], Run):
            nodes[-1] = Run(nodes[-1].text + node.text)
        else:
            nodes.append(node)
    return tuple(nodes), "".join(source for _, source in parts)


def _within(inner: st.SearchStrategy[tuple[Inline, str]], mark: str) -> st.SearchStrategy[tuple[Inline, str]]:
    node = {"**": bold, "*": stressed}[mark]
    return (
        st.lists(inner, min_size=1, max_size=3).map(_joined).map(lambda line: (node(*line[0]), mark + line[1] + mark))
    )


LINKS = (
    st.lists(LEAVES, min_size=1, max_size=3)
    .map(_joined)
    .filter(lambda line: not set(line[1]) & set("[]"))
    .map(lambda line: (Link("#call", line[0]), f"[{line[1]}](#call)"))
)
PARTS = LEAVES | LINKS
# A mark inside its own kind would close it; beside the other kind, *** would be read as ** and then *.
STRONG = _within(PARTS, "**")
EMPHASIS = _within(PARTS, "*")


@each_script
@settings(max_examples=30)
@given(data=st.data())
def test_bold_words_stand_where_their_author_put_them(tag: str, data: st.DataObject) -> None:
    """In every script, whatever letters touch the marks, ** before and after words makes just these words bold."""
    before, inside, after = (data.draw(words(tag)) for _ in range(3))
    assert parse_inline(f"{before}**{inside}**{after}") == line(before, bold(inside), after)
    assert parse_inline(f"{before}*{inside}*{after}") == line(before, stressed(inside), after)


@each_script
@settings(max_examples=30)
@given(data=st.data())
def test_placeholders_and_links_stand_where_their_author_put_them(tag: str, data: st.DataObject) -> None:
    """A placeholder, bold or not, and a link may touch letters on both sides."""
    before, inside, after = (data.draw(words(tag)) for _ in range(3))
    assert parse_inline(f"{before}{{a.b}}{after}") == line(before, slot("a.b"), after)
    assert parse_inline(f"{before}**{{a.b}}**{after}") == line(before, bold(slot("a.b")), after)
    assert parse_inline(f"{before}[{inside}](#call){after}") == line(before, link("#call", inside), after)


@pytest.mark.parametrize(
    ("source", "nodes"),
    [
        ("ได้รับ**{x}**ต่อคน", line("ได้รับ", bold(slot("x")), "ต่อคน")),
        ("“**ឯកសារ**”", line("“", bold("ឯកសារ"), "”")),
        ("ကို**{a.b}**သို့", line("ကို", bold(slot("a.b")), "သို့")),
        (
            "ໂທ**{call.fund_1}**ຫຼື**{call.fund_2}**",
            line("ໂທ", bold(slot("call.fund_1")), "ຫຼື", bold(slot("call.fund_2"))),
        ),
        ("「**權利**」（*不*）", line("「", bold("權利"), "」（", stressed("不"), "）")),
        ("**a *b* c**", line(bold("a ", stressed("b"), " c"))),
        ("*a **b** c*", line(stressed("a ", bold("b"), " c"))),
        ("**[a {x}](https://example.org/a?b=c)**", line(bold(link("https://example.org/a?b=c", "a ", slot("x"))))),
        ("[**a**](#b)", line(link("#b", bold("a")))),
        ("a\\\nb", line("a", LineBreak(), "b")),
        (r"2 \* 3 \{x\} \[a\] \\ \<b\>", line(r"2 * 3 {x} [a] \ <b>")),
        (r"C:\words stay, [brackets] and 1 < 2 too", line(r"C:\words stay, [brackets] and 1 < 2 too")),
    ],
)
def test_markup_is_read_as_it_was_meant(source: str, nodes: tuple[Inline, ...]) -> None:
    """Marks nest, touch letters and quotation marks, and a backslash makes a character a character."""
    assert parse_inline(source) == nodes


@given(st.lists(PARTS | STRONG | EMPHASIS, min_size=1, max_size=5))
def test_what_an_author_means_is_what_is_read(parts: list[tuple[Inline, str]]) -> None:
    """Any tree of markup, with any characters in it, comes back from its source."""
    apart = [part for each in parts for part in (each, (Run("ก"), "ก"))]  # *a**b* would be read as ** between a and b
    nodes, source = _joined(apart)
    assert parse_inline(source) == nodes


@given(st.text())
def test_characters_can_always_be_printed_as_they_are(text: str) -> None:
    """The escaped form of any text, whatever it looks like, is read as that text and no markup."""
    assert parse_inline(escaped(text)) == (line(text) if text else ())


@given(st.text(alphabet="a ก*{}[]()<>\\x.#:/\n"))
def test_no_markup_is_printed(source: str) -> None:
    """Every text is either refused or read; what is read has kept no mark that was not escaped."""
    try:
        nodes = parse_inline(source)
    except MarkupError:
        return
    unescaped = source.replace("\\\\", "").replace("\\*", "").replace("\\{", "").replace("\\}", "")
    for mark in "*{}":
        assert plain(nodes).count(mark) <= source.count(mark) - unescaped.count(mark)


@given(st.text(alphabet="a ก*{}[]()<>\\x.#:/\n"))
def test_every_fault_is_inside_its_text(source: str) -> None:
    """The column of a fault is one of the text's own, also in the words of a link."""
    for error in caught(lambda: parse_inline(source)):
        assert isinstance(error, MarkupError)
        assert source[error.offset] in "*{}[]<"


@pytest.mark.parametrize(
    ("source", "column", "said"),
    [
        ("a **b", 3, "** has no partner"),
        ("a ** b** **", 10, "** has no partner"),
        ("a* b", 2, "* has no partner"),
        ("**a *b** c*", 5, "* has no partner"),
        ("*a **b* c**", 4, "** has no partner"),
        ("ได้รับ**{x}*ต่อคน", 12, "* has no partner"),
        ("a **** b", 5, "nothing stands between ** and **"),
        ("{Fund}", 1, "“{Fund}” is no placeholder"),
        ("a {fund.}", 3, "“{fund.}” is no placeholder"),
        ("a { x }", 3, "“{ x }” is no placeholder"),
        ("a {}", 3, "“{}” is no placeholder"),
        ("a {x", 3, "a single {"),
        ("a x}", 4, "a single }"),
        ("[a **b](#c)", 4, "** has no partner"),
        ("**[a**](#c)", 5, "** has no partner"),
        ("a [](#c)", 3, "a link without words"),
        ("a [b [c]](#d)", 9, "a link that cannot be read"),
        ("a <b>c</b>", 3, "HTML is not known here"),
        ("a <!-- b -->", 3, "HTML is not known here"),
        ("<https://example.org>", 1, "HTML is not known here"),
    ],
)
def test_markup_that_cannot_be_read_is_refused_at_its_column(source: str, column: int, said: str) -> None:
    """A mark without partner, marks that cross, and what is no placeholder are errors, each with its column."""
    with pytest.raises(MarkupError) as refused:
        parse_inline(source)
    assert (refused.value.offset + 1, refused.value.message) == (column, said)
    assert refused.value.hint


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "tel:+6622029074",  # a typed number would pass by the facts
        "javascript:alert",
        "JavaScript:x",
        "\u200bhttps://example.org",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org",
        "ftp://example.org",
        "example.org",
        "#",
        "https://",
        "",
    ],
)
def test_an_address_that_may_do_harm_is_no_link(href: str) -> None:
    """Only http(s), mailto and sections of the document can be linked to; anything else is refused."""
    with pytest.raises(MarkupError) as refused:
        parse_inline(f"ก [a]({href})")
    assert "address" in f"{refused.value.message} {refused.value.hint}"


@pytest.mark.parametrize("href", ["https://example.org/ก", "http://x.y", "mailto:a@example.org", "#call"])
def test_an_address_that_helps_is_a_link(href: str) -> None:
    """The addresses that a paper needs are links."""
    assert parse_inline(f"[a]({href})") == line(link(href, "a"))


SOURCE = "Call **{call.fund_1}** or {call.fund_2}, see [*money* {x}](#fund)"


@pytest.mark.parametrize(
    "translation",
    [
        "ดู[*เงิน*{x}](#fund)หรือ{call.fund_2}โทร**{call.fund_1}**",
        "**{call.fund_1}**{call.fund_2}[{x}*ងារ*](#fund)",
        "\\*[{x} *n*](#fund)\\\n{call.fund_2}\\{\\}**a{call.fund_1}b**",
    ],
)
def test_a_good_translation_has_the_markup_of_its_source(translation: str) -> None:
    """The order of words is the translator's, and so are line breaks and escaped characters."""
    assert shape(parse_inline(translation)) == shape(parse_inline(SOURCE))


@pytest.mark.parametrize(
    "translation",
    [
        "{call.fund_2} [*m* {x}](#fund)",
        "**{call.fund_1}** {call.fund_2}",
        "**{call.fund_1}** {call.fund_2} {call.fund_2} [*m* {x}](#fund)",
        "{call.fund_1} {call.fund_2} [*m* {x}](#fund)",
        "{call.fund_1} **{call.fund_2}** [*m* {x}](#fund)",
        "**{call.fund_2}** {call.fund_1} [*m* {x}](#fund)",
        "**{call.fund_1} {call.fund_2}** [*m* {x}](#fund)",
        "**{call.fund_1}** {call.fund_2} {x} [*m*](#fund)",
        "**{call.fund_1}** {call.fund_2} [*m* {x}](#money)",
        "**{call.fund_1}** {call.fund_2} [m {x}](#fund)",
        "*{call.fund_1}* {call.fund_2} [*m* {x}](#fund)",
        "**{call.fund_1}** **b** {call.fund_2} [*m* {x}](#fund)",
        r"\*\*{call.fund_1}\*\* {call.fund_2} [*m* {x}](#fund)",
    ],
)
def test_lost_extra_and_moved_markup_is_seen(translation: str) -> None:
    """A translation that lost, added or moved a mark, a placeholder or an address is told from a good one."""
    assert shape(parse_inline(translation)) != shape(parse_inline(SOURCE))


def test_a_difference_of_markup_is_told_as_it_is_typed() -> None:
    """What a translation lost is shown in the translator's own notation."""
    lost = shape(parse_inline(SOURCE)) - shape(parse_inline("{call.fund_2}"))
    assert shape_text(lost) == "[{x}, *…*](#fund), **{call.fund_1}**"
    assert shape_text(shape(parse_inline("words"))) == "none"


@given(st.lists(PARTS | STRONG | EMPHASIS, min_size=1, max_size=5), st.randoms())
def test_the_order_of_words_is_free(parts: list[tuple[Inline, str]], random: object) -> None:
    """Markup that is only moved about in its sentence has the same shape."""
    moved = list(parts)
    random.shuffle(moved)  # type: ignore[attr-defined]
    assert shape(_joined(moved)[0]) == shape(_joined(parts)[0])


def test_placeholders_are_told_once_in_their_order() -> None:
    """A translator is told of each placeholder, however deep it is, once."""
    assert placeholders(parse_inline("{b} **{a}** [{c}](#d) {b}")) == ("b", "a", "c")


def test_marks_leave_no_empty_runs() -> None:
    """Nothing stands between neighbouring marks but what was typed."""
    nodes = parse_inline("**a**{x}*b*")
    assert [node for node in walk(nodes) if isinstance(node, Run)] == [Run("a"), Run("b")]
    assert isinstance(nodes[0], Strong)
