import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases import FEW, JINGZHOU_UNIT, MANY, SOME, Case, cases, jingzhou, jingzhou_cases
from opengov_rules import NEVER, Evidence, Observation, Result, Sample, Status
from opengov_rules.conditions import facts_of
from opengov_rules.evidence import FactValue
from opengov_rules.facts import Fact, FactType
from opengov_rules.formula import Sign
from opengov_rules.testing import evidence
from oracle import Answers, Form

FAR = Fraction(10**9)
"""Beyond every numeral; an observation can hold it, though no file can."""
CROWD = 200
"""So many assets with a yes, where no single answer is large."""


class TestTheTruthOfAnyCompletion:
    """“A completion gives every `not_assessed` fact an observed value of its domain (`never` included), never another
    status. […] Bounds are exact.”
    """

    @FEW
    @given(cases(unknown=True, statuses=True), st.data())
    def test_lies_within_the_bounds(self, case: Case, data: st.DataObject) -> None:
        truth_within(case, data)

    @FEW
    @given(jingzhou_cases(unknown=True, statuses=True), st.data())
    def test_lies_within_the_bounds_in_jingzhou(self, case: Case, data: st.DataObject) -> None:
        truth_within(case, data)

    @FEW
    @given(cases(unknown=True, statuses=True, wide=False))
    def test_reaches_both_ends(self, case: Case) -> None:
        ends_reached(case)

    @FEW
    @given(jingzhou_cases(unknown=True, statuses=True))
    def test_reaches_both_ends_in_jingzhou(self, case: Case) -> None:
        ends_reached(case)

    @pytest.mark.law
    @MANY
    @given(cases(unknown=True, statuses=True), cases(unknown=True, statuses=True, wide=False), st.data())
    def test_of_many_schemes_lies_within_reached_bounds(self, case: Case, plain: Case, data: st.DataObject) -> None:
        truth_within(case, data)
        ends_reached(plain)

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(unknown=True, statuses=True), st.data())
    def test_of_many_jingzhou_evidences_lies_within_reached_bounds(self, case: Case, data: st.DataObject) -> None:
        truth_within(case, data)
        ends_reached(case)


class TestOneMoreObservation:
    """“The truth lies inside the bounds, both ends are reached, a new fact never widens them.”"""

    @FEW
    @given(cases(unknown=True, statuses=True), st.data())
    def test_never_widens_the_bounds(self, case: Case, data: st.DataObject) -> None:
        never_wider(case, data)

    @pytest.mark.law
    @SOME
    @given(cases(unknown=True, statuses=True), st.data())
    def test_never_widens_the_bounds_of_many_schemes(self, case: Case, data: st.DataObject) -> None:
        never_wider(case, data)

    @pytest.mark.law
    @SOME
    @given(jingzhou_cases(unknown=True, statuses=True), st.data())
    def test_never_widens_the_bounds_in_jingzhou(self, case: Case, data: st.DataObject) -> None:
        never_wider(case, data)


class TestStatus:
    """“A result is `final` as soon as every completion gives the same total (a veto or a cap may settle it early); else
    `provisional`: total, exact, grade and rank are None, there are bounds.”
    """

    @FEW
    @given(cases(unknown=True), st.data())
    def test_is_final_exactly_where_the_bounds_meet(self, case: Case, data: st.DataObject) -> None:
        final_where_bounds_meet(case, data)

    @pytest.mark.law
    @SOME
    @given(cases(unknown=True, statuses=True), st.data())
    def test_is_final_exactly_where_the_bounds_meet_in_many_schemes(self, case: Case, data: st.DataObject) -> None:
        final_where_bounds_meet(case, data)

    @FEW
    @given(st.integers(6, 999_999))
    def test_of_a_vetoed_branch_is_final_whatever_is_open_in_it(self, columns: int) -> None:
        """296: 超过5个空栏目的,政府网站工作一票否决."""
        vetoed = jingzhou().score(JINGZHOU_UNIT, {"空白栏目": columns})
        assert vetoed["3"].points == 0
        assert vetoed["3"].status == "final"
        assert vetoed["3.2"].status == "provisional"


def truth_within(case: Case, data: st.DataObject) -> None:
    result = case.score()
    completion = data.draw(evidence(case.program, case.unit, completing=case.evidence), label="completion")
    points = case.with_(completion).true_points()
    for line in result:
        truth = points[line.code]
        if truth is not None:
            low, high = line.bounds
            assert low is None or low <= truth, line
            assert high is None or truth <= high, line
    assert result["total"].bounds == result.bounds


def ends_reached(case: Case) -> None:
    result = case.score()
    for best, bound in zip((False, True), result.bounds, strict=True):
        near, further = (case.with_(witness(case, result, best, size)).true_total() for size in (1, 2))
        if bound is not None:
            assert near == further == bound
        else:
            assert (near < further) if best else (near > further)


def never_wider(case: Case, data: st.DataObject) -> None:
    completion = data.draw(evidence(case.program, case.unit, completing=case.evidence), label="completion")
    told = data.draw(st.lists(st.sampled_from(groups(case)), unique=True), label="told")
    named = {name for group in told for name in group}
    kept = [o for o in case.evidence.observations if o.fact not in named]
    more = case.with_(Evidence(case.unit, (*kept, *(o for o in completion.observations if o.fact in named))))
    before, after = case.score(), more.score()
    if after.status == "withheld":
        return
    (low, high), (new_low, new_high) = before.bounds, after.bounds
    assert low is None or (new_low is not None and low <= new_low)
    assert high is None or (new_high is not None and new_high <= high)


