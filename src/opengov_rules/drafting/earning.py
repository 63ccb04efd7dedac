"""得N分: an award, parts, a sample, an assessor's value, a share."""

import re
from decimal import Decimal
from typing import Any, Final

from .clauses import Clause, Outcome, Proposal, Unplaced, last
from .limits import limit_in
from .notice import NUMBER, number
from .phrases import MEASURE

_DRAW: Final = re.compile(
    r"(?:抽查|抽取|抽检|抽样|抽选|随机测试|随机检查|随机查看|随机选取|随机选择)(?:检查)?[^,;。]{0,24}?"
    rf"(?<![\d.])(?P<n>{NUMBER})\s*(?P<m>个|条|项|篇|家|件|份|次|例|期|所|处|类|名|人|户)"
)
_DRAWING: Final = re.compile(rf"(?:随机|重点)*(?:抽查|抽取|抽检|抽样|抽选|测试|检查|查看)\s*{NUMBER}\s*{MEASURE}")
_ALL: Final = re.compile(r"全部|均|都|所有|皆|每[个条项篇家件份]")
_HIT: Final = re.compile(r"^(?:(?:完全|全部|均|都)?(?:符合|达到|满足)(?:要求|规定|标准)?|合格|达标)?的?$")
_OPEN_LIST: Final = re.compile(r"^考察[^,;。]*等[^,;。]*情况$")
_SHARED: Final = re.compile(r"(?:各|分别)$")
_VERB: Final = re.compile(r"^(?:公开|发布|提供|设置|开设|建立)")
_KIND: Final = re.compile(r"(?:等?信息|情况)?的?$")
_MARK: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,4})\((?P<n>\d+(?:\.\d+)?)分\)(?=[、,;]|和|[一二三四五六七八九]个?[档级]|等)"
)
_STEP: Final = Decimal("0.01")
_TAKEN: Final = re.compile(r"(?:酌情|视情况?)[^,;。]{0,4}(?:扣|减|加)")
_NO_STEP: Final = "原文未印评分档次,按0.01分一档"
_WORSE: Final = re.compile(r"逾期|部分公开|不完整|不及时|不规范|不全|延迟|迟于")


def all_or_nothing(clause: Clause) -> Outcome:
    """符合要求得N分: all points where everything holds, else none."""
    gains = clause.of("gain")
    if len(gains) != 1 or clause.of("cut", "add", "judged", "ratio", "most", "range"):
        return None
    gain = gains[0]
    if clause.points is not None and gain.worth not in (None, clause.points):
        if gain.each:
            return Unplaced(f"每个{gain.worth}分,至多几个原文未说")
        return Unplaced(f"得{gain.worth}分,与分值{clause.points}不符")
    if clause.points is None and gain.worth is None:
        return Unplaced("得满分,但未印分值")
    if gain.each and clause.points is None:
        return Unplaced(f"每个{gain.worth}分,至多几个原文未说")
    if _OPEN_LIST.match(gain.before):
        return Unplaced("只说考察哪些方面,未说怎样才得分")
    words = gain.before + (gain.noun if gain.each else "")
    limit = next((found for part in re.split("[,;。:]", words) if (found := limit_in(part))), None)
    if limit is not None and limit.side in ("at_least", "over") and len(re.split("[,;。:]", words)) == 1:
        when: Any = {"fact": clause.measured(limit)} | limit.table
    else:
        when = clause.condition(words)
    return Proposal(rule="award", keys={"when": when}, points=gain.worth)


def in_parts(clause: Clause) -> Outcome:
    """A得1分;B得1分: parts with points each, which add up to the leaf's."""
    gains = clause.of("gain", "add")
    worths = [gain.worth for gain in gains if gain.worth is not None]
    if len(gains) < 2 or len(worths) != len(gains) or clause.of("cut", "judged", "ratio") or any(g.each for g in gains):
        return None
    if clause.points is not None and sum(worths) != clause.points:
        return Unplaced(f"各项得分合计{sum(worths)}分,与分值{clause.points}不符")
    if clause.role == "bonus" and clause.points is None:
        return None
    if any(_WORSE.search(last(gain.before)) for gain in gains):
        return Unplaced("各项得分是择一还是相加,看不准")
    names = [clause.fact(last(gain.before), "yes_no") for gain in gains]
    if len(set(names)) != len(names):
        return Unplaced("各项得分的条件分辨不清")
    return Proposal(
        rule="checklist", keys={"parts": dict(zip(names, worths, strict=True))}, points=sum(worths, Decimal(0))
    )


def the_same_each(clause: Clause) -> Outcome:
    """公开A、B、C各得N分: parts of the same worth, which add up to the leaf's points."""
    gains = clause.of("gain")
    shared = next((gain for gain in gains if _SHARED.search(gain.before)), None)
    if shared is None:
        return None
    parts = list[tuple[str, Decimal]]()
    for gain in gains:
        words = re.split("[,;。:]", _SHARED.sub("", gain.before))[-1] if _SHARED.search(gain.before) else ""
        verb = _VERB.search(words)
        lead = verb[0] if verb else ""
        named = [part for part in re.split("、|以及|及|和", _KIND.sub("", words[len(lead) :])) if part]
        each = [f"{lead}{part}" for part in named] if words else [last(gain.before)]
        parts += [(part, gain.worth or Decimal(0)) for part in each]
    if clause.of("cut", "add") or any(g.each for g in gains) or clause.points != sum(worth for _, worth in parts):
        return Unplaced("“各得”的是哪几项,看不准")
    names = [clause.fact(part, "yes_no") for part, _ in parts]
    if len(set(names)) != len(names):
        return Unplaced("各项得分的条件分辨不清")
    return Proposal(rule="checklist", keys={"parts": dict(zip(names, (worth for _, worth in parts), strict=True))})


