"""Answers to everything that is asked of a unit, or to a part of it, as hosts write them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from attrs import Factory, frozen

from ...facts import Fact, FactType
from ..dice import Dice
from .questionnaire import Questionnaire
from .values import value

Plain: TypeAlias = dict[str, Any]
"""Answers as `Program.score` takes them: fact → value, entry with a status, or asset → value or entry."""

ASSETS: Final = tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")


def draw_answers(dice: Dice, asked: Questionnaire, *, unknown: bool = False, statuses: bool = False) -> Plain:
    """Observed answers to everything, unless `unknown` leaves some open or `statuses` allow others."""
    one = One(dice, asked, unknown, statuses)
    answers = Plain()
    for fact in asked.whole:
        inputs = asked.inputs.get(fact.name, ())
        if inputs and one.often():
            answers |= one.drawn(fact, inputs)
        elif not (fact.absent and statuses and one.seldom()):
            answer = one.answer(fact)
            if answer is not None:
                answers[fact.name] = answer
    return answers


@frozen
class One:
    """Draws single answers: observed unless `unknown` or `statuses` allow another state."""

    dice: Dice
    sheet: Questionnaire
    unknown: bool
    statuses: bool
    kinds: dict[str, Sequence[str]] = Factory(dict)
    """The assets of each kind, once they are drawn."""

    def often(self) -> bool:
        return self.dice.chance(2)

    def seldom(self) -> bool:
        return self.dice.chance(6)

    def answer(self, fact: Fact) -> object:
        """The fact's answer; None to leave it out."""
        if self.unknown and self.often():
            return None if self.often() else {"status": "not_assessed"}
        if self.statuses and self.seldom():
            return self.status(fact)
        if fact.type is FactType.SAMPLE and fact.none == "open" and self.unknown and self.seldom():
            return {"drawn": 0, "hits": 0}
        if fact.per and fact.type is not FactType.SAMPLE:
            parts = {asset: self.part(fact) for asset in self.assets(fact.per) if not self.silent(fact)}
            return parts or None
        return self.observed(fact)

    def assets(self, per: str) -> Sequence[str]:
        """The assets of a kind: those that were named, else a few, as many as are trimmed, no more than are drawn."""
        if per not in self.kinds:
            asked = self.sheet.asked.facts
            fewest = max(2 * fact.trim + 1 for fact in asked.values() if fact.per == per)
            most = min([fewest + 2, *(asked[name].draw or 1 for name in self.sheet.samples(per))])
            self.kinds[per] = ASSETS[: self.dice.number(fewest, max(fewest, most))]
        return self.kinds[per]

    def silent(self, fact: Fact) -> bool:
        """Whether to leave one asset's answer out."""
        return (self.unknown or (fact.absent and self.statuses)) and self.seldom()

    def part(self, fact: Fact) -> object:
        """The answer of one asset."""
        if self.unknown and self.seldom():
            return {"status": "not_assessed"}
        return self.status(fact) if self.statuses and self.seldom() else self.observed(fact)

    def observed(self, fact: Fact) -> object:
        found = value(self.dice, fact, self.sheet.edges[fact.name])
        entry = {"value": found, "source": "裁定"} if fact.ruled else {"value": found}
        if self.statuses and self.sheet.due is not None and self.seldom():
            return entry | {"time": self.sheet.due + dt.timedelta(days=self.dice.number(0, 1))}
        return entry if fact.ruled else found

    def status(self, fact: Fact) -> dict[str, str]:
        may = ["not_submitted", "not_applicable"][: 2 if fact.name in self.sheet.asked.may_not_apply else 1]
        return {"status": self.dice.one(*may), **({"source": "裁定"} if fact.ruled else {})}

    def drawn(self, sample: Fact, inputs: Sequence[str]) -> Plain:
        """The facts of a sample's assets, of which the first names them all."""
        found = Plain()
        for name in inputs:
            fact = self.sheet.asked.facts[name]
            if found and self.statuses and self.seldom():
                found[name] = self.status(fact)
                continue
            parts = {asset: self.part(fact) for asset in self.assets(sample.per) if not (found and self.silent(fact))}
            if parts:
                found[name] = parts
        return found
