"""Which node comes before which: what each reads, and who stands beside and above it."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from ..conditions import Condition, Quantity, nodes_of
from ..problems import Invalid
from ..scheme import Indicator, Rubric
from .asking import effect_reads, reads
from .graph import GROUPS, TOTAL


def stage_order(rubric: Rubric) -> list[str]:
    """Every node after the nodes it reads. Raises `Invalid` where they read each other."""
    return ordered(stage_reads(rubric))


def ordered(reads: Mapping[str, Iterable[str]]) -> list[str]:
    """Every node after the nodes it reads. Raises `Invalid` where they read each other."""
    try:
        return list(TopologicalSorter(reads).static_order())
    except CycleError as error:
        raise Invalid("cycle", nodes=" → ".join(error.args[1])) from None


def stage_reads(rubric: Rubric) -> dict[str, list[str]]:
    """The nodes that every node reads."""
    found = dict[str, list[str]]()
    groups = dict[str, list[str]]({group: [] for group in (*GROUPS, "unscored")})
    together = siblings(rubric)
    scoped = [veto for veto in rubric.vetoes if veto.effect.scoped]
    for node in rubric.walk():
        read = [part for veto in scoped if veto.scope == node.code for _, part in effect_reads(veto)]
        read += [part for body in (node, *node.bodies) for _, part in reads(body)]
        read += [part for one in together[node.code] for part in _spreading(one)]
        read += conditions_above(rubric, node.code)
        found[node.code] = [*(child.code for child in node.children), *_nodes(read)]
    for node in rubric.indicators:
        groups[node.role or "base"].append(node.code)
    found |= {group: groups[group] for group in GROUPS}
    capping = (part for veto in scoped if veto.scope == TOTAL for _, part in effect_reads(veto))
    return found | {TOTAL: [*GROUPS, *_nodes(capping)]}


def _nodes(parts: Iterable[Condition | Quantity]) -> list[str]:
    return [node for part in parts for node in nodes_of(part)]


def siblings(rubric: Rubric) -> dict[str, tuple[Indicator, ...]]:
    """The nodes beside each node, itself among them: those of its parent, or at the top those of its role."""
    found = dict[str, tuple[Indicator, ...]]()
    for role in dict.fromkeys(node.role or "base" for node in rubric.indicators):
        top = tuple(node for node in rubric.indicators if (node.role or "base") == role)
        found |= dict.fromkeys((node.code for node in top), top)
    for parent in rubric.walk():
        found |= dict.fromkeys((child.code for child in parent.children), parent.children)
    return found


def conditions_above(rubric: Rubric, code: str) -> Iterator[Condition]:
    """The conditions under which the nodes above a node apply."""
    for node in rubric.walk():
        if node.applies_if is not None and code.startswith(f"{node.code}."):
            yield node.applies_if


def _spreading(node: Indicator) -> Iterator[Condition]:
    """The conditions under which a node leaves its points to those beside it."""
    for below in node.walk():
        if below.applies_if is not None and node.not_applicable == "spread":
            yield below.applies_if
