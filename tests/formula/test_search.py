"""Exact limits of formulas in which slots stand more than once: found by search, and reached."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formulas import formulas
from opengov_rules.formula import (
    Formula,
    Function,
    Given,
    Points,
    Range,
    Search,
    Value,
    add,
    choose,
    compare,
    const,
    highest,
    lowest,
    minus,
    times,
)

X, Y, Z = Value(0), Value(1), Value(2)


def limits(formula: Formula, *box: tuple[int, int | None], **stages: Formula) -> list[Fraction | None]:
    ranges = {
        slot: Range(Fraction(low), None if high is None else Fraction(high)) for slot, (low, high) in enumerate(box)
    }
    found = Search(stages, ranges).range(formula)
    return [found.low, found.high]


@pytest.mark.parametrize(
    ("formula", "box", "expected"),
    [
        # x − x is 0, though by itself each side is 0 to 9
        (minus(X, X), [(0, 9)], [0, 0]),
        # x(4 − x): 0, 3, 4, 3, 0
        (times(X, minus(const(4), X)), [(0, 4)], [0, 4]),
        # 6 at most, less a half each: best at x = 3 (6 − 1.5), worst at x = 0
        (minus(lowest([const(6), times(const(2), X)]), times(const(Fraction(1, 2)), X)), [(0, 4)], [0, Fraction(9, 2)]),
        # the same without a limit falls for ever
        (
            minus(lowest([const(6), times(const(2), X)]), times(const(Fraction(1, 2)), X)),
            [(0, None)],
            [None, Fraction(9, 2)],
        ),
        # a tooth: 1 at exactly 3
        (compare("is", X, const(3)), [(0, None)], [0, 1]),
        (compare("is", X, const(3)), [(4, None)], [0, 0]),
        # never equal to a half
        (compare("is", X, const(Fraction(1, 2))), [(0, 9)], [0, 0]),
        # paid for in one branch what the other takes: 5 below 4, then 3 − x
        (choose([(compare("over", const(4), X), const(5))], minus(const(3), X)), [(0, 6)], [-3, 5]),
        # two slots that each move it both ways, and share nothing with each other
        (add([times(X, minus(const(4), X)), times(Y, minus(const(2), Y))]), [(0, 4), (0, 2)], [0, 5]),
        # the greater of x and 6 − x
        (highest([X, minus(const(6), X)]), [(0, 6)], [3, 6]),
        # given or not, one of the two holds: a flag that stands twice is one flag
        (add([Given(0), minus(const(1), Given(0))]), [(0, 1)], [1, 1]),
        # 3 where it is given, else 5; less 2 where it is given
        (minus(choose([(Given(0), const(3))], const(5)), times(const(2), Given(0))), [(0, 1)], [1, 5]),
        # x for ever, but never above 10, less x: at most 0 and down to −∞
        (minus(lowest([const(10), X]), X), [(0, None)], [None, 0]),
    ],
)
def test_the_limits_are_those_that_some_answer_reaches(
    formula: Formula, box: list[tuple[int, int | None]], expected: list[int | None]
) -> None:
    assert limits(formula, *box) == expected


def test_stages_that_share_a_slot_are_searched_together() -> None:
    stages = {"a": lowest([const(3), X]), "b": highest([const(0), minus(const(5), X)])}
    # min(3, x) + max(0, 5 − x): 5 up to x = 3, 4 at 4, 3 from 5 on
    assert limits(add([Points("a"), Points("b")]), (0, None), **stages) == [3, 5]


def test_what_does_not_share_slots_is_not_searched_together() -> None:
    """Twenty slots, each of which moves its own part both ways: one after the other, not 5²⁰ together."""
    parts = [times(Value(i), minus(const(4), Value(i))) for i in range(20)]
    assert limits(add(parts), *[(0, 4)] * 20) == [0, 80]


BOX = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)


@settings(max_examples=200)
@given(formulas(), st.lists(BOX, min_size=3, max_size=3))
def test_the_search_finds_what_trying_everything_finds(formula: Formula, box: list[list[int]]) -> None:
    function = Function(3, {}, (formula,))
    values = [
        function((x, y, z))[0]
        for x in range(box[0][0], box[0][1] + 1)
        for y in range(box[1][0], box[1][1] + 1)
        for z in range(box[2][0], box[2][1] + 1)
    ]
    assert limits(formula, *[(low, high) for low, high in box]) == [min(values), max(values)]
