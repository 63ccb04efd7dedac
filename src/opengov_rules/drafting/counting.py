"""每…扣N分, 每…加N分: faults and events, each with its rate."""

import re
from typing import Any, Final

from .clauses import Clause, Outcome, Proposal, Unplaced, last
from .limits import limit_in
from .phrases import Piece

_LISTED: Final = re.compile(
    r"(?:通过|采用|运用|采取|利用|以)?(?P<list>[^、,;。:]{2,10}(?:、[^、,;。:等]{2,10})+)(?P<open>等)(?:多种|各种)?(?:形式|方式)"
)
_KINDS: Final = re.compile(r"[一1]\s*[种类](?:形式|方式)?\s*的?$")
_ALIKE: Final = Unplaced("各项扣分的问题分辨不清")
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
    if len(gains) > 1 or compared:
        return Unplaced("得分与扣分并列,怎样合计看不准")
    if all(cut.each for cut in cuts):
        faults = {_fault(clause, cut): cut.worth for cut in cuts}
        return Proposal(rule="deduct", keys={"faults": faults}) if len(faults) == len(cuts) else _ALIKE
    entries = [_entry(clause, cut) for cut in cuts]
    alike = len({entry["name"] for entry in entries}) < len(entries)
    return _ALIKE if alike else Proposal(rule="tally", keys={"start": clause.points, "entries": entries})


def _entry(clause: Clause, cut: Piece) -> dict[str, Any]:
    """One thing that costs points: for every one of it, or once."""
    fact = _fault(clause, cut) if cut.each else clause.fact(last(cut.before), "yes_no")
    read = {"count": {"fact": fact}} if cut.each else {"when": fact}
    return {"name": fact, **read, "points": -(cut.worth or 0)}


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
    best = _BEST.search(clause.text) is not None
    if not counted and len(events) > 1 and not best:
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
    return Proposal(rule="per_event", keys={"events": rates} | ({"take": "best"} if best else {}), points=points)


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
