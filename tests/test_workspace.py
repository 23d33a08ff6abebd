"""docgen.toml: what the workspace is, and every fault of it with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import WorkspaceError
from docgen.languages import BreakRule, Calendar, Digits, Direction, normal_tag
from docgen.workspace import Workspace, find_workspace, read_workspace
from tests.trees import caught

GOOD = """\
[workspace]
publisher = "datip"
source_language = "en"
authority = "th"
reading_aid_languages = ["th", "en"]
documents = ["a", "b"]

[languages.en]
name = "English"
english = "English"
script = "Latn"
families = ["Noto Sans"]

[languages.th]
name = "ไทย"
english = "Thai"
script = "Thai"
families = ["Noto Sans Thai Looped", "Noto Sans"]
breaks = "thai"
calendar = "buddhist"
line_height = 1.6

[languages.zh-Hant]
name = "繁體中文"
english = "Chinese"
script = "Hant"
families = ["Noto Sans TC"]
direction = "ltr"
digits = "latn"
group = ""
"""


def read(root: Path, text: str) -> Workspace:
    """Return the workspace that a docgen.toml makes."""
    (root / "docgen.toml").write_text(text, "utf-8")
    return read_workspace(root)


def faults(root: Path, text: str) -> list[str]:
    """Return what is wrong with a docgen.toml."""
    return [str(error) for error in caught(lambda: read(root, text))]


def test_a_workspace_is_as_its_file_says(tmp_path: Path) -> None:
    """Settings are read with their types; what a language does not set has its usual value."""
    workspace = read(tmp_path, GOOD)
    assert (workspace.publisher, workspace.source_language, workspace.authority) == ("datip", "en", "th")
    assert (workspace.reading_aid_languages, workspace.documents) == (("th", "en"), ("a", "b"))
    thai, chinese = workspace.language("th"), workspace.language("zh-Hant")
    assert (thai.breaks, thai.calendar, thai.line_height) == (BreakRule.THAI, Calendar.BUDDHIST, 1.6)
    assert (thai.digits, thai.group, thai.families) == (Digits.LATN, ",", ("Noto Sans Thai Looped", "Noto Sans"))
    assert (chinese.direction, chinese.group, chinese.gettext) == (Direction.LTR, "", "zh_Hant")
    assert workspace.content == tmp_path / "content"


@pytest.mark.parametrize("typed", ["zh-Hant", "zh_Hant", "zh-hant", "ZH_HANT", "Zh-hANT"])
def test_a_language_is_found_however_it_is_typed(typed: str, tmp_path: Path) -> None:
    """zh_Hant, zh-hant and zh-Hant are one language, on the command line and in the file."""
    assert read(tmp_path, GOOD).language(typed).tag == "zh-Hant"
    other = GOOD.replace("[languages.zh-Hant]", f"[languages.{typed}]").replace('"th", "en"', f'"{typed}"')
    workspace = read(tmp_path, other)
    assert list(workspace.languages) == ["en", "th", "zh-Hant"]
    assert workspace.reading_aid_languages == ("zh-Hant",)


@pytest.mark.parametrize(
    ("typed", "tag"), [("EN", "en"), ("pt_br", "pt-BR"), ("zh_hant_tw", "zh-Hant-TW"), ("es-419", "es-419")]
)
def test_tags_have_one_form(typed: str, tag: str) -> None:
    """Language, script and region are written as BCP 47 writes them."""
    assert normal_tag(typed) == tag


@given(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_][A-Za-z]{2})?", fullmatch=True))
def test_the_form_of_a_tag_does_not_change_again(typed: str) -> None:
    """A tag in its form stays, and no other typing of it makes another language."""
    assert normal_tag(normal_tag(typed)) == normal_tag(typed) == normal_tag(typed.swapcase())


def test_a_language_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    """An unknown language names the known ones and the table to add."""
    with pytest.raises(WorkspaceError, match="the workspace has no language “lo”") as refused:
        read(tmp_path, GOOD).language("lo")
    assert refused.value.hint == "it has en, th, zh-Hant; add a table [languages.lo] to docgen.toml"


BAD = """\
colour = "red"

[workspace]
publisher = 3
source_langage = "en"
authority = "xx"
reading_aid_languages = ["th", "yy"]

[settings]
a = 1

[languages.th]
name = "ไทย"
english = "Thai"
script = "Thai"
families = ["Noto Sans"]
digits = "latn"
line_height = 1.6

[languages.km]
name = "ខ្មែរ"
english = 3
script = "Khmr"
families = "Noto Sans"
digits = "khmer"
line_height = "1.75"
breaks = ["khmer"]
colour = "red"

[languages.km_KH]
name = "ខ្មែរ"
script = "Khmr"
families = []

