"""What takes away more than its own points: 该项不得分, “平台建设”按0分计, 超过N个…一票否决."""

import re
from typing import Any, Final

from attrs import evolve

from .clauses import Clause, Proposal, Unplaced, Veto, last
from .limits import limit_in
from .phrases import Piece

_OWN: Final = re.compile(r"^(?:该|本|此|这)(?:项|指标)")
_UPPER: Final = re.compile(r"^(?:本|该|此|这|所在)(?:条|章|节|部分|大项|板块|类|[一二三]级指标)")
_QUOTED: Final = re.compile(r"[“\"(《](?P<name>[^“”\"()《》]{2,20})[”\")》]?$")
_WHOLE: Final = re.compile(r"总分|总成绩|(?:年度|全年|本次|整体).{0,4}(?:考核|考评|评估)|考[核评](?:结果|得分|成绩)")
_COMMON: Final = ("政府", "工作", "公开", "信息", "政务", "建设", "管理", "指标")
"""Words that nearly every heading has, which tell nothing about which is meant."""
_OPPOSITE: Final = re.compile(r"^(?:未|否则|反之|不|没有?|无|缺|其余|其他|其后|此后)")
_NEVER: Final = re.compile(r"(?:未|不|没有)(?:予)?(?:答复|回复|回应|办理|办结|公[布开]|发布|报送|处理|反馈|更新)")
"""Beside tiers of days: an answer that never came."""
_BEYOND: Final = re.compile(r"逾期|超期|超时|超过|低于|以下|不足|少于|未|差")


def with_zeroes(clause: Clause, found: Proposal) -> Proposal | Unplaced:
    """The rule with 集中发布的不得分; 未开设不得分 beside an award only says it again."""
    keys, vetoes = dict(found.keys), list(found.vetoes)
    for piece in clause.of("none"):
        condition, _, scope_words = re.split("[;。]", piece.before)[-1].rpartition(",")
        scope = _zero_scope(clause, condition, scope_words) if condition else ""
        if scope is None:
            return Unplaced("不得分的是哪一级指标,看不准")
        if scope:
            when = _when(clause, condition, found)
            if when is None:
                return Unplaced(f"{found.rule} 已读懂,不得分的条件看不准")
            vetoes.append(Veto(when=when, scope=scope, words=piece.before))
            continue
        words = last(piece.before)
        restated = _OPPOSITE.match(words) is not None and found.rule in ("award", "checklist", "tiers", "sample")
        if found.rule == "tiers":
            restated |= _BEYOND.search(words) is not None
            if restated and "fact" in keys and _NEVER.search(words) and all("at_most" in one for one in keys["limits"]):
                clause.names.never.add(keys["fact"])
        if not words or restated:
            continue
        if limit_in(words) is not None:
            return Unplaced("不得分的条件里有数量,看不准是哪个数")
        if "zero_if" in keys:
            return Unplaced("不得分的情形不止一种,请用 zero_if 录入")
        keys["zero_if"] = clause.fact(words, "yes_no")
    return evolve(found, keys=keys, vetoes=tuple(vetoes))


def _zero_scope(clause: Clause, condition: str, words: str) -> str | None:
    """What falls to 0: "" for the leaf itself, the code of a heading that is named exactly; none where it is unsure."""
    quoted = _QUOTED.search(words)
    name = quoted["name"] if quoted else _UPPER.sub("", words)
    if name in clause.heads:
        return "" if clause.heads[name] == clause.place.key else clause.heads[name]
    own = words.endswith(("的", "者")) or not condition.endswith(("的", "者"))
    told = any(len(head) > 2 and head in words for head in clause.heads) and not words.endswith("的")
    unsure = (
        (bool(words) and not own)
        or quoted is not None
        or _UPPER.match(words) is not None
        or _WHOLE.search(words) is not None
        or told
    )
    return None if unsure else ""


def with_vetoes(clause: Clause, found: Proposal) -> Proposal | Unplaced:
    """The rule together with the vetoes in its clause; one that cannot be placed leaves the whole clause to do."""
    vetoes = list(found.vetoes)
    for piece in clause.of("veto"):
        veto = _veto(clause, piece, found)
        if veto is None:
            return Unplaced(f"{found.rule} 已读懂,否决的条件或范围看不准")
        vetoes.append(veto)
    return evolve(found, vetoes=tuple(vetoes))


def _veto(clause: Clause, piece: Piece, found: Proposal) -> Veto | None:
    if "一票否决" not in piece.span.flat[: piece.end][-4:]:
        return None
    condition, mark, scope_words = re.split("[;。]", piece.before)[-1].rpartition(",")
    scope = _scope(clause, scope_words)
    when = _when(clause, condition, found)
    return Veto(when=when, scope=scope, words=piece.before) if mark and scope is not None and when is not None else None


def _when(clause: Clause, condition: str, found: Proposal) -> Any:
    """When it strikes: a number of the faults that the rule counts, else a question of its own; None if unsure."""
    limit = limit_in(condition)
    if limit is None:
        return clause.fact(last(condition) or condition, "yes_no")
    faults = list(found.keys.get("faults", {}))
    meant = faults if len(faults) == 1 else [fault for fault in faults if limit.subject and limit.subject in fault]
    return {"fact": meant[0]} | limit.table if len(meant) == 1 else None


def _scope(clause: Clause, words: str) -> str | None:
    """The code that the words before 一票否决 name: the leaf itself, one heading above it, or the total."""
    if _OWN.match(words):
        return clause.heads.get(clause.item.name) or next(reversed(clause.heads.values()), None)
    if _WHOLE.search(words):
        return "total"
    named = [code for name, code in clause.heads.items() if _share(name, words)]
    return named[0] if len(named) == 1 else None


def _share(name: str, words: str) -> bool:
    """Whether a heading and these words have a telling word of two letters in common: 网站建设, 政府网站工作."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return any(pair in words for pair in pairs if pair not in _COMMON)
