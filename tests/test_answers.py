"""Plain answers of one unit: the shapes a caller may write, and every problem of them at once."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from drafts import program_of
from opengov_rules import EvidenceError, Program, Status

COUNTY = """
[1]
name = "空白栏目"
points = 20
rule = "deduct"
faults = { "空白栏目" = 2 }
[2]
name = "账号"
points = 5
rule = "deduct"
faults = { "问题账号" = 1 }
[3]
name = "征集"
points = 3
rule = "sample"
fact = "征集抽查"
draw = 3
each = 1
per = "决策"
when = ["已公开"]
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, '[facts]\n"问题账号" = { per = "账号", take = "sum" }\n')


def refused(program: Program, facts: dict[Any, Any]) -> list[tuple[str, str]]:
    with pytest.raises(EvidenceError) as caught:
        program.score("甲县", facts)
    return [(problem.code, ".".join(problem.path)) for problem in caught.value.problems]


def test_a_plain_value_an_entry_and_answers_by_part_are_all_read(program: Program) -> None:
    result = program.score(
        "甲县",
        {
            "空白栏目": {"value": 3, "time": dt.date(2025, 1, 7), "source": "抽查表"},
            "问题账号": {"微信": 1, "微博": {"value": 2, "method": "人工"}},
            "征集抽查": "2/3",
        },
    )
    # 20 − 6 + 5 − 3 + 2
    assert result.exact == Fraction(18)
    assert [(o.part, o.method) for o in result.evidence["问题账号"]] == [("微信", ""), ("微博", "人工")]
    assert "空白栏目" in result.evidence
    assert "已公开" not in result.evidence


def test_a_status_may_be_its_word_or_the_status_itself(program: Program) -> None:
    for status in ("not_submitted", Status.NOT_SUBMITTED):
        result = program.score("甲县", {"空白栏目": {"status": status}})
        assert result.evidence["空白栏目"][0].status is Status.NOT_SUBMITTED


def test_a_whole_fact_by_part_may_have_a_status_and_no_parts(program: Program) -> None:
    assert program.score("甲县", {"问题账号": {"status": "not_submitted"}})["2"].points == 0


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"空白栏": 3}, ("fact-unknown", "甲县.空白栏")),
        ({3: 3}, ("fact-unknown", "甲县.3")),
        ({"空白栏目": 3.0}, ("number-float", "甲县.空白栏目")),
        ({"空白栏目": {"value": 3, "status": "seen"}}, ("choice-unknown", "甲县.空白栏目")),
        ({"空白栏目": {"status": "observed"}}, ("value-missing", "甲县.空白栏目")),
        ({"空白栏目": {"value": 3, "part": "x"}}, ("key-unknown", "甲县.空白栏目")),
        ({"空白栏目": {"value": 3, "note": 7}}, ("text-wanted", "甲县.空白栏目")),
        ({"空白栏目": {"value": 3, "time": "7.1.2025"}}, ("value-date", "甲县.空白栏目")),
        ({"问题账号": 3}, ("part-missing", "甲县.问题账号")),
        ({"问题账号": {"微信": -1}}, ("value-count", "甲县.问题账号.微信")),
        ({"征集抽查": "4/4"}, ("sample-drawn", "甲县.征集抽查")),
        ({"征集抽查": "2/2", "已公开": {"道路": True}}, ("sample-twice", "甲县.征集抽查")),
        ({"已公开": {"甲": True, "乙": True, "丙": True, "丁": True}}, ("sample-drawn", "甲县.征集抽查")),
    ],
)
def test_a_wrong_answer_is_refused_with_its_path(
    program: Program, facts: dict[Any, Any], problem: tuple[str, str]
) -> None:
    assert refused(program, facts) == [problem]


def test_all_wrong_answers_are_reported_at_once(program: Program) -> None:
    assert refused(program, {"空白栏": 3, "空白栏目": -1, "问题账号": {"微信": "x", "微博": 2.5}}) == [
        ("fact-unknown", "甲县.空白栏"),
        ("value-count", "甲县.空白栏目"),
        ("number-text", "甲县.问题账号.微信"),
        ("number-float", "甲县.问题账号.微博"),
    ]
