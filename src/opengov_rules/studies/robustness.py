"""稳健性: how far totals, grades and places rest on the readings taken, over every combination of their options."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from ..evidence import Evidence, Round
from ..program import Program
from ..scheme import Scheme
from .readings.choices import Axis, Table, number_of
from .readings.outcomes import Group, Studied, Told, silent
from .readings.placing import Placed, Places, placed
from .readings.reports import Effect, GroupRobustness, Influence, Robustness, UnitRobustness, Why
from .readings.unfolding import Outcome

__all__ = ["Effect", "GroupRobustness", "Influence", "Robustness", "UnitRobustness", "effects", "robustness"]

_FEW: Final = 12
"""So many different totals are listed one by one."""


def robustness(
    program: Program, evidence: Mapping[str, Evidence | Mapping[str, Any]], *, told: Told = silent
) -> Robustness:
    """Every combination of the options of all readings, interactions included; none is left out that could matter.

    All combinations are held by one graph in which each reading is a selector. Evidence decides most of it; what is
    left is reckoned for every combination that is left, with limits where facts are open. An answer that an option does
    not accept, since it asks something else or has no policy for what does not apply, is open there.

    A scheme in which a unit's result does not follow from its own evidence (`peers`, a quota, a withheld score, a
    tie-breaker, readings about who is assessed) is compiled and assessed for each combination. Raises `ScoringRefused`
    where there are too many combinations to do so, `SchemeError` where options cannot be taken together, and what
    `Program.assess` raises for evidence. Combinations are not checked as `check` does each option by itself.

    `told` hears how many units, or combinations, are done, of how many, and which follows.
    """
    studied = Studied.of(program, evidence)
    label = evidence.label if isinstance(evidence, Round) else None
    groups = tuple(_group(studied, group) for group in studied.groups(told))
    return Robustness(scheme=program.scheme, label=label, groups=groups, assumed=studied.assumed)


def effects(program: Program, evidence: Mapping[str, Evidence | Mapping[str, Any]]) -> tuple[Effect, ...]:
    """What each option of each reading does by itself to the totals of a round. Raises as `robustness` does."""
    studied = Studied.of(program, evidence)
    known = dict[str, Table[Outcome]]()
    if studied.is_one_graph:
        known = {unit: table for group in studied.groups() for unit, table in group.tables.items()}
    base = {} if known else studied.assessed({})
    found = list[Effect]()
    for axis in studied.axes:
        for at, option in enumerate(axis.options[1:], start=1):
            if known:
                pairs = {unit: (table[{}], table[{axis.key: at}]) for unit, table in known.items()}
            else:
                other = studied.assessed({axis.key: at})
                pairs = {unit: (base[unit], other[unit]) for unit in base}
            found.append(_effect(axis.key, option, pairs))
    return tuple(found)


def _effect(reading: str, option: str, pairs: Mapping[str, tuple[Outcome, Outcome]]) -> Effect:
    changed = {
        unit: pair for unit, pair in pairs.items() if pair[0].told != pair[1].told or pair[0].total != pair[1].total
    }
    moves = {unit: move for unit, pair in changed.items() if (move := _moves(*pair)) is not None}
    return Effect(
        reading=reading,
        option=option,
        units=len(changed),
        least=min((low for low, _ in moves.values()), default=None),
        greatest=max((high for _, high in moves.values()), default=None),
        unit=max(moves, key=lambda unit: _size(moves[unit]), default=next(iter(changed), None)),
    )


def _moves(one: Outcome, other: Outcome) -> tuple[Fraction, Fraction] | None:
    """By how much the total changes, the smaller move of its two ends first. None where that is no number."""
    if one.told != other.told or one.told is False:
        return None
    ends = list(zip(one.total, other.total, strict=True))
    moves = [after - before for before, after in ends if before is not None and after is not None]
    unlimited = any((before is None) != (after is None) for before, after in ends)
    return None if unlimited or not moves else (min(moves), max(moves))


def _size(move: tuple[Fraction, Fraction]) -> Fraction:
    return max(map(abs, move))


def _group(studied: Studied, group: Group) -> GroupRobustness:
    ranking = placed(group)
    units = tuple(_unit(studied.program.scheme, group, at, ranking) for at in range(len(group.tables)))
    telling = {influence.reading for unit in units for influence in unit.influences}
    concerned = {axis.key for axis in group.axes}
    idle = list[tuple[str, Why]]()
    for reading in studied.program.scheme.readings:
        if reading.key not in telling:
            mine: Why = "no-effect" if reading.key in concerned else "other-rubric"
            idle.append((reading.key, mine if reading.options else "no-option"))
    return GroupRobustness(
        name=group.name,
        combinations=number_of(group.axes),
        compared=number_of(axis for axis in group.axes if axis.key in telling),
        units=units,
        idle=tuple(idle),
    )


def _unit(scheme: Scheme, group: Group, at: int, ranking: Placed) -> UnitRobustness:
    unit, table = list(group.tables.items())[at]
    told = [outcome for outcome in dict.fromkeys(table.values) if outcome.told is not False]
    totals = sorted({low for outcome in told for low in outcome.total[:1] if low is not None})
    decided = all(outcome.total[0] is not None and outcome.total[0] == outcome.total[1] for outcome in told)
    reached = {outcome.grade for outcome in table.values}
    spans = [span for places in ranking.table.values if (span := places[at]) is not None]
    return UnitRobustness(
        unit=unit,
        chosen=table[{}],
        bounds=(_least(outcome.total[0] for outcome in told), _most(outcome.total[1] for outcome in told)),
        totals=tuple(totals) if decided and len(totals) <= _FEW else None,
        grades=tuple(grade for grade in (*(g.name for g in scheme.grades), None) if grade in reached),
        rank=_rank(table[{}], ranking.chosen[at]),
        ranks=(min(low for low, _ in spans), max(high for _, high in spans)) if spans else None,
        ranks_exact=ranking.exact,
        untold=not all(outcome.told for outcome in table.values),
        influences=tuple(_influences(group, table, at, ranking)),
    )


def _rank(chosen: Outcome, places: tuple[int, int] | None) -> int | None:
    """The place, once the total is decided and the place too."""
    decided = places is not None and places[0] == places[1] and chosen.exact is not None
    return places[0] if places is not None and decided else None


def _influences(group: Group, table: Table[Outcome], at: int, ranking: Placed) -> Iterator[Influence]:
    found = [_influence(axis, table, at, ranking) for axis in group.axes]
    telling = [one for one in found if one is not None]
    return iter(sorted(telling, key=lambda one: (one.change is not None, -Fraction(one.change or 0))))


def _influence(axis: Axis, table: Table[Outcome], at: int, ranking: Placed) -> Influence | None:
    """What one reading changes; None if nothing."""
    mine = {line for line in table.lines(axis) if len(set(map(_shown, line))) > 1} if axis in table.axes else set()
    changes = [_difference(one, other) for line in mine for one in line for other in line]
    grade = any((outcome.grade, outcome.graded) != (line[0].grade, line[0].graded) for line in mine for outcome in line)
    rank = _replaces(axis, at, ranking.table) if ranking.exact else None
    if not mine and not rank:
        return None
    known = [change for change in changes if change is not None]
    change = max(known, default=Fraction(0)) if len(known) == len(changes) else None
    return Influence(reading=axis.key, change=change, grade=grade, rank=rank)


def _shown(outcome: Outcome) -> tuple[object, ...]:
    """What readers see of a unit, but for its place."""
    return outcome.told, outcome.total, outcome.grade, outcome.graded


def _difference(one: Outcome, other: Outcome) -> Fraction | None:
    """How far two totals are apart, of open ones the ends that are farther; None where that is no number."""
    if one.told != other.told:
        return None
    if one.total == other.total:
        return Fraction(0)
    move = _moves(one, other)
    return None if move is None else _size(move)


def _replaces(axis: Axis, at: int, table: Table[Places]) -> bool:
    """Whether a reading by itself changes the place of a unit."""
    if axis not in table.axes:
        return False
    return any(places is not line[0] and places[at] != line[0][at] for line in table.lines(axis) for places in line)


def _least(ends: Iterable[Fraction | None]) -> Fraction | None:
    found = list(ends)
    known = [end for end in found if end is not None]
    return min(known, default=None) if len(known) == len(found) else None


def _most(ends: Iterable[Fraction | None]) -> Fraction | None:
    found = list(ends)
    known = [end for end in found if end is not None]
    return max(known, default=None) if len(known) == len(found) else None
