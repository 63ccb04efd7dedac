"""3 个工作日内得 2 分,5 个工作日内得 1 分: the first limit that holds."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from attrs import frozen

from ..conditions import Compared, Condition, Constant, Quantity, facts_of
from ..facts import Fact
from ..formula import ZERO, Formula, all_of, any_of, choose, const
from ..points import to_text
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Lowered, Slots, shortfall
from .reading import Truth, lower_condition


@frozen(kw_only=True)
class Limit:
    """One tier: what must hold, and the points."""

    when: Condition
    points: Fraction


@frozen(kw_only=True)
class Tiers:
    """The points of the first limit that holds, else 0.

    What was not submitted makes the leaf worth 0, unless a limit holds without it and it could only have gained points.
    """

    kind: ClassVar[str] = "tiers"
    limits: tuple[Limit, ...]

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return ()

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return (("limits", limit.when) for limit in self.limits)

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return (("limits", limit.points) for limit in self.limits)

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if points is None:
            yield Invalid("points-missing", rule=self.kind)
        for limit in self.limits:
            if limit.points < 0:
                yield Invalid("rate-sign", fact=say(limit.when, "zh"), rate=to_text(limit.points))
        best = max((limit.points for limit in self.limits), default=Fraction(0))
        if points is not None and best != points:
            yield Invalid("parts-sum", total=to_text(best), points=to_text(points))
        for earlier, later in pairwise(self.limits):
            if _hidden(earlier.when, later.when):
                yield Invalid("tier-order", at="limits", earlier=say(earlier.when, "zh"), later=say(later.when, "zh"))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        facts = tuple(dict.fromkeys(fact for limit in self.limits for fact in facts_of(limit.when)))
        truths = [lower_condition(limit.when, slots) for limit in self.limits]
        value = choose([(t.holds, const(limit.points)) for t, limit in zip(truths, self.limits, strict=True)], ZERO)
        words = ("{named},未达最高一档", "{named}: below the top tier")
        return Lowered(
            value=value,
            losses=(shortfall(points or Fraction(0), value, words, facts),),
            needs=facts,
            decided=any_of((*self._stands(truths), all_of(slots.answered(fact) for fact in facts))),
        )

    def _stands(self, truths: Sequence[Truth]) -> Iterator[Formula]:
        """For each limit, that it holds and no earlier one with fewer points is left open by what was not submitted."""
        for i, limit in enumerate(self.limits):
            worse = [truths[j].fails for j, earlier in enumerate(self.limits[:i]) if earlier.points < limit.points]
            yield all_of((truths[i].holds, *worse))

    def say(self, lang: Language) -> str:
        tiers = [(say(limit.when, lang), to_text(limit.points)) for limit in self.limits]
        if lang == "zh":
            return ";".join(f"{when} 得 {points} 分" for when, points in tiers) + ";否则不得分"
        return "; ".join(f"{when}: {points}" for when, points in tiers) + "; else 0"


def _hidden(earlier: Condition, later: Condition) -> bool:
    """Whether the earlier limit, over the same quantity, leaves nothing for the later one."""
    match earlier, later:
        case Compared(a, left, Constant(x)), Compared(b, right, Constant(y)) if left == right and a == b:
            return y <= x if a in ("at_most", "under") else y >= x if a in ("at_least", "over") else x == y
        case _:
            return earlier == later
