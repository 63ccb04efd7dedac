"""Mutants by deletion: rules, parts, limits, events, conditions, variants, vetoes, grades and gates left out."""

from collections.abc import Iterator, Mapping
from typing import Final

from .mutants import ABSENT, Mutant
from .places import Table, values_in

_OPTIONAL: Final = ("only_if", "zero_if", "excused_if", "full_if", "applies_if", "weight", "gates", "quota", "then")
_SHAPE: Final = ("floor", "cap", "round", "offset", "factor", "most", "full_at", "trim", "best", "min", "max", "due")
_PAIRS: Final = ("parts", "events", "faults", "sum")
_WHOLE: Final = ("node", "variant", "veto", "grade", "named", "ranking", "total")


def deleted(table: Table) -> Iterator[Mutant]:
    """The table as a whole, every key that may be left out, and every item of what has several."""
    if table.kind in _WHOLE:
        yield table.changed("delete", (), table.written, ABSENT, "deleted")
    for steps, value in values_in(table.own):
        key = steps[-1] if steps else ""
        if key in (*_OPTIONAL, *_SHAPE):
            yield table.changed("delete", steps, value, ABSENT, "deleted")
        if isinstance(value, list) and len(value) > 1:
            for index, item in enumerate(value):
                yield table.changed("delete", (*steps, index), item, ABSENT)
        if isinstance(value, Mapping) and key in _PAIRS and len(value) > 1:
            for name in value:
                yield table.changed("delete", (*steps, name), value[name], ABSENT)
    units = table.written.get("units")
    if table.kind == "variant" and isinstance(units, list) and len(units) > 1:
        for index, unit in enumerate(units):
            yield table.changed("delete", ("units", index), unit, ABSENT)
