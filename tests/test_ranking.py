"""Rankings worked by hand: ties and what decides between them, groups, other rankings, and what is left out."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from drafts import program_of
from opengov_rules import Program, ScoringRefused, Standings
from opengov_rules.assessment import NOT_IN_ROUND, GroupedBy
from opengov_rules.scheme import Ties

PRINTED = '[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n'
TWO = '[1]\nname = "日常"\nrule = "printed"\nfact = "日常"\n[2]\nname = "网站"\nrule = "printed"\nfact = "网站"\n'
COUNTIES = '[roster]\n"县" = ["甲", "乙", "丙", "丁", "戊"]\n'
BOTH = '[roster]\n"县" = ["甲", "乙"]\n"区" = ["丙"]\n"镇" = ["丁", "戊"]\n'
TOWN = 'kinds = ["镇"]\n' + PRINTED
Answers = dict[str, dict[str, Any]]


def program(county: str = PRINTED, scheme: str = COUNTIES, **others: str) -> Program:
    return program_of(county, scheme, **others)


def scores(**found: object) -> Answers:
    return {unit: {"得分": score} for unit, score in found.items()}


def places(found: Standings) -> list[tuple[str, int | None]]:
    return [(row.unit, row.rank) for row in found]


def others(found: Standings, name: str) -> list[tuple[str, int | None, object]]:
    return [(one.unit, one.rank, one.value) for one in found.rankings[name]]


# Ties ---------------------------------------------------------------------------------------------

TIED = scores(甲=70, 乙=90, 丙=80, 丁=80, 戊=60)


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [
        ("competition", [("乙", 1), ("丙", 2), ("丁", 2), ("甲", 4), ("戊", 5)]),
        ("dense", [("乙", 1), ("丙", 2), ("丁", 2), ("甲", 3), ("戊", 4)]),
        ("ordinal", [("乙", 1), ("丙", 2), ("丁", 3), ("甲", 4), ("戊", 5)]),
    ],
)
def test_equals_are_ranked_as_the_scheme_says_or_the_host_asks(ties: Ties, ranks: list[tuple[str, int]]) -> None:
    assert places(program().assess(TIED, ties=ties)["county"]) == ranks
    declared = program(scheme=f'[rankings."总分"]\nties = "{ties}"\n{COUNTIES}')
    assert places(declared.assess(TIED)["county"]) == ranks
    assert places(declared.assess(TIED, ties="competition")["county"])[-2:] == [("甲", 4), ("戊", 5)]


def test_ordinal_ranks_of_equals_follow_the_roster_whatever_the_order_of_evidence() -> None:
    found = program().assess(scores(丁=80, 丙=80), ties="ordinal")["county"]
    assert places(found) == [("丙", 1), ("丁", 2)]


def test_a_nodes_points_may_decide_between_equals() -> None:
    """甲 50 + 30, 乙 40 + 40, 丙 40 + 40: the website decides; 乙 and 丙 stay equal."""
    one = program(TWO, f'[rankings."总分"]\nthen = [{{ points_of = "2" }}]\n{COUNTIES}')
    found = one.assess(
        {"甲": {"日常": 50, "网站": 30}, "乙": {"日常": 40, "网站": 40}, "丙": {"日常": 40, "网站": 40}}
    )["county"]
    assert places(found) == [("乙", 1), ("丙", 1), ("甲", 3)]


def test_a_fact_that_nothing_else_asks_may_decide_between_equals() -> None:
    one = program(scheme=f'[rankings."总分"]\nthen = [{{ fact = "采用条数" }}]\n{COUNTIES}')
    assert "采用条数" in [fact.name for fact in one.facts("甲")]
    found = one.assess({"甲": {"得分": 8, "采用条数": 3}, "乙": {"得分": 8, "采用条数": 5}, "丙": {"得分": 9}})
    # 丙 stands above both whatever it brought.
    assert places(found["county"]) == [("丙", 1), ("乙", 2), ("甲", 3)]


def test_the_second_tie_breaker_decides_where_the_first_does_not() -> None:
    then = '[rankings."总分"]\nthen = [{ fact = "采用条数" }, { fact = "上报条数" }]\n'
    answers = {
        "甲": {"得分": 8, "采用条数": 3, "上报条数": 1},
        "乙": {"得分": 8, "采用条数": 3, "上报条数": 2},
        "丙": {"得分": 8, "采用条数": 4, "上报条数": 0},
    }
    found = program(scheme=then + COUNTIES).assess(answers)["county"]
    assert places(found) == [("丙", 1), ("乙", 2), ("甲", 3)]


def test_what_is_undefined_decides_against_the_unit() -> None:
    """甲 brought nothing (0 of 0 is no rate) and stands below 乙 with its rate of 0; 丁 and 甲 are equal."""
    then = '[rankings."总分"]\nthen = [{ ratio = [{ fact = "采用条数" }, { fact = "上报条数" }] }]\n'
    answers = {
        "甲": {"得分": 8, "采用条数": 0, "上报条数": 0},
        "乙": {"得分": 8, "采用条数": 0, "上报条数": 4},
        "丙": {"得分": 8, "采用条数": 1, "上报条数": 4},
        "丁": {"得分": 8, "采用条数": 0, "上报条数": 0},
    }
    found = program(scheme=then + COUNTIES).assess(answers)["county"]
    assert places(found) == [("丙", 1), ("乙", 2), ("甲", 3), ("丁", 3)]


def test_a_tie_breaker_that_may_turn_out_undefined_leaves_the_place_open() -> None:
    """甲 has no rate; 乙 has none either if it sent nothing, and is equal then: it is not surely above."""
    then = '[rankings."总分"]\nthen = [{ ratio = [{ fact = "采用条数" }, { fact = "上报条数" }] }]\n'
    answers = {"甲": {"得分": 8, "采用条数": 0, "上报条数": 0}, "乙": {"得分": 8, "采用条数": 0}}
    found = program(scheme=then + COUNTIES).assess(answers)["county"]
    assert (found["甲"].ranks, found["乙"].rank) == ((1, 2), 1)


def test_an_open_tie_breaker_matters_to_equals_alone() -> None:
    one = program(scheme=f'[rankings."总分"]\nthen = [{{ fact = "采用条数" }}]\n{COUNTIES}')
    found = one.assess({"甲": {"得分": 8}, "乙": {"得分": 8, "采用条数": 5}, "丙": {"得分": 9}})["county"]
    assert [(row.unit, row.rank, row.ranks) for row in found] == [
        ("丙", 1, (1, 1)),
        ("甲", None, (2, 3)),
        ("乙", None, (2, 3)),
    ]


def test_where_less_is_better_the_least_is_first() -> None:
    lower = 'better = "lower"\n[1]\nname = "问题"\nrule = "per_event"\nevents = { "问题" = 1 }\n'
    found = program(lower).assess({"甲": {"问题": 3}, "乙": {"问题": 1}, "丙": {"问题": 3}, "丁": {}})["county"]
    assert [(row.unit, row.ranks) for row in found] == [("乙", (1, 2)), ("甲", (2, 3)), ("丙", (2, 3)), ("丁", (1, 4))]


def test_with_less_better_a_tie_breaker_is_still_the_more_the_better() -> None:
    lower = 'better = "lower"\n[1]\nname = "问题"\nrule = "per_event"\nevents = { "问题" = 1 }\n'
    one = program(lower, f'[rankings."总分"]\nthen = [{{ fact = "采用条数" }}]\n{COUNTIES}')
    found = one.assess({"甲": {"问题": 3, "采用条数": 1}, "乙": {"问题": 3, "采用条数": 2}})["county"]
    assert places(found) == [("乙", 1), ("甲", 2)]


# The first ones -----------------------------------------------------------------------------------


def test_the_first_two_are_three_where_the_second_place_is_shared() -> None:
    found = program().assess(TIED)["county"]
    assert [row.unit for row in found.top(1)] == ["乙"]
    assert [row.unit for row in found.top(2)] == ["乙", "丙", "丁"]
    assert [row.unit for row in found.top(3)] == ["乙", "丙", "丁"]
    assert len(found.top(9)) == 5


JUDGED = '[1]\nname = "评分"\npoints = 10\nrule = "judged"\nfact = "评分"\nstep = 1\n' + (
    '[2]\nname = "机构"\npoints = 4\nrule = "award"\nwhen = "机构"\n'
)


def test_an_undecided_unit_is_among_the_first_once_nothing_can_change_that() -> None:
    answers = {"甲": {"评分": 9}, "乙": {"评分": 8}, "丙": {"评分": 3, "机构": False}}  # 9 … 13, 8 … 12, 3
    found = program(JUDGED).assess(answers)["county"]
    assert [row.unit for row in found.top(1)] == []
    assert [row.unit for row in found.top(2)] == ["甲", "乙"]


# Withheld, unscored and absent units --------------------------------------------------------------

WITHHELD = PRINTED + '[vetoes.inquiry]\nwhen = "正在调查"\neffect = { withhold = true }\n'


def test_a_withheld_unit_has_no_place_and_is_above_nobody() -> None:
    answers = {
        "甲": {"得分": 9, "正在调查": True},
        "乙": {"得分": 8, "正在调查": False},
        "丙": {"得分": 7, "正在调查": False},
    }
    found = program(WITHHELD).assess(answers)["county"]
    assert places(found) == [("乙", 1), ("丙", 2), ("甲", None)]
    assert [row.is_placed for row in found] == [True, True, False]
    assert [row.unit for row in found.top(5)] == ["乙", "丙"]
    row = found.to_dict()["rows"][2]
    assert (row["rank"], row["ranks"], row["total"], row["bounds"]) == (None, None, None, [None, None])
    assert found.mean is None


def test_a_unit_that_may_yet_be_withheld_is_not_surely_above() -> None:
    answers = {"甲": {"得分": 9}, "乙": {"得分": 8, "正在调查": False}, "丙": {"得分": 7, "正在调查": False}}
    found = program(WITHHELD).assess(answers)["county"]
    assert [(row.unit, row.rank, row.ranks) for row in found] == [
        ("乙", None, (1, 2)),
        ("丙", None, (2, 3)),
        ("甲", None, (1, 1)),
    ]


def test_a_withheld_total_is_not_told_by_another_ranking_either() -> None:
    ranking = '[rankings."另排"]\nby = { sum = [{ points_of = "total" }, { fact = "采用条数" }] }\n'
    answers = {
        "甲": {"得分": 9, "正在调查": True, "采用条数": 1},
        "乙": {"得分": 8, "正在调查": False, "采用条数": 1},
    }
    found = program(WITHHELD, ranking + COUNTIES).assess(answers)["county"]
    assert others(found, "另排") == [("乙", 1, Decimal(9))]


def test_where_nothing_is_scored_nobody_has_a_place() -> None:
    """By grade, then in the roster's order."""
    unscored = '[1]\nname = "等次"\nrole = "unscored"\nrule = "award"\npoints = 1\nwhen = "有专栏"\n'
    grades = (
        '[grades]\n"好" = { when = { fact = "结果", is = "好" } }\n"差" = { when = { fact = "结果", is = "差" } }\n'
    )
    facts = '[facts]\n"结果" = { type = "choice", choices = ["好", "差"] }\n'
    answers = {"甲": {"结果": "差"}, "乙": {"结果": "好"}, "丙": {}, "丁": {"结果": "好"}}
    found = program(unscored, grades + facts + COUNTIES).assess(answers)["county"]
    assert [(row.unit, row.rank, row.grade, row.graded) for row in found] == [
        ("乙", None, "好", True),
        ("丁", None, "好", True),
        ("甲", None, "差", True),
        ("丙", None, None, False),
    ]
    assert [row["ranks"] for row in found.to_dict()["rows"]] == [None] * 4
    assert found.top(3) == ()
    assert [share for _, _, share in found.grades] == [None, None]


