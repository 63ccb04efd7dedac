"""What is asked: facts, their types and domains, and the integers that their answers become."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from attrs import frozen

from .conditions import Condition
from .evidence import NEVER, FactValue, Never, Sample
from .points import FINEST, LIMIT, read_number, to_text
from .problems import Invalid
from .words import Language, short

Take: TypeAlias = Literal["sum", "min", "max", "count"]


class FactType(Enum):
    """What kind of answer a fact takes."""

    YES_NO = "yes_no"
    COUNT = "count"
    QUANTITY = "quantity"
    DATE = "date"
    SAMPLE = "sample"
    POINTS = "points"


_NEVER_DATE: Final = 4_000_000
"""Later than every date: `date.max.toordinal()` is 3,652,059."""


@frozen(kw_only=True)
class Fact:
    """检查内容: one typed question under a scheme-wide name.

    `per`: asked of each asset (账号, 网站, 决策) by itself; `take` folds the answers into one.
    A sample has a `draw`; `none` says how "nothing exists to draw from" (0/0) is read: as no hit, as a full sample
    of hits, or as still open; `hit_when` derives the sample from facts of the assets that were looked at.
    `absent`: a closed list, so that not named means none. `ruled`: the answer is a ruling, and names its source.
    """

    name: str
    type: FactType
    ask: str = ""
    measure: str = ""
    min: Fraction | None = None
    max: Fraction | None = None
    step: Fraction | None = None
    never: bool = False
    per: str = ""
    take: Take | None = None
    absent: bool = False
    draw: int | None = None
    none: Literal["zero", "open", "full"] = "zero"
    hit_when: Condition | None = None
    ruled: bool = False

    @property
    def unit_step(self) -> Fraction:
        """The step that one integer of a slot stands for."""
        if self.type in (FactType.QUANTITY, FactType.POINTS):
            return self.step or FINEST
        return Fraction(1)

    @property
    def slot_step(self) -> Fraction:
        """The same for the folded answer: `count` counts assets, whatever they are measured in."""
        return Fraction(1) if self.take == "count" else self.unit_step

    @property
    def parts(self) -> tuple[str, ...]:
        """The slots of this fact: one value, or hits and misses."""
        return ("hits", "misses") if self.type is FactType.SAMPLE else ("value",)

    def domain(self) -> tuple[tuple[int, int | None], ...]:
        """Each slot's least and greatest integer over all (folded) answers; None is "no greatest"."""
        if self.type is FactType.SAMPLE:
            return ((0, self.draw), (0, self.draw))
        if self.take in ("sum", "count"):
            return ((0, None),)
        return (self.answer_domain(),)

    def answer_domain(self) -> tuple[int, int | None]:
        """The least and greatest integer of one answer that is not a sample."""
        match self.type:
            case FactType.YES_NO:
                return 0, 1
            case FactType.DATE:
                return 1, _NEVER_DATE if self.never else dt.date.max.toordinal()
            case _:
                low = int((self.min or Fraction(0)) / self.unit_step)
                if self.never:
                    return low, int(LIMIT / self.unit_step)
                return low, None if self.max is None else int(self.max / self.unit_step)

    def fold(self, codes: Sequence[int]) -> int:
        """The folded answer of assets, from the integer of each."""
        match self.take:
            case "count":
                return sum(code != 0 for code in codes)
            case "max":
                return max(codes)
            case "min":
                return min(codes)
            case _:
                return sum(codes)

    def encode(self, value: FactValue) -> tuple[int, ...]:
        """The integers of an answer that `read_value` accepted."""
        match value:
            case Sample(0, _) if self.none == "full":
                return self.draw or 0, 0
            case Sample(drawn, hits):
                return hits, drawn - hits
            case Never():
                return (_NEVER_DATE if self.type is FactType.DATE else int(LIMIT / self.unit_step),)
            case bool():
                return (int(value),)
            case dt.date():
                return (value.toordinal(),)
            case Fraction():
                return (int(value / self.unit_step),)


def read_value(fact: Fact, raw: object) -> FactValue:
    """An answer as this fact's type wants it.

    Takes bool for yes/no; int, Decimal, Fraction or numeral text for numbers; a date or ISO text; `"never"`;
    a `Sample`, `{"drawn": 3, "hits": 2}` or `"2/3"` (hits/drawn) for samples. Raises `Invalid` for everything else.
    """
    if raw is NEVER or (isinstance(raw, str) and raw == "never"):
        if not fact.never:
            raise Invalid("never-refused", fact=fact.name)
        return NEVER
    if isinstance(raw, Invalid):
        raise raw
    match fact.type:
        case FactType.YES_NO:
            if not isinstance(raw, bool):
                raise Invalid("value-yes-no", fact=fact.name, value=short(raw))
            return raw
        case FactType.DATE:
            return read_date(fact.name, raw)
        case FactType.SAMPLE:
            return _read_sample(fact, raw)
        case _:
            return _read_amount(fact, raw)


def read_date(name: str, raw: object) -> dt.date:
    """A calendar day. Raises `Invalid`; a moment (with a time of day) is refused too."""
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    try:
        if isinstance(raw, str) and len(raw) == 10 and raw.isascii() and raw[4] == raw[7] == "-":
            return dt.date.fromisoformat(raw)
    except ValueError:
        pass
    raise Invalid("value-date", fact=name, value=short(raw))


def _read_sample(fact: Fact, raw: object) -> Sample:
    match raw:
        case Sample():
            drawn, hits = _whole(fact, raw.drawn), _whole(fact, raw.hits)
        case Mapping() if set(raw) == {"drawn", "hits"}:
            drawn, hits = _whole(fact, raw["drawn"]), _whole(fact, raw["hits"])
        case str() if raw.count("/") == 1:
            hits, drawn = (_whole(fact, part) for part in raw.split("/"))
        case _:
            raise Invalid("value-sample", fact=fact.name, value=short(raw))
    if hits > drawn:
        raise Invalid("sample-hits", fact=fact.name, hits=hits, drawn=drawn)
    if fact.draw is not None and drawn > fact.draw:
        raise Invalid("sample-drawn", fact=fact.name, drawn=drawn, draw=fact.draw)
    return Sample(drawn, hits)


def _whole(fact: Fact, raw: object) -> int:
    number = read_number(raw)
    if number.denominator != 1 or number < 0:
        raise Invalid("value-count", fact=fact.name, value=short(raw))
    return int(number)


def _read_amount(fact: Fact, raw: object) -> Fraction:
    number = read_number(raw)
    low = fact.min if fact.min is not None else Fraction(0)
    if fact.type is FactType.COUNT and (number.denominator != 1 or number < 0):
        raise Invalid("value-count", fact=fact.name, value=short(raw))
    if number < low or (fact.max is not None and number > fact.max):
        limits = f"{to_text(low)}–{to_text(fact.max)}" if fact.max is not None else f"≥ {to_text(low)}"
        raise Invalid("value-range", fact=fact.name, value=short(raw), limits=limits)
    if (number / fact.unit_step).denominator != 1:
        raise Invalid("value-step", fact=fact.name, value=short(raw), step=to_text(fact.unit_step))
    return number


def show_value(value: FactValue, lang: Language = "zh") -> str:
    """The answer in words, for explanations."""
    match value:
        case bool():
            return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]
        case Never():
            return {"zh": "从未", "en": "never"}[lang]
        case Sample(drawn, hits):
            return f"{hits}/{drawn}"
        case dt.date():
            return value.isoformat()
        case Fraction():
            return to_text(value)
