"""Ankang 2019: the structure that the circular prints, and what becomes of it once a host supplies the rest.

Units, points, rulings and accounts below are invented: the circular names no unit and its annexes are absent.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opengov_rules import EvidenceError, Host, Program, SchemeError, ScoringRefused

COUNTIES = [f"县区{number}" for number in range(1, 14)]
DEPARTMENTS = [f"部门{number}" for number in range(1, 33)]
ROSTER = {"县(区)级": COUNTIES, "市政府部门、直属机构": DEPARTMENTS}
POINTS = {
    "county": {"1": 30, "2": 20, "3": 20, "4": 20, "5": 10},
    "department": {"1": 40, "2": 10, "3": 20, "4": 20, "5": 10},
}
DIMENSIONS = ["政府信息公开", "解读回应参与", "服务公开", "平台建设", "制度建设与组织保障"]
"""Line 14, in its order."""


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.discover()


@pytest.fixture(scope="module")
def bare(host: Host) -> Program:
    return host.scheme("ankang-2019")


@pytest.fixture(scope="module")
def named(bare: Program) -> Program:
    return bare.with_(roster=ROSTER)


@pytest.fixture(scope="module")
def worst(program: Program) -> Program:
    return program.with_(readings={"worst-channel": "按评分最低的账号，没有账号的不得分"})


@pytest.fixture(scope="module")
def program(named: Program) -> Program:
    return named.with_(points=POINTS)


def rulings(**points: int) -> dict[str, Any]:
    """What an assessor ruled for each dimension: `d1=5`."""
    return {name[1:]: {"value": value, "source": "第三方评估报告(示例)"} for name, value in points.items()}


def test_the_two_groups_are_counted_and_not_named(bare: Program) -> None:
    """Line 14: 县(区)级政府网站13个(含派出机构),市政府部门、直属机构网站32个."""
    assert bare.scheme.roster.units == ()
    assert [bare.scheme.size(kind) for kind in ROSTER] == [13, 32]


@pytest.mark.parametrize("group", ["county", "department"])
def test_five_dimensions_stand_in_the_order_of_the_circular_without_points(bare: Program, group: str) -> None:
    (rubric,) = (rubric for rubric in bare.scheme.rubrics if rubric.id == group)
    assert [(node.code, node.name, node.points) for node in rubric.walk()] == [
        (str(number), name, None) for number, name in enumerate(DIMENSIONS, start=1)
    ]


def test_of_the_published_figures_only_the_sum_can_be_recomputed(bare: Program, host: Host) -> None:
    """13 + 32 = 45; the statistics rest on nothing in the text, and are no error."""
    checks = bare.assess(host.published("ankang-2019")).checks
    assert [(check.printed.name or check.printed.what, check.printed.text, check.agrees) for check in checks] == [
        ("纳入评估的县区和市直部门", "45", True),
        ("size", "13", None),
        ("size", "32", None),
        ("政务微博", "28", None),
        ("政务微信", "47", None),
        ("评估的方面", "5", None),
        ("机构改革期间申报下线的政府网站", "11", None),
        ("全年季度检查次数", "4", None),
        ("问题网站主管单位", "18", None),
        ("参加脱岗培训的人数", "19", None),
        ("全市政府网站", "49", None),
        ("连续通过国办检查的季度数", "14", None),
        ("主动公开政府信息条数", "122115", None),
        ("受理答复政府信息公开申请件数", "168", None),
        ("基层政务公开试点领域", "26", None),
        ("i安康便民事项主题", "23", None),
        ("i安康便民事项局委", "24", None),
        ("i安康高频便民事项", "437", None),
        ("“最多跑一次”事项", "5765", None),
        ("“最多跑一次”事项占比(%)", "71", None),
        ("集中审批首批部门", "5", None),
        ("集中审批行政许可事项", "94", None),
        ("迁入集约平台的政府网站", "49", None),
        ("全年受理群众有效诉求件数", "147033", None),
        ("及时应答率(%)", "100", None),
        ("政策解读公开时限(日)", "3", None),
        ("征求意见结果公开时限(日)", "10", None),
    ]


def test_with_names_the_sizes_of_both_groups_agree(named: Program, host: Host) -> None:
    printed = host.published("ankang-2019")
    sizes = [check.agrees for check in named.assess(printed).checks if check.printed.what == "size"]
    assert sizes == [True, True]


def test_nothing_is_scored_until_points_are_supplied(named: Program) -> None:
    result = named.score("县区1", {"采用信息条数": 3})
    assert (result.is_scored, result.total, result.bounds, result.maximum) == (False, None, (None, None), None)
    with pytest.raises(ScoringRefused, match="points="):
        named.total("县区1", {"采用信息条数": 3})


def test_grades_and_results_are_not_invented(bare: Program, host: Host) -> None:
    assert bare.scheme.grades == ()
    assert dict(host.published("ankang-2019").units) == {}


@pytest.mark.parametrize("missing", ["1", "4", "5"])
def test_points_are_supplied_for_every_dimension_or_not_at_all(named: Program, missing: str) -> None:
    some = {code: points for code, points in POINTS["county"].items() if code != missing}
    with pytest.raises(SchemeError):
        named.with_(points={"county": some})


def test_an_assessor_rules_within_the_supplied_points(program: Program) -> None:
    """25 + 15 + 12 + 17 + 8 = 77 of 30 + 20 + 20 + 20 + 10 = 100."""
    result = program.score("县区1", rulings(d1=25, d2=15, d3=12, d4=17, d5=8) | {"采用信息条数": 0})
    assert (result.total, result.maximum, result.status) == (Decimal(77), Decimal(100), "final")
    with pytest.raises(EvidenceError):
        program.score("县区1", rulings(d1=31))
    with pytest.raises(EvidenceError, match="source"):
        program.score("县区1", {"1": 25})


def test_both_groups_may_have_points_of_their_own(program: Program) -> None:
    """35 is more than the 30 of a county and less than the 40 of a department."""
    assert program.score("部门1", rulings(d1=35))["1"].points == 35
    with pytest.raises(EvidenceError):
        program.score("县区1", rulings(d1=35))


def test_what_a_host_supplies_is_said_with_every_result(program: Program) -> None:
    assert set(program.score("县区1", {}).assumed) == {
        "分值由使用方提供 (points supplied by the host)",
        "名单由使用方提供 (roster supplied by the host)",
    }


# Channels: 28 weibo and 47 wechat accounts belong to units and are none themselves ------------------------------


def channels(weibo: Mapping[str, int], wechat: Mapping[str, int]) -> dict[str, Any]:
    """A unit's accounts with the assessor's mark for each."""
    marks = {"政务微博评分": dict(weibo), "政务微信评分": dict(wechat)}
    return {"政务微博数": len(weibo), "政务微信数": len(wechat)} | {fact: of for fact, of in marks.items() if of}


@pytest.mark.parametrize(
    ("weibo", "wechat", "points"),
    [
        ({}, {"微信甲": 18, "微信乙": 7}, 7),
        ({}, {"微信甲": 7, "微信乙": 18}, 7),
        ({}, {"微信甲": 20, "微信乙": 7}, 7),
        ({}, {"微信甲": 18, "微信乙": 8}, 8),
        ({"微博甲": 5}, {"微信甲": 18, "微信乙": 7}, 5),
        ({"微博甲": 9, "微博乙": 6}, {"微信甲": 18}, 6),
        ({"微博甲": 9}, {}, 9),
        ({}, {}, 0),
    ],
)
def test_the_worst_account_decides_where_that_reading_is_taken(
    worst: Program, weibo: Mapping[str, int], wechat: Mapping[str, int], points: int
) -> None:
    result = worst.score("部门1", channels(weibo, wechat))
    assert result["4"].points == points


MARKS = st.lists(st.integers(0, 20), max_size=4)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(MARKS, MARKS)
def test_of_any_accounts_the_lowest_mark_is_the_items(worst: Program, weibo: list[int], wechat: list[int]) -> None:
    accounts = channels(
        {f"微博{number}": mark for number, mark in enumerate(weibo)},
        {f"微信{number}": mark for number, mark in enumerate(wechat)},
    )
    result = worst.score("县区1", accounts)
    assert result["4"].points == min([*weibo, *wechat], default=0)


def test_the_accounts_decide_nothing_before_that(program: Program) -> None:
    """Line 14 counts accounts and states no rule for them: the dimension is ruled on as a whole."""
    assert program.score("部门1", rulings(d4=17))["4"].points == 17
    with pytest.raises(EvidenceError):
        program.score("部门1", channels({}, {"微信甲": 18}))


def test_an_account_nobody_looked_at_leaves_the_item_open(worst: Program) -> None:
    """The other account has 7 of 20, so the worst of both has 0 to 7."""
    open_account = {"微信甲": 7, "微信乙": {"status": "not_assessed"}}
    facts = {"政务微博数": 0, "政务微信数": 2, "政务微信评分": open_account}
    line = worst.score("部门1", facts)["4"]
    assert line.points is None
    assert line.bounds == (Decimal(0), Decimal(7))


# Adopted items: a second ranking --------------------------------------------------------------------------------


def test_adopted_items_rank_by_themselves_and_count_for_no_total(program: Program) -> None:
    """Annex 2 by title (line 49); 9, 9, 4 and 0 items give the places 1, 1, 3 and 4."""
    totals = {"部门1": (40, 9), "部门2": (10, 4), "部门3": (25, 0), "部门4": (5, 9)}
    units = {
        name: rulings(d1=points, d2=0, d3=0, d4=0, d5=0) | {"采用信息条数": items}
        for name, (points, items) in totals.items()
    }
    department = program.assess(units)["department"]
    assert [(row.unit, row.rank, row.result.total) for row in department] == [
        ("部门1", 1, Decimal(40)),
        ("部门3", 2, Decimal(25)),
        ("部门2", 3, Decimal(10)),
        ("部门4", 4, Decimal(5)),
    ]
    assert [(one.unit, one.rank, one.value) for one in department.rankings["信息采用"]] == [
        ("部门1", 1, Decimal(9)),
        ("部门4", 1, Decimal(9)),
        ("部门2", 3, Decimal(4)),
        ("部门3", 4, Decimal(0)),
    ]


def test_adopted_items_rank_without_any_points(named: Program) -> None:
    county = named.assess({"县区1": {"采用信息条数": 3}, "县区2": {"采用信息条数": 12}})["county"]
    assert [(one.unit, one.rank) for one in county.rankings["信息采用"]] == [("县区2", 1), ("县区1", 2)]
    assert [(row.rank, row.result.total) for row in county] == [(None, None), (None, None)]


# The files ------------------------------------------------------------------------------------------------------


def test_the_total_behind_71_per_cent_lies_where_the_reading_says(bare: Program) -> None:
    """5765 of 8063 is 71.499…%, of 8177 70.502…%; of 8062 it is 71.508…%, of 8178 70.494…%: 72% and 70%."""
    reading = bare.scheme.reading("seventy-one")
    assert reading is not None
    assert "8063至8177" in reading.chosen
    rounded = {whole: (2 * 100 * 5765 + whole) // (2 * whole) for whole in (8062, 8063, 8177, 8178)}
    assert rounded == {8062: 72, 8063: 71, 8177: 71, 8178: 70}


def test_deadlines_of_the_following_year_are_recorded_and_decide_nothing(bare: Program) -> None:
    """Lines 40, 42 and 44 ask for what comes after the circular."""
    reading = bare.scheme.reading("next-year")
    assert reading is not None
    assert reading.options == ()
    assert [cite.line for cite in reading.cite] == [40, 42, 42, 42, 44]
    assert bare.scheme.window.due is None


def test_the_register_holds_what_the_readme_counts(bare: Program) -> None:
    assert (len(bare.scheme.discrepancies), len(bare.scheme.readings)) == (7, 14)
