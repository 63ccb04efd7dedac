"""Names: none is blank, and none can be taken for another of its sort."""

from collections.abc import Iterator
from itertools import chain

from ...conditions import Condition, Quantity, facts_of
from ...names import alike
from ...paths import texts_of
from ...problems import Invalid, Problem
from ...scheme import Scheme
from ..asking import keyed_leaves, reads, watching
from ..placing import at_key


def names(scheme: Scheme) -> Iterator[Problem]:
    """Names are not blank, and differ in more than width, case and the like."""
    for sort in _sorts(scheme):
        for name in dict.fromkeys(sort):
            if not name or name != name.strip():
                yield _at_name(scheme, Invalid("name-blank", name=name), name)
        for name, other in alike(sort):
            yield _at_name(scheme, Invalid("name-alike", name=name, other=other), name)


def unit_names(scheme: Scheme) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every name of a unit, aliases and excluded ones included, with the path of the key that gives it."""
    for unit in scheme.roster.units:
        yield unit.name, ("scheme", "roster", unit.kind)
    for unit in {unit.name: unit for unit in scheme.roster.units}.values():
        yield from ((alias, ("scheme", "aliases", unit.name)) for alias in unit.aliases)
    yield from ((name, ("scheme", "excluded", name)) for name, _ in scheme.roster.excluded)


def _sorts(scheme: Scheme) -> Iterator[list[str]]:
    """Every sort of names, each in the order of the files."""
    yield [name for name, _ in unit_names(scheme)]
    yield [*(unit.kind for unit in scheme.roster.units), *(kind for rubric in scheme.rubrics for kind in rubric.kinds)]
    yield [*(fact.name for fact in scheme.facts), *_asked(scheme)]
    yield [grade.name for grade in scheme.grades]
    yield [rule.name for rule in scheme.named]
    yield [ranking.name for ranking in scheme.rankings]
    yield [profile.key for profile in scheme.profiles]
    yield from (list(fact.choices) for fact in scheme.facts if fact.choices)
    for reading in scheme.readings:
        yield [reading.chosen, *(name for name, _ in reading.options)]


def _asked(scheme: Scheme) -> Iterator[str]:
    """The facts that rules and conditions name."""
    for rubric in scheme.rubrics:
        for _, leaf in keyed_leaves(rubric):
            for fact in leaf.rule.facts(leaf.points) if leaf.rule is not None else ():
                yield fact.name
                yield from facts_of(fact.hit_when) if fact.hit_when is not None else ()
    yield from chain.from_iterable(facts_of(condition) for condition in _conditions(scheme))


def _conditions(scheme: Scheme) -> Iterator[Condition | Quantity]:
    for rubric in scheme.rubrics:
        yield from (part for node in rubric.bodies() for _, part in reads(node))
        yield from watching(scheme, rubric)


def _at_name(scheme: Scheme, error: Invalid, name: str) -> Problem:
    """The problem where the name first stands."""
    path = next((path for path, text, free in texts_of(scheme.document) if text == name and not free), ("scheme",))
    return at_key(scheme, error, path)
