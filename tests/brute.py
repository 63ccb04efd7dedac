"""Every combination of readings compiled and assessed by itself: what a study of all of them at once must come to."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any, Final, TypeAlias

from attrs import frozen

from opengov_rules import Evidence, EvidenceError, Program
from opengov_rules.outlook import Limits
from opengov_rules.standings import Row
from opengov_rules.studies.robustness import Robustness

Options: TypeAlias = tuple[str, ...]
"""The option of each reading that has several, in the scheme's order."""
_FEW: Final = 12


@frozen
class Stand:
    """One unit under one combination."""

    limits: Limits = (None, None)
    total: Limits = (None, None)
    told: bool | None = False
    grade: str | None = None
    graded: bool = True
    ranks: tuple[int, int] | None = None

    @classmethod
    def of(cls, row: Row) -> "Stand":
        if not row.is_placed:
            return cls(grade=row.grade, graded=row.graded)
        told = row.result.is_told or None
        return cls(row.result.exact_bounds, _fractions(row.result.bounds), told, row.grade, row.graded, row.ranks)


@frozen
class Brute:
    """All combinations: the readings, and what every unit comes to under each."""

    readings: tuple[tuple[str, Options], ...]
    stands: Mapping[Options, Mapping[str, Stand]]

    @classmethod
    def of(cls, program: Program, evidence: Mapping[str, Evidence]) -> "Brute":
        """Raises `SchemeError` where a combination cannot be compiled."""
        readings = readings_of(program)
        keys = [key for key, _ in readings]
        return cls(
            readings,
            {
                options: stands(program, dict(zip(keys, options, strict=True)), evidence)
                for options in product(*(options for _, options in readings))
            },
        )

    def of_unit(self, unit: str) -> list[Stand]:
        return [found[unit] for found in self.stands.values()]

    def pairs(self, at: int, unit: str) -> Iterator[tuple[Stand, Stand]]:
        """The unit under every two combinations that differ in one reading alone."""
        for options, found in self.stands.items():
            for other in self.readings[at][1]:
                yield found[unit], self.stands[(*options[:at], other, *options[at + 1 :])][unit]


def readings_of(program: Program) -> tuple[tuple[str, Options], ...]:
    return tuple(
        (reading.key, (reading.chosen, *(name for name, _ in reading.options)))
        for reading in program.scheme.readings
        if reading.options
    )


def stands(program: Program, readings: Mapping[str, str], evidence: Mapping[str, Evidence]) -> dict[str, Stand]:
    """Every unit with these readings taken; what they do not accept of its evidence is left out."""
    taken = program.with_(readings=readings)
    given = {unit: accepted(taken, found) for unit, found in evidence.items() if _is_there(taken, unit)}
    rows = {row.unit: row for standings in taken.assess(given).values() for row in standings}
    return {unit: Stand.of(rows[unit]) if unit in rows else Stand() for unit in evidence}


def accepted(program: Program, evidence: Evidence) -> Evidence:
    """The evidence without the facts that the program refuses."""
    refused = set[str]()
    while True:
        kept = Evidence(evidence.unit, tuple(o for o in evidence.observations if o.fact not in refused))
        try:
            program.score(evidence.unit, kept)
        except EvidenceError as error:
            refused |= {problem.path[1] for problem in error.problems}
        else:
            return kept


def differences(found: Robustness, brute: Brute) -> dict[str, tuple[object, object]]:
    """Where a study of all readings at once is not what each combination by itself says."""
    wrong = dict[str, tuple[object, object]]()
    for unit in found:
        every = brute.of_unit(unit.unit)
        placed = [stand for stand in every if stand.told is not False]
        totals = sorted({stand.total[0] for stand in placed if stand.total[0] is not None})
        decided = all(stand.total[0] is not None and stand.total[0] == stand.total[1] for stand in placed)
        ranks = [stand.ranks for stand in placed if stand.ranks is not None]
        influences = dict(_influences(brute, unit.unit))
        pairs = {
            "bounds": (unit.bounds, (_end(min, placed, 0), _end(max, placed, 1))),
            "totals": (unit.totals, tuple(totals) if decided and len(totals) <= _FEW else None),
            "grades": (set(unit.grades), {stand.grade for stand in every}),
            "ranks": (unit.ranks, (min(b for b, _ in ranks), max(w for _, w in ranks)) if ranks else None),
            "untold": (unit.untold, not all(stand.told for stand in every)),
            "readings": ({one.reading: (one.change, one.grade, one.rank) for one in unit.influences}, influences),
            "robust": (unit.robust, not influences),
        }
        wrong |= {f"{unit.unit} {what}": pair for what, pair in pairs.items() if pair[0] != pair[1]}
    return wrong


def _influences(brute: Brute, unit: str) -> Iterator[tuple[str, tuple[Fraction | None, bool, bool]]]:
    for at, (key, _) in enumerate(brute.readings):
        pairs = list(brute.pairs(at, unit))
        changes = [_change(one, other) for one, other in pairs]
        known = [change for change in changes if change is not None]
        change = max(known) if len(known) == len(changes) else None
        grade = any((one.grade, one.graded) != (other.grade, other.graded) for one, other in pairs)
        rank = any(one.ranks != other.ranks for one, other in pairs)
        if change != 0 or grade or rank:
            yield key, (change, grade, rank)


def _change(one: Stand, other: Stand) -> Fraction | None:
    """How far two totals are apart, the farther of their ends; None where that is no number."""
    if one.told != other.told:
        return None
    if one.total == other.total:
        return Fraction(0)
    ends = list(zip(one.total, other.total, strict=True))
    if any((a is None) != (b is None) for a, b in ends):
        return None
    return max(abs(a - b) for a, b in ends if a is not None and b is not None)


def _end(take: Any, stands: Sequence[Stand], end: int) -> Fraction | None:
    ends = [stand.total[end] for stand in stands]
    return None if None in ends or not ends else take(ends)


def _fractions(bounds: Sequence[Any]) -> Limits:
    low, high = (None if end is None else Fraction(end) for end in bounds)
    return low, high


def _is_there(program: Program, unit: str) -> bool:
    found = program.scheme.roster.find(unit)
    return found is not None and any(found.kind in one.rubric.kinds for one in program.rubrics)
