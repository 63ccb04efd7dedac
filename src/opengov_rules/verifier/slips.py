"""Two facts that should be one: names that differ by a slip of the pen, and questions that were copied."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from ..compiler.matching import readers
from ..conditions import facts_of
from ..problems import Invalid, Problem
from ..scheme import Cited
from .looking import Looked, told, told_at
from .uses import scored, texts

_NEAR: Final = 0.75
_NOT: Final = ("不", "未", "无", "没有", "非")
_RANKS: Final = "国省市县区乡镇村一二三四五六七八九十上下大小多少前后新旧甲乙丙丁"


def near(looked: Looked) -> Iterator[Problem]:
    """Two facts whose names are nearly the same, where one of them looks like a slip of the pen."""
    scheme = looked.scheme
    declared = {fact.name for fact in scheme.facts}
    for rubric in scheme.rubrics:
        scoring = {name for body in rubric.bodies() for name, _ in scored(body)}
        others = dict[str, tuple[Cited, str]]()
        for part, key, read in readers(scheme, rubric):
            for name in facts_of(read):
                others.setdefault(name, (part, key))
        for name, (part, key) in others.items():  # only asked beside: by a veto, a gate, a condition
            if name not in scoring and name not in declared:
                found = nearest(name, {one for one in scoring | declared if one != name and not _opposed(one, name)})
                if found:
                    yield told(part, Invalid("fact-near", fact=name, other=found, near=found), key)
        for body in rubric.bodies():
            for name, key in scored(body):
                found = "" if name in declared else next((one for one in sorted(scoring) if _one_slip(one, name)), "")
                if found and (found in declared or found < name):
                    yield told(body, Invalid("fact-near", fact=name, other=found, near=found), key)


def near_in_options(looked: Looked) -> Iterator[Problem]:
    """The same in the values of options, which nothing compares with the facts before somebody takes them."""
    scheme = looked.scheme
    known = {fact.name for fact in scheme.facts}
    known |= {name for compiled in looked.program.rubrics for name in compiled.read}
    for reading in scheme.readings:
        for option, patches in reading.options:
            for patch in patches:
                for text in texts(patch.value):
                    found = "" if text in known else next((one for one in sorted(known) if _one_slip(one, text)), "")
                    if found:
                        path = ("scheme", "readings", reading.key, "option", option, "set", ".".join(patch.path))
                        yield told_at(path, Invalid("fact-near", fact=text, other=found, near=found))


def nearest(name: str, known: set[str]) -> str:
    """The known name that is most like another one, if any is like it at all."""
    score, near = max(((SequenceMatcher(None, name, one).ratio(), one) for one in known), default=(0, ""))
    return near if score >= _NEAR else ""


def _opposed(one: str, other: str) -> bool:
    """Whether one name is the other denied: 合格 and 不合格."""
    return any(other.replace(word, "", 1) == one or one.replace(word, "", 1) == other for word in _NOT)


def _one_slip(one: str, other: str) -> bool:
    """Whether two names of some length differ by exactly one character, which is not the first and tells no rank."""
    if len(one) != len(other) or len(one) < 5 or not one.isalpha() or one.isascii():
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == 1 and apart[0] > 0 and not _heads(one, other, apart[0])


def _heads(one: str, other: str, at: int) -> bool:
    """Whether the characters that differ begin or end a word of two: 国办/省办, 省级/市级 are two things."""
    return one[at] in _RANKS and other[at] in _RANKS


def questions(looked: Looked) -> Iterator[Problem]:
    """One question for two facts that a unit is asked."""
    asked = [{*compiled.read, *compiled.asked.facts} for compiled in looked.program.rubrics]
    first = dict[str, str]()
    for fact in looked.scheme.facts:
        if fact.ask:
            other = first.setdefault(fact.ask, fact.name)
            together = any({fact.name, other} <= names for names in asked)
            if other != fact.name and (together or SequenceMatcher(None, fact.name, other).ratio() < _NEAR):
                yield told_at(("scheme", "facts", fact.name, "ask"), Invalid("ask-copied", fact=fact.name, other=other))
