"""Varied plain facts of one unit, all answered, and the same as the peers like them best.

The draws are seeded, so that every run scores the same units: some near full marks, some poor, some with enough of
everything to set off vetoes, zeroing conditions and caps.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, Final, TypeAlias

from decimal_walk import holds
from opengov_rules import Program
from opengov_rules.conditions import Condition, facts_of
from opengov_rules.facts import Fact, FactType
from opengov_rules.points import to_decimal
from rubric_trees import condition_tree

Plain: TypeAlias = dict[str, Any]

ACCOUNTS: Final = ("账号甲", "账号乙", "账号丙")
FEW: Final = (0, 0, 0, 0, 1, 1, 2, 3)
MANY: Final = (0, 1, 2, 5, 6, 7, 11, 15)
FIRST_DAY: Final = dt.date(2021, 1, 20)
NEVER_DAY: Final = 4_000_000
NEVER_NUMBER: Final = Decimal(10**6)


def plain_facts(program: Program, unit: str, count: int, *, seed: int = 2021, items: bool = False) -> list[Plain]:
    """So many answers to everything that is asked of a unit, as `program.total` takes them.

    Of a sample that may be derived from its items, hits and drawn are given; with `items`, its items instead.
    """
    return [_answers(program.facts(unit), Random(f"{seed}-{i}"), items) for i in range(count)]


def _answers(facts: Sequence[Fact], random: Random, items: bool) -> Plain:
    good = random.choice((0.4, 0.7, 0.9, 0.97))
    counts = random.choice((FEW, FEW, MANY))
    inputs = {name for fact in facts if fact.hit_when is not None for name in facts_of(fact.hit_when)}
    accounts = ACCOUNTS[: random.randint(1, len(ACCOUNTS))]
    answers = Plain()
    for fact in facts:
        if (fact.name in inputs) if not items else (fact.hit_when is not None):
            continue
        if fact.per and fact.type is not FactType.SAMPLE:
            answers[fact.name] = {account: _answer(fact, random, good, counts) for account in accounts}
        else:
            answers[fact.name] = _answer(fact, random, good, counts)
    return answers


def _answer(fact: Fact, random: Random, good: float, counts: Sequence[int]) -> object:
    if fact.never and random.random() < 0.02:
        return "never"
    match fact.type:
        case FactType.YES_NO:
            return random.random() < good
        case FactType.DATE:
            day = FIRST_DAY + dt.timedelta(days=random.randint(0, 35))
            return day if random.random() < 0.5 else day.isoformat()
        case FactType.SAMPLE:
            draw = fact.draw or 1
            drawn = draw if random.random() < 0.8 else random.randint(1, draw)
            return {"drawn": drawn, "hits": sum(random.random() < good for _ in range(drawn))}
        case FactType.COUNT:
            return random.choice(counts)
        case _:
            step, most = to_decimal(fact.unit_step), to_decimal(fact.max or fact.unit_step * 1000)
            if step is None or most is None:
                raise NotImplementedError(f"{fact.name} is measured in steps without a decimal")
            return random.randint(0, int(most / step)) * step


# What the peers read


def peer_facts(program: Program, unit: str, answers: Plain) -> Plain:
    """The answers with nothing left to convert: numbers as Decimal, days as ordinals, samples as (hits, drawn).

    The answers of several accounts are folded into one, and a sample is derived from its items, if these were given.
    """
    facts = {fact.name: fact for fact in program.facts(unit)}
    single, parts = Plain(), dict[str, Plain]()
    for name, answer in answers.items():
        fact = facts[name]
        if fact.per and fact.type is not FactType.SAMPLE:
            parts[name] = {part: _value(fact, one) for part, one in answer.items()}
            if fact.take is not None:
                single[name] = _FOLDS[fact.take](list(parts[name].values()))
        else:
            single[name] = _value(fact, answer)
    for name, fact in facts.items():
        if fact.hit_when is not None and name not in single:
            single[name] = _derived(fact.hit_when, parts)
    return single


def _derived(condition: Condition, parts: Mapping[str, Plain]) -> tuple[Decimal, Decimal]:
    """Hits and items drawn, from what was found of every item."""
    tree, names = condition_tree(condition), facts_of(condition)
    items = list(parts[names[0]])
    hits = [item for item in items if holds(tree, {name: parts[name][item] for name in names})]
    return Decimal(len(hits)), Decimal(len(items))


def _value(fact: Fact, answer: Any) -> Any:
    match fact.type:
        case FactType.YES_NO:
            return answer
        case FactType.SAMPLE:
            return Decimal(answer["hits"]), Decimal(answer["drawn"])
        case FactType.DATE:
            if answer == "never":
                return NEVER_DAY
            return (dt.date.fromisoformat(answer) if isinstance(answer, str) else answer).toordinal()
        case _:
            return NEVER_NUMBER if answer == "never" else Decimal(answer)


_FOLDS: Final[Mapping[str, Callable[[list[Any]], Any]]] = {
    "sum": sum,
    "min": min,
    "max": max,
    "count": lambda values: Decimal(sum(bool(value) for value in values)),
}
