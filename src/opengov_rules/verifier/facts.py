"""Facts: read twice, not at all, or under two names; questions copied; words and units of measure that do not fit."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Final

from ..compiler.asking import effect_reads, grade_reads, ranking_reads, reads, settings
from ..compiler.matching import readers
from ..compiler.proofs import stage_signs
from ..conditions import Compared, Condition, Constant, FactSum, Quantity, Word, facts_of, walk
from ..facts import FactType
from ..formula import Sign, monotone_signs
from ..problems import Invalid, Problem
from ..scheme import Cited, Indicator, Scheme, Veto
from .looking import Looked, told, told_at

_NEAR: Final = 0.75
_UNITS: Final[Mapping[str, str]] = {"日": "天", "个工作日": "工作日", "星期": "周", "个月": "月"}
"""Other ways to write a unit of measure."""
_MEASURED: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s*(个工作日|工作日|个月|小时|分钟|天|日|周|星期|月|年|次|个|件|条|篇|家|份)"
)


def shared(looked: Looked) -> Iterator[Problem]:
    """A fact by which two indicators of a rubric give points, unless `[facts]` declares it."""
    declared = {fact.name for fact in looked.scheme.facts}
    for rubric in looked.scheme.rubrics:
        first = dict[str, Indicator]()
        for body in rubric.bodies():
            for name, key in _scored(body):
                other = first.setdefault(name, body)
                if other.code != body.code and name not in declared:
                    yield told(body, Invalid("fact-shared", fact=name, other=other.code, code=body.code), key)


def _scored(body: Indicator) -> Iterator[tuple[str, str]]:
    """The facts by which a rule gives points, each with the key that names it."""
    if body.rule is None:
        return
    seen = set[str]()
    keys = {"deduct": "faults", "per_event": "events", "sample": "fact", "judged": "fact", "printed": "fact"}
    told_facts = [(fact.name, keys.get(body.rule.kind, "rule")) for fact in body.rule.facts(body.points)]
    read = [
        (name, "value" if body.rule.kind == "measure" else key)
        for key, part in body.rule.reads()
        for name in facts_of(part)
    ]
    for name, key in (*told_facts, *read):
        if name not in seen:
            seen.add(name)
            yield name, key


def same(looked: Looked) -> Iterator[Problem]:
    """Two rules of one kind over the same facts: one of them was copied, and reads what the other does."""
    for rubric in looked.scheme.rubrics:
        first = dict[tuple[object, ...], Indicator]()
        for body in rubric.bodies():
            names = tuple(sorted(name for name, _ in _scored(body)))
            if not names or body.rule is None:
                continue
            other = first.setdefault((body.rule.kind, names, body.for_each, body.fold), body)
            if other.code != body.code:
                key = next(key for _, key in _scored(body))
                yield told(body, Invalid("rule-same", facts="、".join(names), other=other.code, code=body.code), key)


def unread(looked: Looked) -> Iterator[Problem]:
    """Facts that are declared and that nothing reads, under no reading and no profile."""
    scheme = looked.scheme
    known = set[str]()
    for rubric in scheme.rubrics:
        for _, _, part in readers(scheme, rubric):
            known |= set(facts_of(part))
        for body in rubric.bodies():
            for fact in body.rule.facts(body.points) if body.rule is not None else ():
                known |= {fact.name, *(() if fact.hit_when is None else facts_of(fact.hit_when))}
    for ranking in scheme.rankings:
        known |= {name for _, part in ranking_reads(ranking) for name in facts_of(part)}
    patches = [patch for reading in scheme.readings for _, option in reading.options for patch in option]
    patches += [patch for profile in scheme.profiles for patch in profile.patches]
    known |= {text for patch in patches for text in _texts(patch.value)}
    waiting = [fact for fact in scheme.facts if fact.name in known]
    while waiting:  # what a fact is made of is read with it
        fact = waiting.pop()
        made_of = {fact.of} if fact.of else set() if fact.peers is None else set(facts_of(fact.peers.of))
        new = made_of - known
        known |= new
        waiting += [one for one in scheme.facts if one.name in new]
    for fact in scheme.facts:
        if fact.name not in known:
            near = _nearest(fact.name, known)
            yield told_at(("scheme", "facts", fact.name), Invalid("fact-unread", fact=fact.name, near=near))


def _texts(value: object) -> Iterator[str]:
    """Every text in a value of a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from map(str, value)
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _nearest(name: str, known: set[str]) -> str:
    score, near = max(((SequenceMatcher(None, name, one).ratio(), one) for one in known), default=(0, ""))
    return near if score >= _NEAR else ""


