"""Two rounds compared: parts worked by hand, and the laws that hold whatever was found."""

import datetime as dt
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from typing import Any, Final, TypeAlias

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases import FEW, MANY, SOME
from drafts import program_of
from opengov_rules import Evidence, EvidenceError, Host, Observation, Program, Round, Status
from opengov_rules.compiler import compile_rubrics, reads
from opengov_rules.conditions import Condition, Quantity, nodes_of
from opengov_rules.scheme import Indicator, Rubric, Scheme
from opengov_rules.studies.comparison import Comparison, Parts, UnitChange, compare
from opengov_rules.studies.sparing import spared
from opengov_rules.testing import evidence
from oracle import oracle, rubric_for
from schemes import programs

Answers: TypeAlias = dict[str, Any]

NA: Final = {"status": "not_applicable"}
COLUMNS: Final = """
[1]
name = "空白栏目"
points = 20
rule = "deduct"
faults = { "空白栏目" = 2 }
"""
AREAS: Final = """
[2]
name = "重点领域"
points = 10
rule = "award"
when = "重点公开"
"""
EVENTS: Final = """
[P]
name = "通报曝光"
role = "penalty"
rule = "per_event"
events = { "通报" = 5 }
"""
BLANK: Final = """
[vetoes.blank]
when = { fact = "空白栏目", over = 5 }
scope = "1"
effect = { points = 0 }
"""
DEARER: Final = COLUMNS.replace('"空白栏目" = 2', '"空白栏目" = 3')
"""The same indicator where a column costs 3."""


def round_of(program: Program, label: str | None = None, **units: Answers) -> Round:
    found = {unit: program.score(unit, answers).evidence for unit, answers in units.items()}
    return Round(scheme=program.scheme.id, label=label, units=found)


def change_of(before: Program, old: Answers, after: Program, new: Answers) -> UnitChange:
    """What became of 甲县."""
    return compare((before, round_of(before, 甲县=old)), (after, round_of(after, 甲县=new)))["甲县"]


Exact: TypeAlias = Fraction | int | None
Whole: TypeAlias = tuple[Exact, Parts | None]


def parts(performance: object = 0, rules: object = 0, applicability: object = 0, penalties: object = 0) -> Parts:
    numbers = (Fraction(str(number)) for number in (performance, rules, applicability, penalties))
    return Parts(**dict(zip(("performance", "rules", "applicability", "penalties"), numbers, strict=True)))


def told(change: UnitChange) -> Whole:
    """The change and its parts."""
    return change.change, change.parts


# Each cause alone, by hand ------------------------------------------------------------------------


def test_two_columns_filled_are_four_points_of_performance() -> None:
    program = program_of(COLUMNS)
    change = change_of(program, {"空白栏目": 3}, program, {"空白栏目": 1})
    assert change.before is not None
    assert change.after is not None
    assert (change.before.result.total, change.after.result.total) == (Decimal(14), Decimal(18))
    assert told(change) == (4, parts(performance=4))
    assert (change.why, change.alone) == (None, ())


def test_a_dearer_column_with_the_same_answers_is_a_change_of_rules() -> None:
    """3 columns: 20 - 6 = 14, then 20 - 9 = 11."""
    change = change_of(program_of(COLUMNS), {"空白栏目": 3}, program_of(DEARER), {"空白栏目": 3})
    assert told(change) == (-3, parts(rules=-3))


def test_a_part_that_applies_now_is_a_change_of_applicability() -> None:
    """Dropped, it was worth nothing to the unit: 14, then 14 + 10."""
    program = program_of(COLUMNS + AREAS + 'not_applicable = "drop"\n')
    change = change_of(program, {"空白栏目": 3, "重点公开": NA}, program, {"空白栏目": 3, "重点公开": True})
    assert told(change) == (10, parts(applicability=10))


def test_a_part_that_no_longer_leaves_its_points_to_others_is_a_change_of_applicability() -> None:
    """Rescaled: 10 of 20 is 15 of 30 while 重点领域 does not apply; once it applies and is not met, 10 + 0."""
    program = program_of(COLUMNS + AREAS + 'not_applicable = "rescale"\n')
    change = change_of(program, {"空白栏目": 5, "重点公开": NA}, program, {"空白栏目": 5, "重点公开": False})
    assert told(change) == (-5, parts(applicability=-5))


def test_an_exposure_is_a_penalty() -> None:
    program = program_of(COLUMNS + EVENTS)
    change = change_of(program, {"空白栏目": 0, "通报": 0}, program, {"空白栏目": 0, "通报": 2})
    assert told(change) == (-10, parts(penalties=-10))


def test_a_dearer_exposure_is_a_penalty_too() -> None:
    dearer = EVENTS.replace('"通报" = 5', '"通报" = 8')
    change = change_of(
        program_of(COLUMNS + EVENTS),
        {"空白栏目": 0, "通报": 1},
        program_of(COLUMNS + dearer),
        {"空白栏目": 0, "通报": 1},
    )
    assert told(change) == (-3, parts(penalties=-3))


# Together, by hand --------------------------------------------------------------------------------


def test_rules_and_performance_share_what_they_do_together() -> None:
    """3 columns at 2 are 14, 1 column at 3 is 17. In between: 1 at 2 is 18, 3 at 3 is 11.

    Performance first 4, last 6: 5. Rules first -3, last -1: -2.
    """
    change = change_of(program_of(COLUMNS), {"空白栏目": 3}, program_of(DEARER), {"空白栏目": 1})
    assert told(change) == (3, parts(performance=5, rules=-2))


def test_performance_and_applicability_share_what_they_do_together() -> None:
    """15 before; 28 after. 1 column while the part does not apply: 18 × 3/2 = 27; 5 columns and the part met: 20.

    Performance first 12, last 8: 10. Applicability first 5, last 1: 3.
    """
    program = program_of(COLUMNS + AREAS + 'not_applicable = "rescale"\n')
    change = change_of(program, {"空白栏目": 5, "重点公开": NA}, program, {"空白栏目": 1, "重点公开": True})
    assert told(change) == (13, parts(performance=10, applicability=3))


