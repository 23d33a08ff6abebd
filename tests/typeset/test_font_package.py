"""Which faces of an installed package may be copied into fonts/, and under which licence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._f_v_a_r import Axis, table__f_v_a_r

from docgen.errors import FontError
from docgen.typeset.faces_edit import with_family
from docgen.typeset.font_package import licensed, read_package

ROOT = Path(__file__).parents[2]
LAO = ROOT / "fonts" / "noto-sans-lao"
REGULAR = "NotoSansLao-Regular.ttf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an npm package of a family, as npm lays it down: each weight in a folder, the code's licence beside."""
    folder = tmp_path / "node_modules" / "lao-faces"
    for weight, name in (("400Regular", REGULAR), ("700Bold", "NotoSansLao-Bold.ttf")):
        (folder / weight).mkdir(parents=True)
        shutil.copy(LAO / name, folder / weight / name)
    shutil.copy(LAO / "OFL.txt", folder / "LICENSE_FONT")
    (folder / "LICENSE").write_text("MIT License\n", "utf-8")
    (folder / "package.json").write_text(json.dumps({"name": "lao-faces", "version": "1.2.3"}), "utf-8")
    return folder


def test_a_package_gives_its_families_with_origin_and_licence(folder: Path) -> None:
    """What fonts.toml has to say is found in the package: npm's name and version, the licence of the faces, not the
    code's, and whose they are."""
    family = licensed(read_package(folder).families["Noto Sans Lao"], ("Laoo", "Latn"), None)
    for face in (family.regular, family.bold):
        assert (face.origin, face.licence, face.version) == ("npm lao-faces 1.2.3", "OFL-1.1", "2.003")
        assert face.licence_file == folder / "LICENSE_FONT"
        assert face.copyright == "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/lao)"
    assert not family.regular.bold and family.bold.bold


def with_table(change: Callable[[TTFont], None]) -> Callable[[Path], None]:
    """Return a change of a font file by its tables."""

    def changed(path: Path) -> None:
        font = TTFont(path)
        change(font)
        font.save(path)

    return changed


def variable(font: TTFont) -> None:
    """Give a font an axis."""
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue, axis.axisNameID = "wght", 100, 400, 900, 1
    font["fvar"] = table__f_v_a_r()
    font["fvar"].axes = [axis]


def collection(path: Path) -> None:
    """Make a font file one of several fonts."""
    fonts = TTCollection()
    fonts.fonts = [TTFont(path), TTFont(path)]
    fonts.save(path)


def cut(path: Path) -> None:
    """Lose the end of a file, as a broken download does."""
    path.write_bytes(path.read_bytes()[:-5000])


def flipped(path: Path) -> None:
    """Change one byte in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (with_table(lambda font: setattr(font["OS/2"], "fsType", 2)), "forbids embedding (fsType 2)"),
        (with_table(variable), "is a variable font"),
        (collection, "is a collection of several fonts"),
        (cut, "is not a font, or is damaged"),
        (flipped, "is not a font, or is damaged"),
        (lambda path: path.write_bytes(b"wOFF"), "is not a font, or is damaged"),
    ],
    ids=["restricted", "variable", "collection", "cut", "one byte", "no font"],
)
def test_a_file_that_cannot_be_used_is_passed_over_with_the_reason(
    folder: Path, change: Callable[[Path], None], reason: str
) -> None:
    """No page is drawn by it; the family is left without a weight, and both is said."""
    change(folder / "400Regular" / REGULAR)
    package = read_package(folder)
    assert package.families == {}
    first, second = package.passed_over
    assert first.startswith(f"400Regular/{REGULAR} ") and reason in first
    assert second == "Noto Sans Lao has a bold face only"


def test_slanted_and_other_weights_are_not_looked_at(folder: Path) -> None:
    """A page has a regular and a bold face; a package's other seventeen are left where they are."""
    (folder / "others").mkdir()
    for name, weight, slanted in (("Thin.ttf", 100, 0), ("Italic.ttf", 400, 1)):
        font = TTFont(LAO / REGULAR)
        font["OS/2"].usWeightClass = weight
        font["OS/2"].fsSelection |= slanted
        font.save(folder / "others" / name)
    package = read_package(folder)
    assert package.passed_over == ()
    assert package.families["Noto Sans Lao"].regular.path.name == REGULAR


