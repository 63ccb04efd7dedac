"""What is decided and what is open: the limits of everything that a rubric computes for one unit."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from attrs import field, frozen

from .compiler import CompiledRubric
from .formula import Const, Formula, Range, Search, Sign, evaluate_range, hull_of, stage_ranges
from .settling import Settled

Limits: TypeAlias = tuple[Fraction | None, Fraction | None]
"""The least and greatest value; None is "no limit"."""


@frozen(eq=False)
class Outlook:
    """The limits of every output of `CompiledRubric.results` and of single formulas, while some facts are open.

    Slots that move the total one way stand at their two ends: four calls, of which two look further where an end has
    no limit. Where an open slot may move it both ways, the formulas are searched.
    """

    settled: Settled = field(repr=False)

    @property
    def _compiled(self) -> CompiledRubric:
        return self.settled.compiled

    def limits(self, output: int) -> Limits:
        """The least and greatest value of one output, each reached by some answers to what is open."""
        formula = self._compiled.results.outputs[output]
        if isinstance(formula, Const):
            return formula.value, formula.value
        if self.settled.mixed or not self._compiled.is_points(output):
            found = self._exact(formula)
            return found.low, found.high
        best, worst, best_further, worst_further = (ends[output] for ends in self._ends)
        if best == best_further and worst == worst_further:
            return worst, best
        reach = self.range(formula)  # limited only by a divisor that grows
        return worst if worst == worst_further else reach.low, best if best == best_further else reach.high

    def range(self, formula: Formula) -> Range:
        """Limits of a formula, not always reached."""
        return evaluate_range(formula, self._box, self._stages)

    def truth(self, formula: Formula) -> bool | None:
        """Whether a condition surely holds, surely fails, or neither."""
        found = self._exact(formula) if self.settled.mixed else self.range(formula)
        return None if found.known is None else found.known == 1

    def swing(self, fact: str) -> Fraction | None:
        """How far the total moves when this fact alone takes its other answers, all else open at either end.

        Facts that act only together move it by 0. None is "no limit".
        """
        mine = self._slots_of[fact]
        ends = (self.settled.best, self.settled.worst)
        if any(self._compiled.signs[slot] is Sign.MIXED and ends[0][slot] != ends[1][slot] for slot in mine):
            swings = [self._searched(mine, end) for end in ends]
        else:
            swings = [self._moved(mine, start, to) for start, to in (ends, ends[::-1])]
        known = [swing for swing in swings if swing is not None]
        return max(known) if len(known) == len(swings) else None

    @cached_property
    def _slots_of(self) -> Mapping[str, set[int]]:
        found = dict[str, set[int]]()
        for (fact, _), slot in self._compiled.slots.items():
            found.setdefault(fact, set()).add(slot)
        return found

    def _moved(self, mine: set[int], start: tuple[int, ...], to: tuple[int, ...]) -> Fraction | None:
        def swing(end: tuple[int, ...]) -> Fraction:
            changed = list(start)
            for slot in mine:
                changed[slot] = end[slot]
            return abs(self._compiled.total(changed)[0] - self._total_at_ends[start is self.settled.best])

        near, further = swing(to), swing(self._further[to is self.settled.best])
        return near if near == further else None

    @cached_property
    def _total_at_ends(self) -> tuple[Fraction, Fraction]:
        """The total at the worst and at the best."""
        return self._compiled.total(self.settled.worst)[0], self._compiled.total(self.settled.best)[0]

    @cached_property
    def _further(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The worst and the best with unlimited answers twice as far."""
        return self.settled.further(self.settled.worst), self.settled.further(self.settled.best)

    def _searched(self, mine: set[int], others: tuple[int, ...]) -> Fraction | None:
        found = list[Range]()
        for box in self.settled.alternatives():
            fixed = {slot: Range.point(Fraction(others[slot])) for slot in box if slot not in mine}
            found.append(Search(self._compiled.stages, box | fixed).range(self._compiled.plans[-1].points))
        hull = hull_of(found)
        return None if hull.low is None or hull.high is None else hull.high - hull.low

    def _exact(self, formula: Formula) -> Range:
        return hull_of([search.range(formula) for search in self._searches])

    @cached_property
    def _ends(self) -> tuple[tuple[Fraction, ...], ...]:
        """All outputs at the unit's best and worst, and at both with unlimited answers twice as far."""
        settled, results = self.settled, self._compiled.results
        best, worst = results(settled.best), results(settled.worst)
        if not settled.far:
            return best, worst, best, worst
        worst_further, best_further = self._further
        return best, worst, results(best_further), results(worst_further)

    @cached_property
    def _searches(self) -> tuple[Search, ...]:
        return tuple(Search(self._compiled.stages, box) for box in self.settled.alternatives())

    @cached_property
    def _box(self) -> dict[int, Range]:
        return self.settled.ranges()

    @cached_property
    def _stages(self) -> Mapping[str, Range]:
        return stage_ranges(self._compiled.stages, self._box)
