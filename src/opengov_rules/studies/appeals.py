"""申诉改判: what overrides changed, for the units concerned and for those whose place moved with them."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from ..assessment import Assessment, GroupedBy
from ..causes import text_of
from ..evidence import Observation, Override, Round
from ..facts import show_value
from ..points import as_number
from ..program import Program
from ..scheme import Ties
from ..scoring import Result


@frozen(kw_only=True)
class Stand:
    """Where a unit stands, with its overrides or without them; no rank while undecided, or where nothing applies."""

    result: Result
    rank: int | None
    grade: str | None

    def to_dict(self, *, disclose: bool = True) -> dict[str, Any]:
        """JSON-ready; without `disclose` the grade alone."""
        total = {"total": text_of(self.result.total), "rank": self.rank} if disclose else {"total": None, "rank": None}
        return {"status": self.result.status, **total, "grade": self.grade}


@frozen(kw_only=True)
class Appeal:
    """One unit before its overrides and after; without any of its own it moved because others did."""

    unit: str
    overrides: tuple[Override, ...]
    before: Stand
    after: Stand

    @property
    def difference(self) -> Decimal | Fraction | None:
        """By how much the total changed; None where one of the two is not told."""
        was, now = self.before.result.total, self.after.result.total
        return None if was is None or now is None else as_number(Fraction(now) - Fraction(was))

    def to_dict(self, *, disclose: bool = True) -> dict[str, Any]:
        """JSON-ready. Without `disclose`, for results that are kept back, there are neither answers nor totals."""
        return {
            "unit": self.unit,
            "overrides": [_override(override, disclose=disclose) for override in self.overrides],
            "before": self.before.to_dict(disclose=disclose),
            "after": self.after.to_dict(disclose=disclose),
            "difference": text_of(self.difference) if disclose else None,
        }


def appeals(
    program: Program, found: Round, *, by: GroupedBy = "rubric", ties: Ties | None = None
) -> tuple[Appeal, ...]:
    """What the overrides of a round changed: their units, then others whose rank, grade or total moved.

    Everything is assessed twice, with all overrides and without any; `by` and `ties` as there. Raises as
    `Program.assess`.
    """
    if not found.overrides:
        return ()
    first = evolve(found, units={unit: found.before(unit) for unit in found}, overrides=(), original={})
    before, after = (_stands(program, one, program.assess(one, by=by, ties=ties)) for one in (first, found))
    mine = dict.fromkeys(override.unit for override in found.overrides)
    moved = [unit for unit in after if unit not in mine and _differ(before[unit], after[unit])]
    return tuple(
        Appeal(
            unit=unit,
            overrides=tuple(override for override in found.overrides if override.unit == unit),
            before=before[unit],
            after=after[unit],
        )
        for unit in (*mine, *moved)
    )


def _stands(program: Program, found: Round, assessment: Assessment) -> dict[str, Stand]:
    """Every unit of the round; one to which nothing applies has no row."""
    rows = {row.unit: row for standings in assessment.values() for row in standings}
    return {
        unit: Stand(result=rows[unit].result, rank=rows[unit].rank, grade=rows[unit].grade)
        if unit in rows
        else Stand(result=program.score(unit, evidence, label=found.label), rank=None, grade=None)
        for unit, evidence in found.items()
    }


def _differ(before: Stand, after: Stand) -> bool:
    told = [(one.rank, one.grade, one.result.total, one.result.bounds) for one in (before, after)]
    return told[0] != told[1]


def _override(override: Override, *, disclose: bool) -> dict[str, Any]:
    answers = {"was": [_answer(o) for o in override.was], "now": _answer(override.now)} if disclose else {}
    return {
        "fact": override.now.fact,
        "part": override.now.part or None,
        **answers,
        "who": override.who,
        "when": override.when.isoformat(),
        "why": override.why,
        "authority": override.authority,
    }


def _answer(observation: Observation) -> dict[str, Any]:
    value = None if observation.value is None else show_value(observation.value)
    return {"part": observation.part or None, "status": observation.status.value, "value": value}