def test_all_three_together_are_the_mean_of_the_six_orders() -> None:
    """At 2 a column the corners by answers and applicability are 15, 20, 27, 28; at 3 they are 7.5, 15, 25.5, 27."""
    worth: dict[tuple[int, ...], Fraction | int] = {(0, 0, 0): 15, (0, 0, 1): 20, (0, 1, 0): 27, (0, 1, 1): 28}
    worth |= {(1, 0, 0): Fraction(15, 2), (1, 0, 1): 15, (1, 1, 0): Fraction(51, 2), (1, 1, 1): 27}
    brought = [Fraction(0)] * 3
    for order in permutations(range(3)):
        at: tuple[int, ...] = (0, 0, 0)
        for cause in order:
            then = (*at[:cause], 1, *at[cause + 1 :])
            brought[cause] += (Fraction(worth[then]) - Fraction(worth[at])) / 6
            at = then
    assert brought == [Fraction(-47, 12), Fraction(37, 3), Fraction(43, 12)]
    part = AREAS + 'not_applicable = "rescale"\n'
    change = change_of(
        program_of(COLUMNS + part),
        {"空白栏目": 5, "重点公开": NA},
        program_of(DEARER + part),
        {"空白栏目": 1, "重点公开": True},
    )
    assert told(change) == (12, parts("37/3", "-47/12", "43/12"))


def test_what_a_veto_and_an_exposure_took_comes_back_as_penalties() -> None:
    """7 columns: 20 - 14 = 6, which the veto takes; 10 for the areas, 5 off: 5. Without veto and exposure 16.

    Then 2 columns and no exposure: 16 + 10 = 26. Penalties 11 → 0, performance 16 → 26.
    """
    program = program_of(COLUMNS + AREAS + EVENTS + BLANK)
    before = {"空白栏目": 7, "重点公开": True, "通报": 1}
    change = change_of(program, before, program, {"空白栏目": 2, "重点公开": True, "通报": 0})
    assert told(change) == (21, parts(performance=10, penalties=11))


def test_a_penalty_takes_no_more_than_the_floor_leaves_it() -> None:
    """6 points and 10 off: the total stays at 0, so the exposures took 6."""
    program = program_of(COLUMNS + EVENTS + "[total]\nfloor = 0\n")
    change = change_of(program, {"空白栏目": 7, "通报": 2}, program, {"空白栏目": 7, "通报": 0})
    assert told(change) == (6, parts(penalties=6))


def test_what_an_exposure_shuts_elsewhere_is_the_penaltys_too() -> None:
    """10 for the areas are lost to the exposure, beside its own 5: 20 - 5, then 20 + 10."""
    shut = AREAS + 'zero_if = { points_of = "P.1", under = 0 }\n'
    exposures = '[P]\nname = "扣分"\nrole = "penalty"\n' + EVENTS.replace("[P]", "[P.1]").replace(
        'role = "penalty"\n', ""
    )
    program = program_of(COLUMNS + shut + exposures)
    before = {"空白栏目": 0, "重点公开": True, "通报": 1}
    change = change_of(program, before, program, before | {"通报": 0})
    assert told(change) == (15, parts(penalties=15))


def test_what_a_penalty_takes_in_any_case_is_a_penalty() -> None:
    """At least 2 off in one edition and 3 in the next, without any exposure."""
    old, new = (program_of(COLUMNS + EVENTS + f"floor = {least}\n") for least in (2, 3))
    found = {"空白栏目": 0, "通报": 0}
    assert told(change_of(old, found, new, found)) == (-1, parts(penalties=-1))


def test_a_veto_below_what_is_rescaled_takes_what_the_total_lost() -> None:
    """6 columns leave 8 of 20, rescaled to 12 of 30; the veto takes 8 there, and 12 from the total."""
    program = program_of(COLUMNS + AREAS + 'not_applicable = "rescale"\n' + BLANK)
    change = change_of(program, {"空白栏目": 6, "重点公开": NA}, program, {"空白栏目": 5, "重点公开": NA})
    assert told(change) == (15, parts(performance=3, penalties=12))


def test_a_ceiling_with_a_condition_is_a_penalty_and_one_without_is_a_cap() -> None:
    """20 points; at most 12 where 失实, always at most 18."""
    limited = '[vetoes.false]\nwhen = "失实"\nscope = "1"\neffect = { at_most = 12 }\n'
    always = '[vetoes.top]\nscope = "1"\neffect = { at_most = 18 }\n'
    program = program_of(COLUMNS + limited + always)
    change = change_of(program, {"空白栏目": 0, "失实": True}, program, {"空白栏目": 2, "失实": False})
    assert told(change) == (4, parts(performance=-2, penalties=6))
    change = change_of(program, {"空白栏目": 0, "失实": False}, program, {"空白栏目": 1, "失实": False})
    assert told(change) == (0, parts())


def test_a_scheme_without_full_marks_has_changes_too() -> None:
    """Printed points and no maximum, as in Yanshi's bulletin."""
    program = program_of('[1]\nname = "公共服务"\nrule = "printed"\nfact = "公共服务得分"\n')
    change = change_of(program, {"公共服务得分": 4}, program, {"公共服务得分": Decimal("6.5")})
    assert told(change) == (Fraction(5, 2), parts(performance="5/2"))


def test_the_change_is_that_of_the_totals_before_rounding() -> None:
    program = program_of(COLUMNS.replace(" = 2 }", " = 0.4 }") + "[total]\nround = { to = 1 }\n")
    change = change_of(program, {"空白栏目": 3}, program, {"空白栏目": 1})
    assert change.before is not None
    assert change.before.to_dict(disclose=True)["total"] == "19"
    assert change.before.to_dict(disclose=True)["exact"] == "94/5"
    assert change.change == Fraction(4, 5)


# Two editions -------------------------------------------------------------------------------------

NEW: Final = """
[3]
name = "新栏目"
points = 5
rule = "award"
when = "新栏目开设"
"""


