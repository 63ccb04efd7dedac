"""Nothing of a clause is lost in silence: each phrase is in the rule, or in a remark, or the leaf is left to do."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import evolve

from .clauses import Clause, Proposal, Unplaced
from .counting import SAME_REMARK
from .notice import NUMBER, number
from .phrases import MEASURE, elsewhere, is_scored, masked

_BRACKETS: Final = re.compile(r"\([^()]*\)")
_WORDS: Final = re.compile(r"[\u4e00-\u9fff]+")
_PHRASE: Final = re.compile(r"[^,;。:]+")
_BEARS: Final = re.compile(
    r"[得给扣减加计占赋]\s*(?:\d|满|足)|\d\s*分(?![钟之别类级])|视[为同](?!频)|不得(?=[分计给加])|不[再予计算]|不纳入|不列入|至多|最高|最多"
    r"|封顶|为限|一半|折[算合半]|[加减翻]倍|[×÷=]|只[计算扣减加]|重复|累计|就[高低]|除外|例外|抵[扣消]|平均"
    r"|[上下]限|满分|分[值数]|[得扣减加计][分减]"
)
"""What bears on points, in a phrase that no phrase of worth takes in."""
_COUNTED: Final = re.compile(rf"(?<![\d.年月第])(?P<n>\d+(?:\.\d+)?)\s*(?:{MEASURE}|%|个月|倍|宗|名)")
_LOOKED: Final = re.compile(r"抽[查取检看样选]|抽\d|随机|检查|查看|查阅|测试|考察|模拟")
_TOP: Final = re.compile(rf"^(?P<n>{NUMBER})\s*{MEASURE}封顶$")
_ONE_OF_THEM: Final = re.compile(r"(?:单|每)(?:一|1)?[个件项次篇起处户](?:问题|事项)?$|单个[^,;。]{0,4}$")
_SAME: Final = re.compile(r"同一|就高|取最高|不重复|不累[计加]")
_IDLE: Final = re.compile(
    r"^(?:其中|否则|反之|本项|该项|此项|每|各|有|的|其[他余后]|分别|符合(?:要求|条件|规定))*$|^(?:根据|按照?|依据|结合)"
)
_IN_WORDS: Final = re.compile(
    r"[给得扣减加计](?:满分|足|\d+(?:\.\d+)?\s*(?:分|%))|\d\s*分(?![钟之别类级])|封顶|至多[扣减加给得]"
)
_GOAL: Final = re.compile(r"(?:不少于|不低于|至少|达到?|满)\s*\d+(?:\.\d+)?\s*[^\d]{0,3}(?:以上)?$")
_LACK: Final = re.compile(r"每(?:缺少|缺|少)")
_FOUND: Final = re.compile(r"^(?:如?有|发现|出现|存在)")
_EACH: Final = re.compile(r"每(?:一|1)?[个件次处项篇起条份家种类][^,;。每]{0,10}$")
_DRAWN: Final = re.compile(
    r"抽\d|^(?:的?占)?\d+(?:\.\d+)?\s*%?\s*(?:及?以[上下内]|至|-)"
    r"|^(?:不?低于|不?少于|不足|高于|超过|多于|达到?|未?满)\s*\d+(?:\.\d+)?\s*[^\d,]{0,4}$"
)
"""A sample, or a comparison of nothing, that has become a question of its own."""
_MORE: Final = re.compile(r"[^增添追附参]加$|倒$|追$|多$")
"""加扣1分, 倒扣1分."""
_FEWEST: Final = 3


def accounted(clause: Clause, found: Proposal) -> Proposal | Unplaced:
    """The rule, with a remark for what only describes; left to do where a phrase that bears on points is in no rule."""
    names = [value for value in found.values if isinstance(value, str)]
    asked = [words for name in names for kind, words in [clause.names.meaning(name)] if kind != "points"]
    sampled = found.rule == "sample"
    odd = (one for one in asked if _IN_WORDS.search(one) or is_scored(one) or (_DRAWN.search(one) and not sampled))
    if strange := next(odd, None):
        return Unplaced(f"{found.rule} 的条件看不准:{strange[:30]}")
    if many := next((piece for piece in clause.pieces if not piece.each and _EACH.search(piece.raw)), None):
        return Unplaced(f"是逐个计还是只计一次,看不准:{many.raw[-20:]}")
    if more := next((piece for piece in clause.of("cut") if _MORE.search(piece.before)), None):
        return Unplaced(f"在别的扣分之外再扣,看不准:{more.raw[-20:]}")
    if top := _other_top(clause, found):
        return Unplaced(f"“{top}”是什么的上限,看不准")
    if noted := elsewhere(clause.item.notes):
        return Unplaced(f"备注关系到计分:{noted[:30]}")
    choices = [choice for name in names for choice in clause.names.choices.get(name, ())]
    taken = "".join([*asked, *choices, *(veto.words for veto in found.vetoes), clause.label])
    taken, numbers = _BRACKETS.sub("", taken), set(_numbers(found))
    numbers |= {Decimal(match["n"]) for match in _COUNTED.finditer(taken)}
    described, judged = list[str](), found.rule == "judged" or bool(choices)
    for phrase in _phrases(clause):
        once = _SAME.search(phrase) is not None
        if phrase in taken or _IDLE.match(phrase) or (once and _told_once(found)):
            continue
        if _is_top(phrase, clause) or _is_goal(phrase, clause):
            continue
        counted = [Decimal(match["n"]) for match in _COUNTED.finditer(phrase)]
        looked, known = _LOOKED.search(phrase) is not None, set(counted) <= numbers
        if _BEARS.search(phrase) or not (known or looked):
            return Unplaced(f"规则里没有:{phrase[:30]}")
        if not judged and not (known and (counted or looked)) and not _mostly(phrase, taken):
            described.append(phrase)
    remarks = tuple(f"待核:规则里没有“{phrase}”" for phrase in described)
    return evolve(found, remarks=(*found.remarks, *remarks))


def _phrases(clause: Clause) -> Iterator[str]:
    """The phrases in which nothing is worth anything; those that are, the recognisers have taken or refused."""
    for span in clause.item.clauses:
        text = _BRACKETS.sub("", masked(span.flat))
        yield from (match[0].strip(" 、") for match in _PHRASE.finditer(text) if "□" not in match[0])


def _numbers(found: Proposal) -> Iterator[Decimal]:
    for value in found.values:
        if isinstance(value, Decimal | int):
            yield Decimal(value)
        elif isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?%", value):
            yield Decimal(value[:-1])


def _mostly(phrase: str, taken: str) -> bool:
    """Whether most pairs of letters of a phrase stand in the rule's words; a very short one has none to lose."""
    runs = _WORDS.findall(_FOUND.sub("", phrase))
    pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
    return sum(map(len, runs)) < _FEWEST or 2 * sum(pair in taken for pair in pairs) >= len(pairs)


def _other_top(clause: Clause, found: Proposal) -> str:
    """单件至多减1分, or a number of points at most that is neither the leaf's nor the rule's."""
    for piece in clause.of("most"):
        if piece.worth not in (clause.points, found.points) or _ONE_OF_THEM.search(piece.before):
            return f"{piece.before[-6:]}…{piece.worth}分"
    return ""


def _is_top(phrase: str, clause: Clause) -> bool:
    """3次封顶 after 每次得1分, of 3 points: the same once more."""
    match = _TOP.match(phrase)
    worths = [piece.worth for piece in clause.of("gain", "add", "cut")]
    return match is not None and len(worths) == 1 and number(match["n"]) * (worths[0] or 0) == clause.points


def _is_goal(phrase: str, clause: Clause) -> bool:
    """不少于4次 before 每少1次扣1分: from where the faults count."""
    return _GOAL.search(phrase) is not None and any(_LACK.search(cut.raw) for cut in clause.of("cut"))


def _told_once(found: Proposal) -> bool:
    return "take" in found.keys or SAME_REMARK in found.remarks
