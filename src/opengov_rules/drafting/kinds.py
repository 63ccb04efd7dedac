"""From a clause to a rule: one recogniser for each way in which notices say what a leaf is worth."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from attrs import evolve

from .clauses import Clause, Proposal, Unplaced, last, phrases
from .limits import Limit, count_in, falling, limit_in
from .notice import NUMBER, number
from .phrases import Piece, unread

_DRAW: Final = re.compile(
    r"(?:抽查|抽取|抽检|抽样|抽选|随机检查|随机查看|随机选取|随机选择)(?:检查)?[^,;。]{0,24}?"
    rf"(?<![\d.])(?P<n>{NUMBER})\s*(?P<m>个|条|项|篇|家|件|份|次|例|期|所|处|类|名|人|户)"
)
_ALL: Final = re.compile(r"全部|均|都|所有|皆|每[个条项篇家件份]")
_HIT: Final = re.compile(r"^(?:(?:完全|全部|均|都)?(?:符合|达到|满足)(?:要求|规定|标准)?|合格|达标)?的?$")
_RANKED: Final = re.compile(
    r"全部|同步|按时|按规定|按要求|迟于|当[天日]|部分|基本|较|一般|及时|逾期|不完整|完整|优|良|好|差|每(?:\d|半|两)?(?:周|月|年|季)|前|以上|以内|内"
)
_LESSER: Final = re.compile(r"逾期|部分|基本|不完整|不及时|不规范|不全|一般|较差|延迟|迟于")
_OPEN_LIST: Final = re.compile(r"^考察[^,;。]*等[^,;。]*情况$")
_BEST: Final = re.compile(r"就高|取最高|最高[一]?[项次类档]|不(?:重复|累计|累加)")
_OPPOSITE: Final = re.compile(r"^(?:未|否则|反之|不|没有?|无|缺|其余|其他)")
_BEYOND: Final = re.compile(r"逾期|超期|超时|超过|低于|以下|不足|少于|未|差")
_MEASURES: Final = {"%": "比例", "天": "天数", "日": "天数", "工作日": "工作日", "个工作日": "工作日", "小时": "小时数"}
_STEP: Final = Decimal("0.01")
_NO_STEP: Final = "原文未印评分档次,按0.01分一档"

Outcome: TypeAlias = Proposal | Unplaced | None
Recogniser: TypeAlias = Callable[[Clause], Outcome]


def unrated(clause: Clause) -> Outcome:
    """一种形式得分 (no number), 每5个扣1分, 得1—3分: points that no kind can take as they stand."""
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


def at_discretion(clause: Clause) -> Outcome:
    """酌情赋分, 根据抽查结果进行评分, 根据实用性给分,最高不超过4分: an assessor's value."""
    judged, gains = clause.of("judged"), clause.of("gain")
    only_capped = bool(clause.of("most")) and not clause.of("gain", "add", "cut", "ratio")
    if not judged and not only_capped:
        return None
    if clause.of("cut", "add", "ratio") or len(gains) > 1:
        return Unplaced("既有酌情评分,又有定额得分或扣分")
    worth = next((piece.worth for piece in (*gains, *clause.of("most", "range"))), None)
    if worth is not None and clause.points is not None and worth != clause.points:
        return Unplaced(f"酌情评分,但所印{worth}分与分值{clause.points}不符")
    keys: dict[str, Any] = {"fact": clause.names.fact(f"{clause.label}评分", "points", clause.place), "step": _STEP}
    if gains:
        keys["full_if"] = clause.condition(gains[0].before)
    keys["assumed.step"] = _NO_STEP
    return Proposal(rule="judged", keys=keys, points=worth)


