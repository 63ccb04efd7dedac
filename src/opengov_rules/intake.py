"""The short way from plain answers to integers: everything answered, nothing but values, checked all at once.

What does not fit (an asset left out, a status, a wrong type, an unknown name) is not judged here: it takes the long way
through `answers`, which accepts it or says what is wrong with it.
"""

from collections.abc import Callable, Iterator, Mapping
from operator import gt, itemgetter, lt
from typing import Any, Final

from attrs import field, frozen

from .compiler import CompiledRubric, UnitRubric
from .evidence import FactValue, Sample
from .facts import Fact, FactType, read_value
from .points import LIMIT
from .problems import Invalid
from .settling import fold

_TYPES: Final = {FactType.YES_NO: bool, FactType.COUNT: int}


@frozen(kw_only=True, eq=False)
class Intake:
    """Takes the answers of one unit's rubric. Yes/no facts stand first, then counts, then all others."""

    flags: tuple[Fact, ...]
    counts: tuple[Fact, ...]
    others: tuple[Fact, ...]
    order: tuple[int, ...]
    """The slots that the integers fill, in their order."""
    _pick: Callable[[Mapping[str, Any]], tuple[Any, ...]] = field(init=False, repr=False)
    _types: list[type] = field(init=False, repr=False)
    _lows: tuple[int, ...] = field(init=False, repr=False)
    _highs: tuple[int, ...] = field(init=False, repr=False)
    _absent: Mapping[str, Any] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        facts = (*self.flags, *self.counts, *self.others)
        derived: dict[str, Any] = {
            "_pick": itemgetter(*(fact.name for fact in facts), *([facts[0].name] if len(facts) == 1 else [])),
            "_types": [_TYPES[fact.type] for fact in (*self.flags, *self.counts)],
            "_lows": tuple(fact.answer_domain()[0] for fact in self.counts),
            "_highs": tuple(LIMIT - 1 if fact.max is None else int(fact.max) for fact in self.counts),
            "_absent": {fact.name: fact.type is not FactType.YES_NO and 0 for fact in facts if fact.absent},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, compiled: CompiledRubric, unit: UnitRubric) -> "Intake | None":
        """The intake of a unit's rubric; None where it asks nothing."""
        facts = [fact for name, fact in compiled.read.items() if name in unit.asked.facts]
        plain = [fact for fact in facts if not fact.per and fact.type in _TYPES]
        flags = tuple(fact for fact in plain if fact.type is FactType.YES_NO)
        counts = tuple(fact for fact in plain if fact.type is FactType.COUNT)
        others = tuple(fact for fact in facts if fact not in plain)
        slots: dict[tuple[str, str], int] = {(name, part): slot for (name, part), slot in compiled.slots.items()}
        wanted = [(fact.name, part) for fact in (*flags, *counts, *others) for part in fact.parts]
        # What no formula reads has a number of its own, beyond all slots.
        order = tuple(slots.get(slot, len(slots) + position) for position, slot in enumerate(wanted))
        return cls(flags=flags, counts=counts, others=others, order=order) if facts else None

    def numbers(self, answers: Mapping[str, Any]) -> tuple[int, ...] | None:
        """The integers of plain answers, all of them observed; None where they must take the long way."""
        count = len(self._types) + len(self.others)
        if len(answers) != count:
            answers = {**self._absent, **answers}
            if len(answers) != count:
                return None
        try:
            values = self._pick(answers)
            plain = values[: len(self._types)]
            counts = plain[len(self.flags) :]
            if [*map(type, plain)] != self._types:
                plain = tuple(self._converted(plain))
            elif any(map(lt, counts, self._lows)) or any(map(gt, counts, self._highs)):
                return None
            if not self.others:
                return plain
            return plain + tuple(self._encoded(values[len(self._types) : count]))
        except (KeyError, Invalid):
            return None

    def copied(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers, safe from later changes by the caller."""
        copy = dict(answers)
        for fact in self.others:
            if isinstance(copy.get(fact.name), Mapping):
                copy[fact.name] = dict(copy[fact.name])
        return copy

    def _converted(self, plain: tuple[Any, ...]) -> Iterator[int]:
        """Answers of which some are written in another way (a Decimal, text, `never`)."""
        for value, fact in zip(plain, (*self.flags, *self.counts), strict=True):
            plain_flag = type(value) is bool and fact.type is FactType.YES_NO
            yield value if plain_flag else fact.encode(read_value(fact, value))[0]

    def _encoded(self, values: tuple[Any, ...]) -> Iterator[int]:
        """Dates, marks and samples, and the folded answers of assets."""
        assets = dict[str, set[str]]()
        for fact, raw in zip(self.others, values, strict=True):
            if fact.take is None:
                yield from fact.encode(_decided(fact, read_value(fact, raw)))
                continue
            if not isinstance(raw, Mapping) or not raw or assets.setdefault(fact.per, {*raw}) != {*raw} or "" in raw:
                raise Invalid("part-missing", fact=fact.name, per=fact.per)
            codes = [fact.encode(read_value(fact, answer))[0] for answer in raw.values()]
            (folded, _) = fold(fact, [(code, code) for code in codes])
            yield folded


def _decided(fact: Fact, value: FactValue) -> FactValue:
    """The value, unless it is a sample of nothing that somebody has to rule on."""
    if isinstance(value, Sample) and value.drawn == 0 and fact.none == "open":
        raise Invalid("value-missing", fact=fact.name)
    return value
