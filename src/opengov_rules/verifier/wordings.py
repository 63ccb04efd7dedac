"""The quotes against the data: words of another kind of rule, of another role, names and rounding."""

import re
from collections.abc import Iterator
from typing import Final

from ..compiler.asking import settings
from ..points import to_text
from ..problems import Invalid, Problem
from ..rules import Award, Checklist, Deduct, Judged, PerEvent, SampleRule
from ..scheme import Indicator, Rubric
from .amounts import RATED
from .looking import Looked, quotes_of, told
from .phrases import amounts


def names(looked: Looked) -> Iterator[Problem]:
    """A grade's own quote names it; siblings have names of their own."""
    for grade in looked.scheme.grades:
        chinese = not grade.name.isascii()
        if grade.cite and chinese and not any(grade.name in quote for quote in quotes_of(grade)):
            yield told(grade, Invalid("name-unquoted", name=grade.name), "cite")
    for rubric in looked.scheme.rubrics:
        for nodes in (rubric.indicators, *(node.children for node in rubric.walk())):
            first = dict[str, Indicator]()
            for node in nodes:
                other = first.setdefault(node.name, node)
                if other is not node:
                    yield told(node, Invalid("name-twice", name=node.name, other=other.code), "name")


_EACH: Final = re.compile(r"每(?!周|月|季|年|日|天|种|类|项目)|一次|1次|一个(?!工作)|1个/次")
_KIND: Final = re.compile(r"一种|每种|每类")
_EACH_KIND: Final = re.compile(r"每[^,，;；。每]{0,6}一种")
_BEST: Final = re.compile(r"不累计|就高|取最高|不重复|只计一次")
_OF_ONE_MATTER: Final = re.compile(r"同一[^,，;；。]{0,12}?(?:不累计|就高|取最高|不重复|只计一次)")
"""Says what counts as one event, not what several are worth."""
_HIT: Final = re.compile(r"(?:\d+|每|一)[个条家篇件份处项期起户宗村][得加给]\s*\d")
_ALL: Final = re.compile(r"(?:全部|均|都)[^,;。，；每]{0,10}(?:[,，])?[得给]\s*\d")
_JUDGED: Final = re.compile(r"酌情|评分|赋分|给分|评议|打分|评价|评审|最高|最多|情况|档")
_DISCRETION: Final = re.compile(r"酌情|评议|打分")
_PART_OF: Final = re.compile(r"每\s*\d+(?:\.\d+)?%")
_ROUNDED: Final = re.compile(r"四舍五入|取整|保留|小数|整数|舍去|进位|round|whole", re.IGNORECASE)
_ZEROED: Final = re.compile(r"([^,;。，；]*)(?:[,，]\s*该项)?不[得给]分")
_OF_A_PIECE: Final = re.compile(r"该[个条家篇件份处次户宗村]$")


def rounding(looked: Looked) -> Iterator[Problem]:
    """A result is rounded only where the words say so."""
    for rubric in looked.scheme.rubrics:
        for part in (*rubric.bodies(), rubric.total):
            reasons = dict((*part.inferred, *part.assumed))
            if part.round is not None and "round" not in reasons and not _ROUNDED.search("".join(quotes_of(part))):
                yield told(part, Invalid("round-uncited", step=to_text(part.round.to)), "round")


