"""Places of a group under every combination of the readings that matter for one of its units."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from ...outlook import Limits
from .choices import Table, joined, number_of
from .outcomes import Group
from .unfolding import Outcome

MOST: Final = 2**16
"""So many combinations are ranked; where there are more, places are limits that no combination passes."""
Span: TypeAlias = tuple[int, int]
Places: TypeAlias = tuple[Span | None, ...]
"""For every unit the best and worst place it may have; None for a unit without a total."""


@frozen
class Placed:
    """The places of a group's units, in the group's order. `exact`: whether every combination was ranked.

    `chosen` are those with the readings taken.
    """

    table: Table[Places]
    chosen: Places
    exact: bool


def placed(group: Group) -> Placed:
    """Shared competition places under every combination: 1 + the number of units above."""
    tables = list(group.tables.values())
    axes = joined(group.axes, (table.axes for table in tables))
    steps = _Steps((limits for table in tables for limits in _limits(table)), lower=group.lower)
    if number_of(axes) > MOST:
        chosen = _places([table[{}] for table in tables], steps)
        return Placed(Table((), (_outside(tables, steps),)), chosen, exact=False)
    known = dict[tuple[Outcome, ...], Places]()
    found = list[Places]()
    columns = ([table.values[place] for place in table.over(axes)] for table in tables)
    for row in zip(*columns, strict=True):
        if row not in known:
            known[row] = _places(row, steps)
        found.append(known[row])
    return Placed(Table(axes, tuple(found)), found[0], exact=True)


class _Steps:
    """Totals as whole numbers, the more the better: only their order matters here."""

    def __init__(self, limits: Iterable[Limits], *, lower: bool) -> None:
        ends = {end for pair in limits for end in pair if end is not None}
        self._at = {end: at for at, end in enumerate(sorted(ends, reverse=lower))}
        self._lower = lower

    def of(self, outcome: Outcome) -> Span | None:
        """What a unit has at least and at most; None where it surely has no total."""
        if outcome.told is False:
            return None
        low, high = reversed(outcome.limits) if self._lower else outcome.limits
        return -1 if low is None else self._at[low], len(self._at) if high is None else self._at[high]


def _limits(table: Table[Outcome]) -> Iterable[Limits]:
    return (outcome.limits for outcome in table.values)


def _places(outcomes: Sequence[Outcome], steps: _Steps) -> Places:
    """The place of each; with open totals the best and worst that they leave it."""
    if any(outcome.ranks is not None for outcome in outcomes):
        return tuple(outcome.ranks for outcome in outcomes)
    spans = [steps.of(outcome) for outcome in outcomes]
    return _ranked(spans, [outcome.told is True for outcome in outcomes])


def _outside(tables: Sequence[Table[Outcome]], steps: _Steps) -> Places:
    """Places that hold those of every combination, from the least and the greatest total of each unit."""
    spans = list[Span | None]()
    for table in tables:
        told = [span for outcome in table.values if (span := steps.of(outcome)) is not None]
        spans.append((min(low for low, _ in told), max(high for _, high in told)) if told else None)
    return _ranked(spans, [all(outcome.told is True for outcome in table.values) for table in tables])


def _ranked(spans: Sequence[Span | None], sure: Sequence[bool]) -> Places:
    """1 + those that surely stand above, which only who is `sure` to have a total does, and 1 + those that may."""
    known = list(zip(spans, sure, strict=True))
    lows = sorted(span[0] for span, told in known if span is not None and told)
    highs = sorted(span[1] for span, _ in known if span is not None)
    found = list[Span | None]()
    for span in spans:
        if span is None:
            found.append(None)
            continue
        low, high = span
        above = len(lows) - bisect_right(lows, high)
        perhaps = len(highs) - bisect_right(highs, low) - (high > low)
        found.append((1 + above, 1 + perhaps))
    return tuple(found)
