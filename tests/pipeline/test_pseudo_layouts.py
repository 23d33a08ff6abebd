"""Layouts hold in languages that nobody speaks yet: longer words, higher lines, lines from right to left.

Documents that have each kind of block are set in the layouts of the workspace by the real renderer.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copy, copytree
from typing import Any, get_args

import pytest

from docgen.catalogs.pseudo import Pseudo
from docgen.pipeline.inputs import Inputs
from docgen.pipeline.line import Target, prepare, write
from docgen.pipeline.proofs import Kind, Wanted, make
from docgen.pipeline.proofs.pseudo import with_pseudo
from docgen.tree import Block, Callout, Pair, Query, ToFillIn, walk
from docgen.verify import inspect
from docgen.verify.extract import pdf_as_seen
from docgen.writers.artefact import Format
from tests.directory import PLACES
from tests.scratch import ROOT, SHEET, Scratch, isolated, make_scratch
from tests.test_handbook import FLOW as LANES
from tests.test_handbook import HANDBOOK

TELEPHONE = """
[call.office]
kind = "telephone"
number = "0 2202 9074"
country = "TH"
source = "MRW9"
as_of = 2019-01-24
owner = "social_assistance_center"
state = "unconfirmed"
"""
OFFICE = """
[office]
name = "Office that helps"
about = "Help and advice, and an interpreter for you"
hours = "Every day from morning to evening"
kind = "government"
purpose = "help"
audience = "public"
country = "TH"
telephones = ["call.office", "call.social_assistance"]
languages = []
source = "MRW9"
as_of = 2019-01-24
"""
FLOW = """
id = "work"
title = "From protection to work"
source = "MRW9"

[[steps]]
text = "You are protected in a shelter."

[[steps]]
within = "within {fund.within}"
text = "The office is asked to find a suitable job for you, and tells you when it has found one."
"""
BLOCKS = """
:::{lead}
Opening words that are set larger than others.
:::

