"""原文没有条款: from nothing to all the points, until somebody rules."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import evolve, frozen

from ..conditions import Condition, Quantity
from ..facts import Fact, FactType
from ..formula import ZERO
from ..problems import Invalid
from ..provenance import Citation
from ..words import Language
from .base import Loss, Lowered, Slots, shortfall


@frozen(kw_only=True)
class Unstated:
    """The notice has no clause. The ruling is a fact named by the node's code, and says who ruled (its `source`).

    Where no points are published either, there is nothing to rule on, and nothing is asked.
    """

    kind: ClassVar[str] = "unstated"
    code: str

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        if points is None:
            return ()
        ask = "原文没有该单位这一项的评分条款，裁定得几分？依据是什么？"
        return (Fact(name=self.code, type=FactType.POINTS, max=points, ask=ask, ruled=True),)

    def reads(self) -> Iterator[tuple[str, Condition | Quantity]]:
        return iter(())

    def numbers(self) -> Iterator[tuple[str, Fraction]]:
        return iter(())

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        if points is None:
            yield Invalid("points-missing", rule=self.kind)

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        if points is None:
            return Lowered(value=ZERO, losses=())
        value = slots.value(self.code)
        words = ("原文无条款,裁定得 {value} 分({source})", "no clause in the notice, ruled {value} ({source})")
        ruled = shortfall(points, value, words, (self.code,))
        # On record even where nothing is lost.
        return Lowered(value=value, losses=(evolve(ruled, active=slots.answered(self.code)),), needs=(self.code,))

    def say(self, lang: Language) -> str:
        return {"zh": "原文无条款,由裁定给分", "en": "no clause in the notice: somebody must rule"}[lang]


@frozen(kw_only=True)
class Todo(Unstated):
    """待录入: a clause that nobody has put into a rule yet. No file names this kind: a leaf with `todo` has it.

    It asks for a ruling like any leaf without a clause; a penalty without printed points has no upper end until then.
    """

    clauses: tuple[Citation, ...]

    def facts(self, points: Fraction | None) -> tuple[Fact, ...]:
        ask = f"原文尚未录入为规则，裁定得几分？依据是什么？原文：{self._quoted}"
        return (Fact(name=self.code, type=FactType.POINTS, max=points, ask=ask, ruled=True),)

    def check(self, points: Fraction | None) -> Iterator[Invalid]:
        return iter(())

    def lower(self, points: Fraction | None, slots: Slots) -> Lowered:
        value = slots.value(self.code)
        words = ("规则待录入,裁定得 {value} 分({source})", "no rule written yet, ruled {value} ({source})")
        answered = slots.answered(self.code)
        ruled = () if points is None else (evolve(shortfall(points, value, words, (self.code,)), active=answered),)
        gain = Loss(kind="penalty", amount=value, active=answered, words=words, facts=(self.code,))
        return Lowered(value=value, losses=ruled, gains=(gain,), needs=(self.code,))

    def say(self, lang: Language) -> str:
        return {"zh": f"待录入,由裁定给分:{self._quoted}", "en": f"to do, somebody must rule: {self._quoted}"}[lang]

    @property
    def _quoted(self) -> str:
        return " | ".join(map(str, self.clauses))
