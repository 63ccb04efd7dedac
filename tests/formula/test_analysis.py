"""What is proved without evidence: ranges of values and the direction of every slot."""

from fractions import Fraction

import pytest

from opengov_rules.formula import (
    Formula,
    Given,
    Points,
    Range,
    Sign,
    Value,
    add,
    choose,
    compare,
    const,
    evaluate_range,
    highest,
    lowest,
    minus,
    monotone_signs,
    negate,
    times,
)

X, Y, FLAG = Value(0), Value(1), Given(2)
SLOTS = {
    0: Range(Fraction(0), None),  # a count
    1: Range(Fraction(-2), Fraction(3)),
    2: Range(Fraction(0), Fraction(1)),
}
UP, DOWN, MIXED = Sign.UP, Sign.DOWN, Sign.MIXED


def span(low: int | None, high: int | None) -> Range:
    return Range(None if low is None else Fraction(low), None if high is None else Fraction(high))


def range_of(formula: Formula) -> Range:
    return evaluate_range(formula, SLOTS, {"1": span(0, 5)})


def signs_of(formula: Formula) -> dict[int, Sign]:
    return dict(monotone_signs(formula, SLOTS, {"1": (span(0, 5), {0: DOWN})}))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (const(3), span(3, 3)),
        (X, span(0, None)),
        (Value(1, Fraction(2)), span(-4, 6)),
        (Value(9), span(None, None)),
        (FLAG, span(0, 1)),
        (Given(9), span(0, 1)),
        (Points("1"), span(0, 5)),
        (add([X, Y]), span(-2, None)),
        (add([Y, Y]), span(-4, 6)),
        (times(const(-2), X), span(None, 0)),
        (times(const(-2), Y), span(-6, 4)),
        (times(Y, Y), span(-6, 9)),  # −2 × 3 and 3 × 3: it does not know that both are the same
        (times(X, FLAG), span(0, None)),
        (times(X, Y), span(None, None)),
        (times(lowest([X, const(0)]), Y), span(0, 0)),
        (lowest([X, const(5)]), span(0, 5)),
        (lowest([X, Value(9)]), span(None, None)),
        (highest([X, Y]), span(0, None)),
        (highest([times(const(-1), X), const(-3)]), span(-3, 0)),
        (highest([const(0), minus(const(4), X)]), span(0, 4)),
        (compare("over", Y, const(3)), span(0, 0)),
        (compare("over", Y, const(2)), span(0, 1)),
        (compare("over", X, const(-1)), span(1, 1)),
        (compare("at_least", X, const(0)), span(1, 1)),
        (compare("at_least", Y, const(4)), span(0, 0)),
        (compare("is", Y, const(4)), span(0, 0)),
        (compare("is", Y, const(-3)), span(0, 0)),
        (compare("is", Y, const(3)), span(0, 1)),
        (compare("is", lowest([X, const(0)]), const(0)), span(1, 1)),
        (choose([(FLAG, const(7))], Y), span(-2, 7)),
        (choose([(compare("over", Y, const(3)), const(7))], Y), span(-2, 3)),
        (choose([(FLAG, const(4)), (compare("over", X, const(-1)), const(7))], const(99)), span(4, 7)),
    ],
)
def test_a_formula_stays_within_its_range(formula: Formula, expected: Range) -> None:
    assert range_of(formula) == expected


def test_a_range_of_one_value_is_known() -> None:
    assert span(3, 3).known == 3
    assert span(3, 4).known is None
    assert span(None, None).known is None
    assert Range.point(Fraction(3)) == span(3, 3)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (const(3), {}),
        (FLAG, {2: UP}),
        (X, {0: UP}),
        (Points("1"), {0: DOWN}),
        (add([X, Y]), {0: UP, 1: UP}),
        (minus(X, Y), {0: UP, 1: DOWN}),
        (add([X, Points("1")]), {0: MIXED}),
        (lowest([X, const(5)]), {0: UP}),
        (highest([const(0), minus(const(4), X)]), {0: DOWN}),
        (times(X, FLAG), {0: UP, 2: UP}),
        (times(X, Y), {0: MIXED, 1: UP}),  # the count is never negative, the other may be
        (times(X, times(const(-1), X)), {0: DOWN}),
        (compare("over", X, const(5)), {0: UP}),
        (compare("at_least", const(5), X), {0: DOWN}),
        (negate(compare("over", X, const(5))), {0: DOWN}),
        (compare("is", X, const(0)), {0: DOWN}),  # "is 0" is "at most 0"
        (compare("is", const(0), X), {0: DOWN}),
        (compare("is", Y, const(3)), {1: UP}),  # "is 3" is "at least 3"
        (compare("is", Y, const(1)), {1: MIXED}),
        (compare("is", X, Y), {0: MIXED, 1: MIXED}),
        # 5 points while there is no fault
        (choose([(compare("over", X, const(0)), const(0))], const(5)), {0: DOWN}),
        # tiers: 2 up to 3, 1 up to 5, else 0
        (
            choose(
                [
                    (negate(compare("over", X, const(3))), const(2)),
                    (negate(compare("over", X, const(5))), const(1)),
                ],
                const(0),
            ),
            {0: DOWN},
        ),
        # tiers out of order have no direction
        (
            choose(
                [
                    (negate(compare("over", X, const(3))), const(1)),
                    (negate(compare("over", X, const(5))), const(2)),
                ],
                const(0),
            ),
            {0: MIXED},
        ),
        # a veto: never above what it replaces
        (choose([(compare("over", X, const(5)), lowest([const(0), Y]))], Y), {0: DOWN, 1: UP}),
        # excused: never below what it replaces
        (choose([(compare("over", X, const(5)), highest([const(0), Y]))], Y), {0: UP, 1: UP}),
        (choose([(compare("over", X, const(5)), Y)], highest([const(0), Y])), {0: DOWN, 1: UP}),
        (choose([(compare("over", X, const(5)), Y)], const(0)), {0: MIXED, 1: UP}),
    ],
)
def test_every_slot_moves_the_result_one_way_or_is_called_mixed(formula: Formula, expected: dict[int, Sign]) -> None:
    assert signs_of(formula) == expected


def test_directions_turn_round() -> None:
    assert [sign.flipped() for sign in (UP, DOWN, MIXED)] == [DOWN, UP, MIXED]
