"""A handbook for those who help: charts, numbers and the lists that lead into it, in the reader's digits."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from docgen.content.resolve import resolve
from docgen.languages import Language
from docgen.localise.collation import sort_key
from docgen.pipeline.inputs import read_inputs
from docgen.tree import Chart, Contents, Index, Section, Table, plain, walk
from docgen.writers.artefact import Format
from docgen.writers.charts import chart_rows
from tests.scratch import ROOT, Scratch, make_scratch
from tests.writers.reading import by_pdfium

FLOW = """\
id = "home"
title = "The way home"
source = "composed"
origin = "composed"

[sides]
there = "Over there"

[[lanes]]
id = "team"
name = "Team"
side = "here"

[[lanes]]
id = "office"
name = "{contact.publisher.name}"
side = "here"

[[lanes]]
id = "ministry"
name = "Ministry"
side = "there"

[[steps]]
text = "The person is found."
lanes = ["team", "office"]
purpose = "She is safe."
needs = ["An interpreter", "Time"]
rights = ["She may say no."]

[[steps]]
text = "The family is visited."
within = "within {fund.within}"
lanes = ["ministry"]

[[steps]]
text = "She goes home."
lanes = ["office", "ministry"]
safety = ["Nobody takes a picture."]
"""
HANDBOOK = """\
+++
id = "handbook"
title = "Handbook"
layout = "handbook-a4"
audience = "practitioner"
reader = "adult"
sensitivity = "open"
origin = "source"
neutral_name = "handbook"
neutral_title = "Notes"
numbered = true
+++

:::{contents}
:::

(first)=
## First

See {see.home} and {see.amounts}.

(inner)=
### Inner

:::{table} amounts
What it costs

| What | How much |
|---|---|
| Living | {fund.living_cost} |
| – | {fund.living_cost} |
| – | – |
:::

(way)=
## The way

:::{chart} home
:::

::::{composed}
:::{steps} home
:::
::::

(tasks)=
## Tasks

:::{actors} home
:::

:::{checklist}
- Bring water
:::

Ask the {contact.social_assistance_center.name} or the {contact.publisher.name}.

(index)=
## Index

:::{index}
:::
"""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a workspace with a handbook in English, Thai and Burmese."""
    made = make_scratch(tmp_path_factory.mktemp("handbook") / "workspace", ("en", "th", "my"))
    (made.root / "content" / "flows").mkdir(exist_ok=True)
    (made.root / "content" / "flows" / "home.toml").write_text(FLOW, "utf-8")
    (made.root / "content" / "documents" / "handbook.md").write_text(HANDBOOK, "utf-8")
    made.edit("docgen.toml", "documents = [", 'documents = ["handbook", ')
    made.docgen("catalog", "update")
    return made


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("tag", ["en", "th", "my"])
def test_a_handbook_passes_every_check_in_every_format(scratch: Scratch, tag: str, format: Format) -> None:
    """Its charts, lists and numbers are read in the finished file as they were written."""
    made = scratch.copy(scratch.root.parent / f"{tag}-{format.value}")
    made.build("-d", "handbook", "-l", tag, "-f", format.value)


@pytest.mark.parametrize(("tag", "numbers"), [("en", ["1", "1.1", "2", "3", "4"]), ("my", ["၁", "၁.၁", "၂", "၃", "၄"])])
def test_sections_are_numbered_in_the_readers_digits(scratch: Scratch, tag: str, numbers: list[str]) -> None:
    """The contents name every section with its number."""
    document = scratch.typeset(tag, "handbook").document
    assert [node.number for node in walk(document) if isinstance(node, Section)] == numbers
    (contents,) = [node for node in walk(document) if isinstance(node, Contents)]
    assert [entry.number for entry in contents.entries] == numbers


def test_tables_and_figures_are_pointed_to_by_their_numbers(scratch: Scratch) -> None:
    """A sentence says "Figure 1" and leads there, and the caption says the same."""
    text = "\n".join(by_pdfium(scratch.artefact("en", Format.PDF, "handbook").data))
    assert "See Figure 1 and Table 1." in text
    assert re.search(r"Table 1 +What it costs", text) and re.search(r"Figure 1 +The way home", text)
    document = scratch.typeset("en", "handbook").document
    labels = [plain(n.label) for n in walk(document) if isinstance(n, Table | Chart) and n.label]
    assert labels == ["Table 1", "Figure 1"]


def test_each_part_of_a_kit_begins_on_a_page_of_its_own(scratch: Scratch, tmp_path: Path) -> None:
    """Who hands out a test does not hand out its key with it: in PDF and in DOCX."""
    kit = scratch.copy(tmp_path / "kit")
    kit.edit("content/documents/handbook.md", 'layout = "handbook-a4"', 'layout = "kit-a4"')
    pages = by_pdfium(kit.artefact("en", Format.PDF, "handbook").data)
    begins = re.compile(r"^\d +(First|The way|Tasks|Index)$", re.MULTILINE)
    assert [bool(begins.search(page)) for page in pages] == [False, *[True] * 4]
    with ZipFile(BytesIO(kit.artefact("en", Format.DOCX, "handbook").data)) as docx:
        assert docx.read("word/document.xml").count(b"<w:pageBreakBefore/>") == 4