def test_a_new_indicator_is_a_change_of_rules_with_the_one_answer_there_is() -> None:
    """14 before; 17 + 5 after. The old answers under the new rules: 11 + 5; the new answers under the old ones: 18.

    Performance first 4, last 6: 5. Rules first 2, last 4: 3.
    """
    change = change_of(
        program_of(COLUMNS), {"空白栏目": 3}, program_of(DEARER + NEW), {"空白栏目": 1, "新栏目开设": True}
    )
    assert told(change) == (8, parts(performance=5, rules=3))
    assert change.alone == ("新栏目开设",)


def test_an_indicator_that_is_gone_is_a_change_of_rules_too() -> None:
    change = change_of(
        program_of(COLUMNS + NEW), {"空白栏目": 1, "新栏目开设": True}, program_of(COLUMNS), {"空白栏目": 1}
    )
    assert told(change) == (-5, parts(rules=-5))


def test_a_mark_out_of_another_full_mark_is_another_question() -> None:
    """3 of 5 and 4 of 10 do not compare: what became of them is the rules'."""
    mark = '[2]\nname = "创新"\npoints = 5\nrule = "judged"\nfact = "创新评分"\nstep = 1\n'
    twice = mark.replace("points = 5", "points = 10")
    change = change_of(
        program_of(COLUMNS + mark),
        {"空白栏目": 0, "创新评分": 3},
        program_of(COLUMNS + twice),
        {"空白栏目": 1, "创新评分": 4},
    )
    assert told(change) == (-1, parts(performance=-2, rules=1))
    assert change.alone == ("创新评分",)


def test_an_answer_that_the_other_edition_refuses_belongs_to_its_own() -> None:
    """重点领域 may not be called inapplicable in the first edition: 24, then 20 × 7/10 and the rest rescaled to 30."""
    old, new = program_of(COLUMNS + AREAS), program_of(COLUMNS + AREAS + 'not_applicable = "rescale"\n')
    change = change_of(old, {"空白栏目": 3, "重点公开": True}, new, {"空白栏目": 3, "重点公开": NA})
    assert told(change) == (-3, parts(rules=-3))
    assert change.alone == ("重点公开",)


LATE: Final = COLUMNS + "needs_evidence = true\n"
YEARS: Final = tuple(f'[window]\ndue = {year}-01-10\ncite = "1: {year}年1月10日前"\n' for year in (2022, 2023))


def sent(day: dt.date, columns: int = 0) -> Answers:
    return {"空白栏目": {"value": columns, "time": day}}


def test_a_year_later_is_not_late() -> None:
    """In time in both years; under either's rules too."""
    old, new = (program_of(LATE, year) for year in YEARS)
    change = change_of(old, sent(dt.date(2022, 1, 10), 3), new, sent(dt.date(2023, 1, 9), 1))
    assert told(change) == (4, parts(performance=4))


def test_late_in_one_year_is_performance() -> None:
    """Sent a day too late it is worth nothing; in the next year 18."""
    old, new = (program_of(LATE, year) for year in YEARS)
    change = change_of(old, sent(dt.date(2022, 1, 11), 3), new, sent(dt.date(2023, 1, 10), 1))
    assert told(change) == (18, parts(performance=18))


def test_another_last_day_for_the_same_round_is_a_change_of_rules() -> None:
    old, new = (program_of(LATE, year) for year in YEARS)
    change = change_of(old, sent(dt.date(2022, 1, 11), 1), new, sent(dt.date(2022, 1, 11), 1))
    assert told(change) == (18, parts(rules=18))


def test_a_last_day_that_is_gone_is_shared_between_both() -> None:
    """Late it was worth 0, and without a last day 14; then 18 under either's rules.

    Performance first 18, last 4: 11. Rules first 14, last 0: 7.
    """
    old, new = program_of(LATE, YEARS[0]), program_of(LATE)
    change = change_of(old, sent(dt.date(2022, 1, 11), 3), new, {"空白栏目": 1})
    assert told(change) == (18, parts(performance=11, rules=7))


UNSTATED: Final = '[2]\nname = "其他"\npoints = 6\nrule = "unstated"\n'


def ruled(points: int) -> Answers:
    return {"空白栏目": 0, "2": {"value": points, "source": "纪要"}}


def test_a_ruling_on_one_edition_says_nothing_of_the_next() -> None:
    """The codes are the same, but the clauses are not."""
    program = program_of(COLUMNS + UNSTATED)
    assert told(change_of(program, ruled(4), program, ruled(5))) == (1, parts(performance=1))
    following = evolve(program, scheme=evolve(program.scheme, id="draft-2025"))
    change = change_of(program, ruled(4), following, ruled(5))
    assert (told(change), change.alone) == ((1, parts(rules=1)), ("2",))


def test_days_and_working_days_are_two_questions() -> None:
    fact = '[facts]\n"答复时间" = {{ type = "count", measure = "{}" }}\n'
    tiers = (
        '[2]\nname = "答复"\npoints = 6\nrule = "tiers"\nfact = "答复时间"\nlimits = [{ at_most = 5, points = 6 }]\n'
    )
    old, new = (program_of(COLUMNS + tiers, fact.format(measure)) for measure in ("天", "工作日"))
    change = change_of(old, {"空白栏目": 0, "答复时间": 7}, new, {"空白栏目": 0, "答复时间": 5})
    assert (told(change), change.alone) == ((6, parts(rules=6)), ("答复时间",))


def test_a_count_that_may_have_decimals_now_is_the_same_question() -> None:
    fact = '[facts]\n"得票" = {{ type = "{}" }}\n'
    tiers = '[2]\nname = "测评"\npoints = 6\nrule = "tiers"\nfact = "得票"\nlimits = [{ at_least = 5, points = 6 }]\n'
    old, new = (program_of(COLUMNS + tiers, fact.format(kind)) for kind in ("count", "quantity"))
    change = change_of(old, {"空白栏目": 0, "得票": 4}, new, {"空白栏目": 0, "得票": 5})
    assert (told(change), change.alone) == ((6, parts(performance=6)), ())
    change = change_of(old, {"空白栏目": 0, "得票": 4}, new, {"空白栏目": 0, "得票": Decimal("5.5")})
    assert (told(change), change.alone) == ((6, parts(rules=6)), ("得票",))


