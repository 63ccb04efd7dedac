"""A peer: the rubric's tree walked with `decimal.Decimal`, as one would write it by hand over parsed JSON.

Facts come in as the walk wants them: yes/no as bool, numbers as Decimal, days as ordinals, a sample as (hits, drawn),
the answers of several accounts folded into one.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Any, Final, TypeAlias

from rubric_trees import Tree

Facts: TypeAlias = Mapping[str, Any]

ZERO: Final = Decimal(0)


def total(tree: Tree, facts: Facts) -> Decimal:
    """Base and bonus less penalties, within the limits of the total and after its vetoes."""
    value = _sum(tree["base"], facts) + _sum(tree["bonus"], facts) - _sum(tree["penalty"], facts)
    return _finished(tree, value, facts)


def _sum(nodes: Sequence[Tree], facts: Facts) -> Decimal:
    return sum((_points(node, facts) for node in nodes), ZERO)


def _points(node: Tree, facts: Facts) -> Decimal:
    value = _sum(node["children"], facts) if "children" in node else _RULES[node["rule"]](node, facts)
    return _finished(node, value, facts)


def _finished(node: Tree, value: Decimal, facts: Facts) -> Decimal:
    """The value after the further steps, in their order, the same at every node."""
    if "excused_if" in node and holds(node["excused_if"], facts):
        value = node["points"]
    if "high" in node and value > node["high"]:
        value = node["high"]
    if "low" in node and value < node["low"]:
        value = node["low"]
    if "only_if" in node and not holds(node["only_if"], facts):
        value = ZERO
    if "zero_if" in node and holds(node["zero_if"], facts):
        value = ZERO
    if "vetoes" in node:
        for veto in node["vetoes"]:
            if holds(veto["when"], facts):
                value = min(value, veto["points"])
    return value


# Rules


def _award(rule: Tree, facts: Facts) -> Decimal:
    points: Decimal = rule["points"]
    return points if holds(rule["when"], facts) else ZERO


def _checklist(rule: Tree, facts: Facts) -> Decimal:
    value = ZERO
    for part in rule["parts"]:
        if holds(part["when"], facts):
            value += part["points"]
    return value


def _sample(rule: Tree, facts: Facts) -> Decimal:
    hits, drawn = facts[rule["fact"]]
    points: Decimal
    if "each" in rule:
        points = rule["each"] * hits
    elif drawn == 0:
        points = rule["points"] if rule["none"] == "full" else ZERO
    else:
        enough = drawn == rule["draw"] or rule["fewer"] == "full"
        points = rule["points"] if enough and hits == drawn else ZERO
    return points


def _deduct(rule: Tree, facts: Facts) -> Decimal:
    value: Decimal = rule["points"]
    for fault in rule["faults"]:
        value -= fault["rate"] * facts[fault["fact"]]
    return value


def _tiers(rule: Tree, facts: Facts) -> Decimal:
    points: Decimal
    for limit in rule["limits"]:
        if holds(limit["when"], facts):
            points = limit["points"]
            return points
    return ZERO


def _judged(rule: Tree, facts: Facts) -> Decimal:
    full = "full_if" in rule and holds(rule["full_if"], facts)
    points: Decimal = rule["points"] if full else facts[rule["fact"]]
    return points


def _per_event(rule: Tree, facts: Facts) -> Decimal:
    take, value = rule["take"], ZERO
    for event in rule["events"]:
        count = facts[event["fact"]]
        if count:
            if take == "sum":
                value += event["rate"] * count
            elif take == "distinct":
                value += event["rate"]
            elif event["rate"] > value:
                value = event["rate"]
    return value


def _printed(rule: Tree, facts: Facts) -> Decimal:
    points: Decimal = facts[rule["fact"]]
    return points


_RULES: Final[Mapping[str, Callable[[Tree, Facts], Decimal]]] = {
    "award": _award,
    "checklist": _checklist,
    "sample": _sample,
    "deduct": _deduct,
    "tiers": _tiers,
    "judged": _judged,
    "per_event": _per_event,
    "printed": _printed,
}


# Conditions


def holds(condition: Tree, facts: Facts) -> bool:
    """Whether the condition holds."""
    op: str = condition["op"]
    if op == "yes":
        answer: bool = facts[condition["fact"]]
        return answer
    if op == "all":
        return all(holds(part, facts) for part in condition["parts"])
    if op == "any":
        return any(holds(part, facts) for part in condition["parts"])
    if op == "none":
        return not any(holds(part, facts) for part in condition["parts"])
    value: Decimal = facts[condition["fact"]]
    number: Decimal = condition["number"]
    return _COMPARISONS[op](value, number)


_COMPARISONS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "over": gt,
    "at_least": ge,
    "under": lt,
    "at_most": le,
    "is": eq,
}
