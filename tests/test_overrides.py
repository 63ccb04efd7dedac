"""Overrides: the new answer counts, the old one is kept, and who, when, why and by what authority are demanded."""

import datetime as dt
from fractions import Fraction
from typing import Any, Final

import pytest

from drafts import program_of
from opengov_rules import NEVER, EvidenceError, Observation, Program, Round, Status
from opengov_rules.overrides import OVERRIDDEN, with_overrides
from opengov_rules.problems import Problem

COUNTY: Final = """
[1]
name = "空白栏目"
points = 20
rule = "deduct"
faults = { "空白栏目" = 2 }
[2]
name = "机构"
points = 5
needs_evidence = true
rule = "award"
when = "明确机构"
[3]
name = "更新"
points = 5
not_applicable = "drop"
rule = "award"
when = { fact = "更新间隔", at_most = 14 }
[4]
name = "访问"
points = 3
rule = "award"
when = { fact = "访问失败", at_most = 0 }
[5]
name = "抽查"
points = 2
rule = "sample"
fact = "文件抽查"
draw = 2
each = 1
per = "文件"
when = "文件完整"
[6]
name = "答复"
points = 1
rule = "award"
when = { fact = "答复工作日", at_most = 5 }
"""
SCHEME: Final = """
[roster]
"县" = ["甲县", "乙县"]
[aliases]
"甲县" = ["甲"]
[window]
due = 2025-01-10
inferred.due = "a draft"
[facts]
"更新间隔" = { type = "count", per = "账号", take = "max" }
"访问失败" = { type = "count", per = "账号", take = "sum" }
"答复工作日" = { type = "count", measure = "工作日", never = true }
"""
GROUNDS: Final = {"who": "市公开办复核组", "when": "2025-03-01", "why": "复核截图", "authority": "复核决定第2号"}
FOUND: Final[dict[str, dict[str, Any]]] = {
    "甲县": {
        "空白栏目": {"value": 3, "source": "抽查表"},
        "明确机构": {"value": True, "time": "2025-01-12"},
        "更新间隔": {"微博": 20, "微信": 5},
        "访问失败": {"status": "not_submitted"},
        "文件完整": {"甲文": True, "乙文": False},
        "答复工作日": 9,
    },
    "乙县": {"空白栏目": 0},
}


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, SCHEME)


@pytest.fixture(scope="module")
def found(program: Program) -> Round:
    units = {unit: program.score(unit, answers).evidence for unit, answers in FOUND.items()}
    return Round(scheme="draft-2024", label="示例", units=units)


def entry(unit: str, fact: str, **answer: Any) -> dict[str, Any]:
    return {"unit": unit, "fact": fact, **answer, **GROUNDS}


def problems(program: Program, found: Round, *entries: object) -> list[Problem]:
    with pytest.raises(EvidenceError) as caught:
        with_overrides(program, found, list(entries))
    return list(caught.value.problems)


def told(observations: tuple[Observation, ...]) -> list[tuple[str, object]]:
    return [(o.part, o.value if o.status is Status.OBSERVED else o.status.value) for o in observations]


# What counts, and what is kept --------------------------------------------------------------------


def test_the_new_answer_counts_and_the_old_one_is_kept_with_its_grounds(program: Program, found: Round) -> None:
    """3 empty columns cost 6, one costs 2."""
    changed = with_overrides(program, found, [entry("甲", "空白栏目", value=1)])
    assert program.score("甲县", found["甲县"])["1"].points == 14
    assert program.score("甲县", changed["甲县"])["1"].points == 18
    (override,) = changed.overrides
    was = Observation(fact="空白栏目", value=Fraction(3), source="抽查表")
    assert (override.unit, override.was) == ("甲县", (was,))
    assert (override.who, override.when, override.why, override.authority) == (
        "市公开办复核组",
        dt.date(2025, 3, 1),
        "复核截图",
        "复核决定第2号",
    )
    now = override.now
    assert changed["甲县"]["空白栏目"] == (now,)
    assert (now.value, now.time, now.method, now.source) == (1, None, OVERRIDDEN, "复核决定第2号")
    assert now.note == "2025-03-01 市公开办复核组 改判:复核截图"


def test_the_evidence_before_is_there_as_it_was_and_nothing_else_changed(program: Program, found: Round) -> None:
    changed = with_overrides(program, found, [entry("甲县", "空白栏目", value=1)])
    assert changed.before("甲县") == found["甲县"]
    assert changed.before("乙县") == changed["乙县"] == found["乙县"]
    assert (changed.label, changed.scheme, list(changed)) == ("示例", "draft-2024", ["甲县", "乙县"])
    others = [o for o in changed["甲县"].observations if o.fact != "空白栏目"]
    assert others == [o for o in found["甲县"].observations if o.fact != "空白栏目"]
    assert found.overrides == ()


