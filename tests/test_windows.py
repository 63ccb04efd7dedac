"""The window of collecting: what lies outside it is reported, and counts; what came too late is scoring's business."""

import datetime as dt
from typing import Any, Final

import pytest

from drafts import document, found, problems_in, program_of
from opengov_rules import Program, Round
from opengov_rules.scheme import Window
from opengov_rules.windows import is_late, outside_window

COUNTY: Final = """
[1]
name = "栏目"
points = 10
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
rule = "award"
when = { fact = "更新间隔", at_most = 14 }
"""
SCHEME: Final = """
[facts]
"更新间隔" = { type = "count", per = "账号", take = "max" }
[window]
from = 2020-10-01
until = 2020-11-30
due = 2020-12-31
cite = "22: 评估数据采集时间为2020年10月1日至11月30日,12月31日前报送"
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(COUNTY, SCHEME)


def round_of(program: Program, answers: dict[str, Any]) -> Round:
    return Round(scheme="draft-2024", units={"甲县": program.score("甲县", answers).evidence})


def at(value: object, day: str) -> dict[str, object]:
    return {"value": value, "time": day}


def test_the_window_is_read_from_the_scheme(program: Program) -> None:
    window = program.scheme.window
    assert (window.from_, window.until, window.due) == (
        dt.date(2020, 10, 1),
        dt.date(2020, 11, 30),
        dt.date(2020, 12, 31),
    )
    assert Window().from_ is None


@pytest.mark.parametrize(
    ("day", "outside"),
    [("2020-09-30", True), ("2020-10-01", False), ("2020-11-30", False), ("2020-12-01", True), ("2021-12-01", True)],
)
def test_an_observation_of_another_day_is_reported_and_counts(program: Program, day: str, outside: bool) -> None:
    given = round_of(program, {"空白栏目": at(1, day)})
    warnings = outside_window(program, given)
    assert [(w.code, w.severity, w.path) for w in warnings] == (
        [("outside-window", "warning", ("甲县", "空白栏目"))] if outside else []
    )
    assert program.score("甲县", given["甲县"])["1"].points == 8


def test_a_warning_names_unit_fact_part_day_and_window(program: Program) -> None:
    given = round_of(program, {"更新间隔": {"微博": at(3, "2020-12-05"), "微信": at(4, "2020-11-05")}})
    (warning,) = outside_window(program, given)
    assert warning.path == ("甲县", "更新间隔", "微博")
    assert warning.params == {"time": "2020-12-05", "window": "2020-10-01–2020-11-30"}
    assert warning.cite is not None
    assert warning.cite.line == 22
    for lang in ("zh", "en"):
        said = warning.message("zh" if lang == "zh" else "en")
        assert all(part in said for part in ("甲县.更新间隔.微博", "2020-12-05", "2020-10-01–2020-11-30", "22: "))


@pytest.mark.parametrize(
    ("day", "points", "warned"),
    [
        ("2020-09-30", 5, True),
        ("2020-11-30", 5, False),
        ("2020-12-01", 5, False),
        ("2020-12-31", 5, False),
        ("2021-01-01", 0, False),
    ],
)
def test_what_must_be_submitted_may_come_in_until_the_due_date(
    program: Program, day: str, points: int, warned: bool
) -> None:
    """“12月31日前报送”: its day is that on which it came in, not what was collected; after the due date it is late,
    which scoring tells, and nothing warns of it twice."""
    given = round_of(program, {"明确机构": at(True, day)})
    assert program.score("甲县", given["甲县"])["2"].points == points
    assert bool(outside_window(program, given)) is warned
    assert is_late(program, "甲县", given["甲县"]["明确机构"][0]) is (points == 0)


def test_without_a_due_date_what_must_be_submitted_ends_with_the_window() -> None:
    program = program_of(COUNTY, SCHEME.replace("due = 2020-12-31\n", "").replace(",12月31日前报送", ""))
    (warning,) = outside_window(program, round_of(program, {"明确机构": at(True, "2020-12-01")}))
    assert warning.path == ("甲县", "明确机构")


def test_an_observation_without_a_day_is_in_time(program: Program) -> None:
    assert outside_window(program, round_of(program, {"空白栏目": 1, "明确机构": True})) == ()


@pytest.mark.parametrize(
    ("window", "day", "told"),
    [("from", "2020-09-30", "2020-10-01–…"), ("until", "2020-12-01", "…–2020-11-30")],
)
def test_a_window_may_be_open_at_one_end(window: str, day: str, told: str) -> None:
    both = {"from": "from = 2020-10-01", "until": "until = 2020-11-30"}
    program = program_of(COUNTY, SCHEME.split("[window]", maxsplit=1)[0] + f"[window]\n{both[window]}\n")
    (warning,) = outside_window(program, round_of(program, {"空白栏目": at(1, day)}))
    assert warning.params["window"] == told
    assert outside_window(program, round_of(program, {"空白栏目": at(1, "2020-10-15")})) == ()


def test_a_due_date_alone_is_no_window() -> None:
    """What an assessor looked at afterwards is nothing to warn of."""
    program = program_of(COUNTY, SCHEME.split("[window]", maxsplit=1)[0] + "[window]\ndue = 2020-12-31\n")
    assert outside_window(program, round_of(program, {"空白栏目": at(1, "2021-03-01")})) == ()


# What a scheme may get wrong ----------------------------------------------------------------------


def test_a_window_that_closes_before_it_opens_is_a_problem() -> None:
    window = "[window]\nfrom = 2020-10-08\nuntil = 2020-09-30\ndue = 2020-10-07\n"
    assert found(scheme=window) == [("window-order", "scheme.window.until"), ("window-order", "scheme.window.due")]
    same = "[window]\nfrom = 2020-10-08\nuntil = 2020-10-08\ndue = 2020-10-08\n"
    assert found(scheme=same) == []


def test_both_days_are_cited() -> None:
    draft = document(scheme='[window]\nfrom = 2020-10-01\nuntil = 2020-11-30\ncite = "22: 2020年11月30日"\n')
    draft["county"]["1"]["inferred"] = {"points": "a draft", "faults": "a draft"}
    (problem,) = problems_in(draft)
    assert (problem.code, problem.path) == ("uncited", ("scheme", "window", "from"))
    draft["scheme"]["window"]["inferred"] = {"from": "原文只印到月"}
    assert problems_in(draft) == ()


def test_days_are_dates_and_other_keys_are_unknown() -> None:
    assert found(scheme='[window]\nfrom = "10月"\nform = 2020-10-01\n') == [
        ("date-wanted", "scheme.window.from"),
        ("key-unknown", "scheme.window.form"),
    ]
    (problem,) = problems_in(document(scheme="[window]\nform = 2020-10-01\n"))
    assert problem.params["near"] == "from"