def test_a_sample_goes_with_the_facts_of_its_items() -> None:
    """No decision was taken in the first round; in the second both drafts were public."""
    sample = """
[2]
name = "决策公开"
points = 10
rule = "sample"
fact = "决策抽查"
draw = 2
all_hit = true
per = "决策"
when = ["草案公开"]
not_applicable = "drop"
"""
    program = program_of(COLUMNS + sample)
    after = {"空白栏目": 1, "草案公开": {"甲决策": True, "乙决策": True}}
    change = change_of(program, {"空白栏目": 0, "决策抽查": NA}, program, after)
    assert told(change) == (8, parts(performance=-2, applicability=10))
    smaller = program_of(COLUMNS + sample.replace("draw = 2", "draw = 1"))
    change = change_of(smaller, {"空白栏目": 0, "决策抽查": "1/1"}, program, after)
    assert (told(change), change.alone) == ((-2, parts(performance=-2)), ("决策抽查", "草案公开"))


def test_what_a_unit_is_asked_only_where_something_applies_is_applicability() -> None:
    """Without approvals the part is dropped and its facts are nobody's: 20; then 20 + 6 for what is met of 10."""
    approvals = """
[2]
name = "行政许可"
points = 10
applies_if = "有许可事项"
[2.1]
name = "许可公示"
points = 4
rule = "award"
when = "许可公示"
[2.2]
name = "办理时限"
points = 6
rule = "award"
when = "时限公开"
"""
    program = program_of(COLUMNS + approvals)
    after = {"空白栏目": 1, "有许可事项": True, "许可公示": False, "时限公开": True}
    change = change_of(program, {"空白栏目": 0, "有许可事项": False}, program, after)
    assert told(change) == (4, parts(performance=-2, applicability=6))


def test_assets_that_do_not_apply_any_more_are_applicability() -> None:
    facts = '[facts]\n"更新" = { type = "count", per = "账号", take = "sum" }\n'
    accounts = (
        '[2]\nname = "新媒体"\npoints = 10\nrule = "tiers"\nfact = "更新"\nlimits = [{ at_least = 4, points = 10 }]\n'
    )
    program = program_of(COLUMNS + accounts + 'not_applicable = "drop"\n', facts)
    before = {"空白栏目": 0, "更新": {"甲号": 3, "乙号": 2}}
    change = change_of(program, before, program, {"空白栏目": 0, "更新": NA})
    assert told(change) == (-10, parts(applicability=-10))
    one_less = {"空白栏目": 0, "更新": {"甲号": 3, "乙号": NA}}
    change = change_of(program, before, program, one_less)
    assert told(change) == (-10, parts(performance=-10))


# Facts from all units -----------------------------------------------------------------------------


def test_what_rests_on_all_units_is_reckoned_for_all_of_them() -> None:
    """甲县 stays at 4 of the greatest 4 (10), then of the greatest 8 (5): others did better, which is performance."""
    facts = '[facts]\n"最多" = { type = "count", peers = { of = { fact = "采用" }, take = "most" } }\n'
    ratio = """
[1]
name = "采用"
points = 10
rule = "ratio"
part = { fact = "采用" }
whole = { fact = "最多" }
none = "zero"
"""
    program = program_of(ratio, facts)
    before = round_of(program, 甲县={"采用": 4}, 乙县={"采用": 2})
    after = round_of(program, 甲县={"采用": 4}, 乙县={"采用": 8})
    compared = compare((program, before), (program, after))
    assert {change.unit: told(change) for change in compared} == {
        "甲县": (-5, parts(performance=-5)),
        "乙县": (5, parts(performance=5)),
    }


# Who is who, and what does not compare ------------------------------------------------------------


def why(change: UnitChange) -> str | None:
    return None if change.why is None else change.why.code


def test_units_are_matched_by_any_printed_name() -> None:
    old = program_of(COLUMNS, '[roster]\n"县" = ["市人社局", "甲县"]\n')
    new = program_of(
        COLUMNS, '[roster]\n"县" = ["人力资源局", "甲县"]\n[aliases]\n"人力资源局" = ["市人社局", "人社局"]\n'
    )
    compared = compare(
        (old, round_of(old, 市人社局={"空白栏目": 1}, 甲县={"空白栏目": 0})),
        (new, round_of(new, 人力资源局={"空白栏目": 2}, 甲县={"空白栏目": 0})),
    )
    assert [(change.unit, change.parts) for change in compared] == [("人力资源局", parts(-2)), ("甲县", parts())]
    assert compared["市人社局"] is compared["人力资源局"] is compared["人社局"]
    with pytest.raises(KeyError):
        compared["丁县"]


def test_units_that_were_merged_are_not_guessed_at() -> None:
    old = program_of(COLUMNS, '[roster]\n"县" = ["文化局", "旅游局"]\n')
    new = program_of(COLUMNS, '[roster]\n"县" = ["文旅局"]\n[aliases]\n"文旅局" = ["文化局", "旅游局"]\n')
    compared = compare(
        (old, round_of(old, 文化局={"空白栏目": 1}, 旅游局={"空白栏目": 1})),
        (new, round_of(new, 文旅局={"空白栏目": 1})),
    )
    assert [(change.unit, why(change)) for change in compared] == [
        ("文旅局", "compare-several"),
        ("文化局", "compare-several"),
        ("旅游局", "compare-several"),
    ]
    assert compared.changes[0].why is not None
    assert compared.changes[0].why.text().startswith("名称对应对方名单中的 文化局、旅游局,")
    split = compare(
        (new, round_of(new, 文旅局={"空白栏目": 1})),
        (old, round_of(old, 文化局={"空白栏目": 1}, 旅游局={"空白栏目": 1})),
    )
    assert {why(change) for change in split} == {"compare-several"}


