"""What is asked: facts, their types and domains, and the integers that their answers become."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from math import lcm
from typing import Final, Literal, TypeAlias

from attrs import frozen

from .conditions import Condition, Quantity
from .evidence import NEVER, FactValue, Never, Sample
from .points import FINEST, LIMIT, read_number, to_text
from .problems import Invalid, suggestion
from .words import Language, short

Part: TypeAlias = Literal["value", "number", "hits", "misses"]
Take: TypeAlias = Literal["sum", "min", "max", "count", "mean", "median", "distinct"]
_FINE: Final = lcm(*range(1, 13))
_UNLIMITED: Final = 10**40
"""Stands for "no greatest" while answers are folded."""


class FactType(Enum):
    """What kind of answer a fact takes."""

    YES_NO = "yes_no"
    COUNT = "count"
    QUANTITY = "quantity"
    DATE = "date"
    SAMPLE = "sample"
    SHARE = "share"
    CHOICE = "choice"
    POINTS = "points"


_NEVER_DATE: Final = 4_000_000
"""Later than every date: `date.max.toordinal()` is 3,652,059."""


@frozen(kw_only=True)
class Peers:
    """A value from all units that are ranked together, or of one kind among them: `of` each, folded.

    `rank`: the unit's place, 1 for the greatest; equal ones share it. Without `own` a unit is not among its own peers;
    `none` is the value where there are none.
    """

    of: Quantity
    take: Literal["mean", "median", "most", "least", "rank"]
    among: Literal["rubric", "kind"] = "rubric"
    own: bool = True
    none: Fraction | None = None


@frozen(kw_only=True)
class Fact:
    """检查内容: one typed question under a scheme-wide name.

    `per`: asked of each asset (账号, 网站, 决策) by itself; `take` folds the answers into one. Before a sum or mean,
    `trim` leaves out so many of the greatest and of the least, `best` all but so many of the greatest.
    A sample has a `draw`; `none` says how "nothing exists" (0/0) is read: of a sample as no hit, as a full sample of
    hits, or as still open; of a share as 0%, as 100%, as still open, or, where nothing is said, as no number.
    `hit_when` derives the sample from facts of the assets that were looked at.
    `of`: not asked itself, but another fold of that fact's answers. `absent`: a closed list, so that not named means
    none. `ruled`: the answer is a ruling, and names its source.
    `guess`: the type is only guessed from what the fact is compared with (a plain number), or is added to.
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
    trim: int = 0
    best: int | None = None
    choices: tuple[str, ...] = ()
    peers: Peers | None = None
    of: str = ""
    absent: bool = False
    draw: int | None = None
    none: Literal["", "zero", "open", "full"] = ""
    hit_when: Condition | None = None
    ruled: bool = False
    guess: Literal["", "number", "any"] = ""

    @property
    def unit_step(self) -> Fraction:
        """The step that one integer of a slot stands for."""
        if self.type in (FactType.QUANTITY, FactType.POINTS):
            return self.step or FINEST
        return Fraction(1)

    @property
    def slot_step(self) -> Fraction:
        """The same for the folded answer: `count` and `distinct` count, whatever is measured; a median has halves."""
        if self.take in ("count", "distinct"):
            return Fraction(1)
        return self.unit_step / 2 if self.take == "median" else self.unit_step

    @property
    def parts(self) -> tuple[Part, ...]:
        """The slots of this fact: one value, hits and misses, or the sum and the number of which a mean is made."""
        if self.type in (FactType.SAMPLE, FactType.SHARE):
            return ("hits", "misses")
        return ("value", "number") if self.divided else ("value",)

    @property
    def divided(self) -> bool:
        """Whether its value is a quotient of two slots: of a mean, or of what is reckoned from all units."""
        return self.take == "mean" or self.peers is not None

    def may_be(self, word: str) -> bool:
        """Whether the word asks for an answer that never came, and the fact takes one; added up, it cannot be told."""
        return word == "never" and self.never and self.take in (None, "min", "max", "median")

    def domain(self) -> tuple[tuple[int, int | None], ...]:
        """Each slot's least and greatest integer over all (folded) answers; None is "no greatest"."""
        match self.take:
            case None if self.type is FactType.SAMPLE:
                return ((0, self.draw), (0, self.draw))
            case None if self.type is FactType.SHARE:
                return ((0, None), (0, None))
            case "sum" | "count" | "distinct":
                return ((0, None),)
            case "mean":
                return ((0, None), (0, None))
            case None if self.peers is not None:
                return (self.answer_domain(), (1, None))
            case "median":
                low, high = self.answer_domain()
                return ((2 * low, None if high is None else 2 * high),)
            case _:
                return (self.answer_domain(),)

    def open_ends(self) -> tuple[tuple[int, int | None], ...]:
        """The same where nobody looked at any asset yet: the mean of unknown marks lies where one mark may lie, and
        between its steps, as fine as a dozen marks can make it."""
        if not self.divided:
            return self.domain()
        low, high = self.answer_domain()
        return (low * _FINE, None if high is None else high * _FINE), (_FINE, _FINE)

    def answer_domain(self) -> tuple[int, int | None]:
        """The least and greatest integer of one answer that is not a sample or share."""
        match self.type:
            case FactType.YES_NO:
                return 0, 1
            case FactType.CHOICE:
                return 0, len(self.choices) - 1
            case FactType.DATE:
                return 1, _NEVER_DATE if self.never else dt.date.max.toordinal()
            case _:
                low = int((self.min or Fraction(0)) / self.unit_step)
                if self.never:
                    return low, int(LIMIT / self.unit_step)
                return low, None if self.max is None else int(self.max / self.unit_step)

    def too_few(self, answers: int) -> bool:
        """Whether nothing is left of so many answers once the greatest and the least are left out."""
        return self.trim > 0 and answers <= 2 * self.trim

    def fold(self, codes: Sequence[int]) -> tuple[int, ...]:
        """The slots of the folded answer of assets, from the integer of each."""
        match self.take:
            case "count":
                return (sum(code != 0 for code in codes),)
            case "distinct":
                return (len({*codes}),)
            case "max":
                return (max(codes),)
            case "min":
                return (min(codes),)
            case "median":
                ordered, (middle, odd) = sorted(codes), divmod(len(codes), 2)
                return (2 * ordered[middle] if odd else ordered[middle - 1] + ordered[middle],)
            case "mean":
                kept = self._kept(codes)
                return sum(kept), len(kept)
            case _:
                return (sum(self._kept(codes)),)

    def _kept(self, codes: Sequence[int]) -> Sequence[int]:
        """The answers that count."""
        if self.trim:
            codes = sorted(codes)[self.trim : -self.trim]
        return codes if self.best is None else sorted(codes, reverse=True)[: self.best]

    def fold_ends(self, ends: Sequence[tuple[int, int | None]]) -> tuple[tuple[int, int | None], ...]:
        """The least and greatest of each slot from folding answers that each lie between two ends."""
        if self.take == "count":
            sure = sum(low > 0 or (high is not None and high < 0) for low, high in ends)
            return ((sure, sum(low != 0 or high != 0 for low, high in ends)),)
        if self.take == "distinct":
            known, (least, most) = {low for low, high in ends if low == high}, self.answer_domain()
            unknown = sum(low != high for low, high in ends)
            several = len(known) + unknown if most is None else min(len(known) + unknown, most - least + 1)
            return ((max(len(known), 1), several),)
        lows = self.fold([low for low, _ in ends])
        highs = self.fold([_UNLIMITED if high is None else high for _, high in ends])
        return tuple((low, None if high >= _UNLIMITED // 2 else high) for low, high in zip(lows, highs, strict=True))

    def encode(self, value: FactValue) -> tuple[int, ...]:
        """The integers of an answer that `read_value` accepted."""
        match value:
            case Sample(0, _) if self.none == "full":
                return (1 if self.type is FactType.SHARE else self.draw or 0), 0
            case Sample(0, _) if self.none == "zero" and self.type is FactType.SHARE:
                return 0, 1
            case Sample(drawn, hits):
                return hits, drawn - hits
            case Never():
                return (_NEVER_DATE if self.type is FactType.DATE else int(LIMIT / self.unit_step),)
            case bool():
                return (int(value),)
            case str():
                return (self.choices.index(value),)
            case dt.date():
                return (value.toordinal(),)
            case Fraction():
                code = int(value / self.unit_step)
                return (code,) if self.peers is None else (code, 1)


def read_value(fact: Fact, raw: object) -> FactValue:
    """An answer as this fact's type wants it.

    Takes bool for yes/no; int, Decimal, Fraction or numeral text for numbers; a date or ISO text; `"never"`;
    a `Sample`, `{"drawn": 3, "hits": 2}` or `"2/3"` (hits/drawn) for samples; `{"count": 7, "of": 140}` or `"7/140"`
    for shares; one of its words for a choice. Raises `Invalid` for everything else.
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
        case FactType.SAMPLE | FactType.SHARE:
            return _read_sample(fact, raw)
        case FactType.CHOICE:
            if raw not in fact.choices:
                near = suggestion(str(raw), fact.choices)
                known = "、".join(fact.choices)
                raise Invalid("word-unknown", fact=fact.name, word=short(raw), near=near, known=known)
            return str(raw)
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
        case Mapping() if set(raw) == {"drawn", "hits"} and fact.type is FactType.SAMPLE:
            drawn, hits = _whole(fact, raw["drawn"]), _whole(fact, raw["hits"])
        case Mapping() if set(raw) == {"count", "of"} and fact.type is FactType.SHARE:
            drawn, hits = _whole(fact, raw["of"]), _whole(fact, raw["count"])
        case str() if raw.count("/") == 1:
            hits, drawn = (_whole(fact, part) for part in raw.split("/"))
        case _:
            code = "value-sample" if fact.type is FactType.SAMPLE else "value-share"
            raise Invalid(code, fact=fact.name, value=short(raw))
    if hits > drawn:
        if fact.type is FactType.SHARE:
            raise Invalid("share-of", fact=fact.name, count=hits, of=drawn)
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
        case str():
            return value
        case dt.date():
            return value.isoformat()
        case Fraction():
            return to_text(value)