def test_who_was_not_found_is_not_ranked() -> None:
    found = program().assess(scores(甲=1, 丙=2))["county"]
    assert found.excluded == (("乙", NOT_IN_ROUND), ("丁", NOT_IN_ROUND), ("戊", NOT_IN_ROUND))


# Groups -------------------------------------------------------------------------------------------

GROUPED = PRINTED.replace("[1]", 'kinds = ["县", "区"]\n[1]', 1)
EVERYBODY = scores(甲=70, 乙=90, 丙=80, 丁=85, 戊=60)


def grouped(scheme: str = "") -> Program:
    return program(GROUPED, scheme + BOTH, town=TOWN)


def test_rubrics_are_ranked_apart() -> None:
    found = grouped().assess(EVERYBODY)
    assert {name: places(group) for name, group in found.items()} == {
        "county": [("乙", 1), ("丙", 2), ("甲", 3)],
        "town": [("丁", 1), ("戊", 2)],
    }


def test_kinds_may_be_ranked_apart() -> None:
    found = grouped().assess(EVERYBODY, by="kind")
    assert {name: places(group) for name, group in found.items()} == {
        "县": [("乙", 1), ("甲", 2)],
        "区": [("丙", 1)],
        "镇": [("丁", 1), ("戊", 2)],
    }
    assert found["县"].mean == Fraction(80)


