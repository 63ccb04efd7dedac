"""Mutants of numbers: points, rates, draws, limits, caps, floors, weights, thresholds and dates, one step and twice."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from .mutants import Mutant
from .places import Table, values_in

_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)([%\uff05])", re.ASCII)


def numbers(table: Table) -> Iterator[Mutant]:
    """Every number one step more, one step less, and doubled; every date a day sooner and later."""
    for steps, value in values_in(table.own):
        for new in _neighbours(value):
            yield table.changed("number", steps, value, new)


def _neighbours(value: Any) -> tuple[object, ...]:
    match value:
        case bool():
            return ()
        case int() | Decimal():
            return _around(value)
        case dt.date() if not isinstance(value, dt.datetime):
            day = dt.timedelta(days=1)
            return value - day, value + day
        case str() if match := _PERCENT.fullmatch(value):
            return tuple(f"{new}{match[2]}" for new in _around(_number(match[1])))
        case _:
            return ()


def _number(text: str) -> int | Decimal:
    return Decimal(text) if "." in text else int(text)


def _around(value: int | Decimal) -> tuple[int | Decimal, ...]:
    """The neighbours at the number's own last digit, and twice the number."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else 1
    return tuple(dict.fromkeys(new for new in (value + step, value - step, 2 * value) if new != value))
