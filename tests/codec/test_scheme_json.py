"""A program as data: the keys of the contract, numbers as text, and conditions in the shape of the files."""

import json
from typing import Any

import pytest

from drafts import HEAD, program_of
from opengov_rules import Program
from opengov_rules.codec import describe
from opengov_rules.codec.condition_json import write_condition
from opengov_rules.conditions import Compared, Constant, FactSum
from opengov_rules.structure import parse_condition

COUNTY = """
kinds = ["县"]
points = 28
cite = "1: 共28分"
[1]
name = "网站"
points = 25
[1.1]
name = "空白栏目"
points = 20
cite = ["34: 每个扣2分", "33: (20分)"]
rule = "deduct"
faults = { "空白栏目" = 2 }
[1.2]
name = "答复"
points = 5
rule = "tiers"
fact = "答复天数"
limits = [{ at_most = 3, points = 5 }, { at_most = 5, points = 2.5 }]
[2]
name = "征集"
points = 3
rule = "sample"
fact = "征集抽查"
draw = 3
all_hit = true
per = "决策"
when = { fact = "征集天数", at_least = 30, excused_if = "已说明" }
[3]
name = "机构"
role = "bonus"
points = 1
rule = "checklist"
parts = { "明确机构" = 1 }
[P]
name = "通报"
role = "penalty"
rule = "per_event"
events = { "省级通报" = 5 }
take = "best"
[vetoes.blank]
when = { fact = "空白栏目", over = 5 }
scope = "1"
effect = { points = 0 }
cite = "36: 超过5个的,一票否决"
"""
SCHEME = """
[roster]
"县" = ["甲县"]
[aliases]
"甲县" = ["甲"]
[facts]
"答复天数" = { type = "quantity", measure = "工作日", step = 0.5, max = 30, never = true, ask = "几个工作日?" }
"省级通报" = { per = "次", take = "sum" }
[discrepancies.sum]
at = "county.1"
says = "3: 25分"
but = "4: 24分"
taken = "照录"
[readings.veto]
ask = "范围?"
cite = "36: 一票否决"
chosen = "网站"
option."总分" = { set = { "county.vetoes.blank.scope" = "total" } }
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, SCHEME)


@pytest.fixture(scope="module")
def data(program: Program) -> dict[str, Any]:
    return describe(program)


def test_it_is_json(data: dict[str, Any]) -> None:
    assert json.loads(json.dumps(data)) == data


def test_the_keys_are_those_of_the_contract(data: dict[str, Any]) -> None:
    assert list(data) == [
        *("id", "rubrics", "facts", "roster", "readings", "discrepancies"),
        *("sizes", "rankings", "restricted", "profiles", "supplied"),
        *("folds", "excluded", "window", "valid", "grades", "ungraded", "named"),
    ]
    (rubric,) = data["rubrics"]
    assert list(rubric) == [
        *("id", "kinds", "points", "indicators", "penalties", "vetoes", "unpublished"),
        *("better", "total", "cite", "cites"),
    ]
    node = ["code", "name", "role", "points", "rule", "facts", "cite", "cites", "children"]
    assert list(rubric["indicators"][0]) == node
    assert list(rubric["indicators"][0]["children"][0]) == node
    fact = ["name", "type", "measure", "step", "min", "max", "never", "choices", "per", "ask"]
    folded = {one["name"]: list(one)[len(fact) :] for one in data["facts"]}
    assert [list(one)[: len(fact)] for one in data["facts"]] == [fact] * 7
    assert {name: keys for name, keys in folded.items() if keys} == {"省级通报": ["take"]}
    assert data["roster"] == [{"name": "甲县", "kind": "县", "aliases": ["甲"]}]


def test_penalties_stand_apart_from_base_and_bonus(data: dict[str, Any]) -> None:
    (rubric,) = data["rubrics"]
    assert (rubric["id"], rubric["kinds"], rubric["points"]) == ("county", ["县"], "28")
    assert [(node["code"], node["role"]) for node in rubric["indicators"]] == [
        ("1", "base"),
        ("2", "base"),
        ("3", "bonus"),
    ]
    assert [(node["code"], node["role"], node["points"]) for node in rubric["penalties"]] == [("P", "penalty", None)]


def test_a_leaf_shows_its_rule_as_its_file_writes_it(data: dict[str, Any]) -> None:
    one, two, three = data["rubrics"][0]["indicators"]
    quotes = [
        {"file": "notice.txt", "line": 34, "quote": "每个扣2分"},
        {"file": "notice.txt", "line": 33, "quote": "(20分)"},
    ]
    assert one["rule"] is None
    assert (one["cite"], one["cites"], one["facts"]) == (None, [], [])
    assert one["children"][0] == {
        "code": "1.1",
        "name": "空白栏目",
        "role": "base",
        "points": "20",
        "rule": {"kind": "deduct", "faults": {"空白栏目": "2"}},
        "facts": ["空白栏目"],
        "cite": quotes[0],
        "cites": quotes,
        "children": [],
    }
    assert one["children"][1]["rule"] == {
        "kind": "tiers",
        "limits": [
            {"when": {"fact": "答复天数", "at_most": "3"}, "points": "5"},
            {"when": {"fact": "答复天数", "at_most": "5"}, "points": "2.5"},
        ],
    }
    assert two["rule"] == {
        "kind": "sample",
        "fact": "征集抽查",
        "draw": 3,
        "all_hit": True,
        "fewer": "full",
        "none": "open",
        "per": "决策",
        "when": {"any": [{"fact": "征集天数", "at_least": "30"}, "已说明"]},
    }
    assert two["facts"] == ["征集抽查", "征集天数", "已说明"]
    assert three["rule"] == {"kind": "checklist", "parts": [{"name": "明确机构", "when": "明确机构", "points": "1"}]}
    assert data["rubrics"][0]["penalties"][0]["rule"] == {
        "kind": "per_event",
        "events": {"省级通报": "5"},
        "take": "best",
    }


def test_facts_show_their_domain(data: dict[str, Any]) -> None:
    facts = {fact["name"]: fact for fact in data["facts"]}
    assert facts["答复天数"] == {
        "name": "答复天数",
        "type": "quantity",
        "measure": "工作日",
        "step": "0.5",
        "min": None,
        "max": "30",
        "never": True,
        "choices": None,
        "per": None,
        "ask": "几个工作日?",
    }
    assert (facts["征集抽查"]["type"], facts["征集抽查"]["max"], facts["征集抽查"]["per"]) == ("sample", "3", "决策")
    assert (facts["空白栏目"]["step"], facts["空白栏目"]["ask"]) == (None, "空白栏目")
    assert (facts["征集天数"]["type"], facts["征集天数"]["per"]) == ("count", "决策")


def test_vetoes_readings_and_discrepancies_come_with_their_clause(data: dict[str, Any], program: Program) -> None:
    quote = {"file": "notice.txt", "line": 36, "quote": "超过5个的,一票否决"}
    assert data["rubrics"][0]["vetoes"] == [
        {
            "key": "blank",
            "when": {"fact": "空白栏目", "over": "5"},
            "scope": "1",
            "effect": {"points": "0"},
            "cite": quote,
            "cites": [quote],
        }
    ]
    reading = {
        "key": "veto",
        "ask": "范围?",
        "chosen": "网站",
        "options": ["总分"],
        "taken": "网站",
        "cites": [{"file": "notice.txt", "line": 36, "quote": "一票否决"}],
        "sets": {"总分": {"county.vetoes.blank.scope": "total"}},
    }
    assert data["readings"] == [reading]
    assert data["discrepancies"] == [
        {
            "key": "sum",
            "at": "county.1",
            "says": [{"file": "notice.txt", "line": 3, "quote": "25分"}],
            "but": [{"file": "notice.txt", "line": 4, "quote": "24分"}],
            "taken": "照录",
        }
    ]
    other = describe(program.with_(readings={"veto": "总分"}))
    assert other["readings"] == [reading | {"taken": "总分"}]
    assert other["rubrics"][0]["vetoes"][0]["scope"] == "total"


def test_numbers_of_rules_are_text() -> None:
    county = """
