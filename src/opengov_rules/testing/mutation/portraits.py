"""A compiled rubric as plain comparable values: what it asks of whom, and the shape of everything that it computes."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias

from attrs import evolve, frozen

from ...compiler import CompiledRubric
from ...facts import Fact
from .shapes import LINE, output_shapes, stage_shapes

Reach: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""The nodes that can come out otherwise, and the facts whose answers are taken otherwise."""


@frozen(eq=False)
class Portrait:
    """What tells two rubrics apart by what they do."""

    compiled: CompiledRubric
    dated: bool = True
    """Whether evidence has a last day."""

    @cached_property
    def stages(self) -> Mapping[str, str]:
        """The shape of every stage."""
        return stage_shapes(self.compiled)

    @cached_property
    def outputs(self) -> Mapping[str, tuple[object, ...]]:
        """The shape of every line, veto, grade, list and rank."""
        return output_shapes(self.compiled)

    @cached_property
    def head(self) -> Any:
        """For whom it is, and what kind of total it has."""
        rubric = self.compiled.rubric
        return rubric.id, rubric.kinds, rubric.points, rubric.better, rubric.scored, rubric.awaits_points

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """Every fact that is read, without its words, with the values that its slots may hold."""
        compiled = self.compiled
        domains: dict[str, list[Any]] = {}
        for (name, part), slot in compiled.slots.items():
            domains.setdefault(name, []).append((part, compiled.domains.get(slot)))
        found = {name: [_plain(fact), *sorted(domains.pop(name, []), key=str)] for name, fact in compiled.read.items()}
        found |= {name: [_plain(fact)] for name, fact in compiled.asked.facts.items() if name not in found}
        return found | domains

    @cached_property
    def units(self) -> Mapping[str, Any]:
        """What each unit is asked, by when, and which variants are its own."""
        return {
            name: (
                frozenset(unit.asked.facts),
                unit.asked.may_not_apply,
                unit.due if self.dated else frozenset(),
                unit.selected,
            )
            for name, unit in self.compiled.units.items()
        }

    @cached_property
    def parts(self) -> Any:
        """What is evaluated for single assets."""
        compiled = self.compiled
        each = {
            code: (plan.per, plan.fold, plan.turned, inner.facts, inner.units, inner.stages, inner.outputs)
            for code, plan in compiled.each.items()
            for inner in [Portrait(plan.inner, self.dated)]
        }
        return each, {name: (dict(plan.slots), plan.holds) for name, plan in compiled.derived.items()}

    def same_asked(self, other: "Portrait") -> bool:
        """Whether both take the same evidence and read it alike."""
        return (self.head, self.facts, self.units, self.parts) == (other.head, other.facts, other.units, other.parts)

    def reach(self, other: "Portrait") -> Reach | None:
        """What of the other can come out otherwise; None where that is not to be told from single nodes and facts."""
        if self.head != other.head or self.parts != other.parts or self.units.keys() != other.units.keys():
            return None
        facts = {name for name in self.facts.keys() | other.facts if self.facts.get(name) != other.facts.get(name)}
        for name, (asked, may_not, due, selected) in self.units.items():
            theirs = other.units[name]
            if selected != theirs[3]:
                return None
            facts |= (asked ^ theirs[0]) | (may_not ^ theirs[1]) | (due ^ theirs[2])
        return frozenset(self._codes(other, facts)), frozenset(facts)

    def _codes(self, other: "Portrait", facts: set[str]) -> set[str]:
        """The nodes whose formulas, or whose facts, are others, and all that rest on them."""
        stages = {**self.stages, **other.stages}
        found = {name for name in stages if self.stages.get(name) != other.stages.get(name)}
        found |= {
            name.removeprefix(LINE)
            for name in self.outputs.keys() | other.outputs
            if self.outputs.get(name) != other.outputs.get(name)
        }
        for one in (self.compiled, other.compiled):
            read = facts | {name for name, fact in one.read.items() if fact.of in facts}
            read |= {name for name, hit in one.derived.items() if not facts.isdisjoint(hit.facts)}
            found |= {plan.code for plan in one.plans if not read.isdisjoint(plan.facts)}
        for name, shape in stages.items():  # a stage rests on earlier ones only
            if name not in found and any(f"[{other_name}]" in shape for other_name in found):
                found.add(name)
        return found


def _plain(fact: Fact) -> Fact:
    """A fact without its words."""
    return evolve(fact, ask="", measure="")
