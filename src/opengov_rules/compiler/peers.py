"""Facts that all units together answer: what is taken of each unit, and in which order."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from ..facts import Fact
from ..formula import Formula, Points, Value, parts
from ..problems import Invalid
from ..rules import lower_quantity
from .graph import PeersPlan
from .lowering import Lowering


def peers_plans(lowering: Lowering, read: Mapping[str, Fact]) -> tuple[PeersPlan, ...]:
    """The facts of this rubric that come from all units, each after those it rests on. Raises `Invalid` in a circle."""
    plans = dict[str, PeersPlan]()
    for fact in read.values():
        if fact.peers is not None:
            amount = lower_quantity(fact.peers.of, lowering.table)
            plans[fact.name] = PeersPlan(fact=fact, peers=fact.peers, amount=amount)
    facts = {slot: name for (name, part), slot in lowering.table.slots.items() if part == "value"}
    sorter = TopologicalSorter[str]()
    for name, plan in plans.items():
        slots = _slots((plan.amount.value, plan.amount.defined), lowering.stages)
        sorter.add(name, *(facts[slot] for slot in slots if facts.get(slot) in plans))
    try:
        return tuple(plans[name] for name in sorter.static_order())
    except CycleError as error:
        raise Invalid("peers-cycle", facts=" → ".join(error.args[1])) from None


def _slots(formulas: Iterable[Formula], stages: Mapping[str, Formula]) -> set[int]:
    """The slots that formulas read, through other stages too."""
    seen, waiting = set[Formula](), list(formulas)
    while waiting:
        formula = waiting.pop()
        if formula not in seen:
            seen.add(formula)
            waiting += [stages[formula.stage]] if isinstance(formula, Points) else parts(formula)
    return {formula.slot for formula in seen if isinstance(formula, Value)}
