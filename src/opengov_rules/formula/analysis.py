"""What can be proved of a formula without evidence: the range of its values, and the sign of each slot."""

from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import frozen

from .nodes import (
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
    add,
    to_step,
)


@frozen
class Range:
    """An interval of exact numbers; None is "no limit on this side"."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def point(cls, value: Fraction) -> "Range":
        return cls(value, value)

    @property
    def known(self) -> Fraction | None:
        """The value, if the interval holds only one."""
        return self.low if self.low is not None and self.low == self.high else None


TRUTH: Final = Range(Fraction(0), Fraction(1))


class Sign(Enum):
    """Which way a result moves when a slot's value grows."""

    UP = 1
    DOWN = -1
    MIXED = 0

    def flipped(self) -> "Sign":
        return Sign(-self.value)


Signs = Mapping[int, Sign]


def evaluate_range(formula: Formula, slots: Mapping[int, Range], stages: Mapping[str, Range]) -> Range:
    """Limits of the formula's value while each slot stays in its range.

    Sound always; tight where no slot is read twice. A slot that is not named may hold any number.
    """

    found = dict[Formula, Range]()

    def of(f: Formula) -> Range:
        if f not in found:
            found[f] = stages[f.stage] if isinstance(f, Points) else combined(f, of, slots)
        return found[f]

    return of(formula)


def stage_ranges(stages: Mapping[str, Formula], slots: Mapping[int, Range]) -> dict[str, Range]:
    """The range of every stage, each after those it reads."""
    ranges = dict[str, Range]()
    for name, formula in stages.items():
        ranges[name] = evaluate_range(formula, slots, ranges)
    return ranges


def combined(formula: Formula, of: Callable[[Formula], Range], slots: Mapping[int, Range]) -> Range:
    """The range of a formula from the ranges `of` its parts, as if these did not depend on each other."""
    match formula:
        case Const(value):
            return Range.point(value)
        case Value(slot, step):
            return _scaled(slots.get(slot, Range(None, None)), step)
        case Given(slot):
            return slots.get(slot, TRUTH)
        case Points():
            return of(formula)
        case Add(terms):
            ranges = [of(term) for term in terms]
            return Range(_sum([r.low for r in ranges]), _sum([r.high for r in ranges]))
        case Mul(left, right):
            return _product(of(left), of(right))
        case Quotient(left, right):
            share = as_share(formula)
            if share is not None and _never_negative(of(share[0])) and _never_negative(of(share[1])):
                return _share(of(share[0]), of(share[1]))
            reach = _quotient(of(left), of(right))
            averaged = as_mean(formula)
            if averaged and all(_never_negative(of(weight)) for weight, _ in averaged):
                return _common(reach, [of(value) for _, value in averaged])
            return reach
        case Round(inner, step, how):
            low, high = of(inner).low, of(inner).high
            return Range(
                None if low is None else to_step(low, step, how), None if high is None else to_step(high, step, how)
            )
        case Min(items):
            ranges = [of(item) for item in items]
            highs = [r.high for r in ranges if r.high is not None]
            return Range(_least([r.low for r in ranges]), min(highs, default=None))
        case Max(items):
            ranges = [of(item) for item in items]
            lows = [r.low for r in ranges if r.low is not None]
            return Range(max(lows, default=None), _greatest([r.high for r in ranges]))
        case Compare(relation, left, right):
            return _compared(relation, of(left), of(right))
        case Choose(branches, otherwise):
            reached = list[Range]()
            for condition, chosen in branches:
                holds = of(condition)
                if holds.high != 0:
                    reached.append(of(chosen))
                if holds.low == 1:
                    break
            else:
                reached.append(of(otherwise))
            return Range(_least([r.low for r in reached]), _greatest([r.high for r in reached]))


