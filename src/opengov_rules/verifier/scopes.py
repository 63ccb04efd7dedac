"""The quotes against the data: what falls to a veto, or is looked at, and what its words name.

A reading silences this where one of its options takes what the words name, so that somebody chose between the two.
"""

import re
from collections.abc import Iterator
from typing import Final

from ..compiler.asking import effect_reads
from ..conditions import NodeResult, facts_of, walk
from ..problems import Invalid, Problem
from ..scheme import Indicator, Rubric, Veto
from .looking import Looked, quotes_of, told
from .uses import texts

_COMMON: Final = frozenset({"工作", "政府", "政务", "公开", "信息", "该项", "年度"})


def scopes(looked: Looked) -> Iterator[Problem]:
    """What a veto's words name falls, or is looked at: 网站建设一票否决, 网站得分率低于60%, 总分按0分计."""
    for rubric in looked.scheme.rubrics:
        for veto in rubric.vetoes:
            if looked.admitted((*veto.path, "scope")):
                continue
            if veto.effect.scoped or veto.effect.withhold:
                yield from _scope(looked, rubric, veto)
            yield from _elsewhere(rubric, veto)
            for code in {
                one.node for _, read in effect_reads(veto) for one in walk(read) if isinstance(one, NodeResult)
            }:
                named = _named(rubric, veto, "得分率")
                if named and code not in named and not _settled(looked, veto, "when", named):
                    yield told(veto, Invalid("veto-scope", scope=code, named="、".join(sorted(named))), "when")


def _elsewhere(rubric: Rubric, veto: Veto) -> Iterator[Problem]:
    """A veto on what one indicator counts, with the clause of another one."""
    asked = set(facts_of(veto.when)) if veto.when is not None else set[str]()
    counting = {body.code for body in rubric.bodies() if asked & _counted(body)}
    lines = {cite.line for cite in veto.cite}
    citing = {b.code: b.cite for b in rubric.bodies() if b.rule is not None and lines & {c.line for c in b.cite}}
    if counting and citing and not counting & citing.keys():
        other = next(iter(citing))
        yield told(
            veto, Invalid("cite-shared", quote=" | ".join(map(str, veto.cite)), other=other, code=veto.key), "cite"
        )


def _counted(body: Indicator) -> set[str]:
    if body.rule is None:
        return set()
    return {fact.name for fact in body.rule.facts(body.points)} | {
        f for _, read in body.rule.reads() for f in facts_of(read)
    }


def _scope(looked: Looked, rubric: Rubric, veto: Veto) -> Iterator[Problem]:
    if any(re.search(r"总分|总成绩|全部得分", quote) for quote in quotes_of(veto)):
        named = {"total"}
    elif any(node.code == veto.scope and node.name in words for node in rubric.walk() for words in _falling(veto)):
        return
    else:
        named = _named(rubric, veto, "一票否决")
    lines = {cite.line for cite in veto.cite}
    near = {
        body.code for body in rubric.bodies() if body.rule is not None and lines & {cite.line for cite in body.cite}
    }
    recorded = any(looked.recorded(cite.line, cite.quote) for cite in veto.cite)
    outside = near and not recorded and veto.scope != "total" and not any(_within(code, veto.scope) for code in near)
    strays = named and veto.scope not in named and (named == {"total"} or veto.scope != "total")
    if (strays or outside) and not _settled(looked, veto, "scope", named or near):
        yield told(veto, Invalid("veto-scope", scope=veto.scope, named="、".join(sorted(named or near))), "scope")


def _falling(veto: Veto) -> Iterator[str]:
    """The clauses that say what falls: those with 一票否决, else whole quotes."""
    for quote in quotes_of(veto):
        clauses = [clause for clause in re.split(r"[,;。，；]", quote) if "一票否决" in clause]
        yield from clauses or [quote]


def _settled(looked: Looked, veto: Veto, key: str, named: set[str]) -> bool:
    """Whether an option of a reading has at this key what the words name, or something that holds it."""
    place = (*veto.path, key)
    return any(
        patch.path[: len(place)] == place and any(_within(code, text) for code in named for text in texts(patch.value))
        for reading in looked.scheme.readings
        for _, option in reading.options
        for patch in option
    )


def _within(code: str, scope: str) -> bool:
    return code == scope or code.startswith(f"{scope}.")


def _named(rubric: Rubric, veto: Veto, word: str) -> set[str]:
    """The nodes whose names share most with the words before another word."""
    best, found = 0, set[str]()
    for quote in quotes_of(veto):
        head = quote.partition(word)[0] if word in quote else ""
        head = re.split(r"[,;。，；]", head)[-1]
        pairs = {head[at : at + 2] for at in range(len(head) - 1)} - _COMMON
        for node in rubric.walk():
            alike = len(pairs & {node.name[at : at + 2] for at in range(len(node.name) - 1)})
            if alike and alike >= best:
                found = {node.code} if alike > best else {*found, node.code}
                best = alike
    # Of a node and what stands below it, the node is meant.
    return {code for code in found if not any(code != other and _within(code, other) for other in found)}
