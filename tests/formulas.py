"""Formulas of every shape over three slots, for Hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from opengov_rules.formula import (
    Formula,
    Value,
    add,
    choose,
    compare,
    const,
    highest,
    lowest,
    quotient,
    rounded,
    times,
)


def formulas() -> st.SearchStrategy[Formula]:
    """Sums, products, quotients, roundings, extremes, comparisons and choices of slots 0 to 2 and small numbers."""
    numbers = st.integers(-3, 3).map(const)
    roundings = st.sampled_from(["half_up", "half_even", "truncate", "ceiling"])
    leaves = st.sampled_from([Value(0), Value(1), Value(2)]) | numbers

    def grown(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        some = st.lists(inner, min_size=2, max_size=3)
        truths = st.builds(compare, st.sampled_from(["over", "at_least", "is"]), inner, inner)
        return (
            some.map(add)
            | some.map(lowest)
            | some.map(highest)
            | truths
            | st.builds(times, inner, inner)
            | st.builds(quotient, inner, inner)
            | st.builds(lambda part, rest: quotient(part, add((part, rest))), inner, inner)
            | st.builds(rounded, inner, st.sampled_from([Fraction(1), Fraction(2, 3)]), roundings)
            | st.builds(lambda holds, a, b: choose([(holds, a)], b), truths, inner, inner)
        )

    return st.recursive(leaves, grown, max_leaves=12)
