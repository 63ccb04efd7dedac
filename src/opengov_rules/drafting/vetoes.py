"""超过N个…一票否决: the condition of a veto, and what it strikes."""

import re
from typing import Any, Final

from attrs import evolve

from .clauses import Clause, Proposal, Unplaced, Veto, last
from .limits import limit_in
from .phrases import Piece

_OWN: Final = re.compile(r"^(?:该|本|此|这)(?:项|指标)")
_WHOLE: Final = re.compile(r"总分|总成绩|(?:年度|全年|本次|整体).{0,4}(?:考核|考评|评估)|考[核评](?:结果|得分|成绩)")
_COMMON: Final = ("政府", "工作", "公开", "信息", "政务", "建设", "管理", "指标")
"""Words that nearly every heading has, which tell nothing about which is meant."""


def with_vetoes(clause: Clause, found: Proposal) -> Proposal | Unplaced:
    """The rule together with the vetoes in its clause; one that cannot be placed leaves the whole clause to do."""
    vetoes = list[Veto]()
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
    if not mark or scope is None:
        return None
    limit = limit_in(condition)
    when: Any
    if limit is None:
        when = clause.fact(last(condition) or condition, "yes_no")
    else:
        faults = list(found.keys.get("faults", {}))
        meant = faults if len(faults) == 1 else [fault for fault in faults if limit.subject and limit.subject in fault]
        if len(meant) != 1:
            return None
        when = {"fact": meant[0]} | limit.table
    return Veto(when=when, scope=scope, words=piece.before)


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
