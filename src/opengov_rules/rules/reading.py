"""Conditions and quantities as formulas; what rests on something undefined is neither true nor false."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from ..conditions import (
    Cases,
    Compared,
    Condition,
    Constant,
    Curve,
    Excess,
    Extreme,
    FactSum,
    Holds,
    Identity,
    Joined,
    NodeResult,
    Product,
    Quantity,
    Ratio,
    Steps,
    Sum,
    Word,
    walk,
)
from ..facts import Fact, FactType
from ..formula import (
    TRUE,
    ZERO,
    Formula,
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
    rounded,
    times,
)
from ..problems import Invalid
from .base import Slots


@frozen
class Truth:
    """A condition as two formulas. Neither holds where it rests on something undefined."""

    holds: Formula
    fails: Formula


@frozen
class Amount:
    """A quantity as a formula, and where it is defined."""

    value: Formula
    defined: Formula = TRUE


def lower_condition(condition: Condition, slots: Slots) -> Truth:
    """The condition over evidence."""
    match condition:
        case Holds(fact):
            value, answered = slots.yes(fact), slots.answered(fact)
            return Truth(all_of((answered, value)), all_of((answered, negate(value))))
        case Identity():
            value = slots.identity(condition)
            return Truth(value, negate(value))
        case Compared():
            return _comparison(condition, slots)
        case Joined(how, parts):
            truths = [lower_condition(part, slots) for part in parts]
            every = all_of(t.holds for t in truths)
            some = any_of(t.holds for t in truths)
            every_fails = all_of(t.fails for t in truths)
            some_fails = any_of(t.fails for t in truths)
            match how:
                case "all":
                    return Truth(every, some_fails)
                case "any":
                    return Truth(some, every_fails)
                case "none":
                    return Truth(every_fails, some)


def _comparison(condition: Compared, slots: Slots) -> Truth:
    match condition:
        case Compared("is", FactSum() as choice, Word(word)) if choice.single is not None:
            answered, holds = slots.answered(choice.single), slots.word(choice.single, word)
            return Truth(all_of((answered, holds)), all_of((answered, negate(holds))))
        case _:
            left, right = lower_quantity(condition.left, slots), lower_quantity(condition.right, slots)
    match condition.comparison:
        case "over":
            holds = compare("over", left.value, right.value)
        case "at_least":
            holds = compare("at_least", left.value, right.value)
        case "under":
            holds = negate(compare("at_least", left.value, right.value))
        case "at_most":
            holds = negate(compare("over", left.value, right.value))
        case "is":
            holds = compare("is", left.value, right.value)
    defined = (left.defined, right.defined)
    return Truth(all_of((*defined, holds)), all_of((*defined, negate(holds))))


def lower_quantity(quantity: Quantity, slots: Slots) -> Amount:
    """The quantity over evidence; its value is 0 where a divisor is not above 0."""

    def of(part: Quantity) -> Amount:
        return lower_quantity(part, slots)

    match quantity:
        case Constant(value):
            return Amount(const(value))
        case Word(text):
            raise Invalid("word-alone", word=text)
        case FactSum(weights):
            weighted = add(times(const(weight), slots.value(fact)) for fact, weight in weights)
            return Amount(weighted, all_of(slots.defined(fact) for fact, _ in weights))
        case NodeResult(node, share):
            points, applies = slots.points(node), slots.applies(node)
            if not share:
                return Amount(points, applies)
            maximum = slots.maximum(node)
            return Amount(quotient(points, maximum), all_of((applies, compare("over", maximum, ZERO))))
        case Sum(terms):
            found = [of(term) for term in terms]
            return Amount(add(a.value for a in found), all_of(a.defined for a in found))
        case Product(factors):
            found = [of(factor) for factor in factors]
            product = found[0].value
            for amount in found[1:]:
                product = times(product, amount.value)
            return Amount(product, all_of(a.defined for a in found))
        case Ratio(part, whole):
            a, b = of(part), of(whole)
            return Amount(quotient(a.value, b.value), all_of((a.defined, b.defined, compare("over", b.value, ZERO))))
        case Excess(first, second):
            a, b = of(first), of(second)
            return Amount(highest((ZERO, minus(a.value, b.value))), all_of((a.defined, b.defined)))
        case Extreme(how, items):
            found = [of(item) for item in items]
            join = {"least": lowest, "most": highest}[how]
            return Amount(join(a.value for a in found), all_of(a.defined for a in found))
        case Steps(inner, step, count):
            a = of(inner)
            steps = times(const(1 / step.value), a.value)
            return Amount(rounded(steps, Fraction(1), "truncate" if count == "full" else "ceiling"), a.defined)
        case Curve(inner, through):
            a = of(inner)
            return Amount(_on_lines(a.value, [(x.value, y.value) for x, y in through]), a.defined)
        case Cases(cases, otherwise):
            return _first(cases, otherwise, slots)


def _on_lines(x: Formula, through: Sequence[tuple[Fraction, Fraction]]) -> Formula:
    """Straight lines through points; beyond the first and the last nothing changes."""
    branches: list[tuple[Formula, Formula]] = [(compare("at_least", const(through[0][0]), x), const(through[0][1]))]
    for (x0, y0), (x1, y1) in pairwise(through):
        slope = (y1 - y0) / (x1 - x0)
        line = add((const(y0 - slope * x0), times(const(slope), x)))
        branches.append((compare("at_least", const(x1), x), line))
    return choose(branches, const(through[-1][1]))


def _first(cases: tuple[tuple[Condition, Quantity], ...], otherwise: Quantity, slots: Slots) -> Amount:
    """The first case that holds, where all before surely fail."""
    branches, defined, earlier = list[tuple[Formula, Formula]](), list[Formula](), list[Formula]()
    for when, value in cases:
        truth, amount = lower_condition(when, slots), lower_quantity(value, slots)
        branches.append((truth.holds, amount.value))
        defined.append(all_of((*earlier, truth.holds, amount.defined)))
        earlier.append(truth.fails)
    last = lower_quantity(otherwise, slots)
    return Amount(choose(branches, last.value), any_of((*defined, all_of((*earlier, last.defined)))))


def demanded(part: Condition | Quantity) -> tuple[Fact, ...]:
    """The facts of a condition or quantity with the types that it implies; of a number it only guesses which kind."""
    found = dict[str, Fact]()
    for question in walk(part):
        match question:
            case Holds(fact):
                found.setdefault(fact, Fact(name=fact, type=FactType.YES_NO))
            case Compared(_, left, right):
                for side, other in ((left, right), (right, left)):
                    for name in _names(side):
                        found.setdefault(name, _beside(name, other, alone=_names(side) == (name,)))
            case FactSum():
                for name in _names(question):
                    found.setdefault(name, Fact(name=name, type=FactType.COUNT, guess="any"))
            case _:
                pass
    return tuple(found.values())


def _names(quantity: Quantity) -> tuple[str, ...]:
    return tuple(fact for fact, _ in quantity.weights) if isinstance(quantity, FactSum) else ()


def _beside(name: str, other: Quantity, *, alone: bool) -> Fact:
    """A fact as far as what it is compared with tells its type."""
    match other:
        case Word("never") if alone:
            return Fact(name=name, type=FactType.CHOICE, guess="any")
        case Word() if alone:
            return Fact(name=name, type=FactType.CHOICE)
        case Constant(is_date=True):
            return Fact(name=name, type=FactType.DATE)
        case Constant(value):
            whole = value.denominator == 1
            return Fact(name=name, type=FactType.COUNT if whole else FactType.QUANTITY, guess="number")
        case _:
            return Fact(name=name, type=FactType.COUNT, guess="any")
