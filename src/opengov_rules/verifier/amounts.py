"""The quotes against the data: points that the words print and the rule has otherwise."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from ..conditions import Constant, constants_of
from ..points import to_text
from ..problems import Invalid, Problem
from ..rules import Award, Checklist, Deduct, Judged, PerEvent, RatioRule, SampleRule, Table, Tally, Tiers
from ..scheme import Cited, Indicator
from .looking import Looked, quotes_of, told
from .phrases import Amount, amounts, shares_given
from .spoken import spoken_to

RATED: Final = {
    "award": "points",
    "checklist": "parts",
    "deduct": "faults",
    "per_event": "events",
    "tiers": "limits",
    "table": "cells",
    "tally": "entries",
    "sample": "each",
    "judged": "points",
    "ratio": "points",
}


def points(looked: Looked) -> Iterator[Problem]:
    """得N分, 扣N分 and 最高N分 in the quotes of a leaf, against its rule."""
    for rubric, body in looked.leaves():
        key = RATED.get(body.rule.kind if body.rule is not None else "")
        if key is None or looked.admitted(body.path):
            continue
        every = amounts(quotes_of(body))
        said = spoken_to(looked, rubric, body, every)
        yield from _rates(looked, body, key, [*_heard(body, said), *_heard(body, every)])
        yield from _shares(body)
        limits = [one.points for one in said if one.verb == "most" and not one.of_one]
        own = {value for value in (body.points, body.cap, *_mosts(body)) if value is not None}
        if any(limit not in own for limit in limits):
            yield _differ(body, "entries" if isinstance(body.rule, Tally) else "points", limits, sorted(own))
        starts = [one.points for one in said if one.verb == "start"]
        start = body.rule.start if isinstance(body.rule, Tally) else None
        if isinstance(start, Constant) and starts and start.value not in starts:
            yield _differ(body, "start", starts, [start.value])


def _heard(body: Indicator, said: Sequence[Amount]) -> Iterator[list[Amount]]:
    """What the words print as rates, without 计0分: without what several events come to, and with it as one more."""
    begun = _begun(body) if any(one.verb == "takes" for one in said) else None
    rated = [
        one
        for one in said
        if one.points
        and (one.verb in ("gives", "takes") or one.of_one)
        and not (one.verb == "gives" and one.points == begun)  # 得12分,每缺1项扣2分
    ]
    yield [one for one in rated if not one.of_one and not _of_several(body, one)]
    yield rated


def _of_several(body: Indicator, said: Amount) -> bool:
    """Whether an amount is what so many events come to at most: 1次得1分,2次及以上得2分."""
    match body.rule:
        case PerEvent(events=rates, take="sum"):
            pairs = [(rate, limit) for _, rate in rates for limit in (body.points, body.cap)]
        case Tally(entries=entries):
            pairs = [(abs(entry.points), entry.most) for entry in entries]
        case _:
            return False
    counts = {Fraction(number) for number in said.numbers if not number.endswith("%")}
    return any(said.points == limit and limit / rate in counts for rate, limit in pairs if rate)


def _rates(looked: Looked, body: Indicator, key: str, heard: Sequence[list[Amount]]) -> Iterator[Problem]:
    """The amounts of the rule, one by one where there are as many as the words print; one way to hear these is enough.

    What is told is told of the first.
    """
    own, first = _own(body), heard[0]
    if not first or not own:
        return
    rated = next((one for one in heard if _agree(body, one, own)), None)
    if rated is None:
        yield _differ(body, _misplaced(body, key, first, own), [one.points for one in first], own)
    elif isinstance(body.rule, Tiers):
        percent = looked.in_percent(*(limit.when for limit in body.rule.limits))
        if not _paired(body.rule, rated, percent=percent) and "limits" not in dict((*body.inferred, *body.assumed)):
            printed = "；".join(f"{'、'.join(one.numbers)} → {to_text(one.points)}" for one in rated)
            yield told(body, Invalid("limits-differ", printed=printed, data=body.rule.say("zh")), "limits")
    elif isinstance(body.rule, Tally):
        entries = [entry for entry in body.rule.entries if entry.points]
        pairs = zip(rated, entries, strict=True)
        turned = [one for one, entry in pairs if not one.of_one and (one.verb == "takes") != (entry.points < 0)]
        if turned:
            verb = "扣" if turned[0].verb == "takes" else "加"
            yield told(body, Invalid("direction-words", printed=f"{verb} {to_text(turned[0].points)}"), "entries")


def _shares(body: Indicator) -> Iterator[Problem]:
    """给80% in the words of tiers, each of which is a share of the leaf's points."""
    if isinstance(body.rule, Tiers) and body.points is not None:
        given, own = [share * body.points for share in shares_given(quotes_of(body))], _own(body)
        if not {one for one in given if one} <= {*own}:
            yield _differ(body, "limits", given, own)