def monotone_signs(formula: Formula, slots: Mapping[int, Range], stages: Mapping[str, tuple[Range, Signs]]) -> Signs:
    """For each slot the formula reads: whether its value can only raise the result, only lower it, or either.

    Sound: UP and DOWN are proofs; MIXED may be a proof that was not found.
    """
    found = dict[Formula, Range]()

    def range_of(f: Formula) -> Range:
        if f not in found:
            found[f] = stages[f.stage][0] if isinstance(f, Points) else combined(f, range_of, slots)
        return found[f]

    signs_of = dict[Formula, Signs]()

    def of(f: Formula) -> Signs:
        if f not in signs_of:
            signs_of[f] = {} if range_of(f).known is not None else moved(f)
        return signs_of[f]

    def moved(f: Formula) -> Signs:
        match f:
            case Const():
                return {}
            case Value(slot, _) | Given(slot):
                return {slot: Sign.UP}
            case Points(stage):
                return stages[stage][1]
            case Add(parts) | Min(parts) | Max(parts):
                return _joined([of(part) for part in parts])
            case Mul(left, right):
                return _joined([_by_sign(of(left), range_of(right)), _by_sign(of(right), range_of(left))])
            case Quotient(left, right):
                share = as_share(f)
                if share is not None and _never_negative(range_of(share[0])) and _never_negative(range_of(share[1])):
                    return _joined([of(share[0]), _flipped(of(share[1]))])
                return _joined([of(left), _by_sign(_flipped(of(right)), range_of(left))])
            case Round(inner, _, _):
                return of(inner)
            case Compare("is", left, right):
                return _equality(of(left), range_of(left), of(right), range_of(right))
            case Compare(_, left, right):
                return _joined([of(left), _flipped(of(right))])
            case Choose(branches, otherwise):
                signs, rest = of(otherwise), otherwise
                for condition, value in reversed(branches):
                    step = _step(value, rest, range_of)
                    signs = _joined([_times_sign(of(condition), step), of(value), signs])
                    rest = Choose(((condition, value),), rest)
                return signs

    return of(formula)


def _step(value: Formula, rest: Formula, range_of: Callable[[Formula], Range]) -> Sign:
    """The direction in which a result moves when a condition turns true and `value` replaces `rest`."""
    if _never_above(value, rest, range_of):
        return Sign.DOWN
    if _never_above(rest, value, range_of):
        return Sign.UP
    return Sign.MIXED


def _never_above(a: Formula, b: Formula, range_of: Callable[[Formula], Range]) -> bool:
    """Whether `a` is proved to be at most `b`, whatever the slots hold."""
    if a == b:
        return True
    high, low = range_of(a).high, range_of(b).low
    if high is not None and low is not None and high <= low:
        return True
    match a, b:
        case _, Min(items):
            return all(_never_above(a, item, range_of) for item in items)
        case Max(items), _:
            return all(_never_above(item, b, range_of) for item in items)
        case Min(items), _:
            return any(_never_above(item, b, range_of) for item in items)
        case _, Max(items):
            return any(_never_above(a, item, range_of) for item in items)
        case _:
            return False


def _equality(left: Signs, range_left: Range, right: Signs, range_right: Range) -> Signs:
    """x is its own upper limit is "x at least it"; x is its own lower limit is "x at most it"; else no direction."""
    for signs, inner, other in ((left, range_left, range_right), (right, range_right, range_left)):
        if other.known is not None and other.known == inner.high:
            return signs
        if other.known is not None and other.known == inner.low:
            return _flipped(signs)
    return dict.fromkeys({*left, *right}, Sign.MIXED)


def _by_sign(signs: Signs, factor: Range) -> Signs:
    if factor.low is not None and factor.low >= 0:
        return signs
    if factor.high is not None and factor.high <= 0:
        return _flipped(signs)
    return dict.fromkeys(signs, Sign.MIXED)


def _times_sign(signs: Signs, sign: Sign) -> Signs:
    if sign is Sign.UP:
        return signs
    return _flipped(signs) if sign is Sign.DOWN else dict.fromkeys(signs, Sign.MIXED)


def _flipped(signs: Signs) -> Signs:
    return {slot: sign.flipped() for slot, sign in signs.items()}


def _joined(parts: list[Signs]) -> Signs:
    joined = dict[int, Sign]()
    for part in parts:
        for slot, sign in part.items():
            joined[slot] = sign if joined.get(slot, sign) is sign else Sign.MIXED
    return joined


def _scaled(slot: Range, step: Fraction) -> Range:
    return Range(
        None if slot.low is None else slot.low * step,
        None if slot.high is None else slot.high * step,
    )


