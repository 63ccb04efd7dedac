"""Facts of few answers, which can be tried one by one."""

from collections.abc import Sequence
from typing import Final

from ...evidence import Observation
from ...facts import Fact, FactType

SMALL: Final = 6
"""The most answers of a fact that are tried one by one."""


def is_small(fact: Fact) -> bool:
    """Whether the fact is asked of the unit as a whole and has few answers."""
    return not fact.absent and fact.peers is None and 0 < len(answers_of(fact)) <= SMALL


def answers_of(fact: Fact) -> Sequence[Observation]:
    """Every answer of a fact that is asked of the unit as a whole; none where they are many."""
    if fact.per or fact.ruled or fact.never:
        return ()
    match fact.type:
        case FactType.YES_NO:
            return tuple(Observation(fact=fact.name, value=value) for value in (False, True))
        case FactType.CHOICE:
            return tuple(Observation(fact=fact.name, value=word) for word in fact.choices)
        case FactType.COUNT | FactType.QUANTITY | FactType.POINTS:
            low, high = fact.answer_domain()
            if high is None or high - low >= SMALL:
                return ()
            return tuple(Observation(fact=fact.name, value=code * fact.unit_step) for code in range(low, high + 1))
        case _:
            return ()
