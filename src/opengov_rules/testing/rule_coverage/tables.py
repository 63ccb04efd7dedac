"""The questions of a compiled rubric, so that further conditions can be asked of the same evidence."""

from collections.abc import Mapping
from fractions import Fraction

from ...compiler import CompiledRubric, HitPlan
from ...compiler.asking import settings
from ...compiler.slots import Maximum, SlotTable
from ...facts import Fact
from ...formula import Points, Range


class CoverTable(SlotTable):
    """A table of slots that knows its facts."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        super().__init__(facts)
        self.facts = facts

    @classmethod
    def of(cls, compiled: CompiledRubric) -> "CoverTable":
        """What the rubric reads, in its own slots; further questions get slots behind them."""
        table = cls(compiled.read)
        table.slots, table.domains = dict(compiled.slots), dict(compiled.domains)
        for (name, part), slot in compiled.slots.items():
            if part == "selected":  # as far as the roster goes
                chosen = [Fraction(name in unit.selected) for unit in compiled.units.values()]
                table.domains[slot] = Range(min(chosen), max(chosen)) if chosen else table.domains[slot]
        table.awaits_points = compiled.rubric.awaits_points
        if compiled.rubric.better == "higher":
            table.penalties = {code for code, held in settings(compiled.rubric).items() if held.penalty} | {"penalty"}
        for name in compiled.stages:
            kind, _, code = name.partition(":")
            if kind == "max":
                table.maxima[code] = Maximum(Points(name), Points(f"bounded:{code}"))
            elif kind == "is":
                table.applying[code] = Points(name)
        return table

    @classmethod
    def of_asset(cls, compiled: CompiledRubric, plan: HitPlan) -> "CoverTable":
        """What is asked of one asset of a sample."""
        table = cls({name: compiled.asked.facts[name] for name in plan.facts})
        for name, part in plan.slots:
            table.value(name) if part == "value" else table.answered(name)
        return table
