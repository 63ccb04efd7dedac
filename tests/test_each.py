"""Nodes that are evaluated for every asset: the rounding of what they are folded to, and a unit without any asset."""

from decimal import Decimal
from typing import Final

import pytest

from drafts import program_of
from opengov_rules import SchemeError

ACCOUNTS: Final = """
[1]
name = "新媒体"
points = 6
for_each = "账号"
fold = "mean"
round = { to = 0.1 }
rule = "tiers"
limits = [
  { when = { fact = "更新", is = "一周内" }, points = 6 },
  { when = { fact = "更新", is = "两周内" }, points = 4 },
]
"""
CHOICE: Final = '[facts]\n"更新" = { type = "choice", choices = ["一周内", "两周内", "其他"], per = "账号"%s }'


def sites(fold: str, more: str = 'points = 6\nrule = "deduct"\nfaults = { "错" = 2 }') -> str:
    return f'[1]\nname = "网站"\nfor_each = "站"\nfold = "{fold}"\n{more}\n'


def test_the_mean_of_three_accounts_is_rounded_once_after_it_is_taken() -> None:
    result = program_of(ACCOUNTS, CHOICE % "").score("甲县", {"更新": {"一": "一周内", "二": "两周内", "三": "两周内"}})
    # 14/3 = 4.66…
    assert (str(result["1"].points), str(result["1"].lost)) == ("4.7", "1.3")
    assert [(cause.kind, str(cause.amount)) for cause in result["1"].causes] == [("each", "4/3"), ("rounding", "-1/30")]
    assert [str(part.total) for part in result["1"].parts.values()] == ["6", "4", "4"]


def test_a_sum_is_rounded_after_it_is_limited() -> None:
    half = 'points = 3\nround = { to = 1 }\nrule = "per_event"\nevents = { "好" = 0.5 }'
    program = program_of(sites("sum", half))
    assert program.score("甲县", {"好": {"一": 1, "二": 2}}).total == 2  # 1.5
    assert program.score("甲县", {"好": {"一": 5, "二": 2}}).total == 3  # 3.5, limited to 3


def test_a_quotient_of_each_asset_is_not_rounded_by_the_node_that_folds() -> None:
    share = 'rule = "ratio"\npart = { fact = "有" }\nwhole = { fact = "应" }\nnone = "zero"'
    with pytest.raises(SchemeError) as refused:
        program_of(sites("mean", f"points = 6\nround = {{ to = 0.1 }}\n{share}"))
    assert [problem.code for problem in refused.value.problems] == ["each-rounding"]


def test_a_unit_without_any_asset_stays_open() -> None:
    nobody = program_of(ACCOUNTS, CHOICE % "").score("甲县", {})
    assert (nobody.status, nobody.bounds) == ("provisional", (Decimal(0), Decimal(6)))


@pytest.mark.parametrize("fold", ["mean", "best", "worst"])
def test_a_closed_list_of_faults_says_nothing_of_a_unit_without_any_asset(fold: str) -> None:
    program = program_of(sites(fold), '[facts]\n"错" = { type = "count", per = "站", absent = "none", max = 3 }')
    assert (program.score("甲县", {}).status, program.score("甲县", {}).bounds) == (
        "provisional",
        (Decimal(0), Decimal(6)),
    )
    assert program.score("甲县", {"错": {"一": 1}}).total == 4
    assert [fact.parts for fact in program.score("甲县", {}).open_facts] == [("错",)]


def test_a_sum_over_a_closed_list_that_names_nothing_is_nothing() -> None:
    program = program_of(sites("sum"), '[facts]\n"错" = { type = "count", per = "站", absent = "none" }')
    assert program.score("甲县", {}).total == 0
    assert program.score("甲县", {"错": {"一": 0, "二": 1}}).total == 6  # 6 + 4, limited to 6
    open_list = program_of(sites("sum"), '[facts]\n"错" = { type = "count", per = "站" }')
    assert open_list.score("甲县", {}).status == "provisional"


@pytest.mark.parametrize("fact", ['type = "choice", choices = ["好", "差"]', 'type = "date"'])
def test_a_closed_list_wants_answers_of_which_one_is_nothing(fact: str) -> None:
    rule = '[1]\nname = "项"\npoints = 6\nrule = "award"\nwhen = "另"\n'
    with pytest.raises(SchemeError) as refused:
        program_of(rule, f'[facts]\n"量" = {{ {fact}, absent = "none" }}')
    assert "fact-absent" in [problem.code for problem in refused.value.problems]