def one_by_one(clause: Clause) -> Outcome:
    """A、B、C,每公开一类得N分: the parts that the list names, which add up to the leaf's points."""
    gains = clause.of("gain")
    points = clause.cap if clause.points is None else clause.points
    if len(gains) != 1 or not gains[0].each or gains[0].worth is None or clause.of("cut", "add", "judged", "ratio"):
        return None
    named = re.split("[,;。:]", gains[0].before)[-1].split("、")
    if len(named) < 2 or any("等" in part or not part for part in named) or points != gains[0].worth * len(named):
        return None
    verb = gains[0].noun if _VERB.match(gains[0].noun) else ""
    names = [clause.fact(part if _VERB.match(part) else f"{verb}{part}", "yes_no") for part in named]
    if len(set(names)) != len(names) or clause.cap not in (None, points):
        return Unplaced("各项得分的条件分辨不清")
    return Proposal(rule="checklist", keys={"parts": dict.fromkeys(names, gains[0].worth)}, points=points)


def sampled(clause: Clause) -> Outcome:
    """随机抽查N个…符合要求1个得1分; 全部符合得N分: a sample, per hit or all or nothing."""
    draw, gains = _DRAW.search(clause.text), clause.of("gain")
    if draw is None or clause.of("cut", "add") or len(gains) != 1 or clause.points is None:
        return None
    gain, drawn = gains[0], number(draw["n"])
    worth = clause.points if gain.worth is None else gain.worth
    short, looked_at = f"{clause.label}抽查", _DRAWING.sub("", gain.before)
    words = gain.before if len(looked_at) > len(short) + 1 else short
    fact = clause.names.fact(words, "sample", clause.place, short)
    keys: dict[str, Any] = {"fact": fact, "draw": drawn}
    if gain.each and worth * drawn == clause.points:
        return Proposal(rule="sample", keys=keys | {"each": worth})
    if not gain.each and worth == clause.points and _ALL.search(gain.before):
        return Proposal(rule="sample", keys=keys | {"all_hit": True})
    if gain.each:
        return Unplaced(f"抽查{drawn}个,每个{worth}分,与分值{clause.points}不符")
    return None if not _HIT.match(last(gain.before)) else Unplaced("抽查若干个,未说每个得分还是全部符合才得分")


def at_discretion(clause: Clause) -> Outcome:
    """酌情赋分, 根据抽查结果进行评分, 根据实用性给分,最高不超过4分: an assessor's value."""
    judged, gains = clause.of("judged"), clause.of("gain")
    only_capped = bool(clause.of("most")) and not clause.of("gain", "add", "cut", "ratio")
    if not judged and not only_capped:
        return None
    if clause.of("cut", "add", "ratio") or len(gains) > 1:
        return Unplaced("既有酌情评分,又有定额得分或扣分")
    if _TAKEN.search(clause.text):
        return Unplaced("酌情扣分或加分,扣多少原文未说")
    worth = next((piece.worth for piece in (*gains, *clause.of("most", "range"))), None)
    if worth is not None and clause.points is not None and worth != clause.points:
        return Unplaced(f"酌情评分,但所印{worth}分与分值{clause.points}不符")
    keys: dict[str, Any] = {"fact": clause.names.fact(f"{clause.label}评分", "points", clause.place), "step": _STEP}
    if gains:
        keys["full_if"] = clause.condition(gains[0].before)
    keys["assumed.step"] = _NO_STEP
    return Proposal(rule="judged", keys=keys, points=worth)


def by_marks(clause: Clause) -> Outcome:
    """由专家综合评定,分优(4分)、良(3分)、中(2分)、差(0分)四档: an assessor's choice among a few marks."""
    marks = list(_MARK.finditer(clause.text))
    if not clause.of("judged") or not marks:
        return None
    worths = {mark["name"].removeprefix("分为").removeprefix("分"): number(mark["n"]) for mark in marks}
    if len(worths) < 2 or len(worths) < len(marks) or clause.points not in (None, max(worths.values())):
        return Unplaced("各档的分数看不准")
    if len(re.findall(r"\d\s*分", clause.text)) != len(marks) or clause.of(
        "gain", "add", "cut", "ratio", "most", "none", "range"
    ):
        return Unplaced("既有各档的分数,又有定额得分或扣分")
    fact = clause.names.choice(f"{clause.label}评定档次", tuple(worths), clause.place)
    limits = [{"when": {"fact": fact, "is": name}, "points": worth} for name, worth in worths.items() if worth]
    return Proposal(rule="tiers", keys={"limits": limits}, points=max(worths.values()))


def pro_rata(clause: Clause) -> Outcome:
    """按完成比例得分: the points times a share."""
    ratio = clause.of("ratio")
    if not ratio:
        return None
    gains = clause.of("gain")
    if clause.of("cut", "add") or len(gains) > 1 or any(gain.worth not in (None, clause.points) for gain in gains):
        return Unplaced("按比例得分,又有定额得分或扣分")
    both = ("完成数", "应完成数") if "完成" in clause.text else ("符合数", "总数")
    done, whole = (clause.names.fact(f"{clause.label}{which}", "count", clause.place) for which in both)
    keys = {"part": {"fact": done}, "whole": {"fact": whole}, "none": "zero"}
    return Proposal(rule="ratio", keys=keys, remarks=(f'{both[1]}为0时怎样计,原文未说,暂取 none = "zero",请核定',))
