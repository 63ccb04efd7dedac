from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases import FEW, MANY
from opengov_rules.formula import (
    Add,
    Choose,
    Compare,
    Const,
    Formula,
    Function,
    Given,
    Max,
    Min,
    Mul,
    Points,
    Quotient,
    Range,
    Round,
    Rounding,
    Sign,
    Value,
    add,
    all_of,
    any_of,
    choose,
    compare,
    const,
    evaluate_range,
    highest,
    lowest,
    minus,
    monotone_signs,
    negate,
    quotient,
    rounded,
    times,
)
from opengov_rules.formula.nodes import Relation

VALUES = 3
FLAGS = 2
SLOTS = VALUES + FLAGS
STAGES = ("甲", "乙")

constants = st.sampled_from([const(n) for n in (-3, -1, 0, 1, 2, 7)] + [Const(Fraction(1, 3)), Const(Fraction(-5, 4))])
steps = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 100), Fraction(3)])
roundings_to = st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(5)])
slot_values = st.builds(Value, st.integers(0, VALUES - 1), steps)
relations: st.SearchStrategy[Relation] = st.sampled_from(["over", "at_least", "is"])


def numbers(stages: Sequence[str], depth: int) -> st.SearchStrategy[Formula]:
    """Formulas over the slots and the stages before, of a depth, by the constructors."""
    leaves: list[st.SearchStrategy[Formula]] = [constants, slot_values]
    if stages:
        leaves.append(st.sampled_from([Points(stage) for stage in stages]))
    if depth == 0:
        return st.one_of(leaves)
    inner, truth = numbers(stages, depth - 1), truths(stages, depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    branches = st.lists(st.tuples(truth, inner), min_size=1, max_size=3)
    return st.one_of(
        *leaves,
        several.map(add),
        several.map(lowest),
        several.map(highest),
        st.builds(times, inner, inner),
        st.builds(quotient, inner, inner),
        st.builds(lambda part, rest: quotient(part, add((part, rest))), inner, inner),
        st.builds(rounded, inner, roundings_to, st.sampled_from(["half_up", "half_even", "truncate", "ceiling"])),
        st.builds(minus, inner, inner),
        st.builds(choose, branches, inner),
        truth,
    )


def truths(stages: Sequence[str], depth: int) -> st.SearchStrategy[Formula]:
    """Formulas that are 0 or 1."""
    flags: st.SearchStrategy[Formula] = st.builds(Given, st.integers(VALUES, SLOTS - 1))
    if depth == 0:
        return flags
    inner, truth = numbers(stages, depth - 1), truths(stages, depth - 1)
    several = st.lists(truth, min_size=1, max_size=3)
    return st.one_of(
        flags, st.builds(compare, relations, inner, inner), truth.map(negate), several.map(all_of), several.map(any_of)
    )


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, Formula], Formula]:
    """Two stages and an output over them."""
    stages = dict[str, Formula]()
    for name in STAGES:
        stages[name] = draw(numbers(list(stages), 2))
    return stages, draw(numbers(list(stages), 3))


filled = st.tuples(*[st.integers(-12, 12)] * VALUES, *[st.integers(0, 1)] * FLAGS)


