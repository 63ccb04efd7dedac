"""Conditions and quantities as scheme files write them: a fact, a list, a number, or a table."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, TypeAlias

from ..conditions import (
    COMPARISONS,
    Cases,
    Compared,
    Comparison,
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
from ..points import NUMERAL, read_number, to_text
from ..problems import Invalid, suggestion
from ..words import short

MAX_DEPTH: Final = 32
_PERCENT: Final = "%\uff05"
_NUMBER: Final = re.compile(rf"{NUMERAL.pattern}(?:/{NUMERAL.pattern})?", re.ASCII)

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
        case Mapping() if {"units", "kinds"} & value.keys():
            return _identity(value)
        case Mapping():
            return _comparison(value, depth)
        case Sequence():
            parts = tuple(parse_condition(part, depth + 1) for part in _filled(value, "[]"))
            return parts[0] if len(parts) == 1 else Joined("all", parts)
        case _:
            raise Invalid("condition-text", value=value)


def parse_quantity(value: object, depth: int = 0) -> Quantity:
    """A quantity as written in a scheme file: a number, a date, a percentage, or a table. Raises `Invalid`."""
    if depth > MAX_DEPTH:
        raise Invalid("too-deep", limit=MAX_DEPTH)
    match value:
        case Mapping():
            return _table(value, depth)
        case str() if _is_word(value):
            raise Invalid("quantity-word", word=value)
        case dt.date() if not isinstance(value, dt.datetime):
            return parse_day(value)
        case int() | Decimal() | str() | float() | Invalid():
            return parse_constant(value)
        case _:
            raise Invalid("quantity-text", known=", ".join(QUANTITIES))


def parse_constant(value: object) -> Constant:
    """A number or a percentage. Raises `Invalid`."""
    if isinstance(value, str) and value.endswith("%"):
        try:
            return Constant(read_number(value[:-1]) / 100, value)
        except Invalid as error:
            code = "number-range" if error.code == "number-range" else "number-text"
            raise Invalid(code, value=short(value)) from None
    number = read_number(value)
    return Constant(number, to_text(number))


def parse_day(value: dt.date) -> Constant:
    """A date."""
    return Constant(Fraction(value.toordinal()), value.isoformat(), is_date=True)


def _is_word(text: str) -> bool:
    """Whether a text begins like no number and ends like no percentage."""
    return text[:1] not in {*"-+.0123456789"} and text[-1:] not in {*_PERCENT}


def _filled(value: object, key: str) -> Sequence[Any]:
    items = listed(value)
    if not items:
        raise Invalid("list-empty", key=key)
    return items


QUANTITIES: Final[Mapping[str, tuple[str, ...]]] = {
    "fact": (),
    "sum": (),
    "product": (),
    "ratio": (),
    "excess": (),
    "least": (),
    "most": (),
    "steps": ("of", "count"),
    "curve": ("through",),
    "cases": ("otherwise",),
    "points_of": (),
    "share_of": (),
}
"""The words of quantities, each with the keys that stand beside it."""
_BESIDE: Final = {key: word for word, keys in QUANTITIES.items() for key in keys}


def _comparison(table: Mapping[str, Any], depth: int) -> Condition:
    known = (*QUANTITIES, *_BESIDE, *COMPARISONS, "one_of", "excused_if")
    for key in table:
        if key not in known:
            near = suggestion(key, (*known, "all", "any", "none", "units", "kinds"))
            raise Invalid("key-unknown", key=key, near=near)
    left = _table({key: table[key] for key in (*QUANTITIES, *_BESIDE) if key in table}, depth)
    asked: list[Condition] = [Compared(how, left, _side(table[how], how, depth)) for how in COMPARISONS if how in table]
    if "one_of" in table:
        same = tuple(Compared("is", left, _side(item, "is", depth)) for item in _filled(table["one_of"], "one_of"))
        asked.append(same[0] if len(same) == 1 else Joined("any", same))
    if not asked:
        raise Invalid("comparison-missing", known=", ".join((*COMPARISONS, "one_of")))
    condition: Condition = asked[0] if len(asked) == 1 else Joined("all", tuple(asked))
    if "excused_if" in table:
        return Joined("any", (condition, parse_condition(table["excused_if"], depth + 1)))
    return condition


def _identity(table: Mapping[str, Any]) -> Condition:
    for key in table:
        if key in (*QUANTITIES, *_BESIDE, *COMPARISONS, "one_of", "excused_if"):
            raise Invalid("identity-alone", key=key)
        if key not in ("units", "kinds"):
            raise Invalid("key-unknown", key=key, near=suggestion(key, ("units", "kinds")))
    names = {key: tuple(_filled(names, key)) for key, names in table.items()}
    for name in (name for given in names.values() for name in given):
        if not isinstance(name, str):
            raise Invalid("text-wanted", value=name)
    return Identity(**names)


def _side(value: object, how: Comparison, depth: int) -> Quantity:
    """The right-hand side of a comparison; after `is`, text that is no numeral and no percentage is a choice's word."""
    if isinstance(value, str) and how == "is" and not _NUMBER.fullmatch(value) and value[-1:] not in {*_PERCENT}:
        return Word(value)
    if isinstance(value, str) and _is_word(value):
        raise Invalid("word-alone", word=value)
    if how == "is" and isinstance(value, Sequence) and not isinstance(value, str):
        raise Invalid("is-list")
    return parse_quantity(value, depth + 1)


