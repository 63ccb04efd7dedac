"""Whether no evidence at all makes a condition hold: by the ranges of its parts, else by an exact search."""

from collections.abc import Mapping

from ...compiler.slots import SlotTable
from ...formula import Formula, evaluate_range
from ..searching import always_nothing
from .seen import StageRanges


def never_holds(formula: Formula, stages: Mapping[str, Formula], table: SlotTable) -> bool:
    """Whether it is proved that the condition is 0 whatever is answered."""
    estimate = evaluate_range(formula, table.domains, StageRanges(stages, table.domains))
    return estimate.high == 0 or always_nothing(formula, stages, table.domains)
