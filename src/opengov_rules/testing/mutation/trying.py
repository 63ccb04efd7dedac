"""Answers worth trying where a scheme and its mutant may part: every word, and the numbers around the constants."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from ...compiler import CompiledRubric
from ...facts import Fact, FactType
from ...formula import Sign
from ...points import as_number
from .mutants import Mutant, at
from .places import values_in

_SMALL: Final = (0, 1, 2, 3)
_DAY: Final = dt.date(2021, 1, 1)
STATES: Final = ({"status": "not_submitted"}, {"status": "not_applicable"})
"""Answers without a value."""


@frozen
class Constants:
    """The numbers and dates next to which answers are tried.

    They are all that stand in the data: a weight or a factor, which no fact is compared with, tells mutants apart too.
    """

    numbers: tuple[Fraction, ...]
    days: tuple[dt.date, ...]

    @classmethod
    def near(cls, document: Mapping[str, Mapping[str, Any]], mutant: Mutant) -> "Constants":
        """Those of the changed table, of the rubric's vetoes and of the grades, each with its neighbours."""
        around: list[Any] = [mutant.old, mutant.new]
        for steps in (mutant.steps[:-1], mutant.steps[:-2]):
            try:
                around.append(at(document, steps) if len(steps) > 1 else None)
            except LookupError:
                continue
        around += [document.get(mutant.file, {}).get("vetoes"), document.get("scheme", {}).get("grades")]
        found = [value for part in around for _, value in values_in(part)]
        numbers = {Fraction(v) for v in found if isinstance(v, int | Decimal) and not isinstance(v, bool)}
        days = {v for v in found if isinstance(v, dt.date)}
        day = dt.timedelta(days=1)
        return cls(
            tuple(sorted({n + d for n in numbers for d in (-1, 0, 1)})),
            tuple(sorted({d + change for d in days or {_DAY} for change in (-day, day * 0, day)})),
        )


def answers(fact: Fact, constants: Constants, *, states: bool = True) -> Iterator[Any]:
    """Answers to one fact, as evidence files write them; last that it was not submitted or does not apply."""
    plain = list(_plain(fact, constants))
    if fact.per and (fact.take is not None or fact.hit_when is None):
        yield from ({"甲": value} for value in plain)
        yield from ({"甲": one, "乙": other} for one in plain[:6] for other in plain[:6] if one != other)
        yield from ({"甲": value, "乙": value} for value in plain[-2:])
    else:
        yield from plain
    if states:
        yield from STATES


def late(answer: Any, fact: Fact, dues: Iterable[dt.date]) -> Iterator[Any]:
    """An answer that came in on the last day, and on the day after."""
    if answer is None or fact.ruled:
        return
    for day in sorted({due + dt.timedelta(days=days) for due in dues for days in (0, 1)}):
        if fact.per:
            yield {part: {"value": value, "time": day} for part, value in answer.items()}
        else:
            yield {"value": answer, "time": day}


def _plain(fact: Fact, constants: Constants) -> Iterable[Any]:
    match fact.type:
        case FactType.YES_NO:
            return (True, False)
        case FactType.CHOICE:
            return fact.choices
        case FactType.DATE:
            return (*constants.days, *(["never"] if fact.never else []))
        case FactType.SAMPLE:
            draw = fact.draw or 1
            drawn = (draw - 1, 0, draw)
            found = [{"drawn": n, "hits": hits} for n in drawn if n >= 0 for hits in range(n, -1, -1)]
            return [{"drawn": draw, "hits": draw}, *found]
        case FactType.SHARE:
            return [{"count": count, "of": of} for of in (10, 1, 0) for count in (of, of // 2, 0)]
        case _:
            return [*map(as_number, _numbers(fact, constants)), *(["never"] if fact.never else [])]


def _numbers(fact: Fact, constants: Constants) -> list[Fraction]:
    """Small numbers, the ends of the domain, and those around the constants, all on the fact's step."""
    step = fact.unit_step
    most = fact.max if fact.max is not None else Fraction(120)
    least = fact.min if fact.min is not None else Fraction(0)
    halves = [most / 2] if fact.type is FactType.POINTS else []
    tried = [*constants.numbers, *map(Fraction, _SMALL), least, most, *halves, least + step, most - step]
    on_step = ((value // step) * step for value in tried)
    found = list(dict.fromkeys(value for value in on_step if least <= value <= most))
    return [value for value in found if fact.type is not FactType.COUNT or value.denominator == 1]


def baseline(compiled: CompiledRubric, facts: Iterable[Fact], *, best: bool) -> dict[str, Any]:
    """Every fact at the end that favours the unit, or at the other one."""
    found = dict[str, Any]()
    none = Constants((), (_DAY,))
    for fact in facts:
        if fact.peers is not None or fact.of:
            continue
        plain = list(_plain(fact, none))
        if not plain:
            continue
        slot = compiled.slots.get((fact.name, "value"))
        high = best if slot is None or compiled.signs[slot] is not Sign.DOWN else not best
        numbers = sorted(value for value in plain if isinstance(value, int | Decimal | Fraction))
        ends = (numbers[-1], numbers[0]) if numbers and fact.type is not FactType.YES_NO else (plain[0], plain[-1])
        chosen = ends[0] if high else ends[1]
        found[fact.name] = {"甲": chosen} if fact.per else chosen
        if fact.ruled:
            found[fact.name] = {"value": chosen, "source": "裁定"}
    return found
