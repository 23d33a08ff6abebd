"""Cuts a large Han face down to the letters of one language, so that it may lie in fonts/ without 7 MB.

It keeps what CLDR lists for the language, what its catalogs say today, Latin letters, digits and punctuation:

    python scripts/cut_face.py ja NotoSansJP_700Bold.ttf fonts/noto-sans-jp/NotoSansJP-Bold.ttf

The sum that fonts.toml needs is printed. Run it again, with the whole face, when a build misses a character.
"""

import hashlib
import sys
from pathlib import Path

import uharfbuzz as hb

from docgen.localise.exemplars import exemplars

ROOT = Path(__file__).parent.parent
LATIN = range(0x20, 0x250)
MARKS = (*range(0x2010, 0x2070), *range(0x3000, 0x3040), *range(0x30A0, 0x3100), *range(0xFF00, 0xFFF0))
NAMES = range(26)  # all that says whose the face is
VERTICAL = (b"vert", b"vrt2", b"vkrn", b"vpal", b"vhal", b"valt", b"vchw")


def main(tag: str, whole: Path, out: Path) -> None:
    """Write the face and print its sum."""
    catalogs = ROOT / "translations" / tag.replace("-", "_") / "LC_MESSAGES"
    said = "".join(path.read_text("utf-8") for path in sorted(catalogs.glob("*.po")))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update({*LATIN, *MARKS, *map(ord, exemplars(tag) + said)})
    wanted.name_id_set.update(NAMES)
    wanted.layout_feature_tag_set.difference_update(hb.Set(int.from_bytes(tag, "big") for tag in VERTICAL))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    data = bytes(hb.subset(hb.Face(hb.Blob.from_file_path(str(whole))), wanted).blob.data)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    print(f'{out}: {len(data)} bytes, sha256 = "{hashlib.sha256(data).hexdigest()}"')


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
