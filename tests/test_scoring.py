"""One unit's score: status, bounds, what to find out next, and where every point went. Numbers worked by hand."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from drafts import COLUMNS, program_of
from opengov_rules import Evidence, Observation, Program, Result
from opengov_rules.causes import Cause

SITE = """
[1]
name = "网站建设"
points = 25
[1.1]
name = "空白栏目"
points = 2
cite = "34: 每发现1个空白栏目扣1分,扣完为止(2分)"
rule = "deduct"
faults = { "空白栏目" = 1 }
[1.2]
name = "信息更新"
points = 23
rule = "award"
when = "按时更新"
[B]
name = "媒体刊登"
role = "bonus"
points = 5
rule = "per_event"
events = { "省级媒体刊登" = 2 }
[P]
name = "通报曝光"
role = "penalty"
rule = "per_event"
events = { "省级通报" = 5 }
[vetoes.blank]
when = { fact = "空白栏目", over = 5 }
scope = "1"
effect = { points = 0 }
cite = "36: 超过5个的,网站工作一票否决"
"""
"""A notice in small: 25 points for the site, up to 5 more, 5 off for each reprimand, and a veto above 5 columns."""

CLEAN = {"空白栏目": 0, "按时更新": True, "省级媒体刊登": 0, "省级通报": 0}


@pytest.fixture(scope="module")
def site() -> Program:
    return program_of(SITE)


def told(result: Result, code: str | None = None) -> list[tuple[str, str, Decimal | Fraction | None]]:
    """Code, kind and amount of every cause, or of one node's."""
    return [(c.code, c.kind, c.amount) for c in result.causes if code in (None, c.code)]


def taken(causes: tuple[Cause, ...]) -> Fraction:
    return sum((Fraction(cause.amount) for cause in causes if cause.amount is not None), Fraction(0))


# Totals and lines ---------------------------------------------------------------------------------


def test_a_unit_without_fault_has_all_base_points_and_no_bonus(site: Program) -> None:
    result = site.score("甲县", CLEAN)
    assert (result.total, result.exact, result.status) == (Decimal(25), Fraction(25), "final")
    assert (result.bounds, result.maximum) == ((Decimal(25), Decimal(25)), Decimal(30))  # 25 + 5
    assert [(line.code, line.points, line.maximum, line.lost) for line in result] == [
        ("1", Decimal(25), Decimal(25), Decimal(0)),
        ("1.1", Decimal(2), Decimal(2), Decimal(0)),
        ("1.2", Decimal(23), Decimal(23), Decimal(0)),
        ("B", Decimal(0), Decimal(5), Decimal(5)),
        ("P", Decimal(0), Decimal(0), Decimal(0)),
        ("total", Decimal(25), Decimal(30), Decimal(5)),
    ]


def test_bonus_adds_up_to_its_points_and_a_penalty_is_a_negative_line(site: Program) -> None:
    # 25 + min(5, 3 × 2) − 2 × 5 = 20
    result = site.score("甲县", CLEAN | {"省级媒体刊登": 3, "省级通报": 2})
    assert result.total == Decimal(20)
    assert (result["B"].points, result["B"].lost) == (Decimal(5), Decimal(0))
    assert (result["P"].points, result["P"].maximum, result["P"].lost) == (Decimal(-10), Decimal(0), Decimal(10))
    assert told(result) == [("P", "penalty", Decimal(10))]


def test_without_a_declared_floor_the_total_may_fall_below_zero(site: Program) -> None:
    # 25 − 6 × 5 = −5
    assert site.score("甲县", CLEAN | {"省级通报": 6}).total == Decimal(-5)


def test_a_declared_floor_of_the_total_is_an_entry_of_the_total() -> None:
    result = program_of(SITE + "[total]\nfloor = 0\n").score("甲县", CLEAN | {"省级通报": 6})
    # 25 − 30 = −5, lifted to 0: a gain of 5
    assert result.total == Decimal(0)
    assert told(result, "total") == [("total", "floor", Decimal(-5))]


def test_a_declared_cap_of_the_total_is_an_entry_of_the_total() -> None:
    result = program_of(SITE + "[total]\ncap = 28\n").score("甲县", CLEAN | {"省级媒体刊登": 3})
    # 25 + 5 = 30, cut to 28
    assert result.total == Decimal(28)
    assert told(result, "total") == [("total", "cap", Decimal(2))]


def test_a_third_is_kept_as_a_fraction() -> None:
    program = program_of(
        '[1]\nname = "打分"\nrule = "printed"\nfact = "得分"\n', '[facts]\n"得分" = { step = "1/3" }\n'
    )
    result = program.score("甲县", {"得分": Fraction(244, 3)})
    assert (result.total, result.exact) == (Fraction(244, 3), Fraction(244, 3))
    assert (result.to_dict()["total"], result.to_dict()["exact"]) == ("244/3", "244/3")


def test_a_scheme_without_printed_points_has_no_maximum_and_no_loss() -> None:
    result = program_of('[1]\nname = "公开"\nrule = "printed"\nfact = "得分"\n').score("甲县", {"得分": "41.5"})
    assert (result.total, result.maximum, result["1"].maximum, result["1"].lost) == (Decimal("41.5"), None, None, None)
    assert result.causes == ()


