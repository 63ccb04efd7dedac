"""每次加 N 分,最高 M 分 / 被通报一次扣 N 分: points per event, by type."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import frozen

from ..conditions import Condition, Quantity
from ..facts import Fact, FactType
from ..formula import Formula, add, choose, compare, const, highest, lowest, minus, times
from ..points import to_text
from ..problems import Invalid
from ..words import Language
from .base import Loss, Lowered, Slots, shortfall


@frozen(kw_only=True)
class PerEvent:
    """Points for each event, clamped at the leaf's points where it has any; an unsubmitted event earns nothing.

    `take`: all events add up; or only the best type that occurred counts; or each type counts once.
    """

    kind: ClassVar[str] = "per_event"
    events: tuple[tuple[str, Fraction], ...]
    take: Literal["sum", "best", "distinct"] = "sum"

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return tuple(Fact(name=name, type=FactType.COUNT) for name, _ in self.events)

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return iter(())

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return (("events", rate) for _, rate in self.events)

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        for name, rate in self.events:
            if rate <= 0:
                yield Invalid("rate-sign", fact=name, rate=to_text(rate))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        amounts, gains = list[Formula](), list[Loss]()
        total: Formula = const(0)
        for name, rate in self.events:
            count = slots.value(name)
            worth = times(const(rate), count if self.take == "sum" else compare("over", count, const(0)))
            amounts.append(choose([(slots.defined(name), worth)], const(0)))
            sofar = highest(amounts) if self.take == "best" else add(amounts)
            if points is not None:
                sofar = lowest((const(points), sofar))
            gains.append(
                Loss(
                    kind="penalty",
                    amount=minus(sofar, total),
                    active=compare("over", amounts[-1], const(0)),
                    words=(f"{name} {{value}},每次 {to_text(rate)} 分", f"{name}: {{value}}, {to_text(rate)} each"),
                    facts=(name,),
                )
            )
            total = sofar
        names = tuple(name for name, _ in self.events)
        words = ("未达最高分:{named}", "short of the most that counts: {named}")
        losses = () if points is None else (shortfall(points, total, words, names),)
        return Lowered(value=total, losses=losses, gains=tuple(gains))

    def say(self, lang: Language) -> str:
        rates = [(name, to_text(rate)) for name, rate in self.events]
        how = {
            "zh": {"sum": "累计", "best": "取最高一类", "distinct": "每类计一次"},
            "en": {"sum": "added up", "best": "the best type only", "distinct": "each type once"},
        }[lang][self.take]
        if lang == "zh":
            return ";".join(f"{name}每次 {rate} 分" for name, rate in rates) + f",{how}"
        return "; ".join(f"{rate} per {name}" for name, rate in rates) + f"; {how}"