class TestThePrintedFunction:
    """“Each engine is one printer of that language”; “everything is an integer; every node carries a scale.”"""

    @FEW
    @given(graphs(), filled)
    def test_gives_what_the_formula_says(self, graph: tuple[dict[str, Formula], Formula], slots: list[int]) -> None:
        printed_equals_direct(graph, slots)

    @pytest.mark.law
    @MANY
    @given(graphs(), filled)
    def test_gives_what_many_formulas_say(self, graph: tuple[dict[str, Formula], Formula], slots: list[int]) -> None:
        printed_equals_direct(graph, slots)

    @FEW
    @given(st.integers(2, 3_000), filled)
    @example(width=3_000, slots=(1, 2, 3, 0, 1))
    def test_holds_wide_sums(self, width: int, slots: Sequence[int]) -> None:
        """“A flat sum of 3,000 terms breaks `compile()`.”"""
        terms = tuple(Value(i % VALUES, Fraction(1, 1 + i % 4)) for i in range(width))
        for formula in (Add(terms), Min(terms), Max(terms)):
            assert Function(SLOTS, {}, (formula,))(slots) == (direct(formula, slots, {}),)

    @FEW
    @given(st.integers(1, 250), filled)
    @example(depth=250, slots=(1, 2, 3, 0, 1))
    def test_holds_deep_nests(self, depth: int, slots: Sequence[int]) -> None:
        """“200 nested parentheses too: balanced partial sums, named stages.”"""
        formula: Formula = Value(0)
        for i in range(depth):
            nests: list[Formula] = [
                Add((formula, Value(i % VALUES))),
                Max((formula, Value(1), Const(Fraction(i, 3)))),
                Choose(((Given(VALUES), formula),), Value(2)),
                Mul(formula, Value(0, Fraction(1, 2))) if i % 40 == 3 else Min((formula, Const(Fraction(9)))),
            ]
            formula = nests[i % 4]
        assert Function(SLOTS, {}, (formula,))(slots) == (direct(formula, slots, {}),)


class TestTheConstructors:
    """“Nine kinds of node over exact numbers, and the constructors that simplify them.”"""

    @FEW
    @given(st.lists(numbers((), 2), min_size=1, max_size=4), filled)
    def test_simplify_without_changing_the_value(self, items: list[Formula], slots: list[int]) -> None:
        values = [direct(item, slots, {}) for item in items]
        first, last = items[0], items[-1]
        assert direct(add(items), slots, {}) == sum(values)
        assert direct(lowest(items), slots, {}) == min(values)
        assert direct(highest(items), slots, {}) == max(values)
        assert direct(times(first, last), slots, {}) == values[0] * values[-1]
        assert direct(minus(first, last), slots, {}) == values[0] - values[-1]
        assert direct(compare("over", first, last), slots, {}) == int(values[0] > values[-1])
        assert direct(compare("at_least", first, last), slots, {}) == int(values[0] >= values[-1])
        assert direct(compare("is", first, last), slots, {}) == int(values[0] == values[-1])

    @FEW
    @given(st.lists(truths((), 2), max_size=4), filled)
    def test_join_conditions(self, parts: list[Formula], slots: list[int]) -> None:
        values = [direct(part, slots, {}) for part in parts]
        assert direct(all_of(parts), slots, {}) == int(all(values))
        assert direct(any_of(parts), slots, {}) == int(any(values))


class TestRanges:
    """“Sound always; tight where no slot is read twice.”"""

    @FEW
    @given(graphs(), st.data())
    def test_hold_every_value(self, graph: tuple[dict[str, Formula], Formula], data: st.DataObject) -> None:
        ranges_are_sound(graph, data)

    @pytest.mark.law
    @MANY
    @given(graphs(), st.data())
    def test_hold_every_value_of_many_formulas(
        self, graph: tuple[dict[str, Formula], Formula], data: st.DataObject
    ) -> None:
        ranges_are_sound(graph, data)


class TestSigns:
    """“Compile gives each fact a sign (repair raises or lowers the total).” “UP and DOWN are proofs.”"""

    @FEW
    @given(graphs(), filled, st.data())
    def test_are_proofs(
        self, graph: tuple[dict[str, Formula], Formula], slots: Sequence[int], data: st.DataObject
    ) -> None:
        signs_are_proofs(graph, slots, data)

    @pytest.mark.law
    @MANY
    @given(graphs(), filled, st.data())
    def test_of_many_formulas_are_proofs(
        self, graph: tuple[dict[str, Formula], Formula], slots: Sequence[int], data: st.DataObject
    ) -> None:
        signs_are_proofs(graph, slots, data)


