"""Nodes that are evaluated for every asset by itself: the points of each, and one value of theirs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from .compiler import CompiledRubric, EachPlan, UnitRubric
from .evidence import Evidence, Observation, Status
from .facts import Fact, FactType
from .outlook import Limits, Outlook
from .settling import Answer, assets_of, folds_of, settle


@frozen
class _Part:
    """One asset: the points that it may have, and whether it may and must apply."""

    name: str
    points: Limits
    may: bool
    must: bool
    open: tuple[str, ...]


def evidence_of(plan: EachPlan, evidence: Evidence, asset: str) -> Evidence:
    """What was found of one asset; what is said of a fact as a whole holds for every asset that says nothing else."""
    found = list[Observation]()
    for name in plan.inner.asked.facts:
        mine = [o for o in evidence[name] if o.part == asset]
        found += [evolve(observation, part="") for observation in mine or [o for o in evidence[name] if not o.part]]
    return Evidence(asset, tuple(found))


def assets(compiled: CompiledRubric, unit: UnitRubric, evidence: Evidence, code: str) -> tuple[str, ...]:
    """The assets that a node is evaluated for."""
    return assets_of(unit, evidence).get(compiled.each[code].per, ())


def answers_of_parts(
    compiled: CompiledRubric, unit: str, rubric: UnitRubric, evidence: Evidence, due: dt.date | None
) -> dict[str, Answer]:
    """For every such node its folded points and how many assets count; without assets, as of one that is not named."""
    found = dict[str, Answer]()
    for code, plan in compiled.each.items():
        names = assets(compiled, rubric, evidence, code) or ("",)
        outside = folds_of(plan.inner.read, compiled, rubric, evidence, due)
        parts = [_part(plan, unit, evidence_of(plan, evidence, name), due, outside) for name in names]
        fact = Fact(name=code, type=FactType.POINTS, per=plan.per, ask=f"{plan.per}: {code}")
        unseen = tuple(text for part in parts for text in part.open)
        down = compiled.rubric.better == "lower"
        found[code] = Answer(
            fact=fact,
            ends=_folded(plan, parts, most=(plan.fold == "best") != down),
            status=Status.NOT_ASSESSED if unseen else Status.OBSERVED,
            open=unseen,
            observations=tuple(_shown(code, part) for part in parts if part.may),
        )
    return found


def _part(plan: EachPlan, unit: str, evidence: Evidence, due: dt.date | None, outside: Mapping[str, Answer]) -> _Part:
    settled = settle(plan.inner, plan.inner.units[unit], evidence, due, outside)
    outlook = Outlook(settled)
    least, most = outlook.limits(3)
    inside = f"({evidence.unit})" if evidence.unit else ""
    unseen = tuple(f"{name}{inside}" for name, answer in settled.answers.items() if answer.open)
    points = outlook.limits(0)
    decided = points[0] is not None and points[0] == points[1] and least == most
    return _Part(evidence.unit, points, may=most != 0, must=least != 0, open=() if decided else unseen)


def _folded(plan: EachPlan, parts: Sequence[_Part], *, most: bool) -> tuple[tuple[int, int | None], ...]:
    """The ends of the value, in steps of the plan's scale, and of the number of assets that count."""
    possible = [part for part in parts if part.may]
    sure = [part for part in possible if part.must]
    number = (len(sure), len(possible))
    if not possible:
        return ((0, 0), number)
    if plan.fold in ("sum", "mean"):
        lows = [part.points[0] if part.must else _least([part.points[0], Fraction(0)]) for part in possible]
        highs = [part.points[1] if part.must else _greatest([part.points[1], Fraction(0)]) for part in possible]
        low, high = _total(lows), _total(highs)
    elif most:
        low = _greatest([part.points[0] for part in sure]) if sure else _least([part.points[0] for part in possible])
        high = _greatest([part.points[1] for part in possible])
    else:
        low = _least([part.points[0] for part in possible])
        high = _least([part.points[1] for part in sure]) if sure else _greatest([part.points[1] for part in possible])
    return ((0 if low is None else int(low / plan.scale), None if high is None else int(high / plan.scale)), number)


def _total(ends: Sequence[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return sum(known, Fraction(0)) if len(known) == len(ends) else None


def _least(ends: Sequence[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return min(known) if len(known) == len(ends) else None


def _greatest(ends: Sequence[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _shown(code: str, part: _Part) -> Observation:
    """An asset's points, for explanations."""
    low, high = part.points
    known = low if low is not None and low == high else None
    status = Status.NOT_ASSESSED if known is None else Status.OBSERVED
    return Observation(fact=code, part=part.name, value=known, status=status)