def test_the_units_of_one_kind_keep_the_places_of_their_rubric() -> None:
    assert places(grouped().assess(EVERYBODY)["county"].among("县")) == [("乙", 1), ("甲", 3)]


def test_the_units_of_one_kind_are_alone_in_all_that_is_told_of_them() -> None:
    answers = {unit: {**found, "采用条数": 1} for unit, found in EVERYBODY.items() if unit != "乙"}
    group = grouped(ADOPTED).assess(answers, by="all")["all"].among("镇")
    assert [one.unit for one in group.rankings["信息采用"]] == ["丁", "戊"]
    assert group.excluded == ()  # 乙, of whom nothing was found, is no town
    assert [(one.code, one.units) for one in group.indicators] == [("1", 2)]


def test_all_are_ranked_together_when_asked() -> None:
    found = grouped().assess(EVERYBODY, by="all")
    assert list(found) == ["all"]
    assert places(found["all"]) == [("乙", 1), ("丁", 2), ("丙", 3), ("甲", 4), ("戊", 5)]
    assert (found["all"].indicators, found["all"].rates) == ((), ())
    assert found["all"].mean == Fraction(77)


def test_what_decides_between_equals_decides_across_rubrics_too() -> None:
    one = grouped('[rankings."总分"]\nthen = [{ fact = "采用条数" }]\n')
    answers = {
        "甲": {"得分": 8, "采用条数": 1},
        "乙": {"得分": 7, "采用条数": 0},
        "丁": {"得分": 8, "采用条数": 2},
    }
    assert places(one.assess(answers, by="all")["all"]) == [("丁", 1), ("甲", 2), ("乙", 3)]


