"""名次: places by one amount after another; while something is open, the best and worst place still possible."""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from .outlook import Limits
from .scheme import Ties

Key: TypeAlias = tuple[Limits, ...]
"""What a unit is ranked by: the least and greatest value of each amount, more being better; the first one decides."""
_End: TypeAlias = tuple[tuple[int, Fraction], ...]
"""The least or the greatest that a key can be: amounts in order, -1 or 1 before one without limit."""
_NOTHING = Fraction(0)


@frozen
class Place:
    """The best and the worst place that a unit may still have; the same once it is decided."""

    best: int
    worst: int


def places(keys: Sequence[Key | None], ties: Ties = "competition", doubtful: Container[int] = ()) -> tuple[Place, ...]:
    """A place for every key, 1 being the best. Who has no key stands above nobody, and its place is anywhere; who is
    `doubtful` may yet turn out to have none.

    `competition`: 1 + the number of those above. `dense`: 1 + the number of different keys above. `ordinal`: equals in
    the order in which they come. With open limits the places are those of all values within them, each taken freely;
    with `dense` and several open amounts they may be wider, never narrower.
    """
    spans = [None if key is None else _ends(key, at, ties) for at, key in enumerate(keys)]
    known = [span for span in spans if span is not None]
    sure = [span for at, span in enumerate(spans) if span is not None and at not in doubtful]
    surely, perhaps = [low for low, _ in sure], [high for _, high in known]
    if ties == "dense":
        # At least as many keys as stand surely apart; at most every open one is like no other.
        surely = list(_apart(sure))
        perhaps = [*{low for low, high in known if low == high}, *(high for low, high in known if low != high)]
    surely.sort()
    perhaps.sort()
    anywhere = Place(1, 1 + len(known))
    return tuple(
        anywhere
        if span is None
        else Place(1 + _above(surely, span[1]), 1 + _above(perhaps, span[0]) - (span[0] < span[1]))
        for span in spans
    )


def _ends(key: Key, at: int, ties: Ties) -> tuple[_End, _End]:
    """The least and the greatest that the key can be; among equals the turn in which they come decides, if at all."""
    turn = ((0, Fraction(-at)),) if ties == "ordinal" else ()
    least = tuple((-1, _NOTHING) if low is None else (0, low) for low, _ in key)
    most = tuple((1, _NOTHING) if high is None else (0, high) for _, high in key)
    return least + turn, most + turn


def _apart(spans: Sequence[tuple[_End, _End]]) -> Iterator[_End]:
    """The lower ends of as many as possible that surely stand one above the other, from the top."""
    last: _End | None = None
    for low, high in sorted(spans, reverse=True):
        if last is None or high < last:
            yield low
            last = low


def _above(ends: Sequence[_End], end: _End) -> int:
    """How many of these, sorted, lie above one."""
    return len(ends) - bisect_right(ends, end)
