"""Boundaries: the numbers that each fact is compared with, and the counts at which a rule is used up."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ...compiler import CompiledRubric, reads
from ...conditions import Compared, Condition, Constant, Curve, Excess, FactSum, Quantity, Steps, walk
from ...rules import Deduct, PerEvent


def boundaries(compiled: CompiledRubric, watched: Iterable[Condition | Quantity]) -> Iterator[tuple[str, Fraction]]:
    """Every fact with each number at which something may change."""
    read = list(watched)
    read += [fact.hit_when for fact in compiled.asked.facts.values() if fact.hit_when is not None]
    for node in compiled.rubric.bodies():
        read += [part for _, part in reads(node)]
        if node.points is not None and isinstance(node.rule, Deduct | PerEvent):
            rates = node.rule.faults if isinstance(node.rule, Deduct) else node.rule.events
            yield from ((fact, node.points / rate) for fact, rate in rates)
    for question in (question for part in read for question in walk(part)):
        yield from _of(question)


def _of(question: Condition | Quantity) -> Iterator[tuple[str, Fraction]]:
    match question:
        case Compared(_, left, right) | Excess(left, right):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, FactSum) and isinstance(other, Constant):
                    yield from ((fact, other.value / weight) for fact, weight in one.weights if weight)
        case Curve(FactSum(weights), through):
            yield from ((fact, x.value / weight) for fact, weight in weights if weight for x, _ in through)
        case Steps(FactSum(weights), step):
            yield from ((fact, step.value / weight) for fact, weight in weights if weight)
        case _:
            pass