[languages.zh]
name = ""
english = "Chinese"
script = "Hant"
families = [1]
calendar = "lunar"

[languages.zh-Hant]
name = "繁體中文"
english = "Chinese"
script = "Hant"
families = ["Noto Sans TC"]

[languages.zh_hant]
name = "繁體中文"
"""


def test_all_faults_of_the_file_are_told_at_once_each_at_its_line(tmp_path: Path) -> None:
    """One run names every setting that is missing, unknown or of the wrong kind, at its own table's line."""

    def at(part: str, after: str = "") -> int:
        return BAD.count("\n", 0, BAD.index(part, BAD.index(after))) + 1

    known = "publisher, source_language, authority, reading_aid_languages, languages, documents, bilingual"
    wanted = {
        (at("colour"), "[colour] is not known here"),
        (at("publisher"), "publisher is missing or is not a text in quotation marks"),
        (at("[workspace]"), "source_language is missing or is not a text in quotation marks"),
        (at("[workspace]"), "documents is missing or is not a list of texts"),
        (at("source_langage"), "[workspace] has a setting “source_langage”, which is not known"),
        (at("authority"), "the language “xx” has no table"),
        (at("reading_aid"), "the language “yy” has no table"),
        (at("[settings]"), "[settings] is not known here"),
        (at("english", "[languages.km]"), "[languages.km] english = 3 is not a text in quotation marks"),
        (at("families", "[languages.km]"), "[languages.km] families = 'Noto Sans' is not a list of texts"),
        (at("digits", "[languages.km]"), "[languages.km] digits = 'khmer' is not known"),
        (at("line_height", "[languages.km]"), "[languages.km] line_height = '1.75' is not a number"),
        (at("breaks"), "[languages.km] breaks = ['khmer'] is not known"),
        (at("colour", "[languages.km]"), "[languages.km] has a setting “colour”, which is not known"),
        (at("[languages.km_KH]"), "[languages.km_KH] has no english"),
        (at("[languages.km_KH]"), "[languages.km_KH] has no families"),
        (at("[languages.zh]"), "[languages.zh] has no name"),
        (at("families", "[languages.zh]"), "[languages.zh] families = [1] is not a list of texts"),
        (at("calendar"), "[languages.zh] calendar = 'lunar' is not known"),
        (at("[languages.zh_hant]"), "the language zh-Hant has two tables"),
    }
    assert set(faults(tmp_path, BAD)) == {f"docgen.toml:{line}: {said}" for line, said in wanted}
    hints = {error.message: error.hint for error in caught(lambda: read(tmp_path, BAD))}
    assert hints["[workspace] has a setting “source_langage”, which is not known"] == f"known are {known}"
    assert hints["[languages.zh] calendar = 'lunar' is not known"] == "one of gregorian, buddhist"
    assert hints["the language “xx” has no table"] == "add [languages.xx]"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "languages = 3\nworkspace = []\n" + "",
            {"docgen.toml:1: languages is no table", "docgen.toml:2: workspace is no table"},
        ),
        (
            GOOD.replace("[languages.en]", "[languages]\nen = 3\n[languages.en2]"),
            {"docgen.toml:9: languages.en is no table"},
        ),
    ],
)
def test_what_is_no_table_is_told(text: str, wanted: set[str], tmp_path: Path) -> None:
    """A setting in the place of a table does not make the program fail."""
    assert wanted <= set(faults(tmp_path, text))


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"[workspace\n", "docgen.toml: cannot be read"), (b'a = "\xff"\n', "docgen.toml: cannot be read")],
    ids=["no TOML", "no UTF-8"],
)
def test_a_file_that_cannot_be_read_says_so(data: bytes, said: str, tmp_path: Path) -> None:
    """What is no TOML or no UTF-8 is one error of the workspace."""
    (tmp_path / "docgen.toml").write_bytes(data)
    (error,) = caught(lambda: read_workspace(tmp_path))
    assert isinstance(error, WorkspaceError) and str(error).startswith(said)


def test_a_byte_order_mark_is_no_setting(tmp_path: Path) -> None:
    """A file saved by Windows' Notepad is read like any other."""
    assert read(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n")) == read(tmp_path, GOOD)


def test_the_nearest_workspace_upward_is_found(tmp_path: Path) -> None:
    """A command works anywhere below a docgen.toml; elsewhere it says what to do."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(WorkspaceError, match=r"no docgen\.toml in .* or above it") as refused:
        find_workspace(tmp_path / "a" / "b")
    assert "--workspace DIR" in refused.value.hint
    (tmp_path / "docgen.toml").write_text(GOOD, "utf-8")
    assert find_workspace(tmp_path / "a" / "b") == tmp_path.resolve()
    with pytest.raises(WorkspaceError, match=r"there is no docgen\.toml in"):
        read_workspace(tmp_path / "a")