def test_units_in_one_round_only_are_new_or_gone() -> None:
    program = program_of(COLUMNS)
    before = round_of(program, 甲县={"空白栏目": 1}, 乙县={"空白栏目": 0})
    after = round_of(program, 乙县={"空白栏目": 3}, 丙县={"空白栏目": 2})
    compared = compare((program, before), (program, after))
    assert {change.unit: why(change) for change in compared} == {
        "甲县": "compare-gone",
        "乙县": None,
        "丙县": "compare-new",
    }
    (group,) = compared.groups
    assert (group.new, group.gone, group.up, group.down, group.same) == (("丙县",), ("甲县",), 0, 1, 0)
    assert (group.before, group.after) == (Fraction(20), Fraction(14))
    assert group.parts == parts(performance=-6)


def test_a_result_that_is_not_decided_does_not_compare() -> None:
    program = program_of(COLUMNS + AREAS)
    change = change_of(program, {"空白栏目": 1}, program, {"空白栏目": 1, "重点公开": True})
    assert (told(change), why(change)) == ((None, None), "compare-open")
    assert change.why is not None
    assert change.why.text().endswith("尚待查明:重点公开")


def test_where_it_is_not_known_what_a_veto_took_the_change_stands_without_parts() -> None:
    """The veto settles the total; nobody knows what the areas would have been worth."""
    veto = '[vetoes.all]\nwhen = { fact = "空白栏目", over = 5 }\nscope = "total"\neffect = { points = 0 }\n'
    program = program_of(COLUMNS + AREAS + veto)
    change = change_of(program, {"空白栏目": 9}, program, {"空白栏目": 1, "重点公开": True})
    assert (told(change), why(change)) == ((28, None), "compare-open")


def test_what_only_the_other_editions_rules_would_need_to_know_is_named() -> None:
    """In the first edition the areas count once nothing is empty, so nobody looked."""
    gated = AREAS + 'only_if = { points_of = "1", at_least = 20 }\n'
    old, new = program_of(COLUMNS + gated), program_of(COLUMNS + AREAS)
    change = change_of(old, {"空白栏目": 1}, new, {"空白栏目": 0, "重点公开": True})
    assert (told(change), why(change)) == ((12, None), "compare-mixed")
    assert change.why is not None
    assert "重点公开" in change.why.message("en")


def test_answers_that_do_not_go_together_are_told() -> None:
    """The same account in two spellings, of which each round has one."""
    fact = '"{}" = {{ type = "count", per = "账号", take = "sum" }}\n'
    facts = "[facts]\n" + fact.format("甲") + fact.format("乙")
    leaf = '[{0}]\nname = "{1}"\npoints = 10\nrule = "deduct"\nfaults = {{ "{1}" = 1 }}\nnot_applicable = "drop"\n'
    program = program_of(leaf.format(1, "甲") + leaf.format(2, "乙"), facts)
    change = change_of(program, {"甲": {"A号": 1}, "乙": NA}, program, {"甲": {"a号": 1}, "乙": {"a号": 1}})
    assert (change.parts, why(change)) == (None, "compare-refused")


def test_editions_with_nothing_in_common_do_not_compare() -> None:
    other = COLUMNS.replace("空白栏目", "更新次数")
    change = change_of(program_of(COLUMNS), {"空白栏目": 3}, program_of(other), {"更新次数": 1})
    assert (told(change), why(change)) == ((4, None), "compare-unshared")


def test_a_withheld_score_does_not_compare() -> None:
    program = program_of(COLUMNS + '[vetoes.secret]\nwhen = "核查中"\neffect = { withhold = true }\n')
    change = change_of(program, {"空白栏目": 1, "核查中": False}, program, {"空白栏目": 1, "核查中": True})
    assert (change.change, why(change)) == (None, "compare-withheld")


def test_a_score_that_would_only_be_withheld_under_the_other_rules_compares() -> None:
    """9 columns would be withheld in the second edition; 2 and 18 were told."""
    veto = '[vetoes.secret]\nwhen = { fact = "空白栏目", over = 5 }\nscope = "total"\neffect = { withhold = true }\n'
    change = change_of(program_of(COLUMNS), {"空白栏目": 9}, program_of(COLUMNS + veto), {"空白栏目": 1})
    assert told(change) == (16, parts(performance=16))


def test_a_unit_without_a_total_does_not_compare() -> None:
    program = program_of(COLUMNS + 'role = "unscored"\n')
    assert why(change_of(program, {"空白栏目": 1}, program, {"空白栏目": 1})) == "compare-unscored"


def test_a_unit_to_which_nothing_applies_does_not_compare() -> None:
    program = program_of(AREAS + 'not_applicable = "drop"\n')
    change = change_of(program, {"重点公开": NA}, program, {"重点公开": True})
    assert (told(change), why(change)) == ((None, None), "compare-inapplicable")


def test_where_nothing_would_apply_in_between_the_change_stands_without_parts() -> None:
    """In the earlier edition the areas were all there is; in the later round they do not apply."""
    old, new = (
        program_of(AREAS + 'not_applicable = "drop"\n'),
        program_of(COLUMNS + AREAS + 'not_applicable = "drop"\n'),
    )
    change = change_of(old, {"重点公开": True}, new, {"空白栏目": 0, "重点公开": NA})
    assert (told(change), why(change)) == ((10, None), "compare-inapplicable")


def test_points_that_turned_against_the_unit_do_not_compare() -> None:
    faults = 'better = "lower"\n[1]\nname = "空白栏目"\nrule = "per_event"\nevents = { "空白栏目" = 2 }\n'
    change = change_of(program_of(COLUMNS), {"空白栏目": 1}, program_of(faults), {"空白栏目": 1})
    assert why(change) == "compare-direction"


TWO: Final = '[roster]\n"县" = ["甲县", "乙县"]\n"区" = ["丙区"]\n'
MOVED: Final = '[roster]\n"县" = ["乙县"]\n"区" = ["丙区", "甲县"]\n'


def test_a_unit_that_moved_to_another_table_does_not_compare() -> None:
    district = f'kinds = ["区"]\n{COLUMNS}'
    old, new = program_of(COLUMNS, TWO, district=district), program_of(COLUMNS, MOVED, district=district)
    change = change_of(old, {"空白栏目": 1}, new, {"空白栏目": 1})
    assert why(change) == "compare-group"
    assert change.why is not None
    assert change.why.text() == "由县改为区,按另一类指标表考评"


