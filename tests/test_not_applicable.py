"""A unit to which nothing applies has no score; one that submitted nothing has, and counts everywhere."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest

from drafts import program_of
from opengov_rules import Program, Result, ScoringRefused, Standings
from opengov_rules.assessment import NOTHING_APPLIES
from opengov_rules.evidence import Published, Round
from opengov_rules.provenance import Citation

NA: Final = {"status": "not_applicable"}
NOT_SUBMITTED: Final = {"status": "not_submitted"}
POLICIES: Final = ("drop", "rescale", "full", "zero", "spread")
GRADES: Final = '[grades]\n"合格" = { at_least = 3 }\n"其余" = { }\n'
TREE: Final = """
[1]
name = "公开"
not_applicable = "{policy}"
[1.1]
name = "机构"
points = 6
rule = "award"
when = "机构公开"
[1.2]
name = "空白栏目"
points = 4
rule = "deduct"
faults = {{ "空白栏目" = 1 }}
"""
NOTHING: Final[dict[str, Any]] = {"机构公开": NA, "空白栏目": NA}


def tree(policy: str, more: str = "", scheme: str = "") -> Program:
    return program_of(TREE.format(policy=policy) + more, scheme)


def is_not_applicable(result: Result) -> bool:
    """No number and no grade stands anywhere."""
    told = (result.total, result.exact, result.bounds, result.maximum, result.grade, result.open_facts, result.causes)
    line = result["total"]
    assert result.status == line.status
    return (
        result.status == "not_applicable"
        and told == (None, None, (None, None), None, None, (), ())
        and not (line.applies or line.points is not None or line.lost is not None)
    )


# Nothing applies ----------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES)
def test_where_nothing_applies_there_is_neither_total_nor_grade_under_any_policy(policy: str) -> None:
    """“All-not-applicable is ‘not applicable’, never 0 or 100.”"""
    program = tree(policy, scheme=GRADES)
    result = program.score("甲县", NOTHING)
    assert is_not_applicable(result)
    assert (result.named, result.vetoes) == ((), ())
    told = result.to_dict()
    assert (told["status"], told["total"], told["grade"], told["bounds"]) == (
        "not_applicable",
        None,
        None,
        [None, None],
    )
    with pytest.raises(ScoringRefused):
        program.total("甲县", NOTHING)


@pytest.mark.parametrize(
    ("policy", "total", "maximum"), [("drop", 4, 4), ("rescale", 10, 10), ("full", 10, 10), ("zero", 4, 10)]
)
def test_as_soon_as_one_indicator_applies_there_is_a_total(policy: str, total: int, maximum: int) -> None:
    result = tree(policy).score("甲县", {"机构公开": NA, "空白栏目": 0})
    assert (result.status, result.total, result.maximum) == ("final", Decimal(total), Decimal(maximum))


@pytest.mark.parametrize("policy", POLICIES)
def test_bonus_and_penalties_alone_are_no_score(policy: str) -> None:
    """There is nothing to add to or to take from."""
    more = '[B]\nname = "加分"\nrole = "bonus"\npoints = 2\nrule = "award"\nwhen = "创新"\n'
    more += '[P]\nname = "通报"\nrole = "penalty"\nrule = "per_event"\nevents = { "通报" = 5 }\n'
    more += '[U1]\nname = "备查"\nrole = "unscored"\npoints = 2\nrule = "award"\nwhen = "备查"\n'
    found = {**NOTHING, "创新": True, "通报": 1, "备查": True}
    assert is_not_applicable(tree(policy, more).score("甲县", found))
    some = tree("drop", more).score("甲县", {**found, "空白栏目": 0})
    assert (some.total, some.maximum) == (Decimal(1), Decimal(6))  # 4 + 2 - 5 of 4 + 2


def test_where_there_is_no_base_any_indicator_that_counts_makes_a_score() -> None:
    penalty = (
        '[P]\nname = "通报"\nrole = "penalty"\nnot_applicable = "drop"\nrule = "per_event"\nevents = { "通报" = 5 }\n'
    )
    program = program_of(penalty)
    assert program.score("甲县", {"通报": 1}).total == -5
    assert is_not_applicable(program.score("甲县", {"通报": NA}))


def test_what_is_for_other_kinds_of_unit_does_not_apply_either() -> None:
    only = "applies_if = { kinds = ['县'] }"
    program = program_of(
        f'kinds = ["县", "区"]\n[1]\nname = "项"\npoints = 4\nrule = "award"\nwhen = "好"\n{only}\n',
        '[roster]\n"县" = ["甲县"]\n"区" = ["东区"]\n',
    )
    assert program.total("甲县", {"好": True}) == 4
    result = program.score("东区", {})
    assert is_not_applicable(result)
    with pytest.raises(ScoringRefused):
        program.total("东区", {})
    found = program.assess({"甲县": {"好": True}, "东区": {}})["county"]
    assert [row.unit for row in found] == ["甲县"]
    assert found.excluded == (("东区", NOTHING_APPLIES),)


def test_while_it_is_open_whether_anything_applies_the_result_is_provisional() -> None:
    program = program_of(
        '[1]\nname = "项"\npoints = 4\nnot_applicable = "full"\nrule = "award"\nwhen = "好"\napplies_if = "有"\n',
        GRADES,
    )
    open_ = program.score("甲县", {"好": True})
    assert (open_.status, open_.total, open_.grade) == ("provisional", None, None)
    assert [fact.name for fact in open_.open_facts] == ["有"]
    assert program.score("甲县", {"好": True, "有": True}).total == 4
    assert is_not_applicable(program.score("甲县", {"有": False}))


def test_two_conditions_of_which_one_always_holds_leave_no_doubt_that_something_applies() -> None:
    leaf = '[{code}]\nname = "项{code}"\npoints = 4\nnot_applicable = "full"\nrule = "award"\nwhen = "好"\n{gate}\n'
    program = program_of(
        leaf.format(code=1, gate='applies_if = "有"') + leaf.format(code=2, gate='applies_if = { none = ["有"] }')
    )
    assert program.score("甲县", {"好": True}).total == 8  # whichever of the two applies, and whichever does not


def test_a_mean_of_parts_without_weight_is_nothing() -> None:
    program = program_of(
        '[1]\nname = "均"\ncombine = "mean"\n'
        '[1.1]\nname = "甲"\npoints = 4\nweight = { fact = "权" }\nrule = "award"\nwhen = "好"\n',
        '[facts]\n"权" = { type = "count" }\n',
    )
    assert program.score("甲县", {"权": 1, "好": True}).total == 4
    assert is_not_applicable(program.score("甲县", {"权": 0, "好": True}))
    with pytest.raises(ScoringRefused):
        program.total("甲县", {"权": 0, "好": True})


def test_where_points_are_not_published_a_grade_by_membership_stands() -> None:
    program = program_of(
        'points = "unpublished"\n[1]\nname = "项"\nnot_applicable = "drop"\nrule = "unstated"\n',
        '[facts]\n"评估结果" = { type = "choice", choices = ["优秀", "良好"] }\n'
        '[grades]\n"优秀" = { when = { fact = "评估结果", is = "优秀" } }\n'
        '"良好" = { when = { fact = "评估结果", is = "良好" } }\n',
    )
    assert program.score("甲县", {"评估结果": "优秀"}).grade == "优秀"


# In the standings ---------------------------------------------------------------------------------


def standings(policy: str, found: dict[str, dict[str, Any]], scheme: str = GRADES) -> Standings:
    return tree(policy, scheme=scheme).assess(found)["county"]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_unit_to_which_nothing_applies_is_listed_with_the_reason_and_not_ranked(policy: str) -> None:
    """9 + 3 of 10 each: mean 6; the third unit is in no figure."""
    found = standings(
        policy, {"甲县": {"机构公开": True, "空白栏目": 1}, "乙县": NOTHING, "丙县": {"机构公开": False, "空白栏目": 1}}
    )
    assert [(row.rank, row.unit, row.result.total) for row in found] == [
        (1, "甲县", Decimal(9)),
        (2, "丙县", Decimal(3)),
    ]
    assert found.excluded == (("乙县", NOTHING_APPLIES),)
    assert (found.mean, found.above_mean) == (Fraction(6), 1)
    assert [(name, count, str(share)) for name, count, share in found.grades] == [
        ("合格", 2, "100.00"),
        ("其余", 0, "0.00"),
    ]
    assert {code: rate for code, _, rate in found.rates}["1"] == Fraction(12, 20)


def test_a_group_to_which_nothing_applies_at_all_is_still_told() -> None:
    found = standings("full", {"甲县": NOTHING})
    assert (found.rows, found.mean) == ((), None)
    assert found.excluded[0] == ("甲县", NOTHING_APPLIES)
    assert found.to_dict()["above_mean"] == {"count": None, "share": None}


def test_a_unit_to_which_nothing_applies_is_nobodys_peer() -> None:
    """The mean of the totals of those that have one: (10 + 4) / 2."""
    more = '[2]\nname = "均"\nrole = "unscored"\nrule = "measure"\nvalue = { fact = "均分" }\npoints = 10\n'
    facts = '[facts]\n"均分" = { type = "quantity", peers = { of = { points_of = "1" }, take = "mean" } }\n'
    found = tree("full", more, facts).assess(
        {"甲县": {"机构公开": True, "空白栏目": 0}, "乙县": NOTHING, "丙县": {"机构公开": False, "空白栏目": 0}}
    )["county"]
    assert [row.result["2"].points for row in found] == [7, 7]


def test_it_is_said_on_the_published_record_too() -> None:
    """A printed total of a unit that is not ranked is not met by a number."""
    printed = Published(what="total", units=("乙县",), value="0", cite=Citation(1, "乙县 0"))
    program = tree("zero")
    answers: dict[str, dict[str, Any]] = {"甲县": {"机构公开": True}, "乙县": NOTHING}
    read = {name: program.score(name, found).evidence for name, found in answers.items()}
    (check,) = program.assess(Round(scheme="draft-2024", units=read, published=(printed,))).checks
    assert check.computed is None


# Missing submissions ------------------------------------------------------------------------------

DEPARTMENTS: Final = tuple(f"局{number:02}" for number in range(1, 42))
ABSENT: Final = DEPARTMENTS[35:]
"""Baoji, line 240: 参加评估的41个市级部门中, […] 6家单位未按照要求报送佐证材料."""
OFFICES: Final = """
kinds = ["市级部门"]
[1]
name = "机构"
points = 60
rule = "award"
when = "机构公开"
[2]
name = "栏目"
points = 40
rule = "deduct"
faults = { "空白栏目" = 4 }
"""


def test_departments_that_submitted_nothing_stay_in_every_denominator() -> None:
    """20 have 100, 15 have 40, 6 have 0: (2000 + 600) / 41, not / 35."""
    roster = ", ".join(f'"{unit}"' for unit in DEPARTMENTS)
    program = program_of(
        OFFICES, f'[roster]\n"市级部门" = [{roster}]\n[grades]\n"优秀" = {{ at_least = 90 }}\n"其余" = {{ }}\n'
    )
    nothing = {"机构公开": NOT_SUBMITTED, "空白栏目": NOT_SUBMITTED}
    answers = {
        unit: nothing if unit in ABSENT else {"机构公开": number < 20, "空白栏目": 0}
        for number, unit in enumerate(DEPARTMENTS)
    }
    found = program.assess(answers)["county"]
    assert len(found.rows) == 41
    assert found.excluded == ()
    assert [(found[unit].rank, found[unit].result.total, found[unit].grade) for unit in ABSENT] == [
        (36, Decimal(0), "其余")
    ] * 6
    assert found.mean == Fraction(2600, 41)
    assert found.median == 40
    assert found.above_mean == 20
    # 20/41 = 48.780…, 21/41 = 51.219…: the remainders' larger one is the first's
    assert [(name, count, str(share)) for name, count, share in found.grades] == [
        ("优秀", 20, "48.78"),
        ("其余", 21, "51.22"),
    ]
    assert found.rates == (("1", "机构", Fraction(20 * 60, 41 * 60)), ("2", "栏目", Fraction(35 * 40, 41 * 40)))
    assert [(spread.units, spread.below) for spread in found.indicators] == [(41, 21), (41, 6)]