def test_the_index_finds_each_organisation_in_the_sections_that_name_it(scratch: Scratch) -> None:
    """Names stand in the reader's order; a lane of a chart names an organisation too."""
    (index,) = [n for n in walk(scratch.typeset("en", "handbook").document) if isinstance(n, Index)]
    found = {plain(entry.name): [number for _, number in entry.sections] for entry in index.entries}
    assert found == {"Name of the publisher": ["2", "3"], "Social Assistance Center": ["3"]}
    assert list(found) == sorted(found)


def test_a_row_of_dashes_is_left_blank_to_be_written_in(scratch: Scratch) -> None:
    """An empty cell has a dash, so that nobody takes it for a mistake; a row of empty cells has only room."""
    assert by_pdfium(scratch.artefact("en", Format.PDF, "handbook").data)[1].count("–") == 1
    page = scratch.artefact("en", Format.HTML, "handbook").data.decode()
    assert '<tr class="empty-row"><td></td><td></td></tr>' in page
    with ZipFile(BytesIO(scratch.artefact("en", Format.DOCX, "handbook").data)) as package:
        (row,) = re.findall("<w:tr>(?:(?!</w:tr>).)*w:trHeight.*?</w:tr>", package.read("word/document.xml").decode())
    assert "–" not in row


def test_a_chart_leads_from_each_step_to_the_next(scratch: Scratch) -> None:
    """Each step has one lane that does it, and lines that come from the lane before."""
    (chart,) = [n for n in walk(scratch.typeset("en", "handbook").document) if isinstance(n, Chart)]
    language = scratch.typeset("my", "handbook").language
    rows = chart_rows(chart, language)
    assert [row.number for row in rows] == ["၁", "၂", "၃"]
    assert [[cell.mark for cell in row.cells] for row in rows] == [
        ["acts", "joins", ""],
        ["", "", "acts"],
        ["", "acts", "joins"],
    ]
    assert [[cell.lines for cell in row.cells] for row in rows] == [
        ["begin", "", ""],
        ["leave-end", "across", "from-start through"],
        ["", "from-end", "leave-start"],
    ]


def test_a_chart_has_words_of_its_own_above_its_lanes(scratch: Scratch) -> None:
    """A flow names the sides as its readers do; a side that it does not name has the workspace's word."""
    (chart,) = [n for n in walk(scratch.typeset("en", "handbook").document) if isinstance(n, Chart)]
    assert [(side, plain(words)) for side, words in chart.sides] == [("here", "In Thailand"), ("there", "Over there")]


def test_a_box_that_is_longer_than_a_page_may_be_divided(scratch: Scratch) -> None:
    """A word processor cuts off what does not fit into a row that it may not divide: the steps in a box fit."""
    file = docx.Document(BytesIO(scratch.artefact("en", Format.DOCX, "handbook").data))
    rows = [row._tr for table in file.tables for row in table.rows]
    (divided,) = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None]
    assert "She may say no." in "".join(divided.itertext())


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("flows/home.toml", 'lanes = ["ministry"]', 'lanes = ["nobody"]', "the lane “nobody” is not known"),
        ("flows/home.toml", 'lanes = ["ministry"]', "lanes = []", "nobody does this step"),
        ("flows/home.toml", 'id = "office"', 'id = "team"', "the lane “team” is there twice"),
        ("documents/handbook.md", "{chart} home", "{flow} home", "cannot be shown like this"),
        ("documents/handbook.md", "{see.home}", "{see.nothing}", "the fact “see.nothing” is not known"),
        ("documents/handbook.md", "{table} amounts", "{table}", "{table} takes an id, a caption and one table"),
    ],
)
def test_what_cannot_be_shown_is_refused_at_its_place(
    scratch: Scratch, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    """Who writes a chart or a reference that leads nowhere is told the line."""
    broken = scratch.copy(tmp_path / "copy")
    broken.edit(f"content/{file}", old, new)
    errors = broken.docgen("status", code=3).err
    assert said in errors and re.search(rf"content/{file}:\d+", errors)


def test_the_repatriation_handbook_of_each_country_says_who_receives_and_what_was_agreed() -> None:
    """Whoever adds a country to its source is told which tables are still missing."""
    inputs = read_inputs(ROOT)
    countries = inputs.content.parameters["country"].variants
    assert {"cambodia", "lao", "viet-nam", "myanmar"} < set(countries)
    for country in countries:
        document = inputs.content.documents[f"repatriation-handbook-{country}"]
        whole = resolve(document, inputs.content, inputs.labels, inputs.workspace.publisher)
        tables = {node.id for node in walk(whole.blocks) if isinstance(node, Table)}
        assert {"in-thailand", "receiving-side", "agreements"} <= tables, country


ORDERS = {
    "vi": ["ba", "bà", "bả", "bã", "bá", "bạ", "băng", "bân", "đa", "e", "ê", "xa"],
    "th": ["กา", "ข้าว", "เขา", "เด็ก", "ไทย"],
    "lo": ["ກາ", "ເຂົ້າ", "ເດັກ"],
    "km": ["កុមារ", "ខេត្ត", "គ្រួសារ"],
    "en": ["Embassy", "embassy office", "Ministry", "Zone"],
}


@pytest.mark.parametrize("tag", ORDERS)
def test_names_stand_where_readers_look_for_them(tag: str) -> None:
    """Thai and Lao stand below the consonant, whatever vowel comes before it; Vietnamese by letter, then by tone."""
    language = Language(tag, tag, tag, "", ())
    mixed = ORDERS[tag][::-2] + ORDERS[tag][-2::-2]
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == ORDERS[tag]
