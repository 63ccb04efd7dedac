"""The short way from plain answers to integers: everything answered, nothing but values, checked all at once.

What does not fit (an asset left out, a status, a wrong type, an unknown name) is not judged here: it takes the long way
through `answers`, which accepts it or says what is wrong with it. What is accepted here is what is accepted there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from operator import gt, itemgetter, lt
from typing import Any, Final

from attrs import field, frozen

from .compiler import CompiledRubric, UnitRubric
from .evidence import Sample
from .facts import Fact, FactType, read_date, read_value
from .names import obviously_apart
from .points import LIMIT, to_decimal
from .problems import Invalid

_PLAIN: Final = {FactType.YES_NO: bool, FactType.COUNT: int}
_NUMBERS: Final = frozenset({int, Decimal})
_LONGEST_TABLE: Final = 4096
_WORDS: Final = frozenset({"", "value", "status"})
"""No names of assets on the short way: with these words an answer may be an entry with a status."""


@frozen(kw_only=True, eq=False)
class Intake:
    """Takes the answers of one unit's rubric: yes/no facts first, then counts, marks, samples, assets, and the rest."""

    plain: tuple[Fact, ...]
    """Yes/no facts, then counts."""
    marks: tuple[tuple[Fact, Mapping[Decimal, int]], ...]
    """Each with the integers of all its values."""
    samples: tuple[Fact, ...]
    assets: tuple["_Assets", ...]
    others: tuple[Fact, ...]
    order: tuple[int, ...]
    """The slots that the integers fill, in their order."""
    _pick: Callable[[Mapping[str, Any]], tuple[Any, ...]] = field(repr=False, alias="pick")
    _types: list[type] = field(repr=False, alias="types")
    _lows: tuple[int, ...] = field(repr=False, alias="lows")
    _highs: tuple[int, ...] = field(repr=False, alias="highs")
    _common: tuple[int, int] = field(repr=False, alias="common")
    _absent: Mapping[str, Any] = field(repr=False, alias="absent")
    _size: int = field(repr=False, alias="size")

    @classmethod
    def of(cls, compiled: CompiledRubric, unit: UnitRubric) -> "Intake | None":
        """The intake of a unit's rubric; None where it asks nothing, or what is never a plain answer: a ruling, or
        answers of assets that are scored by themselves."""
        facts = [fact for name, fact in compiled.read.items() if name in unit.asked.facts]
        whole = [fact for fact in facts if fact.take is None]
        flags = [fact for fact in whole if fact.type is FactType.YES_NO]
        counts = [fact for fact in whole if fact.type is FactType.COUNT and fact.peers is None]
        marks = [(fact, table) for fact in whole if fact.peers is None and (table := _table(fact))]
        samples = [fact for fact in whole if fact.type in (FactType.SAMPLE, FactType.SHARE)]
        assets = [fact for fact in facts if fact.take is not None]
        sorted_in = [*flags, *counts, *(fact for fact, _ in marks), *samples, *assets]
        names = {fact.name for fact in sorted_in}
        everything = [*sorted_in, *(fact for fact in facts if fact.name not in names)]
        slots: dict[tuple[str, str], int] = {(name, part): slot for (name, part), slot in compiled.slots.items()}
        wanted = [(fact.name, part) for fact in everything for part in fact.parts]
        folds = any(fact.of for fact in compiled.read.values())
        if not facts or compiled.each or folds or any(fact.ruled for fact in facts):
            return None
        lows, highs = [max(0, int(fact.min or 0)) for fact in counts], [_greatest(fact) for fact in counts]
        return cls(
            plain=(*flags, *counts),
            marks=tuple(marks),
            samples=tuple(samples),
            assets=tuple(_Assets.of(fact) for fact in assets),
            others=tuple(everything[len(sorted_in) :]),
            # What no formula reads has a number of its own, beyond all slots.
            order=tuple(slots.get(slot, len(slots) + position) for position, slot in enumerate(wanted)),
            pick=itemgetter(*(fact.name for fact in (everything * 2 if len(everything) == 1 else everything))),
            types=[_PLAIN[fact.type] for fact in (*flags, *counts)],
            lows=tuple(lows),
            highs=tuple(highs),
            common=(max(lows, default=0), min(highs, default=0)),
            absent={fact.name: fact.type is not FactType.YES_NO and 0 for fact in facts if fact.absent},
            size=len(everything),
        )

    def numbers(self, answers: Any) -> tuple[int, ...] | None:
        """The integers of plain answers, all of them observed; None where they must take the long way."""
        if type(answers) is not dict:  # a subclass may invent answers
            return None
        if len(answers) != self._size:
            answers = {**self._absent, **answers}
            if len(answers) != self._size:
                return None
        try:
            values = self._pick(answers)
            plain = values[: len(self._types)]
            if [*map(type, plain)] != self._types:
                plain = tuple(self._converted(plain))
            elif self._lows:
                counts = plain[-len(self._lows) :]
                low, high = self._common  # two calls instead of two for each count
                within = min(counts) >= low and max(counts) <= high
                if not within and (any(map(lt, counts, self._lows)) or any(map(gt, counts, self._highs))):
                    return None
            return plain + tuple(self._encoded(values))
        except (KeyError, TypeError, Invalid):
            return None

    def copied(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers, safe from later changes by the caller."""
        copy = dict(answers)
        for fact in (*self.samples, *(assets.fact for assets in self.assets)):
            if type(raw := copy.get(fact.name)) is dict:
                copy[fact.name] = raw.copy()
        return copy

    def _converted(self, plain: Iterable[Any]) -> Iterator[int]:
        """Answers of which some are written in another way (a Decimal, text, `never`)."""
        for value, fact, kind in zip(plain, self.plain, self._types, strict=True):
            if (type(value) is bool and kind is bool) or (
                type(value) is int and kind is int and max(0, fact.min or 0) <= value <= _greatest(fact)
            ):
                yield value
            else:
                yield _code(fact, value)

    def _encoded(self, values: tuple[Any, ...]) -> list[int]:
        """What is neither yes/no nor a count of the whole unit."""
        at = len(self.plain)
        marks = values[at : at + len(self.marks)]
        if marks and {*map(type, marks)} <= _NUMBERS:
            found = [table[mark] for (_, table), mark in zip(self.marks, marks, strict=True)]
        else:
            found = [_code(fact, mark) for (fact, _), mark in zip(self.marks, marks, strict=True)]
        at += len(marks)
        for fact, value in zip(self.samples, values[at:], strict=False):
            found += _sample(fact, value)
        at += len(self.samples)
        kinds = dict[str, Any]()
        for assets, value in zip(self.assets, values[at:], strict=False):
            if type(value) is not dict or not _WORDS.isdisjoint(value):
                raise Invalid("part-missing", fact=assets.fact.name, per=assets.fact.per)
            first = kinds.setdefault(assets.fact.per, value)
            if first.keys() != value.keys() or (first is value and not obviously_apart(value)):
                raise Invalid("part-missing", fact=assets.fact.name, per=assets.fact.per)
            found += assets.folded([*value.values()])
        at += len(self.assets)
        for fact, value in zip(self.others, values[at : self._size], strict=False):
            if fact.type is FactType.DATE and value != "never":
                found.append(read_date(fact.name, value).toordinal())
            else:
                found += _settled(fact, value)
        return found


@frozen(eq=False)
class _Assets:
    """A fact of assets, and what is wanted of a plain answer."""

    fact: Fact
    kind: type | None
    low: int
    high: int

    @classmethod
    def of(cls, fact: Fact) -> "_Assets":
        return cls(fact, _PLAIN.get(fact.type), max(0, int(fact.min or 0)), _greatest(fact))

    def folded(self, answers: list[Any]) -> tuple[int, ...]:
        """The answers of all assets as one. Raises `Invalid` where too few are left to fold."""
        if self.fact.too_few(len(answers)):
            raise Invalid("value-missing", fact=self.fact.name)
        if {*map(type, answers)} != {self.kind} or min(answers) < self.low or max(answers) > self.high:
            answers = [_code(self.fact, answer) for answer in answers]
        return self.fact.fold(answers)


def _code(fact: Fact, answer: Any) -> int:
    """The integer of an answer that is written in an unusual way. Raises `Invalid`."""
    (code,) = fact.encode(read_value(fact, answer))
    return code


def _greatest(fact: Fact) -> int:
    """The greatest plain answer; `never` is none and beyond it."""
    return LIMIT - 1 if fact.max is None else int(fact.max)


def _table(fact: Fact) -> dict[Decimal, int]:
    """The integer of every value of a short scale; empty where there are too many, or no scale."""
    if fact.type not in (FactType.POINTS, FactType.QUANTITY) or fact.max is None:
        return {}
    low, high = fact.answer_domain()
    if fact.never or high is None or high - low > _LONGEST_TABLE:
        return {}
    values = ((to_decimal(code * fact.unit_step), code) for code in range(low, high + 1))
    return {value: code for value, code in values if value is not None}


def _sample(fact: Fact, raw: Any) -> tuple[int, ...]:
    """Hits and misses; where nothing was drawn and that is open, somebody has to rule first."""
    if type(raw) is dict and len(raw) == 2 and "drawn" in raw:
        drawn, hits = raw["drawn"], raw["hits"]
        if type(drawn) is int and type(hits) is int and 0 <= hits <= drawn <= (fact.draw or 0) and drawn:
            return hits, drawn - hits
    if isinstance(raw, Mapping) and type(raw) is not dict:  # it may change later
        raise Invalid("value-sample", fact=fact.name, value=raw)
    return _settled(fact, raw)


def _settled(fact: Fact, raw: object) -> tuple[int, ...]:
    """The integers of an answer. Raises `Invalid` for nothing of nothing that somebody has to rule on."""
    value = read_value(fact, raw)
    if isinstance(value, Sample) and value.drawn == 0 and fact.none == "open":
        raise Invalid("value-missing", fact=fact.name)
    return fact.encode(value)