def kinds(looked: Looked) -> Iterator[Problem]:
    """Whether the words are those of the kind of rule: 每…扣, 每次加, 一种, 均, 酌情."""
    for rubric, body in looked.leaves():
        quotes, held = quotes_of(body), settings(rubric)[body.code]
        text = "；".join(quotes)
        said = amounts(quotes)
        gives, takes = any(one.verb == "gives" for one in said), any(one.verb == "takes" for one in said)
        reasons = dict((*body.inferred, *body.assumed))
        match body.rule:
            case Deduct() if gives and not takes:
                yield _words(body, "rule", "得")
            case PerEvent() if takes and not gives and not held.penalty:
                yield told(body, Invalid("direction-words", printed="扣"), "rule")
            case PerEvent(take=take):
                if _KIND.search(text) is None and take != "sum" and _EACH.search(text) is not None:
                    yield _words(body, "take", "每次")
                elif take == "sum" and (_once_a_kind(looked, body, text) or _BEST.search(_OF_ONE_MATTER.sub("", text))):
                    yield _words(body, "take", "一种/不累计")
            case SampleRule(all_hit=True) if _HIT.search(text) is not None:
                yield _words(body, "all_hit", "1个得N分")
            case SampleRule(all_hit=False) if _ALL.search(text) is not None and _HIT.search(text) is None:
                yield _words(body, "each", "均/全部")
            case Judged() if gives and _JUDGED.search(text) is None:
                yield _words(body, "rule", "得N分")
            case Award() if _DISCRETION.search(text) is not None and "rule" not in reasons:
                yield _words(body, "rule", "酌情")
            case Award() | Checklist() if _PART_OF.search(text) is not None:
                yield _words(body, "rule", "每N%")
            case _:
                pass
        if held.penalty and gives and not takes and body.rule is not None and body.rule.kind in RATED:
            yield told(body, Invalid("direction-words", printed="加/得"), "rule")
        if body.rule is not None and body.rule.kind == "unstated" and said and not _is_rest(rubric, body):
            yield told(
                body, Invalid("unstated-printed", printed="、".join(to_text(one.points) for one in said)), "rule"
            )
        yield from _zeroed(body, text)


def _once_a_kind(looked: Looked, body: Indicator, text: str) -> bool:
    """Whether words give points once for a kind (一种形式得1分), where events are counted and not kinds of them."""
    if _KIND.search(_EACH_KIND.sub("", text)) is None or body.rule is None:
        return False
    measures = {fact.name: fact.measure for fact in looked.scheme.facts}
    return any(not re.search("[种类]", measures.get(fact.name, "")) for fact in body.rule.facts(body.points))


def _is_rest(rubric: Rubric, body: Indicator) -> bool:
    """Whether this is the leaf of all units that no variant names."""
    return any(body is node.otherwise for node in rubric.leaves())


def _zeroed(body: Indicator, text: str) -> Iterator[Problem]:
    """…的,该项不得分 is a condition of its own, unless it only says what not to meet means."""
    for match in _ZEROED.finditer(text):
        before = text[: match.start()].rpartition("；")[2]
        clause = match[1] or re.split(r"[,;。，；]", before.rstrip(",，"))[-1]
        if _OF_A_PIECE.search(clause) is not None:
            continue  # 有缺项的该件不得分 says when a piece does not count
        plain = re.search(r"否则|未|没有|无|不符|不达|不足|^不", clause) is not None
        has = body.zero_if is not None or body.only_if is not None
        has = has or (
            body.rule is not None and body.rule.kind in ("tiers", "table", "measure", "tally", "unstated", "judged")
        )
        if body.rule is not None and not has and not plain and body.rule.kind in RATED:
            yield told(body, Invalid("words-unused", printed=match[0].strip(",，；")), "rule")


def roles(looked: Looked) -> Iterator[Problem]:
    """加分指标 is a bonus, 扣分指标 a penalty."""
    for rubric in looked.scheme.rubrics:
        for node in rubric.indicators:
            text = "；".join((node.name, *quotes_of(node)))
            for words, role in (
                ("加分指标", "bonus"),
                ("加分项", "bonus"),
                ("扣分指标", "penalty"),
                ("扣分项", "penalty"),
            ):
                if words in text and node.role != role and rubric.better == "higher":
                    yield told(node, Invalid("role-words", printed=words, role=role), "role")
                    break


def _words(body: Indicator, key: str, printed: str) -> Problem:
    return told(body, Invalid("rule-words", printed=printed, rule=body.rule.kind if body.rule is not None else ""), key)
