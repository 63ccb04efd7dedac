"""Everything that reads facts: whose reader is at odds with the others, and which of its words no fact has."""

from collections.abc import Iterator, Mapping

from ..conditions import Compared, Condition, FactSum, Quantity, Word, facts_of, walk
from ..facts import Fact, FactType
from ..problems import Invalid, Problem, suggestion
from ..rules import demanded
from ..scheme import Cited, Indicator, Rubric, Scheme
from .asking import effect_reads, grade_reads, keyed_leaves, merge, ranked_in, ranking_reads, reads
from .placing import in_


def readers(scheme: Scheme, rubric: Rubric) -> Iterator[tuple[Cited, str, Condition | Quantity]]:
    """Everything that reads facts for a rubric, with the key under which it stands."""
    for body in rubric.bodies():
        yield from ((body, key, read) for key, read in reads(body))
        for fact in body.rule.facts(body.points) if body.rule is not None else ():
            if fact.hit_when is not None:
                yield body, "when", fact.hit_when
    for veto in rubric.vetoes:
        yield from ((veto, key, read) for key, read in effect_reads(veto))
    for grade in scheme.grades:
        yield from ((grade, key, read) for key, read in grade_reads(grade))
    for ranking in ranked_in(scheme, rubric):
        yield from ((ranking, key, read) for key, read in ranking_reads(ranking))
    yield from ((rule, "when", rule.when) for rule in scheme.named)


def disagreement(scheme: Scheme, rubric: Rubric, by_leaf: Mapping[str, tuple[Fact, ...]], error: Invalid) -> Problem:
    """The problem of a fact that is not read everywhere in the same way, where it is first read otherwise."""
    name = error.params["fact"]
    found = next((fact for fact in scheme.facts if fact.name == name), None)
    leaves = [(body, fact) for key, body in keyed_leaves(rubric) for fact in by_leaf.get(key, ()) if fact.name == name]
    others = [
        (part, key, fact)
        for part, key, read in readers(scheme, rubric)
        if not isinstance(part, Indicator) or part.children
        for fact in demanded(read)
        if fact.name == name
    ]
    for part, key, fact in (*((body, "rule", fact) for body, fact in leaves), *others):
        try:
            found = fact if found is None else merge(found, fact)
        except Invalid:
            return in_(part, error, key)
    if leaves:
        return in_(leaves[-1][0], error, "rule")
    asking = next(((part, key) for part, key, read in readers(scheme, rubric) if name in facts_of(read)), None)
    return error.at(rubric.where, rubric.path) if asking is None else in_(asking[0], error, asking[1])


def word_errors(read: Condition | Quantity, asked: Mapping[str, Fact]) -> Iterator[Invalid]:
    """Words are compared with the choices of one fact. `asked` are the facts known, those without choices told."""
    for one in walk(read):
        match one:
            case Compared(_, FactSum() as left, Word(word)) if left.single is not None:
                fact = asked.get(left.single, Fact(name=left.single, type=FactType.CHOICE, choices=(word,)))
                choices = fact.choices
                if fact.may_be(word):
                    continue
                if fact.type is not FactType.CHOICE and word == "never":
                    yield Invalid("never-refused", fact=left.single)
                elif fact.type is not FactType.CHOICE:
                    yield Invalid("fact-type", fact=left.single, wanted="choice", found=fact.type.value)
                elif not choices:
                    yield Invalid("choices-missing", fact=left.single)
                elif word not in choices:
                    near, known = suggestion(word, choices), "、".join(choices)
                    yield Invalid("word-unknown", fact=left.single, word=word, near=near, known=known)
            case Compared(_, _, Word(word)):
                yield Invalid("word-other", word=word)
            case _:
                pass
