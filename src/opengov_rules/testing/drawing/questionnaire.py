"""What is asked of one unit, and the numbers of the rules that its answers are compared with."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from ...answers import Asked, Reader
from ...compiler import CompiledRubric, watching
from ...conditions import facts_of
from ...evidence import Evidence
from ...facts import Fact, FactType
from ...formula import Sign
from ...program import Program
from ...rules import Deduct, PerEvent
from ...scheme import Indicator
from .boundaries import boundaries
from .values import limits


@frozen
class Questionnaire:
    """What is asked of one unit."""

    unit: str
    compiled: CompiledRubric
    asked: Asked
    due: dt.date | None
    inputs: Mapping[str, tuple[str, ...]]
    """The facts of single assets that a sample is derived from, by sample."""
    edges: Mapping[str, frozenset[Fraction]]
    """The numbers that each fact is compared with."""

    @classmethod
    def of(cls, program: Program, unit: str) -> "Questionnaire":
        """Raises `UnknownUnit`."""
        rubric = program.rubric_of(unit)
        compiled = next(compiled for compiled in program.rubrics if compiled.rubric.id == rubric)
        asked = program.asked(unit)
        edges: dict[str, set[Fraction]] = {name: set() for name in asked.facts}
        for fact, number in boundaries(compiled, watching(program.scheme, compiled.rubric)):
            edges.setdefault(fact, set()).add(number)
        return cls(
            unit=program.scheme.roster[unit].name,
            compiled=compiled,
            asked=asked,
            due=program.scheme.window.due,
            inputs={name: facts_of(fact.hit_when) for name, fact in asked.facts.items() if fact.hit_when is not None},
            edges={name: frozenset(numbers) for name, numbers in edges.items()},
        )

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Hypothesis prints attrs classes in full, and a compiled rubric is long."""
        printer.text(f"<{self.unit}>")

    @property
    def whole(self) -> Iterator[Fact]:
        """The facts that are asked of the unit, not of a sample's single assets."""
        inner = {name for names in self.inputs.values() for name in names}
        return (fact for name, fact in self.asked.facts.items() if name not in inner)

    def read(self, answers: Mapping[str, Any]) -> Evidence:
        """Plain answers as evidence."""
        reader = Reader(self.asked)
        reader.answers(answers, (self.unit,))
        return reader.evidence(self.unit)

    def samples(self, per: str) -> list[str]:
        """The samples that are derived from facts of these assets."""
        return [name for name in self.inputs if self.asked.facts[name].per == per]

    def named(self, given: Evidence) -> dict[str, Sequence[str]]:
        """The assets that the evidence names, by kind."""
        found = dict[str, dict[str, None]]()
        for name, fact in self.asked.facts.items():
            if fact.per and fact.type is not FactType.SAMPLE:
                found.setdefault(fact.per, {}).update(dict.fromkeys(o.part for o in given[name] if o.part))
        return {per: tuple(parts) for per, parts in found.items() if parts}

    def faults(self) -> list[str]:
        """The facts of which one more may only lower the total."""
        found = dict[str, None]()
        for node, penalty in _placed(self.compiled.rubric.indicators):
            if isinstance(node.rule, Deduct):
                found |= dict.fromkeys(name for name, _ in node.rule.faults)
            elif isinstance(node.rule, PerEvent) and penalty:
                found |= dict.fromkeys(name for name, _ in node.rule.events)
        for veto, _ in self.compiled.vetoes:
            found |= dict.fromkeys(facts_of(veto.when)) if veto.when is not None else {}
        return [name for name in found if name in self.asked.facts and self.moves(name) is Sign.DOWN]

    def moves(self, name: str) -> Sign | None:
        """The way in which compile has proved that more of the fact moves the total; None where it reads no value."""
        slot = self.compiled.slots.get((name, "value"))
        return None if slot is None else self.compiled.signs[slot]

    def room(self, fact: Fact) -> bool:
        """Whether the fact can be counted up by one."""
        if fact.type is FactType.YES_NO:
            return fact.take in ("sum", "count")
        low, high = limits(fact)
        return fact.type not in (FactType.DATE, FactType.SAMPLE, FactType.SHARE, FactType.CHOICE) and low < high


def _placed(nodes: Iterable[Indicator], penalty: bool = False) -> Iterator[tuple[Indicator, bool]]:
    for node in nodes:
        below = penalty or node.role == "penalty"
        yield from ((body, below) for body in node.bodies)
        yield from _placed(node.children, below)