def test_across_rubrics_a_node_that_one_of_them_lacks_decides_against_its_units() -> None:
    county = TWO.replace("[1]", 'kinds = ["县", "区"]\n[1]', 1)
    one = program(county, f'[rankings."总分"]\nthen = [{{ points_of = "2" }}]\n{BOTH}', town=TOWN)
    answers = {"甲": {"日常": 8, "网站": 0}, "乙": {"日常": 7, "网站": 1}, "丁": {"得分": 8}, "戊": {"得分": 9}}
    found = one.assess(answers, by="all")["all"]
    assert places(found) == [("戊", 1), ("乙", 2), ("甲", 3), ("丁", 4)]


def test_rubrics_that_count_in_opposite_directions_are_not_ranked_together() -> None:
    one = program(GROUPED, BOTH, town='better = "lower"\n' + TOWN)
    assert places(one.assess(EVERYBODY)["town"]) == [("戊", 1), ("丁", 2)]
    assert places(one.assess(EVERYBODY, by="kind")["镇"]) == [("戊", 1), ("丁", 2)]
    with pytest.raises(ScoringRefused, match="方向不一"):
        one.assess(EVERYBODY, by="all")


# Rankings by something else -----------------------------------------------------------------------

ADOPTED = '[rankings."信息采用"]\nby = { fact = "采用条数" }\n'


