"""The quotes against the data: points that the words print and the rule has otherwise, draws and steps."""

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
from .phrases import Amount, amounts, drawn, full_shares, steps

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
    for _, body in looked.leaves():
        key = RATED.get(body.rule.kind if body.rule is not None else "")
        if key is None or looked.admitted(body.path):
            continue
        said = amounts(quotes_of(body))
        rated = [one for one in said if one.verb in ("gives", "takes")]
        yield from _rates(body, key, rated)
        limits = [one.points for one in said if one.verb == "most"]
        own = {value for value in (body.points, body.cap, *_mosts(body)) if value is not None}
        if any(limit not in own for limit in limits):
            yield _differ(body, "entries" if isinstance(body.rule, Tally) else "points", limits, sorted(own))
        starts = [one.points for one in said if one.verb == "start"]
        start = body.rule.start if isinstance(body.rule, Tally) else None
        if isinstance(start, Constant) and starts and start.value not in starts:
            yield _differ(body, "start", starts, [start.value])


def _rates(body: Indicator, key: str, rated: Sequence[Amount]) -> Iterator[Problem]:
    """The amounts of the rule, one by one where there are as many as the words print."""
    rated, own = _telling(body, rated), _own(body)
    printed = [one.points for one in rated]
    if not printed or not own:
        return
    if isinstance(body.rule, Award | Judged | RatioRule) or (isinstance(body.rule, SampleRule) and body.rule.all_hit):
        agrees = set(printed) == set(own) or _by_step(body, printed)
        several = own[0] in printed or sum(printed) == own[0] or _only_takes(rated)
        key = "rule" if several else "points"
    elif isinstance(body.rule, Tiers):
        agrees = set(printed) == set(own)
        if agrees and not _paired(body.rule, rated) and "limits" not in dict((*body.inferred, *body.assumed)):
            printed_pairs = "；".join(f"{'、'.join(one.numbers)} → {to_text(one.points)}" for one in rated)
            yield told(body, Invalid("limits-differ", printed=printed_pairs, data=body.rule.say("zh")), "limits")
            return
    elif isinstance(body.rule, Checklist) and any(one.for_each for one in rated):
        agrees = _runs(printed) == _runs(own)
    elif isinstance(body.rule, Checklist | Table | Tally) or len(printed) == len(own):
        agrees = printed == own
    else:
        agrees = set(printed) == set(own)
    if not agrees:
        key = "rule" if isinstance(body.rule, Checklist) and _only_takes(rated) else key
        yield _differ(body, key, printed, own)
    elif isinstance(body.rule, Tally):
        turned = [
            one
            for one, entry in zip(rated, (entry for entry in body.rule.entries if entry.points), strict=True)
            if (one.verb == "takes") != (entry.points < 0)
        ]
        if turned:
            yield told(
                body,
                Invalid(
                    "direction-words",
                    printed=f"扣 {to_text(turned[0].points)}"
                    if turned[0].verb == "takes"
                    else f"加 {to_text(turned[0].points)}",
                ),
                "entries",
            )


def _by_step(body: Indicator, printed: Sequence[Fraction]) -> bool:
    """Whether the words print what a step of a ratio is worth: 每达到20%计0.6分, of 3."""
    rule = body.rule
    if not isinstance(rule, RatioRule) or rule.step is None or body.points is None:
        return False
    return set(printed) <= {body.points, body.points * rule.step.value / rule.full_at.value}


def _telling(body: Indicator, rated: Sequence[Amount]) -> list[Amount]:
    """Without 计0分, and without what a fault is taken from: 得12分,每缺1项扣2分."""
    begun = _begun(body) if any(one.verb == "takes" for one in rated) else None
    return [one for one in rated if one.points and not (one.verb == "gives" and one.points == begun)]


def _begun(body: Indicator) -> Fraction | None:
    """What a leaf begins with, where its rule takes points off."""
    match body.rule:
        case Deduct():
            return body.points
        case Tally(start=Constant(value=value)):
            return value
        case _:
            return None


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


def _paired(rule: Tiers, rated: Sequence[Amount]) -> bool:
    """Whether each tier's limit stands in the words before its points."""
    for limit in rule.limits:
        numbers = {one.text for one in constants_of(limit.when) if not one.is_date and one.value}  # 0 is the rest
        before, printed = list[tuple[set[str], set[str]]](), set[str]()
        for one in rated:
            printed = {*printed, *one.numbers}
            if one.points == limit.points and one.numbers:
                before.append((set(one.numbers), printed))
        # A number of an earlier tier may be meant once more: 20日内…; 逾期但在40日内….
        if numbers and before and not any(numbers & own and numbers <= so_far for own, so_far in before):
            return False
    return True


def _mosts(body: Indicator) -> list[Fraction | None]:
    return [entry.most for entry in body.rule.entries] if isinstance(body.rule, Tally) else []


def _differ(body: Cited, key: str, printed: Sequence[Fraction], own: Sequence[Fraction]) -> Problem:
    texts = ["、".join(to_text(one) for one in side) or "–" for side in (printed, own)]
    return told(body, Invalid("amounts-differ", printed=texts[0], data=texts[1]), key)


def draws(looked: Looked) -> Iterator[Problem]:
    """随机抽查N个, 每N分一档, 达到N%: the other numbers of rules."""
    for _, body in looked.leaves():
        quotes = quotes_of(body)
        if looked.admitted(body.path):
            continue
        match body.rule:
            case SampleRule(draw=draw):
                said = drawn(quotes)
                if said and draw not in said:
                    yield told(body, Invalid("draw-differs", printed="、".join(map(str, said)), draw=draw), "draw")
            case Judged(step=step):
                printed = steps(quotes)
                if printed and to_text(step) not in printed:
                    yield told(body, Invalid("step-differs", printed="、".join(printed), step=to_text(step)), "step")
            case RatioRule():
                printed = steps(quotes)
                step_text = "–" if body.rule.step is None else body.rule.step.text
                if printed and step_text not in printed:
                    yield told(body, Invalid("step-differs", printed="、".join(printed), step=step_text), "step")
                full = [share for share in full_shares(quotes) if share != step_text]
                if full and body.rule.full_at.text not in full:
                    yield told(
                        body, Invalid("limits-differ", printed="、".join(full), data=body.rule.full_at.text), "full_at"
                    )
            case _:
                pass