def _agree(body: Indicator, rated: Sequence[Amount], own: Sequence[Fraction]) -> bool:
    """Whether the words print the amounts of the rule."""
    printed = [one.points for one in rated]
    match body.rule:
        case Award() | Judged() | RatioRule() | SampleRule(all_hit=True):
            return set(printed) == set(own) or _by_step(body, printed)
        case Tiers():
            return set(printed) == set(own) or _by_count(body, rated, own)
        case Checklist() if any(one.for_each for one in rated):
            return _runs(printed) == _runs(own)
        case Checklist() | Table() | Tally():
            return printed == own
        case _:
            return printed == own if len(printed) == len(own) else set(printed) == set(own)


def _misplaced(body: Indicator, key: str, rated: Sequence[Amount], own: Sequence[Fraction]) -> str:
    """The key that most likely holds the mistake: the points, their rule, or what is usual for its kind."""
    match body.rule:
        case Award() | Judged() | RatioRule() | SampleRule(all_hit=True):
            printed = [one.points for one in rated]
            return "rule" if own[0] in printed or sum(printed) == own[0] or _only_takes(rated) else "points"
        case Checklist() if _only_takes(rated):
            return "rule"
        case _:
            return key


def _by_step(body: Indicator, printed: Sequence[Fraction]) -> bool:
    """Whether the words print what a step of a ratio is worth: 每达到20%计0.6分, of 3."""
    rule = body.rule
    if not isinstance(rule, RatioRule) or rule.step is None or body.points is None:
        return False
    return set(printed) <= {body.points, body.points * rule.step.value / rule.full_at.value}


def _begun(body: Indicator) -> Fraction | None:
    """What a leaf begins with, where its rule takes points off."""
    match body.rule:
        case Deduct():
            return body.points
        case Tally(start=Constant(value=value)):
            return value
        case _:
            return None


def _by_count(body: Indicator, rated: Sequence[Amount], own: Sequence[Fraction]) -> bool:
    """Whether tiers write out what each of several is worth, up to all points: 每次得1分,最多得2分."""
    each = {one.points for one in rated if one.for_each}
    if len(each) != 1 or len(rated) != 1 or body.points is None:
        return False
    (worth,) = each
    counts = range(1, body.points // worth + 1)
    return body.points % worth == 0 and set(own) == {worth * count for count in counts}


def _runs(points: Sequence[Fraction]) -> list[Fraction]:
    """Each of several equal points in a row once."""
    return [one for one, _ in groupby(points)]


def _only_takes(rated: Sequence[Amount]) -> bool:
    """Whether the words only take points off, so that a rule that gives them is of another kind."""
    return all(one.verb == "takes" for one in rated)


def _own(body: Indicator) -> list[Fraction]:
    """The amounts of a rule in the order of its data; what is worth nothing is not printed as an amount."""
    match body.rule:
        case Award() | Judged() | RatioRule():
            return [] if body.points is None else [body.points]
        case SampleRule():
            worth = body.rule.each if body.rule.each is not None else body.points
            return [] if worth is None else [worth]
        case Checklist(parts=parts):
            return [part.points for part in parts if part.points]
        case Deduct(faults=rates) | PerEvent(events=rates):
            return [rate for _, rate in rates if rate]
        case Tiers(limits=limits):
            return [limit.points for limit in limits if limit.points]
        case Table(cells=cells):
            return [worth for row in cells.values() for worth in row.values() if worth]
        case Tally(entries=entries):
            return [abs(entry.points) for entry in entries if entry.points]
        case _:
            return []


def _paired(rule: Tiers, rated: Sequence[Amount], *, percent: bool) -> bool:
    """Whether each tier's limit stands in the words before its points; with `percent` 4 is printed as 4%."""
    for limit in rule.limits:
        numbers = {one.text for one in constants_of(limit.when) if not one.is_date and one.value}  # 0 is the rest
        before, printed = list[tuple[set[str], set[str]]](), set[str]()
        for one in rated:
            own = {number.rstrip("%") if percent else number for number in one.numbers}
            printed = {*printed, *own}
            if one.points == limit.points and own:
                before.append((own, printed))
        # A number of an earlier tier may be meant once more: 20日内…; 逾期但在40日内….
        if numbers and before and not any(numbers & own and numbers <= so_far for own, so_far in before):
            return False
    return True


def _mosts(body: Indicator) -> list[Fraction | None]:
    return [entry.most for entry in body.rule.entries] if isinstance(body.rule, Tally) else []


def _differ(body: Cited, key: str, printed: Sequence[Fraction], own: Sequence[Fraction]) -> Problem:
    texts = ["、".join(to_text(one) for one in side) or "–" for side in (printed, own)]
    return told(body, Invalid("amounts-differ", printed=texts[0], data=texts[1]), key)
