"""Nodes that are named: they exist, and none waits for its own result."""

from collections.abc import Iterator

from ...conditions import Condition, Quantity, nodes_of
from ...problems import Invalid, Problem, suggestion
from ...scheme import Cited, Rubric, Scheme
from ..asking import effect_reads, grade_reads, ranking_reads, reads, settings
from ..graph import GROUPS, TOTAL
from ..ordering import stage_order
from ..placing import in_


def references(scheme: Scheme) -> Iterator[Problem]:
    """Nodes that conditions and vetoes name exist, and a veto lowers nothing that already counts against the unit."""
    known = [node_names(rubric) for rubric in scheme.rubrics]
    for rubric, names in zip(scheme.rubrics, known, strict=True):
        codes, held = names.difference(GROUPS), settings(rubric)
        for veto in rubric.vetoes:
            lowers = (veto.effect.points, veto.effect.at_most) != (None, None)
            against = rubric.better == "lower" or (veto.scope in held and held[veto.scope].penalty)
            if against and (lowers or (veto.effect.scoped and rubric.better == "higher")):
                yield in_(veto, Invalid("veto-penalty", scope=veto.scope), "scope")
            if veto.scope not in codes:
                yield in_(veto, Invalid("scope-unknown", scope=veto.scope, near=suggestion(veto.scope, codes)), "scope")
            for key, part in effect_reads(veto):
                yield from _unknown_nodes(veto, key, part, names)
        for node in rubric.bodies():
            for key, part in reads(node):
                yield from _unknown_nodes(node, key, part, names)
    in_any = set[str]().union(*known)
    in_all = set.intersection(*known) if known else in_any
    for rule in scheme.named:
        yield from _unknown_nodes(rule, "when", rule.when, in_any)
    for grade in scheme.grades:
        for key, part in grade_reads(grade):
            yield from _unknown_nodes(grade, key, part, in_all)
    for ranking in scheme.rankings:
        for key, part in ranking_reads(ranking):
            yield from _unknown_nodes(ranking, key, part, in_any)


def cycles(scheme: Scheme) -> Iterator[Problem]:
    """No node waits for its own result."""
    for rubric in scheme.rubrics:
        try:
            stage_order(rubric)
        except Invalid as error:
            named = error.params["nodes"].split(" → ")
            node = next((node for code in named for node in rubric.walk() if node.code == code), rubric)
            yield in_(node, error)


def _unknown_nodes(part: Cited, key: str, read: Condition | Quantity, known: set[str]) -> Iterator[Problem]:
    """What a condition or a quantity names that is no node of these."""
    for node in nodes_of(read):
        if node not in known:
            yield in_(part, Invalid("node-unknown", node=node, near=suggestion(node, known)), key)


def node_names(rubric: Rubric) -> set[str]:
    """What conditions call the nodes of a rubric: every code, the groups and the total."""
    return {*GROUPS, TOTAL, *(node.code for node in rubric.walk())}
