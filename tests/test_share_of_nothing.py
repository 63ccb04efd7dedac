"""A share of nothing (0/0): what it is worth where the scheme says so, and what is told where nobody did."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest

from drafts import program_of
from opengov_rules import Program, Result, SchemeError

ROSTER: Final = '[roster]\n"县" = ["甲"]\n'
TIERS: Final = (
    'rule = "tiers"\nfact = "办结率"\nlimits = [{ at_least = "95%", points = 4 }, { at_most = "10%", points = 1 }]\n'
)
AWARD: Final = 'rule = "award"\nwhen = { fact = "办结率", at_least = "95%" }\n'
MEASURE: Final = 'rule = "measure"\nvalue = { product = [4, { fact = "办结率" }] }\n'


def program(rule: str, none: str = "") -> Program:
    """One leaf of 4 points that reads a share."""
    facts = '[facts."办结率"]\ntype = "share"\n' + (f'none = "{none}"\n' if none else "")
    return program_of(f'[1]\nname = "留言"\npoints = 4\n{rule}', facts + ROSTER)


def of_nothing(rule: str, none: str = "") -> Result:
    return program(rule, none).score("甲", {"办结率": "0/0"})


@pytest.mark.parametrize(
    ("rule", "none", "points"),
    [
        (TIERS, "full", 4),  # 100% is at least 95%
        (AWARD, "full", 4),
        (MEASURE, "full", 4),  # 4 × 1
        (TIERS, "zero", 1),  # 0% is at most 10%
        (AWARD, "zero", 0),
        (MEASURE, "zero", 0),  # 4 × 0
        (TIERS, "", 0),  # undefined: neither limit holds
        (AWARD, "", 0),
        (MEASURE, "", 0),
    ],
)
def test_it_is_worth_what_the_scheme_says(rule: str, none: str, points: int) -> None:
    assert of_nothing(rule, none).exact == points
    assert program(rule, none).total("甲", {"办结率": "0/0"}) == points


@pytest.mark.parametrize("rule", [TIERS, AWARD, MEASURE])
def test_it_stays_open_where_the_scheme_says_that_somebody_must_rule(rule: str) -> None:
    found = of_nothing(rule, "open")
    assert (found.status, found.total, found["1"].bounds) == ("provisional", None, (Decimal(0), Decimal(4)))
    assert [(fact.name, fact.none_exists) for fact in found.open_facts] == [("办结率", True)]


def test_other_shares_are_as_before() -> None:
    """3 of 6 is 50%: 4 × 1/2."""
    assert {program(MEASURE, none).score("甲", {"办结率": "3/6"}).exact for none in ("", "open", "full", "zero")} == {
        Fraction(2)
    }


@pytest.mark.parametrize(
    ("rule", "none", "kind", "reason"),
    [
        (TIERS, "", "missed", "办结率 0/0(如何计未写明),未达最高一档"),
        (AWARD, "", "undefined", "无法判定是否符合:办结率 0/0(如何计未写明)"),
        (MEASURE, "", "undefined", "无法计算(除数不大于 0,或所依据的部分不适用):办结率 0/0(如何计未写明)"),
        (TIERS, "zero", "missed", "办结率 0/0(按 0% 计),未达最高一档"),
        (AWARD, "zero", "missed", "未符合要求:办结率 ≥ 95%(办结率 0/0(按 0% 计))"),
    ],
)
def test_the_cause_says_how_it_counted_and_that_nobody_said_so(rule: str, none: str, kind: str, reason: str) -> None:
    (cause,) = of_nothing(rule, none).causes
    assert (cause.kind, cause.reason("zh")) == (kind, reason)


def test_what_was_not_submitted_is_still_said_to_be_that() -> None:
    found = program(AWARD).score("甲", {"办结率": {"status": "not_submitted"}})
    assert [(cause.kind, cause.amount) for cause in found.causes] == [("not_submitted", Decimal(4))]


def test_only_a_share_may_say_it() -> None:
    with pytest.raises(SchemeError) as refused:
        program_of(
            '[1]\nname = "会议"\npoints = 4\nrule = "award"\nwhen = { fact = "次数", at_least = 2 }\n',
            '[facts."次数"]\ntype = "count"\nnone = "full"\n' + ROSTER,
        )
    assert [problem.code for problem in refused.value.problems] == ["fact-key"]
