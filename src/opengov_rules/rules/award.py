"""符合要求得 N 分: all the points, or none."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from ..conditions import Condition, Joined, Quantity, facts_of
from ..facts import Fact
from ..formula import all_of, choose, const, minus, negate
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Detail, Loss, Lowered, Slots
from .reading import lower_condition


@frozen(kw_only=True)
class Award:
    """All points if the condition holds, else 0."""

    kind: ClassVar[str] = "award"
    when: Condition

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return ()

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        yield "when", self.when

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return iter(())

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if points is None:
            yield Invalid("points-missing", rule=self.kind)

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        full = const(points or 0)
        truth = lower_condition(self.when, slots)
        value = choose([(truth.holds, full)], const(0))
        unmet = Loss(
            kind="missed",
            amount=minus(full, value),
            active=truth.fails,
            words=("未符合要求:", "not met: "),
            facts=facts_of(self.when),
            details=unmet_parts(self.when, slots),
        )
        facts = facts_of(self.when)
        neither, given = all_of((negate(truth.holds), negate(truth.fails))), all_of(slots.answered(f) for f in facts)
        unsubmitted = Loss(
            kind="not_submitted",
            amount=minus(full, value),
            active=all_of((neither, negate(given))),
            words=("未按要求报送", "not submitted"),
            facts=facts,
        )
        undefined = Loss(
            kind="undefined",
            amount=minus(full, value),
            active=all_of((neither, given)),
            words=("无法判定是否符合:{named}", "cannot be told whether it is met: {named}"),
            facts=facts,
        )
        return Lowered(value=value, losses=(unmet, unsubmitted, undefined))

    def say(self, lang: Language) -> str:
        return {"zh": "符合要求得满分:", "en": "full points if "}[lang] + say(self.when, lang)


def unmet_parts(condition: Condition, slots: Slots) -> tuple[Detail, ...]:
    """The parts of a comma-joined condition, each said where it is not met."""
    parts = condition.parts if isinstance(condition, Joined) and condition.how == "all" else (condition,)
    return tuple(
        Detail(lower_condition(part, slots).fails, (say(part, "zh"), say(part, "en")), facts_of(part)) for part in parts
    )
