"""按数量计分: the points are a quantity."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from ..conditions import Condition, Quantity, facts_of
from ..facts import Fact
from ..formula import ZERO, choose, compare, negate
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Loss, Lowered, Slots, shortfall
from .reading import lower_quantity


@frozen(kw_only=True)
class Measure:
    """The quantity itself, within the leaf's floor and cap; 0 where it is undefined."""

    kind: ClassVar[str] = "measure"
    value: Quantity

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return ()

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        yield "value", self.value

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return iter(())

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        return iter(())

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        facts, amount = facts_of(self.value), lower_quantity(self.value, slots)
        value = choose([(amount.defined, amount.value)], ZERO)
        words = (f"{say(self.value, 'zh')}:{{named}}", f"{say(self.value, 'en')}: {{named}}")
        gain = Loss(kind="penalty", amount=value, active=negate(compare("is", value, ZERO)), words=words, facts=facts)
        losses = () if points is None else (shortfall(points, value, words, facts),)
        return Lowered(value=value, losses=losses, gains=(gain,), needs=facts, decided=amount.defined)

    def say(self, lang: Language) -> str:
        return {"zh": "得分为 ", "en": "worth "}[lang] + say(self.value, lang)
