"""What every unit of a round comes to under every combination: from one graph, or assessed anew for each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import count
from operator import itemgetter
from typing import Any, Final, TypeAlias

from attrs import evolve, field, frozen

from ...compiler import Draft
from ...evidence import Evidence, Round
from ...outlook import Limits
from ...problems import EvidenceError, Invalid, ScoringRefused
from ...program import Program
from ...scheme import Scheme
from ...scoring import Result
from ...standings import Row
from .answering import Answering, fitted
from .choices import Axis, Combination, Table, axes_of, joined, number_of
from .merging import merged
from .touching import Touching
from .unfolding import NOTHING, Outcome, unfolded
from .versions import Versions

MOST_ASSESSED: Final = 256
"""So many combinations are compiled and assessed one by one, where one graph cannot hold them all."""
Told: TypeAlias = Callable[[int, int, str], None]
"""Hears how many units or combinations are done, of how many, and which follows."""


def silent(_done: int, _total: int, _following: str) -> None:
    """Tells nobody."""


@frozen(kw_only=True, eq=False)
class Group:
    """The units of a rubric, each with what it comes to. `lower`: whether less is better."""

    name: str
    lower: bool
    axes: tuple[Axis, ...]
    """The readings that concern the rubric, in the scheme's order."""
    tables: Mapping[str, Table[Outcome]] = field(repr=False)


@frozen(kw_only=True, eq=False)
class Studied:
    """A round to be studied under every combination: its evidence, checked, by the unit's name."""

    program: Program
    evidence: Mapping[str, Evidence] = field(repr=False)
    axes: tuple[Axis, ...]
    touching: Mapping[str, Touching] = field(repr=False)
    """The rubrics that have units in the round."""
    versions: Versions = field(repr=False)
    assumed: tuple[str, ...]
    """What the results rest on with the readings taken, and the notice does not print."""

    @classmethod
    def of(cls, program: Program, evidence: Mapping[str, Evidence | Mapping[str, Any]]) -> "Studied":
        """Raises `EvidenceError`, `UnknownUnit`, and `SchemeError` for options that cannot be read."""
        if isinstance(evidence, Round) and evidence.scheme != program.scheme.id:
            other = Invalid("scheme-other", found=evidence.scheme, wanted=program.scheme.id)
            raise EvidenceError([other.at(path=("scheme",))])
        results = dict[str, Result]()
        for name, given in evidence.items():
            result = program.score(name, given)
            if result.unit.name in results:
                raise EvidenceError([Invalid("unit-repeated", unit=result.unit.name).at(path=(name,))])
            results[result.unit.name] = result
        axes = axes_of(program.scheme)
        versions = Versions(program, axes)
        there = {result.rubric for result in results.values()}
        touching = {
            compiled.rubric.id: Touching(versions, compiled.rubric.id)
            for compiled in program.rubrics
            if compiled.rubric.id in there
        }
        return cls(
            program=program,
            evidence={unit: result.evidence for unit, result in results.items()},
            axes=axes,
            touching=touching,
            versions=versions,
            assumed=tuple(dict.fromkeys(text for result in results.values() for text in result.assumed)),
        )

    @property
    def concerned(self) -> tuple[Axis, ...]:
        """The readings that concern some unit of the round."""
        return joined(self.axes, (touching.concerned for touching in self.touching.values()))

    @property
    def is_one_graph(self) -> bool:
        """Whether one graph holds every combination: not where units are assessed together, or otherwise grouped."""
        return all(map(_is_one_graph, self.touching.values()))

    def groups(self, told: Told = silent) -> tuple[Group, ...]:
        """Every unit under every combination. Raises `ScoringRefused` where there are too many."""
        if self.is_one_graph:
            return tuple(self._unfolded(told))
        axes = self.concerned
        if number_of(axes) > MOST_ASSESSED:
            raise ScoringRefused(
                f"{self.program.scheme.id}: 解释口径共 {number_of(axes)} 种组合,须逐一重新考评,超过 {MOST_ASSESSED} 种 "
                f"(every combination has to be assessed anew, and there are too many): {'、'.join(a.key for a in axes)}"
            )
        done = count()

        def assessed(combination: Combination) -> dict[str, Outcome]:
            told(next(done), number_of(axes), "、".join(key for key, option in combination.items() if option))
            return self.assessed(combination)

        whole = Table.of(axes, assessed)
        told(number_of(axes), number_of(axes), "")
        return tuple(
            self._group(name, {unit: whole.map(itemgetter(unit)) for unit in units}) for name, units in self._units()
        )

    def _unfolded(self, told: Told) -> Iterator[Group]:
        compiled, done = {one.rubric.id: one for one in self.program.rubrics}, count()
        for name, units in self._units():
            answering = Answering(merged(self.versions, self.touching[name]), compiled[name])
            tables = dict[str, Table[Outcome]]()
            for unit in units:
                told(next(done), len(self.evidence), unit)
                tables[unit] = self._table(answering, unit)
            yield self._group(name, tables)
        told(len(self.evidence), len(self.evidence), "")

    def _table(self, answering: Answering, unit: str) -> Table[Outcome]:
        return unfolded(answering.merged, unit, answering.held(unit, self.evidence[unit]))

    def _group(self, name: str, tables: Mapping[str, Table[Outcome]]) -> Group:
        lower = any(one.rubric.id == name and one.rubric.better == "lower" for one in self.program.rubrics)
        reduced = {unit: table.reduced() for unit, table in tables.items()}
        axes = joined(self.axes, [self.touching[name].concerning, *(table.axes for table in reduced.values())])
        return Group(name=name, lower=lower, axes=axes, tables=reduced)

    def _units(self) -> Iterator[tuple[str, list[str]]]:
        """The units of each rubric, in the roster's order."""
        for name in self.touching:
            names = (unit.name for unit in self.program.scheme.roster.units)
            yield name, [unit for unit in names if unit in self.evidence and self.program.rubric_of(unit) == name]

    def assessed(self, combination: Combination) -> dict[str, Outcome]:
        """Every unit under one combination, by a program that was compiled for it. Raises `SchemeError`."""
        taken = {axis.key: axis.options[combination[axis.key]] for axis in self.axes if combination.get(axis.key)}
        program = self.program.with_(readings=taken) if taken else self.program
        given = {
            unit: fitted(evidence, self.program.asked(unit), program.asked(unit))
            for unit, evidence in self.evidence.items()
            if _is_there(program, unit)
        }
        rows = (row for standings in program.assess(given).values() for row in standings)
        return dict.fromkeys(self.evidence, NOTHING) | {row.unit: _outcome(row) for row in rows}


