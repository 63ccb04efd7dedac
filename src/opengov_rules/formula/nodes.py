"""The formula language: twelve kinds of node over exact numbers, and the constructors that simplify them.

Truth is a number too: a condition is 0 or 1, "and" is the least, "or" the greatest, "not x" is 1 − x.
Formulas are plain data and know nothing of rules, names or words.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from attrs import frozen

Relation: TypeAlias = Literal["over", "at_least", "is"]
Rounding: TypeAlias = Literal["half_up", "half_even", "truncate", "ceiling"]
"""Halves away from zero or to the even side; towards zero; upwards."""


@frozen(cache_hash=True)
class Const:
    """A number of the scheme."""

    value: Fraction


@frozen(cache_hash=True)
class Value:
    """What the evidence says: the integer in a slot, counted in steps of `step`."""

    slot: int
    step: Fraction = Fraction(1)


@frozen(cache_hash=True)
class Given:
    """1 if the fact's status is as asked (`submitted`, `applicable`), else 0; one flag slot per question."""

    slot: int


@frozen(cache_hash=True)
class Points:
    """The result of an earlier stage: another node's points."""

    stage: str


@frozen(cache_hash=True)
class Add:
    """A sum."""

    terms: tuple["Formula", ...]


@frozen(cache_hash=True)
class Mul:
    """A product. A constant factor costs nothing: it only changes the scale."""

    left: "Formula"
    right: "Formula"


@frozen(cache_hash=True)
class Quotient:
    """`left` over `right`; it is read only where `right` is above 0."""

    left: "Formula"
    right: "Formula"


@frozen(cache_hash=True)
class Round:
    """A whole number of steps near `inner`, times the step."""

    inner: "Formula"
    step: Fraction
    how: Rounding


@frozen(cache_hash=True)
class Min:
    """The least of the items."""

    items: tuple["Formula", ...]


@frozen(cache_hash=True)
class Max:
    """The greatest of the items."""

    items: tuple["Formula", ...]


@frozen(cache_hash=True)
class Compare:
    """1 if `left` stands in the relation to `right`, else 0."""

    relation: Relation
    left: "Formula"
    right: "Formula"


@frozen(cache_hash=True)
class Choose:
    """The value of the first branch whose condition is 1, else `otherwise`."""

    branches: tuple[tuple["Formula", "Formula"], ...]
    otherwise: "Formula"


Formula: TypeAlias = Const | Value | Given | Points | Add | Mul | Quotient | Round | Min | Max | Compare | Choose

ZERO: Final = Const(Fraction(0))
ONE: Final = Const(Fraction(1))
FALSE: Final = ZERO
TRUE: Final = ONE


