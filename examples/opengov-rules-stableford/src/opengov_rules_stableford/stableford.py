"""Points by strokes against par, from a table: one over 1, par 2, one under 3, two under 4, three under 5."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from attrs import frozen

from opengov_rules.kinds import (
    Condition,
    Fact,
    FactType,
    Formula,
    Invalid,
    Language,
    Lowered,
    Quantity,
    Slots,
    choose,
    compare,
    const,
    shortfall,
    to_text,
)


@frozen(kw_only=True)
class Worth:
    """The points for one, two … strokes over par, for par, and for one, two … strokes under it."""

    over: tuple[Fraction, ...] = ()
    par: Fraction
    under: tuple[Fraction, ...] = ()

    def from_the_best(self) -> tuple[tuple[int, Fraction], ...]:
        """Strokes against par with their points, the fewest strokes first."""
        under = [(-strokes, points) for strokes, points in enumerate(self.under, 1)]
        return (*reversed(under), (0, self.par), *enumerate(self.over, 1))


@frozen(kw_only=True)
class Stableford:
    """The points of one hole. More strokes than the table has, or a hole given up (`never`), earn nothing; fewer
    strokes earn what the fewest of the table do."""

    kind: ClassVar[str] = "stableford"
    strokes: str
    par: int
    worth: Worth

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return (Fact(name=self.strokes, type=FactType.COUNT, min=Fraction(1), never=True),)

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return iter(())

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        yield "par", Fraction(self.par)
        yield from (("worth", points) for _, points in self.worth.from_the_best())

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        table = self.worth.from_the_best()
        if points is None:
            yield Invalid("points-missing", rule=self.kind)
        elif table[0][1] != points:
            yield Invalid("parts-sum", total=to_text(table[0][1]), points=to_text(points))
        if self.par + table[0][0] < 1:
            yield Invalid("value-unfit", value=f"worth: 标准杆 {self.par} 打不出 (out of reach on a par {self.par})")
        if any(better <= worse for (_, better), (_, worse) in pairwise((*table, (0, Fraction(0))))):
            yield Invalid("value-unfit", value="worth: 杆数越多分值应越低 (more strokes must earn less)")

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        strokes = slots.value(self.strokes)
        branches = list[tuple[Formula, Formula]]()
        for against, worth in self.worth.from_the_best():
            few_enough = compare("at_least", const(Fraction(self.par + against)), strokes)
            branches.append((few_enough, const(worth)))
        value = choose(branches, const(Fraction(0)))
        words = (f"{{named}}(标准杆 {self.par})", f"{{named}} (par {self.par})")
        losses = (shortfall(points or Fraction(0), value, words, (self.strokes,)),)
        return Lowered(value=value, losses=losses, needs=(self.strokes,))

    def say(self, lang: Language) -> str:
        table = [(against, to_text(worth)) for against, worth in self.worth.from_the_best()]
        if lang == "zh":
            cells = "、".join(f"{against:+d} 得 {worth} 分" for against, worth in table)
            return f"{self.strokes}与标准杆 {self.par} 相比(杆):{cells},更多或放弃不得分".replace("+0 得", "平 得")
        cells = ", ".join(f"{against:+d} {worth}" for against, worth in table).replace("+0 ", "par ")
        return f"{self.strokes} against par {self.par}: {cells}; more, or given up, 0"
