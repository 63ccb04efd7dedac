"""Every code is explained: its example says what it is there for, and its page holds what was said."""

import json
import re
from typing import Any, Final

import pytest

from codes import MOST, PAGES, SAID, all_told, page_files, said_text
from codes import told as told_of
from opengov_rules.cli import main
from opengov_rules.explanations import FAMILIES_TOLD, code_named, explanation, written
from opengov_rules.words import FAMILIES, NUMBERS
from trying import said

CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
CODES: Final = [code for codes in FAMILIES.values() for code in codes]
SLOW: Final = [code for family in FAMILIES for code, entry in written(family).items() if entry.get("slow")]
QUICK: Final = [code for code in CODES if code not in SLOW]
SPEAKS: Final = json.loads(SAID.read_text(encoding="utf-8"))


def numbers_of_the_good(code: str) -> set[str]:
    """What is said about a good example."""
    return {one.number for one in said(explanation(code), bad=False)}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """What the command line answers, on either stream."""
    code = main(["check", *arguments])
    heard = capsys.readouterr()
    return code, heard.out + heard.err


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_of_a_family_is_explained_in_its_order_and_nothing_else_is(family: str) -> None:
    assert list(written(family)) == list(FAMILIES[family])
    assert set(FAMILIES_TOLD[family]) == {"zh", "en"}


@pytest.mark.parametrize("code", CODES)
def test_a_cure_is_said_in_both_languages_and_does_not_repeat_the_message(code: str) -> None:
    found = explanation(code)
    chinese, english = found.cure["zh"], found.cure["en"]
    assert CHINESE.search(chinese)
    assert 4 * len(CHINESE.findall(english)) < len(english)  # the notice's phrases stand there as they are
    assert 15 <= len(chinese) <= 200
    assert 40 <= len(english) <= 400
    for text, words in ((chinese, found.words["zh"]), (english, found.words["en"])):
        assert text.strip() == text
        assert words not in text
    assert found.bad != found.good or found.setting.keys() & {"encode", "folder"}


@pytest.mark.law
def test_every_twelfth_bad_example_says_its_code_in_the_words_that_are_shipped() -> None:
    assert {code: told_of(explanation(code)) for code in QUICK[::12]} == {code: SPEAKS[code] for code in QUICK[::12]}


@pytest.mark.long
def test_every_bad_example_says_its_code_in_the_words_that_are_shipped() -> None:
    """`python docs/tools/codes.py` writes them anew."""
    found = all_told()
    assert [code for code in CODES if not found[code]["zh"]] == []
    assert said_text(found) == SAID.read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("code", SLOW)
def test_a_slow_example_is_tried_too(code: str) -> None:
    """`python docs/tools/codes.py --slow` writes what is said."""
    found = explanation(code)
    assert told_of(found) == SPEAKS[code]
    assert NUMBERS[code] not in {one.number for one in said(found, bad=False)}


@pytest.mark.law
def test_no_twelfth_good_example_says_its_code() -> None:
    assert [code for code in QUICK[::12] if NUMBERS[code] in numbers_of_the_good(code)] == []


@pytest.mark.long
def test_no_good_example_says_its_code() -> None:
    assert [code for code in QUICK if NUMBERS[code] in numbers_of_the_good(code)] == []


def test_every_page_is_what_its_writer_writes_and_none_is_left_over() -> None:
    """`python docs/tools/codes.py` writes them anew."""
    pages = dict(page_files())
    assert {file.name for file in pages} == {"index.md", "scheme.md", *(f"{number}.md" for number in NUMBERS.values())}
    assert sorted(PAGES.iterdir()) == sorted(pages)
    assert [file.name for file, text in pages.items() if file.read_text(encoding="utf-8") != text] == []


def test_a_page_holds_the_bad_example_the_messages_the_good_one_and_the_cure() -> None:
    page = (PAGES / "OGR208.md").read_text(encoding="utf-8")
    for piece in (
        "count = 3",
        "scheme.toml:15:1: OGR208 局 列出了 2 个单位,而原文写的是 3 个",
        "scheme.toml:15:1: OGR208 局 names 2 units, and the notice counts 3",
        "count = 2",
        "逐个核对",
        "Compare them one by one",
    ):
        assert piece in page


def test_at_most_a_few_messages_of_one_example_are_kept() -> None:
    assert {len(one["zh"]) for one in SPEAKS.values()} <= set(range(1, MOST + 1))


@pytest.mark.parametrize(
    "name", ["OGR233", "ogr233", "233", "children-sum", "CHILDREN-SUM", "children_sum", " ogr233 "]
)
def test_a_code_goes_by_its_number_and_by_its_name_in_any_case(name: str) -> None:
    assert code_named(name) == "children-sum"


def test_the_command_line_explains_a_code_without_a_scheme(capsys: pytest.CaptureFixture[str]) -> None:
    code, chinese = told(capsys, "--explain", "OGR208")
    assert code == 0
    assert chinese.startswith("OGR208 roster-count · 方案 · error\n{kind} 列出了 {named} 个单位")
    for piece in (
        "有误 (scheme.toml):",
        "count = 3",
        "OGR208 局 列出了 2 个单位",
        "改正:",
        "count = 2",
        "说明:",
        "逐个核对",
    ):
        assert piece in chinese
    code, english = told(capsys, "--explain", "roster-count", "--lang", "en")
    assert code == 0
    assert "OGR208 局 names 2 units" in english
    assert "the cure:\n    The names are not as many as the notice says" in english


def test_an_explanation_is_data_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, "--explain", "OGR208", "--json")
    data: dict[str, Any] = json.loads(text)
    assert code == 0
    assert (data["code"], data["number"], data["family"], data["severity"]) == (
        "roster-count",
        "OGR208",
        "schemes",
        "error",
    )
    assert data["file"] == "scheme.toml"
    assert set(data["cure"]) == set(data["said"]) == set(data["words"]) == {"zh", "en"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--explain", "children-sun"],
            "没有代码 (there is no code) children-sun;您是否指 (did you mean) children-sum?",
        ),
        (["--explain", "没有"], "没有代码 (there is no code) 没有"),
        ([], "请写方案编号或文件夹,或 --explain CODE"),
    ],
)
def test_an_unknown_code_or_nothing_to_check_is_bad_input(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, heard = told(capsys, *arguments)
    assert code == 2
    assert heard.startswith(said)


def test_an_explanation_has_the_severity_of_what_is_said() -> None:
    assert explanation("outside-window").severity == "warning"
    assert explanation("uncited").severity == "error"