def final_where_bounds_meet(case: Case, data: st.DataObject) -> None:
    result = case.score()
    assume(result.is_scored and result._withheld is False)  # whether it is told may be open too
    assume(result.status != "not_applicable")  # nothing of the base applies: neither points nor bounds
    low, high = result.exact_bounds
    if low is not None and low == high:
        assert (result.status, result.exact) == ("final", low)
        assert result.total is not None
        for _ in range(3):
            completion = data.draw(evidence(case.program, case.unit, completing=case.evidence))
            assert case.with_(completion).true_points()["exact"] == result.exact
            assert case.with_(completion).true_total() == result.total
    else:
        assert (result.status, result.exact) == ("provisional", None)
        assert result.total is None or result.bounds == (result.total, result.total)
        assert result.grade is None or any(grade.when for grade in case.program.scheme.grades)
        assert result.open_facts


def groups(case: Case) -> list[tuple[str, ...]]:
    """The facts that are answered together: a sample goes with the facts of its assets."""
    asked = case.program.asked(case.unit).facts
    inputs = {name: facts_of(fact.hit_when) for name, fact in asked.items() if fact.hit_when is not None}
    inner = {name for names in inputs.values() for name in names}
    return [(name, *inputs.get(name, ())) for name in asked if name not in inner]


# Witnesses: the completion that the engine says is the best or the worst --------------------------


def witness(case: Case, result: Result, best: bool, size: int) -> Evidence:
    """The completion with every open fact at its end; what has no limit is `size` times far."""
    compiled = result._settled.compiled
    new = dict[str, list[Observation]]()
    for name, answer in result._settled.answers.items():
        given = case.evidence[name]
        if not answer.open and all(o.status is not Status.NOT_ASSESSED for o in given):
            continue
        sample = answer.fact.type is FactType.SAMPLE
        slot = compiled.slots.get((name, "hits" if sample else "value"))
        high = (slot is None or compiled.signs[slot] is not Sign.DOWN) is best
        inputs = [o for inner in groups_of(case, name) for o in case.evidence[inner]]
        if sample and not given and any(o.part for o in inputs):
            new |= asset_witness(case, answer.fact, inputs, high)
        else:
            new[name] = list(at_end(answer.fact, given, high, size, assets(case, answer.fact.per, size)))
    return case.evidence.replace(o for observations in new.values() for o in observations)


def groups_of(case: Case, sample: str) -> tuple[str, ...]:
    condition = case.program.asked(case.unit).facts[sample].hit_when
    return () if condition is None else facts_of(condition)


def assets(case: Case, per: str, size: int) -> list[str]:
    """The assets of a kind: those that the evidence names, else a crowd."""
    kin = [name for name, fact in case.program.asked(case.unit).facts.items() if fact.per == per]
    named = list(dict.fromkeys(o.part for name in kin for o in case.evidence[name] if o.part))
    return named or [f"第{i}" for i in range(CROWD * size)]


def at_end(
    fact: Fact, given: Sequence[Observation], high: bool, size: int, kind: Iterable[str]
) -> Iterator[Observation]:
    """The fact answered as high or as low as it goes; assets that were answered keep their answers."""
    if fact.type is FactType.SAMPLE:
        draw = fact.draw or 0
        yield Observation(fact=fact.name, value=Sample(draw, draw if high else 0))
        return
    kept = [o for o in given if o.status is not Status.NOT_ASSESSED]
    seen = {o.part for o in kept}
    yield from kept
    for part in kind if fact.per else [""]:
        if part not in seen and not (
            fact.absent and given and part not in {o.part for o in given} and "" not in {o.part for o in given}
        ):
            yield Observation(fact=fact.name, part=part, value=end_value(fact, high, size))


def end_value(fact: Fact, high: bool, size: int) -> FactValue:
    """The greatest or least answer of one asset."""
    if fact.type is FactType.YES_NO:
        return high
    if high and fact.never:
        return NEVER
    if fact.type is FactType.DATE:
        return dt.date.max if high else dt.date.min
    if not high:
        low = fact.min or Fraction(0)
        return max(low, Fraction(0)) if fact.take == "count" else low  # a count is least where an answer is 0
    return fact.max if fact.max is not None else FAR * size


def asset_witness(case: Case, sample: Fact, inputs: Iterable[Observation], hit: bool) -> dict[str, list[Observation]]:
    """The open facts of a sample's assets, so that every asset that may be a hit is one (or none is)."""
    condition, form = sample.hit_when, Form(case.program.scheme, case.rubric, case.unit)
    assert condition is not None
    given = list(inputs)
    asked = case.program.asked(case.unit).facts
    known = [o for o in given if o.status is not Status.NOT_ASSESSED]
    found = {o.fact: [other for other in known if other.fact == o.fact] for o in given}
    for part in dict.fromkeys(o.part for o in given if o.part):
        seen = {o.fact for kept in found.values() for o in kept if o.part in (part, "")}
        unseen = [name for name in facts_of(condition) if name not in seen and not asked[name].absent]
        options = list[tuple[Observation, ...]]()
        for ends in product((True, False), repeat=len(unseen)):
            values = [end_value(asked[name], high, 1) for name, high in zip(unseen, ends, strict=True)]
            new = [Observation(fact=n, part=part, value=value) for n, value in zip(unseen, values, strict=True)]
            trial = Evidence(case.unit, (*(o for kept in found.values() for o in kept), *new))
            if Answers(form, trial).is_hit(condition, part) is hit:
                options = [tuple(new)]
                break
            options.append(tuple(new))
        for observation in options[0]:
            found.setdefault(observation.fact, []).append(observation)
    return found