def test_a_unit_that_is_of_another_kind_in_the_same_table_compares() -> None:
    one_table = f'kinds = ["县", "区"]\n{COLUMNS}'
    old, new = program_of(one_table, TWO), program_of(one_table, MOVED)
    assert told(change_of(old, {"空白栏目": 1}, new, {"空白栏目": 0})) == (2, parts(performance=2))


def test_schemes_of_two_cities_are_refused() -> None:
    """偃师市 became a district: its schemes go on under their name, or with their city."""
    program = program_of(COLUMNS)
    for scheme in (evolve(program.scheme, city="某区"), evolve(program.scheme, id="new-2025")):
        other = evolve(program, scheme=scheme)
        assert told(change_of(program, {"空白栏目": 1}, other, {"空白栏目": 0})) == (2, parts(performance=2))
    stranger = evolve(program, scheme=evolve(program.scheme, city="某区", id="new-2025"))
    with pytest.raises(EvidenceError, match="draft-2024 与 new-2025 不是同一城市的方案"):
        change_of(program, {"空白栏目": 1}, stranger, {"空白栏目": 0})


def test_a_table_that_only_has_another_name_compares() -> None:
    renamed = f'kinds = ["县"]\n{DEARER}'
    old = program_of(COLUMNS, TWO, district=f'kinds = ["区"]\n{COLUMNS}')
    new = program_of(f'kinds = ["区"]\n{COLUMNS}', TWO, xian=renamed)
    assert change_of(old, {"空白栏目": 1}, new, {"空白栏目": 1}).parts == parts(rules=-1)


def test_a_round_of_another_scheme_is_refused() -> None:
    program = program_of(COLUMNS)
    other = evolve(round_of(program, 甲县={"空白栏目": 1}), scheme="other-2024")
    with pytest.raises(EvidenceError, match="other-2024"):
        compare((program, other), (program, other))


# As data ------------------------------------------------------------------------------------------

GRADES: Final = '[grades."优秀"]\nat_least = 18\n[grades."其余"]\n'


def test_a_comparison_is_json_ready() -> None:
    program = program_of(COLUMNS, GRADES)
    before = round_of(program, "上半年", 甲县={"空白栏目": 3}, 乙县={"空白栏目": 0})
    after = round_of(program, 甲县={"空白栏目": 1}, 乙县={"空白栏目": 0}, 丙县={"空白栏目": 9})
    data = compare((program, before), (program, after)).to_dict()
    assert data["before"] == {"scheme": "draft-2024", "label": "上半年"}
    assert data["after"] == {"scheme": "draft-2024", "label": None}
    assert data["units"][0] == {
        "unit": "甲县",
        "group": "county",
        "before": {
            "unit": "甲县",
            "group": "county",
            "total": "14",
            "exact": "14",
            "bounds": ["14", "14"],
            "maximum": "20",
            "rank": 2,
            "grade": "其余",
        },
        "after": {
            "unit": "甲县",
            "group": "county",
            "total": "18",
            "exact": "18",
            "bounds": ["18", "18"],
            "maximum": "20",
            "rank": 2,
            "grade": "优秀",
        },
        "change": "4",
        "parts": {"performance": "4", "rules": "0", "applicability": "0", "penalties": "0"},
        "incomparable": None,
        "alone": [],
    }
    assert data["units"][2]["incomparable"] == {
        "code": "compare-new",
        "number": "OGR602",
        "zh": "前一次没有结果,无从比较",
        "en": "there is no result before to compare with",
    }
    assert data["groups"] == [
        {
            "group": "county",
            "units": 3,
            "compared": 2,
            "before": "17",
            "after": "19",
            "parts": {"performance": "2", "rules": "0", "applicability": "0", "penalties": "0"},
            "up": 1,
            "down": 0,
            "same": 1,
            "new": ["丙县"],
            "gone": [],
        }
    ]


def test_of_restricted_results_the_grades_alone_are_told() -> None:
    program = program_of(COLUMNS, 'restricted = "1: 附件不予公开"\n' + GRADES)
    compared = compare(
        (program, round_of(program, 甲县={"空白栏目": 3})), (program, round_of(program, 甲县={"空白栏目": 1}))
    )
    data = compared.to_dict()
    assert data["restricted"] is True
    (unit,) = data["units"]
    assert (unit["before"]["grade"], unit["after"]["grade"]) == ("其余", "优秀")
    assert {unit["before"][key] for key in ("total", "exact", "bounds", "maximum", "rank")} == {None}
    assert (unit["change"], unit["parts"]) == (None, None)
    assert {data["groups"][0][key] for key in ("before", "after", "parts", "up", "down", "same")} == {None}
    assert compared.to_dict(disclose=True)["units"][0]["change"] == "4"


@pytest.mark.law
def test_jingzhous_readings_are_a_change_of_penalties() -> None:
    """洪湖市 is vetoed: read as of the whole score, the veto takes the rest of it too."""
    host = Host.discover()
    program, sample = host.scheme("jingzhou-2021"), host.sample("jingzhou-2021")
    strict = program.with_(readings={"site-veto": "整个总分"})
    change = compare((program, sample), (strict, sample))["洪湖市"]
    total = program.score("洪湖市", sample["洪湖市"]).exact
    assert total is not None
    assert told(change) == (-total, parts(penalties=-total))


# Laws ---------------------------------------------------------------------------------------------


@frozen(repr=False)
class Sides:
    """Two rounds, each with its edition."""

    before: tuple[Program, Round]
    after: tuple[Program, Round]

    def __repr__(self) -> str:
        """What a failure shows, without every formula of the programs."""
        return "\n".join(f"{p.scheme.document}\n{found.units}" for p, found in (self.before, self.after))

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text(repr(self))

    def compare(self) -> Comparison:
        return compare(self.before, self.after)