def test_a_second_ranking_goes_by_a_fact_and_leaves_the_first_alone() -> None:
    answers = {
        "甲": {"得分": 9, "采用条数": 3},
        "乙": {"得分": 8, "采用条数": 5},
        "丙": {"得分": 7, "采用条数": 3},
        "丁": {"得分": 6, "采用条数": 1},
    }
    found = program(scheme=ADOPTED + COUNTIES).assess(answers)["county"]
    assert places(found) == [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 4)]
    assert others(found, "信息采用") == [
        ("乙", 1, Decimal(5)),
        ("甲", 2, Decimal(3)),
        ("丙", 2, Decimal(3)),
        ("丁", 4, Decimal(1)),
    ]
    assert found.to_dict()["rankings"]["信息采用"][1] == {"rank": 2, "ranks": [2, 2], "unit": "甲", "value": "3"}


def test_in_a_second_ranking_less_may_be_better() -> None:
    one = program(scheme=ADOPTED.replace("采用条数", "退回条数") + 'better = "lower"\n' + COUNTIES)
    answers = {"甲": {"得分": 9, "退回条数": 3}, "乙": {"得分": 8, "退回条数": 0}, "丙": {"得分": 7}}
    found = one.assess(answers)["county"]
    # 丙 may have sent none back, or any number: of the others only the one with none is surely not below it.
    assert [(one.unit, one.rank, one.ranks) for one in found.rankings["信息采用"]] == [
        ("乙", 1, (1, 1)),
        ("丙", None, (1, 3)),
        ("甲", None, (2, 3)),
    ]


def test_who_has_no_value_is_not_in_the_second_ranking() -> None:
    by = '[rankings."采用率"]\nby = { ratio = [{ fact = "采用条数" }, { fact = "上报条数" }] }\n'
    answers: Answers = {
        "甲": {"得分": 9, "采用条数": 0, "上报条数": 0},
        "乙": {"得分": 8, "采用条数": 1, "上报条数": 3},
        "丙": {"得分": 7, "采用条数": {"status": "not_submitted"}, "上报条数": 3},
        "丁": {"得分": 7, "采用条数": 0, "上报条数": 3},
    }
    found = program(scheme=by + COUNTIES).assess(answers)["county"]
    assert others(found, "采用率") == [("乙", 1, Fraction(1, 3)), ("丁", 2, Decimal(0))]
    assert found.to_dict()["rankings"]["采用率"][0]["value"] == "1/3"


def test_a_second_ranking_has_ties_and_tie_breakers_of_its_own() -> None:
    second = ADOPTED + 'ties = "dense"\nthen = [{ points_of = "1" }]\n'
    answers = {
        "甲": {"得分": 9, "采用条数": 3},
        "乙": {"得分": 8, "采用条数": 3},
        "丙": {"得分": 9, "采用条数": 3},
        "丁": {"得分": 6, "采用条数": 1},
    }
    one = program(scheme=second + COUNTIES)
    assert others(one.assess(answers)["county"], "信息采用") == [
        ("甲", 1, Decimal(3)),
        ("丙", 1, Decimal(3)),
        ("乙", 2, Decimal(3)),
        ("丁", 3, Decimal(1)),
    ]
    assert [rank for _, rank, _ in others(one.assess(answers, ties="competition")["county"], "信息采用")] == [
        1,
        1,
        3,
        4,
    ]
    assert places(one.assess(answers)["county"]) == [("甲", 1), ("丙", 1), ("乙", 3), ("丁", 4)]


