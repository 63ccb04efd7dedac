"""名次: places by one amount after another; while something is open, the best and worst place still possible."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from .outlook import Limits
from .scheme import Ties

Key: TypeAlias = tuple[Limits, ...]
"""What a unit is ranked by: the least and greatest value of each amount, more being better; the first one decides."""


@frozen
class Place:
    """The best and the worst place that a unit may still have; the same once it is decided."""

    best: int
    worst: int


def places(keys: Sequence[Key | None], ties: Ties = "competition") -> tuple[Place, ...]:
    """A place for every key, 1 being the best. Who has no key stands above nobody, and its place is anywhere.

    `competition`: 1 + the number of those above. `dense`: 1 + the number of different keys above. `ordinal`: equals in
    the order in which they come. With open limits the places are those of all values within them, each taken freely.
    """
    turned = [None if key is None else _with_turn(key, at, ties) for at, key in enumerate(keys)]
    return tuple(
        _anywhere(turned) if mine is None else _place(mine, [k for k in _others(turned, at) if k is not None], ties)
        for at, mine in enumerate(turned)
    )


def _with_turn(key: Key, at: int, ties: Ties) -> Key:
    """The key, and among equals the turn in which they come."""
    turn = Fraction(-at)
    return (*key, (turn, turn)) if ties == "ordinal" else key


def _others(keys: Sequence[Key | None], mine: int) -> list[Key | None]:
    return [key for at, key in enumerate(keys) if at != mine]


def _anywhere(keys: Sequence[Key | None]) -> Place:
    return Place(1, 1 + sum(key is not None for key in keys))


def _place(mine: Key, others: Sequence[Key], ties: Ties) -> Place:
    surely = [other for other in others if _compared(other, mine) == (True, False, False)]
    maybe = [other for other in others if _compared(other, mine)[0]]
    if ties == "dense":
        return Place(1 + _fewest(surely), 1 + _most(maybe))
    return Place(1 + len(surely), 1 + len(maybe))


def _compared(one: Key, other: Key) -> tuple[bool, bool, bool]:
    """Whether the one can stand above the other, equal to it, and below it."""
    above = below = False
    for mine, theirs in zip(one, other, strict=True):
        above = above or _exceeds(mine, theirs)
        below = below or _exceeds(theirs, mine)
        if not _meet(mine, theirs):
            return above, False, below
    return above, True, below


def _exceeds(one: Limits, other: Limits) -> bool:
    """Whether some value within the one is greater than some value within the other."""
    return one[1] is None or other[0] is None or one[1] > other[0]


def _meet(one: Limits, other: Limits) -> bool:
    """Whether both can have the same value."""
    ends = ((one[0], other[1]), (other[0], one[1]))
    return not any(low is not None and high is not None and low > high for low, high in ends)


def _fewest(keys: Sequence[Key]) -> int:
    """How many different keys there are at least: the longest chain of keys that surely stand one above the other."""
    longest = dict[Key, int]()

    def chain(key: Key) -> int:
        if key not in longest:
            below = (chain(other) for other in keys if _compared(key, other) == (True, False, False))
            longest[key] = 1 + max(below, default=0)
        return longest[key]

    return max(map(chain, keys), default=0)


def _most(keys: Sequence[Key]) -> int:
    """How many different keys there are at most: every open one may be like no other."""
    decided = [key for key in keys if all(low is not None and low == high for low, high in key)]
    return len(set(decided)) + len(keys) - len(decided)
