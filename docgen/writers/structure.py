"""The structure tree of a PDF is the tree of its HTML: what a screen reader goes through, whatever the pages cut.

WeasyPrint makes its tree from the boxes of each page. So a table that goes on overleaf becomes two tables, the second
with its repeated heads; what stands inside a link is torn out of it; heads have no scope, and no text has a language of
its own. Here each element of the HTML has one node, which collects its content from all pages.

Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from docgen.canonical import canonical

# An element that is not here has no node: its content belongs to the nearest element above that has one.
TYPES = {
    **{f"h{n}": f"H{n}" for n in range(1, 7)},
    "section": "Sect",
    "div": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
}
GROUPS = {"Document", "Sect", "Div", "BlockQuote"}  # these hold blocks, never text
INLINE = {"Link", "Span", "Figure"}
SCOPES = {"col": "Column", "row": "Row"}
POINTS_PER_PX = 0.75
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Content:
    """A marked piece of a page's content: a text of one line, or a picture."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Annotation:
    """The active area of a link on a page."""

    page: int
    dictionary: Any


@dataclass(eq=False)
class Node:
    """An element of the structure tree. `order` is its HTML element's place in the document."""

    type: str
    order: int
    language: str = ""
    alternative: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Content | Annotation] = field(default_factory=list)

    def add(self, node: Node) -> Node:
        """Add a node where its element stands in the document, and return it."""
        later = (n for n, kid in enumerate(self.kids) if isinstance(kid, Node) and kid.order > node.order)
        self.kids.insert(next(later, len(self.kids)), node)
        return node


@contextmanager
def our_structure(document: weasyprint.Document) -> Iterator[None]:
    """Give the document our structure tree when it is written meanwhile, and no part in it to artefacts."""
    artefacts = _artefacts(document)
    marked, add_tags = Stream.marked, weasyprint.pdf.add_tags

    @contextmanager
    def marked_or_artefact(stream: Any, box: Any, tag: str) -> Iterator[None]:
        if box not in artefacts:
            with marked(stream, box, tag):
                yield
            return
        stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        yield
        stream.end_marked_content()

    def add_our_tags(pdf: Any, document: weasyprint.Document, version: Any, streams: list[Any]) -> None:
        _Writer(pdf).write(_Builder(document, streams).root)

    Stream.marked, weasyprint.pdf.add_tags = marked_or_artefact, add_our_tags
    # A link in an artefact would have no place in the tree, and WeasyPrint gives one to each box inside a link.
    for page in document.pages:
        page.links = [link for link in page.links if _is_link(link[3]) and not _all_artefact(link[3], artefacts)]
    try:
        yield
    finally:
        Stream.marked, weasyprint.pdf.add_tags = marked, add_tags


def _is_link(box: Any) -> bool:
    return bool(box.element_tag == "a" and box.element is not None)


def _all_artefact(box: Any, artefacts: set[Any]) -> bool:
    return all(leaf in artefacts for leaf, _ in _leaves(box))


