from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases import FEW, JINGZHOU_UNIT, SCALE, SOME, Case, cases, jingzhou, jingzhou_cases
from opengov_rules import Evidence, Program, Result
from opengov_rules.conditions import facts_of, nodes_of
from opengov_rules.scheme import Indicator
from opengov_rules.testing import evidence, facts, one_more_fault
from schemes import programs


class TestFloorAndCap:
    """“[`floor`, `cap`], by default [0, points]”, then “worth 0 (or what the scheme says)”. “Inside a penalty subtree
    values are amounts ≥ 0 (no `points`: no cap); the node's *result* is minus its value.”
    """

    @FEW
    @given(cases())
    def test_hold_at_every_node_and_for_the_total(self, case: Case) -> None:
        within_floor_and_cap(case)

    @pytest.mark.law
    @SOME
    @given(cases())
    def test_hold_at_every_node_of_many_schemes(self, case: Case) -> None:
        within_floor_and_cap(case)


class TestOneMoreFault:
    """“A further fault never raises a score where compile proved its sign.”"""

    @FEW
    @given(programs(), st.data())
    def test_never_raises_the_total(self, program: Program, data: st.DataObject) -> None:
        never_raises(program, data)

    @FEW
    @given(st.data())
    def test_never_raises_the_total_in_jingzhou(self, data: st.DataObject) -> None:
        never_raises(jingzhou(), data)

    @pytest.mark.law
    @SOME
    @given(programs(), st.data())
    def test_never_raises_the_total_of_many_schemes(self, program: Program, data: st.DataObject) -> None:
        never_raises(program, data)

    @pytest.mark.law
    @SOME
    @given(st.data())
    def test_never_raises_the_total_of_many_jingzhou_evidences(self, data: st.DataObject) -> None:
        never_raises(jingzhou(), data)


class TestVeto:
    """“Vetoes with this scope: `{ points = 0 }` (a minimum, never raises).”"""

    @FEW
    @given(cases(statuses=True), st.data())
    def test_that_holds_keeps_its_scope_down_whatever_else_is_found(self, case: Case, data: st.DataObject) -> None:
        veto_dominates(case, data)

    @pytest.mark.law
    @settings(FEW, max_examples=150 * SCALE)
    @given(cases(statuses=True), st.data())
    def test_that_holds_keeps_its_scope_down_in_many_schemes(self, case: Case, data: st.DataObject) -> None:
        veto_dominates(case, data)

    @FEW
    @given(facts(jingzhou(), JINGZHOU_UNIT), st.integers(6, 999_999), st.integers(11, 999_999))
    def test_of_jingzhou_voids_the_website_from_the_sixth_empty_or_the_eleventh_overdue_column(
        self, found: dict[str, Any], empty: int, overdue: int
    ) -> None:
        """296: 超过5个空栏目的,政府网站工作一票否决; 302: 超过10个栏目更新不及时的,政府网站工作一票否决."""
        both = {"空白栏目": 5, "应更新未更新栏目": 10}
        spared = jingzhou_result(found, both)
        for more in ({"空白栏目": empty}, {"应更新未更新栏目": overdue}):
            vetoed = jingzhou_result(found, both | more)
            assert vetoed["3"].points == 0
            assert vetoed.exact is not None
            assert spared.exact is not None
            assert vetoed.exact == spared.exact - Fraction(spared["3"].points or 0)
        assert spared.vetoes == ()


class TestOrderOfFacts:
    """“Order of facts and of plugins irrelevant.”"""

    @FEW
    @given(cases(unknown=True, statuses=True), st.data())
    def test_changes_nothing_in_the_result(self, case: Case, data: st.DataObject) -> None:
        order_is_irrelevant(case, data)

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(unknown=True, statuses=True), st.data())
    def test_changes_nothing_in_jingzhou(self, case: Case, data: st.DataObject) -> None:
        order_is_irrelevant(case, data)

    @FEW
    @given(facts(jingzhou(), JINGZHOU_UNIT), st.randoms(use_true_random=False))
    def test_of_plain_facts_changes_nothing(self, found: dict[str, Any], random: Any) -> None:
        names = list(found)
        random.shuffle(names)
        shuffled = {name: found[name] for name in names}
        program = jingzhou()
        one, other = program.score(JINGZHOU_UNIT, found), program.score(JINGZHOU_UNIT, shuffled)
        assert one.to_dict() == other.to_dict()
        assert program.total(JINGZHOU_UNIT, found) == one.exact


class TestMissing:
    """“Missing is never zero.” “A fact that evidence does not name is `not_assessed`, unless it declares `absent`.”"""

    @FEW
    @given(cases(), st.data())
    def test_leaves_the_total_open_wherever_the_answer_matters(self, case: Case, data: st.DataObject) -> None:
        missing_is_open(case, data)

    @pytest.mark.law
    @SOME
    @given(cases(), st.data())
    def test_leaves_the_total_open_in_many_schemes(self, case: Case, data: st.DataObject) -> None:
        missing_is_open(case, data)

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(), st.data())
    def test_leaves_the_total_open_in_jingzhou(self, case: Case, data: st.DataObject) -> None:
        missing_is_open(case, data)

    @FEW
    @given(cases())
    def test_everything_leaves_bounds_that_hold_whatever_is_found(self, case: Case) -> None:
        closed = {fact.name for fact in case.program.facts(case.unit) if fact.absent}
        kept = tuple(o for o in case.evidence.observations if o.fact in closed)
        assume(case.told)
        low, high = case.with_(Evidence(case.unit, kept)).score().bounds
        truth = case.true_total()
        assert low is None or low <= truth
        assert high is None or truth <= high


