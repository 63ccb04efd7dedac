"""Single observed answers, in whole steps and most often at a boundary or next to it."""

import datetime as dt
from collections.abc import Collection
from fractions import Fraction
from typing import Final

from ...facts import Fact, FactType
from ...points import LIMIT, as_number
from ..dice import Dice

_DAYS: Final = (dt.date(2020, 1, 1), dt.date(2023, 12, 31))
_COARSE: Final = Fraction(1, 100)
_BY: Final = (-1, 0, 1)


def limits(fact: Fact) -> tuple[int, int]:
    """The least and greatest number of steps that one answer may have, `never` left out."""
    low = -(-(fact.min or Fraction(0)) // step_of(fact))
    high = fact.max // step_of(fact) if fact.max is not None else (LIMIT - 1) // step_of(fact)
    return low, high


def step_of(fact: Fact) -> Fraction:
    """The step in which answers are drawn."""
    return fact.unit_step if fact.step is not None or fact.type is FactType.COUNT else _COARSE


def number(fact: Fact, steps: int) -> object:
    """So many steps as a caller would write them."""
    return steps if fact.type is FactType.COUNT else as_number(steps * step_of(fact))


def near(fact: Fact, edges: Collection[Fraction]) -> tuple[object, ...]:
    """The answers at each boundary and on both sides of it; for words and yes/no all there are."""
    match fact.type:
        case FactType.YES_NO:
            return False, True
        case FactType.CHOICE:
            return fact.choices
        case FactType.SHARE | FactType.SAMPLE:
            return ()
        case FactType.DATE:
            found: list[object] = [dt.date.fromordinal(int(edge) + by) for edge in sorted(edges) for by in _BY]
        case _:
            found = [number(fact, steps) for steps in near_steps(fact, edges)]
    return (*found, "never") if fact.never else tuple(found)


def near_steps(fact: Fact, edges: Collection[Fraction], spare: int = 0) -> list[int]:
    """The same for a number, in steps; with `spare` steps left below the greatest."""
    low, high = limits(fact)
    high -= spare
    wanted = {int(edge // step_of(fact)) + by for edge in edges for by in _BY} | {low, low + 1}
    return sorted(steps for steps in wanted if low <= steps <= high)


def value(dice: Dice, fact: Fact, edges: Collection[Fraction]) -> object:
    """One observed answer, of one asset where the fact is asked per asset."""
    match fact.type:
        case FactType.YES_NO | FactType.CHOICE:
            return dice.one(*near(fact, edges))
        case FactType.SHARE:
            counts = dice.number(0, 12), dice.number(0, 12)
            return {"count": min(counts), "of": max(*counts, 1 if fact.none == "open" else 0)}
        case FactType.SAMPLE:
            draw = fact.draw or 0
            drawn = dice.number(1 if fact.none == "open" else 0, draw)
            return {"drawn": drawn, "hits": min(drawn, dice.number(0, draw))}
        case FactType.DATE:
            found = dice.one(*near(fact, edges), None)
            first, last = _DAYS
            return dt.date.fromordinal(dice.number(first.toordinal(), last.toordinal())) if found is None else found
        case _:
            if fact.never and dice.chance(8):
                return "never"
            return number(fact, steps(dice, fact, edges))


def steps(dice: Dice, fact: Fact, edges: Collection[Fraction], spare: int = 0) -> int:
    """A number in steps, with `spare` steps left below the greatest."""
    low, high = limits(fact)
    high -= spare
    close = near_steps(fact, edges, spare)
    found = dice.one(*close, *close, None, None, low, high)
    return dice.number(low, min(high, 2 * abs(close[-1]) + 4)) if found is None else found