def test_a_line_is_found_by_its_code_and_an_unknown_code_is_a_key_error(site: Program) -> None:
    result = site.score("甲县", CLEAN)
    assert result["1.2"].name == "信息更新"
    assert result["total"].name == "总分"
    assert result["1"].children == ("1.1", "1.2")
    with pytest.raises(KeyError):
        result["9"]


# Causes -------------------------------------------------------------------------------------------


def test_each_fault_takes_what_the_ones_before_it_left() -> None:
    program = program_of(
        '[1]\nname = "网站"\npoints = 10\nrule = "deduct"\nfaults = { "错链" = 3, "空白栏目" = 2, "错别字" = 1 }\n'
    )
    result = program.score("甲县", {"错链": 3, "空白栏目": 4, "错别字": 7})
    # 10 − 9 = 1; the columns would take 8 and find 1; nothing is left for the misprints.
    assert told(result) == [
        ("1", "deduction", Decimal(9)),
        ("1", "deduction", Decimal(1)),
        ("1", "deduction", Decimal(0)),
    ]
    assert [cause.reason("en") for cause in result.causes] == [
        "错链: 3, 3 off each",
        "空白栏目: 4, 2 off each",
        "错别字: 7, 1 off each (already at the floor)",
    ]
    assert result.causes[2].reason("zh") == "错别字 7,每发现一个扣 1 分(已扣完)"


def test_two_empty_columns_cost_two_points_and_six_cost_the_rest_by_veto(site: Program) -> None:
    """超过5个的,网站工作一票否决: the veto takes what the scope still held."""
    two = site.score("甲县", CLEAN | {"空白栏目": 2})
    assert (two.total, told(two)) == (Decimal(23), [("1.1", "deduction", Decimal(2)), ("B", "unearned", Decimal(5))])
    six = site.score("甲县", CLEAN | {"空白栏目": 6})
    # 2 by deduction, 25 − 2 = 23 by veto
    assert (six.total, six.vetoes) == (Decimal(0), ("blank",))
    assert told(six) == [
        ("1", "veto", Decimal(23)),
        ("1.1", "deduction", Decimal(2)),
        ("B", "unearned", Decimal(5)),
    ]
    veto = six.causes[0]
    assert veto.reason("zh") == "一票否决:空白栏目 > 5"
    assert veto.reason("en") == "veto: 空白栏目 > 5"
    assert (str(veto.cite), veto.fact, veto.value()) == ("36: 超过5个的,网站工作一票否决", "空白栏目", "6")


def test_five_empty_columns_set_off_no_veto(site: Program) -> None:
    result = site.score("甲县", CLEAN | {"空白栏目": 5})
    assert (result.total, result.vetoes) == (Decimal(23), ())


def test_a_veto_never_raises_a_score() -> None:
    program = program_of(SITE.replace("effect = { points = 0 }", "effect = { points = 10 }"))
    low = program.score("甲县", CLEAN | {"空白栏目": 6, "按时更新": False})
    # 2 − 2 + 0 = 0 already; the veto's 10 does not lift it.
    assert (low.total, told(low, "1")) == (Decimal(0), [("1", "veto", Decimal(0))])
    high = program.score("甲县", CLEAN | {"空白栏目": 6})
    # 23 → 10
    assert (high.total, told(high, "1")) == (Decimal(10), [("1", "veto", Decimal(13))])


def test_a_veto_on_the_total_leaves_nothing() -> None:
    program = program_of(SITE.replace('scope = "1"\neffect', 'scope = "total"\neffect'))
    result = program.score("甲县", CLEAN | {"空白栏目": 6, "省级媒体刊登": 1})
    # 25 − 2 + 2 = 25 → 0
    assert (result.total, told(result, "total")) == (Decimal(0), [("total", "veto", Decimal(25))])


def test_losses_add_up_to_the_maximum_less_the_points_at_every_node(site: Program) -> None:
    for facts in (
        CLEAN,
        CLEAN | {"空白栏目": 6, "省级通报": 3},
        CLEAN | {"空白栏目": 1, "按时更新": False, "省级媒体刊登": 9},
    ):
        result = site.score("甲县", facts)
        for line in result:
            below = sum((Fraction(result[code].lost or 0) for code in line.children), Fraction(0))
            assert line.lost == below + taken(line.causes), line.code


def test_a_cause_quotes_the_clause_of_its_line(site: Program) -> None:
    (cause, *_) = site.score("甲县", CLEAN | {"空白栏目": 1}).causes
    assert str(cause.cite) == "34: 每发现1个空白栏目扣1分,扣完为止(2分)"
    assert (cause.fact, cause.facts, cause.value("zh")) == ("空白栏目", ("空白栏目",), "1")


def test_a_cause_that_rests_on_several_facts_names_no_single_one() -> None:
    program = program_of('[1]\nname = "机构"\npoints = 2\nrule = "award"\nwhen = ["明确机构", "列入分工"]\n')
    (cause,) = program.score("甲县", {"明确机构": True, "列入分工": False}).causes
    assert (cause.fact, cause.value(), cause.facts) == (None, None, ("明确机构", "列入分工"))
    assert cause.reason("zh") == "未符合要求:列入分工"


HONOURS = """
[1]
name = "基本分"
points = 5
rule = "award"
when = "达标"
[B]
name = "附加分"
role = "bonus"
points = 10
[B.1]
name = "表彰"
rule = "per_event"
events = { "表彰" = 3 }
[B.2]
name = "会议"
points = 2
rule = "award"
when = "会议"
"""