def _leaves(box: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield each text and picture below a box, in the order of reading, with the boxes above it."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
        yield box, above
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _leaves(child, (*above, box))


def _artefacts(document: weasyprint.Document) -> set[Any]:
    """Return the texts and pictures that are no content: page numbers, what is repeated on later pages, decoration.

    The notice at the foot of all pages is content where it stands first, for it says what the document is worth.
    """
    first: dict[Any, int] = {}
    found = set()
    for number, page in enumerate(document.pages):
        for leaf, above in _leaves(page._page_box):
            if any(isinstance(box, boxes.MarginBox) or getattr(box, "is_header", False) for box in above):
                if leaf.element is None or first.setdefault(leaf.element, number) != number:
                    found.add(leaf)
            elif isinstance(leaf, boxes.ReplacedBox) and leaf.element.get("alt") == "":
                found.add(leaf)
    return found


# --- from boxes to nodes ------------------------------------------------------------------------------------------


class _Builder:
    """Collects what the pages show into one node for each element; `root` is the whole."""

    def __init__(self, document: weasyprint.Document, streams: list[Any]) -> None:
        html = document.pages[0]._page_box.children[0].element
        self._parents = {child: parent for parent in html.iter() for child in parent}
        self._order = {element: number for number, element in enumerate(html.iter())}
        self._nodes: dict[Any, Node] = {}
        self._linked: set[int] = set()
        self.root = Node("Document", -1)
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            self._add_page(number, page._page_box, stream._tags)

    def _add_page(self, page: int, page_box: Any, tags: dict[Any, Any]) -> None:
        height = float(page_box.margin_height()) * POINTS_PER_PX
        self._add_cells(page_box)
        for leaf, above in _leaves(page_box):
            if leaf not in tags:
                continue
            node = self._holder(leaf, above, height)
            for box in above:
                self._add_link(page, box)
            node.kids.append(Content(page, tags.pop(leaf)["mcid"]))
        assert not tags, "content of a page that its boxes do not show"

    def _add_link(self, page: int, box: Any) -> None:
        if box.link_annotation is not None and id(box) not in self._linked:
            self._linked.add(id(box))
            box.link_annotation["Contents"] = pydyf.String(_words(box.element))
            self._node(box.element).kids.append(Annotation(page, box.link_annotation))

    def _add_cells(self, box: Any) -> None:
        """Give a node to each cell of a row, empty ones too: a row has as many cells as the table has columns."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TableRowBox) and box.element is not None:
            for cell in box.children:
                self._node(cell.element)
        if isinstance(box, boxes.ParentBox):
            for child in box.children:
                self._add_cells(child)

    def _holder(self, leaf: Any, above: tuple[Any, ...], height: float) -> Node:
        """Return the node that a text or a picture belongs to."""
        if isinstance(leaf, boxes.ReplacedBox):
            parent = self._for_text(self._parents[leaf.element])
            language = self._own_language(leaf.element)
            return parent.add(_figure(leaf, self._order[leaf.element], height, language))
        label = self._label(leaf, above)
        return label if label is not None else self._for_text(leaf.element)

    def _label(self, leaf: Any, above: tuple[Any, ...]) -> Node | None:
        """Return the node of a list item's number or bullet: its marker, or what CSS writes before its text."""
        if not any(str(box.element_tag).endswith(("::marker", "::before")) for box in above):
            return None
        element = leaf.element
        while element is not None and element.tag != "li":
            element = self._parents.get(element)
        if element is None:
            return None
        body = self._node(element)
        item = self._nodes[(element, "LI")]
        numbers = "Decimal" if self._parents[element].tag == "ol" else "Disc"
        self._node(self._parents[element]).attributes["ListNumbering"] = f"/{numbers}"
        if item.kids[0] is body:
            item.kids.insert(0, Node("Lbl", body.order))
        assert isinstance(item.kids[0], Node)
        return item.kids[0]

    def _for_text(self, element: Any) -> Node:
        """Return the node for text of an element: one that may hold text."""
        node = self._node(element)
        if node.type not in GROUPS:
            return node
        last = node.kids[-1] if node.kids else None
        if isinstance(last, Node) and last.type == "P" and last.order == node.order:
            return last
        node.kids.append(Node("P", node.order))
        return self._for_text(element)

    def _node(self, element: Any) -> Node:
        """Return the node of an element, or of the nearest one above it that has one."""
        if element in self._nodes:
            return self._nodes[element]
        if element not in self._parents:
            return self.root
        language = self._own_language(element)
        type = TYPES.get(element.tag) or ("Span" if language else "")
        above = (self._for_text if type in INLINE else self._node)(self._parents[element])
        node = above.add(self._new(element, type, language)) if type else above
        if type == "LI":
            self._nodes[(element, "LI")] = node
            node = node.add(Node("LBody", node.order))
        self._nodes[element] = node
        return node

    def _new(self, element: Any, type: str, language: str) -> Node:
        node = Node(type, self._order[element], language)
        if type == "L":
            node.attributes |= {"O": "/List", "ListNumbering": "/None"}
        if type in ("TH", "TD"):
            spans = {name: int(element.get(name.lower(), 1)) for name in ("ColSpan", "RowSpan")}
            node.attributes |= {name: span for name, span in spans.items() if span != 1}
        if type == "TH" and element.get("scope") in SCOPES:
            node.attributes["Scope"] = f"/{SCOPES[element.get('scope')]}"
        if type in ("TH", "TD") and node.attributes:
            node.attributes["O"] = "/Table"
        return node

    def _own_language(self, element: Any) -> str:
        """Return the language that an element declares, "" when it is the one around it."""
        declared = element.get("lang") or ""
        around = self._parents.get(element)
        while around is not None and around.get("lang") is None:
            around = self._parents.get(around)
        return "" if around is None or around.get("lang") == declared else declared


def _words(link: Any) -> str:
    """Return what a link says; one that shows nothing but a picture says what the picture does."""
    pictures = " ".join(picture.get("alt", "") for picture in link.iter("img"))
    return canonical("".join(link.itertext())) or canonical(pictures)


def _figure(box: Any, order: int, page_height: float, language: str) -> Node:
    title = box.element.findtext(f"{SVG}title")
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    x1, y1, x2, y2 = (round(float(px) * POINTS_PER_PX, 2) for px in (left, bottom, right, top))
    area = pydyf.Array((x1, round(page_height - y1, 2), x2, round(page_height - y2, 2)))
    return Node("Figure", order, language, box.element.get("alt", title), {"O": "/Layout", "BBox": area})


# --- from nodes to objects of the file ----------------------------------------------------------------------------


class _Writer:
    """Adds a structure tree to a PDF, with the way back from each piece of content to its node."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._pages: dict[int, dict[int, Any]] = {number: {} for number in range(len(pdf.page_references))}
        self._annotations: list[tuple[Any, Any]] = []

    def write(self, document: Node) -> None:
        """Add the tree, and say in the catalog that the file is tagged and shows its title."""
        catalog = self._pdf.catalog
        tree = self._object({"Type": "/StructTreeRoot"})
        tree["K"] = pydyf.Array([self._element(document, tree).reference])
        tree["ParentTree"] = self._object({"Nums": self._numbers()}).reference
        tree["ParentTreeNextKey"] = len(self._pages) + len(self._annotations)
        catalog["StructTreeRoot"] = tree.reference
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _object(self, entries: dict[str, Any]) -> Any:
        made = pydyf.Dictionary(entries)
        self._pdf.add_object(made)
        return made

    def _element(self, node: Node, parent: Any) -> Any:
        made = self._object({"Type": "/StructElem", "S": f"/{node.type}", "P": parent.reference})
        if node.language:
            made["Lang"] = pydyf.String(node.language)
        if node.alternative:
            made["Alt"] = pydyf.String(node.alternative)
        if node.attributes:
            made["A"] = pydyf.Dictionary(node.attributes)
        pages = [kid.page for kid in node.kids if isinstance(kid, Content)]
        if pages:
            made["Pg"] = self._pdf.page_references[pages[0]]
        made["K"] = pydyf.Array([self._kid(kid, made, pages) for kid in node.kids])
        return made

    def _kid(self, kid: Node | Content | Annotation, parent: Any, pages: list[int]) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, parent).reference
        page = self._pdf.page_references[kid.page]
        if isinstance(kid, Annotation):
            self._annotations.append((kid.dictionary, parent.reference))
            return pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": kid.dictionary.reference})
        self._pages[kid.page][kid.mcid] = parent.reference
        if kid.page == pages[0]:
            return kid.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.mcid})

    def _numbers(self) -> Any:
        """Return the parent tree: of each page its pieces of content in order, then of each annotation its node."""
        numbers = pydyf.Array()
        for page, parents in self._pages.items():
            numbers.extend((page, pydyf.Array(parents[mcid] for mcid in range(len(parents)))))
        for key, (annotation, parent) in enumerate(self._annotations, len(self._pages)):
            annotation["StructParent"] = key
            numbers.extend((key, parent))
        return numbers