def test_a_late_submission_may_be_admitted_with_the_same_answer(program: Program, found: Round) -> None:
    """It came two days after the last day, which no longer concerns it."""
    assert program.score("甲县", found["甲县"])["2"].points == 0
    changed = with_overrides(program, found, [entry("甲县", "明确机构", value=True)])
    assert program.score("甲县", changed["甲县"])["2"].points == 5


def test_an_answer_that_nobody_had_looked_for_replaces_nothing(program: Program, found: Round) -> None:
    changed = with_overrides(program, found, [entry("乙县", "明确机构", value=True)])
    assert changed.overrides[0].was == ()
    assert told(changed["乙县"]["明确机构"]) == [("", True)]
    assert changed.before("乙县")["明确机构"] == ()


def test_a_status_may_be_the_new_answer(program: Program, found: Round) -> None:
    changed = with_overrides(program, found, [entry("甲县", "空白栏目", status="not_assessed")])
    assert program.score("甲县", changed["甲县"]).status == "provisional"


def test_one_account_is_overridden_by_its_name(program: Program, found: Round) -> None:
    """The slowest of the two had 20 days; now 5."""
    changed = with_overrides(program, found, [entry("甲县", "更新间隔", part="微博", value=4)])
    assert program.score("甲县", found["甲县"])["3"].points == 0
    assert program.score("甲县", changed["甲县"])["3"].points == 5
    assert sorted(told(changed["甲县"]["更新间隔"]), key=str) == [("微信", 5), ("微博", 4)]
    assert told(changed.overrides[0].was) == [("微博", 20)]


def test_all_accounts_at_once_by_a_status(program: Program, found: Round) -> None:
    changed = with_overrides(program, found, [entry("甲县", "更新间隔", status="not_applicable")])
    assert told(changed["甲县"]["更新间隔"]) == [("", "not_applicable")]
    assert told(changed.overrides[0].was) == [("微博", 20), ("微信", 5)]


def test_one_account_out_of_what_was_said_of_all(program: Program, found: Round) -> None:
    """未报送 of the fact as a whole still holds for the other account."""
    changed = with_overrides(program, found, [entry("甲县", "访问失败", part="微信", value=0)])
    assert sorted(told(changed["甲县"]["访问失败"]), key=str) == [("微信", 0), ("微博", "not_submitted")]
    assert told(changed.overrides[0].was) == [("", "not_submitted")]
    assert program.score("甲县", changed["甲县"])["4"].points == 0
    both = with_overrides(program, changed, [entry("甲县", "访问失败", part="微博", value=0)])
    assert program.score("甲县", both["甲县"])["4"].points == 3


def test_two_accounts_are_two_overrides_each_with_what_it_replaced(program: Program, found: Round) -> None:
    changed = with_overrides(
        program, found, [entry("甲县", "更新间隔", part=part, value=7) for part in ("微博", "微信")]
    )
    assert [told(override.was) for override in changed.overrides] == [[("微博", 20)], [("微信", 5)]]
    assert changed.before("甲县") == found["甲县"]


def test_overrides_may_come_one_after_another(program: Program, found: Round) -> None:
    first = with_overrides(program, found, [entry("甲县", "空白栏目", value=1)])
    second = with_overrides(program, first, [entry("乙县", "空白栏目", value=2)])
    assert [override.unit for override in second.overrides] == ["甲县", "乙县"]
    assert second.before("甲县") == found["甲县"]


def test_an_item_of_a_sample_may_be_overridden(program: Program, found: Round) -> None:
    changed = with_overrides(program, found, [entry("甲县", "文件完整", part="乙文", value=True)])
    assert program.score("甲县", found["甲县"])["5"].points == 1
    assert program.score("甲县", changed["甲县"])["5"].points == 2


def test_working_days_may_be_given_as_dates_there_too(program: Program, found: Round) -> None:
    """2021-10-08 to 10-12: 9 October was worked, so 3."""
    dates = {"asked": "2021-10-08", "answered": "2021-10-12"}
    changed = with_overrides(program, found, [entry("甲县", "答复工作日", value=dates)])
    now = changed.overrides[0].now
    assert now.value == 3
    assert now.note.startswith("2025-03-01 市公开办复核组 改判:复核截图;2021-10-08 提问")
    never = with_overrides(program, found, [entry("甲县", "答复工作日", value="never")])
    assert never.overrides[0].now.value is NEVER


# What is refused ----------------------------------------------------------------------------------


