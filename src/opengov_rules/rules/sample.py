"""随机抽查 n 个,符合要求 1 个得 1 分 / 全部符合得 N 分: a sample, per hit or all or nothing."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import frozen

from ..conditions import Condition, Quantity
from ..facts import Fact, FactType
from ..formula import all_of, choose, compare, const, negate, times
from ..points import to_text
from ..problems import Invalid
from ..saying import say
from ..words import Language
from .base import Loss, Lowered, Slots, shortfall


@frozen(kw_only=True)
class SampleRule:
    """Points `each` hit, or all points if the whole sample hits.

    `fewer`: what a sample smaller than `draw` is worth when all of it hits (there were no more to draw).
    `none`: what it is worth when nothing exists; `open` leaves the leaf undetermined until somebody rules.
    `per`, `when`: a hit is an asset for which the condition over its own facts holds.
    """

    kind: ClassVar[str] = "sample"
    fact: str
    draw: int
    each: Fraction | None = None
    all_hit: bool = False
    fewer: Literal["full", "zero"] = "full"
    none: Literal["open", "full", "zero"] = "open"
    per: str = ""
    when: Condition | None = None

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        return (
            Fact(
                name=self.fact,
                type=FactType.SAMPLE,
                draw=self.draw,
                none=self.none if self.all_hit else "zero",
                per=self.per,
                hit_when=self.when,
            ),
        )

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return iter(())

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        yield "draw", Fraction(self.draw)
        if self.each is not None:
            yield "each", self.each

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if points is None:
            yield Invalid("points-missing", rule=self.kind)
        if self.all_hit == (self.each is not None):
            yield Invalid("sample-worth")
        if (self.when is None) != (self.per == ""):
            yield Invalid("sample-per")
        if self.draw < 1:
            yield Invalid("value-count", fact="draw", value=self.draw)
        if self.each is not None and points is not None and self.each * self.draw != points:
            yield Invalid("parts-sum", total=to_text(self.each * self.draw), points=to_text(points))

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        full, hits, misses = const(points or 0), slots.hits(self.fact), slots.misses(self.fact)
        words = (
            f"{self.fact}:符合/抽查 {{value}}(规定抽查 {self.draw})",
            f"{self.fact}: hits/drawn {{value}} (the rule draws {self.draw})",
        )
        if self.each is not None:
            value = times(const(self.each), hits)
        else:
            enough = const(1 if self.fewer == "full" else self.draw)
            hit = all_of((compare("at_least", hits, enough), negate(compare("over", misses, const(0)))))
            value = choose([(hit, full)], const(0))
        loss = shortfall(points or Fraction(0), value, words, (self.fact,))
        gain = Loss(
            kind="penalty", amount=value, active=compare("over", value, const(0)), words=words, facts=(self.fact,)
        )
        return Lowered(value=value, losses=(loss,), gains=(gain,), needs=(self.fact,))

    def say(self, lang: Language) -> str:
        what = f"({say(self.when, lang)})" if self.when is not None else ""
        if self.each is not None:
            each = to_text(self.each)
            if lang == "zh":
                return f"{self.fact}:抽查 {self.draw} 个{self.per},符合要求{what}1 个得 {each} 分"
            return f"{self._drawn}, {each} for each that meets the requirements {what}".rstrip()
        fewer = {"full": ("不足时现有的全部符合即可", "fewer will do"), "zero": ("不足时不得分", "fewer give 0")}
        none = {"open": ("一个也没有则待定", "none is open"), "full": ("一个也没有得满分", "none gives full points")}
        none["zero"] = ("一个也没有不得分", "none gives 0")
        (fewer_zh, fewer_en), (none_zh, none_en) = fewer[self.fewer], none[self.none]
        if lang == "zh":
            return f"{self.fact}:抽查 {self.draw} 个{self.per},全部符合{what}得满分;{fewer_zh},{none_zh}"
        return f"{self._drawn}, full points if all meet the requirements {what}".rstrip() + f"; {fewer_en}, {none_en}"

    @property
    def _drawn(self) -> str:
        return f"{self.fact}: {self.draw} {f'of {self.per} drawn' if self.per else 'drawn'}"