def printed_equals_direct(graph: tuple[dict[str, Formula], Formula], slots: Sequence[int]) -> None:
    stages, output = graph
    known = staged(stages, slots)
    outputs = (output, *(Points(stage) for stage in stages))
    assert Function(SLOTS, stages, outputs)(slots) == tuple(direct(each, slots, known) for each in outputs)


def ranges_are_sound(graph: tuple[dict[str, Formula], Formula], data: st.DataObject) -> None:
    stages, output = graph
    slots = data.draw(filled)
    below = data.draw(st.tuples(*[st.integers(0, 6) | st.none()] * SLOTS))
    above = data.draw(st.tuples(*[st.integers(0, 6) | st.none()] * SLOTS))
    limits = {
        slot: Range(
            None if down is None else Fraction(value - down),
            None if up is None else Fraction(value + up),
        )
        for slot, (value, down, up) in enumerate(zip(slots[:VALUES], below, above, strict=False))
    }
    known = staged(stages, slots)
    ranges = dict[str, Range]()
    for name, formula in (*stages.items(), ("output", output)):
        ranges[name] = evaluate_range(formula, limits, ranges)
        value = direct(formula, slots, known)
        low, high = ranges[name].low, ranges[name].high
        assert low is None or low <= value
        assert high is None or value <= high


def signs_are_proofs(graph: tuple[dict[str, Formula], Formula], slots: Sequence[int], data: st.DataObject) -> None:
    stages, output = graph
    limits = {slot: Range(Fraction(-12), Fraction(12)) for slot in range(VALUES)}
    limits |= {slot: Range(Fraction(0), Fraction(1)) for slot in range(VALUES, SLOTS)}
    found = dict[str, tuple[Range, Mapping[int, Sign]]]()
    ranges = dict[str, Range]()
    for name, formula in stages.items():
        ranges[name] = evaluate_range(formula, limits, ranges)
        found[name] = (ranges[name], monotone_signs(formula, limits, found))
    signs = monotone_signs(output, limits, found)
    slot = data.draw(st.integers(0, VALUES - 1))
    more = [*slots]
    more[slot] = data.draw(st.integers(slots[slot], 12))
    before, after = (direct(output, each, staged(stages, each)) for each in (slots, more))
    match signs.get(slot):
        case None:
            assert before == after
        case Sign.UP:
            assert before <= after
        case Sign.DOWN:
            assert before >= after
        case Sign.MIXED:
            pass


def staged(stages: Mapping[str, Formula], slots: Sequence[int]) -> dict[str, Fraction]:
    known = dict[str, Fraction]()
    for name, formula in stages.items():
        known[name] = direct(formula, slots, known)
    return known


def whole(value: Fraction, how: Rounding) -> int:
    """A whole number near a fraction; Python's own `round` goes to the even side."""
    match how:
        case "truncate":
            return int(value)
        case "ceiling":
            return ceil(value)
        case "half_even":
            return round(value)
        case "half_up":
            near = floor(abs(value) + Fraction(1, 2))
            return near if value >= 0 else -near


def direct(formula: Formula, slots: Sequence[int], stages: Mapping[str, Fraction]) -> Fraction:
    """The formula's value, read off node by node."""

    def of(f: Formula) -> Fraction:
        match f:
            case Const(value):
                return value
            case Value(slot, step):
                return slots[slot] * step
            case Given(slot):
                return Fraction(slots[slot])
            case Points(stage):
                return stages[stage]
            case Add(terms):
                return sum((of(term) for term in terms), Fraction(0))
            case Mul(left, right):
                return of(left) * of(right)
            case Quotient(left, right):
                return of(left) / of(right)
            case Round(inner, step, how):
                return step * whole(of(inner) / step, how)
            case Min(items):
                return min(of(item) for item in items)
            case Max(items):
                return max(of(item) for item in items)
            case Compare(relation, left, right):
                a, b = of(left), of(right)
                return Fraction({"over": a > b, "at_least": a >= b, "is": a == b}[relation])
            case Choose(branches, otherwise):
                return next((of(chosen) for condition, chosen in branches if of(condition) == 1), of(otherwise))

    return of(formula)
