"""What every kind of rule offers, and what it may ask while it is lowered to formulas."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Protocol, TypeAlias

from attrs import frozen

from ..conditions import Condition, Identity, Quantity
from ..facts import Fact
from ..formula import Formula, add, compare, const, negate, times
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

    def word(self, fact: str, word: str) -> Formula:
        """1 if a choice fact's answer is this word."""

    def answered(self, fact: str) -> Formula:
        """1 unless the fact was not submitted or does not apply."""

    def defined(self, fact: str) -> Formula:
        """1 if the fact was answered and is a number: a share of nothing, or a mean of none, is not."""

    def identity(self, identity: Identity) -> Formula:
        """1 if the unit is one of these."""

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

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        """The conditions and quantities over the unit's facts and other nodes, each under its key."""

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        """The rule's own numbers, each under its key; like the constants of what it reads they must be cited."""

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        """What is wrong with the rule's own data, given the leaf's points."""

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        """The rule as formulas."""

    def say(self, lang: Language) -> str:
        """The rule in words, from its own data."""


def shortfall(points: Fraction, value: Formula, words: Words, facts: tuple[str, ...]) -> Loss:
    """The one cause of a rule that takes all its loss in one piece; negative where the value is above the points."""
    missing = add((const(points), times(const(-1), value)))
    moved = negate(compare("is", missing, const(0)))
    return Loss(kind="missed", amount=missing, active=moved, words=words, facts=facts)