def test_a_second_ranking_may_be_of_one_rubric_and_runs_across_all_that_have_it() -> None:
    county = TWO.replace("[1]", 'kinds = ["县", "区"]\n[1]', 1)
    one = program(county, f'[rankings."网站"]\nby = {{ points_of = "2" }}\n{ADOPTED}{BOTH}', town=TOWN)
    answers = {
        "甲": {"日常": 8, "网站": 0, "采用条数": 2},
        "丙": {"日常": 7, "网站": 1, "采用条数": 1},
        "丁": {"得分": 8, "采用条数": 3},
    }
    apart = one.assess(answers)
    assert list(apart["county"].rankings) == ["网站", "信息采用"]
    assert list(apart["town"].rankings) == ["信息采用"]
    together = one.assess(answers, by="all")["all"]
    assert [(one.unit, one.rank) for one in together.rankings["网站"]] == [("丙", 1), ("甲", 2)]
    assert [(one.unit, one.rank) for one in together.rankings["信息采用"]] == [("丁", 1), ("甲", 2), ("丙", 3)]


def test_what_a_ranking_and_a_list_assume_is_told_with_the_standings() -> None:
    assumed = (
        '[rankings."折算"]\nby = { product = [{ fact = "采用条数" }, 3] }\nassumed.by = "每条3分未印"\n'
        '[named."较好"]\nwhen = { points_of = "total", at_least = 8 }\nassumed.when = "线未印"\n'
    )
    found = program(scheme=assumed + COUNTIES).assess({"甲": {"得分": 9, "采用条数": 1}})["county"]
    assert found.assumed == ("rankings.折算.by: 每条3分未印", "named.较好.when: 线未印")


def test_where_nothing_is_scored_another_ranking_still_ranks() -> None:
    """A notice may keep its totals and print how many items of each were adopted."""
    unscored = '[1]\nname = "制度"\nrole = "unscored"\nrule = "award"\npoints = 1\nwhen = "有制度"\n'
    found = program(unscored, ADOPTED + COUNTIES).assess({"甲": {"采用条数": 1}, "乙": {"采用条数": 4}})["county"]
    assert others(found, "信息采用") == [("乙", 1, Decimal(4)), ("甲", 2, Decimal(1))]
    assert [row.rank for row in found] == [None, None]


# Quotas -------------------------------------------------------------------------------------------

QUOTA = '[grades]\n"优秀" = { at_least = 5, quota = 1, gates = ["有创新"] }\n"合格" = {}\n'


def graded(**found: tuple[int | None, bool | None]) -> list[tuple[str, str | None, bool]]:
    answers = {
        unit: {**({} if score is None else {"得分": score}), **({} if new is None else {"有创新": new})}
        for unit, (score, new) in found.items()
    }
    group = program(scheme=QUOTA + COUNTIES).assess(answers)["county"]
    return [(row.unit, row.grade, row.graded) for row in group]


def test_a_quota_goes_to_the_first_who_passes_the_gates() -> None:
    assert graded(甲=(9, False), 乙=(8, True), 丙=(7, True)) == [
        ("甲", "合格", True),
        ("乙", "优秀", True),
        ("丙", "合格", True),
    ]


def test_while_somebody_above_may_still_pass_a_gate_a_quota_is_not_given_below() -> None:
    assert graded(甲=(9, None), 乙=(8, True), 丙=(4, True)) == [
        ("甲", None, False),
        ("乙", None, False),
        ("丙", "合格", True),
    ]


def test_a_quota_is_open_while_somebody_may_still_draw_level() -> None:
    """乙 has 8 to 12 and may draw level with the 12 of 甲; were both first, one place would not do for two."""
    county = JUDGED.replace("points = 10", "points = 8")  # 甲 8 + 4; 乙 8 and perhaps 4
    one = program(county, QUOTA.replace(', gates = ["有创新"]', "") + COUNTIES)
    found = one.assess({"甲": {"评分": 8, "机构": True}, "乙": {"评分": 8}})["county"]
    assert [(row.unit, row.rank, row.ranks, row.grade, row.graded) for row in found] == [
        ("甲", 1, (1, 1), None, False),
        ("乙", None, (1, 2), None, False),
    ]