def _is_one_graph(touching: Touching) -> bool:
    drafts = touching.drafts
    alike = all(_by_itself(draft) and _grades(draft.scheme) == _grades(drafts[0].scheme) for draft in drafts)
    return alike and not touching.rearranging and touching.order is not None


def _is_there(program: Program, unit: str) -> bool:
    found = program.scheme.roster.find(unit)
    return found is not None and any(found.kind in one.rubric.kinds for one in program.rubrics)


def _outcome(row: Row) -> Outcome:
    result = row.result
    if not row.is_placed:
        return evolve(NOTHING, grade=row.grade, graded=row.graded)
    told = result.is_told or None
    return Outcome(result.exact_bounds, _fractions(result.bounds), told, row.grade, row.graded, row.ranks)


def _fractions(bounds: Iterable[Any]) -> Limits:
    low, high = (None if end is None else Fraction(end) for end in bounds)
    return low, high


def _by_itself(draft: Draft) -> bool:
    """Whether a unit's total, grade and rank follow from its own total."""
    together = any(fact.peers is not None for fact in draft.read.values()) or any(
        grade.quota is not None for grade in draft.scheme.grades
    )
    withheld = any(veto.effect.withhold for veto in draft.whole.vetoes)
    ranking = draft.scheme.ranking
    return draft.whole.scored and not (together or withheld or ranking.then or ranking.ties != "competition")


def _grades(scheme: Scheme) -> list[tuple[str, bool]]:
    """The grades that there are, and which of them are given directly."""
    return [(grade.name, grade.when is None) for grade in scheme.grades]
