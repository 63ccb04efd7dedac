"""每…扣N分, 每…加N分: faults and events, each with its rate."""

import re
from typing import Any, Final

from .clauses import Clause, Outcome, Proposal, Unplaced, last
from .limits import limit_in
from .notice import NUMBER, Span, number
from .phrases import MEASURE, Piece, unread

_LISTED: Final = re.compile(
    r"(?:通过|采用|运用|采取|利用|以)?(?P<list>[^、,;。:]{2,10}(?:、[^、,;。:等]{2,10})+)(?P<open>等)(?:多种|各种)?(?:形式|方式)"
)
_KINDS: Final = re.compile(r"[一1]\s*[种类](?:形式|方式)?\s*的?$")
_LACKING: Final = re.compile(rf"每(?:缺少|缺失|缺|少)\s*(?:一|1)?\s*(?P<m>个?{MEASURE})(?:的|,)*$")
_DRAWN: Final = re.compile(rf"随机(?:抽查|抽取|抽检|抽样)\s*{NUMBER}\s*{MEASURE}(?:,|(?=少|未|不))")
_RANGE: Final = re.compile(rf"{NUMBER}\s*{MEASURE}?\s*(?:-|—|–|~|至|到|及?以上|及?以下)")
_TIME: Final = re.compile(r"(?:一|1)\s*个?(?P<m>天|月|周|工作日|小时)(?:的|,)*$")
_WANTED: Final = re.compile(rf"(?:不少于|不低于|至少|达到?)\s*{NUMBER}\s*{MEASURE}(?:以上)?$|{NUMBER}\s*{MEASURE}以上$")
_TIMELY: Final = re.compile(r"^(?:按时|按期|及时|准时|如期|按规定时[间限]|.*[期时]限内)")
_WHOLE: Final = re.compile(r"完整|齐[全备]|全面|完备|均|都|、|(?:不少于|不低于|达到|满)\s*\d+")
_LACK: Final = re.compile(r"缺|(?<!至|多)少")
_LATE: Final = re.compile(r"迟|逾期|超期|超时|延[迟误]")
_NOTHING: Final = re.compile(r"没有|未发生|无(?=此类|需要|相关)")
_ABSENT: Final = re.compile(r"^(?:未|无|没有|不)(?:发现|出现|存在|发生)?|的$")
_ALIKE: Final = Unplaced("各项扣分的问题分辨不清")
_SAME: Final = re.compile(r"同一[^,;。]{1,8}?(?:不(?:重复|累计|累加)|就高|[取按]最高)")
SAME_REMARK: Final = "同一事项只按其中一类计数,不重复"
_ONCE_REMARK: Final = "几次是否累计,原文未说,现按次计,请核定"
_PAIRED: Final = re.compile(
    rf"(?:每[次个件篇项]|一次)?,?分别(?P<verb>得|计|加|扣|奖励?)\s*(?P<worths>{NUMBER}分(?:[、,和及](?:得|计|加|扣)?{NUMBER}分)+)"
)
_ACTED: Final = re.compile(
    r"^(?P<lead>.*?(?:被|获得?|受到?|在|经|入选))(?P<list>[^,;。:]+?)"
    r"(?P<act>(?:通报|表彰|表扬|批评|采用|采纳|录用|报道|转载|推广|刊登|刊发|转发|批示|肯定|推介|宣传|认定|奖励|约谈).*?)的?$"
)
_BEST: Final = re.compile(r"就高|取最高|最高[一]?[项次类档]|不(?:重复|累计|累加)")


