"""TOML files: what is in them, and where."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.toml_file import MAX_BYTES, Keys, parse_toml, read_toml
from docgen.errors import ContentError, Location

# Keys and values that look like something else of TOML's: headers, pairs, comments, quotation marks, line ends.
KEYS = st.sampled_from(["a", "b-1", "2", "ก", "x.y", "[t]", "a = 1", "#", '"', "'", "\\", "", " "])
TRICKS = [
    "",
    "x",
    "[a]\nb = 1",
    "# no",
    "]",
    "[[",
    "{",
    '"',
    "'",
    '"""',
    "\\",
    "\u2028\u0085\x0c",
    "ได้รับ",
    "\n\nb = 2\n",
]
TEXTS = st.lists(st.sampled_from(TRICKS), max_size=3).map("".join)
SCALARS = TEXTS | st.integers(-9, 9) | st.booleans()


@st.composite
def _text(draw: st.DrawFn) -> Any:
    """Return a string in one of TOML's four notations."""
    text = draw(TEXTS)
    multiline, literal = draw(st.booleans()), draw(st.booleans())
    literal = literal and "'" not in text and (multiline or not any(ord(c) < 32 or c == "\x7f" for c in text))
    try:
        return tomlkit.string(text, literal=literal, multiline=multiline)
    except tomlkit.exceptions.TOMLKitError:
        return tomlkit.string(text)


@st.composite
def _array(draw: st.DrawFn) -> Any:
    """Return an array on one line or on several, with arrays in it."""
    array = tomlkit.array()
    for item in draw(st.lists(SCALARS | st.lists(SCALARS, max_size=2), max_size=3)):
        array.append(item)
    return array.multiline(draw(st.booleans()))


VALUES = _text() | st.integers(-9, 9) | _array()
TABLES: st.SearchStrategy[Any] = st.recursive(
    st.dictionaries(KEYS, VALUES, max_size=3),
    lambda inner: st.dictionaries(KEYS, VALUES | inner | st.lists(inner, min_size=1, max_size=2), max_size=3),
    max_leaves=8,
)


def _written(data: dict[str, Any]) -> str:
    """Return TOML for some data: dicts as tables, lists of dicts as arrays of tables."""
    document = tomlkit.document()
    _fill(document, data)
    return tomlkit.dumps(document)


def _fill(home: Any, data: dict[str, Any]) -> None:
    tables = {key: value for key, value in data.items() if _is_table(value)}
    for key, value in data.items():
        if key not in tables:
            home.add(key, value)
    for key, value in tables.items():
        if isinstance(value, dict):
            inner = tomlkit.table()
            _fill(inner, value)
            home.add(key, inner)
            continue
        array = tomlkit.aot()
        for item in value:
            inner = tomlkit.table()
            _fill(inner, item)
            array.append(inner)
        home.add(key, array)


def _is_table(value: object) -> bool:
    made = isinstance(value, tomlkit.items.Item)
    return not made and (isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)))