def _sum(ends: list[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return sum(known, Fraction(0)) if len(known) == len(ends) else None


def _least(ends: list[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return min(known) if known and len(known) == len(ends) else None


def _greatest(ends: list[Fraction | None]) -> Fraction | None:
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _product(a: Range, b: Range) -> Range:
    for one, other in ((a, b), (b, a)):
        if one.known == 0:
            return one
        if one.known is not None:
            ends = [None if end is None else end * one.known for end in (other.low, other.high)]
            return Range(*ends) if one.known > 0 else Range(*reversed(ends))
    if a.low is None or a.high is None or b.low is None or b.high is None:
        at_least_zero = a.low is not None and a.low >= 0 and b.low is not None and b.low >= 0
        return Range(Fraction(0) if at_least_zero else None, None)
    products = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Range(min(products), max(products))


def as_share(formula: Quotient) -> tuple[Formula, Formula] | None:
    """Part and rest of a quotient whose divisor holds its dividend as a term: x over x + y."""
    if not isinstance(formula.right, Add):
        return None
    rest = list(formula.right.terms)
    for term in formula.left.terms if isinstance(formula.left, Add) else (formula.left,):
        if term not in rest:
            return None
        rest.remove(term)
    return formula.left, add(rest)


def as_mean(formula: Quotient) -> list[tuple[Formula, Formula]]:
    """Weights and values of a quotient that is a weighted mean: Σ w·x over Σ w; empty if it is none."""
    left = formula.left.terms if isinstance(formula.left, Add) else (formula.left,)
    right = formula.right.terms if isinstance(formula.right, Add) else (formula.right,)
    fixed = sum((weight.value for weight in right if isinstance(weight, Const)), Fraction(0))
    weights: list[Formula] = [weight for weight in right if not isinstance(weight, Const)]
    found = list[tuple[Formula, Formula]]()
    for term in left:
        if not isinstance(term, Mul):
            return []
        mine = next((w for w in weights if w in (term.left, term.right)), None)
        if mine is not None:
            weights.remove(mine)
            found.append((mine, term.right if term.left == mine else term.left))
        elif isinstance(term.left, Const):
            fixed -= term.left.value
            found.append((term.left, term.right))
        else:
            return []
    return found if not weights and fixed == 0 else []


def _common(reach: Range, values: list[Range]) -> Range:
    """What lies in a range and between the least and the greatest of others."""
    low, high = _least([value.low for value in values]), _greatest([value.high for value in values])
    lows = [end for end in (reach.low, low) if end is not None]
    highs = [end for end in (reach.high, high) if end is not None]
    return Range(max(lows, default=None), min(highs, default=None))


def _never_negative(reach: Range) -> bool:
    return reach.low is not None and reach.low >= 0


def _share(part: Range, rest: Range) -> Range:
    """x over x + y, of two that are never negative: most where x is greatest and y least."""

    def at(x: Fraction | None, y: Fraction | None) -> Fraction:
        if x is None or y is None:
            return Fraction(x is None)
        return x / (x + y) if x + y else Fraction(0)

    low = Fraction(0) if part.low == 0 else at(part.low, rest.high)
    return Range(low, Fraction(1) if rest.low == 0 and part.high != 0 else at(part.high, rest.low))


def _quotient(a: Range, b: Range) -> Range:
    """The range where the divisor is above 0; without limit where it may come near 0."""
    if b.high is not None and b.high <= 0:
        return Range.point(Fraction(0))
    least = b.low if b.low is not None and b.low > 0 else None
    ends = [None if least is None else 1 / least, Fraction(0) if b.high is None else 1 / b.high]
    high = None if a.high is None else _times(a.high, ends[0] if a.high > 0 else ends[1])
    low = None if a.low is None else _times(a.low, ends[0] if a.low < 0 else ends[1])
    return Range(low, high)


def _times(value: Fraction, factor: Fraction | None) -> Fraction | None:
    if value == 0:
        return value
    return None if factor is None else value * factor


def _compared(relation: str, a: Range, b: Range) -> Range:
    """0, 1, or undecided."""

    def below(x: Fraction | None, y: Fraction | None, strictly: bool) -> bool:
        return x is not None and y is not None and (x < y if strictly else x <= y)

    if relation == "is":
        if a.known is not None and a.known == b.known:
            return Range.point(Fraction(1))
        apart = below(a.high, b.low, strictly=True) or below(b.high, a.low, strictly=True)
        return Range.point(Fraction(0)) if apart else TRUTH
    strict = relation == "over"
    if below(b.high, a.low, strictly=strict):
        return Range.point(Fraction(1))
    if below(a.high, b.low, strictly=not strict):
        return Range.point(Fraction(0))
    return TRUTH
