"""Scale and rounding: the steps of a value between what it is made of and what gates it."""

from typing import Final

from ..formula import ZERO, add, choose, const, minus, rounded, times
from ..scheme import Shaped
from .slots import Maximum
from .steps import Step

_SCALED: Final = ("换算", "scaled")
_ROUNDING: Final = ("取整", "rounded")


def scaled(step: Step, shaped: Shaped, parts: Maximum | None = None) -> Step:
    """(value + offset) × factor; with the maximum of the parts as it is then, where that grows too."""
    if shaped.offset == 0 and shaped.factor == 1:
        return step
    value = times(const(shaped.factor), add((step.value, const(shaped.offset))))
    before = ZERO if parts is None else minus(times(const(1 / shaped.factor), parts.value), const(shaped.offset))
    shift = ZERO if parts is None else minus(parts.value, before)
    return step.moved(value, "scaled", _SCALED, shift)


def scaled_maximum(parts: Maximum, shaped: Shaped) -> Maximum:
    """The maximum on the new scale."""
    scaled = times(const(shaped.factor), add((parts.value, const(shaped.offset))))
    return Maximum(choose([(parts.known, scaled)], ZERO), parts.known)


def in_steps(step: Step, shaped: Shaped) -> Step:
    """The value rounded, where that is declared."""
    if shaped.round is None:
        return step
    return step.moved(rounded(step.value, shaped.round.to, shaped.round.how), "rounding", _ROUNDING)