def test_what_parts_without_points_leave_of_their_node_is_its_own_cause() -> None:
    program = program_of(HONOURS)
    one = program.score("甲县", {"达标": True, "表彰": 1, "会议": False})
    # 3 of 10: 2 were the meeting's, and the other 5 nobody's
    assert (one["B"].points, one["B"].lost) == (Decimal(3), Decimal(7))
    assert told(one) == [("B", "unearned", Decimal(5)), ("B.2", "unearned", Decimal(2))]
    full = program.score("甲县", {"达标": True, "表彰": 3, "会议": False})
    # 9 of 10; the meeting's 2 are not earned, of which 1 would have been too much
    assert full["B"].lost == 1
    assert told(full) == [("B", "combined", Decimal(-1)), ("B.2", "unearned", Decimal(2))]
    over = program.score("甲县", {"达标": True, "表彰": 4, "会议": True})
    # 14, of which 10 count
    assert told(over) == [("B", "combined", Decimal(-4)), ("B", "cap", Decimal(4))]
    none = program.score("甲县", {"达标": True, "表彰": 0, "会议": False})
    assert told(none) == [("B", "unearned", Decimal(8)), ("B.2", "unearned", Decimal(2))]


def test_in_the_base_what_parts_without_points_leave_is_missed_and_a_scale_stays_accounted_for() -> None:
    part = '[1.1]\nname = "处"\nrule = "per_event"\nevents = { "处" = 1 }\n'
    base = f'[1]\nname = "项"\npoints = 10\noffset = 1\nfactor = 2\n{part}'
    result = program_of(base).score("甲县", {"处": 2})
    # (2 + 1) × 2 = 6 of 10
    assert (result["1"].points, result["1"].lost) == (Decimal(6), Decimal(4))
    assert told(result) == [("1", "missed", Decimal(7)), ("1", "scaled", Decimal(-3))]


def test_bonus_that_was_not_earned_is_no_fault(site: Program) -> None:
    result = site.score("甲县", CLEAN | {"省级媒体刊登": 1})
    # at most 5, 2 earned
    assert told(result) == [("B", "unearned", Decimal(3))]


# Steps of a node ----------------------------------------------------------------------------------

GATED = '[1]\nname = "答复"\npoints = 8\nrule = "judged"\nfact = "评分"\nstep = 1\n'


def test_only_if_makes_the_item_worth_nothing_where_its_condition_fails() -> None:
    program = program_of(GATED + 'only_if = "有渠道"\n')
    assert program.score("甲县", {"评分": 6, "有渠道": True}).total == Decimal(6)
    result = program.score("甲县", {"评分": 6, "有渠道": False})
    # 8 − 6 = 2 by judgement, the other 6 by the condition
    assert (result.total, told(result)) == (Decimal(0), [("1", "missed", Decimal(2)), ("1", "only_if", Decimal(6))])
    assert result.causes[1].reason("zh") == "不满足前提:有渠道"


def test_zero_if_makes_the_item_worth_nothing_where_its_condition_holds() -> None:
    program = program_of(GATED + 'zero_if = "集中发布"\n')
    assert program.score("甲县", {"评分": 6, "集中发布": False}).total == Decimal(6)
    result = program.score("甲县", {"评分": 6, "集中发布": True})
    assert (result.total, told(result)) == (Decimal(0), [("1", "missed", Decimal(2)), ("1", "zero_if", Decimal(6))])
    assert result.causes[1].reason("en") == "the item is worth nothing: 集中发布"


@pytest.mark.parametrize("gate", ["only_if", "zero_if"])
def test_a_gate_that_rests_on_what_was_not_submitted_does_not_open(gate: str) -> None:
    program = program_of(GATED + f'{gate} = "有渠道"\n')
    result = program.score("甲县", {"评分": 6, "有渠道": {"status": "not_submitted"}})
    assert (result.total, told(result)[1:]) == (Decimal(0), [("1", "not_submitted", Decimal(6))])


def test_an_excused_item_counts_as_met() -> None:
    program = program_of(GATED + 'excused_if = "已说明"\n')
    result = program.score("甲县", {"评分": 6, "已说明": True})
    # 2 lost by judgement, and given back
    assert (result.total, told(result)) == (Decimal(8), [("1", "missed", Decimal(2)), ("1", "excused", Decimal(-2))])
    assert result.causes[1].reason("zh") == "已说明,视为符合:已说明"
    assert program.score("甲县", {"评分": 6, "已说明": False}).total == Decimal(6)


def test_a_cap_of_a_node_takes_what_is_above_it() -> None:
    program = program_of(GATED + "cap = 5\n")
    result = program.score("甲县", {"评分": 7})
    # 1 by judgement, 7 → 5 by the cap
    assert (result.total, told(result)) == (Decimal(5), [("1", "missed", Decimal(1)), ("1", "cap", Decimal(2))])
    assert result.causes[1].reason("en") == "above the most that counts"


def test_a_floor_of_a_node_lifts_what_is_below_it() -> None:
    program = program_of(GATED + "floor = 3\n")
    result = program.score("甲县", {"评分": 1})
    # 7 by judgement, 1 → 3 by the floor
    assert (result.total, told(result)) == (Decimal(3), [("1", "missed", Decimal(7)), ("1", "floor", Decimal(-2))])


