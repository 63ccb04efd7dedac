"""What is done with facts: read twice, not at all, or so that answers make no difference."""

from collections.abc import Iterator

from ..compiler.asking import ranking_reads
from ..compiler.matching import readers
from ..conditions import Compared, FactSum, Word, facts_of, walk
from ..facts import FactType
from ..problems import Invalid, Problem
from ..scheme import Indicator
from .looking import Looked, told, told_at
from .slips import nearest
from .uses import scored, texts


def shared(looked: Looked) -> Iterator[Problem]:
    """A fact by which two indicators of a rubric give points, unless `[facts]` declares it."""
    declared = {fact.name for fact in looked.scheme.facts}
    for rubric in looked.scheme.rubrics:
        first = dict[str, Indicator]()
        for body in rubric.bodies():
            for name, key in scored(body):
                other = first.setdefault(name, body)
                if other.code != body.code and name not in declared:
                    yield told(body, Invalid("fact-shared", fact=name, other=other.code, code=body.code), key)


def same(looked: Looked) -> Iterator[Problem]:
    """Two rules of one kind over the same facts: one of them was copied, and reads what the other does."""
    for rubric in looked.scheme.rubrics:
        first = dict[tuple[object, ...], Indicator]()
        for body in rubric.bodies():
            names = tuple(sorted(name for name, _ in scored(body)))
            if not names or body.rule is None:
                continue
            other = first.setdefault((body.rule.kind, names, body.for_each, body.fold), body)
            if other.code != body.code:
                key = next(key for _, key in scored(body))
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
    known |= {text for patch in patches for text in texts(patch.value)}
    waiting = [fact for fact in scheme.facts if fact.name in known]
    while waiting:  # what a fact is made of is read with it
        fact = waiting.pop()
        made_of = {fact.of} if fact.of else set() if fact.peers is None else set(facts_of(fact.peers.of))
        new = made_of - known
        known |= new
        waiting += [one for one in scheme.facts if one.name in new]
    for fact in scheme.facts:
        if fact.name not in known:
            near = nearest(fact.name, known)
            yield told_at(("scheme", "facts", fact.name), Invalid("fact-unread", fact=fact.name, near=near))


def endless(looked: Looked) -> Iterator[Problem]:
    """An answer that never comes is beyond every limit; of what is counted it makes an endless number."""
    endless = {fact.name for fact in looked.scheme.facts if fact.never}
    for _, body in looked.leaves():
        for name, key in scored(body):
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
    elsewhere = {text for patch in patches for text in texts(patch.value)}
    for fact in scheme.facts:
        left = [word for word in fact.choices if word not in named.get(fact.name, set()) | elsewhere]
        if fact.type is FactType.CHOICE and fact.name not in whole and fact.name in named and len(left) > 1:
            path = ("scheme", "facts", fact.name, "choices")
            yield told_at(path, Invalid("choices-alike", fact=fact.name, words="、".join(left)), severity="info")
