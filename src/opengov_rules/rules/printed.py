"""得分(原文公布): points taken as published, where the source gives scores and no rule."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from ..conditions import Condition, Quantity
from ..facts import Fact, FactType
from ..problems import Invalid
from ..words import Language
from .base import Lowered, Slots, shortfall


@frozen(kw_only=True)
class Printed:
    """The value as published. Where the source prints no points, the leaf has no maximum and no loss is known."""

    kind: ClassVar[str] = "printed"
    fact: str

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return (Fact(name=self.fact, type=FactType.POINTS, max=points),)

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return iter(())

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return iter(())

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        return iter(())

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        value = slots.value(self.fact)
        words = ("公布得分 {value}", "published: {value}")
        losses = () if points is None else (shortfall(points, value, words, (self.fact,)),)
        return Lowered(value=value, losses=losses, needs=(self.fact,))

    def say(self, lang: Language) -> str:
        return {"zh": f"{self.fact}:按公布得分", "en": f"{self.fact}: as published"}[lang]
