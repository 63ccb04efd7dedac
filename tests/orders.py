"""Places and quotas written from their definitions alone, for tests to compare with."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from opengov_rules.scheme import Ties

Value: TypeAlias = tuple[Fraction, ...]
"""What somebody is ranked by, more being better; the first part decides."""


def competition(values: Sequence[Value]) -> list[int]:
    """1 + the number of those strictly above: 1 2 2 4."""
    return [1 + sum(other > value for other in values) for value in values]


def dense(values: Sequence[Value]) -> list[int]:
    """1 + the number of different values above: 1 2 2 3."""
    return [1 + len({other for other in values if other > value}) for value in values]


def ordinal(values: Sequence[Value]) -> list[int]:
    """No two the same, equals in the order in which they come: 1 2 3 4."""
    order = sorted(range(len(values)), key=lambda at: (tuple(-part for part in values[at]), at))
    return [1 + order.index(at) for at in range(len(values))]


RANKED: Final[Mapping[Ties, Callable[[Sequence[Value]], list[int]]]] = {
    "competition": competition,
    "dense": dense,
    "ordinal": ordinal,
}


def within_quota(ranks: Mapping[str, int], wanting: Mapping[str, bool], quota: int) -> set[str]:
    """Who gets a grade with a quota: by rank, equals together or not at all, and nobody below a refusal."""
    given, left = set[str](), quota
    for rank in sorted(set(ranks.values())):
        tied = {unit for unit, other in ranks.items() if other == rank and wanting[unit]}
        if len(tied) > left:
            break
        given |= tied
        left -= len(tied)
    return given
