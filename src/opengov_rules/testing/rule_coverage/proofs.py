"""Whether no evidence at all makes a condition hold: by the ranges of its parts, else by an exact search."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Final

from ...compiler import FLAGS
from ...formula import Formula, Given, Range, Search, Value, evaluate_range, inside
from .seen import StageRanges
from .tables import CoverTable

_MOST_FLAGS: Final = 6
"""Of more flags not every combination is searched; nothing is proved then."""


def never_holds(formula: Formula, stages: Mapping[str, Formula], table: CoverTable) -> bool:
    """Whether it is proved that the condition is 0 whatever is answered."""
    if evaluate_range(formula, table.domains, StageRanges(stages, table.domains)).high == 0:
        return True
    slots = {part.slot for part in inside(stages, [formula]) if isinstance(part, Value | Given)}
    flags = [slot for (_, part), slot in table.slots.items() if part in FLAGS and slot in slots]
    if len(flags) > _MOST_FLAGS:
        return False
    return all(Search(stages, table.domains | world).range(formula).high == 0 for world in _worlds(flags))


def _worlds(flags: list[int]) -> Iterator[dict[int, Range]]:
    """Every combination of flags; the search itself is exact over answers alone."""
    for values in product((1, 0), repeat=len(flags)):
        yield {flag: Range.point(Fraction(value)) for flag, value in zip(flags, values, strict=True)}