def pro_rata(clause: Clause) -> Outcome:
    """按完成比例得分: the points times a share."""
    ratio = clause.of("ratio")
    if not ratio:
        return None
    if (
        clause.of("cut", "add")
        or len(clause.of("gain")) > 1
        or any(p.worth not in (None, clause.points) for p in clause.of("gain"))
    ):
        return Unplaced("按比例得分,又有定额得分或扣分")
    both = ("完成数", "应完成数") if "完成" in clause.text else ("符合数", "总数")
    done, whole = (clause.names.fact(f"{clause.label}{which}", "count", clause.place) for which in both)
    keys = {"part": {"fact": done}, "whole": {"fact": whole}, "none": "zero"}
    return Proposal(rule="ratio", keys=keys, remarks=(f'{both[1]}为0时怎样计,原文未说,暂取 none = "zero",请核定',))


def sampled(clause: Clause) -> Outcome:
    """随机抽查N个…符合要求1个得1分; 全部符合得N分: a sample, per hit or all or nothing."""
    draw, gains = _DRAW.search(clause.text), clause.of("gain")
    if draw is None or clause.of("cut", "add") or len(gains) != 1 or clause.points is None:
        return None
    gain, drawn = gains[0], number(draw["n"])
    worth = clause.points if gain.worth is None else gain.worth
    fact = clause.names.fact(gain.before, "sample", clause.place, f"{clause.label}抽查")
    keys: dict[str, Any] = {"fact": fact, "draw": drawn}
    if gain.each and worth * drawn == clause.points:
        return Proposal(rule="sample", keys=keys | {"each": worth})
    if not gain.each and worth == clause.points and _ALL.search(gain.before):
        return Proposal(rule="sample", keys=keys | {"all_hit": True})
    if gain.each:
        return Unplaced(f"抽查{drawn}个,每个{worth}分,与分值{clause.points}不符")
    return None if not _HIT.match(last(gain.before)) else Unplaced("抽查若干个,未说每个得分还是全部符合才得分")


def by_limits(clause: Clause) -> Outcome:
    """3个工作日内得2分,5个工作日内得1分; 90%以上得5分,80%以上得3分: tiers of one quantity."""
    gains = clause.of("gain")
    if len(gains) < 2 or clause.of("cut", "add", "judged", "ratio"):
        return None
    segments = [re.split("[,;。:]", gain.raw) for gain in gains]
    found = [next((limit for part in reversed(parts) if (limit := limit_in(part))), None) for parts in segments]
    if any(limit is not None and limit.side == "at_least" for limit in found):
        found = [limit or count_in(parts[-1]) for limit, parts in zip(found, segments, strict=True)]
    worths = [clause.points if gain.worth is None else gain.worth for gain in gains]
    if any(limit is None for limit in found) or any(worth is None for worth in worths):
        return None
    limits = [limit for limit in found if limit is not None]
    points = [worth for worth in worths if worth is not None]
    if len(limits) > 1 and _is_rest(limits[-2], limits[-1]):
        limits[-1] = evolve(limits[-1], side="at_least", bound=Decimal(0))
    if not falling(limits, points):
        if falling(limits[::-1], points[::-1]):
            limits, points = limits[::-1], points[::-1]
        else:
            return Unplaced("像是分档,但各档的数量或次序看不准")
    if clause.points is not None and max(points) != clause.points:
        return Unplaced(f"分档最高{max(points)}分,与分值{clause.points}不符")
    fact = _measured(clause, limits[0], last(gains[0].before.rpartition(",")[0]))
    keys: dict[str, Any] = {
        "fact": fact,
        "limits": [limit.table | {"points": worth} for limit, worth in zip(limits, points, strict=True)],
    }
    before = ",".join(part for part in segments[0] if limit_in(part) is None)
    if limits[0].subject and phrases(before):
        keys["only_if"] = clause.condition(before)
    return Proposal(rule="tiers", keys=keys, points=max(points))


def _is_rest(above: Limit, last: Limit) -> bool:
    """Whether the last tier is whatever is below the one before: 85%以上得4分,85%以下得2分."""
    return above.side == "at_least" and last.side in ("at_most", "under") and above.bound == last.bound