def test_what_was_not_submitted_counts_as_no_such_work() -> None:
    result = program_of(GATED).score("甲县", {"评分": {"status": "not_submitted"}})
    assert (result.total, told(result)) == (Decimal(0), [("1", "not_submitted", Decimal(8))])
    assert result.causes[0].reason("zh") == "未按要求报送,视为无相关工作"
    assert result.causes[0].value("en") == "not submitted"


def test_an_unsubmitted_fact_sets_off_no_veto(site: Program) -> None:
    result = site.score("甲县", CLEAN | {"空白栏目": {"status": "not_submitted"}})
    # 1.1 is worth 0; 1.2 keeps its 23.
    assert (result.total, result.vetoes) == (Decimal(23), ())


def test_a_condition_of_a_branch_takes_what_its_children_have_earned() -> None:
    county = SITE.replace('name = "网站建设"\npoints = 25\n', 'name = "网站建设"\npoints = 25\nonly_if = "有网站"\n')
    program = program_of(county)
    result = program.score("甲县", CLEAN | {"空白栏目": 1, "有网站": False})
    # 1 by deduction; the other 24 by the condition of the branch
    assert result.total == Decimal(0)
    assert told(result, "1") == [("1", "only_if", Decimal(24))]
    assert told(result, "1.1") == [("1.1", "deduction", Decimal(1))]
    # What a branch asks is worth finding out, though no leaf asks it.
    unknown = program.score("甲县", CLEAN)
    assert unknown.bounds == (Decimal(0), Decimal(25))
    assert [(fact.name, fact.swing) for fact in unknown.open_facts] == [("有网站", Decimal(25))]


# Late evidence ------------------------------------------------------------------------------------

DUE = "[window]\ndue = 2025-01-10\n"


def submitted(on: dt.date) -> Evidence:
    return Evidence("甲县", (Observation(fact="评分", value=Fraction(6), time=on),))


def test_evidence_on_the_last_day_is_in_time() -> None:
    program = program_of(GATED + "needs_evidence = true\n", DUE)
    assert program.score("甲县", submitted(dt.date(2025, 1, 10))).total == Decimal(6)


def test_evidence_after_the_last_day_counts_as_not_submitted_and_says_so() -> None:
    result = program_of(GATED + "needs_evidence = true\n", DUE).score("甲县", submitted(dt.date(2025, 1, 11)))
    assert (result.total, told(result)) == (Decimal(0), [("1", "not_submitted", Decimal(8))])
    assert result.causes[0].reason("zh") == "未按要求报送,视为无相关工作(逾期报送)"
    assert result.causes[0].reason("en") == "not submitted: counts as no such work (sent too late)"


def test_the_last_day_concerns_only_what_needs_evidence() -> None:
    assert program_of(GATED, DUE).score("甲县", submitted(dt.date(2025, 2, 1))).total == Decimal(6)


def test_needs_evidence_is_inherited_and_can_be_lifted_below() -> None:
    county = """
[1]
name = "日常工作"
needs_evidence = true
[1.1]
name = "机构"
points = 2
rule = "award"
when = "明确机构"
[1.2]
name = "网站"
points = 3
needs_evidence = false
rule = "award"
when = "有网站"
"""
    late = dt.date(2025, 1, 11)
    facts = {"明确机构": {"value": True, "time": late}, "有网站": {"value": True, "time": late}}
    # 1.1 is too late, 1.2 needs no evidence
    assert program_of(county, DUE).score("甲县", facts).total == Decimal(3)


# What does not apply ------------------------------------------------------------------------------

PLATFORM = """
[1]
name = "日常工作"
points = 5
[1.1]
name = "机构"
points = 2
rule = "award"
when = "明确机构"
[1.2]
name = "平台"
points = 3
not_applicable = "{policy}"
rule = "judged"
fact = "平台评分"
step = 1
"""
NO_PLATFORM = {"明确机构": True, "平台评分": {"status": "not_applicable"}}


def test_what_is_dropped_leaves_the_maximum_too() -> None:
    result = program_of(PLATFORM.format(policy="drop")).score("甲县", NO_PLATFORM)
    # 2 of 2 instead of 2 of 5
    assert (result.total, result.maximum, result["1"].maximum) == (Decimal(2), Decimal(2), Decimal(2))
    line = result["1.2"]
    assert (line.status, line.points, line.maximum, line.bounds) == ("not_applicable", None, None, (None, None))
    assert (line.counted, line.lost, line.causes) == (False, None, ())
    assert result["1.1"].counted


def test_a_branch_of_which_nothing_applies_does_not_apply_itself() -> None:
    county = PLATFORM.format(policy="drop").replace("[1.2]", "[2]\nname='平台类'\n[2.1]").replace("points = 5\n", "")
    result = program_of(county).score("甲县", NO_PLATFORM)
    assert [result[code].status for code in ("1", "2", "2.1", "total")] == [
        "final",
        "not_applicable",
        "not_applicable",
        "final",
    ]
    assert result.maximum == Decimal(2)


def test_what_counts_in_full_loses_nothing() -> None:
    result = program_of(PLATFORM.format(policy="full")).score("甲县", NO_PLATFORM)
    # 2 + 3 of 5
    assert (result.total, result.maximum, result.causes) == (Decimal(5), Decimal(5), ())


