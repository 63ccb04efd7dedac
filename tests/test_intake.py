"""The short way from plain answers to a total: the same numbers as the long way, and the same refusals."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import program_of
from opengov_rules import EvidenceError, Host, Program, Sample
from opengov_rules.testing import strategies

PROGRAM = Host.discover().scheme("jingzhou-2021")
UNITS = ("荆州区", "市教育局", "市审计局", "荆州住房公积金中心")
ODD: tuple[Any, ...] = (
    True,
    0,
    1,
    -1,
    7,
    10**6,
    10**30,
    Decimal("0.5"),
    Decimal("1E+3"),
    Decimal("NaN"),
    Decimal("1E+999999"),
    Fraction(1, 2),
    1.0,
    "1",
    "１",
    "never",
    "2021-01-31",
    "2/3",
    "",
    None,
    dt.date(2021, 1, 31),
    dt.datetime(2021, 1, 31, 12),
    Sample(3, 2),
    {"drawn": 3, "hits": 2},
    {"drawn": 0, "hits": 0},
    {"drawn": 3, "hits": True},
    {"drawn": 3, "hits": 4},
    {"drawn": 3},
    {"甲": 1},
    {"甲": 1, "": 2},
    {"甲": True},
    {"value": 1},
    {"value": True, "source": "纪要"},
    {"status": "not_submitted"},
    {},
    [1],
    object(),
)
"""Answers that one fact or another takes, and many that none does."""


def long_way(program: Program, unit: str, answers: dict[str, Any]) -> Fraction | tuple[str, ...]:
    """The total from checked evidence, or the codes of what is wrong."""
    try:
        result = program.score(unit, program._sheet(unit).read(answers))
    except EvidenceError as error:
        return tuple(problem.code for problem in error.problems)
    return () if result.exact is None else result.exact


def short_way(program: Program, unit: str, answers: dict[str, Any]) -> Fraction | tuple[str, ...]:
    """The total from the plain answers, or the codes of what is wrong."""
    try:
        return program.total(unit, answers)
    except EvidenceError as error:
        return tuple(problem.code for problem in error.problems)


@pytest.mark.law
@pytest.mark.parametrize("unit", UNITS)
@settings(max_examples=40)
@given(data=st.data())
def test_both_ways_lead_to_one_total(unit: str, data: st.DataObject) -> None:
    answers = data.draw(strategies.facts(PROGRAM, unit))
    assert short_way(PROGRAM, unit, answers) == long_way(PROGRAM, unit, answers)


@pytest.mark.law
@pytest.mark.parametrize("unit", UNITS)
@settings(max_examples=60)
@given(data=st.data())
def test_an_odd_answer_is_taken_or_refused_alike(unit: str, data: st.DataObject) -> None:
    answers = data.draw(strategies.facts(PROGRAM, unit))
    name = data.draw(st.sampled_from(sorted(fact.name for fact in PROGRAM.facts(unit))))
    answers[name] = data.draw(st.sampled_from(ODD))
    long = long_way(PROGRAM, unit, answers)
    short = short_way(PROGRAM, unit, answers)
    # A total needs every answer; what the long way leaves open is missing here.
    assert short == (("fact-missing",) * len(short) if long == () and isinstance(short, tuple) else long)


@pytest.mark.parametrize("ruling", [0, 6, Decimal("0.5"), "4.5"])
def test_a_ruling_without_a_source_is_refused_the_short_way_too(ruling: object) -> None:
    program = program_of('[1]\nname = "创新"\npoints = 6\nrule = "unstated"\n')
    assert short_way(program, "甲县", {"1": ruling}) == long_way(program, "甲县", {"1": ruling}) == ("ruling-source",)


def test_an_answer_too_many_or_too_few_is_named() -> None:
    program = program_of()
    assert short_way(program, "甲县", {"空白栏目": 2}) == 16
    assert short_way(program, "甲县", {}) == ("fact-missing",)
    assert short_way(program, "甲县", {"空白栏目": 2, "其他": 1}) == ("fact-unknown",)
    assert short_way(program, "甲县", {"其他": 1}) == ("fact-unknown",)


def test_a_closed_list_may_be_left_out() -> None:
    program = program_of(scheme='[facts]\n"空白栏目" = { absent = "none" }\n')
    assert short_way(program, "甲县", {}) == 20


def test_a_result_does_not_change_with_the_callers_answers() -> None:
    text = """
[1]
name = "更新"
points = 2
rule = "tiers"
fact = "间隔"
limits = [{ at_most = 7, points = 2 }, { at_most = 14, points = 1 }]
"""
    program = program_of(text, '[facts]\n"间隔" = { type = "count", per = "账号", take = "max" }\n')
    answers: dict[str, Any] = {"间隔": {"甲": 3}}
    result = program.score("甲县", answers)
    answers["间隔"]["甲"] = 30
    assert result.total == 2
    assert result["1"].points == 2
    assert result.evidence["间隔"][0].value == 3
