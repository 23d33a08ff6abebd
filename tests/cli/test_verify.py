"""Any file that docgen made can be proved again, from its bytes."""

import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from docgen.cli import group
from docgen.pipeline.run import run, targets
from docgen.starter.copy import make_workspace
from docgen.workspace import read_workspace


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that was just built."""
    folder = tmp_path_factory.mktemp("verify") / "workspace"
    make_workspace(folder)
    workspace = read_workspace(folder)
    assert {outcome.what for outcome in run(workspace, targets(workspace, (), (), ()), 2)} == {"built"}
    return folder


def verified(root: Path, *files: Path) -> tuple[int, list[dict[str, object]]]:
    """Return the exit code of `docgen verify` and what it says of each file."""
    done = CliRunner().invoke(group, ["--workspace", str(root), "verify", "--json", *map(str, files)])
    return done.exit_code, json.loads(done.stdout)


def test_what_was_built_is_proved_again(root: Path) -> None:
    """Every file of build/ passes, and is known by its stamp as what it is."""
    files = [path for path in sorted((root / "build").glob("*/*")) if path.suffix in (".pdf", ".docx", ".html")]
    code, proofs = verified(root, *files)
    assert (code, len(proofs)) == (0, 6)
    assert {(str(p["known_as"]), tuple(map(str, p["findings"]))) for p in proofs} == {  # type: ignore[arg-type]
        ("en example, as the content says now", ()),
        ("th example, as the content says now", ()),
    }


def spoilt_pdf(data: bytes) -> bytes:
    """Return a PDF whose first page draws no text any more."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        content = [i for i in pikepdf.parse_content_stream(page) if str(i.operator) not in ("Tj", "TJ")]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))
        made = io.BytesIO()
        pdf.save(made)
        return made.getvalue()


def spoilt_docx(data: bytes) -> bytes:
    """Return a DOCX file in which somebody has typed another telephone number."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b">1300<", b">1301<"))
    return made.getvalue()


def test_a_file_that_somebody_changed_is_found_out(root: Path, tmp_path: Path) -> None:
    """A lost text, another number or an added request is a finding, with exit code 1."""
    pdf, docx, html = tmp_path / "a.pdf", tmp_path / "a.docx", tmp_path / "a.html"
    pdf.write_bytes(spoilt_pdf((root / "build/en/example.pdf").read_bytes()))
    docx.write_bytes(spoilt_docx((root / "build/en/example.docx").read_bytes()))
    page = (root / "build/en/information.html").read_bytes()
    html.write_bytes(page.replace(b"</body>", b'<img src="http://example.org/x.png"></body>'))
    code, proofs = verified(root, pdf, docx, html)
    assert code == 1
    found = {str(p["file"])[-4:]: " ".join(map(str, p["findings"])) for p in proofs}  # type: ignore[arg-type]
    assert "text/lost-text" in found[".pdf"]
    assert "(pypdf)" in found[".pdf"]
    assert "values/lost-value" in found["docx"]
    assert "offline/request" in found["html"]


def test_an_edition_of_before_is_told_from_todays(root: Path, tmp_path: Path) -> None:
    """A paper that was printed before a word changed is not taken for the present one."""
    old = tmp_path / "old.html"
    page = (root / "build/en/information.html").read_text("utf-8")
    old.write_text(page.replace('name="edition" content="', 'name="edition" content="0000-0000" data-was="'), "utf-8")
    code, (proof,) = verified(root, old)
    assert code == 1
    assert proof["known_as"] == "an edition of before"


def foreign() -> bytes:
    """Return a PDF that docgen did not make."""
    made = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


def encrypted() -> bytes:
    """Return a PDF that asks for a password."""
    made = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("damaged.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("damaged.docx", b"PK\x03\x04 nothing", "damaged"),
        ("foreign.pdf", foreign(), "did not make"),
        ("encrypted.pdf", encrypted(), "encrypted"),
        ("foreign.html", b"<html><body>hello</body></html>", "did not make"),
        ("picture.png", b"x", "only .pdf, .docx and .html"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_cannot_be_proved_is_one_clear_line(root: Path, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    """Damaged, encrypted and foreign files are named, and stop nothing else."""
    path = tmp_path / name
    path.write_bytes(data)
    code, proofs = verified(root, path, root / "build/en/example.pdf")
    assert code == 1
    assert [proof.get("findings") for proof in proofs] == [[], None]
    assert said in str(proofs[1]["error"])


def test_a_huge_file_is_not_even_read(root: Path, tmp_path: Path) -> None:
    """A file of gigabytes costs nothing: it cannot be docgen's."""
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(101_000_000)
    code, (proof,) = verified(root, path)
    assert code == 1
    assert "too large" in str(proof["error"])
