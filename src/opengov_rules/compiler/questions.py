"""The questions of a compiled rubric, so that further conditions can be asked of the same evidence."""

from fractions import Fraction

from ..formula import Points, Range
from .asking import of_asset, settings
from .graph import GROUPS, CompiledRubric, HitPlan
from .slots import Maximum, SlotTable


def questions(compiled: CompiledRubric) -> SlotTable:
    """What a rubric reads, in its own slots, and who its units are as far as the roster names them.

    Further questions get slots behind these.
    """
    table = SlotTable(compiled.read)
    table.slots, table.domains = dict(compiled.slots), dict(compiled.domains)
    for (name, part), slot in compiled.slots.items():
        if part == "selected" and compiled.units:
            chosen = [Fraction(name in unit.selected) for unit in compiled.units.values()]
            table.domains[slot] = Range(min(chosen), max(chosen))
    table.awaits_points = compiled.rubric.awaits_points
    if compiled.rubric.better == "higher":
        table.penalties = {code for code, held in settings(compiled.rubric).items() if held.penalty} | {"penalty"}
    table.maxima = {plan.code: Maximum(plan.maximum, plan.bounded) for plan in compiled.plans}
    table.maxima |= {name: Maximum(Points(f"max:{name}"), Points(f"bounded:{name}")) for name in GROUPS}
    table.applying = {plan.code: plan.applies for plan in compiled.plans}
    return table


def questions_of_asset(compiled: CompiledRubric, plan: HitPlan) -> SlotTable:
    """What is asked of one asset of a sample."""
    table = SlotTable({name: of_asset(compiled.asked.facts[name]) for name in plan.facts})
    table.slots = dict(plan.slots)
    return table
