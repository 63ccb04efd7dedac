"""A rubric as the plain tree that the peers read: dicts and lists of text and numbers, as JSON would hold it.

Built from the scheme's data alone, without its words and clauses; the peers only compute.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from opengov_rules.conditions import Compared, Condition, Constant, FactSum, Holds, Joined
from opengov_rules.points import to_decimal
from opengov_rules.rules import Award, Checklist, Deduct, Judged, PerEvent, Printed, Rule, SampleRule, Tiers
from opengov_rules.scheme import Indicator, Rubric, Veto

Tree: TypeAlias = dict[str, Any]


def rubric_tree(rubric: Rubric) -> Tree:
    """The whole rubric: its top-level nodes by role, and what bounds the total."""
    groups = {
        role: [_node(node, rubric.vetoes, role == "penalty") for node in rubric.indicators if _role(node) == role]
        for role in ("base", "bonus", "penalty")
    }
    return groups | _limits(rubric.total.floor, rubric.total.cap) | _vetoes("total", rubric.vetoes)


def _role(node: Indicator) -> str:
    return node.role or "base"


def _node(node: Indicator, vetoes: Iterable[Veto], penalty: bool) -> Tree:
    tree: Tree = {"code": node.code}
    if node.points is not None:
        tree["points"] = _number(node.points)
    if node.children:
        tree["children"] = [_node(child, vetoes, penalty) for child in node.children]
    elif node.rule is None:
        raise NotImplementedError(f"{node.code} has no rule of its own")
    else:
        tree |= _rule(node.rule)
    low = Fraction(0) if node.floor is None else node.floor
    tree |= _limits(low, node.points if node.cap is None else node.cap)
    for key, condition in (("only_if", node.only_if), ("zero_if", node.zero_if), ("excused_if", node.excused_if)):
        if condition is not None:
            tree[key] = condition_tree(condition)
    return tree | _vetoes(node.code, vetoes)


def _limits(low: Fraction | None, high: Fraction | None) -> Tree:
    return {key: _number(limit) for key, limit in (("low", low), ("high", high)) if limit is not None}


def _vetoes(scope: str, vetoes: Iterable[Veto]) -> Tree:
    found = [
        {"when": condition_tree(veto.when), "points": _number(veto.effect.points)}
        for veto in vetoes
        if veto.scope == scope and veto.when is not None and veto.effect.points is not None
    ]
    return {"vetoes": found} if found else {}


def _rule(rule: Rule) -> Tree:
    tree: Tree = {"rule": rule.kind}
    match rule:
        case Award():
            tree["when"] = condition_tree(rule.when)
        case Checklist():
            tree["parts"] = [{"when": condition_tree(part.when), "points": _number(part.points)} for part in rule.parts]
        case SampleRule():
            tree |= {"fact": rule.fact, "draw": rule.draw, "fewer": rule.fewer, "none": rule.none}
            if rule.each is not None:
                tree["each"] = _number(rule.each)
        case Deduct():
            tree["faults"] = [{"fact": fact, "rate": _number(rate)} for fact, rate in rule.faults]
        case Tiers():
            tree["limits"] = [
                {"when": condition_tree(limit.when), "points": _number(limit.points)} for limit in rule.limits
            ]
        case Judged():
            tree["fact"] = rule.fact
            if rule.full_if is not None:
                tree["full_if"] = condition_tree(rule.full_if)
        case PerEvent():
            tree["events"] = [{"fact": fact, "rate": _number(rate)} for fact, rate in rule.events]
            tree["take"] = rule.take
        case Printed():
            tree["fact"] = rule.fact
        case _:
            raise NotImplementedError(f"the peers know no rule {rule.kind}")
    return tree


def condition_tree(condition: Condition) -> Tree:
    """One condition: an `op` over a fact, or over parts."""
    match condition:
        case Holds(fact):
            return {"op": "yes", "fact": fact}
        case Compared(comparison, FactSum() as left, Constant() as right) if left.single is not None:
            number = int(right.value) if right.is_date else _number(right.value)
            return {"op": comparison, "fact": left.single, "number": number}
        case Joined(how, parts):
            return {"op": how, "parts": [condition_tree(part) for part in parts]}
        case _:
            raise NotImplementedError(f"the peers compare single facts with constants only, not {condition}")


def _number(value: Fraction) -> Decimal:
    number = to_decimal(value)
    if number is None:
        raise NotImplementedError(f"the peers hold finite decimals only, not {value}")
    return number
