"""根据抽查结果进行评分 / 酌情赋分: an assessor's value within the points."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from ..conditions import Condition, Quantity, facts_of
from ..facts import Fact, FactType
from ..formula import FALSE, all_of, any_of, choose, const
from ..points import to_text
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Lowered, Slots, shortfall
from .reading import lower_condition


@frozen(kw_only=True)
class Judged:
    """An assessor's value from 0 to the points, on a step; full points where `full_if` holds.

    Where it does not, and a fact that the leaf reads was not submitted, the leaf is worth 0.
    """

    kind: ClassVar[str] = "judged"
    fact: str
    step: Fraction
    full_if: Condition | None = None

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return (Fact(name=self.fact, type=FactType.POINTS, max=points, step=self.step),)

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        if self.full_if is not None:
            yield "full_if", self.full_if

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        yield "step", self.step

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if points is None:
            yield Invalid("points-missing", rule=self.kind)
        elif self.step <= 0 or (points / self.step).denominator != 1:
            yield Invalid("judged-step", step=to_text(self.step), points=to_text(points))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        read = (self.fact, *(facts_of(self.full_if) if self.full_if is not None else ()))
        holds = FALSE if self.full_if is None else lower_condition(self.full_if, slots).holds
        value = choose([(holds, const(points or 0))], slots.value(self.fact))
        words = (f"{self.fact}:评 {{value}} 分", f"{self.fact}: judged {{value}}")
        return Lowered(
            value=value,
            losses=(shortfall(points or Fraction(0), value, words, (self.fact,)),),
            needs=read,
            decided=any_of((holds, all_of((slots.defined(self.fact), *map(slots.answered, read[1:]))))),
        )

    def say(self, lang: Language) -> str:
        step = to_text(self.step)
        full = say(self.full_if, lang) if self.full_if is not None else ""
        if lang == "zh":
            return f"{self.fact}:评分,最小单位 {step} 分" + (f";{full} 得满分" if full else "")
        return f"{self.fact}: judged in steps of {step}" + (f"; full points if {full}" if full else "")
