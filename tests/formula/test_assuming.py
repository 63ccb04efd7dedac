"""Graphs with some slots known: of equal value, and nothing left of what these decide."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from formulas import formulas
from opengov_rules.formula import (
    Formula,
    Function,
    Given,
    Points,
    Range,
    Value,
    add,
    all_of,
    assuming,
    choose,
    const,
    highest,
    lowest,
    minus,
)

ONE = Range.point(Fraction(1))


def test_a_flag_that_is_set_leaves_the_value_behind_it() -> None:
    stages = {"1": choose([(all_of((Given(0), Value(1))), const(5))], const(0)), "2": add([Points("1"), const(1)])}
    assert assuming(stages, {0: ONE, 1: Range(Fraction(0), Fraction(1))}) == {
        "1": choose([(Value(1), const(5))], const(0)),
        "2": add([Points("1"), const(1)]),
    }


def test_a_stage_that_is_decided_is_a_number_where_it_is_read() -> None:
    stages = {"1": choose([(Given(0), const(5))], Value(1)), "2": minus(const(7), Points("1"))}
    assert assuming(stages, {0: ONE, 1: Range(Fraction(0), None)}) == {"1": const(5), "2": const(2)}


def test_a_limit_that_cannot_bind_is_left_out() -> None:
    within = {0: Range(Fraction(0), Fraction(3))}
    assert assuming({"1": lowest([const(5), highest([Value(0), const(0)])])}, within) == {"1": Value(0)}


@settings(max_examples=100)
@given(formulas(), st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted), min_size=3, max_size=3))
def test_values_stay_the_same_within_the_domains(formula: Formula, box: list[list[int]]) -> None:
    domains = {slot: Range(Fraction(low), Fraction(high)) for slot, (low, high) in enumerate(box)}
    stages = {"1": formula, "2": minus(Points("1"), Value(0))}
    simpler = assuming(stages, domains)
    outputs = (Points("1"), Points("2"))
    for slots in ((x, y, z) for x in box[0] for y in box[1] for z in box[2]):
        assert Function(3, simpler, outputs)(slots) == Function(3, stages, outputs)(slots)
