"""From a clause to a rule: one recogniser for each way in which notices say what a leaf is worth, tried in order."""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from attrs import evolve

from .clauses import Clause, Outcome, Proposal, Unplaced, last
from .counting import per_event, per_fault
from .earning import all_or_nothing, at_discretion, in_parts, pro_rata, sampled, the_same_each
from .limits import limit_in
from .phrases import unread
from .tiering import by_limits, by_rank

Recogniser: TypeAlias = Callable[[Clause], Outcome]
_OPPOSITE: Final = re.compile(r"^(?:未|否则|反之|不|没有?|无|缺|其余|其他)")
_BEYOND: Final = re.compile(r"逾期|超期|超时|超过|低于|以下|不足|少于|未|差")
_MORE: Final = re.compile(r"除外|但|减半|折半|顺延|倍|另行|抵扣|冲抵")


def unrated(clause: Clause) -> Outcome:
    """一种形式得分 (no number), 每5个扣1分, 得1—3分, …除外: what no kind can take as it stands."""
    if _MORE.search(clause.rest):
        return Unplaced(f"后面另有规定:{clause.rest[:30]}")
    if left := unread(clause.item.clauses):
        return Unplaced(f"“{left}”是什么的分数,看不准")
    if clause.of("open"):
        return Unplaced("有“得分”“扣分”而未印分数")
    if re.search(r"每[^,;。]{0,6}百分点", clause.text):
        return Unplaced("按百分点增减,请用 tally 录入")
    if any(piece.many for piece in clause.pieces):
        return Unplaced("每若干个计一次分,请用 steps 录入")
    if clause.of("range") and not clause.of("judged"):
        return Unplaced("分数是一个区间,原文未说怎样定")
    return None


RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    unrated,
    at_discretion,
    pro_rata,
    the_same_each,
    sampled,
    by_limits,
    by_rank,
    per_fault,
    per_event,
    in_parts,
    all_or_nothing,
)


def proposed(clause: Clause) -> Proposal | Unplaced:
    """The rule that the first recogniser sees in a clause, with what zeroes it; or why none does."""
    if not clause.pieces:
        return Unplaced("没有认得的计分用语")
    for recognise in RECOGNISERS:
        found = recognise(clause)
        if isinstance(found, Unplaced):
            return found
        if found is not None:
            return _zeroed(clause, found)
    return Unplaced("计分用语认得,但合起来看不准")


def _zeroed(clause: Clause, found: Proposal) -> Proposal | Unplaced:
    """The rule with 集中发布的不得分; 未开设不得分 beside an award only says it again."""
    keys = dict(found.keys)
    for piece in clause.of("none"):
        words = last(piece.before)
        restated = _OPPOSITE.match(words) is not None and found.rule in ("award", "checklist", "tiers", "sample")
        restated |= found.rule == "tiers" and _BEYOND.search(words) is not None
        if not words or restated:
            continue
        limit = limit_in(words)
        if limit is not None:
            return Unplaced("不得分的条件里有数量,看不准是哪个数")
        keys["zero_if"] = clause.fact(words, "yes_no")
    return evolve(found, keys=keys)
