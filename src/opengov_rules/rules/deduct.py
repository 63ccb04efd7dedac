"""每发现一个扣 N 分,扣完为止: full points less a rate per fault."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from ..conditions import Condition, Quantity
from ..facts import Fact, FactType
from ..formula import Formula, add, compare, const, highest, minus, times
from ..points import to_text
from ..problems import Invalid
from ..words import Language
from .base import Loss, Lowered, Slots


@frozen(kw_only=True)
class Deduct:
    """Points less the rates of the faults found, not below 0. Each fault takes what the ones before left."""

    kind: ClassVar[str] = "deduct"
    faults: tuple[tuple[str, Fraction], ...]

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return tuple(Fact(name=name, type=FactType.COUNT) for name, _ in self.faults)

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return iter(())

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return (("faults", rate) for _, rate in self.faults)

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if points is None:
            yield Invalid("points-missing", rule=self.kind)
        for name, rate in self.faults:
            if rate <= 0:
                yield Invalid("rate-sign", fact=name, rate=to_text(rate))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        return self.from_full(const(points or 0), slots)

    def from_full(self, full: Formula, slots: Slots) -> Lowered:
        """The same from full marks that depend on what applies; the rates stay as they are."""
        left = full
        taken, losses = list[Formula](), list[Loss]()
        for name, rate in self.faults:
            taken.append(times(const(rate), slots.value(name)))
            rest = highest((const(0), minus(full, add(taken))))
            losses.append(
                Loss(
                    kind="deduction",
                    amount=minus(left, rest),
                    active=compare("over", slots.value(name), const(0)),
                    words=(
                        f"{name} {{value}},每发现一个扣 {to_text(rate)} 分",
                        f"{name}: {{value}}, {to_text(rate)} off each",
                    ),
                    facts=(name,),
                )
            )
            left = rest
        return Lowered(value=left, losses=tuple(losses), needs=tuple(name for name, _ in self.faults))

    def say(self, lang: Language) -> str:
        rates = [(name, to_text(rate)) for name, rate in self.faults]
        if lang == "zh":
            return ";".join(f"{name}每发现一个扣 {rate} 分" for name, rate in rates) + ",扣完为止"
        return "full points less " + ", ".join(f"{rate} per {name}" for name, rate in rates) + ", not below 0"