def _measured(clause: Clause, limit: Limit, before: str = "") -> str:
    """The fact that limits compare: named by the words beside or before them, and their measure."""
    subject = limit.subject or before or clause.label
    measure = _MEASURES.get(limit.measure, f"{limit.measure}数")
    words = subject if subject.endswith(measure) else f"{subject}{measure}"
    return clause.names.fact(words, limit.kind, clause.place)


def by_rank(clause: Clause) -> Outcome:
    """全部公开得5分,部分公开得3分: alternatives, of which the best that holds counts."""
    gains = clause.of("gain")
    worths = [gain.worth for gain in gains if gain.worth is not None]
    if len(gains) < 2 or len(worths) != len(gains) or clause.of("cut", "add", "judged", "ratio"):
        return None
    if any(gain.each for gain in gains) or sum(worths) == clause.points:
        return None
    ranked = all(_RANKED.search(last(gain.before)) for gain in gains)
    lesser = any(_LESSER.search(last(gain.before)) for gain in gains)
    if clause.points is None and lesser and not ranked:
        return Unplaced("各档得分是择一还是相加,看不准")
    if clause.points not in (None, max(worths)) or len(set(worths)) != len(worths) or not ranked:
        return None
    if clause.points is None and not lesser:
        return None
    tiers = sorted(gains, key=lambda gain: gain.worth or 0, reverse=True)
    limits = [{"when": clause.condition(last(gain.before)), "points": gain.worth} for gain in tiers]
    return Proposal(rule="tiers", keys={"limits": limits}, points=max(worths))


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
    names = [clause.fact(last(gain.before), "yes_no") for gain in gains]
    if len(set(names)) != len(names):
        return Unplaced("各项得分的条件分辨不清")
    return Proposal(
        rule="checklist", keys={"parts": dict(zip(names, worths, strict=True))}, points=sum(worths, Decimal(0))
    )


def the_same_each(clause: Clause) -> Outcome:
    """公开A、B、C各得N分: parts of the same worth, which add up to the leaf's points."""
    gains = clause.of("gain")
    shared = next((gain for gain in gains if re.search(r"(?:各|分别)$", gain.before)), None)
    if shared is None:
        return None
    words = re.split("[,;。:]", re.sub(r"(?:各|分别)$", "", shared.before))[-1]
    lead = re.match(r"(?:公开|发布|提供|设置|开设|建立)?", words)
    parts = [
        part
        for part in re.split("、|以及|及|和", re.sub(r"(?:等?信息|情况)?的?$", "", words[lead.end() if lead else 0 :]))
        if part
    ]
    if len(gains) > 1 or clause.of("cut", "add") or shared.worth is None or clause.points != shared.worth * len(parts):
        return Unplaced("“各得”的是哪几项,看不准")
    names = [clause.fact(f"{lead[0] if lead else ''}{part}", "yes_no") for part in parts]
    if len(set(names)) != len(names):
        return Unplaced("各项得分的条件分辨不清")
    return Proposal(rule="checklist", keys={"parts": dict.fromkeys(names, shared.worth)})


