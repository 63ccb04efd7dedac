"""`todo`: a leaf whose clause nobody has put into a rule yet asks for a ruling, and says so wherever it is shown."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from opengov_rules import Program, compile_scheme
from opengov_rules.cli.scheme_texts import scheme_text
from opengov_rules.codec import describe
from opengov_rules.problems import SchemeError
from opengov_rules.structure import structure_scheme
from opengov_rules.verifier.quotes import quote_problems

HEAD = """
id = "lincheng-2024"
city = "临城市"
edition = "2024"
title = "考评通知"
source = { file = "notice.txt", sha256 = "00" }
[roster]
"县" = ["甲县", "乙县"]
"""
LEAF = """
kinds = ["县"]
points = 10
[1]
name = "答复办理"
points = 10
cite = "1: 答复办理(10分)"
todo = "2: 按时答复得10分,每降低1个百分点扣1分"
"""
PENALTY = """
[P]
name = "通报"
role = "penalty"
todo = ["3: 被通报的视情扣分"]
"""
VARIANTS = """
kinds = ["县"]
points = 6
[1]
name = "重点领域"
points = 6
cite = "1: 重点领域(6分)"
[[1.variant]]
units = ["甲县"]
cite = "2: 甲县:公开得6分"
rule = "award"
when = "重点领域公开"
[[1.variant]]
units = ["乙县"]
todo = ["3: 乙县:视情况", "4: 乙县:另行规定"]
"""


def program(rubric: str) -> Program:
    document: dict[str, Any] = {
        "scheme": tomli.loads(HEAD, parse_float=Decimal),
        "county": tomli.loads(rubric, parse_float=Decimal),
    }
    return compile_scheme(structure_scheme(document))


def test_a_leaf_with_a_todo_is_worth_anything_from_nothing_to_all_until_somebody_rules() -> None:
    result = program(LEAF).score("甲县", {})
    assert (result.status, result.bounds) == ("provisional", (Decimal(0), Decimal(10)))


def test_a_ruling_settles_it_and_is_on_record() -> None:
    result = program(LEAF).score("甲县", {"1": {"value": 7, "source": "考评组2025年1月会议纪要"}})
    assert result.total == 7
    (cause,) = result["1"].causes
    assert cause.reason("zh") == "规则待录入,裁定得 7 分(考评组2025年1月会议纪要)"


def test_a_ruling_says_where_it_stands_written() -> None:
    with pytest.raises(Exception, match="source"):
        program(LEAF).score("甲县", {"1": 7})


def test_a_penalty_that_is_still_to_do_may_take_any_number_of_points() -> None:
    """No points are printed for it, so there is no least total."""
    scheme = program(LEAF + PENALTY)
    ruled = {"1": {"value": 10, "source": "纪要"}}
    assert scheme.score("甲县", ruled).bounds == (None, Decimal(10))
    assert scheme.score("甲县", ruled | {"P": {"value": 3, "source": "纪要"}}).total == 7


def test_a_variant_may_be_still_to_do_while_another_has_its_rule() -> None:
    scheme = program(VARIANTS)
    assert scheme.score("甲县", {"重点领域公开": True}).total == 6
    assert scheme.score("乙县", {}).bounds == (Decimal(0), Decimal(6))


def test_a_leaf_has_a_rule_or_a_todo_and_not_both() -> None:
    with pytest.raises(SchemeError) as caught:
        program(LEAF + 'rule = "award"\nwhen = "按时答复"\n')
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("todo-rule", ("county", "1", "todo"))


def test_a_todo_is_a_citation_or_a_list_of_them() -> None:
    with pytest.raises(SchemeError) as caught:
        program(LEAF.replace('"2: 按时答复得10分,每降低1个百分点扣1分"', '["按时答复得10分"]'))
    assert caught.value.problems[0].path[:3] == ("county", "1", "todo")


def test_the_clause_to_do_is_shown_and_exported() -> None:
    scheme = program(LEAF)
    line = "1 答复办理  10  待录入,由裁定给分:2: 按时答复得10分,每降低1个百分点扣1分  (第 1 行)"
    assert line in list(scheme_text(scheme, "zh"))
    assert any("to do, somebody must rule: 2: 按时" in line for line in scheme_text(scheme, "en"))
    (node,) = describe(scheme)["rubrics"][0]["indicators"]
    assert node["rule"] == {"kind": "unstated"}
    assert node["todo"] == [{"file": "notice.txt", "line": 2, "quote": "按时答复得10分,每降低1个百分点扣1分"}]


def test_its_quote_must_stand_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("答复办理(10分)\n按时答复得8分\n", encoding="utf-8")
    problems = quote_problems(program(LEAF).scheme, tmp_path)
    assert [problem.params.get("line") for problem in problems if problem.code == "quote-missing"] == ["2"]
