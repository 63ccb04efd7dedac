"""Between two rounds: what units would have with the rules, answers or applicability of either, and their shares."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from ..problems import OpenGovError
from ..program import Program
from ..scoring import Result
from .mixing import Pair
from .sparing import spared

Corner: TypeAlias = tuple[int, int, int]
"""Whose rules, whose answers, and what applied in which round: 0 for what was before, 1 for after."""
Credits: TypeAlias = Mapping[Corner, Mapping[str, Result | OpenGovError]]
"""At every corner, the units' results without penalties and vetoes."""
CORNERS: Final[tuple[Corner, ...]] = tuple((r, a, n) for r in (0, 1) for a in (0, 1) for n in (0, 1))
_SHARES: Final = (Fraction(1, 3), Fraction(1, 6), Fraction(1, 3))
"""How often one cause of three comes when none, one or both of the others have come before it."""


def credits_of(programs: tuple[Program, Program], pairs: Sequence[Pair]) -> Credits:
    """What every unit would have without penalties and vetoes, at all eight corners between before and after."""
    same = programs[0].scheme == programs[1].scheme
    still = not any(pair.moved for pair in pairs)
    first = spared(programs[0])
    sides = (first, first if same else spared(programs[1]))
    found = dict[Corner, Mapping[str, Result | OpenGovError]]()
    for rules, answers, applicability in CORNERS:
        corner = (0 if same else rules, answers, answers if still else applicability)
        if corner not in found:
            found[corner] = _scored(sides[corner[0]], pairs, corner)
        found[rules, answers, applicability] = found[corner]
    return found


def _scored(program: Program, pairs: Sequence[Pair], corner: Corner) -> dict[str, Result | OpenGovError]:
    mixtures = [mixture for pair in pairs if (mixture := pair.mixed(*corner)) is not None]
    assessment = program.assess({mixture.unit: mixture for mixture in mixtures}, on_error="collect")
    results = {row.unit: row.result for standings in assessment.values() for row in standings}
    known: dict[str, Result | OpenGovError] = {**assessment.errors, **results}
    return known | {one.unit: program.score(one.unit, one) for one in mixtures if one.unit not in known}


def shares(found: Mapping[Corner, Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """What rules, answers and applicability bring, each on average over all orders in which the three may change: their
    Shapley values, which add up to the difference of the two ends."""
    pairs = [(one, other, _SHARES[one + other]) for one in (0, 1) for other in (0, 1)]
    return (
        sum((often * (found[1, a, n] - found[0, a, n]) for a, n, often in pairs), Fraction(0)),
        sum((often * (found[r, 1, n] - found[r, 0, n]) for r, n, often in pairs), Fraction(0)),
        sum((often * (found[r, a, 1] - found[r, a, 0]) for r, a, often in pairs), Fraction(0)),
    )
