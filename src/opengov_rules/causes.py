"""Where points went: one signed entry each, with its clause, and words made when somebody reads them."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from .provenance import Citation
from .rules import Loss
from .settling import Answer
from .words import Language


@frozen(kw_only=True)
class Cause:
    """One signed entry of where points went. `amount` is None while what it takes is not decided.

    `kind` is missed, deduction, unearned, penalty, not_submitted, not_applicable, excused, cap, floor, only_if,
    zero_if, discrepancy or veto.
    """

    code: str
    kind: str
    amount: Decimal | Fraction | None
    facts: tuple[str, ...]
    cite: Citation | None
    _loss: Loss = field(repr=False, alias="loss")
    _answer: Callable[[str], Answer | None] = field(repr=False, alias="answer", eq=False)
    _details: tuple[int, ...] = field(repr=False, alias="details", default=())

    @property
    def fact(self) -> str | None:
        """The fact, where the cause rests on one."""
        return self.facts[0] if len(self.facts) == 1 else None

    def value(self, lang: Language = "zh") -> str | None:
        """The answer that the cause rests on, in words."""
        answer = self._answer(self.facts[0]) if len(self.facts) == 1 else None
        return None if answer is None else answer.show(lang)

    def reason(self, lang: Language = "zh") -> str:
        """Why the points went, in words."""
        at = 0 if lang == "zh" else 1
        comma = "、" if lang == "zh" else ", "
        answers = [answer for fact in self.facts if (answer := self._answer(fact)) is not None]
        text = self._loss.words[at]
        if "{value}" in text:
            text = text.replace("{value}", comma.join(answer.show(lang) for answer in answers))
        if "{named}" in text:
            text = text.replace("{named}", comma.join(f"{a.fact.name} {a.show(lang)}" for a in answers))
        text += comma.join(self._loss.details[i][1][at] for i in self._details)
        if any(answer.late for answer in answers):
            text += {"zh": "(逾期报送)", "en": " (sent too late)"}[lang]
        if self.amount == 0 and self.kind == "deduction":
            text += {"zh": "(已扣完)", "en": " (already at the floor)"}[lang]
        return text