def per_fault(clause: Clause) -> Outcome:
    """每发现一个扣N分,扣完为止: full points less a rate per fault."""
    cuts, gains = clause.of("cut"), clause.of("gain")
    if not cuts or clause.role == "penalty" or clause.of("add", "ratio"):
        return None
    if any(gain.worth not in (None, clause.points) for gain in gains):
        return None
    if clause.points is None:
        return Unplaced("逐个扣分,但未印分值")
    if clause.cap not in (None, clause.points):
        return Unplaced(f"扣分以{clause.cap}分为限,与分值{clause.points}不同,请用 floor 录入")
    compared = any(limit_in(part) for gain in gains for part in re.split("[,;。]", gain.before))
    if len(gains) > 1 or compared or any(not _says_again(gain, cuts) for gain in gains):
        return Unplaced("得分与扣分并列,怎样合计看不准")
    if all(cut.each for cut in cuts):
        faults = {_fault(clause, cut): cut.worth for cut in cuts}
        return Proposal(rule="deduct", keys={"faults": faults}) if len(faults) == len(cuts) else _ALIKE
    once = [cut.before for cut in cuts if not cut.each]
    if len(once) > 1 and any(_RANGE.search(words) or limit_in(last(words)) for words in once):
        return Unplaced("像是按数量分档扣分,看不准")
    entries = [_entry(clause, cut) for cut in cuts]
    alike = len({entry["name"] for entry in entries}) < len(entries)
    return _ALIKE if alike else Proposal(rule="tally", keys={"start": clause.points, "entries": entries})


def _says_again(gain: Piece, cuts: tuple[Piece, ...]) -> bool:
    """Whether points are for nothing but the faults' absence: 按时报送得3分 beside 每迟报一次扣1分."""
    words, faults = last(gain.before), "".join(f"{cut.before}{cut.noun}" for cut in cuts)
    if not words:
        return True
    timely = _TIMELY.search(words) is not None and _LATE.search(faults) is not None
    whole = _WHOLE.search(words) is not None and all(_LACK.search(cut.raw) for cut in cuts)
    absent = _ABSENT.sub("", words)
    nothing = gain.worth is None and _NOTHING.search(words) is not None and all(cut.each for cut in cuts)
    return timely or whole or nothing or (absent != words and absent in faults)


def _entry(clause: Clause, cut: Piece) -> dict[str, Any]:
    """One thing that costs points: for every one of it, or once."""
    fact = _fault(clause, cut) if cut.each else clause.fact(last(cut.before), "yes_no")
    read = {"count": {"fact": fact}} if cut.each else {"when": fact}
    return {"name": fact, **read, "points": -(cut.worth or 0)}


def _fault(clause: Clause, cut: Piece) -> str:
    """The fact that counts a fault: 栏目存在空白栏目,每发现一个 → 空白栏目."""
    words = re.split("[;。]", cut.before)[-1]
    wanted = _WANTED.sub("", words) or clause.label
    if (lacking := _LACKING.search(cut.raw)) and "、" not in wanted:  # 培训不少于4次,每少1次
        measure = lacking["m"].removeprefix("个") or "项"
        return clause.names.fact(f"{wanted}缺少{measure}数", "count", clause.place)
    words = _DRAWN.sub("", words)
    words = last(re.sub(r"^.*?(?:不存在|存在|发现|出现)(?=.{2})", "", words)) or last(cut.before)
    if not words:
        words = f"{clause.label}{cut.noun or '问题'}" if cut.noun.endswith("数") or not cut.noun else cut.noun
    elif (time := _TIME.search(cut.raw)) and not cut.noun:  # 随机抽取10天,少更新1天
        words = f"{words}{time['m']}数"
    elif cut.noun not in words:
        words = f"{words}{cut.noun}"
    return clause.names.fact(words, "count", clause.place)