def test_what_counts_as_zero_says_so() -> None:
    result = program_of(PLATFORM.format(policy="zero")).score("甲县", NO_PLATFORM)
    # 2 + 0 of 5
    assert (result.total, result.maximum) == (Decimal(2), Decimal(5))
    assert told(result) == [("1.2", "not_applicable", Decimal(3))]
    assert result.causes[0].reason("zh") == "不适用,按 0 分计"
    assert result.causes[0].value("en") == "not applicable"


def test_a_penalty_that_is_dropped_takes_nothing() -> None:
    county = (
        COLUMNS + '[P]\nname = "通报"\nrole = "penalty"\nnot_applicable = "drop"\n'
        'rule = "per_event"\nevents = { "省级通报" = 5 }\n'
    )
    result = program_of(county).score("甲县", {"空白栏目": 0, "省级通报": {"status": "not_applicable"}})
    assert (result.total, result["P"].status) == (Decimal(20), "not_applicable")


def test_a_share_of_nothing_is_not_above_anything() -> None:
    county = PLATFORM.format(policy="drop") + (
        '[2]\nname = "奖励"\nrole = "bonus"\npoints = 1\nrule = "award"\n'
        'when = { share_of = "1.2", at_least = "50%" }\n'
    )
    program = program_of(county)
    # 2 of 3 is more than half; of a platform that does not exist nothing is.
    assert program.score("甲县", {"明确机构": True, "平台评分": 2})["2"].points == Decimal(1)
    assert program.score("甲县", NO_PLATFORM)["2"].points == Decimal(0)


# Open facts and bounds ----------------------------------------------------------------------------


def test_nothing_known_leaves_everything_open(site: Program) -> None:
    result = site.score("甲县", {})
    assert (result.status, result.total, result.exact, result.grade) == ("provisional", None, None, None)
    # At best 25 + 5; reprimands have no limit.
    assert result.bounds == (None, Decimal(30))
    assert result["P"].bounds == (None, Decimal(0))
    assert (result["1"].bounds, result["1"].points, result["1"].status) == (
        (Decimal(0), Decimal(25)),
        None,
        "provisional",
    )


def test_what_to_find_out_next_comes_with_the_most_telling_first(site: Program) -> None:
    result = site.score("甲县", {})
    # Reprimands: without limit. Columns: a veto, so 25. Update: 23. Media: 5.
    assert [(fact.name, fact.swing) for fact in result.open_facts] == [
        ("省级通报", None),
        ("空白栏目", Decimal(25)),
        ("按时更新", Decimal(23)),
        ("省级媒体刊登", Decimal(5)),
    ]
    assert [fact.parts for fact in result.open_facts] == [("",)] * 4


def test_bounds_are_the_ends_that_answers_can_reach(site: Program) -> None:
    result = site.score("甲县", {"空白栏目": 1, "省级媒体刊登": 1, "省级通报": 1})
    # 1 + (0 or 23) + 2 − 5
    assert result.bounds == (Decimal(-2), Decimal(21))
    assert [(fact.name, fact.swing) for fact in result.open_facts] == [("按时更新", Decimal(23))]


def test_a_veto_settles_what_it_takes_whatever_is_still_open(site: Program) -> None:
    result = site.score("甲县", {"空白栏目": 6, "省级媒体刊登": 1, "省级通报": 0})
    # The site is worth 0 either way; 2 by media.
    assert (result.status, result.total, result.open_facts) == ("final", Decimal(2), ())
    assert (result["1"].points, result["1.2"].points, result["1.2"].status) == (Decimal(0), None, "provisional")
    assert result.vetoes == ("blank",)


def test_a_cap_settles_what_lies_above_it() -> None:
    program = program_of(
        '[B]\nname = "刊登"\nrole = "bonus"\npoints = 4\nrule = "per_event"\nevents = { "省" = 2, "市" = 1 }\n'
    )
    result = program.score("甲县", {"省": 2})
    # 2 × 2 = 4 is all that counts, whatever the city's papers wrote.
    assert (result.status, result.total) == ("final", Decimal(4))


def test_with_open_facts_only_what_is_sure_is_a_cause(site: Program) -> None:
    result = site.score("甲县", {"空白栏目": 1, "省级通报": 1})
    assert told(result, "1.1") == [("1.1", "deduction", Decimal(1))]
    assert told(result, "1.2") == []
    assert told(result, "P") == [("P", "penalty", Decimal(5))]


def test_the_amount_of_a_sure_cause_may_be_open() -> None:
    program = program_of(SITE)
    result = program.score("甲县", {"空白栏目": 6})
    # The veto surely holds; what the site still held depends on the update: 0 or 23.
    assert told(result, "1") == [("1", "veto", None)]


def test_a_fact_that_only_settled_lines_ask_is_not_worth_finding_out() -> None:
    program = program_of(
        '[1]\nname = "栏目"\npoints = 4\nrule = "deduct"\nfaults = { "空白" = 2, "错链" = 1 }\n'
        '[2]\nname = "机构"\npoints = 1\nrule = "award"\nwhen = "明确机构"\n'
    )
    result = program.score("甲县", {"空白": 2})
    # 4 − 4 = 0: broken links cannot take more.
    assert [(fact.name, fact.swing) for fact in result.open_facts] == [("明确机构", Decimal(1))]


