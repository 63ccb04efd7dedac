"""Units of measure: a limit that the notice counts in working days, of a fact that is asked in days."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..compiler.asking import effect_reads, grade_reads, reads
from ..conditions import Compared, Condition, Constant, FactSum, Quantity, walk
from ..problems import Invalid, Problem
from ..scheme import Cited, Scheme
from .looking import Looked, told_at

_UNITS: Final[Mapping[str, str]] = {"日": "天", "个工作日": "工作日", "星期": "周", "个月": "月"}
"""Other ways to write a unit of measure."""
_MEASURED: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s*(个工作日|工作日|个月|小时|分钟|天|日|周|星期|月|年|次|个|件|条|篇|家|份)"
)


def measures(looked: Looked) -> Iterator[Problem]:
    """The notice counts a limit in working days, and the fact is asked in days."""
    scheme = looked.scheme
    asked = {fact.name: fact.measure for fact in scheme.facts if fact.measure}
    seen = set[str]()
    for part, read in _compared(scheme):
        for one in walk(read):
            if not (isinstance(one, Compared) and isinstance(one.left, FactSum) and isinstance(one.right, Constant)):
                continue
            name, number = one.left.single, one.right.text
            measure = asked.get(name or "")
            if name is None or measure is None or name in seen:
                continue
            printed = {_unit(m[2]) for cite in part.cite for m in _MEASURED.finditer(cite.quote) if m[1] == number}
            if printed and _unit(measure) not in printed:
                seen.add(name)
                path = ("scheme", "facts", name, "measure")
                yield told_at(
                    path, Invalid("measure-differs", fact=name, measure=measure, printed="、".join(sorted(printed)))
                )


def _unit(word: str) -> str:
    return _UNITS.get(word, word)


def _compared(scheme: Scheme) -> Iterator[tuple[Cited, Condition | Quantity]]:
    for rubric in scheme.rubrics:
        for body in rubric.bodies():
            yield from ((body, read) for _, read in reads(body))
        for veto in rubric.vetoes:
            yield from ((veto, read) for _, read in effect_reads(veto))
    for grade in scheme.grades:
        yield from ((grade, read) for _, read in grade_reads(grade))
