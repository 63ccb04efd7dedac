"""How children make up their node: sum, weighted mean, best, worst, ladder; over those that apply to the unit."""

from collections.abc import Sequence
from typing import Final

from attrs import evolve, field, frozen

from ..formula import (
    TRUE,
    ZERO,
    Formula,
    Range,
    add,
    all_of,
    any_of,
    choose,
    compare,
    const,
    highest,
    lowest,
    minus,
    negate,
    quotient,
    times,
)
from ..scheme import Combine
from .slots import Maximum
from .steps import Step, moved_entry


@frozen(kw_only=True)
class Child:
    """A child as its node meets it: its value (an amount, in a penalty) and the reach of that, whether it applies, and
    its maximum.

    `full` is the maximum that it would have if it applied; `rescaled`: its siblings take that over where it does not.
    """

    value: Formula
    applies: Formula
    maximum: Maximum
    full: Formula
    weight: Formula
    reach: Range
    rescaled: bool = False


@frozen(kw_only=True)
class Combined:
    """The children together. `counts`: for each child, where its own losses are those of the node."""

    step: Step
    applies: Formula
    maximum: Maximum
    counts: tuple[Formula, ...] = field(default=())


def combine(how: Combine, children: Sequence[Child], step: Step) -> Combined:
    """The children's values as one; `step` is empty and has the sign of the node."""
    match how:
        case "mean":
            return _mean(children, step)
        case "best" | "worst":
            return _chosen(children, step, most=(how == "best") == (step.sign == 1))
        case "ladder":
            return _ladder(children, step)
        case "sum":
            return _sum(children, step)


def _sum(children: Sequence[Child], empty: Step) -> Combined:
    """The sum; children that are rescaled leave their points to the others, pro rata."""
    value, maximum = add(child.value for child in children), Maximum.sum(child.maximum for child in children)
    step = Step(value, (), empty.sign)
    left = add(choose([(c.applies, ZERO)], c.full) for c in children if c.rescaled and c.full != ZERO)
    if left != ZERO:
        step = step.moved(add((value, quotient(times(value, left), maximum.value))), "rescaled", RESCALED, left)
        applied = any_of((compare("over", maximum.value, ZERO), compare("is", left, ZERO)))
        maximum = Maximum(choose([(applied, add((maximum.value, left)))], ZERO), maximum.known)
        step = step.only_where(applied, ZERO)
    return Combined(step=step, applies=any_of(c.applies for c in children), maximum=maximum)


def _mean(children: Sequence[Child], empty: Step) -> Combined:
    """The weighted mean over the children that apply; what it differs from their plain losses is an entry."""
    weights = [choose([(child.applies, child.weight)], ZERO) for child in children]
    total = add(weights)
    value = quotient(add(times(w, c.value) for w, c in zip(weights, children, strict=True)), total)
    known = all_of(child.maximum.known for child in children)
    most = quotient(add(times(w, c.maximum.value) for w, c in zip(weights, children, strict=True)), total)
    lost = add(minus(c.maximum.value, times(const(empty.sign), c.value)) for c in children)
    own = minus(minus(most, times(const(empty.sign), value)), lost)
    entries = (moved_entry("averaged", choose([(known, own)], ZERO), _AVERAGED),)
    return Combined(
        step=Step(value, entries, empty.sign),
        applies=all_of((any_of(c.applies for c in children), compare("over", total, ZERO))),
        maximum=Maximum(choose([(known, most)], ZERO), known),
    )


def _chosen(children: Sequence[Child], empty: Step, *, most: bool) -> Combined:
    """The greatest or the least value of the children that apply; of equal ones the first."""
    wins = [_wins(children, at, most=most) for at in range(len(children))]
    join = highest if most else lowest
    applies = any_of(child.applies for child in children)
    ends = [child.reach.low if most else child.reach.high for child in children]
    known = [end for end in ends if end is not None]
    if len(known) == len(ends):  # what does not apply stands where it never wins
        last = const(min(known) if most else max(known))
        value = choose([(applies, join(choose([(c.applies, c.value)], last) for c in children))], ZERO)
    else:
        value = choose([(win, child.value) for win, child in zip(wins, children, strict=True)], ZERO)
    maximum = Maximum(
        choose([(win, c.maximum.value) for win, c in zip(wins, children, strict=True)], ZERO),
        choose([(win, c.maximum.known) for win, c in zip(wins, children, strict=True)], TRUE),
    )
    return Combined(step=Step(value, (), empty.sign), applies=applies, maximum=maximum, counts=tuple(wins))


def _wins(children: Sequence[Child], at: int, *, most: bool) -> Formula:
    """Whether a child is the first of those with the greatest (or least) value."""
    me = children[at]
    beaten = list[Formula]()
    for other, child in enumerate(children):
        if other != at:
            high, low = (me.value, child.value) if most else (child.value, me.value)
            beats = compare("over" if other < at else "at_least", high, low)
            beaten.append(any_of((negate(child.applies), beats)))
    return all_of((me.applies, *beaten))


def _ladder(children: Sequence[Child], empty: Step) -> Combined:
    """The sum, where a child counts only if every one before it that applies is full."""
    climbed = list[Child]()
    reached: Formula = TRUE
    for child in children:
        climbed.append(evolve(child, value=choose([(reached, child.value)], ZERO)))
        full = compare("at_least", child.value, child.maximum.value)
        reached = all_of((reached, any_of((negate(child.applies), full))))
    summed = _sum(climbed, empty)
    missed = minus(add(child.value for child in children), add(child.value for child in climbed))
    entry = moved_entry("ladder", times(const(empty.sign), missed), _LADDER)
    return evolve(summed, step=evolve(summed.step, entries=(entry, *summed.step.entries)))


RESCALED: Final = ("不适用部分的分值由适用部分按比例承担", "what does not apply is taken over pro rata by what does")
_AVERAGED: Final = ("按权重平均折算", "weighted mean of the parts")
_LADDER: Final = ("前一级未满,后面不计", "counts only once the one before is full")
