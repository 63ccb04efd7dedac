"""Tiers: 3个工作日内得2分,5个工作日内得1分; 全部公开得5分,部分公开得3分."""

import re
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from .clauses import Clause, Outcome, Proposal, Unplaced, last, phrases
from .limits import Limit, band_in, count_in, falling, limit_in

_RANKED: Final = re.compile(
    r"全部|同步|按时|按规定|按要求|迟于|当[天日]|部分|基本|较|一般|及时|逾期|不完整|完整|优|良|好|差|每(?:\d|半|两)?(?:周|月|年|季)|前|以上|以内|内|[只仅]"
)
_ALL: Final = re.compile(r"^(?:全部|完全|均|都|全)|的$")
_KINDS: Final = ("种", "类", "项", "个")
_LESSER: Final = re.compile(r"逾期|部分|基本|不完整|不及时|不规范|不全|一般|较差|延迟|迟于|[只仅]")


def by_limits(clause: Clause) -> Outcome:
    """3个工作日内得2分,5个工作日内得1分; 90%以上得5分,80%以上得3分: tiers of one quantity."""
    gains = clause.of("gain")
    if len(gains) < 2 or clause.of("cut", "add", "judged", "ratio"):
        return None
    segments = [re.split("[,;。:]", gain.raw) for gain in gains]
    found = [next((limit for part in reversed(parts) if (limit := limit_in(part))), None) for parts in segments]
    bands = {
        n: band for n, parts in enumerate(segments) if found[n] is None and (band := band_in(parts[-1].rstrip("的")))
    }
    found = [bands[n][0] if n in bands else limit for n, limit in enumerate(found)]
    if any(limit is not None and limit.side == "at_least" for limit in found):
        found = [limit or count_in(parts[-1]) for limit, parts in zip(found, segments, strict=True)]
    worths = [clause.points if gain.worth is None else gain.worth for gain in gains]
    if any(limit is None for limit in found) or any(worth is None for worth in worths):
        return None
    limits = [limit for limit in found if limit is not None]
    points = [worth for worth in worths if worth is not None]
    if len(limits) > 1 and _is_rest(limits[-2], limits[-1]):
        limits[-1] = evolve(limits[-1], side="at_least", bound=Decimal(0))
    if any(n == 0 or limits[n - 1].bound != top for n, (_, top) in bands.items()):
        return Unplaced("像是分档,但各档并不衔接")
    if not falling(limits, points):
        if falling(limits[::-1], points[::-1]):
            limits, points = limits[::-1], points[::-1]
        else:
            return Unplaced("像是分档,但各档的数量或次序看不准")
    if clause.points is not None and max(points) != clause.points:
        return Unplaced(f"分档最高{max(points)}分,与分值{clause.points}不符")
    used = segments[0][-1] if 0 in bands or limit_in(segments[0][-1]) is None else ""
    before = ",".join(part for part in segments[0] if limit_in(part) is None and part is not used)
    more = [part for part in segments[0] if limit_in(part) is not None][:-1]
    if "、" in before and limits[0].measure in _KINDS:  # 图表、音视频、问答,采用两种以上
        more, before = [limits[0].subject, before], ""
        limits[0] = evolve(limits[0], subject="")
    if more:
        limits[0] = evolve(limits[0], subject=_joined("".join(more), limits[0].subject))
    subject = next((limit.subject for limit in limits if limit.subject), "")
    fact = clause.measured(evolve(limits[0], subject=subject), last(gains[0].before.rpartition(",")[0]))
    keys: dict[str, Any] = {
        "fact": fact,
        "limits": [limit.table | {"points": worth} for limit, worth in zip(limits, points, strict=True)],
    }
    if limits[0].subject and phrases(before, looked=False):
        keys["only_if"] = clause.condition(before)
    return Proposal(rule="tiers", keys=keys, points=max(points))


def _joined(before: str, subject: str) -> str:
    """Two phrases as one: 留言在5个工作日内办结 and 办结率 are 留言在5个工作日内办结率."""
    shared = next((n for n in range(len(subject), 1, -1) if before.endswith(subject[:n])), 0)
    return before + subject[shared:]


def _is_rest(above: Limit, last: Limit) -> bool:
    """Whether the last tier is whatever is below the one before: 85%以上得4分,85%以下得2分."""
    return above.side == "at_least" and last.side in ("at_most", "under") and above.bound == last.bound


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
    topic, shared = _topic(last(gains[0].before))
    limits = [
        {"when": clause.condition(_within(topic, shared, last(gain.before))), "points": gain.worth} for gain in tiers
    ]
    return Proposal(rule="tiers", keys={"limits": limits}, points=max(worths))


def _topic(words: str) -> tuple[str, str]:
    """What the best tier says again in full, and the words that both share: 材料与文件相互关联 before 全部关联."""
    before, mark, best = words.rpartition(",")
    said = _ALL.sub("", best)
    return (before, said) if mark and said not in ("", best) and before.endswith(said) else ("", "")


def _within(topic: str, shared: str, words: str) -> str:
    """The words of a tier with their topic: 材料与文件部分关联."""
    words = words.removeprefix(f"{topic},") if topic else words
    return re.sub("相互$", "", topic.removesuffix(shared)) + words if topic and shared in words else words
