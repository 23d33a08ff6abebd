"""Takes the letters of each language from CLDR into docgen/localise/exemplars.toml.

Neither Babel nor icu4py gives them. The npm package `cldr-misc-full` does: `npm pack cldr-misc-full`, unpack it, and
`python scripts/exemplars.py package/`.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).parent.parent / "docgen" / "localise" / "exemplars.toml"
HEAD = """\
# The letters and marks of each language: CLDR's main exemplar characters, as ranges of code points.
# Made by scripts/exemplars.py from the npm package cldr-misc-full {version}; not to be edited.
# Copyright (C) 2004-2026 Unicode, Inc., under the Unicode License v3 (LICENSES/Unicode-3.0.txt).

"""


def main(package: Path) -> None:
    """Write the file from an unpacked cldr-misc-full."""
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    lines = [f'{tag} = "{" ".join(ranges(letters))}"\n' for tag, letters in exemplars(package)]
    OUT.write_text(HEAD.format(version=version) + "".join(lines), encoding="utf-8", newline="\n")


def exemplars(package: Path) -> Iterator[tuple[str, set[int]]]:
    """Yield each language with its letters; a country's variety of a language has the language's."""
    for path in sorted(package.glob("main/*/characters.json")):
        tag = path.parent.name
        if all(len(part) == 4 for part in tag.split("-")[1:]):
            pattern: str = json.loads(path.read_text("utf-8"))["main"][tag]["characters"]["exemplarCharacters"]
            if letters := {ord(c) for c in pattern[1:-1] if c not in "\\{} "}:
                yield tag, letters


def ranges(letters: Iterable[int]) -> list[str]:
    """Return code points as hexadecimal ranges: 985-98C."""
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return [f"{first:X}-{last:X}" if last > first else f"{first:X}" for first, last in runs]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