PLATFORM = '[1]\nname = "平台"\npoints = 4\nrule = "award"\nwhen = "按时更新"\napplies_if = "有平台"\n'


@pytest.mark.parametrize(
    ("platform", "told"),
    [
        # half of two is one, half of one is none
        ({"有平台": True}, [("甲", "优秀", True), ("乙", "合格", True)]),
        ({"有平台": False}, [("甲", "合格", True)]),
        ({}, [("甲", None, False), ("乙", None, False)]),
    ],
)
def test_a_percentage_waits_until_it_is_known_of_how_many(
    platform: dict[str, bool], told: list[tuple[str, str | None, bool]]
) -> None:
    """A unit to which nothing applies is not ranked, and not counted."""
    grades = '[grades]\n"优秀" = { at_least = 4, quota = "50%" }\n"合格" = {}\n'
    answers = {"甲": {"有平台": True, "按时更新": True}, "乙": {"按时更新": False} | platform}
    found = program(PLATFORM, grades + COUNTIES).assess(answers)["county"]
    assert [(row.unit, row.grade, row.graded) for row in found] == told


@pytest.mark.parametrize(("by", "ties"), [("rubric", "ordinal"), ("kind", None), ("all", "dense")])
def test_how_units_are_shown_changes_no_grade(by: GroupedBy, ties: Ties | None) -> None:
    """Half of five are two places: 甲 takes one, and 乙 and 丙, who tie, cannot share the other."""
    grades = '[grades]\n"优秀" = { at_least = 4, quota = "50%" }\n"合格" = {}\n'
    one = program_of('kinds = ["县", "区", "镇"]\n' + PRINTED, grades + BOTH)
    found = one.assess(scores(甲=9, 乙=8, 丙=8, 丁=5, 戊=4), by=by, ties=ties)
    given = {row.unit: row.grade for standings in found.values() for row in standings}
    assert given == {"甲": "优秀", **dict.fromkeys(("乙", "丙", "丁", "戊"), "合格")}


# Ties at a quota ----------------------------------------------------------------------------------

TWO_BEST = '[grades]\n"优秀" = { at_least = 50, quota = 2 }\n"良好" = { at_least = 20 }\n"合格" = {}\n'


def refused(found: Standings) -> dict[str, tuple[str | None, list[tuple[str, int, int]]]]:
    return {row.unit: (row.grade, [(r.grade, r.places, r.tied) for r in row.refused]) for row in found}


def test_who_ties_beyond_a_quota_is_told_so_and_so_is_who_stands_below() -> None:
    """Two are 优秀 at most; 甲 takes a place, 乙 and 丙 tie for the other, 丁 is below; 戊 never reaches it."""
    found = program(scheme=TWO_BEST + COUNTIES).assess(scores(甲=90, 乙=80, 丙=80, 丁=70, 戊=10))["county"]
    tie = [("优秀", 1, 2)]
    assert refused(found) == {
        "甲": ("优秀", []),
        "乙": ("良好", tie),
        "丙": ("良好", tie),
        "丁": ("良好", tie),
        "戊": ("合格", []),
    }
    assert found["乙"].refused[0].reason() == "优秀名额余 1,并列 2 家,均不予,其后亦不予"
    assert [row["refused"] for row in found.to_dict()["rows"]][:2] == [[], [{"grade": "优秀", "places": 1, "tied": 2}]]
    assert [text for text in found.assumed if text.startswith("grades.优秀.quota: 并列超出余下名额的")] == list(
        found.assumed
    )


def test_a_quota_that_is_used_up_refuses_nobody_by_a_tie() -> None:
    """甲 and 乙 take both places together."""
    found = program(scheme=TWO_BEST + COUNTIES).assess(scores(甲=90, 乙=90, 丙=80))["county"]
    assert refused(found) == {"甲": ("优秀", []), "乙": ("优秀", []), "丙": ("良好", [])}
    assert found.assumed == ()