def test_all_grounds_are_demanded_and_all_that_lack_are_told_at_once(program: Program, found: Round) -> None:
    bare = {"unit": "甲县", "fact": "空白栏目", "value": 1}
    blank = entry("乙县", "空白栏目", value=1) | {"why": "  ", "authority": None}
    told = [(p.code, p.params["key"], p.path) for p in problems(program, found, bare, blank)]
    assert told == [
        *(("override-key", key, ("overrides", "0")) for key in ("who", "when", "why", "authority")),
        *(("override-key", key, ("overrides", "1")) for key in ("why", "authority")),
    ]


@pytest.mark.parametrize(
    ("wrong", "code", "key"),
    [
        (entry("丙县", "空白栏目", value=1), "unit-unknown", "unit"),
        (entry("甲县", "空白栏", value=1), "fact-unknown", ""),
        (entry("甲县", "空白栏目", value=-1), "value-count", ""),
        (entry("甲县", "空白栏目"), "value-missing", ""),
        (entry("甲县", "空白栏目", value=1, status="not_submitted"), "value-with-status", ""),
        (entry("甲县", "空白栏目", status="not_applicable"), "not-applicable-refused", ""),
        (entry("甲县", "空白栏目", value=3), "override-same", ""),
        (entry("甲县", "访问失败", part="微博", status="not_submitted"), "override-same", ""),
        (entry("乙县", "明确机构", status="not_assessed"), "override-same", ""),
        (entry("甲县", "更新间隔", value=3), "part-missing", ""),
        (entry("甲县", "更新间隔", part="微薄", value=3), "override-part", "part"),
        (entry("甲县", "更新间隔", part=3, value=3), "text-wanted", "part"),
        (entry("甲县", "空白栏目", value=1) | {"when": "三月一日"}, "value-date", "when"),
        (entry("甲县", "空白栏目", value=1) | {"when": 20250301}, "value-date", "when"),
        (entry("甲县", "空白栏目", value=1) | {"who": 7}, "text-wanted", "who"),
        (entry("甲县", "空白栏目", value=1) | {"why": "a\u0007b"}, "text-control", "why"),
        (entry("甲县", "空白栏目", value=1) | {"time": "2025-01-01"}, "key-unknown", "time"),
        (entry("甲县", "文件抽查", value={"drawn": 2, "hits": 2}), "sample-twice", None),
        (entry("甲县", "空白栏目", value=1) | {"when": ""}, "override-key", ""),
        (entry("甲县", "空白栏目", value=1) | {"fact": ["空白栏目"]}, "text-wanted", "fact"),
        (entry("", "空白栏目", value=1), "override-key", ""),
        (entry("甲县", "", value=1), "override-key", ""),
        (entry("甲县", "空白栏目", value=1) | {"unit": ["甲县"]}, "unit-unknown", "unit"),
        ("甲县", "json-shape", ""),
    ],
)
def test_a_wrong_override_is_named_with_its_key(
    program: Program, found: Round, wrong: Any, code: str, key: str | None
) -> None:
    (problem,) = problems(program, found, wrong)
    path = ("甲县", "文件抽查") if key is None else ("overrides", "0", key) if key else ("overrides", "0")
    assert (problem.code, problem.path) == (code, path)


def test_the_nearest_account_is_suggested(program: Program, found: Round) -> None:
    (problem,) = problems(program, found, entry("甲县", "更新间隔", part="微薄", value=3))
    assert problem.params["near"] in ("微博", "微信")


def test_a_unit_of_which_nothing_was_found_has_nothing_to_override(program: Program) -> None:
    (problem,) = problems(program, Round(scheme="draft-2024"), entry("甲县", "空白栏目", value=1))
    assert (problem.code, problem.path) == ("override-unit", ("overrides", "0", "unit"))


def test_an_answer_is_overridden_once(program: Program, found: Round) -> None:
    one, other = entry("甲县", "空白栏目", value=1), entry("甲", "空白栏目", value=2)
    assert [(p.code, p.path) for p in problems(program, found, one, other)] == [("override-twice", ("overrides", "1"))]
    changed = with_overrides(program, found, [one])
    assert [p.code for p in problems(program, changed, other)] == ["override-twice"]


def test_a_whole_fact_and_one_of_its_accounts_are_one_answer_too_many(program: Program, found: Round) -> None:
    part = entry("甲县", "更新间隔", part="微博", value=4)
    whole = entry("甲县", "更新间隔", status="not_submitted")
    for entries in ((part, whole), (whole, part)):
        assert [p.code for p in problems(program, found, *entries)] == ["override-twice"]


def test_what_is_no_list_is_refused(program: Program, found: Round) -> None:
    for entries in ({"unit": "甲县"}, "甲县", None):
        with pytest.raises(EvidenceError) as caught:
            with_overrides(program, found, entries)
        assert [(p.code, p.path) for p in caught.value.problems] == [("json-shape", ("overrides",))]