def test_an_open_answer_of_one_account_leaves_its_part_open() -> None:
    program = program_of(
        '[1]\nname = "账号"\npoints = 6\nrule = "deduct"\nfaults = { "问题" = 1 }\n',
        '[facts]\n"问题" = { ask = "有几个问题?", per = "账号", take = "sum" }\n',
    )
    result = program.score("甲县", {"问题": {"微信": 2, "微博": {"status": "not_assessed"}}})
    # 6 − 2 = 4 at best; the other account has no limit, so 0 at worst.
    assert result.bounds == (Decimal(0), Decimal(4))
    (open_fact,) = result.open_facts
    assert (open_fact.name, open_fact.ask, open_fact.parts, open_fact.swing) == (
        "问题",
        "有几个问题?",
        ("微博",),
        Decimal(4),
    )


def test_a_closed_list_counts_what_is_not_named_as_none() -> None:
    program = program_of(SITE, '[facts]\n"省级通报" = { absent = "none" }\n')
    facts = {name: value for name, value in CLEAN.items() if name != "省级通报"}
    assert program.score("甲县", facts).total == Decimal(25)


# Folds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("take", "total"),
    [
        ("sum", 3),  # 10 − (2 + 0 + 5)
        ("max", 5),  # 10 − 5
        ("min", 10),  # 10 − 0
        ("count", 8),  # two accounts have any: 10 − 2
    ],
)
def test_answers_of_many_accounts_fold_as_declared(take: str, total: int) -> None:
    program = program_of(
        '[1]\nname = "账号"\npoints = 10\nrule = "deduct"\nfaults = { "问题" = 1 }\n',
        f'[facts]\n"问题" = {{ per = "账号", take = "{take}" }}\n',
    )
    assert program.score("甲县", {"问题": {"微信": 2, "微博": 0, "抖音": 5}}).total == Decimal(total)


@pytest.mark.parametrize(
    ("take", "bounds"),
    [
        ("sum", (0, 8)),  # 10 − 2 − (0 … )
        ("max", (0, 8)),  # the greatest is at least 2
        ("min", (8, 10)),  # the least is 0 … 2
        ("count", (8, 9)),  # one or two accounts
    ],
)
def test_an_open_account_widens_the_fold_as_far_as_it_can(take: str, bounds: tuple[int, int]) -> None:
    program = program_of(
        '[1]\nname = "账号"\npoints = 10\nrule = "deduct"\nfaults = { "问题" = 1 }\n',
        f'[facts]\n"问题" = {{ per = "账号", take = "{take}" }}\n',
    )
    result = program.score("甲县", {"问题": {"微信": 2, "微博": {"status": "not_assessed"}}})
    assert result.bounds == (Decimal(bounds[0]), Decimal(bounds[1]))


def test_an_account_that_does_not_apply_is_left_out_of_the_fold() -> None:
    program = program_of(
        '[1]\nname = "账号"\npoints = 10\nnot_applicable = "full"\nrule = "deduct"\nfaults = { "问题" = 1 }\n',
        '[facts]\n"问题" = { per = "账号", take = "sum" }\n',
    )
    off = {"status": "not_applicable"}
    assert program.score("甲县", {"问题": {"微信": 2, "微博": off}}).total == Decimal(8)
    nothing = program.score("甲县", {"问题": {"微信": off, "微博": off}})
    assert (nothing["1"].points, nothing.total) == (Decimal(10), None)  # no other indicator is left to score by


def test_one_account_not_submitted_makes_the_whole_fact_not_submitted() -> None:
    program = program_of(
        '[1]\nname = "账号"\npoints = 10\nrule = "deduct"\nfaults = { "问题" = 1 }\n',
        '[facts]\n"问题" = { per = "账号", take = "sum" }\n',
    )
    assert program.score("甲县", {"问题": {"微信": 0, "微博": {"status": "not_submitted"}}}).total == Decimal(0)


ACCOUNTS = """
[1]
name = "账号"
points = 10
rule = "deduct"
faults = { "停更" = 2, "问题" = 1 }
"""


def test_an_account_that_one_fact_names_is_open_in_the_others_of_its_kind() -> None:
    program = program_of(
        ACCOUNTS,
        '[facts]\n"停更" = { per = "账号", take = "sum", max = 1 }\n"问题" = { per = "账号", take = "sum", max = 3 }\n',
    )
    result = program.score("甲县", {"停更": {"微信": 1, "微博": 0}, "问题": {"微信": 2}})
    # 10 − 2 − 2 = 6; the other account may have up to 3 problems.
    assert result.bounds == (Decimal(3), Decimal(6))
    assert [(fact.name, fact.parts) for fact in result.open_facts] == [("问题", ("微博",))]


def test_in_a_closed_list_an_account_that_is_not_named_has_none() -> None:
    program = program_of(
        ACCOUNTS,
        '[facts]\n"停更" = { per = "账号", take = "sum" }\n"问题" = { per = "账号", take = "sum", absent = "none" }\n',
    )
    assert program.score("甲县", {"停更": {"微信": 1, "微博": 0}, "问题": {"微信": 2}}).total == Decimal(6)


# Samples derived from facts of assets -------------------------------------------------------------

