"""Conditions as scheme files write them: a fact, a list, or a table that compares."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias

from ..conditions import COMPARISONS, Compared, Condition, Constant, FactSum, Holds, Joined, NodeResult, Quantity
from ..points import read_number, to_text
from ..problems import Invalid, suggestion

MAX_DEPTH: Final = 32

Pairs: TypeAlias = tuple[tuple[str, Fraction], ...]
"""`{ "FACT" = points }`."""


def listed(value: object) -> Sequence[Any]:
    """A list. Raises `Invalid` for anything else, text included."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Invalid("list-wanted", value=value)
    return value


def pairs(value: object) -> Pairs:
    """Facts with numbers. Raises `Invalid`."""
    if not isinstance(value, Mapping) or not value:
        raise Invalid("pairs-wanted", value=value)
    return tuple((name, read_number(number)) for name, number in value.items())


def parse_condition(value: object, depth: int = 0) -> Condition:
    """A condition as written in a scheme file. Raises `Invalid`."""
    if depth > MAX_DEPTH:
        raise Invalid("too-deep", limit=MAX_DEPTH)
    match value:
        case str():
            return Holds(value)
        case Mapping() if len(value) == 1 and (how := next(iter(value))) in ("all", "any", "none"):
            return Joined(how, tuple(parse_condition(part, depth + 1) for part in _filled(value[how], how)))
        case Mapping():
            return _comparison(value, depth)
        case Sequence():
            parts = tuple(parse_condition(part, depth + 1) for part in _filled(value, "[]"))
            return parts[0] if len(parts) == 1 else Joined("all", parts)
        case _:
            raise Invalid("condition-text", value=value)


def _filled(value: object, key: str) -> Sequence[Any]:
    items = listed(value)
    if not items:
        raise Invalid("list-empty", key=key)
    return items


_QUANTITIES: Final = ("fact", "sum", "points_of", "share_of")


def _comparison(table: Mapping[str, Any], depth: int) -> Condition:
    known = (*_QUANTITIES, *COMPARISONS, "excused_if")
    for key in table:
        if key not in known:
            raise Invalid("key-unknown", key=key, near=suggestion(key, (*known, "all", "any", "none")))
    left = _quantity({key: table[key] for key in _QUANTITIES if key in table})
    questions = [Compared(how, left, _side(table[how])) for how in COMPARISONS if how in table]
    if not questions:
        raise Invalid("comparison-missing", known=", ".join(COMPARISONS))
    condition: Condition = questions[0] if len(questions) == 1 else Joined("all", tuple(questions))
    if "excused_if" in table:
        return Joined("any", (condition, parse_condition(table["excused_if"], depth + 1)))
    return condition


def _quantity(table: Mapping[str, Any]) -> Quantity:
    match dict(table):
        case {"fact": str(name), **rest} if not rest:
            return FactSum(((name, Fraction(1)),))
        case {"sum": weights, **rest} if not rest:
            return FactSum(pairs(weights))
        case {"points_of": str(node), **rest} if not rest:
            return NodeResult(node)
        case {"share_of": str(node), **rest} if not rest:
            return NodeResult(node, share=True)
        case _:
            raise Invalid("quantity-text", known=", ".join(_QUANTITIES))


def _side(value: object) -> Quantity:
    match value:
        case Mapping():
            return _quantity(value)
        case dt.date() if not isinstance(value, dt.datetime):
            return Constant(Fraction(value.toordinal()), value.isoformat(), is_date=True)
        case str() if value.endswith("%"):
            return Constant(read_number(value[:-1]) / 100, value)
        case int() | Decimal() | str():
            number = read_number(value)
            return Constant(number, to_text(number))
        case _:
            raise Invalid("quantity-text", known=", ".join(_QUANTITIES))