def pairwise(clause: Clause) -> Outcome:
    """获国务院部门或省政府表彰的,分别加5分、3分: as many kinds of events as numbers, in the same order."""
    match = _PAIRED.search(clause.text)
    acted = _ACTED.match(re.split("[,;。:]", clause.text[: match.start()].rstrip(","))[-1]) if match else None
    if match is None or acted is None or len(clause.of("gain", "add", "cut", "judged", "ratio", "range")) != 1:
        return None
    worths = [number(n) for n in re.findall(rf"({NUMBER})分", match["worths"])]
    named = re.split("、|或者?|以及|和|及", acted["list"])
    others = unread([Span(0, clause.text[: match.start()]), Span(0, clause.text[match.end() :])], clause.points)
    if len(named) != len(worths) or not all(named) or others or (match["verb"] == "扣") != (clause.role == "penalty"):
        return None
    same, best = _SAME.search(clause.text), _BEST.search(clause.text)
    if not match[0].startswith(("每", "一次")) and not same and not best:
        return Unplaced("几类加分是累计还是取最高,原文未说")
    if clause.points is not None and clause.cap not in (None, clause.points):
        return Unplaced(f"最高{clause.cap}分,与分值{clause.points}不符")
    names = [clause.names.fact(f"{acted['lead']}{one}{acted['act']}", "count", clause.place) for one in named]
    if len(set(names)) < len(names):
        return _ALIKE
    keys: dict[str, Any] = {"events": dict(zip(names, worths, strict=True))}
    points = clause.cap if clause.points is None else clause.points
    remarks = (SAME_REMARK,) if same else ()
    return Proposal(
        rule="per_event", keys=keys | ({"take": "best"} if best and not same else {}), points=points, remarks=remarks
    )


def per_event(clause: Clause) -> Outcome:
    """每次加N分,最高M分; 被通报一次扣N分: points for every event, by type."""
    penalty = clause.role == "penalty"
    events, others = clause.of("gain", "add"), clause.of("cut")
    if penalty:
        events, others = others, events
    if not events or others or clause.of("ratio", "judged") or any(event.worth is None for event in events):
        return None
    counted = all(event.each for event in events)
    once = len(events) == 1 and events[0].worth == clause.points
    if not penalty and (once or not counted) and not (clause.role == "bonus" and clause.of("add")):
        return None
    if clause.points is not None and clause.cap not in (None, clause.points):
        return Unplaced(f"最高{clause.cap}分,与分值{clause.points}不符")
    if penalty and not counted:
        return Unplaced("扣分按次还是只扣一次,原文未说")
    same = _SAME.search(clause.text) is not None
    best = not same and _BEST.search(clause.text) is not None
    if not counted and len(events) > 1 and not best and not same:
        return Unplaced("几类加分是累计还是取最高,原文未说")
    if forms := _forms(clause):
        names = [clause.names.fact(form, "count", clause.place, form) for form in forms]
        return Proposal(rule="per_event", keys={"events": dict.fromkeys(names, events[0].worth), "take": "distinct"})
    rates, subject = dict[str, Any](), ""
    for event in events:
        words, subject = _with_subject(last(event.before), subject)
        words = words if event.noun in words else f"{words}{event.noun}"
        rates[clause.names.fact(words or f"{clause.label}次数", "count", clause.place)] = event.worth
    if len(rates) < len(events):
        return Unplaced("各类事项分辨不清")
    points = clause.cap if clause.points is None else clause.points
    keys = {"events": rates} | ({"take": "best"} if best else {})
    remarks = ((SAME_REMARK,) if same else ()) + (() if counted or points is not None else (_ONCE_REMARK,))
    return Proposal(rule="per_event", keys=keys, points=points, remarks=remarks)


def _forms(clause: Clause) -> list[str]:
    """通过新闻发布会、在线访谈等形式解读,一种形式得1分: each form once, and 其他形式 where the list is left open."""
    match = _LISTED.search(clause.text)
    one = clause.of("gain", "add")
    if match is None or len(one) != 1 or not _KINDS.search(one[0].raw) or clause.points is None:
        return []
    what = "解读" if "解读" in clause.text else ""
    return [f"{form}{what}" for form in (*match["list"].split("、"), *(["其他形式"] if match["open"] else []))]


def _with_subject(words: str, subject: str) -> tuple[str, str]:
    """被省办通报 after 政府网站被国办通报 is about the same: 政府网站被省办通报."""
    words = re.sub(r"^\d{4}年度?", "", words)
    head, mark, tail = words.partition("被")
    if not mark:
        return words, ""
    return (words, head) if head else (f"{subject}被{tail}", subject)