@st.composite
def two_rounds(draw: st.DrawFn, *, editions: bool = False) -> Sides:
    """Two rounds of a generated scheme; or of two editions, of which the later one is worth less here and there, or has
    nothing to do with the earlier one but the names of facts.
    """
    related = not editions or draw(st.booleans())
    before = draw(programs(mixed=related))
    after = before
    if editions:
        after = draw(revised(before)) if related else draw(programs(mixed=False))
    return Sides((before, draw(rounds(before))), (after, draw(rounds(after))))


@st.composite
def revised(draw: st.DrawFn, program: Program) -> Program:
    """The next edition: some nodes are worth half, and one at the top may be gone where another one stays."""

    def node(one: Indicator) -> Indicator:
        factor = one.factor / 2 if not one.for_each and draw(st.booleans()) else one.factor
        return evolve(one, children=tuple(map(node, one.children)), factor=factor)

    def rubric(one: Rubric) -> Rubric:
        read = {code for part in parts_of(program.scheme, one) for code in nodes_of(part)}
        free = [top.code for top in one.indicators if not any(f"{code}.".startswith(f"{top.code}.") for code in read)]
        gone = draw(st.sampled_from(free)) if len(one.indicators) > 1 and free and draw(st.booleans()) else ""
        kept = [top for top in one.indicators if top.code != gone]
        vetoes = tuple(veto for veto in one.vetoes if not gone or not f"{veto.scope}.".startswith(f"{gone}."))
        return evolve(one, indicators=tuple(map(node, kept)), vetoes=vetoes)

    scheme = evolve(program.scheme, rubrics=tuple(map(rubric, program.scheme.rubrics)))
    return evolve(program, scheme=scheme, rubrics=compile_rubrics(scheme, checked=True))


def parts_of(scheme: Scheme, rubric: Rubric) -> Iterator[Condition | Quantity]:
    """Every condition and quantity of a rubric, and of what looks at its results."""
    yield from (part for node in rubric.bodies() for _, part in reads(node))
    yield from (part for veto in rubric.vetoes for part in (veto.when, veto.effect.at_most) if part is not None)
    yield from (part for grade in scheme.grades for part in (grade.when, *grade.gates) if part is not None)
    yield from (rule.when for rule in scheme.named)
    yield from (fact.peers.of for fact in scheme.facts if fact.peers is not None)


@st.composite
def rounds(draw: st.DrawFn, program: Program) -> Round:
    """Evidence for two units of the roster."""
    names = draw(st.permutations([unit.name for unit in program.scheme.roster.units]))[:2]
    found = {name: draw(evidence(program, name, statuses=True)) for name in names}
    return Round(scheme=program.scheme.id, units=found)


def seen(comparison: Comparison) -> dict[str, tuple[Fraction | None, Parts | None]]:
    return {change.unit: (change.change, change.parts) for change in comparison}


def adds_up(sides: Sides) -> None:
    for change in sides.compare():
        if change.parts is not None:
            assert change.change == change.parts.total
            assert change.before is not None
            assert change.after is not None
            assert change.change == (change.after.result.exact or 0) - (change.before.result.exact or 0)
        else:
            assert change.why is not None


def turns_round(sides: Sides) -> None:
    there, back = seen(sides.compare()), seen(compare(sides.after, sides.before))
    assert there.keys() == back.keys()
    for unit, (change, split) in there.items():
        other, opposite = back[unit]
        assert other == (None if change is None else -change)
        negated = None if split is None else Parts(**{name: -value for name, value in numbers(split).items()})
        assert opposite == negated


def numbers(split: Parts) -> dict[str, Fraction]:
    return {name: getattr(split, name) for name in ("performance", "rules", "applicability", "penalties")}


@pytest.mark.law
class TestParts:
    """“Each unit's change split exactly into performance, rule change, applicability and penalties (sums to the total,
    independent of order).”"""

    @FEW
    @given(two_rounds())
    def test_add_up_to_the_change(self, sides: Sides) -> None:
        adds_up(sides)

    @FEW
    @given(two_rounds(editions=True))
    def test_add_up_to_the_change_between_editions(self, sides: Sides) -> None:
        adds_up(sides)

    @FEW
    @given(two_rounds())
    def test_are_the_opposite_backwards(self, sides: Sides) -> None:
        turns_round(sides)

    @FEW
    @given(two_rounds(editions=True))
    def test_are_the_opposite_backwards_between_editions(self, sides: Sides) -> None:
        turns_round(sides)

    @FEW
    @given(st.data())
    def test_are_nothing_where_nothing_changed(self, data: st.DataObject) -> None:
        program = data.draw(programs())
        found = data.draw(rounds(program))
        for change in compare((program, found), (program, found)):
            assert change.parts in (None, parts())
            assert change.change in (None, 0)

    @FEW
    @given(two_rounds())
    def test_of_one_edition_hold_no_change_of_rules(self, sides: Sides) -> None:
        assert all(change.parts is None or change.parts.rules == 0 for change in sides.compare())

    @FEW
    @given(st.data())
    def test_of_equal_rounds_hold_rules_and_penalties_alone(self, data: st.DataObject) -> None:
        program = data.draw(programs())
        after = data.draw(revised(program))
        found = data.draw(rounds(program))
        both = {unit: Evidence(unit, kept(after, one)) for unit, one in found.units.items()}
        same = Round(scheme=program.scheme.id, units=both)
        for change in Sides((program, same), (after, same)).compare():
            if change.parts is not None:
                assert {change.parts.performance, change.parts.applicability} == {Fraction(0)}

    @FEW
    @given(st.data())
    def test_of_answers_that_apply_in_both_rounds_are_performance_and_penalties(self, data: st.DataObject) -> None:
        program = data.draw(programs())
        assume(not any(node.applies_if for rubric in program.scheme.rubrics for node in rubric.walk()))
        unit = data.draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
        before = data.draw(evidence(program, unit, statuses=True))
        other = data.draw(evidence(program, unit))
        kept = {o.fact for o in before.observations if o.status is Status.NOT_APPLICABLE}
        whole = [o for o in other.observations if o.fact not in kept]
        after = Evidence(unit, (*(o for o in before.observations if o.fact in kept), *whole))
        try:
            program.score(unit, after)
        except EvidenceError:  # a sample given by itself and by its items
            assume(False)
        sides = [(program, Round(scheme=program.scheme.id, units={unit: one})) for one in (before, after)]
        split = compare(sides[0], sides[1])[unit].parts
        assert split is None or {split.rules, split.applicability} == {Fraction(0)}

    @FEW
    @given(two_rounds(editions=True), st.randoms(use_true_random=False))
    def test_do_not_depend_on_the_order_of_units_and_facts(self, sides: Sides, random: Any) -> None:
        before, after = ((program, reordered(found, random)) for program, found in (sides.before, sides.after))
        assert compare(before, after).to_dict() == sides.compare().to_dict()


