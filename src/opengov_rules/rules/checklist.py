"""A 得 1 分;B 得 1 分: parts with points each."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from ..conditions import Condition, Quantity, facts_of
from ..facts import Fact
from ..formula import TRUE, Formula, add, choose, const, minus, negate, times
from ..points import to_text
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Loss, Lowered, Slots
from .reading import lower_condition


@frozen(kw_only=True)
class Part:
    """One item of the list. `name` is the fact itself where the part is a plain yes/no question."""

    name: str
    when: Condition
    points: Fraction


@frozen(kw_only=True)
class Checklist:
    """The sum of the parts that hold; an unsubmitted part earns nothing."""

    kind: ClassVar[str] = "checklist"
    parts: tuple[Part, ...]

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return ()

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return (("parts", part.when) for part in self.parts)

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return (("parts", part.points) for part in self.parts)

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        for part in self.parts:
            if part.points <= 0:
                yield Invalid("rate-sign", fact=part.name, rate=to_text(part.points))
        total = sum((part.points for part in self.parts), Fraction(0))
        if points is None:
            yield Invalid("points-missing", rule=self.kind)
        elif total != points:
            yield Invalid("parts-sum", total=to_text(total), points=to_text(points))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        terms, losses, gains = list[Formula](), list[Loss](), list[Loss]()
        for part in self.parts:
            worth, truth, facts = const(part.points), lower_condition(part.when, slots), facts_of(part.when)
            undecided = minus(negate(truth.holds), truth.fails)
            terms.append(choose([(truth.holds, worth)], const(0)))
            words = (f"未符合要求:{part.name}", f"not met: {part.name}")
            losses.append(
                Loss(kind="missed", amount=times(worth, truth.fails), active=truth.fails, words=words, facts=facts)
            )
            words = (f"未按要求报送:{part.name}", f"not submitted: {part.name}")
            losses.append(
                Loss(kind="not_submitted", amount=times(worth, undecided), active=undecided, words=words, facts=facts)
            )
            words = (part.name, part.name)
            gains.append(Loss(kind="penalty", amount=terms[-1], active=truth.holds, words=words, facts=facts))
        total = sum((part.points for part in self.parts), Fraction(0))
        if points is not None and total != points:
            words = (
                "各部分分值之和与本项分值不符(原文如此)",
                "the parts do not add up to the item's points, as printed",
            )
            losses.insert(0, Loss(kind="discrepancy", amount=const(points - total), active=TRUE, words=words))
        return Lowered(value=add(terms), losses=tuple(losses), gains=tuple(gains))

    def say(self, lang: Language) -> str:
        parts = [(_asked(part, lang), to_text(part.points)) for part in self.parts]
        if lang == "zh":
            return ";".join(f"{name}得 {points} 分" for name, points in parts)
        return "; ".join(f"{name}: {points}" for name, points in parts)


def _asked(part: Part, lang: Language) -> str:
    """A part's name, with its condition where that is not the fact of its name alone."""
    said = say(part.when, lang)
    return part.name if said == part.name else f"{part.name}({said})" if lang == "zh" else f"{part.name} ({said})"
