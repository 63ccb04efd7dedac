"""One rubric under every combination of readings as one graph: where they matter it chooses by selectors.

Every node is lowered once for each combination of the readings that touch it, by the same procedure as ever, over what
the nodes below have become under all of them.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import field, frozen

from ...compiler import CONCERNED, EXACT, TOTAL, Draft, Lowering, grade_conditions
from ...compiler.graph import SlotPart
from ...formula import ZERO, Formula, Range, Value, choose, compare, const, hull_of
from ...problems import ScoringRefused
from ...scheme import Grade
from .choices import Axis, Combination, Table, number_of
from .touching import Touching
from .versions import Versions

MOST_TOGETHER: Final = 1024
"""So many combinations are lowered of readings that touch one place."""
GRADE: Final = "grade:"
_SELECTORS: Final = 10**6
"""Above every slot of evidence."""


@frozen(kw_only=True, eq=False)
class Merged:
    """The graph of one rubric under all readings: `slots` of evidence, and a selector for each reading."""

    rubric: str
    axes: tuple[Axis, ...]
    """The readings that concern it."""
    selectors: Mapping[str, int]
    slots: Mapping[tuple[str, SlotPart], int]
    domains: Mapping[int, Range] = field(repr=False)
    stages: Mapping[str, Formula] = field(repr=False)
    """Among them one for the condition of each grade, named `grade:` and its place."""
    grades: tuple[Grade, ...]
    """In the order in which they are given."""
    answered: Mapping[str, tuple[Axis, ...]] = field(repr=False)
    """The readings that touch how each fact is answered."""
    versions: Versions = field(repr=False)
    _drafts: dict[tuple[tuple[str, int], ...], Draft] = field(init=False, repr=False, factory=dict)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """The stages of the total before it is rounded, of the published one, of whether there is anything to score by,
        and of each grade's condition."""
        return EXACT, TOTAL, CONCERNED, *(f"{GRADE}{at}" for at in range(len(self.grades)))

    @cached_property
    def slots_of(self) -> Mapping[str, list[int]]:
        """The slots of each fact, and of whatever else evidence tells."""
        found = dict[str, list[int]]()
        for (name, _), slot in self.slots.items():
            found.setdefault(name, []).append(slot)
        return found

    def draft(self, combination: Combination) -> Draft:
        """What the rubric asks under a combination of some readings, told by a version that stands for it."""
        key = tuple(combination.items())
        if key not in self._drafts:
            self._drafts[key] = self.versions.draft(self.rubric, self.versions.holding(combination), self.axes)
        return self._drafts[key]


def merged(versions: Versions, touching: Touching) -> Merged:
    """The rubric's graph; its nodes must have an order. Raises `SchemeError` where a combination cannot be read, and
    `ScoringRefused` where too many readings touch one place."""
    merging = _Merging(versions, touching)
    for code in touching.order or ():
        merging.node(code)
    return merging.done()


class _Merging:
    def __init__(self, versions: Versions, touching: Touching) -> None:
        self._versions = versions
        self._touching = touching
        self._selectors = {axis.key: _SELECTORS + at for at, axis in enumerate(touching.concerned)}
        self._domains = {
            self._selectors[axis.key]: Range(Fraction(0), Fraction(len(axis) - 1)) for axis in touching.concerned
        }
        self._seen: dict[int, int] = {}
        self._lowerings: dict[int, Lowering] = {}
        self._touched = {code: self._few(code, touching.node(code)) for code in touching.order or ()}
        self._graded = self._few("grades", touching.grades())
        names = dict.fromkeys(name for draft in touching.drafts for name in (*draft.read, *draft.each))
        self._answered = {name: self._few(name, touching.answer(name)) for name in names}
        versions.need([*self._touched.values(), self._graded, *self._answered.values()])
        self._first = self._lowering(touching.drafts[0])

    def _few(self, what: str, axes: tuple[Axis, ...]) -> tuple[Axis, ...]:
        """Readings that touch one place. Raises `ScoringRefused` where they have too many combinations."""
        if number_of(axes) > MOST_TOGETHER:
            named = "、".join(axis.key for axis in axes)
            raise ScoringRefused(
                f"{self._touching.rubric} {what}: 同一处涉及的解释口径过多,无法逐一比较 "
                f"(too many readings touch one place to try every combination): {named}"
            )
        return axes

    def _lowering(self, draft: Draft) -> Lowering:
        if id(draft) not in self._lowerings:
            first = next(iter(self._lowerings.values()), None)
            self._lowerings[id(draft)] = draft.lowering(first)
        return self._lowerings[id(draft)]

    def _at(self, combination: Combination) -> tuple[Draft, Lowering]:
        version = self._versions.holding(combination)
        draft = self._versions.draft(self._touching.rubric, version, self._touching.concerned)
        return draft, self._lowering(draft)

    def node(self, code: str) -> None:
        """Lower a node under every combination that touches it."""

        def lowered(combination: Combination) -> dict[str, Formula]:
            _, lowering = self._at(combination)
            found = lowering.lowered(code)
            self._widen(lowering)
            return found

        table = Table.of(self._touched[code], lowered)
        names = dict.fromkeys(name for found in table.values for name in found)
        self._first.agree(code, {name: self._chosen(table, name) for name in names}, self._domains)

    def _chosen(self, table: Table[dict[str, Formula]], name: str) -> Formula:
        """One formula for all combinations; where a version lacks it, nobody reads it."""
        return chosen(table.map(lambda found: found.get(name, ZERO)), self._selectors)

    def _widen(self, lowering: Lowering) -> None:
        """The values of slots under any version."""
        domains = lowering.table.domains
        if self._seen.get(id(lowering)) != len(domains):
            self._seen[id(lowering)] = len(domains)
            for slot, reach in domains.items():
                known = self._domains.setdefault(slot, reach)
                if known != reach:
                    self._domains[slot] = hull_of((known, reach))

    def done(self) -> Merged:
        """The graph, with the conditions of grades."""

        def lowered(combination: Combination) -> dict[str, Formula]:
            draft, lowering = self._at(combination)
            found = {grade.name: formula for grade, formula in grade_conditions(draft.scheme, draft.pruned, lowering)}
            self._widen(lowering)
            return found

        table = Table.of(self._graded, lowered)
        first = self._touching.drafts[0]
        grades = tuple(grade for grade, _ in grade_conditions(first.scheme, first.pruned, self._first))
        conditions = {f"{GRADE}{at}": self._chosen(table, grade.name) for at, grade in enumerate(grades)}
        slots = dict(self._first.table.slots)
        variants = {name for name, _ in slots if name not in self._answered}
        return Merged(
            rubric=self._touching.rubric,
            axes=self._touching.concerned,
            selectors=self._selectors,
            slots=slots,
            domains=self._domains,
            stages={**self._first.stages, **conditions},
            grades=grades,
            answered=self._answered | {name: self._few(name, self._touching.answer(name)) for name in variants},
            versions=self._versions,
        )


def chosen(table: Table[Formula], selectors: Mapping[str, int]) -> Formula:
    """One formula that chooses by the selectors of readings."""
    table = table.reduced()
    if not table.axes:
        return table.values[0]
    axis, *others = table.axes
    each = number_of(others)
    parts = [
        chosen(Table(tuple(others), table.values[at * each : (at + 1) * each]), selectors) for at in range(len(axis))
    ]
    selector = Value(selectors[axis.key])
    branches = [(compare("is", selector, const(at)), part) for at, part in enumerate(parts) if at and part != parts[0]]
    return choose(branches, parts[0])
