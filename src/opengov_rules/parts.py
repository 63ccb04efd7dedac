"""Nodes that are evaluated for every asset by itself: the points of each, and one value of theirs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from .compiler import CompiledRubric, EachPlan, UnitRubric
from .evidence import Evidence, Observation, Status
from .facts import Fact, FactType, Take
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
    """For every such node its folded points and how many assets count.

    Without assets it stays open, as of one that nobody looked at; only a sum over a closed list is surely nothing.
    """
    found = dict[str, Answer]()
    for code, plan in compiled.each.items():
        found_of = [evidence_of(plan, evidence, name) for name in assets(compiled, rubric, evidence, code)]
        outside = folds_of(plan.inner.read, compiled, rubric, evidence, due)
        silent = _silent(compiled, plan, evidence)
        if not found_of and plan.fold.take == "sum" and all(fact.absent for fact in silent.values()) and silent:
            parts = [_NOTHING]
        else:
            parts = [_part(plan, unit, of, due, outside) for of in found_of or [_unnamed(plan, evidence, silent)]]
        fact = Fact(name=code, type=FactType.POINTS, per=plan.per, ask=f"{plan.per}: {code}")
        unseen = tuple(text for part in parts for text in part.open)
        if plan.fold.trim and sum(part.may for part in parts) <= 2 * plan.fold.trim:
            unseen = unseen or ("",)  # too few to leave any out
        down = compiled.rubric.better == "lower"
        found[code] = Answer(
            fact=fact,
            ends=_folded(plan, parts, down=down),
            status=Status.NOT_ASSESSED if unseen else Status.OBSERVED,
            open=unseen,
            observations=tuple(_shown(code, part) for part in parts if part.may),
        )
    return found


_NOTHING: Final = _Part("", (Fraction(0), Fraction(0)), may=True, must=True, open=())


def _silent(compiled: CompiledRubric, plan: EachPlan, evidence: Evidence) -> Mapping[str, Fact]:
    """What is asked of every asset; nothing where something of it is said, of an asset or as a whole."""
    asked = {name: fact for name, fact in plan.inner.asked.facts.items() if compiled.asked.facts[name].per}
    return {} if any(evidence[name] for name in asked) else asked


def _unnamed(plan: EachPlan, evidence: Evidence, silent: Mapping[str, Fact]) -> Evidence:
    """The asset of a unit that names none: that a list is closed tells nothing of it."""
    unseen = (Observation(fact=name, status=Status.NOT_ASSESSED) for name, fact in silent.items() if fact.absent)
    return Evidence("", (*evidence_of(plan, evidence, "").observations, *unseen))


def _part(plan: EachPlan, unit: str, evidence: Evidence, due: dt.date | None, outside: Mapping[str, Answer]) -> _Part:
    settled = settle(plan.inner, plan.inner.units[unit], evidence, due, outside)
    outlook = Outlook(settled)
    least, most = outlook.limits(3)
    inside = f"({evidence.unit})" if evidence.unit else ""
    unseen = tuple(f"{name}{inside}" for name, answer in settled.answers.items() if answer.open)
    points = outlook.limits(0)
    decided = points[0] is not None and points[0] == points[1] and least == most
    return _Part(evidence.unit, points, may=most != 0, must=least != 0, open=() if decided else unseen)


def _folded(plan: EachPlan, parts: Sequence[_Part], *, down: bool) -> tuple[tuple[int, int | None], ...]:
    """The ends of the value, in the plan's steps, and of the number of assets that count."""
    possible = [part for part in parts if part.may]
    sure = sum(part.must for part in possible)
    ends = [_turned(part.points) if plan.turned else part.points for part in possible]
    if not possible:
        return ((0, 0), (0, 0))
    fold = plan.fold
    take: Take
    match fold.take:
        case "best" | "worst":
            take = "max" if (fold.take == "best") != (down or plan.turned) else "min"
        case _:
            take = fold.take
    folding = Fact(name="", type=FactType.POINTS, take=take, trim=fold.trim, best=fold.best)
    if sure == len(possible) and not folding.too_few(sure):
        found = folding.fold_ends([_steps(end, plan.scale) for end in ends])
        return (found[0], found[1] if take == "mean" else (sure, sure))
    # Which of them count is open, or none is left: whatever one or more of them may come to.
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    number = (sure, len(possible))
    if take in ("sum", "mean"):
        low, high = (
            _total([_least([end, Fraction(0)]) for end in lows]),
            _total([_greatest([e, Fraction(0)]) for e in highs]),
        )
    else:
        low, high = _least(lows), _greatest(highs)
    if folding.too_few(len(possible)):
        low, high, number = _least(lows), _greatest(highs), (1, 1)
    return (_steps((low, high), plan.step), number)


def _turned(limits: Limits) -> Limits:
    low, high = limits
    return None if high is None else -high, None if low is None else -low


def _steps(limits: Limits, step: Fraction) -> tuple[int, int | None]:
    low, high = limits
    return 0 if low is None else int(low / step), None if high is None else int(high / step)


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
