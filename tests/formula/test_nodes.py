"""The constructors of formulas: what they fold, flatten and leave out."""

from fractions import Fraction

import pytest

from opengov_rules.formula import (
    FALSE,
    TRUE,
    ZERO,
    Add,
    Choose,
    Compare,
    Const,
    Formula,
    Given,
    Max,
    Min,
    Mul,
    Points,
    Value,
    add,
    all_of,
    any_of,
    choose,
    compare,
    const,
    highest,
    lowest,
    minus,
    negate,
    times,
)
from opengov_rules.formula.nodes import parts

X, Y, Z = Value(0), Value(1), Value(2)
P, Q = Given(3), Given(4)


@pytest.mark.parametrize(
    ("built", "simple"),
    [
        (add([]), ZERO),
        (add([const(2), const(3)]), const(5)),
        (add([X]), X),
        (add([X, const(0)]), X),
        (add([const(2), X, const(-2)]), X),
        (add([const(2), X]), Add((X, const(2)))),
        (add([add([X, const(1)]), add([Y, const(2)])]), Add((X, Y, const(3)))),
        (times(const(2), const(3)), const(6)),
        (times(const(0), X), ZERO),
        (times(X, const(0)), ZERO),
        (times(const(1), X), X),
        (times(X, const(2)), Mul(const(2), X)),
        (times(const(3), times(const(2), X)), Mul(const(6), X)),
        (times(const(Fraction(1, 2)), times(const(2), X)), X),
        (times(const(2), add([X, const(3)])), Add((Mul(const(2), X), const(6)))),
        (times(X, Y), Mul(X, Y)),
        (minus(const(5), const(3)), const(2)),
        (minus(X, Y), Add((X, Mul(const(-1), Y)))),
        (negate(TRUE), FALSE),
        (negate(negate(P)), P),
        (lowest([X]), X),
        (lowest([const(3), X, const(2)]), Min((X, const(2)))),
        (lowest([X, lowest([Y, X])]), Min((X, Y))),
        (lowest([const(3), const(2)]), const(2)),
        (highest([const(3), X, const(2)]), Max((X, const(3)))),
        (highest([highest([X, Y]), lowest([X, Y])]), Max((X, Y, Min((X, Y))))),
        (all_of([]), TRUE),
        (all_of([TRUE, P]), P),
        (all_of([P, FALSE]), FALSE),
        (all_of([P, Q, P]), Min((P, Q))),
        (any_of([]), FALSE),
        (any_of([FALSE, P]), P),
        (any_of([P, TRUE]), TRUE),
        (any_of([P, Q, P]), Max((P, Q))),
        (compare("over", const(3), const(2)), TRUE),
        (compare("over", const(2), const(2)), FALSE),
        (compare("at_least", const(2), const(2)), TRUE),
        (compare("is", const(2), const(3)), FALSE),
        (compare("over", X, const(2)), Compare("over", X, const(2))),
        (choose([], X), X),
        (choose([(TRUE, X)], Y), X),
        (choose([(FALSE, X)], Y), Y),
        (choose([(P, X), (TRUE, Y), (Q, Z)], ZERO), Choose(((P, X),), Y)),
        (choose([(P, X), (Q, Y)], Y), Choose(((P, X),), Y)),
        (choose([(P, X)], X), X),
        (choose([(P, X), (Q, Y)], Z), Choose(((P, X), (Q, Y)), Z)),
    ],
)
def test_a_formula_is_built_in_its_simplest_form(built: Formula, simple: Formula) -> None:
    assert built == simple


def test_formulas_are_values() -> None:
    assert hash(add([X, Y])) == hash(add([X, Y]))
    assert add([X, Y]) != add([Y, X])
    assert isinstance(const(2), Const)


def test_the_parts_of_a_formula_are_what_it_reads() -> None:
    assert parts(add([X, Y])) == (X, Y)
    assert parts(times(X, Y)) == (X, Y)
    assert parts(compare("is", X, Y)) == (X, Y)
    assert parts(choose([(P, X)], Y)) == (P, X, Y)
    assert parts(const(2)) == parts(X) == parts(P) == parts(Points("1")) == ()
