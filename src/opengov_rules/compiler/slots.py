"""The questions of a rubric and their slots: the formulas that stand for evidence and for other nodes' results."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from ..conditions import Identity
from ..evidence import NEVER
from ..facts import Fact, FactType
from ..formula import (
    FALSE,
    TRUE,
    ZERO,
    Formula,
    Given,
    Points,
    Range,
    Value,
    add,
    all_of,
    any_of,
    choose,
    compare,
    const,
    negate,
    quotient,
    times,
)
from ..problems import Invalid, suggestion
from .graph import FLAGS, SlotPart


class SlotTable:
    """Gives every question a slot the first time it is asked; the formulas of evidence for rules (`rules.Slots`).

    `beside`: the table of another version of the rubric in the same graph.
    """

    def __init__(self, facts: Mapping[str, Fact], beside: "SlotTable | None" = None) -> None:
        self.slots: dict[tuple[str, SlotPart], int] = {} if beside is None else beside.slots
        self.domains: dict[int, Range] = {}
        self.penalties: set[str] = set()
        self.awaits_points = False
        self.maxima: dict[str, Maximum] = {} if beside is None else beside.maxima
        self.applying: dict[str, Formula] = {} if beside is None else beside.applying
        self.facts = facts

    def _slot(self, fact: str, part: SlotPart) -> int:
        slot = self.slots.setdefault((fact, part), len(self.slots))
        if slot not in self.domains:
            self.domains[slot] = self._domain(fact, part)
        return slot

    def _domain(self, fact: str, part: SlotPart) -> Range:
        """The values that a slot may hold."""
        if part in FLAGS:
            return Range(Fraction(0), Fraction(1))
        low, high = self.facts[fact].domain()[1 if part in ("misses", "number") else 0]
        return Range(Fraction(low), None if high is None else Fraction(high))

    def value(self, fact: str) -> Formula:
        asked = self.facts[fact]
        if asked.type is FactType.SHARE:
            return quotient(self.hits(fact), add((self.hits(fact), self.misses(fact))))
        value = Value(self._slot(fact, "value"), asked.slot_step)
        return quotient(value, self._number(fact)) if asked.divided else value

    def _number(self, fact: str) -> Formula:
        return Value(self._slot(fact, "number"))

    def yes(self, fact: str) -> Formula:
        value = self.value(fact)
        return value if self.facts[fact].take in (None, "min", "max") else compare("over", value, ZERO)

    def word(self, fact: str, word: str) -> Formula:
        asked = self.facts[fact]
        choices = asked.choices
        if asked.may_be(word):
            (code,) = asked.encode(NEVER)
            return compare("is", self.value(fact), const(code * asked.unit_step))
        if word not in choices:
            raise Invalid(
                "word-unknown", fact=fact, word=word, near=suggestion(word, choices), known="、".join(choices)
            )
        return compare("is", self.value(fact), const(choices.index(word)))

    def defined(self, fact: str) -> Formula:
        asked = self.facts[fact]
        if asked.type is FactType.SHARE:
            some = compare("over", add((self.hits(fact), self.misses(fact))), ZERO)
        else:
            some = compare("over", self._number(fact), ZERO) if asked.divided else TRUE
        return all_of((self.answered(fact), some))

    def identity(self, identity: Identity) -> Formula:
        return self.selected(identity.key)

    def hits(self, fact: str) -> Formula:
        return Value(self._slot(fact, "hits"))

    def misses(self, fact: str) -> Formula:
        return Value(self._slot(fact, "misses"))

    def answered(self, fact: str) -> Formula:
        return Given(self._slot(fact, "answered"))

    def applicable(self, fact: str) -> Formula:
        return Given(self._slot(fact, "applicable"))

    def selected(self, variant: str) -> Formula:
        return Given(self._slot(variant, "selected"))

    def folded(self, node: str, scale: Fraction, reach: Range, *, mean: bool) -> tuple[Formula, Formula]:
        """The folded points of a node that is evaluated for every asset, and how many assets count."""
        value = self.slots.setdefault((node, "value"), len(self.slots))
        number = self.slots.setdefault((node, "number"), len(self.slots))
        ends = [None if end is None else end / scale for end in (reach.low, reach.high)]
        self.domains[value], self.domains[number] = Range(*ends), Range(Fraction(0), None)
        folded = Value(value, scale)
        return quotient(folded, Value(number)) if mean else folded, Value(number)

    def points(self, node: str) -> Formula:
        return times(const(-1 if node in self.penalties else 1), Points(node))

    def maximum(self, node: str) -> Formula:
        return self.maxima[node].value

    def applies(self, node: str) -> Formula:
        """Where a node has points that may be read: nowhere, while no points are published."""
        return FALSE if self.awaits_points else self.applying.get(node, TRUE)


@frozen
class Maximum:
    """The most that counts, and whether it is known: 0 where a part that counts has no published points."""

    value: Formula
    known: Formula = TRUE

    def only_where(self, condition: Formula) -> "Maximum":
        """The same where the condition holds, else nothing, which is known."""
        return Maximum(choose([(condition, self.value)], ZERO), any_of((self.known, negate(condition))))

    @classmethod
    def sum(cls, maxima: Iterable["Maximum"]) -> "Maximum":
        """Of several parts together."""
        parts = list(maxima)
        known = all_of(part.known for part in parts)
        return cls(choose([(known, add(part.value for part in parts))], ZERO), known)


UNPUBLISHED: Final = Maximum(ZERO, FALSE)