HITS = """
[1]
name = "征集"
points = 3
rule = "sample"
fact = "征集抽查"
draw = 3
each = 1
per = "决策"
when = [{ fact = "征集天数", at_least = 30, excused_if = "已说明" }, "已公开"]
"""


def test_a_sample_may_be_given_itself_or_by_the_facts_of_its_items() -> None:
    program = program_of(HITS)
    direct = program.score("甲县", {"征集抽查": "2/3"})
    derived = program.score(
        "甲县",
        {
            "征集天数": {"道路": 30, "学校": 29, "医院": 29},
            "已说明": {"道路": False, "学校": True, "医院": False},
            "已公开": {"道路": True, "学校": True, "医院": True},
        },
    )
    # The hospital's 29 days were not explained: 2 of 3.
    assert (direct.total, derived.total) == (Decimal(2), Decimal(2))
    assert direct.causes[0].reason("zh") == derived.causes[0].reason("zh") == "征集抽查:符合/抽查 2/3(规定抽查 3)"


@pytest.mark.parametrize(
    ("fact", "days"),
    [
        ('{ per = "决策", take = "median" }', (40, 29, 30)),
        ('{ per = "决策", take = "mean" }', (40, 29, 30)),
        ('{ type = "quantity", step = 0.5, per = "决策", take = "count" }', (Decimal("40.5"), Decimal("29.5"), 30)),
    ],
)
def test_each_item_is_looked_at_by_itself_however_the_answers_of_all_fold(
    fact: str, days: tuple[Decimal | int, ...]
) -> None:
    """Two of the three were open for 30 days or more."""
    rubric = HITS.replace(
        'when = [{ fact = "征集天数", at_least = 30, excused_if = "已说明" }, "已公开"]',
        'when = { fact = "征集天数", at_least = 30 }',
    )
    program = program_of(rubric, f'[facts]\n"征集天数" = {fact}\n')
    assert program.score("甲县", {"征集天数": dict(zip("甲乙丙", days, strict=True))}).total == Decimal(2)


def test_an_item_that_is_not_fully_looked_at_may_be_a_hit_or_not() -> None:
    result = program_of(HITS).score(
        "甲县", {"征集天数": {"道路": 30, "学校": 30}, "已公开": {"道路": True, "医院": False}}
    )
    # The road hits, the hospital misses, the school depends on whether it was published.
    assert result.bounds == (Decimal(1), Decimal(2))
    assert [(fact.name, fact.parts) for fact in result.open_facts] == [("征集抽查", ("已公开(学校)",))]


def test_facts_of_items_that_were_not_submitted_make_the_sample_not_submitted() -> None:
    program = program_of(HITS)
    assert program.score("甲县", {"已公开": {"status": "not_submitted"}}).total == Decimal(0)
    assert program.score("甲县", {"已公开": {"status": "not_assessed"}}).bounds == (Decimal(0), Decimal(3))


def test_a_late_item_makes_the_sample_late() -> None:
    program = program_of(HITS + "needs_evidence = true\n", DUE)
    late = {"value": True, "time": "2025-01-11"}
    result = program.score("甲县", {"征集天数": {"道路": 30}, "已公开": {"道路": late}})
    assert result.total == Decimal(0)
    assert result.causes[0].reason("en") == "征集抽查: hits/drawn 0/1 (the rule draws 3) (sent too late)"


# Grades, named lists, assumptions -----------------------------------------------------------------

GRADES = """
[grades]
"优秀" = { at_least = 18, gates = [{ fact = "空白栏目", under = 1 }] }
"良好" = { at_least = 16 }
"其余" = {}
[named."较差"]
when = { points_of = "1", is = 0 }
"""


@pytest.mark.parametrize(("columns", "grade"), [(0, "优秀"), (1, "良好"), (2, "良好"), (3, "其余"), (10, "其余")])
def test_the_grade_is_the_first_from_the_top_whose_threshold_and_gates_hold(columns: int, grade: str) -> None:
    # 20, 18 (but not without a column), 16, 14, 0
    assert program_of(COLUMNS, GRADES).score("甲县", {"空白栏目": columns}).grade == grade


def test_without_printed_grades_there_is_none(site: Program) -> None:
    assert site.score("甲县", CLEAN).grade is None


def test_no_grade_holds_where_the_lowest_threshold_is_not_reached() -> None:
    program = program_of(COLUMNS, 'ungraded = true\n[grades]\n"优秀" = { at_least = 18 }\n')
    assert program.score("甲县", {"空白栏目": 5}).grade is None


def test_a_final_total_may_leave_a_grade_open_behind_a_gate() -> None:
    scheme = (
        'ungraded = true\n[grades]\n"优秀" = { at_least = 18, gates = ["有先进经验"] }\n"良好" = { at_least = 16 }\n'
    )
    program = program_of(COLUMNS, scheme)
    undecided = program.score("甲县", {"空白栏目": 0})
    assert (undecided.total, undecided.grade) == (Decimal(20), None)
    assert program.score("甲县", {"空白栏目": 0, "有先进经验": False}).grade == "良好"
    # Below its threshold the gate does not matter.
    assert program.score("甲县", {"空白栏目": 2}).grade == "良好"


def test_a_named_list_holds_those_whose_results_meet_its_condition() -> None:
    program = program_of(COLUMNS, GRADES)
    assert program.score("甲县", {"空白栏目": 10}).named == ("较差",)
    assert program.score("甲县", {"空白栏目": 9}).named == ()
    assert program.score("甲县", {}).named == ()


