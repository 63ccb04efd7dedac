"""Whether a formula that is asked of a rubric's graph from outside is nothing, whatever is answered."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Final

from ..formula import Formula, Given, Range, Search, inside, reached

_STATES: Final = (Range.point(Fraction(1)), Range.point(Fraction(0)))
"""Of a flag; first that it is set, where most that can be happens."""
_MOST_FLAGS: Final = 8
"""So many open statuses are tried in all their combinations; of what reads more, nothing is proved."""


def always_nothing(formula: Formula, stages: Mapping[str, Formula], slots: Mapping[int, Range]) -> bool:
    """Whether it is proved to be 0 for all answers.

    A search would be exact over open statuses too, but far slower than one for each of their combinations.
    """
    flags = sorted({part.slot for part in inside(stages, (formula,)) if isinstance(part, Given)})
    unknown = [slot for slot in flags if slots[slot].known is None]
    if len(unknown) > _MOST_FLAGS:
        return False
    graph = {**reached(stages, (formula,)), "": formula}  # with the formula's own numbers among those to cut at
    worlds = (dict(zip(unknown, states, strict=True)) for states in product(_STATES, repeat=len(unknown)))
    return all(Search(graph, {**slots, **world}).range(formula).known == 0 for world in worlds)
