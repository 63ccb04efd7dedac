"""Conditions and quantities as JSON-ready data, in the shape that scheme files write; numbers as text."""

from typing import Any

from ..conditions import (
    Cases,
    Compared,
    Condition,
    Constant,
    Curve,
    Excess,
    Extreme,
    FactSum,
    Holds,
    Identity,
    Joined,
    NodeResult,
    Product,
    Quantity,
    Ratio,
    Steps,
    Sum,
    Word,
)
from ..points import to_text


def write_condition(condition: Condition) -> Any:
    """A condition in the shape that scheme files write; numbers as text."""
    match condition:
        case Holds(fact):
            return fact
        case Identity(units, kinds):
            return {key: list(names) for key, names in (("units", units), ("kinds", kinds)) if names}
        case Compared(comparison, left, right):
            return {**_table(left), comparison: write_quantity(right)}
        case Joined(how, parts):
            return {how: [write_condition(part) for part in parts]}


def write_quantity(quantity: Quantity) -> Any:
    """A quantity in the same way."""
    return quantity.text if isinstance(quantity, Constant | Word) else _table(quantity)


def _table(quantity: Quantity) -> dict[str, Any]:
    match quantity:
        case FactSum() if quantity.single is not None:
            return {"fact": quantity.single}
        case FactSum(weights):
            return {"sum": {fact: to_text(weight) for fact, weight in weights}}
        case NodeResult(node, share):
            return {"share_of" if share else "points_of": node}
        case Constant(text=text) | Word(text):
            return {"constant": text}
        case Sum(inner):
            return {"sum": [write_quantity(part) for part in inner]}
        case Product(inner):
            return {"product": [write_quantity(part) for part in inner]}
        case Ratio(part, whole):
            return {"ratio": [write_quantity(part), write_quantity(whole)]}
        case Excess(of, over):
            return {"excess": [write_quantity(of), write_quantity(over)]}
        case Extreme(how, inner):
            return {how: [write_quantity(part) for part in inner]}
        case Steps(of, step, count):
            return {"steps": write_quantity(of), "of": step.text, "count": count}
        case Curve(of, through):
            return {"curve": write_quantity(of), "through": [[x.text, y.text] for x, y in through]}
        case Cases(cases, otherwise):
            written = [{"when": write_condition(when), "value": write_quantity(value)} for when, value in cases]
            return {"cases": written, "otherwise": write_quantity(otherwise)}
