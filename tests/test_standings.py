"""Ranks and the figures of a bulletin, worked by hand."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from drafts import program_of
from opengov_rules import Evidence, Program, Round, Standings
from opengov_rules.assessment import NOT_IN_ROUND
from opengov_rules.evidence import Published
from opengov_rules.provenance import Citation

PRINTED = '[1]\nname = "得分"\nrule = "printed"\nfact = "得分"\n'
UNITS = tuple("甲乙丙丁戊己庚辛壬癸子丑")


def program(count: int, county: str = PRINTED, scheme: str = "") -> Program:
    roster = ", ".join(f'"{unit}"' for unit in UNITS[:count])
    return program_of(county, f'{scheme}[roster]\n"县" = [{roster}]\n')


def standings(scores: dict[str, Any], scheme: str = "") -> Standings:
    """The standings of as many units, each with its published score; None is not yet known."""
    facts: dict[str, dict[str, Any]] = {
        unit: {} if score is None else {"得分": score} for unit, score in scores.items()
    }
    return program(len(scores), scheme=scheme).assess(facts)["county"]


def ranks(found: Standings) -> list[tuple[str, int | None]]:
    return [(row.unit, row.rank) for row in found]


# Ranks --------------------------------------------------------------------------------------------


def test_equal_totals_share_a_rank_and_the_next_one_is_skipped() -> None:
    assert ranks(standings({"甲": 70, "乙": 90, "丙": 80, "丁": 80, "戊": 60})) == [
        ("乙", 1),
        ("丙", 2),
        ("丁", 2),
        ("甲", 4),
        ("戊", 5),
    ]


def test_units_of_one_rank_stand_in_the_rosters_order() -> None:
    found = program(3).assess({"丙": {"得分": 5}, "甲": {"得分": 5}, "乙": {"得分": 5}})["county"]
    assert ranks(found) == [("甲", 1), ("乙", 1), ("丙", 1)]


def test_a_unit_is_found_by_name() -> None:
    found = standings({"甲": 70, "乙": 90})
    assert found["甲"].rank == 2
    with pytest.raises(KeyError):
        found["丙"]


JUDGED = '[1]\nname = "评分"\npoints = 10\nrule = "judged"\nfact = "评分"\nstep = 1\n' + (
    '[2]\nname = "机构"\npoints = 4\nrule = "award"\nwhen = "机构"\n'
)


def judged(scores: dict[str, dict[str, Any]]) -> Standings:
    return program(len(scores), JUDGED).assess(scores)["county"]


def test_an_undecided_unit_has_the_ranks_it_may_still_take_and_leaves_others_open_too() -> None:
    found = judged(
        {
            "甲": {"评分": 10, "机构": True},  # 14
            "乙": {"评分": 8},  # 8 … 12
            "丙": {"评分": 9, "机构": False},  # 9
            "丁": {"评分": 3, "机构": True},  # 7
        }
    )
    assert [(row.unit, row.rank, row.ranks) for row in found] == [
        ("甲", 1, (1, 1)),
        ("丙", None, (2, 3)),
        ("丁", 4, (4, 4)),
        ("乙", None, (2, 3)),
    ]
    assert (found.mean, found.median, found.stdev, found.above_mean, found.totals) == (None, None, None, None, None)


def test_a_unit_without_a_lower_bound_may_fall_to_the_end() -> None:
    county = '[1]\nname = "机构"\npoints = 4\nrule = "award"\nwhen = "机构"\n' + (
        '[P]\nname = "通报"\nrole = "penalty"\nrule = "per_event"\nevents = { "通报" = 5 }\n'
    )
    facts: dict[str, dict[str, Any]] = {
        "甲": {"机构": True, "通报": 0},
        "乙": {"机构": True},
        "丙": {"机构": False, "通报": 9},
    }
    found = program(3, county).assess(facts)["county"]
    assert [(row.unit, row.ranks) for row in found] == [("甲", (1, 1)), ("丙", (2, 3)), ("乙", (1, 3))]


def test_ranks_say_how_many_stand_above_whatever_turns_out() -> None:
    found = judged({"甲": {"评分": 8}, "乙": {"评分": 8}})
    # Both may have 8 … 12; neither stands above itself.
    assert [row.ranks for row in found] == [(1, 2), (1, 2)]


# Figures ------------------------------------------------------------------------------------------


def test_mean_median_and_deviation_of_four() -> None:
    found = standings({"甲": 2, "乙": 4, "丙": 4, "丁": 10})
    # (2 + 4 + 4 + 10) / 4; (4 + 4) / 2; √((9 + 1 + 1 + 25) / 4) = √9
    assert (found.mean, found.median, found.stdev) == (Fraction(5), Fraction(4), Decimal("3.00"))
    assert found.above_mean == 1


def test_the_median_of_an_odd_number_is_the_middle_one() -> None:
    assert standings({"甲": 1, "乙": 9, "丙": 4}).median == Fraction(4)


def test_figures_are_printed_with_the_decimals_they_need() -> None:
    data = standings({"甲": "1.5", "乙": 2, "丙": 4}).to_dict()
    # 7.5 / 3 = 2.5; deviations 1, ½, 1½: √((1 + 0.25 + 2.25) / 3) = √1.1666… = 1.080
    assert (data["mean"], data["median"], data["stdev"]) == ("2.5", "2", "1.08")
    # 1 of 3
    assert data["above_mean"] == {"count": 1, "share": "33.33"}


def test_undecided_figures_are_null() -> None:
    data = standings({"甲": 1, "乙": None}).to_dict()
    assert (data["mean"], data["median"], data["stdev"]) == (None, None, None)
    assert data["above_mean"] == {"count": None, "share": None}
    assert data["rates"] == [{"code": "1", "name": "得分", "rate": None}]
    bounds: list[str | None] = ["0", None]
    assert data["rows"][1] == {
        "rank": None,
        "ranks": [1, 2],
        "unit": "乙",
        "total": None,
        "bounds": bounds,
        "grade": None,
        "refused": [],
    }


def test_rates_are_earned_over_possible_over_all_units() -> None:
    found = judged(
        {"甲": {"评分": 10, "机构": True}, "乙": {"评分": 5, "机构": False}, "丙": {"评分": 6, "机构": False}}
    )
    # 21 / 30 and 4 / 12
    assert found.rates == (("1", "评分", Fraction(7, 10)), ("2", "机构", Fraction(1, 3)))
    assert [rate["rate"] for rate in found.to_dict()["rates"]] == ["70.00", "33.33"]


def test_a_rate_leaves_out_units_to_which_the_indicator_does_not_apply() -> None:
    county = JUDGED + 'not_applicable = "drop"\n'
    off = {"status": "not_applicable"}
    found = program(2, county).assess({"甲": {"评分": 10, "机构": True}, "乙": {"评分": 5, "机构": off}})["county"]
    # 15 / 20; 4 / 4
    assert [rate for _, _, rate in found.rates] == [Fraction(3, 4), Fraction(1)]
    nobody = program(1, county).assess({"甲": {"评分": 10, "机构": off}})["county"]
    assert [rate for _, _, rate in nobody.rates] == [Fraction(1), None]


def test_without_printed_maxima_there_are_no_rates() -> None:
    assert standings({"甲": 70}).rates == (("1", "得分", None),)


def test_shares_of_grades_add_up_to_a_hundred() -> None:
    """Counts 5, 5 and 2 of 12: 41.67, 41.67 and 16.66, not 16.67."""
    scheme = '[grades]\n"优秀" = { at_least = 90 }\n"良好" = { at_least = 80 }\n"合格" = {}\n'
    scores = dict(zip(UNITS, [90] * 5 + [80] * 5 + [10] * 2, strict=True))
    found = standings(scores, scheme)
    assert found.grades == (
        ("优秀", 5, Decimal("41.67")),
        ("良好", 5, Decimal("41.67")),
        ("合格", 2, Decimal("16.66")),
    )
    assert found.to_dict()["grades"][2] == {"name": "合格", "count": 2, "share": "16.66"}


def test_named_lists_hold_their_units_in_the_order_of_the_table() -> None:
    scheme = (
        '[named."较好"]\nwhen = { points_of = "total", at_least = 60 }\n'
        '[named."较差"]\nwhen = { points_of = "1", is = 0 }\n'
    )
    found = standings({"甲": 60, "乙": 90, "丙": 0, "丁": 59}, scheme)
    assert found.named == {"较好": ("乙", "甲"), "较差": ("丙",)}


def test_units_without_evidence_and_excluded_ones_are_listed_with_the_reason() -> None:
    one = program(3, scheme='[excluded]\n"寅" = "已撤并"\n')
    found = one.assess({"乙": {"得分": 5}})["county"]
    assert found.excluded == (("甲", NOT_IN_ROUND), ("丙", NOT_IN_ROUND), ("寅", "已撤并"))


def test_an_empty_group_has_no_figures() -> None:
    empty = Standings(scheme=program(1).scheme, label=None, group="county", rows=())
    assert (empty.totals, empty.mean, empty.median, empty.stdev, empty.above_mean) == (None, None, None, None, None)
    assert (empty.rates, empty.grades) == ((), ())


# The source's own figures -------------------------------------------------------------------------


def published(what: str, units: tuple[str, ...], value: str) -> Published:
    return Published(what=what, units=units, value=value, cite=Citation(30, value))


def checked(*figures: Published) -> list[tuple[str, str | None, bool | None]]:
    scheme = '[named."较差"]\nwhen = { points_of = "1", is = 0 }\n'
    one = program(3, scheme=scheme)
    evidence = {unit: one.score(unit, {"得分": score}).evidence for unit, score in (("甲", 5), ("乙", 9), ("丙", 0))}
    found = one.assess(Round(scheme=one.scheme.id, label="示例", units=evidence, published=figures))
    assert found.label == found["county"].label == "示例"
    return [(check.printed.what, check.computed, check.agrees) for check in found.checks]


def test_a_printed_total_is_compared_with_the_engines() -> None:
    assert checked(published("total", ("甲",), "5"), published("total", ("乙",), "8")) == [
        ("total", "5", True),
        ("total", "9", False),
    ]


def test_a_printed_order_is_compared_as_a_whole() -> None:
    assert checked(published("order", ("乙", "甲", "丙"), "附件1")) == [("order", "附件1", True)]
    assert checked(published("order", ("甲", "乙", "丙"), "附件1")) == [("order", "乙、甲、丙", False)]


def test_a_printed_list_is_compared_as_a_set() -> None:
    assert checked(published("较差", ("丙",), "丙")) == [("较差", "丙", True)]
    assert checked(published("较差", ("甲", "丙"), "甲、丙")) == [("较差", "丙", False)]


def test_figures_of_other_units_or_lists_are_not_this_groups() -> None:
    """There is nothing to compare them with."""
    found = checked(published("total", ("丁",), "5"), published("最美", ("甲",), "甲"))
    assert found == [("total", None, None), ("最美", None, None)]


def test_a_round_is_a_mapping_of_units() -> None:
    one = Round(scheme="x", units={"甲": Evidence("甲")})
    assert (list(one), len(one), one["甲"].unit, one.label) == (["甲"], 1, "甲", None)
