"""What one unit comes to under every combination of readings, reckoned from the graph of all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, partial
from itertools import product
from typing import Final

from attrs import frozen

from ...compiler import CONCERNED, EXACT, TOTAL
from ...formula import (
    TRUE,
    Add,
    Const,
    Formula,
    Function,
    Given,
    Mul,
    Points,
    Range,
    Search,
    Value,
    add,
    assuming,
    const,
    evaluate_range,
    hull_of,
    inside,
    reached,
    replaced,
    times,
)
from ...outlook import Limits
from ...problems import ScoringRefused
from ...scheme import Grade
from .answering import Box, Held
from .choices import Axis, Combination, Table, number_of
from .merging import Merged, chosen

MOST: Final = 2**16
"""So many combinations are reckoned for one unit."""
_ANYTHING: Final = Range(None, None)


@frozen
class Outcome:
    """What a unit comes to: the limits of its exact total and of the published one, and its grade where it is decided.

    `told`: whether there is a total, and it may be told; None while that is open. `ranks` are known where all units
    were assessed together.
    """

    limits: Limits
    total: Limits
    told: bool | None = True
    grade: str | None = None
    graded: bool = True
    ranks: tuple[int, int] | None = None

    @property
    def exact(self) -> Fraction | None:
        """The exact total; None while it is not decided."""
        low, high = self.limits
        return low if self.told and low == high else None


NOTHING: Final = Outcome((None, None), (None, None), told=False)
"""Of a unit to which nothing applies, or that is not assessed."""


def unfolded(merged: Merged, unit: str, held: Mapping[str, Table[Held]]) -> Table[Outcome]:
    """What a unit comes to under every combination of the readings that matter for it.

    Raises `ScoringRefused` where too many combinations do.
    """
    graph = _Graph(unit, merged, held)
    return graph.summed() if graph.is_sum else graph.whole()


@frozen
class _Piece:
    """Terms of a sum that share no reading and no open fact with the others."""

    axes: frozenset[str]
    facts: frozenset[str]
    terms: tuple[Formula, ...]


@frozen(eq=False)
class _Graph:
    """The graph of all readings with one unit's answers in it; selectors and open facts are left."""

    unit: str
    merged: Merged
    held: Mapping[str, Table[Held]]

    @cached_property
    def stages(self) -> Mapping[str, Formula]:
        """What is left of the stages that outputs rest on."""
        values, domains = dict[int, Formula](), dict(self.merged.domains)
        for slot, reaches in self._slots():
            domains[slot] = hull_of(reaches.values) if reaches.axes else reaches.values[0]
            if reaches.axes:
                values[slot] = chosen(reaches.map(partial(_told, slot)), self.merged.selectors)
        outputs = [Points(name) for name in self.merged.outputs]
        stages = reached(self.merged.stages, outputs)
        if values:
            answers = {f"slot:{slot}": formula for slot, formula in values.items()}
            stages = answers | replaced(stages, {slot: Points(f"slot:{slot}") for slot in values})
        return assuming(stages, domains)

    def _slots(self) -> Iterator[tuple[int, Table[Range]]]:
        for table in self.held.values():
            for at, (slot, _) in enumerate(table.values[0].slots):
                yield slot, Table(table.axes, tuple(held.slots[at][1] for held in table.values))

    # What a formula still rests on

    @cached_property
    def _fact_of(self) -> Mapping[int, str]:
        return {slot: name for name, slots in self.merged.slots_of.items() for slot in slots}

    @cached_property
    def _axis_of(self) -> Mapping[int, str]:
        return {slot: key for key, slot in self.merged.selectors.items()}

    def _rests(self, formulas: Iterable[Formula], *, down_to: Mapping[str, Formula] | None = None) -> _Piece:
        """The readings and open facts that formulas rest on; a fact brings the readings that touch its answers."""
        terms = tuple(formulas)
        found = inside(self.stages if down_to is None else down_to, terms)
        slots = {formula.slot for formula in found if isinstance(formula, Value | Given)}
        facts = frozenset(self._fact_of[slot] for slot in slots if slot in self._fact_of)
        axes = {self._axis_of[slot] for slot in slots if slot in self._axis_of}
        axes |= {axis.key for fact in facts for axis in self.held[fact].axes}
        return _Piece(frozenset(axes), facts, terms)

    def _ordered(self, keys: Iterable[str]) -> tuple[Axis, ...]:
        """The axes of these readings. Raises `ScoringRefused` where they have too many combinations."""
        wanted = set(keys)
        axes = tuple(axis for axis in self.merged.axes if axis.key in wanted)
        if number_of(axes) > MOST:
            raise ScoringRefused(
                f"{self.unit}: {len(axes)} 项解释口径共 {number_of(axes)} 种组合,无法逐一计算 "
                f"(too many combinations matter for this unit)"
            )
        return axes

    # A total that is a plain sum

    @cached_property
    def is_sum(self) -> bool:
        """Whether all else follows from the exact total: no rounding, and no grade that looks at anything else."""
        kept = {name: Const(Fraction(0)) if name in (EXACT, TOTAL) else f for name, f in self.stages.items()}
        alone = self._rests(map(Points, self.merged.outputs[3:]), down_to=kept)
        plain = self.stages[CONCERNED] == TRUE and self.stages[TOTAL] == self.stages[EXACT]
        return plain and not alone.axes and not alone.facts

    def summed(self) -> Table[Outcome]:
        """The pieces of the sum, each under its own combinations, added up."""
        fixed, tables = Fraction(0), list[Table[Limits]]()
        for piece in self._pieces():
            table = self._reckoned(piece.axes, piece.facts, [add(piece.terms)]).map(lambda found: found[0])
            table = table.reduced()
            if table.axes or table.values[0][0] is None or table.values[0][0] != table.values[0][1]:
                tables.append(table)
            else:
                fixed += table.values[0][0]
        axes = self._ordered(axis.key for table in tables for axis in table.axes)
        columns = [[table.values[place] for place in table.over(axes)] for table in tables]
        limits = list(zip(*columns, strict=True)) if columns else [()]
        known = dict[tuple[Limits, ...], Outcome]()
        for parts in limits:
            if parts not in known:
                low, high = (_sum(fixed, [part[end] for part in parts]) for end in (0, 1))
                known[parts] = self._outcome((low, high), (low, high), True, self._grades_at(low, high))
        return Table(axes, tuple(known[parts] for parts in limits)).reduced()

    def _grades_at(self, low: Fraction | None, high: Fraction | None) -> list[bool | None]:
        reach = Range(low, high)
        ranges = {EXACT: reach, TOTAL: reach}
        for name in self.merged.outputs[3:]:
            ranges[name] = evaluate_range(self.stages[name], {}, ranges)
        return [_truth(ranges[name]) for name in self.merged.outputs[3:]]

    def _pieces(self) -> list[_Piece]:
        """The terms of the total, those together that share a reading or an open fact."""
        found = list[_Piece]()
        for term in self._terms(Points(EXACT), Fraction(1)):
            mine = self._rests([term])
            beside = [p for p in found if not (p.axes.isdisjoint(mine.axes) and p.facts.isdisjoint(mine.facts))]
            for piece in beside:
                found.remove(piece)
                mine = _Piece(mine.axes | piece.axes, mine.facts | piece.facts, piece.terms + mine.terms)
            found.append(mine)
        return found

    def _terms(self, formula: Formula, factor: Fraction) -> Iterator[Formula]:
        match formula:
            case Points(stage):
                yield from self._terms(self.stages[stage], factor)
            case Add(terms):
                for term in terms:
                    yield from self._terms(term, factor)
            case Mul(Const(value), inner):
                yield from self._terms(inner, factor * value)
            case _:
                yield times(const(factor), formula)

    # Everything together

    def whole(self) -> Table[Outcome]:
        """All outputs under every combination."""
        outputs = [Points(name) for name in self.merged.outputs]
        piece = self._rests(outputs)

        def outcome(found: Sequence[Limits]) -> Outcome:
            exact, total, concerned, *grades = found
            told = _truth(Range(*concerned))
            return self._outcome(exact, total, told, [_truth(Range(*grade)) for grade in grades])

        return self._reckoned(piece.axes, piece.facts, outputs).map(outcome).reduced()

    def _outcome(self, limits: Limits, total: Limits, told: bool | None, truths: Sequence[bool | None]) -> Outcome:
        """The grade is the first that holds; those by threshold wait for the total."""
        if told is False:
            return NOTHING
        decided = told is True and limits[0] is not None and limits[0] == limits[1]
        grade, graded = _grade(self.merged.grades, truths, told=told is True, decided=decided)
        return Outcome(limits, total, told, grade, graded)

    # Numbers

    def _reckoned(
        self, axes: Iterable[str], facts: Iterable[str], formulas: Sequence[Formula]
    ) -> Table[tuple[Limits, ...]]:
        """The limits of formulas under every combination of these readings."""
        ordered, names = self._ordered(axes), tuple(facts)
        if not names:
            function = Function([self.merged.selectors[axis.key] for axis in ordered], self.stages, tuple(formulas))

            def run(combination: Combination) -> tuple[Limits, ...]:
                return tuple((value, value) for value in function([combination[axis.key] for axis in ordered]))

            return Table.of(ordered, run)
        stages = reached(self.stages, formulas) | {f"out:{at}": formula for at, formula in enumerate(formulas)}

        def search(combination: Combination) -> tuple[Limits, ...]:
            selected = {self.merged.selectors[key]: Range.point(Fraction(at)) for key, at in combination.items()}
            boxes = [self.held[name][combination].alternatives for name in names]
            return self._searched(stages, selected, boxes, len(formulas))

        return Table.of(ordered, search)

    def _searched(
        self, stages: Mapping[str, Formula], selected: Mapping[int, Range], boxes: Sequence[Sequence[Box]], outputs: int
    ) -> tuple[Limits, ...]:
        """The limits of the outputs over all answers to open facts."""
        hull = {slot: hull_of([dict(box)[slot] for box in part]) for part in boxes for slot, _ in part[0]}
        simpler = assuming(stages, {**selected, **hull})
        found = [list[Range]() for _ in range(outputs)]
        for parts in product(*boxes):
            search = Search(simpler, {**selected, **{slot: reach for part in parts for slot, reach in part}})
            for at, ranges in enumerate(found):
                ranges.append(search.range(Points(f"out:{at}")))
        return tuple((reach.low, reach.high) for reach in map(hull_of, found))


def _grade(
    grades: Sequence[Grade], truths: Sequence[bool | None], *, told: bool, decided: bool
) -> tuple[str | None, bool]:
    """The grade, and whether it is decided, if only that there is none."""
    for grade, truth in zip(grades, truths, strict=True):
        holds = truth if decided or (told and grade.when is not None) else None
        if holds is not False:
            return (grade.name, True) if holds else (None, False)
    return None, True


def _told(slot: int, reach: Range) -> Formula:
    return Value(slot) if reach.known is None else Const(reach.known)


def _truth(reach: Range) -> bool | None:
    return None if reach.known is None else reach.known == 1


def _sum(fixed: Fraction, ends: Sequence[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return sum(known, fixed) if len(known) == len(ends) else None