def within_floor_and_cap(case: Case) -> None:
    """The floor, the cap; where it is rounded less than a step beyond, and under a veto whatever that says."""
    result, total = case.score(), case.rubric.total
    vetoed = {veto.scope for veto in case.rubric.vetoes if veto.effect.scoped}
    down = case.rubric.better == "lower"

    def check(node: Indicator, penalty: bool) -> None:
        penalty = penalty or node.role == "penalty"
        points = result[node.code].points
        if points is not None and node.code not in vetoed and not (case.policies & {"full", "rescale"}):
            value = -Fraction(points) if penalty and not down else Fraction(points)
            beyond = Fraction(0) if node.round is None else node.round.to
            cap = node.cap if node.cap is not None else node.points
            assert value > min(node.floor or 0, 0) - beyond or beyond == 0
            assert value >= min(node.floor or 0, 0) or beyond
            assert cap is None or value <= cap or value < cap + beyond
        for child in node.children:
            check(child, penalty)

    for node in case.rubric.indicators:
        check(node, penalty=False)
    if result.exact is not None and "total" not in vetoed:
        assert total.floor is None or result.exact >= total.floor
        assert total.cap is None or result.exact <= total.cap


def never_raises(program: Program, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
    pairs = one_more_fault(program, unit)
    assume(not pairs.is_empty)
    found, worse, _ = data.draw(pairs)
    before, after = program.score(unit, found), program.score(unit, worse)
    if before.exact is not None and after.exact is not None:  # neither is withheld
        assert after.exact <= before.exact


def veto_dominates(case: Case, data: st.DataObject) -> None:
    case.true_points()
    result, truth = case.score(), case.truth()
    held = [veto for veto in case.rubric.vetoes if veto.when is None or truth.holds(veto.when)]
    assert result.vetoes == truth.vetoes()
    other = data.draw(evidence(case.program, case.unit))
    replaced = {veto.scope for veto in case.rubric.vetoes if veto.effect.replace is not None}
    for veto in held:
        points = result[veto.scope].points
        height = None if veto.effect.at_most is None else truth.quantity(veto.effect.at_most)
        assert points is None or height is None or points <= height
        if veto.when is None or veto.effect.points is None or veto.scope in replaced:
            continue
        assert points is None or points <= veto.effect.points
        read = set(facts_of(veto.when))
        kinds = {fact.per for fact in case.program.facts(case.unit) if fact.name in read and fact.per}
        if not nodes_of(veto.when) and not kinds:
            same = [o for o in case.evidence.observations if o.fact in read]
            rest = [o for o in other.observations if o.fact not in read]  # of a closed list, unnamed is an answer too
            again = case.program.score(case.unit, Evidence(case.unit, (*same, *rest)))
            assert veto.key in again.vetoes
            low, high = again[veto.scope].bounds
            assert high is None or high <= veto.effect.points
            assert low is None or high is None or low <= high


def jingzhou_result(found: Mapping[str, Any], but: Mapping[str, Any]) -> Result:
    return jingzhou().score(JINGZHOU_UNIT, dict(found) | dict(but))


def order_is_irrelevant(case: Case, data: st.DataObject) -> None:
    by_fact = data.draw(st.permutations(list(dict.fromkeys(o.fact for o in case.evidence.observations))))
    shuffled = Evidence(case.unit, tuple(o for fact in by_fact for o in case.evidence[fact]))
    one, other = case.score(), case.with_(shuffled).score()
    assert other.to_dict() == one.to_dict()
    assert other.open_facts == one.open_facts
    backwards = case.with_(Evidence(case.unit, case.evidence.observations[::-1])).score()
    assert [(line.code, line.points, line.bounds, line.status) for line in backwards] == [
        (line.code, line.points, line.bounds, line.status) for line in one
    ]
    assert backwards.fingerprint == one.fingerprint


def missing_is_open(case: Case, data: st.DataObject) -> None:
    """Two evidences that differ in one fact, and in their totals: without that fact the total must be open."""
    asked = {fact.name: fact for fact in case.program.facts(case.unit)}
    names = [o.fact for o in case.evidence.observations if not asked[o.fact].per and not asked[o.fact].absent]
    assume(names)
    name = data.draw(st.sampled_from(sorted(set(names))))
    other = data.draw(evidence(case.program, case.unit, completing=without(case, name).evidence))
    assume(case.told and case.with_(other).told)
    totals = {case.true_total(), case.with_(other).true_total()}
    result = without(case, name).score()
    if len(totals) == 2:
        assert (result.status, result.total, result.exact) == ("provisional", None, None)
        assert name in [fact.name for fact in result.open_facts]
    low, high = result.bounds
    assert low is None or low <= min(totals)
    assert high is None or max(totals) <= high


def without(case: Case, fact: str) -> Case:
    return case.with_(Evidence(case.unit, tuple(o for o in case.evidence.observations if o.fact != fact)))