def test_a_folder_without_a_font_is_refused(tmp_path: Path) -> None:
    """A wrong folder is named, and what a right one looks like."""
    with pytest.raises(FontError, match="no font file in this folder") as raised:
        read_package(tmp_path)
    assert "installed package" in raised.value.hint


@pytest.mark.parametrize("text", [None, "MIT License\n", "All rights reserved.\n"], ids=["none", "MIT", "reserved"])
def test_faces_without_a_licence_to_hand_them_on_are_refused(folder: Path, text: str | None) -> None:
    """Only the text of the OFL or of the Apache licence counts; what the file says of itself is not enough."""
    (folder / "LICENSE_FONT").unlink()
    if text:
        (folder / "LICENSE_FONT").write_text(text, "utf-8")
    family = read_package(folder).families["Noto Sans Lao"]
    with pytest.raises(FontError, match="no licence lets docgen hand on Noto Sans Lao") as raised:
        licensed(family, ("Laoo",), None)
    assert "--licence" in raised.value.hint
    assert licensed(family, ("Laoo",), LAO / "OFL.txt").regular.licence == "OFL-1.1"


def test_an_apache_licence_will_do(folder: Path) -> None:
    """The holder is then the file's own word for it."""
    shutil.copy(ROOT / "LICENSES" / "Apache-2.0.txt", folder / "LICENSE_FONT")
    family = licensed(read_package(folder).families["Noto Sans Lao"], ("Laoo",), None)
    assert family.regular.licence == "Apache-2.0"
    assert family.regular.copyright.startswith("Copyright 2022 The Noto Project Authors")
    files = with_family(ROOT / "fonts", family)
    assert ROOT / "fonts" / "noto-sans-lao" / "LICENSE.txt" in files


def test_a_debian_package_is_known_by_its_files(tmp_path: Path) -> None:
    """The system says which package a file is of, in which version, and where its copyright lies."""
    faces = tmp_path / "usr" / "share" / "fonts" / "truetype" / "noto"
    faces.mkdir(parents=True)
    for path in LAO.glob("*.ttf"):
        shutil.copy(path, faces)
    info, doc = tmp_path / "var" / "lib" / "dpkg" / "info", tmp_path / "usr" / "share" / "doc" / "fonts-noto-core"
    info.mkdir(parents=True)
    doc.mkdir(parents=True)
    (info / "fonts-noto-core.list").write_text(f"/.\n/usr/share/fonts/truetype/noto/{REGULAR}\n", "utf-8")
    status = "Package: other\nVersion: 9\n\nPackage: fonts-noto-core\nStatus: installed\nVersion: 20201225-1\n"
    (info.parent / "status").write_text(status, "utf-8")
    shutil.copy(LAO / "OFL.txt", doc / "copyright")
    family = licensed(read_package(faces).families["Noto Sans Lao"], ("Laoo",), None, tmp_path)
    assert family.bold.origin == "Debian fonts-noto-core 20201225-1"
    assert family.bold.licence_file == doc / "copyright"


def test_another_file_is_never_overwritten(folder: Path, tmp_path: Path) -> None:
    """A file of fonts/ that is in the way stops the plan, and is named."""
    fonts = tmp_path / "fonts"
    (fonts / "noto-sans-lao").mkdir(parents=True)
    (fonts / "fonts.toml").write_text("", "utf-8")
    (fonts / "noto-sans-lao" / "OFL.txt").write_text("mine", "utf-8")
    family = licensed(read_package(folder).families["Noto Sans Lao"], ("Laoo",), None)
    with pytest.raises(FontError, match=r"fonts/noto-sans-lao/OFL\.txt: another file is in the way"):
        with_family(fonts, family)
