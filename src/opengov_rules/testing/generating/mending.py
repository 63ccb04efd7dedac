"""Generated schemes made valid: a fault that may help somewhere is printed there instead of deducted."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from ...problems import SchemeError
from ...program import Program, compile_scheme
from ...structure import structure_scheme
from .citing import Table
from .schemes import REFUSED


def mended(document: dict[str, Table]) -> Program:
    """The document compiled; deductions whose fault is not proved to lower the total become printed marks."""
    numbers = count(1)
    while True:
        try:
            return compile_scheme(structure_scheme(document))
        except SchemeError as error:
            if any(problem.code not in REFUSED for problem in error.problems):
                raise
            faults = {problem.params["fact"] for problem in error.problems}
        document = {name: _without(table, faults, numbers) for name, table in document.items()}
        head = document["scheme"]
        asking = document | {"scheme": {key: head[key] for key in ("grades", "named") if key in head}}
        asked = {name for table in asking.values() for name in _texts(table)}
        told = {name: {"type": "count"} for name in sorted(faults)} | head["facts"]
        document["scheme"] = head | {"facts": {name: fact for name, fact in told.items() if name in asked}}


def _without(table: Table, faults: set[str], numbers: Iterator[int]) -> Table:
    """The table and all below it without deductions for these faults."""
    kept = Table()
    for key, value in table.items():
        match value:
            case dict():
                kept[key] = _without(value, faults, numbers)
            case list() if key == "variant":
                kept[key] = [_without(variant, faults, numbers) for variant in value]
            case _:
                kept[key] = value
    if kept.get("rule") == "deduct" and faults & kept["faults"].keys():
        kept |= {"rule": "printed", "fact": f"评分{next(numbers)}"}
        del kept["faults"]
        if "inferred" in kept:
            kept["inferred"] = {key: why for key, why in kept["inferred"].items() if key != "faults"}
            kept = kept if kept["inferred"] else {key: value for key, value in kept.items() if key != "inferred"}
    return kept


def _texts(value: Any) -> set[str]:
    """Every text and key in a table."""
    match value:
        case str():
            return {value}
        case dict():
            return {*value, *(text for inner in value.values() for text in _texts(inner))}
        case list():
            return {text for inner in value for text in _texts(inner)}
        case _:
            return set()
