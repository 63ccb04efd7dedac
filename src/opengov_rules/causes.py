"""Where points went: one signed entry each, with its clause, and words made when somebody reads them."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from .evidence import Sample
from .facts import FactType
from .points import as_number, to_text
from .provenance import Citation
from .rules import Loss
from .settling import Answer
from .words import Language

_PLACE: Final = re.compile(r"\{(?:value|source|named)\}")


@frozen(kw_only=True)
class Cause:
    """One signed entry of where points went.

    `kind` is missed, deduction, addition, unearned, penalty, not_submitted, undefined, not_applicable, excused,
    rescaled, averaged, ladder, combined, each, discrepancy, scaled, cap, floor, rounding, only_if, zero_if, veto or
    ceiling.
    """

    code: str
    kind: str
    _exact: Fraction | None = field(alias="exact")
    facts: tuple[str, ...]
    cite: Citation | None
    _loss: Loss = field(repr=False, alias="loss")
    _answer: Callable[[str], Answer | None] = field(repr=False, alias="answer", eq=False)
    _details: tuple[int, ...] = field(repr=False, alias="details", default=())
    _late: bool = field(repr=False, alias="late", default=False)

    @property
    def amount(self) -> Decimal | Fraction | None:
        """The points that it takes; None while that is not decided."""
        return None if self._exact is None else as_number(self._exact)

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
        text = self._loss.words[at]
        if "{" in text:
            answers = [answer for fact in self.facts if (answer := self._answer(fact)) is not None]
            words = {
                "{value}": comma.join(_told(answer, lang) for answer in answers),
                "{source}": comma.join(o.source for answer in answers for o in answer.observations),
                "{named}": comma.join(f"{answer.fact.name} {_told(answer, lang)}" for answer in answers),
            }
            text = _PLACE.sub(lambda place: words[place[0]], text)
        details = [self._loss.details[i] for i in self._details]
        text += comma.join(detail.words[at] for detail in details)
        asked = dict.fromkeys(fact for detail in details for fact in detail.facts)
        answers = [answer for fact in asked if (answer := self._answer(fact)) is not None]
        found = [f"{a.fact.name} {_told(a, lang)}" for a in answers if a.fact.type is not FactType.YES_NO]
        text += {"zh": f"({comma.join(found)})", "en": f" ({comma.join(found)})"}[lang] if found else ""
        if self._late:
            text += {"zh": "(逾期报送)", "en": " (sent too late)"}[lang]
        if self._exact == 0 and self.kind == "deduction":
            text += {"zh": "(已扣完)", "en": " (already at the floor)"}[lang]
        return text

    def to_dict(self, lang: Language, file: str) -> dict[str, Any]:
        """The cause as JSON-ready data; `file` is the notice's."""
        return {
            "kind": self.kind,
            "amount": text_of(self._exact),
            "fact": self.fact,
            "value": self.value(lang),
            "reason": self.reason(lang),
            "cite": cite_dict(self.cite, file),
        }


def _told(answer: Answer, lang: Language) -> str:
    """The answer in words, and of a share of nothing how it counts."""
    nothing = any(isinstance(o.value, Sample) and o.value.drawn == 0 for o in answer.observations)
    counts = _NOTHING[answer.fact.none] if nothing and answer.fact.type is FactType.SHARE else None
    return answer.show(lang) + ("" if counts is None else f"({counts[0]})" if lang == "zh" else f" ({counts[1]})")


_NOTHING: Final = {
    "": ("如何计未写明", "nobody says what that is worth"),
    "open": ("待裁定", "to be ruled on"),
    "full": ("按 100% 计", "counts as 100%"),
    "zero": ("按 0% 计", "counts as 0%"),
}


def cite_dict(cite: Citation | None, file: str) -> dict[str, Any] | None:
    """A citation as JSON-ready data."""
    return None if cite is None else {"file": file, "line": cite.line, "quote": cite.quote}


def text_of(value: Decimal | Fraction | None) -> str | None:
    """A number as text, None as None."""
    return None if value is None else to_text(Fraction(value))