def per_fault(clause: Clause) -> Outcome:
    """每发现一个扣N分,扣完为止: full points less a rate per fault."""
    cuts = clause.of("cut")
    if (
        not cuts
        or clause.role == "penalty"
        or clause.of("add", "ratio")
        or any(p.worth is not None and p.worth != clause.points for p in clause.of("gain"))
    ):
        return None
    if clause.points is None:
        return Unplaced("逐个扣分,但未印分值")
    if any(cut.worth is None for cut in cuts):
        return Unplaced("扣分未印分数")
    if len(clause.of("gain")) > 1 or any(
        limit_in(part) for gain in clause.of("gain") for part in re.split("[,;。]", gain.before)
    ):
        return Unplaced("得分与扣分并列,怎样合计看不准")
    if all(cut.each for cut in cuts):
        names = [_fault(clause, cut) for cut in cuts]
        if len(set(names)) != len(names):
            return Unplaced("各项扣分的问题分辨不清")
        return Proposal(rule="deduct", keys={"faults": {n: c.worth for n, c in zip(names, cuts, strict=True)}})
    entries = list[dict[str, Any]]()
    for cut in cuts:
        if cut.each:
            fact = _fault(clause, cut)
            entries.append({"name": fact, "count": {"fact": fact}, "points": -(cut.worth or 0)})
        else:
            fact = clause.fact(last(cut.before), "yes_no")
            entries.append({"name": fact, "when": fact, "points": -(cut.worth or 0)})
    if len({entry["name"] for entry in entries}) != len(entries):
        return Unplaced("各项扣分的问题分辨不清")
    return Proposal(rule="tally", keys={"start": clause.points, "entries": entries})


def _fault(clause: Clause, cut: Piece) -> str:
    """The fact that counts a fault: 栏目存在空白栏目,每发现一个 → 空白栏目."""
    words = re.split("[;。]", cut.before)[-1]
    words = last(re.sub(r"^.*?(?:不存在|存在|发现|出现)(?=.{2})", "", words)) or last(cut.before)
    if not words:
        words = f"{clause.label}{cut.noun or '问题'}" if cut.noun.endswith("数") or not cut.noun else cut.noun
    elif cut.noun not in words:
        words = f"{words}{cut.noun}"
    return clause.names.fact(words, "count", clause.place)


def per_event(clause: Clause) -> Outcome:
    """每次加N分,最高M分; 被通报一次扣N分: points for every event, by type."""
    penalty = clause.role == "penalty"
    events = clause.of("cut") if penalty else clause.of("gain", "add")
    worths = [event.worth for event in events if event.worth is not None]
    if not events or len(worths) != len(events) or clause.of("ratio", "judged") or (not penalty and clause.of("cut")):
        return None
    if penalty and clause.of("gain", "add"):
        return None
    counted = all(event.each for event in events) or (
        clause.role == "bonus" and any(event.kind == "add" for event in events)
    )
    if not counted and not penalty:
        return None
    names, subject = list[str](), ""
    for event in events:
        words, subject = _with_subject(last(event.before), subject)
        names.append(
            clause.names.fact(
                f"{words}{event.noun if event.noun not in words else ''}" or f"{clause.label}次数",
                "count",
                clause.place,
            )
        )
    if len(set(names)) != len(names):
        return Unplaced("各类事项分辨不清")
    cap = clause.points if clause.points is not None else clause.cap
    if clause.cap is not None and clause.points is not None and clause.cap != clause.points:
        return Unplaced(f"最高{clause.cap}分,与分值{clause.points}不符")
    keys: dict[str, Any] = {"events": dict(zip(names, worths, strict=True))}
    if _BEST.search(clause.text):
        keys["take"] = "best"
    elif not all(event.each for event in events) and len(events) > 1 and not penalty:
        return Unplaced("几类加分是累计还是取最高,原文未说")
    if penalty and not all(event.each for event in events):
        return Unplaced("扣分按次还是只扣一次,原文未说")
    return Proposal(rule="per_event", keys=keys, points=cap)


def _with_subject(words: str, subject: str) -> tuple[str, str]:
    """被省办通报 after 政府网站被国办通报 is about the same: 政府网站被省办通报."""
    words = re.sub(r"^\d{4}年度?", "", words)
    head, mark, tail = words.partition("被")
    if not mark:
        return words, ""
    return (words, head) if head else (f"{subject}被{tail}", subject)


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
        when: Any = {"fact": _measured(clause, limit)} | limit.table
    else:
        when = clause.condition(words)
    return Proposal(rule="award", keys={"when": when}, points=gain.worth)


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
