"""A small form for tests: every kind of field, a sentence with fields in it, and those who sign."""

from __future__ import annotations

from pathlib import Path

from tests.scratch import FACT_IDS, ON, SAID, UNTIL, Scratch, make_translated
from tests.trees import Folder, make_folder

FORM = """\
id = "paper"
source = "MRW9"
legal = true

[answers.yes_or_no]
yes = "Yes"
no = "No"

[fields.name]
kind = "text"
label = "Name"
required = true
width = 90
help = "As the person says it."

[fields.age]
kind = "number"
label = "Age"

[fields.on]
kind = "date"
label = "Date"
width = 90

[fields.country]
kind = "text"
label = "country"

[fields.story]
kind = "lines"
label = "What happened"
lines = 3

[fields.helped_by]
kind = "checks"
label = "Who helped"

[fields.helped_by.options]
police = "the police"
other = { label = "somebody else", fields = ["helper"] }

[fields.helper]
kind = "text"
label = "who"

[fields.spoken]
kind = "choice"
label = "Language"
options = "languages"

[fields.safe]
kind = "choice"
label = "Are you safe"
options = "yes_or_no"

[fields.person]
kind = "signature"
label = "Assisted person"

[fields.thumb]
kind = "thumbprint"
label = "Thumbprint"
"""
PAPER = """\
+++
id = "paper"
title = "A paper"
layout = "form-a4"
form = "paper"
audience = "person"
reader = "adult"
sensitivity = "sensitive"
origin = "source"
neutral_name = "form"
neutral_title = "Form"
+++

:::{fields} name age
on
:::

I come from {field.country}.

:::{fields}
story
helped_by
spoken
safe
:::

:::{legal}
1. You may ask for help.
2. You may say no.
:::

:::{signatures} person thumb
:::

Ask: {call.social_assistance}.
"""
SIGNER = "Assisted person"
SAID |= {("th", SIGNER): "ผู้ลงลายมือชื่อ", ("km", SIGNER): "ការងារការងារការងារ"}  # words that stand nowhere else
FIELDS = ("name", "age", "on", "country", "story", "helped_by", "helper", "spoken", "safe", "person", "thumb")


def paper_folder(root: Path, form: str = FORM, paper: str = PAPER) -> Folder:
    """Return a content folder with the form and its paper."""
    folder = make_folder(root)
    folder.write("forms/paper.toml", form)
    folder.write("documents/paper.md", paper)
    return folder


def make_papers(folder: Path, final: tuple[str, ...] = (), paper: str = PAPER) -> Scratch:
    """Return a workspace with the paper in en, th and km, and in th+km; the texts of `final` languages are approved."""

    def add(scratch: Scratch) -> None:
        (scratch.root / "content" / "forms").mkdir()
        (scratch.root / "content" / "forms" / "paper.toml").write_text(FORM, "utf-8")
        (scratch.root / "content" / "documents" / "paper.md").write_text(paper, "utf-8")
        scratch.edit("docgen.toml", "documents = [", 'bilingual = ["paper"]\ndocuments = ["paper", ')

    scratch = make_translated(folder, ("en", "th", "km"), add)
    for tag in final:
        for reviewer in ("R1", "R2"):
            scratch.docgen("catalog", "approve", tag, "--by", f"{tag}-{reviewer}", "--on", ON)
    for fact in FACT_IDS:
        scratch.docgen("fact", "confirm", fact, "--by", "DATIP-R1", "--on", ON, "--until", UNTIL)
    return scratch