def _pairs(data: Any, above: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yield each key that stands on a line of its own, with its value."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _pairs(value, (*above, key))
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for n, item in enumerate(value):
                yield from _pairs(item, (*above, key, n))
        else:
            yield (*above, key), value


@given(TABLES)
def test_every_key_is_found_where_it_stands(data: dict[str, Any]) -> None:
    """Whatever tables, arrays and strings surround it, a key's place is its own line: reading from there gives it."""
    text = _written(data)
    file = parse_toml(text, "x.toml")
    assert file.data == tomllib.loads(text)
    lines = text.split("\n")
    for keys, value in _pairs(file.data):
        place = file.locate(*keys)
        rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
        assert _first(rest) == {keys[-1]: value}


def _first(text: str) -> dict[str, Any]:
    """Return the first pair of some TOML: the fewest lines that can be read."""
    lines = text.split("\n")
    for end in range(1, len(lines) + 1):
        try:
            return tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
    raise AssertionError(f"no pair begins with {lines[0]!r}")


@given(TABLES, st.integers(1, 40))
def test_places_count_from_the_file_of_a_document(data: dict[str, Any], first_line: int) -> None:
    """The head of a document is read by itself, and its faults are still found in the whole file."""
    text = _written(data)
    alone, inside = parse_toml(text, "x.md"), parse_toml(text, "x.md", first_line)
    for keys, _ in _pairs(alone.data):
        place = alone.locate(*keys)
        assert inside.locate(*keys) == Location("x.md", place.line + first_line - 1, place.column)


def test_places_of_tables_in_arrays() -> None:
    """Each table of an array has its own place, and so has what stands below it."""
    file = parse_toml("[[s]]\na = 1\n[s.t]\nb = 2\n[[s]]\n[[s.u]]\nc = 3\n[[s.u]]\nc = 4\n", "x.toml")
    places = {
        ("s",): "1:3",
        ("s", 0, "t", "b"): "4:1",
        ("s", 1): "5:3",
        ("s", 1, "u", 0, "c"): "7:1",
        ("s", 1, "u", 1): "8:3",
        ("s", 1, "u", 1, "c"): "9:1",
    }
    assert {keys: str(file.locate(*keys)).removeprefix("x.toml:") for keys in places} == places


def test_a_key_that_is_not_there_is_where_it_belongs() -> None:
    """What is missing is missing from its table; a key inside { } is at the line of the pair that holds it."""
    file = parse_toml("\n[a.b]\nc = { d = 1 }\n", "x.toml")
    assert str(file.locate("a", "b", "source")) == "x.toml:2:2"
    assert str(file.locate("a", "b", "c", "d")) == "x.toml:3:1"
    assert str(file.locate("z")) == "x.toml:1"


@pytest.mark.parametrize(
    ("text", "place"),
    [("a = 1\nb = 022029074\n", "x.toml:2:6"), ("a = 1\nb = \n", "x.toml:2:5"), ('a = 1\n\nb = """x\n\n', "x.toml:3")],
    ids=["unquoted telephone", "no value", "never ends"],
)
def test_what_is_no_toml_has_its_place_and_a_hint(text: str, place: str) -> None:
    """A file that cannot be read says where, and how a telephone is written."""
    with pytest.raises(ContentError) as caught:
        parse_toml(text, "x.toml")
    assert str(caught.value.location) == place
    assert str(caught.value).startswith(f"{place}: not valid TOML: ")
    assert "(at" not in str(caught.value)
    assert caught.value.hint == 'text and telephone numbers stand in quotation marks: number = "0 2202 9074"'


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_a_file_that_is_not_utf_8_says_on_which_line(bom: bytes, tmp_path: Path) -> None:
    """A file saved in another encoding is refused with the line of the first character that is not UTF-8."""
    (tmp_path / "x.toml").write_bytes(bom + 'a = "ก"\nb = "'.encode() + b'\xa1"\n')
    with pytest.raises(ContentError) as caught:
        read_toml(tmp_path / "x.toml", tmp_path)
    assert (str(caught.value), caught.value.hint) == ("x.toml:2: not UTF-8", "save the file as UTF-8")


def test_a_bad_character_at_the_start_of_a_line_is_on_that_line(tmp_path: Path) -> None:
    """A byte order mark before the text does not shift the count of lines."""
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbfa = 1\n\xff\n")
    with pytest.raises(ContentError) as caught:
        read_toml(tmp_path / "x.toml", tmp_path)
    assert str(caught.value) == "x.toml:2: not UTF-8"


def test_a_file_of_another_system_reads_the_same(tmp_path: Path) -> None:
    """A byte order mark and line ends of Windows change neither what a file says nor where."""
    (tmp_path / "x.toml").write_bytes('\ufeff[a]\r\nb = "ก"\r\n'.encode())
    file = read_toml(tmp_path / "x.toml", tmp_path)
    assert file.data == {"a": {"b": "ก"}}
    assert str(file.locate("a", "b")) == "x.toml:2:1"


def test_a_file_that_is_no_content_of_ours_is_not_read(tmp_path: Path) -> None:
    """A file larger than the limit is refused by its name, unread."""
    with (tmp_path / "x.toml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ContentError, match=r"^x\.toml: the file is larger than 5 MB$"):
        read_toml(tmp_path / "x.toml", tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file is an error with its path below the workspace."""
    with pytest.raises(ContentError, match=r"^content/x\.toml: cannot be read: No such file"):
        read_toml(tmp_path / "content" / "x.toml", tmp_path)
