"""Every policy for what does not apply, side by side: by hand, and the laws between them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from cases import FEW, SOME
from drafts import program_of
from opengov_rules import Host, Program, Round
from opengov_rules.problems import Invalid
from opengov_rules.studies.policies import Outcome, UnitPolicies, policies

NA: Final = {"status": "not_applicable"}
LEAVES: Final = """
[1]
name = "机构"
points = 6
{policy}
rule = "award"
when = "机构公开"
[2]
name = "空白栏目"
points = 4
rule = "deduct"
faults = {{ "空白栏目" = 1 }}
[3]
name = "年报"
points = 10
rule = "award"
when = "年报公开"
"""
GRADES: Final = '[grades]\n"优秀" = { at_least = 16 }\n"其余" = { }\n'


def told(outcome: Outcome) -> tuple[object, ...]:
    """Status, total, maximum and grade, or that it is refused."""
    if outcome.result is None:
        return (bool(outcome.problems),)
    found = outcome.result
    return (found.status, found.total, found.maximum, outcome.grade)


def round_of(program: Program, answers: Mapping[str, Mapping[str, Any]]) -> Round:
    read = {unit: program.score(unit, found).evidence for unit, found in answers.items()}
    return Round(scheme=program.scheme.id, label="示例", units=read)


def flat(policy: str) -> Program:
    return program_of(LEAVES.format(policy=f'not_applicable = "{policy}"' if policy else ""), GRADES)


FOUND: Final[dict[str, dict[str, Any]]] = {
    "甲县": {"机构公开": NA, "空白栏目": 1, "年报公开": True},
    "乙县": {"机构公开": True, "空白栏目": 0, "年报公开": True},
}


def test_a_unit_has_one_row_for_every_policy_with_the_declared_one_marked() -> None:
    """3 of 4 and 10 of 10, and 6 points that do not apply: 13 of 14; 13 × 20/14 of 20; 19 and 13 of 20.

    Spread: the 14 grow to 20, a column still costs 1: 40/7 - 1 + 100/7.
    """
    program = flat("drop")
    (row,) = policies(program, round_of(program, FOUND))
    assert row.unit == "甲县"
    assert [(o.policy, o.declared) for o in row.outcomes] == [
        ("rescale", False),
        ("drop", True),
        ("full", False),
        ("zero", False),
        ("spread", False),
    ]
    assert {o.policy: told(o) for o in row.outcomes} == {
        "rescale": ("final", Fraction(130, 7), Decimal(20), "优秀"),
        "drop": ("final", Decimal(13), Decimal(14), "其余"),
        "full": ("final", Decimal(19), Decimal(20), "优秀"),
        "zero": ("final", Decimal(13), Decimal(20), "其余"),
        "spread": ("final", Decimal(19), Decimal(20), "优秀"),
    }
    assert [o.rank for o in row.outcomes] == [2, 2, 2, 2, 2]
    assert row.matters
    assert row["full"].result is not None
    assert row["full"].result.label == "示例"
    with pytest.raises(KeyError):
        row["declared"]


def test_all_units_are_told_when_asked_for() -> None:
    program = flat("drop")
    rows = policies(program, round_of(program, FOUND), every=True)
    assert [(row.unit, row.matters) for row in rows] == [("甲县", True), ("乙县", False)]
    assert {told(o) for o in rows[1].outcomes} == {("final", Decimal(20), Decimal(20), "优秀")}


def test_a_scheme_that_declares_no_policy_has_nothing_to_compare() -> None:
    program = flat("")
    assert policies(program, round_of(program, {"甲县": FOUND["乙县"]}), every=True) == ()


def test_where_several_are_declared_the_scheme_as_it_stands_comes_first() -> None:
    """Declared: the 6 are full, the 10 dropped, so 6 + 3 of 10; drop: 3 of 4."""
    text = LEAVES.format(policy='not_applicable = "full"').replace('"年报"\n', '"年报"\nnot_applicable = "drop"\n')
    program = program_of(text)
    (row,) = policies(program, round_of(program, {"甲县": {"机构公开": NA, "空白栏目": 1, "年报公开": NA}}))
    assert [(o.policy, o.declared) for o in row.outcomes][:3] == [
        ("declared", True),
        ("rescale", False),
        ("drop", False),
    ]
    assert told(row["declared"])[1:3] == (Decimal(9), Decimal(10))
    assert told(row["drop"])[1:3] == (Decimal(3), Decimal(4))
    assert told(row["full"])[1:3] == (Decimal(19), Decimal(20))
    assert told(row["zero"])[1:3] == (Decimal(3), Decimal(20))
    assert told(row["rescale"])[1:3] == (Decimal(15), Decimal(20))  # 3 of 4 of 20


NESTED: Final = """
[1]
name = "公开"
not_applicable = "{policy}"
[1.1]
name = "机构"
points = 6
rule = "award"
when = "机构公开"
[2]
name = "年报"
points = 10
rule = "award"
when = "年报公开"
"""


def test_a_policy_that_the_structure_refuses_says_why_and_raises_nothing() -> None:
    """Nobody can take points over where one of those beside has none that are printed, nor is that one ever full."""
    program = program_of(NESTED.format(policy="drop") + '[1.2]\nname = "得分"\nrule = "printed"\nfact = "得分"\n')
    (row,) = policies(program, round_of(program, {"甲县": {"机构公开": NA, "得分": 7, "年报公开": True}}))
    for policy in ("rescale", "full", "spread"):
        outcome = row[policy]
        assert (outcome.result, outcome.rank, outcome.grade, outcome.declared) == (None, None, None, False)
        assert {problem.code for problem in outcome.problems} == {"points-missing"}
        assert f'not_applicable = "{policy}" needs points' in outcome.refused("en")
    assert [told(row[policy])[1] for policy in ("drop", "zero")] == [17, 17]
    assert not row.matters  # what is refused tells nothing


def test_a_refused_policy_is_told_in_both_languages() -> None:
    program = flat("drop")
    row = policies(program, round_of(program, FOUND))[0]
    refused = evolve(row["spread"], result=None, problems=(Invalid("node-unknown", node="9").at(),))
    assert refused.refused("zh") == "OGR255 没有指标 9"
    assert refused.refused("en") == "OGR255 there is no indicator 9"
    assert refused.to_dict("en")["refused"] == "OGR255 there is no indicator 9"
    assert refused.to_dict()["total"] is None


@pytest.mark.parametrize("policy", ["drop", "rescale", "full", "zero"])
def test_where_nothing_applies_no_policy_gives_a_number(policy: str) -> None:
    program = program_of(
        NESTED.format(policy=policy).replace("points = 10", f'points = 10\nnot_applicable = "{policy}"'), GRADES
    )
    found: dict[str, dict[str, Any]] = {
        "甲县": {"机构公开": NA, "年报公开": NA},
        "乙县": {"机构公开": True, "年报公开": True},
    }
    (row,) = policies(program, round_of(program, found))
    assert {told(o) for o in row.outcomes if o.result is not None} == {("not_applicable", None, None, None)}
    assert {o.rank for o in row.outcomes} == {None}
    assert not row.matters


def test_a_unit_that_a_condition_spares_is_listed_too() -> None:
    """No observation says so: 东区 has no such item."""
    text = LEAVES.format(policy='not_applicable = "rescale"\napplies_if = { kinds = ["县"] }')
    program = program_of('kinds = ["县", "区"]\n' + text, '[roster]\n"县" = ["甲县"]\n"区" = ["东区"]\n')
    found: dict[str, dict[str, Any]] = {
        "甲县": {"机构公开": True, "空白栏目": 0, "年报公开": True},
        "东区": {"空白栏目": 0, "年报公开": False},
    }
    (row,) = policies(program, round_of(program, found))
    assert row.unit == "东区"
    assert told(row["rescale"])[1:3] == (Fraction(40, 7), Decimal(20))  # 4 of 14 of 20
    assert told(row["drop"])[1:3] == (Decimal(4), Decimal(14))


def test_a_quota_is_decided_among_all_units_under_each_policy() -> None:
    """One place: 甲县 with 18.6 of 20 stands above 乙县 with 16 where its item is rescaled, and below where dropped."""
    grades = '[grades]\n"优秀" = { at_least = 1, quota = 1 }\n"其余" = { }\n'
    program = program_of(LEAVES.format(policy='not_applicable = "drop"'), grades)
    found = {**FOUND, "乙县": {"机构公开": True, "空白栏目": 4, "年报公开": True}}
    row = policies(program, round_of(program, found))[0]
    assert [(row[p].rank, row[p].grade) for p in ("rescale", "drop", "full", "zero")] == [
        (1, "优秀"),
        (2, "其余"),
        (1, "优秀"),
        (2, "其余"),
    ]


def test_rows_are_told_as_json() -> None:
    program = flat("drop")
    (row,) = policies(program, round_of(program, FOUND))
    data = row.to_dict("en")
    assert data["unit"] == "甲县"
    assert data["policies"][1] == {
        "policy": "drop",
        "declared": True,
        "refused": None,
        "status": "final",
        "total": "13",
        "bounds": ["13", "13"],
        "maximum": "14",
        "rank": 2,
        "grade": "其余",
    }


@pytest.mark.law
def test_in_jingzhou_a_reading_brings_the_policies_into_play() -> None:
    """Its text knows no “not applicable”; under the reading that leaves aside what there was none of, it does."""
    host = Host.discover()
    program, sample = host.scheme("jingzhou-2021"), host.sample("jingzhou-2021")
    assert policies(program, sample, every=True) == ()
    other = program.with_(readings={"no-requests": "不计入"})
    assert {row.matters for row in policies(other, sample, every=True)} == {False}  # nobody was without


# Laws ---------------------------------------------------------------------------------------------


@frozen
class Leaf:
    """A leaf: its points, what was lost of them, whether by deduction, and whether it applies."""

    points: int
    lost: int
    deducted: bool
    applies: bool

    def table(self, code: str) -> str:
        head = f'[{code}]\nname = "项{code}"\npoints = {self.points}\n'
        if self.deducted:
            return head + f'rule = "deduct"\nfaults = {{ "错{code}" = 1 }}\n'
        return head + f'rule = "judged"\nfact = "评{code}"\nstep = 1\n'

    def answer(self, code: str) -> dict[str, Any]:
        name, value = (f"错{code}", self.lost) if self.deducted else (f"评{code}", max(0, self.points - self.lost))
        return {name: value if self.applies else NA}


LEAF: Final = st.builds(Leaf, st.integers(1, 9), st.integers(0, 12), st.booleans(), st.booleans())
SOME_APPLY: Final = st.lists(LEAF, min_size=2, max_size=5).filter(lambda leaves: any(leaf.applies for leaf in leaves))


def under_all(leaves: Sequence[Leaf]) -> UnitPolicies:
    """The leaves below one node, beside a leaf of 10 that is met in full."""
    text = '[1]\nname = "合"\nnot_applicable = "drop"\n' + "".join(
        leaf.table(f"1.{number}") for number, leaf in enumerate(leaves, 1)
    )
    program = program_of(text + '[2]\nname = "年报"\npoints = 10\nrule = "award"\nwhen = "年报公开"\n')
    answers: dict[str, Any] = {"年报公开": True}
    for number, leaf in enumerate(leaves, 1):
        answers |= leaf.answer(f"1.{number}")
    (row,) = policies(program, round_of(program, {"甲县": answers}), every=True)
    return row


def share_of(row: UnitPolicies, policy: Any, code: str = "1") -> Fraction:
    result = row[policy].result
    assert result is not None
    points, most = result[code].points, result[code].maximum
    assert points is not None
    assert most is not None
    return Fraction(points) / Fraction(most)


@pytest.mark.law
class TestNeutrality:
    """“Not-applicable neutrality under rescale”: what does not apply leaves a node's share as the others make it."""

    @FEW
    @given(SOME_APPLY)
    def test_a_node_has_the_share_that_those_that_apply_have_alone(self, leaves: list[Leaf]) -> None:
        neutral(leaves)

    @pytest.mark.long
    @SOME
    @given(SOME_APPLY)
    def test_in_many_rubrics_too(self, leaves: list[Leaf]) -> None:
        neutral(leaves)


