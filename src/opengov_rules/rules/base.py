"""What every kind of rule offers, and what it may ask while it is lowered to formulas."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Protocol, TypeAlias

from attrs import frozen

from ..conditions import (
    Compared,
    Condition,
    Constant,
    FactSum,
    Holds,
    Joined,
    NodeResult,
    Quantity,
    walk,
)
from ..facts import Fact, FactType
from ..formula import Formula, add, all_of, any_of, compare, const, negate, times
from ..problems import Invalid
from ..provenance import Citation
from ..words import Language


class Slots(Protocol):
    """The formulas that stand for evidence and for other nodes' results."""

    def value(self, fact: str) -> Formula:
        """A fact's (folded) value."""

    def yes(self, fact: str) -> Formula:
        """1 if a yes/no fact is yes, of folded answers if any of them is."""

    def hits(self, fact: str) -> Formula:
        """A sample's items as required."""

    def misses(self, fact: str) -> Formula:
        """A sample's items not as required."""

    def answered(self, fact: str) -> Formula:
        """1 unless the fact was not submitted or does not apply."""

    def points(self, node: str) -> Formula:
        """A node's result."""

    def maximum(self, node: str) -> Formula:
        """A node's maximum."""

    def applies(self, node: str) -> Formula:
        """1 unless the node does not apply."""


Words: TypeAlias = tuple[str, str]
"""Chinese and English; `{value}` stands for the fact's answer, `{named}` for names and answers, `{source}` for where it
stands written."""


@frozen
class Detail:
    """A condition with words of its own, which are said where it holds, and the facts that it rests on."""

    holds: Formula
    words: Words
    facts: tuple[str, ...]


@frozen(kw_only=True)
class Loss:
    """One possible cause: where it takes points (`active`), how many, and why.

    `details`: those that hold are named in the reason.
    `cite`: the clause, where it is not the node's own.
    """

    kind: str
    amount: Formula
    active: Formula
    words: Words
    facts: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    cite: Citation | None = None


@frozen(kw_only=True)
class Lowered:
    """A rule as formulas.

    `losses` add up to points − value. `gains` say where the value comes from (for penalties, whose value is the loss);
    without them it is one gain. A leaf is worth 0 when a fact of `needs` was not submitted, unless it is `decided`
    without it.
    """

    value: Formula
    losses: tuple[Loss, ...]
    gains: tuple[Loss, ...] = ()
    needs: tuple[str, ...] = ()
    decided: Formula | None = None


class Rule(Protocol):
    """评分标准: how a leaf turns facts into points, as data."""

    kind: ClassVar[str]

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        """The facts that the rule asks by name, as far as it tells their types."""

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """The conditions over the unit's facts and other nodes, each under its key."""

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        """The rule's own numbers, each under its key; like the constants of conditions they must be cited."""

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        """What is wrong with the rule's own data, given the leaf's points."""

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        """The rule as formulas."""

    def say(self, lang: Language) -> str:
        """The rule in words, from its own data."""


@frozen
class Truth:
    """A condition as two formulas. Neither holds where it rests on a fact that was not submitted."""

    holds: Formula
    fails: Formula


def lower_condition(condition: Condition, slots: Slots) -> Truth:
    """The condition over evidence, in three-valued logic: unsubmitted is neither true nor false."""
    match condition:
        case Holds(fact):
            value, answered = slots.yes(fact), slots.answered(fact)
            return Truth(all_of((answered, value)), all_of((answered, negate(value))))
        case Compared():
            return _lower_comparison(condition, slots)
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


def _lower_comparison(condition: Compared, slots: Slots) -> Truth:
    """Shares are compared by multiplying crosswise. A share of nothing, like what does not apply, is not comparable."""
    left, left_over = _lower_quantity(condition.left, slots)
    right, right_over = _lower_quantity(condition.right, slots)
    a, b = times(left, right_over), times(right, left_over)
    match condition.comparison:
        case "over":
            holds = compare("over", a, b)
        case "at_least":
            holds = compare("at_least", a, b)
        case "under":
            holds = negate(compare("at_least", a, b))
        case "at_most":
            holds = negate(compare("over", a, b))
        case "is":
            holds = compare("is", a, b)
    sides = (condition.left, condition.right)
    defined = [slots.answered(fact) for side in sides for fact in _facts(side)]
    defined += [slots.applies(side.node) for side in sides if isinstance(side, NodeResult)]
    defined += [compare("over", over, const(0)) for over in (left_over, right_over)]
    return Truth(all_of((*defined, holds)), all_of((*defined, negate(holds))))


def _facts(quantity: Quantity) -> tuple[str, ...]:
    return tuple(fact for fact, _ in quantity.weights) if isinstance(quantity, FactSum) else ()


def _lower_quantity(quantity: Quantity, slots: Slots) -> tuple[Formula, Formula]:
    """The quantity as a numerator and a divisor."""
    match quantity:
        case Constant(value):
            return const(value), const(1)
        case FactSum(weights):
            return add(times(const(weight), slots.value(fact)) for fact, weight in weights), const(1)
        case NodeResult(node, share):
            return slots.points(node), slots.maximum(node) if share else const(1)


def demanded(condition: Condition) -> tuple[Fact, ...]:
    """The facts of a condition with the types that it implies."""
    found = dict[str, Fact]()
    for question in walk(condition):
        if isinstance(question, Holds):
            found.setdefault(question.fact, Fact(name=question.fact, type=FactType.YES_NO))
            continue
        sides = (question.left, question.right)
        numbers = [side for side in sides if isinstance(side, Constant)]
        kind = FactType.COUNT
        if any(number.is_date for number in numbers):
            kind = FactType.DATE
        elif any(number.value.denominator != 1 for number in numbers):
            kind = FactType.QUANTITY
        for name in (fact for side in sides for fact in _facts(side)):
            found.setdefault(name, Fact(name=name, type=kind))
    return tuple(found.values())


def shortfall(points: Fraction, value: Formula, words: Words, facts: tuple[str, ...]) -> Loss:
    """The one cause of a rule that takes all its loss in one piece."""
    missing = add((const(points), times(const(-1), value)))
    return Loss(kind="missed", amount=missing, active=compare("over", missing, const(0)), words=words, facts=facts)
