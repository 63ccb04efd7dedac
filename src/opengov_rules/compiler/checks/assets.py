"""Nodes that are evaluated for every asset: folded, and closed to what is reckoned once for the unit."""

from collections.abc import Iterator, Mapping

from ...conditions import facts_of, nodes_of
from ...problems import Invalid, Problem
from ...scheme import Cited, Indicator, Rubric, Scheme
from ..asking import effect_reads, grade_reads, ranking_reads, reads
from ..placing import in_
from .references import node_names


def assets(scheme: Scheme) -> Iterator[Problem]:
    """What is evaluated for every asset says how it is folded, and neither side reads single nodes of the other."""
    declared = {fact.name: fact for fact in scheme.facts}
    for rubric in scheme.rubrics:
        for node in rubric.walk():
            if bool(node.for_each) != (node.fold is not None):
                yield in_(node, Invalid("each-take", code=node.code), "for_each" if node.for_each else "fold")
        within, known = nodes_within(rubric), node_names(rubric)
        for outer in (node for node in rubric.walk() if node.for_each):
            for node in outer.walk():
                if node is not outer and node.for_each:
                    yield in_(node, Invalid("each-nested", code=node.code), "for_each")
        for body in rubric.bodies():
            here = body if body.for_each else within.get(body.code)
            for key, read in reads(body):
                for code in (code for code in nodes_of(read) if code in known):
                    if here is None or (body is here and key == "weight"):
                        yield from _looks_inside(body, key, code, within)
                    elif within.get(code) is not here and code != here.code:
                        yield in_(body, Invalid("each-outside", code=here.code, node=code), key)
            for fact in (declared[name] for name in _facts_below(body) if name in declared):
                if here is not None and fact.per not in ("", here.for_each):
                    error = Invalid("each-per", fact=fact.name, code=here.code, per=here.for_each, other=fact.per)
                    yield in_(body, error, "rule")
        for veto in rubric.vetoes:
            yield from _looks_inside(veto, "scope", veto.scope, within)
            for key, read in effect_reads(veto):
                yield from (problem for code in nodes_of(read) for problem in _looks_inside(veto, key, code, within))
        graded = ((grade, key, read) for grade in scheme.grades for key, read in grade_reads(grade))
        ranked = ((ranking, key, read) for ranking in scheme.rankings for key, read in ranking_reads(ranking))
        for part, key, read in (*graded, *ranked, *((rule, "when", rule.when) for rule in scheme.named)):
            yield from (problem for code in nodes_of(read) for problem in _looks_inside(part, key, code, within))


def nodes_within(rubric: Rubric) -> dict[str, Indicator]:
    """The nodes below those that are evaluated for every asset, each with the outermost of these."""
    found = dict[str, Indicator]()
    for outer in (node for node in rubric.walk() if node.for_each):
        for node in outer.walk():
            if node is not outer:
                found.setdefault(node.code, outer)
    return found


def _looks_inside(part: Cited, key: str, code: str, within: Mapping[str, Indicator]) -> Iterator[Problem]:
    """A node that is evaluated for every asset, named where there is no single asset."""
    if code in within:
        yield in_(part, Invalid("each-inside", node=code, code=within[code].code), key)


def _facts_below(node: Indicator) -> Iterator[str]:
    """The facts that a node itself reads."""
    yield from (fact.name for fact in (node.rule.facts(node.points) if node.rule is not None else ()))
    yield from (name for _, read in reads(node) for name in facts_of(read))
