"""What the notice has and the scheme has not: clauses nobody quotes, shares nobody takes, 0/0 nobody speaks of."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from ..compiler.asking import reads
from ..conditions import constants_of, facts_of
from ..facts import FactType
from ..problems import Invalid, Problem
from ..rules import Award, Measure, Tiers
from ..scheme import Grade, Indicator
from .looking import Looked, told, told_in
from .notices import spans

_BEARING: Final = re.compile(
    r"取消[^,，;；。]{0,12}(?:资格|等次)|(?:总分|得分)相同|得分率[^,，;；。]{0,4}(?:达|低于|超过|高于|不足)[^,，;；。]{0,4}\d+%|不超过[^,，;；。]{0,12}\d+%"
)
"""Words outside the table of indicators that bear on grades and places."""
_SHARE: Final = re.compile(r"(?:得分率[^,，;；。]{0,8}?|不超过[^,，;；。]{0,12}?)(\d+(?:\.\d+)?%)")


def clauses(looked: Looked) -> Iterator[Problem]:
    """Lines that bear on grades and ranks, with words that no citation touches."""
    notice = looked.notice
    if notice is None:
        return
    cited = dict[int, list[tuple[int, int]]]()
    for cite, _ in looked.scheme.citations():
        cited.setdefault(cite.line, []).extend(spans(cite, notice[cite.line]))
    for line, text in notice.numbered():
        for match in _BEARING.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in cited.get(line, ())):
                found = told_in(notice, line, Invalid("clause-outside", line=line, words=match[0]))
                yield evolve(found, severity="info")
                break


def shares(looked: Looked) -> Iterator[Problem]:
    """得分率达到80% or 不超过30% in the quotes of a grade, and no gate and no quota of that number."""
    taken = {number for grade in looked.scheme.grades for number in _taken(grade)}
    for grade in looked.scheme.grades:
        for cite in grade.cite:
            for match in _SHARE.finditer(cite.quote):
                if match[1] not in taken and not looked.admitted(grade.path):
                    key = "gates" if "得分率" in match[0] else "quota"
                    yield told(grade, Invalid("share-untaken", printed=match[0], key=key), "cite")


def _taken(grade: Grade) -> Iterator[str]:
    """The numbers of a grade's conditions, and its quota."""
    for condition in (*grade.gates, *(() if grade.when is None else (grade.when,))):
        yield from (one.text for one in constants_of(condition))
    if grade.quota is not None:
        yield grade.quota.text


def nothing_of_nothing(looked: Looked) -> Iterator[Problem]:
    """A share of which nothing may exist, where neither the fact, the leaf nor a reading says what 0/0 is."""
    for _, body in looked.leaves():
        if not isinstance(body.rule, Award | Measure | Tiers) or _provided(looked, body):
            continue
        for key, read in reads(body):
            names = [name for name in facts_of(read) if _may_be_empty(looked, name)]
            if names:
                yield told(body, Invalid("share-empty", fact=names[0]), key, severity="info")
                break


def _provided(looked: Looked, body: Indicator) -> bool:
    """Whether a leaf or a reading says what is to be done where there is nothing."""
    conditions = (body.applies_if, body.zero_if, body.only_if, body.excused_if)
    if any(one is not None for one in conditions) or looked.admitted(body.path):
        return True
    words = (cite for cite in body.cite if not cite.quote.isdigit())  # the number of points says nothing about it
    return any(looked.recorded(cite.line, cite.quote) for cite in words)


def _may_be_empty(looked: Looked, name: str) -> bool:
    return any(fact.name == name and fact.type is FactType.SHARE and not fact.none for fact in looked.scheme.facts)