def _table(table: Mapping[str, Any], depth: int) -> Quantity:
    words = [key for key in table if key in QUANTITIES]
    for key in table:
        if key in COMPARISONS or key == "one_of":
            raise Invalid("quantity-compared", key=key)
        if key not in QUANTITIES and key not in _BESIDE:
            raise Invalid("key-unknown", key=key, near=suggestion(key, (*QUANTITIES, *_BESIDE)))
    if len(words) != 1:
        raise Invalid("quantity-text", known=", ".join(QUANTITIES))
    (word,) = words
    for key in table:
        if key != word and key not in QUANTITIES[word]:
            raise Invalid("key-beside", key=key, word=_BESIDE[key])
    for key in QUANTITIES[word]:
        if key not in table and key != "count":
            raise Invalid("key-wanted", key=key, word=word)

    def inner(value: object) -> Quantity:
        return parse_quantity(value, depth + 1)

    def several(value: object) -> tuple[Quantity, ...]:
        return tuple(inner(item) for item in _filled(value, word))

    def two(value: object) -> tuple[Quantity, Quantity]:
        items = several(value)
        if len(items) != 2:
            raise Invalid("two-wanted", key=word, found=len(items))
        return items[0], items[1]

    value = table[word]
    match word:
        case "fact" | "points_of" | "share_of":
            if not isinstance(value, str):
                raise Invalid("text-wanted", value=value)
            return FactSum(((value, Fraction(1)),)) if word == "fact" else NodeResult(value, share=word == "share_of")
        case "sum":
            return FactSum(pairs(value)) if isinstance(value, Mapping) else Sum(several(value))
        case "product":
            return Product(several(value))
        case "ratio":
            return Ratio(*two(value))
        case "excess":
            return Excess(*two(value))
        case "least" | "most":
            return Extreme(word, several(value))
        case "steps":
            count = table.get("count", "full")
            if count not in ("full", "started"):
                near = suggestion(str(count), ("full", "started"))
                raise Invalid("choice-unknown", value=count, near=near, known="full, started")
            return Steps(inner(value), positive(table["of"]), count)
        case "curve":
            return Curve(inner(value), _points(table["through"]))
        case _:
            return Cases(tuple(_case(item, depth + 1) for item in _filled(value, word)), inner(table["otherwise"]))


def positive(value: object) -> Constant:
    """A number above 0. Raises `Invalid`."""
    number = parse_constant(value)
    if number.value <= 0:
        raise Invalid("step-positive", key="of", value=number.text)
    return number


def _points(value: object) -> tuple[tuple[Constant, Constant], ...]:
    """Points of a curve, from left to right."""
    points = list[tuple[Constant, Constant]]()
    for item in _filled(value, "through"):
        pair = listed(item)
        if len(pair) != 2:
            raise Invalid("point-text", value=short(item))
        is_day = isinstance(pair[0], dt.date) and not isinstance(pair[0], dt.datetime)
        points.append((parse_day(pair[0]) if is_day else parse_constant(pair[0]), parse_constant(pair[1])))
    if len(points) < 2:
        raise Invalid("curve-points")
    for (left, _), (right, _) in pairwise(points):
        if left.value >= right.value:
            raise Invalid("curve-order", left=left.text, right=right.text)
    return tuple(points)


def _case(value: object, depth: int) -> tuple[Condition, Quantity]:
    if not isinstance(value, Mapping):
        raise Invalid("table-wanted", value=value)
    for key in value:
        if key not in ("when", "value"):
            raise Invalid("key-unknown", key=key, near=suggestion(key, ("when", "value")))
    for key in ("when", "value"):
        if key not in value:
            raise Invalid("key-missing", key=key)
    return parse_condition(value["when"], depth), parse_quantity(value["value"], depth)
