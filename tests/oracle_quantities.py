"""Conditions and quantities as the oracle reads them: numbers that may be undefined, truths that may be unknown."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Final, NamedTuple, TypeAlias

from opengov_rules.conditions import (
    Cases,
    Compared,
    Comparison,
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
)
from opengov_rules.evidence import Sample, Status
from opengov_rules.formula import Rounding
from opengov_rules.units import Unit

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)

Truth: TypeAlias = bool | None
"None is unknown: the condition neither holds nor fails."
Number: TypeAlias = Fraction | None
"None is undefined."
Question: TypeAlias = Holds | Identity | Compared
Answer: TypeAlias = Fraction | Sample | Status | None
"""A fact as settled: its number, its sample, why it has none (not submitted, not applicable); None where it was
answered and is no number (a share or a mean of nothing)."""


BEYOND: Final = Fraction(10) ** 30
"`never` as a number: greater than every number, day and weighted sum of them."


class Given(NamedTuple):
    """What conditions and quantities ask: facts, the words of choices, other nodes, and who the unit is."""

    unit: Unit
    choices: Mapping[str, tuple[str, ...]]
    answer: Callable[[str], Answer]
    node: Callable[[NodeResult], Number]


# Conditions


def truth(condition: Condition, ask: Callable[[Question], Truth]) -> Truth:
    """Kleene's three-valued logic over the single questions."""
    if not isinstance(condition, Joined):
        return ask(condition)
    parts = [truth(part, ask) for part in condition.parts]
    match condition.how:
        case "all":
            return False if False in parts else None if None in parts else True
        case "any":
            return True if True in parts else None if None in parts else False
        case "none":
            return False if True in parts else None if None in parts else True


def condition_truth(condition: Condition, given: Given) -> Truth:
    """A condition over what is given."""
    return truth(condition, lambda question: question_truth(question, given))


def question_truth(question: Question, given: Given) -> Truth:
    """One question; unknown where it rests on something that has no number."""
    match question:
        case Holds(fact):
            yes = number_or_none(fact, given.answer(fact))
            return None if yes is None else yes != 0
        case Identity(units, kinds):
            return given.unit.kind in kinds or bool({given.unit.name, *given.unit.aliases} & {*units})
        case Compared(how, FactSum(weights), Word(text)):
            ((fact, _),) = weights
            left: Number = number_or_none(fact, given.answer(fact))
            words = given.choices.get(fact, ())
            right: Number = Fraction(words.index(text)) if words else BEYOND  # only `never` is asked of others
        case Compared(how, asked, wanted):
            left, right = quantity(asked, given), quantity(wanted, given)
    return None if left is None or right is None else compare(how, left, right)


def compare(comparison: Comparison, left: Fraction, right: Fraction) -> bool:
    """Whether `left` stands in the comparison to `right`."""
    match comparison:
        case "over":
            return left > right
        case "at_least":
            return left >= right
        case "under":
            return left < right
        case "at_most":
            return left <= right
        case "is":
            return left == right


def questions_of(condition: Condition) -> list[Question]:
    """The single questions of a condition."""
    if isinstance(condition, Joined):
        return [question for part in condition.parts for question in questions_of(part)]
    return [condition]


def facts_of(*parts: Condition | Quantity | None) -> set[str]:
    """The facts that conditions and quantities read."""
    return {fact for part in parts if part is not None for fact in _facts_of(part)}


def _facts_of(part: Condition | Quantity) -> set[str]:
    match part:
        case Holds(fact):
            return {fact}
        case FactSum(weights):
            return {fact for fact, _ in weights}
        case Constant() | Word() | NodeResult() | Identity():
            return set()
        case Joined(_, parts):
            return facts_of(*parts)
        case Compared(_, one, other) | Ratio(one, other) | Excess(one, other):
            return facts_of(one, other)
        case Sum(items) | Product(items) | Extreme(_, items):
            return facts_of(*items)
        case Steps(of, _, _) | Curve(of, _):
            return facts_of(of)
        case Cases(cases, otherwise):
            return facts_of(otherwise, *(part for case in cases for part in case))


# Quantities


def quantity(what: Quantity, given: Given) -> Number:
    """A quantity's number; None where anything that it reads has none."""

    def of(part: Quantity) -> Number:
        return quantity(part, given)

    match what:
        case Constant(value):
            return value
        case Word(text):
            raise ValueError(f"{text} is a word, not a number")
        case FactSum(weights):
            numbers = [number_or_none(fact, given.answer(fact)) for fact, _ in weights]
            known = all_or_none(numbers)
            return None if known is None else sum((w * n for (_, w), n in zip(weights, known, strict=True)), ZERO)
        case NodeResult():
            return given.node(what)
        case Sum(terms):
            known = all_or_none(map(of, terms))
            return None if known is None else sum(known, ZERO)
        case Product(factors):
            known = all_or_none(map(of, factors))
            return None if known is None else product_of(known)
        case Ratio(one, other):
            return ratio(of(one), of(other))
        case Excess(one, other):
            known = all_or_none((of(one), of(other)))
            return None if known is None else max(ZERO, known[0] - known[1])
        case Extreme(how, items):
            known = all_or_none(map(of, items))
            return None if known is None else min(known) if how == "least" else max(known)
        case Steps(inside, step, count):
            number = of(inside)
            return None if number is None else steps_in(number, step.value, count)
        case Curve(inside, through):
            number = of(inside)
            return None if number is None else on_curve(number, through)
        case Cases(cases, otherwise):
            for when, chosen in cases:
                held = condition_truth(when, given)
                if held is None:
                    return None
                if held:
                    return of(chosen)
            return of(otherwise)


def number_or_none(fact: str, answer: Answer) -> Number:
    """The answer's number; None where it was not submitted, does not apply, or is a share or mean of nothing."""
    if isinstance(answer, Sample):
        raise ValueError(f"{fact} is a sample, not a number")
    return answer if isinstance(answer, Fraction) else None


def all_or_none(numbers: Iterable[Number]) -> list[Fraction] | None:
    """The numbers, if every one is defined."""
    found = [*numbers]
    known = [number for number in found if number is not None]
    return known if len(known) == len(found) else None


def product_of(numbers: list[Fraction]) -> Fraction:
    """All of them multiplied."""
    result = ONE
    for number in numbers:
        result *= number
    return result


def ratio(one: Number, other: Number) -> Number:
    """The first over the second; undefined where the second is not above 0."""
    if one is None or other is None or other <= 0:
        return None
    return one / other


def steps_in(number: Fraction, step: Fraction, count: str) -> Fraction:
    """How many steps fit in a number: full ones (towards zero), or those begun too (upwards)."""
    return to_steps(number / step, ONE, "truncate" if count == "full" else "ceiling")


def on_curve(x: Fraction, through: tuple[tuple[Constant, Constant], ...]) -> Fraction:
    """Straight lines through points; beyond the ends nothing changes."""
    points = [(at.value, height.value) for at, height in through]
    if x <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if left <= x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return points[-1][1]


def to_steps(value: Fraction, step: Fraction, how: Rounding) -> Fraction:
    """A number rounded to whole steps: halves away from zero, or to the even side; towards zero; upwards."""
    steps = value / step
    match how:
        case "half_up":
            away = floor(abs(steps) + Fraction(1, 2))
            return step * (away if steps >= 0 else -away)
        case "half_even":
            return step * round(steps)
        case "truncate":
            return step * (floor(steps) if steps >= 0 else ceil(steps))
        case "ceiling":
            return step * ceil(steps)
