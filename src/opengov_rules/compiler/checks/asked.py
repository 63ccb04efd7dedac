"""Facts as rules and conditions ask for them: everybody means the same, and is told how many answers fold into one."""

from collections.abc import Iterator, Mapping
from itertools import chain

from ...conditions import facts_of, identities_of, nodes_of, reckoned
from ...facts import Fact, FactType
from ...problems import Invalid, Problem, suggestion
from ...scheme import Rubric, Scheme
from ..asking import input_facts, keyed_leaves, keys_below, leaf_facts, pruned, ranking_reads, read_facts, reads
from ..matching import disagreement, readers, word_errors
from ..placing import at_key, in_
from .assets import nodes_within
from .references import node_names


def agreement(scheme: Scheme) -> Iterator[Problem]:
    """Facts agree with what rules ask of them, and those with many answers say how they fold."""
    for rubric in scheme.rubrics:
        by_leaf, refused = _by_leaf(scheme, rubric)
        yield from refused
        try:
            read = read_facts(scheme, rubric, by_leaf)
        except Invalid as error:
            yield disagreement(scheme, rubric, by_leaf, error)
        else:
            yield from _unknown_words(scheme, rubric, by_leaf, read)
            yield from _unanswerable(scheme, rubric, by_leaf, read)


def hits(scheme: Scheme) -> Iterator[Problem]:
    """Whether an asset is a hit rests on its own facts: not on who the unit is, nor on what a node scores."""
    for rubric in scheme.rubrics:
        for body in rubric.bodies():
            for fact in body.rule.facts(body.points) if body.rule is not None else ():
                if fact.hit_when is not None:
                    whom = [name for one in identities_of(fact.hit_when) for name in (*one.units, *one.kinds)]
                    others = (*whom, *nodes_of(fact.hit_when))
                    yield from (in_(body, Invalid("hit-when", per=fact.per, what=one), "when") for one in others)


def never(scheme: Scheme) -> Iterator[Problem]:
    """Nobody reckons with a fact whose answer may be that something never came."""
    timeless = {fact.name for fact in scheme.facts if fact.never}
    bodies = chain.from_iterable(rubric.bodies() for rubric in scheme.rubrics)
    by_bodies = ((body, key, read) for body in bodies for key, read in reads(body))
    by_rankings = ((ranking, key, read) for ranking in scheme.rankings for key, read in ranking_reads(ranking))
    for part, key, read in (*by_bodies, *by_rankings):
        for name in (name for name in reckoned(read) if name in timeless):
            yield in_(part, Invalid("never-reckoned", fact=name), key)


def idle(scheme: Scheme) -> Iterator[Problem]:
    """A condition by which units are named looks only at facts that something asks."""
    if not scheme.named:
        return
    asked = {name for rubric in scheme.rubrics for name in _names_asked(scheme, rubric)}
    for rule in scheme.named:
        for name in (name for name in facts_of(rule.when) if name not in asked):
            yield in_(rule, Invalid("fact-idle", fact=name, near=suggestion(name, asked)), "when")


def _by_leaf(scheme: Scheme, rubric: Rubric) -> tuple[dict[str, tuple[Fact, ...]], list[Problem]]:
    """The facts of every leaf by its key, and the problems of the leaves whose own rule and conditions disagree."""
    found, problems = dict[str, tuple[Fact, ...]](), list[Problem]()
    for key, node in keyed_leaves(rubric):
        try:
            found[key] = leaf_facts(node, scheme)
        except Invalid as error:
            problems.append(in_(node, error, "rule"))
    return found, problems


def _names_asked(scheme: Scheme, rubric: Rubric) -> set[str]:
    """The facts that a rubric asks; those of its leaves alone, where its readers disagree."""
    by_leaf, _ = _by_leaf(scheme, rubric)
    try:
        return set(read_facts(scheme, rubric, by_leaf))
    except Invalid:
        return {fact.name for asked in by_leaf.values() for fact in asked}


def _unknown_words(
    scheme: Scheme, rubric: Rubric, by_leaf: Mapping[str, tuple[Fact, ...]], read: Mapping[str, Fact]
) -> Iterator[Problem]:
    """Conditions compare facts with words that are among their choices."""
    asked = dict(read)
    try:
        asked |= input_facts(scheme, read)
    except Invalid as error:
        yield disagreement(scheme, rubric, by_leaf, error)
    speechless = _speechless(scheme)
    told = {name: fact for name, fact in asked.items() if name not in speechless}
    for reader, key, condition in readers(scheme, rubric):
        yield from (in_(reader, wrong, key) for wrong in word_errors(condition, told))


def _unanswerable(
    scheme: Scheme, rubric: Rubric, by_leaf: Mapping[str, tuple[Fact, ...]], read: Mapping[str, Fact]
) -> Iterator[Problem]:
    """Facts lack nothing that an answer needs: nodes to be taken of, choices, a way to fold."""
    inside = {key for node in rubric.walk() if node.for_each for key in keys_below(node)}
    outside = {name for _, _, part in readers(scheme, pruned(rubric)) for name in facts_of(part)}
    outside |= {fact.name for leaf, asked in by_leaf.items() if leaf not in inside for fact in asked}
    speechless = _speechless(scheme)
    for fact in read.values():
        path = ("scheme", "facts", fact.name)
        for wrong in _taken_of_nodes(fact, rubric):
            yield at_key(scheme, wrong, (*path, "peers"))
        if fact.name in speechless and not fact.choices:
            yield at_key(scheme, Invalid("choices-missing", fact=fact.name), path)
        folded = fact.type not in (FactType.SAMPLE, FactType.SHARE) and fact.name in outside
        if fact.per and fact.take is None and folded:
            yield at_key(scheme, Invalid("take-missing", fact=fact.name, per=fact.per), path)


def _speechless(scheme: Scheme) -> set[str]:
    """The choices that are declared without their words."""
    return {fact.name for fact in scheme.facts if fact.type is FactType.CHOICE and not fact.choices}


def _taken_of_nodes(fact: Fact, rubric: Rubric) -> Iterator[Invalid]:
    """What all units of a rubric answer together is taken of nodes that it has."""
    if fact.peers is None:
        return
    known, within = node_names(rubric), nodes_within(rubric)
    for code in nodes_of(fact.peers.of):
        if code not in known:
            yield Invalid("node-unknown", node=code, near=suggestion(code, known))
        elif code in within:
            yield Invalid("each-inside", node=code, code=within[code].code)