def near(looked: Looked) -> Iterator[Problem]:
    """Two facts whose names are nearly the same, where one of them looks like a slip of the pen."""
    scheme = looked.scheme
    declared = {fact.name for fact in scheme.facts}
    for rubric in scheme.rubrics:
        scoring = {name for body in rubric.bodies() for name, _ in _scored(body)}
        others = dict[str, tuple[Cited, str]]()
        for part, key, read in readers(scheme, rubric):
            for name in facts_of(read):
                others.setdefault(name, (part, key))
        for name, (part, key) in others.items():  # only asked beside: by a veto, a gate, a condition
            if name not in scoring and name not in declared:
                found = _nearest(name, {one for one in scoring | declared if one != name and not _opposed(one, name)})
                if found:
                    yield told(part, Invalid("fact-near", fact=name, other=found, near=found), key)
        for body in rubric.bodies():
            for name, key in _scored(body):
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
                for text in _texts(patch.value):
                    found = "" if text in known else next((one for one in sorted(known) if _one_slip(one, text)), "")
                    if found:
                        path = ("scheme", "readings", reading.key, "option", option, "set", ".".join(patch.path))
                        yield told_at(path, Invalid("fact-near", fact=text, other=found, near=found))


_NOT: Final = ("不", "未", "无", "没有", "非")


def _opposed(one: str, other: str) -> bool:
    """Whether one name is the other denied: 合格 and 不合格."""
    return any(other.replace(word, "", 1) == one or one.replace(word, "", 1) == other for word in _NOT)


def _one_slip(one: str, other: str) -> bool:
    """Whether two names of some length differ in their last characters by one that is alike in no other pair."""
    if len(one) != len(other) or len(one) < 5 or not one.isalpha() or one.isascii():
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == 1 and apart[0] > 0 and not _heads(one, other, apart[0])


def _heads(one: str, other: str, at: int) -> bool:
    """Whether the characters that differ begin or end a word of two: 国办/省办, 省级/市级 are two things."""
    return one[at] in _RANKS and other[at] in _RANKS


_RANKS: Final = "国省市县区乡镇村一二三四五六七八九十上下大小多少前后新旧甲乙丙丁"


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


def endless(looked: Looked) -> Iterator[Problem]:
    """An answer that never comes is beyond every limit; of what is counted it makes an endless number."""
    endless = {fact.name for fact in looked.scheme.facts if fact.never}
    for _, body in looked.leaves():
        for name, key in _scored(body):
            if name in endless and key in ("faults", "events"):
                yield told_at(("scheme", "facts", name, "never"), Invalid("never-counted", fact=name))


def choices(looked: Looked) -> Iterator[Problem]:
    """Words of a choice that no condition tells apart."""
    scheme = looked.scheme
    named = dict[str, set[str]]()
    whole = set[str]()
    for rubric in scheme.rubrics:
        for _, _, part in readers(scheme, rubric):
            for one in walk(part):
                if isinstance(one, Compared) and isinstance(one.left, FactSum) and isinstance(one.right, Word):
                    named.setdefault(one.left.weights[0][0], set()).add(one.right.text)
        whole |= {
            fact.name for body in rubric.bodies() if body.rule is not None for fact in body.rule.facts(body.points)
        }
    patches = [patch for reading in scheme.readings for _, option in reading.options for patch in option]
    elsewhere = {text for patch in patches for text in _texts(patch.value)}
    for fact in scheme.facts:
        left = [word for word in fact.choices if word not in named.get(fact.name, set()) | elsewhere]
        if fact.type is FactType.CHOICE and fact.name not in whole and fact.name in named and len(left) > 1:
            path = ("scheme", "facts", fact.name, "choices")
            yield told_at(path, Invalid("choices-alike", fact=fact.name, words="、".join(left)), severity="info")


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


def directions(looked: Looked) -> Iterator[Problem]:
    """An answer that is surely good by one clause and surely bad by another: a repair might lower the score."""
    for board in looked.boards:
        compiled, rubric = board.compiled, board.rubric
        if rubric.better == "lower":
            continue
        stages = stage_signs(compiled.stages, compiled.domains)
        held = settings(rubric)
        for (name, part), slot in compiled.slots.items():
            if part not in ("value", "hits") or name not in compiled.read:
                continue
            found = dict[Sign, tuple[Cited, str]]()
            for body in rubric.leaves():
                sign = stages[body.code][1].get(slot)
                if sign is not None and sign is not Sign.MIXED:
                    found.setdefault(sign.flipped() if held[body.code].penalty else sign, (body, _key_of(body, name)))
            for veto in rubric.vetoes:
                if veto.when is not None and name in facts_of(veto.when) and board.knows(veto.when) and _lowers(veto):
                    holds, _ = board.truth(veto.when)
                    sign = monotone_signs(holds, board.table.domains, stages).get(slot)
                    if sign is not None and sign is not Sign.MIXED:
                        found.setdefault(sign.flipped(), (veto, "when"))
            if len(found) == 2:
                where, key = list(found.values())[-1]
                yield told(where, Invalid("direction", fact=name), key)
            elif set(found) == {Sign.UP} and compiled.read[name].absent:
                yield told_at(("scheme", "facts", name, "absent"), Invalid("absent-good", fact=name), severity="info")


def _lowers(veto: Veto) -> bool:
    return veto.effect.replace is None


def _key_of(body: Indicator, name: str) -> str:
    """The key by which a leaf reads a fact; of a leaf with variants none is the key."""
    return next((key for fact, key in _scored(body) if fact == name), "zero_if" if body.zero_if is not None else "rule")
