"""What documents say of the code is what the code says."""

import re
from pathlib import Path

import pytest

from docgen.workspace import read_workspace
from scripts.documents import ORDER, rewritten

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "docs/guide.md", "docs/checks.md", "docs/pictograms.md"])
def test_documents_repeat_the_code_as_it_is(name: str) -> None:
    """Modules, help texts, checks and pictures in the documents are those there are; `make docs` writes them."""
    assert rewritten()[ROOT / name] == (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """Each link from one document to another file finds it."""
    links = re.findall(r"\]\(([\w./-]+\.\w+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_gallery_shows_each_document() -> None:
    """Each document of the workspace is there with its picture; `make pictures` makes them."""
    gallery = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert re.findall(r"pictures/gallery/([\w-]+)\.png", gallery) == list(read_workspace(ROOT).documents)


def test_a_part_imports_only_from_parts_above_it() -> None:
    """The list of modules is an order: whoever reads it from the top meets nothing that is not yet explained."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {imported}"
        for path in sorted((ROOT / "docgen").rglob("*.py"))
        for imported in re.findall(r"^\s*(?:from|import) docgen\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if (part := path.relative_to(ROOT / "docgen").parts[0].removesuffix(".py")) in ORDER
        and ORDER.index(imported) > ORDER.index(part)
    ]
    assert wrong == []