[1]
name = "抽查"
points = 3
rule = "sample"
fact = "抽查"
draw = 3
each = 1
[2]
name = "评分"
points = 4
rule = "judged"
fact = "评分"
step = 0.5
"""
    sample, judged = (node["rule"] for node in describe(program_of(county))["rubrics"][0]["indicators"])
    assert (sample["draw"], sample["each"], sample["all_hit"]) == (3, "1", False)
    assert judged == {"kind": "judged", "fact": "评分", "step": "0.5"}


@pytest.mark.parametrize(
    "written",
    [
        "甲",
        {"all": ["甲", "乙"]},
        {"none": [{"any": ["甲", "乙"]}]},
        {"fact": "甲", "over": "5"},
        {"fact": "甲", "at_most": {"fact": "乙"}},
        {"sum": {"甲": "1", "乙": "0.5"}, "is": "3"},
        {"points_of": "2.1", "under": "3"},
        {"share_of": "2", "at_least": "60%"},
    ],
)
def test_a_condition_is_written_as_it_would_be_read(written: object) -> None:
    assert write_condition(parse_condition(written)) == written


def test_a_constant_on_the_left_is_shown_as_one() -> None:
    five = parse_condition({"fact": "甲", "over": 5})
    assert isinstance(five, Compared)
    assert isinstance(five.right, Constant)
    assert isinstance(five.left, FactSum)
    assert write_condition(Compared("over", five.right, five.left)) == {"constant": "5", "over": {"fact": "甲"}}


def test_the_head_of_the_draft_is_the_one_described(data: dict[str, Any]) -> None:
    assert f'id = "{data["id"]}"' in HEAD
