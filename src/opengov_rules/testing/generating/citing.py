"""Citations for generated tables: a quote that holds their numbers, and a reason for each that no quote can hold."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

Table: TypeAlias = dict[str, Any]

_NESTED: Final = ("vetoes", "variant")
_NAMES: Final = ("kinds", "units", "name")
_WHY: Final = "原文如此"


def cited(table: Table) -> Table:
    """The table with a quote that holds its numbers, and a reason for each number that no quote can hold."""
    own = {key: value for key, value in table.items() if not re.fullmatch(r"\d+|[A-Z]\d*", key) and key not in _NESTED}
    numerals = sorted(set(_numerals({key: value for key, value in own.items() if key not in _NAMES})))
    quoted = {key: value if key in own else cited(value) for key, value in table.items() if key not in _NESTED}
    if "variant" in table:
        quoted["variant"] = [cited(variant) for variant in table["variant"]]
    if "vetoes" in table:
        quoted["vetoes"] = {key: cited(value) for key, value in table["vetoes"].items()}
    if "total" in table:
        quoted["total"] = cited(table["total"])
    if numerals:
        quoted["cite"] = f"1: 原文 {' '.join(numerals)}"
    unprinted = [key for key, value in own.items() if key not in ("total", "name") and any(_quotients(value))]
    unprinted += ["when"] if table.get("rule") == "sample" and "2021" in _numerals(table.get("when")) else []
    if unprinted:
        quoted["inferred"] = dict.fromkeys(unprinted, _WHY)
    return quoted


def _numerals(value: object) -> list[str]:
    match value:
        case bool():
            return []
        case int() | Decimal():
            text = f"{Decimal(value):f}"
            return [(text.rstrip("0").rstrip(".") if "." in text else text).removeprefix("-")]
        case dt.date():
            return [str(value.year), str(value.month), str(value.day)]
        case str() if re.fullmatch(r"-?[\d.]+%?", value):
            return [value.removesuffix("%").removeprefix("-")]
        case Mapping():
            return [numeral for inner in value.values() for numeral in _numerals(inner)]
        case Sequence() if not isinstance(value, str):
            return [numeral for inner in value for numeral in _numerals(inner)]
        case _:
            return []


def _quotients(value: object) -> Iterator[str]:
    """Numbers such as 2/3, which no notice prints."""
    match value:
        case str() if re.fullmatch(r"-?\d+/\d+", value):
            yield value
        case Mapping():
            yield from (quotient for inner in value.values() for quotient in _quotients(inner))
        case Sequence() if not isinstance(value, str):
            yield from (quotient for inner in value for quotient in _quotients(inner))
        case _:
            pass