def parts(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside; none inside constants, slots and stages."""
    match formula:
        case Add(inner) | Min(inner) | Max(inner):
            return inner
        case Mul(left, right) | Quotient(left, right) | Compare(_, left, right):
            return left, right
        case Round(inner, _, _):
            return (inner,)
        case Choose(branches, otherwise):
            return (*(part for branch in branches for part in branch), otherwise)
        case _:
            return ()


def const(value: Fraction | int) -> Const:
    """A constant."""
    return Const(Fraction(value))


def add(terms: Iterable[Formula]) -> Formula:
    """The sum; constants are gathered, nested sums flattened."""
    total, rest = Fraction(0), list[Formula]()
    for term in terms:
        for part in term.terms if isinstance(term, Add) else (term,):
            if isinstance(part, Const):
                total += part.value
            else:
                rest.append(part)
    if total or not rest:
        rest.append(Const(total))
    return rest[0] if len(rest) == 1 else Add(tuple(rest))


def times(left: Formula, right: Formula) -> Formula:
    """The product; constant factors are folded and distributed over sums."""
    match left, right:
        case Const(a), Const(b):
            return Const(a * b)
        case (Const(), _) if not left.value:
            return ZERO
        case (Const(), _) if left.value == 1:
            return right
        case Const(a), Mul(Const(b), inner):
            return times(Const(a * b), inner)
        case Const(a), Add(terms):
            return add(times(left, term) for term in terms)
        case (_, Const()):
            return times(right, left)
        case _:
            return Mul(left, right)


def quotient(left: Formula, right: Formula) -> Formula:
    """The quotient, 0 where the divisor is not above 0; a constant divisor is a factor."""
    match left, right:
        case (_, Const(divisor)):
            return times(const(1 / divisor), left) if divisor > 0 else ZERO
        case (Const(), _) if not left.value:
            return ZERO
        case (Mul(Const() as factor, inner), _):
            return times(factor, quotient(inner, right))
        case _:
            return choose([(compare("over", right, ZERO), Quotient(left, right))], ZERO)


def rounded(inner: Formula, step: Fraction, how: Rounding) -> Formula:
    """The value in whole steps."""
    if isinstance(inner, Const):
        return Const(to_step(inner.value, step, how))
    return inner if isinstance(inner, Round) and (inner.step / step).denominator == 1 else Round(inner, step, how)


def to_step(value: Fraction, step: Fraction, how: Rounding) -> Fraction:
    """A number in whole steps."""
    steps = value / step
    match how:
        case "truncate":
            whole = abs(steps.numerator) // steps.denominator
            return step * (whole if steps >= 0 else -whole)
        case "ceiling":
            return step * -(-steps.numerator // steps.denominator)
        case "half_up":
            whole = (2 * abs(steps.numerator) + steps.denominator) // (2 * steps.denominator)
            return step * (whole if steps >= 0 else -whole)
        case "half_even":
            whole, rest = divmod(2 * steps.numerator + steps.denominator, 2 * steps.denominator)
            return step * (whole - (whole % 2 if rest == 0 else 0))


def minus(left: Formula, right: Formula) -> Formula:
    """The difference."""
    return add((left, times(const(-1), right)))


def negate(condition: Formula) -> Formula:
    """Not: 1 − x."""
    return minus(ONE, condition)


def lowest(items: Iterable[Formula]) -> Formula:
    """The least of the items; of conditions: all."""
    constants, rest = _parted(Min, items)
    return _single(Min, [*rest, Const(min(constants))] if constants else rest)


def highest(items: Iterable[Formula]) -> Formula:
    """The greatest of the items; of conditions: any."""
    constants, rest = _parted(Max, items)
    return _single(Max, [*rest, Const(max(constants))] if constants else rest)


def _parted(kind: type[Min] | type[Max], items: Iterable[Formula]) -> tuple[list[Fraction], list[Formula]]:
    """The constants and the other items, nested ones of the same kind flattened, each once."""
    constants, rest = list[Fraction](), dict[Formula, None]()
    for item in items:
        for part in item.items if isinstance(item, kind) else (item,):
            if isinstance(part, Const):
                constants.append(part.value)
            else:
                rest[part] = None
    return constants, list(rest)


def _single(kind: type[Min] | type[Max], items: list[Formula]) -> Formula:
    return items[0] if len(items) == 1 else kind(tuple(items))


def all_of(conditions: Iterable[Formula]) -> Formula:
    """1 if every condition is 1; of none: 1."""
    kept = [c for c in dict.fromkeys(conditions) if c != TRUE]
    if FALSE in kept:
        return FALSE
    return lowest(kept) if kept else TRUE


def any_of(conditions: Iterable[Formula]) -> Formula:
    """1 if some condition is 1; of none: 0."""
    kept = [c for c in dict.fromkeys(conditions) if c != FALSE]
    if TRUE in kept:
        return TRUE
    return highest(kept) if kept else FALSE


def compare(relation: Relation, left: Formula, right: Formula) -> Formula:
    """1 if left stands in the relation to right, else 0."""
    match left, right:
        case Const(a), Const(b):
            return Const(Fraction({"over": a > b, "at_least": a >= b, "is": a == b}[relation]))
        case _:
            return Compare(relation, left, right)


def choose(branches: Iterable[tuple[Formula, Formula]], otherwise: Formula) -> Formula:
    """The first branch that holds; branches that never hold, or that change nothing, are left out."""
    kept = list[tuple[Formula, Formula]]()
    for condition, value in branches:
        if condition == TRUE:
            otherwise = value
            break
        if condition != FALSE:
            kept.append((condition, value))
    while kept and kept[-1][1] == otherwise:
        kept.pop()
    return Choose(tuple(kept), otherwise) if kept else otherwise
