"""Units in order: by the total, or by what another ranking names, and between equals by what is named next."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import evolve

from ..compiler import TOTAL, RankingPlan
from ..conditions import nodes_of
from ..outlook import Limits
from ..ranking import places
from ..scheme import Ties
from ..scoring import Result
from .grading import given_grades
from .rows import RankedBy, Row

NO_PLANS: Final[Mapping[str, RankingPlan]] = {}
"""No ranking is declared: totals alone decide."""


def rank(
    results: Sequence[Result],
    plans: Mapping[str, RankingPlan] = NO_PLANS,
    *,
    ties: Ties = "competition",
    lower: bool = False,
    grades: Sequence[str] = (),
) -> tuple[Row, ...]:
    """The rows of a group by the total (with `lower`, the least first), and where totals are equal by what the main
    ranking names, of which `plans` holds one for each rubric that has it.

    Undecided units stand last, without a rank; a unit whose score is withheld, or that has none, is above nobody.
    Where there is no total, rows stand by their grade among `grades`. Units of one place keep the order of `results`.
    """
    rows = [Row(rank=None, ranks=(1, 1), result=result) for result in results]
    keys = [
        (_turned(row.result.exact_bounds, lower=lower), *_then(row.result, plans)) if row.is_placed else None
        for row in rows
    ]
    doubtful = {at for at, row in enumerate(rows) if not row.result.is_told}
    rows = [
        evolve(
            row,
            rank=place.best if place.best == place.worst and row.result.exact is not None else None,
            ranks=(place.best, place.worst),
        )
        for row, place in zip(rows, places(keys, ties, doubtful), strict=True)
    ]
    rows.sort(key=lambda row: (row.result.exact is None, row.ranks if row.result.exact is not None else ()))
    graded = [
        evolve(row, grade=name, graded=sure, refused=refused)
        for row, (name, sure, refused) in zip(rows, given_grades(rows), strict=True)
    ]
    if not any(row.result.is_scored for row in graded):
        graded.sort(key=lambda row: grades.index(row.grade) if row.grade in grades else len(grades))
    return tuple(graded)


def rank_by(
    results: Sequence[Result], plans: Mapping[str, RankingPlan], *, ties: Ties | None = None
) -> tuple[RankedBy, ...]:
    """The places by something else than the total, the best first, with a plan for each rubric that has the ranking.

    Units for which it is not defined are left out, and where it tells the total those whose score is withheld.
    """
    ranking = next(iter(plans.values())).ranking
    listed = [(result, limits) for result in results if (limits := _reckoned(result, plans)) is not None]
    keys = [(_turned(limits, lower=ranking.better == "lower"), *_then(result, plans)) for result, limits in listed]
    found = [
        RankedBy(
            unit=result.unit.name,
            rank=place.best if place.best == place.worst else None,
            ranks=(place.best, place.worst),
            limits=limits,
        )
        for (result, limits), place in zip(listed, places(keys, ties or ranking.ties), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.rank is None, one.ranks)))


def _reckoned(result: Result, plans: Mapping[str, RankingPlan]) -> Limits | None:
    """The limits of what a ranking goes by; None where it is not defined, or may not be told."""
    plan = plans.get(result.rubric)
    if plan is None or plan.ranking.by is None:
        return None
    if result.status == "withheld" and TOTAL in nodes_of(plan.ranking.by):
        return None
    return result.reckon(plan.amounts[0])


def _turned(limits: Limits, *, lower: bool) -> Limits:
    """The limits as more being better."""
    low, high = limits
    return (None if high is None else -high, None if low is None else -low) if lower else limits


def _then(result: Result, plans: Mapping[str, RankingPlan]) -> Iterator[Limits]:
    """The limits of what decides between equals, each with whether it is defined: what is not stands below all."""
    no, yes, plan = Fraction(0), Fraction(1), plans.get(result.rubric)
    for at in range(max((len(plan.ranking.then) for plan in plans.values()), default=0)):
        match None if plan is None else result.reckon(plan.amounts[at + 1]):
            case None:
                yield from ((no, no), (no, no))
            case None, None:  # it may be undefined
                yield from ((no, yes), (no, None))
            case limits:
                yield from ((yes, yes), limits)
