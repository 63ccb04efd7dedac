"""按比例得分: points by the share reached, pro rata or in steps."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Final, Literal

from attrs import frozen

from ..conditions import Condition, Constant, Extreme, Product, Quantity, Ratio, Steps, constant, facts_of
from ..facts import Fact
from ..formula import ZERO, all_of, choose, compare, const, highest, times
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Lowered, Slots, shortfall
from .reading import lower_quantity

_WHOLE: Final = Constant(Fraction(1), "100%")


@frozen(kw_only=True)
class RatioRule:
    """The points times part over whole, all of them from `full_at` on.

    `step`: only whole steps of the share count, or with `count = "started"` those begun too. `none`: what nothing of
    nothing is worth. A share below 0 counts as 0.
    """

    kind: ClassVar[str] = "ratio"
    part: Quantity
    whole: Quantity
    none: Literal["zero", "full"]
    full_at: Constant = _WHOLE
    step: Constant | None = None
    count: Literal["full", "started"] = "full"

    @property
    def share(self) -> Quantity:
        """The share as it counts, of what is wanted."""
        ratio: Quantity = Ratio(self.part, self.whole)
        if self.step is not None:
            ratio = Product((Steps(ratio, self.step, self.count), self.step))
        return Extreme("least", (constant(Fraction(1)), Product((constant(1 / self.full_at.value), ratio))))

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return ()

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        yield "part", self.part
        yield "whole", self.whole
        if self.full_at != _WHOLE:
            yield "full_at", self.full_at
        if self.step is not None:
            yield "step", self.step

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return iter(())

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if points is None:
            yield Invalid("points-missing", rule=self.kind)
        for key, number in (("full_at", self.full_at), ("step", self.step)):
            if number is not None and number.value <= 0:
                yield Invalid("step-positive", at=key, key=key, value=number.text)
        if self.step is None and self.count == "started":
            yield Invalid("key-wanted", at="count", key="step", word="count")

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        full, facts = const(points or 0), facts_of(Ratio(self.part, self.whole))
        whole, share = lower_quantity(self.whole, slots), lower_quantity(self.share, slots)
        part = lower_quantity(self.part, slots)
        none = compare("at_least", ZERO, whole.value)
        worth = highest((ZERO, times(full, share.value)))
        value = choose([(none, full if self.none == "full" else ZERO)], worth)
        words = (f"{self._said('zh')}:{{named}}", f"{self._said('en')}: {{named}}")
        return Lowered(
            value=value,
            losses=(shortfall(points or Fraction(0), value, words, facts),),
            needs=facts,
            decided=all_of((part.defined, whole.defined)),
        )

    def _said(self, lang: Language) -> str:
        return say(Ratio(self.part, self.whole), lang)

    def say(self, lang: Language) -> str:
        none = {"zero": ("得 0 分", "0"), "full": ("得满分", "full points")}[self.none]
        said, at = self._said(lang), self.full_at.text
        if lang == "zh":
            steps = "" if self.step is None else f",每{self.step.text}计一级"
            steps += ",不足一级按一级计" if self.step is not None and self.count == "started" else ""
            return f"按 {said} 的比例得分,达到 {at} 得满分{steps};分母为 0 时{none[0]}"
        steps = "" if self.step is None else f", in {self.count} steps of {self.step.text}"
        return f"points by {said}, all from {at} on{steps}; of nothing: {none[1]}"