def neutral(leaves: Sequence[Leaf]) -> None:
    row, alone = under_all(leaves), [leaf for leaf in leaves if leaf.applies]
    earned = sum(max(0, leaf.points - leaf.lost) for leaf in alone)
    expected = Fraction(earned, sum(leaf.points for leaf in alone))
    assert share_of(row, "rescale") == share_of(row, "drop") == expected
    assert share_of(under_all(alone), "rescale") == expected
    rescaled = row["rescale"].result
    assert rescaled is not None
    assert rescaled["1"].maximum == sum(leaf.points for leaf in leaves)


@pytest.mark.law
class TestOrder:
    """zero ≤ rescale ≤ spread ≤ full, where every leaf lies between 0 and its points and nothing above the leaves cuts,
    rounds or vetoes; drop has rescale's share, see above.
    """

    @FEW
    @given(SOME_APPLY)
    def test_policies_stand_in_this_order(self, leaves: list[Leaf]) -> None:
        ordered(leaves)

    @pytest.mark.long
    @SOME
    @given(SOME_APPLY)
    def test_in_many_rubrics_too(self, leaves: list[Leaf]) -> None:
        ordered(leaves)

    @FEW
    @given(st.lists(LEAF, min_size=2, max_size=5))
    def test_where_everything_applies_all_are_the_same(self, leaves: list[Leaf]) -> None:
        row = under_all([evolve(leaf, applies=True) for leaf in leaves])
        assert not row.matters


def ordered(leaves: Sequence[Leaf]) -> None:
    row = under_all(leaves)
    shares = [share_of(row, policy) for policy in ("zero", "rescale", "spread", "full")]
    assert shares == sorted(shares)
    totals = [Fraction(o.result.total or 0) for p in ("zero", "drop", "full") if (o := row[p]).result is not None]
    assert totals[0] == totals[1] <= totals[2]  # what is dropped earns no more than 0, of a smaller maximum
