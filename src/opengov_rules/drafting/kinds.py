"""From a clause to a rule: one recogniser for each way in which notices say what a leaf is worth, tried in order."""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from .clauses import Clause, Outcome, Proposal, Unplaced
from .counting import pairwise, per_event, per_fault
from .earning import all_or_nothing, at_discretion, by_marks, in_parts, one_by_one, pro_rata, sampled, the_same_each
from .phrases import elsewhere, unread
from .tiering import by_limits, by_rank
from .vetoes import with_zeroes

Recogniser: TypeAlias = Callable[[Clause], Outcome]
_TOTAL: Final = re.compile(r"(?:总分|总成绩|考[核评](?:得分|成绩|结果))[^,;。]{0,4}$")
_MORE: Final = re.compile(r"除外|但|减半|折半|顺延|倍|另行|抵扣|冲抵")


def more_than_its_phrases(clause: Clause) -> Outcome:
    """…除外, 不足4%的按实际权重÷4%×3计, 取平均分: what no phrase of worth takes in, and bears on points."""
    if _MORE.search(clause.rest):
        return Unplaced(f"后面另有规定:{clause.rest[:30]}")
    if further := elsewhere(clause.item.clauses):
        return Unplaced(f"另有计分规定:{further[:30]}")
    return None


def unrated(clause: Clause) -> Outcome:
    """一种形式得分 (no number), 每5个扣1分, 得1—3分: what no kind can take as it stands."""
    if left := unread(clause.item.clauses, clause.points):
        return Unplaced(f"“{left}”是什么的分数,看不准")
    if clause.of("open"):
        return Unplaced("有“得分”“扣分”而未印分数")
    if re.search(r"每[^,;。]{0,6}(?:百分点|%)[^,;。]{0,4}[得加扣减]", clause.text):
        return Unplaced("按百分点增减,请用 tally 录入")
    if re.search(r"每[^,;。]{0,4}名[^,;。]{0,3}[得加扣减]", clause.text):
        return Unplaced("按名次增减,请用 tally 录入")
    if clause.role == "base" and any(_TOTAL.search(piece.before) for piece in clause.of("add", "cut")):
        return Unplaced("加在或扣在总分上,不在本项")
    if any(piece.many for piece in clause.pieces):
        return Unplaced("每若干个计一次分,请用 steps 录入")
    if clause.of("range") and not clause.of("judged"):
        return Unplaced("分数是一个区间,原文未说怎样定")
    return None


RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    more_than_its_phrases,
    pairwise,
    by_marks,
    unrated,
    at_discretion,
    pro_rata,
    the_same_each,
    sampled,
    one_by_one,
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
            return with_zeroes(clause, found)
    return Unplaced("计分用语认得,但合起来看不准")