class TestCredit:
    """Penalties are what the total has less than the same scheme would give that has neither penalties nor vetoes."""

    @FEW
    @given(st.data())
    def test_is_the_total_of_the_oracle_without_penalties_and_vetoes(self, data: st.DataObject) -> None:
        without_penalties(data)

    @pytest.mark.long
    @MANY
    @given(st.data())
    def test_is_the_total_of_the_oracle_in_many_schemes(self, data: st.DataObject) -> None:
        without_penalties(data)


class TestShares:
    """Each cause brings what it brings on average over all orders in which the three may change."""

    @settings(FEW, max_examples=10, suppress_health_check=[HealthCheck.filter_too_much])
    @given(st.data())
    def test_are_the_mean_of_the_six_orders_by_the_oracle(self, data: st.DataObject) -> None:
        mean_of_orders(data)

    @pytest.mark.long
    @settings(SOME, suppress_health_check=[HealthCheck.filter_too_much])
    @given(st.data())
    def test_are_the_mean_of_the_six_orders_in_many_schemes(self, data: st.DataObject) -> None:
        mean_of_orders(data)


def mean_of_orders(data: st.DataObject) -> None:
    """Facts of the unit alone, and nothing that asks whether something applies but the facts' own status."""
    program = data.draw(programs())
    assume(not any(node.applies_if for rubric in program.scheme.rubrics for node in rubric.walk()))
    later = data.draw(revised(program))
    unit = data.draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
    sides = (program, later)
    assume(all(not fact.per and fact.peers is None for side in sides for fact in side.facts(unit)))
    found = [data.draw(evidence(side, unit, statuses=True)) for side in sides]
    rounds_of = [Round(scheme=program.scheme.id, units={unit: one}) for one in found]
    split = compare((program, rounds_of[0]), (later, rounds_of[1]))[unit].parts
    assume(split is not None)
    assert split is not None
    inapplicable = [{o.fact for o in one.observations if o.status is Status.NOT_APPLICABLE} for one in found]
    moved = (inapplicable[0] ^ inapplicable[1]) & later.asked(unit).facts.keys()
    worth = {corner: worth_at(sides, found, corner, moved) for corner in product((0, 1), repeat=3)}
    brought = [Fraction(0)] * 3
    for order in permutations(range(3)):
        at: tuple[int, ...] = (0, 0, 0)
        for cause in order:
            then = (*at[:cause], 1, *at[cause + 1 :])
            brought[cause] += (worth[then] - worth[at]) / 6
            at = then
    assert [split.rules, split.performance, split.applicability] == brought


def worth_at(
    sides: tuple[Program, Program], found: list[Evidence], corner: tuple[int, ...], moved: Set[str]
) -> Fraction:
    """The unit's total by the oracle, without penalties and vetoes. A fact that only the earlier edition asks has one
    answer."""
    rules, answers, applicability = corner
    asked = [side.asked(found[0].unit).facts for side in sides]
    mixed = list[Observation]()
    for fact in asked[rules]:
        alone = fact not in asked[1 - rules]
        mixed += found[rules if alone else applicability if fact in moved else answers][fact]
    truth = without(sides[rules], Evidence(found[0].unit, tuple(mixed)))
    assert truth is not None
    return truth


def without_penalties(data: st.DataObject) -> None:
    program = data.draw(programs())
    unit = data.draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
    found = data.draw(evidence(program, unit, statuses=True))
    credit = spared(program).score(unit, found)
    truth = without(program, found)
    assert credit.exact == (None if credit.status == "not_applicable" else truth)


def without(program: Program, found: Evidence) -> Fraction | None:
    """The total by the oracle, of the rubric without its penalties and vetoes."""
    wanted = program.rubric_of(found.unit)
    rubric = next(rubric for rubric in program.scheme.rubrics if rubric.id == wanted)
    assume(rubric.scored)
    try:
        bare = bared(rubric_for(program.scheme, rubric, found.unit))
        return oracle(evolve(program.scheme, grades=(), named=()), bare, found)["total"]
    except (KeyError, ValueError):  # something else reads a penalty, or what the oracle has no value for
        assume(False)
        raise


def bared(rubric: Rubric) -> Rubric:
    """The rubric with its penalties and vetoes taken out, ceilings without a condition left; its total not rounded."""
    kept = tuple(node for node in rubric.indicators if node.role != "penalty")
    vetoes = tuple(veto for veto in rubric.vetoes if veto.when is None)
    return evolve(rubric, indicators=kept, vetoes=vetoes, total=evolve(rubric.total, round=None))


def kept(program: Program, found: Evidence) -> tuple[Observation, ...]:
    """What the program asks of the evidence."""
    asked = program.asked(found.unit).facts
    return tuple(o for o in found.observations if o.fact in asked)


def reordered(found: Round, random: Any) -> Round:
    """The round with its units, and each unit's facts, in another order."""
    units: Mapping[str, Evidence] = found.units
    names = list(units)
    random.shuffle(names)
    mixed = dict[str, Evidence]()
    for name in names:
        facts = list(dict.fromkeys(o.fact for o in units[name].observations))
        random.shuffle(facts)
        mixed[name] = Evidence(name, tuple(o for fact in facts for o in units[name][fact]))
    return evolve(found, units=mixed)