Call {call.office} or {call.social_assistance}, at any time, and *ask* for an interpreter. See [there](#rights).

(rights)=
## Your rights

- a place to stay, and three meals a day
- orientation: help to find your way in the shelter

:::{picture} interpreter
:::

- ![](stop) You can say stop at any time, and then we stop
- ![](shelter) a place to stay

1. First someone listens to you.
2. Then you decide.

::::{legal}
:::{marks}
| Your right | You wish to receive protection | You do not wish to |
|---|---|---|
| Protection by an agency of the government | Yes | No |
:::
::::

(fund)=
### What the fund pays

| What for | How much | Limit |
|---|---|---|
| Cost of living | {fund.living_cost} per person | – |
| Rehabilitation | up to {fund.living_cost} | {fund.within} |

:::{note}
A word to those who help.
:::

:::{important}
Keep this **paper** with you.
:::

:::{frame}
The signature of the authority.
:::

:::{flow} work
:::

:::{contacts} office
:::

:::{dial} call.office
:::

::::{composed}
:::{say} th
Hello. I need help. I speak {reader.language}.
:::
::::
"""
LAYOUTS = ("booklet-a5", "large-a4")
DOCUMENTS = (*LAYOUTS, "sheet", "handbook", "places")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace whose documents have all kinds of blocks, in all layouts."""
    isolated()
    made = make_scratch(tmp_path_factory.mktemp("layouts") / "workspace", ("en", "th", "my"))
    made.append("content/facts.toml", TELEPHONE)
    made.append("content/contacts/contacts.toml", OFFICE)
    copytree(ROOT / "content" / "pictures", made.root / "content" / "pictures")
    copy(ROOT / "content" / "pictures.toml", made.root / "content")
    (made.root / "content" / "flows").mkdir()
    (made.root / "content" / "flows" / "work.toml").write_text(FLOW, "utf-8")
    head = SHEET[: SHEET.index("**Help**")].replace("pages = 1\n", "")
    for layout in LAYOUTS:
        text = head.replace('"sheet"', f'"{layout}"').replace("sheet-a4-large", layout)
        text = text.replace("first-information", f"information-{layout}") + BLOCKS
        (made.root / "content" / "documents" / f"{layout}.md").write_text(text, "utf-8")
    (made.root / "content" / "flows" / "home.toml").write_text(LANES, "utf-8")
    (made.root / "content" / "documents" / "handbook.md").write_text(HANDBOOK, "utf-8")
    (made.root / "content" / "documents" / "places.md").write_text(PLACES, "utf-8")
    made.edit("docgen.toml", '"sheet"]', '"sheet", "handbook", "places", "booklet-a5", "large-a4"]')
    made.docgen("catalog", "update")
    return made


@pytest.fixture(scope="module")
def inputs(scratch: Scratch) -> dict[Pseudo, Inputs]:
    """Return the workspace with each pseudo-language."""
    return {pseudo: with_pseudo(scratch.inputs(), pseudo) for pseudo in Pseudo}


OF_FORMS = {*get_args(ToFillIn), Pair}


def test_the_document_has_every_kind_of_block(inputs: dict[Pseudo, Inputs]) -> None:
    """A new kind of block has to be tried here too; those of forms are in tests/test_rights_forms.py."""
    tag = Pseudo.RTL.tag
    documents = [prepare(inputs[Pseudo.RTL], Target(name, tag, Format.PDF)).document for name in DOCUMENTS]
    kinds = {type(node) for document in documents for node in walk(document.blocks)}
    assert set(get_args(Block)) - set(get_args(Query)) - OF_FORMS <= kinds
    boxes = {node.kind for document in documents for node in walk(document.blocks) if isinstance(node, Callout)}
    assert boxes >= {"note", "important", "composed", "frame"}


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("pseudo", Pseudo, ids=lambda pseudo: pseudo.value)
def test_no_block_breaks(inputs: dict[Pseudo, Inputs], pseudo: Pseudo, document: str) -> None:
    """Whatever a translation needs of room and direction, nothing stands out of its place, on paper or telephone."""
    _, found = make(inputs[pseudo], Wanted(document, pseudo.tag, Kind.NUMBERED))
    assert list(map(str, found)) == []


# --- from right to left -------------------------------------------------------------------------------------------


def positions(inputs: Inputs, layout: str) -> dict[str, float]:
    """Return where each word of a page in right-to-left order begins, from the left, of words that stand alone."""
    from docgen.writers.pdf import fitted, shown_texts
    from docgen.writers.thai_breaks import our_breaks_only

    ready = prepare(inputs, Target(layout, Pseudo.RTL.tag, Format.PDF))
    with our_breaks_only():
        document = fitted(ready, inputs.workspace.templates)
    found: dict[str, Any] = {}
    for page in document.pages:
        for box, _ in shown_texts(page):
            found.setdefault(box.text.replace("\u200f", "").replace("\u200b", "").strip(), box.position_x)
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_from_right_to_left_is_mirrored(inputs: dict[Pseudo, Inputs], layout: str) -> None:
    """Columns, numbers of steps, the stamp and the number of the page stand where their reader looks for them."""
    at = positions(inputs[Pseudo.RTL], layout)
    stamp = next(word for word in at if len(word) == 9 and word[4] == "-")
    assert at["What for"] > at["How much"] > at["Limit"]
    assert at["Your right"] > at["You do not"] or at["Your right"] > at["You do not wish to"]
    assert at[stamp] > at["1"]


def test_a_telephone_is_read_from_the_left(inputs: dict[Pseudo, Inputs]) -> None:
    """Among words from right to left the groups of a number stand in the order in which they are dialled."""
    tag = Pseudo.RTL.tag
    artefact = write(inputs[Pseudo.RTL], prepare(inputs[Pseudo.RTL], Target("booklet-a5", tag, Format.PDF)), Format.PDF)
    assert pdf_as_seen(artefact.data).count("0 2202 9074") == 3


def test_a_telephone_in_another_order_is_found(scratch: Scratch, tmp_path: Path) -> None:
    """The last test can fail, and the check of values does: 9074 2202 0 is another number."""
    copy = scratch.copy(tmp_path / "copy")
    (copy.own_templates() / "layouts" / "booklet-a5.css").write_text("@page { size: A5 } a { direction: rtl }", "utf-8")
    made = with_pseudo(copy.inputs(), Pseudo.RTL)
    artefact = write(made, prepare(made, Target("booklet-a5", Pseudo.RTL.tag, Format.PDF)), Format.PDF)
    assert "call.office is “0 2202 9074”, which the text has nowhere" in {each.message for each in inspect(artefact)}
