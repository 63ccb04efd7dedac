"""One compiled rubric as the verifier asks it: what a formula can be, and which conditions are settled beforehand."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from attrs import field, frozen

from ..compiler import CompiledRubric
from ..compiler.questions import questions
from ..compiler.slots import SlotTable
from ..conditions import (
    Compared,
    Condition,
    Constant,
    Identity,
    Joined,
    NodeResult,
    Quantity,
    facts_of,
    identities_of,
    nodes_of,
)
from ..formula import Formula, Points, Range, Search, evaluate_range, parts, stage_ranges
from ..rules import lower_condition
from ..scheme import Rubric

Never: TypeAlias = Literal["never", "always"]


@frozen(eq=False)
class Board:
    """One compiled rubric with what is needed to ask it: its slots, the range of every stage, an exact search.

    `rubric` is the part of it that the graph holds: nothing below nodes that are evaluated for every asset.
    """

    compiled: CompiledRubric
    rubric: Rubric
    _held: dict[Condition, tuple[Formula, Formula]] = field(init=False, factory=dict)

    @cached_property
    def table(self) -> SlotTable:
        return questions(self.compiled)

    @cached_property
    def ranges(self) -> Mapping[str, Range]:
        return stage_ranges(self.compiled.stages, self.compiled.domains)

    @cached_property
    def _search(self) -> Search:
        return Search(self.compiled.stages, self.table.domains)

    def truth(self, condition: Condition) -> tuple[Formula, Formula]:
        """Where a condition holds, and where it fails."""
        if condition not in self._held:
            truth = lower_condition(condition, self.table)
            for identity in identities_of(condition):
                self._identify(identity)
            self._held[condition] = truth.holds, truth.fails
        return self._held[condition]

    def _identify(self, identity: Identity) -> None:
        """Of units that the roster does not name: all of the rubric are one of these, or none is."""
        known = {kind in identity.kinds for kind in self.rubric.kinds}
        if not self.compiled.units and len(known) == 1:
            slot = self.table.slots[(identity.key, "selected")]
            self.table.domains[slot] = Range.point(Fraction(*known))

    def range(self, formula: Formula) -> Range:
        """The formula's limits: exact where it rests on facts alone and on few, else an estimate that holds them."""
        estimate = evaluate_range(formula, self.table.domains, self.ranges)
        if estimate.known is not None or _reads_stages(formula):
            return estimate
        return self._search.range(formula)

    def cannot(self, formula: Formula) -> bool:
        """Whether it is proved that a truth is never 1."""
        return self.range(formula).high == 0

    def settled(self, condition: Condition) -> list[tuple[Condition, Never]]:
        """The smallest parts of a condition that can never hold, or that hold whatever is answered."""
        if isinstance(condition, Joined) and condition.how != "none":
            found = [told for part in condition.parts for told in self.settled(part)]
            if found:
                return found
        beyond = _beyond_all(condition)
        if beyond is not None:
            return [(condition, beyond)]
        holds, fails = self.truth(condition)
        if self.cannot(holds):
            return [(condition, "never")]
        return [(condition, "always")] if self.cannot(fails) else []

    def knows(self, part: Condition | Quantity) -> bool:
        """Whether the graph has everything that a condition or quantity reads."""
        return set(facts_of(part)) <= set(self.compiled.read) and set(nodes_of(part)) <= set(self.compiled.stages)

    def reach(self, code: str) -> Range:
        """The points (of a penalty, the amount) that a node can have."""
        return self.ranges[code]


def _beyond_all(condition: Condition) -> Never | None:
    """A share of points compared with more than all of them."""
    match condition:
        case Compared(comparison, NodeResult(share=True), Constant(value)) if value > 1:
            return "never" if comparison in ("over", "at_least", "is") else "always"
        case _:
            return None


def _reads_stages(formula: Formula) -> bool:
    from_parts = [formula]
    seen = set[Formula]()
    while from_parts:
        one = from_parts.pop()
        if isinstance(one, Points):
            return True
        if one not in seen:
            seen.add(one)
            from_parts += parts(one)
    return False