def test_a_named_list_of_another_rubric_is_left_out() -> None:
    scheme = '[named."较差"]\nwhen = { points_of = "2", is = 0 }\n[roster]\n"县" = ["甲县"]\n"镇" = ["乙镇"]\n'
    town = 'kinds = ["镇"]\n' + COLUMNS.replace("[1]", "[2]")
    program = program_of(COLUMNS, scheme, town=town)
    assert program.score("甲县", {"空白栏目": 10}).named == ()
    assert program.score("乙镇", {"空白栏目": 10}).named == ("较差",)


def test_a_result_lists_the_values_that_it_assumes() -> None:
    county = (
        'kinds = ["县"]\npoints = 25\nassumed.points = "原文未写"\n'
        + COLUMNS
        + 'assumed.faults = "参照上年"\n[vetoes.v]\nwhen = { fact = "空白栏目", over = 5 }\nscope = "1"\n'
        'effect = { points = 0 }\nassumed.when = "按惯例"\n'
    )
    scheme = '[discrepancies.sum]\nat = "county"\nsays = "1: 25分"\ntaken = "照录"\n'
    assert program_of(county, scheme).score("甲县", {"空白栏目": 0}).assumed == (
        "points: 原文未写",
        "1.faults: 参照上年",
        "v.when: 按惯例",
    )


# Fingerprints and JSON ----------------------------------------------------------------------------


def test_equal_inputs_have_equal_fingerprints_and_any_change_another(site: Program) -> None:
    one = site.score("甲县", CLEAN)
    again = site.score("甲县", dict(reversed(CLEAN.items())))
    assert one.fingerprint == again.fingerprint
    assert len(one.fingerprint) == 64
    others = {
        site.score("乙县", CLEAN).fingerprint,
        site.score("甲县", CLEAN | {"空白栏目": 1}).fingerprint,
        site.score("甲县", CLEAN | {"空白栏目": {"value": 0, "source": "抽查表"}}).fingerprint,
        program_of(SITE + "[total]\nfloor = 0\n").score("甲县", CLEAN).fingerprint,
    }
    assert len(others | {one.fingerprint}) == 5


def test_a_result_as_data_has_the_keys_of_the_contract(site: Program) -> None:
    data = site.score("甲县", CLEAN | {"空白栏目": 1}, label="示例").to_dict()
    assert list(data) == [
        "unit",
        "kind",
        "rubric",
        "status",
        "total",
        "exact",
        "bounds",
        "maximum",
        "grade",
        "vetoes",
        "assumed",
        "lines",
        "fingerprint",
    ]
    assert (data["unit"], data["kind"], data["rubric"], data["status"]) == ("甲县", "县", "county", "final")
    # 25 − 1
    assert (data["total"], data["exact"], data["bounds"], data["maximum"]) == ("24", "24", ["24", "24"], "30")
    assert data["lines"][1] == {
        "code": "1.1",
        "name": "空白栏目",
        "points": "1",
        "maximum": "2",
        "lost": "1",
        "counted": True,
        "status": "final",
        "cite": {"file": "notice.txt", "line": 34, "quote": "每发现1个空白栏目扣1分,扣完为止(2分)"},
        "causes": [
            {
                "kind": "deduction",
                "amount": "1",
                "fact": "空白栏目",
                "value": "1",
                "reason": "空白栏目 1,每发现一个扣 1 分",
                "cite": {"file": "notice.txt", "line": 34, "quote": "每发现1个空白栏目扣1分,扣完为止(2分)"},
            }
        ],
    }


def test_an_undecided_result_as_data_holds_nulls(site: Program) -> None:
    data = site.score("甲县", {}).to_dict("en")
    assert (data["status"], data["total"], data["exact"], data["bounds"]) == ("provisional", None, None, [None, "30"])
    assert data["lines"][0]["points"] is None
    assert data["lines"][0]["cite"] is None


TOO_FEW = [("1", "discrepancy", Decimal(1))]
CUT = [("1", "combined", Decimal(-1)), ("1", "cap", Decimal(1))]


@pytest.mark.parametrize(
    ("points", "cap", "told"), [(5, "cap = 5\n", TOO_FEW), (5, "", TOO_FEW), (3, "cap = 3\n", CUT)]
)
def test_parts_that_make_up_another_maximum_are_told_apart_by_the_side_they_err_on(
    points: int, cap: str, told: list[tuple[str, str, Decimal]]
) -> None:
    """2 + 2 = 4: too few for 5, whatever its cap; of 3 at most they are cut off."""
    parts = "".join(
        f'[1.{i}]\nname = "{name}"\npoints = 2\nrule = "award"\nwhen = "{name}"\n'
        for i, name in enumerate(("机构", "分工"), start=1)
    )
    scheme = '[discrepancies.sum]\nat = "county.1"\nsays = "1: 5分"\nbut = "2: 2分,2分"\ntaken = "照录"\n'
    program = program_of(f'[1]\nname = "日常"\npoints = {points}\n{cap}{parts}', scheme if told is TOO_FEW else "")
    result = program.score("甲县", {"机构": True, "分工": True})
    assert [(cause.code, cause.kind, cause.amount) for cause in result.causes] == told
