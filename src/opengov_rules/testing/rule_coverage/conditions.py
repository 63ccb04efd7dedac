"""What to cover of a condition: every question both ways where it alone decides, and every number from both sides."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from ...compiler.slots import SlotTable
from ...conditions import (
    Cases,
    Compared,
    Comparison,
    Condition,
    Constant,
    Excess,
    Extreme,
    FactSum,
    Holds,
    Identity,
    Joined,
    Quantity,
    Steps,
    Sum,
    Word,
    inside,
    walk,
)
from ...facts import Fact, FactType
from ...formula import TRUE, Formula, all_of, compare, const, times
from ...points import to_text
from ...rules import lower_condition, lower_quantity
from ...saying import say
from .targets import TargetKind

_BEYOND: Final[Mapping[Comparison, tuple[int, ...]]] = {
    "over": (1,),
    "at_most": (1,),
    "at_least": (-1,),
    "under": (-1,),
    "is": (-1, 1),
}
"""On which side of its number a comparison turns: above it (1) or below."""


@frozen
class Shown:
    """One thing that evidence may show, in words, and the formula that is 1 where it does."""

    kind: TargetKind
    what: tuple[str, str]
    formula: Formula


def shown_by(condition: Condition, table: SlotTable, where: Formula = TRUE) -> Iterator[Shown]:
    """Every question of a condition both ways, the others being such that it decides; only `where` it matters."""
    match condition:
        case Joined(how, parts):
            truths = [lower_condition(part, table) for part in parts]
            for at, part in enumerate(parts):
                others = [t.holds if how == "all" else t.fails for i, t in enumerate(truths) if i != at]
                yield from shown_by(part, table, all_of((where, *others)))
        case Compared(_, left, right):
            yield from shown_inside(left, table, where)
            yield from shown_inside(right, table, where)
            yield from (
                _both_ways(condition, table, where) if isinstance(right, Word) else _sides(condition, table, where)
            )
        case _:
            yield from _both_ways(condition, table, where)


def shown_in(read: Condition | Quantity, table: SlotTable, where: Formula = TRUE) -> Iterator[Shown]:
    """What to show of a condition, or inside a quantity."""
    if isinstance(read, Holds | Identity | Compared | Joined):
        yield from shown_by(read, table, where)
    else:
        yield from shown_inside(read, table, where)


def shown_inside(quantity: Quantity, table: SlotTable, where: Formula = TRUE) -> Iterator[Shown]:
    """The same of the conditions inside a quantity, each where those before it fail, and of steps both sides."""
    for part in walk(quantity):
        earlier = where
        for when, _ in part.cases if isinstance(part, Cases) else ():
            yield from shown_by(when, table, earlier)
            earlier = all_of((earlier, lower_condition(when, table).fails))
        if isinstance(part, Steps):
            yield from _of_steps(part, table, where)


def _of_steps(steps: Steps, table: SlotTable, where: Formula) -> Iterator[Shown]:
    """A whole number of steps, one at least, and a quantity between two, unless there is none."""
    amount, full = lower_quantity(steps.of, table), lower_quantity(evolve(steps, count="full"), table)
    whole, known = times(const(steps.step.value), full.value), all_of((amount.defined, full.defined))
    zh, en = (say(steps.of, lang) for lang in ("zh", "en"))
    some = compare("over", full.value, const(0))
    at = (f"{zh} 恰为 {steps.step.text} 的整数倍", f"{en}: a whole number of steps of {steps.step.text}")
    yield _shown("at", at, where, known, some, compare("is", amount.value, whole))
    if _in_steps(steps.of, steps.step.value, table):
        return
    beside = (f"{zh} 不是 {steps.step.text} 的整数倍", f"{en}: between two steps of {steps.step.text}")
    yield _shown("beside", beside, where, known, compare("over", amount.value, whole))


def _in_steps(part: Condition | Quantity, step: Fraction, table: SlotTable) -> bool:
    """Whether a quantity only ever is a whole number of such steps."""
    match part:
        case Constant(value=value):
            return (value / step).denominator == 1
        case FactSum():
            fact = _counted(part, table)
            return fact is not None and (fact.slot_step / step).denominator == 1
        case Sum() | Excess() | Extreme():
            return all(_in_steps(inner, step, table) for inner in inside(part))
        case _:
            return False


def _both_ways(condition: Condition, table: SlotTable, where: Formula) -> Iterator[Shown]:
    truth, zh, en = lower_condition(condition, table), say(condition, "zh"), say(condition, "en")
    yield _shown("holds", (f"{zh}:成立", f"{en}: holds"), where, truth.holds)
    yield _shown("fails", (f"{zh}:不成立", f"{en}: fails"), where, truth.fails)


def _shown(kind: TargetKind, what: tuple[str, str], where: Formula, *formulas: Formula) -> Shown:
    """What is shown where it matters, and in words that it does."""
    words = what if where == TRUE else (f"{what[0]},且由它决定", f"{what[1]}, and decides")
    return Shown(kind, words, all_of((where, *formulas)))


def _sides(compared: Compared, table: SlotTable, where: Formula) -> Iterator[Shown]:
    """The number itself, and the nearest on the other side; of `is` both neighbours."""
    left, right = lower_quantity(compared.left, table), lower_quantity(compared.right, table)
    known = all_of((left.defined, right.defined))
    fact, limit = _counted(compared.left, table), compared.right
    for side in (0, *_BEYOND[compared.comparison]):
        kind: TargetKind = "beside" if side else "at"
        if fact is not None and isinstance(limit, Constant):
            number = _neighbour(limit.value, fact.slot_step, side)
            if number is not None:  # else the limit lies between two answers
                said = f"{fact.name} = {_written(number, limit)}"
                yield _shown(kind, (said, said), where, known, compare("is", left.value, const(number)))
            continue
        zh, en = (f"{say(compared.left, lang)} {'=><'[side]} {say(limit, lang)}" for lang in ("zh", "en"))
        more, less = (right.value, left.value) if side < 0 else (left.value, right.value)
        yield _shown(kind, (zh, en), where, known, compare("over" if side else "is", more, less))


def _counted(quantity: Quantity, table: SlotTable) -> Fact | None:
    """The fact that a quantity is, where its answers go in steps."""
    name = quantity.single if isinstance(quantity, FactSum) else None
    fact = None if name is None else table.facts[name]
    if fact is None or fact.divided or fact.type is FactType.SHARE:
        return None
    measured = fact.type in (FactType.QUANTITY, FactType.POINTS) and fact.take not in ("count", "distinct")
    return None if measured and fact.step is None else fact


def _neighbour(limit: Fraction, step: Fraction, side: int) -> Fraction | None:
    """The limit itself (side 0), or the nearest answer above or below; None where no answer is the limit."""
    steps = limit / step
    if side == 0:
        return limit if steps.denominator == 1 else None
    return (steps // 1 + 1 if side > 0 else -(-steps // 1) - 1) * step


def _written(number: Fraction, limit: Constant) -> str:
    """The number as the limit is written."""
    return date.fromordinal(int(number)).isoformat() if limit.is_date else to_text(number)
