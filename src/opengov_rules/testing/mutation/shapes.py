"""Formulas of two rubrics made comparable: slots by what they hold, and what may stand in any order sorted."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from ...compiler import CompiledRubric
from ...formula import (
    Add,
    Choose,
    Compare,
    Const,
    Formula,
    Given,
    Max,
    Min,
    Mul,
    Points,
    Quotient,
    Round,
    Value,
)

LINE: Final = "line "
"""How the names of a node's outputs begin."""


class Shapes:
    """Texts that are equal for formulas that are equal but for the numbering of slots and the order of terms."""

    def __init__(self, compiled: CompiledRubric) -> None:
        self._names = {slot: f"{fact}/{part}" for (fact, part), slot in compiled.slots.items()}
        self._found: dict[Formula, str] = {}

    def of(self, formula: Formula) -> str:
        """The shape of a formula; other stages stand in it by name."""
        if formula not in self._found:
            self._found[formula] = self._shape(formula)
        return self._found[formula]

    def _shape(self, formula: Formula) -> str:
        match formula:
            case Const(value):
                return str(value)
            case Value(slot, step):
                return f"{self._names[slot]}×{step}"
            case Given(slot):
                return f"{self._names[slot]}?"
            case Points(stage):
                return f"[{stage}]"
            case Add(terms) | Min(terms) | Max(terms):
                return f"{type(formula).__name__}({','.join(sorted(map(self.of, terms)))})"
            case Mul(left, right):
                return f"Mul({','.join(sorted((self.of(left), self.of(right))))})"
            case Quotient(left, right):
                return f"({self.of(left)}/{self.of(right)})"
            case Round(inner, step, how):
                return f"Round({self.of(inner)},{step},{how})"
            case Compare(relation, left, right):
                sides = [self.of(left), self.of(right)]
                return f"{relation}({','.join(sorted(sides) if relation == 'is' else sides)})"
            case Choose(branches, otherwise):
                told = ";".join(f"{self.of(condition)}:{self.of(value)}" for condition, value in branches)
                return f"Choose({told};{self.of(otherwise)})"


def stage_shapes(compiled: CompiledRubric) -> Mapping[str, str]:
    """The shape of every stage, by its name."""
    shapes = Shapes(compiled)
    return {name: shapes.of(formula) for name, formula in compiled.stages.items()}


@frozen
class Output:
    """Something that a result shows: what it is beside its formulas, and these."""

    about: tuple[object, ...]
    formulas: tuple[Formula, ...]


def outputs(compiled: CompiledRubric) -> Mapping[str, Output]:
    """Everything that a result shows, by what it is; causes are words about the same numbers, and are left out."""
    found = dict[str, Output]()
    for plan in compiled.plans:
        values = (plan.points, plan.maximum, plan.bounded, plan.applies, plan.counts)
        found[f"{LINE}{plan.code}"] = Output(plan.children, values)
    found["total"] = Output((), (compiled.exact, compiled.concerned))
    for veto, holds in compiled.vetoes:
        found[f"veto {veto.key}"] = Output((veto.effect.withhold,), (holds,))
    for at, (grade, holds) in enumerate(compiled.grades):
        about = (grade.name, grade.quota, grade.when is None, grade.has_threshold)
        found[f"grade {at}"] = Output(about, (holds,))
    for name, holds in compiled.named:
        found[f"named {name}"] = Output((), (holds,))
    for ranked in compiled.rankings:
        amounts = tuple(formula for amount in ranked.amounts for formula in (amount.value, amount.defined))
        found[f"ranking {ranked.ranking.name}"] = Output((ranked.ranking.ties, ranked.ranking.better), amounts)
    for one in compiled.peers:
        found[f"peers {one.fact.name}"] = Output((one.peers,), (one.amount.value, one.amount.defined))
    return found


def output_shapes(compiled: CompiledRubric) -> Mapping[str, tuple[object, ...]]:
    """The same with shapes for formulas."""
    shapes = Shapes(compiled)
    return {name: (*one.about, *map(shapes.of, one.formulas)) for name, one in outputs(compiled).items()}
