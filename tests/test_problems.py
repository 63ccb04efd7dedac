"""Problems: every code has words in both languages, every word is filled, and every code is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve, frozen

import opengov_rules
from opengov_rules import EvidenceError, OpenGovError, Problem, SchemeError, UnknownScheme, UnknownUnit
from opengov_rules.problems import Invalid, suggestion
from opengov_rules.provenance import Citation, Location
from opengov_rules.words import PROBLEMS, render

ROOT: Final = Path(opengov_rules.__file__).parent
PLACEHOLDER: Final = re.compile(r"\{(\w+)(?:!r)?\}", re.ASCII)


@frozen
class Raised:
    """One `Invalid(...)` in the source: where, which codes it may carry, and with which parameters."""

    where: str
    codes: tuple[str, ...]
    params: frozenset[str]


def raised() -> Iterator[Raised]:
    for file in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Name("Invalid"), [code], keywords):
                    where = f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
                    yield Raised(where, texts(code, tree), frozenset(str(one.arg) for one in keywords))


def texts(node: ast.expr, tree: ast.AST) -> tuple[str, ...]:
    """The texts that an expression may be: a literal, a choice of two, or a name that was given one of these."""
    match node:
        case ast.Constant(str(text)):
            return (text,)
        case ast.IfExp(_, one, other):
            return (*texts(one, tree), *texts(other, tree))
        case ast.Name(name):
            values = (n.value for n in ast.walk(tree) if isinstance(n, ast.Assign) and is_name(n.targets, name))
            return tuple(text for value in values for text in texts(value, tree))
        case _:
            return ()


def is_name(targets: list[ast.expr], name: str) -> bool:
    return len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id == name


RAISED: Final = tuple(raised())


def test_every_code_that_is_raised_has_words_and_every_code_with_words_is_raised() -> None:
    assert [one.where for one in RAISED if not one.codes] == []
    assert {code for one in RAISED for code in one.codes} == set(PROBLEMS)


@pytest.mark.parametrize("one", RAISED, ids=lambda one: one.where)
def test_every_placeholder_of_the_words_is_supplied(one: Raised) -> None:
    for code in one.codes:
        for words in PROBLEMS[code]:
            assert set(PLACEHOLDER.findall(words)) <= one.params, code


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_a_problem_speaks_chinese_and_english_with_nothing_left_to_fill(code: str) -> None:
    chinese, english = PROBLEMS[code]
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert english.isascii() or code in ("part-missing", "list-wanted", "draft-no-table", "new-name")
    assert set(PLACEHOLDER.findall(chinese)) == set(PLACEHOLDER.findall(english))
    params = dict.fromkeys(PLACEHOLDER.findall(chinese + english), "7")
    for lang in ("zh", "en"):
        assert not PLACEHOLDER.search(render(code, "zh" if lang == "zh" else "en", params))


def test_a_message_names_place_words_and_quote() -> None:
    problem = Problem(
        code="children-sum",
        params={"total": "4", "points": "5"},
        where=Location("county.toml", 5, 1),
        path=("county", "1", "points"),
        cite=Citation(3, "日常工作(5分)"),
    )
    assert problem.message("en") == (
        "county.toml:5:1: OGR233 the children add up to 4, not 5; if the notice says so, record a discrepancy"
        " [3: 日常工作(5分)]"
    )


def test_a_quote_that_the_words_repeat_is_not_told_twice() -> None:
    error = Invalid("uncited", key="step", value="0.1", quotes="37: 酌情赋分")
    told = evolve(error.at(), cite=Citation(37, "酌情赋分")).message("zh")
    assert told.startswith("OGR259 step = 0.1 不在所引原文中(37: 酌情赋分);")
    assert told.count("酌情赋分") == 1


def test_what_arises_under_a_reading_is_told_with_its_own_place_and_number() -> None:
    inner = Invalid("scope-unknown", scope="3").at(Location("county.toml", 84, 1))
    problem = evolve(Invalid("option-broken", option="乙").at(Location("scheme.toml", 51, 1)), inner=inner)
    assert problem.message("zh") == (
        "scheme.toml:51:1: OGR264 取“乙”时方案有误: county.toml:84:1: OGR254 否决范围 3 不存在"
    )
    assert problem.text("zh") == "取“乙”时方案有误"


def test_without_a_file_the_path_is_the_place_and_without_both_there_is_none() -> None:
    problem = Invalid("key-missing", key="name")
    assert problem.at(path=("county", "1")).message("zh") == "county.1: OGR131 缺少 name"
    assert problem.at().message("en") == "OGR131 name is missing"
    assert (problem.at().text("zh"), problem.at().text("en")) == ("缺少 name", "name is missing")


def test_a_quoted_value_is_quoted_in_each_languages_way() -> None:
    problem = Invalid("number-text", value="三").at()
    assert problem.message("en").startswith("OGR103 '三' is not a numeral")
    assert problem.message("zh").startswith("OGR103 “三”不是数字")


def test_the_nearest_word_is_offered_where_there_is_one() -> None:
    assert suggestion("空白栏", ["空白栏目", "错链"]) == "空白栏目"
    assert suggestion("x", ["空白栏目"]) == ""
    assert Invalid("key-unknown", key="falts", near="faults").at().message("en") == (
        "OGR132 unknown key falts; did you mean faults?"
    )
    assert Invalid("key-unknown", key="falts", near="").at().message("zh") == "OGR132 不认识的键 falts"


def test_an_error_carries_its_problems_and_prints_one_a_line() -> None:
    problems = [Invalid("key-missing", key="name").at(), Invalid("list-empty", key="any").at()]
    error = SchemeError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error) == "OGR131 缺少 name\nOGR139 any 不能为空"


def test_errors_are_what_a_caller_would_expect() -> None:
    assert issubclass(SchemeError, OpenGovError)
    assert issubclass(EvidenceError, OpenGovError)
    assert issubclass(UnknownUnit, LookupError)
    assert issubclass(UnknownScheme, LookupError)
