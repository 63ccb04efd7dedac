"""The quotes against the data: limits that the words print (超过, 达到, 以内) and the comparisons have otherwise."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from attrs import evolve

from ..compiler.asking import effect_reads, grade_reads, reads
from ..conditions import Compared, Comparison, Condition, Constant, FactSum, NodeResult, Quantity, walk
from ..facts import Fact, FactType
from ..points import to_text
from ..problems import Invalid, Problem
from ..rules import Tiers
from ..scheme import Cited, Grade, Indicator, NamedRule, Veto
from .looking import Looked, quotes_of, told
from .phrases import Bound, bounds, clauses

_COMPLEMENT: Final[Mapping[Comparison, Comparison]] = {
    "over": "at_most",
    "at_most": "over",
    "at_least": "under",
    "under": "at_least",
}
_BESIDE: Final[Mapping[Comparison, tuple[Comparison, int]]] = {
    "over": ("at_least", 1),
    "at_least": ("over", -1),
    "at_most": ("under", 1),
    "under": ("at_most", -1),
}
"""How a comparison of whole numbers is said of the next number, or of the one before."""
_ELSE: Final = re.compile(r"否则|未|不[得给]分|不计|逾期|超期")


def limits(looked: Looked) -> Iterator[Problem]:
    """超过, 达到, 不少于, 以内 … and their numbers, against the comparisons."""
    counts = {name for one in looked.program.rubrics for name, fact in one.read.items() if _counted(fact)}
    elsewhere = defaultdict[tuple[str, ...], set[str]](set)
    for part, _, read in _readers(looked):
        elsewhere[part.path] |= _numbers(read)
    for part, key, read in _readers(looked):
        reasons = dict((*part.inferred, *part.assumed))
        if key in reasons or (isinstance(part, Indicator) and looked.admitted(part.path)):
            continue
        said = bounds(quotes_of(part))
        strict = isinstance(part, Veto | Grade | NamedRule)
        if looked.in_percent(read):
            said = [evolve(bound, number=bound.number.rstrip("%")) for bound in said]
        said = _meant(read, said, elsewhere[part.path], counts)
        if isinstance(part, Grade) and part.quota is not None:
            said = [bound for bound in said if bound.number != part.quota.text]
        otherwise = _worthless(part, read) or any(_ELSE.search(quote) for quote in quotes_of(part))
        found = _against(read, said, strict=strict, otherwise=otherwise)
        if found is not None:
            yield told(part, Invalid("limits-differ", printed=found[0], data=found[1]), key)
    for grade in looked.scheme.grades:
        yield from _threshold(grade)


def _meant(read: Condition | Quantity, said: Sequence[Bound], numbers: Set[str], counts: Set[str]) -> list[Bound]:
    """What words say for one of the conditions of a part, all of which compare with these numbers.

    Of counts they may say it of the number beside: 7个及以下不给分 where 8 and more give points.
    """
    own = _numbers(read)
    others, printed = numbers - own, {bound.number for bound in said}
    whole = all(_is_count(one.left, counts) for one in walk(read) if isinstance(one, Compared))
    found = list[Bound]()
    for bound in said:
        beside = [*_beside(bound)] if whole and bound.number not in own else []
        if not {bound.number, *(one.number for one in beside)} & others:
            found += [one for one in beside if one.number in own - printed] or [bound]
    return found


def _against(
    read: Condition | Quantity, said: Sequence[Bound], *, strict: bool, otherwise: bool
) -> tuple[str, str] | None:
    """What the words say and what a condition says, where they are at odds."""
    compared = [one for one in walk(read) if isinstance(one, Compared) and isinstance(one.right, Constant)]
    numbers = _numbers(read)
    for one in compared:
        if not isinstance(one.right, Constant) or one.right.is_date:
            continue
        if one.comparison == "at_least" and not one.right.value:  # whatever is left: 85%以下
            continue
        text = one.right.text
        if isinstance(one.left, NodeResult) and not one.left.share and text.endswith("%"):
            return f"{text}", f"{text} ≠ share_of"
        mine = [bound for bound in said if bound.number == text]
        if not mine:
            others = [bound for bound in said if bound.number not in numbers]
            if others and one.comparison != "is":
                return _said(others), f"{one.comparison} {text}"
            continue
        allowed = {bound.comparison for bound in mine}
        if not strict or otherwise:
            allowed |= {_COMPLEMENT[one] for one in tuple(allowed) if otherwise and one in _COMPLEMENT}
        if "under" in allowed and any(
            bound.clause.endswith(("以下", "以下为")) or "以下" in bound.clause for bound in mine
        ):
            allowed.add("at_most")
        if one.comparison not in allowed and one.comparison in _COMPLEMENT:
            return _said(mine), f"{one.comparison} {text}"
    return None


def _counted(fact: Fact) -> bool:
    return fact.type is FactType.COUNT and fact.slot_step == 1 and not fact.divided


def _is_count(left: Quantity, counts: Set[str]) -> bool:
    """Whether a quantity is a whole number: a fact that counts, or so many times such facts."""
    return isinstance(left, FactSum) and all(
        fact in counts and weight.denominator == 1 for fact, weight in left.weights
    )


def _beside(bound: Bound) -> Iterator[Bound]:
    """The same bound of a count, said of the number beside it: 7个及以下 is less than 8, and 7个以下 may be."""
    if bound.number.isdigit():
        meant: list[Comparison] = [bound.comparison]
        if bound.comparison == "under" and "以下" in bound.clause:
            meant.append("at_most")
        for comparison, step in (_BESIDE[one] for one in meant):
            yield evolve(bound, number=str(int(bound.number) + step), comparison=comparison)


def _worthless(part: Cited, read: Condition | Quantity) -> bool:
    """Whether a condition is that of a tier of 0 points: the rest of what the words print."""
    rule = part.rule if isinstance(part, Indicator) else None
    return isinstance(rule, Tiers) and any(limit.when == read and not limit.points for limit in rule.limits)


def _numbers(read: Condition | Quantity) -> set[str]:
    """The numbers that conditions compare with."""
    return {one.right.text for one in walk(read) if isinstance(one, Compared) and isinstance(one.right, Constant)}


def _said(said: Sequence[Bound]) -> str:
    return "、".join(dict.fromkeys(bound.clause for bound in said))


def _readers(looked: Looked) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    for rubric in looked.scheme.rubrics:
        for body in rubric.bodies():
            yield from (
                (body, key, read)
                for key, read in reads(body)
                if key not in ("weight", "value", "start", "part", "whole")
            )
        for veto in rubric.vetoes:
            yield from ((veto, key, read) for key, read in effect_reads(veto) if key == "when")
    for grade in looked.scheme.grades:
        yield from ((grade, key, read) for key, read in grade_reads(grade))
    for rule in looked.scheme.named:
        yield rule, "when", rule.when


def _threshold(grade: Grade) -> Iterator[Problem]:
    """The threshold beside the grade's name."""
    limit, key = (grade.at_least, "at_least") if grade.at_least is not None else (grade.at_most, "at_most")
    mine = [clause for clause in clauses(quotes_of(grade)) if grade.name in clause and bounds([clause])]
    numbers = {bound.number for clause in mine for bound in bounds([clause])}
    if limit is not None and numbers and to_text(limit) not in numbers:
        yield told(grade, Invalid("limits-differ", printed="、".join(mine), data=to_text(limit)), key)
