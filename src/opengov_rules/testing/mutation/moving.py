"""Mutants by swapping and doubling: neighbours exchanged, rules of neighbouring indicators too, and things twice."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from attrs import evolve

from ...scheme import Rubric
from .mutants import ABSENT, Mutant, at
from .places import KEPT, Table, values_in

_ORDERED: Final = ("limits", "cases", "entries", "through", "then")
_PAIRS: Final = ("parts", "events", "faults", "sum")
_WITH_NODE: Final = (*(key for key in KEPT if key != "rule"), "points", "role", "otherwise", "not_applicable")


def swapped(table: Table) -> Iterator[Mutant]:
    """Neighbours exchanged: limits, cases and entries, the points of parts and events, rules, grades, variants."""
    for steps, value in values_in(table.own):
        key = steps[-1] if steps else ""
        if isinstance(value, list) and key in _ORDERED:
            for first, second in pairwise(range(len(value))):
                new = [*value[:first], value[second], value[first], *value[second + 1 :]]
                yield table.changed("swap", steps, value, new, f"[{first}] ↔ [{second}]")
        if isinstance(value, Mapping) and key in _PAIRS:
            for one, other in pairwise(value):
                if value[one] != value[other]:
                    exchanged = {**value, one: value[other], other: value[one]}
                    yield table.changed("swap", steps, value, exchanged, f"{one} ↔ {other}")
    yield from _rules(table)
    yield from _variants(table)


def _rules(table: Table) -> Iterator[Mutant]:
    """The rules of neighbouring leaves, with all that belongs to them, under the points that each has."""
    nodes = table.part.indicators if isinstance(table.part, Rubric) else getattr(table.part, "children", ())
    leaves = [node for node in nodes if not node.children and not node.variants]
    for one, other in pairwise(leaves):
        first, second = table.written[one.path[-1]], table.written[other.path[-1]]
        new = {**table.written}
        new |= {one.path[-1]: _exchanged(first, second), other.path[-1]: _exchanged(second, first)}
        yield table.changed("swap", (), table.written, new, f"{one.code} ↔ {other.code}")


def _exchanged(table: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A leaf's name, points and place with another one's rule."""
    kept = {key: value for key, value in table.items() if key in _WITH_NODE}
    return kept | {key: value for key, value in other.items() if key not in _WITH_NODE}


def _variants(table: Table) -> Iterator[Mutant]:
    """The units of neighbouring variants."""
    items = table.written.get("variant", [])
    for first, second in pairwise(range(len(items))):
        one, other = items[first], items[second]
        if "units" in one and "units" in other:
            new = list(items)
            new[first], new[second] = {**one, "units": other["units"]}, {**other, "units": one["units"]}
            yield table.changed("swap", ("variant",), items, new, f"units of [{first}] ↔ [{second}]")


def doubled(table: Table) -> Iterator[Mutant]:
    """A leaf, a part, a limit, an event, a gate, a veto or a grade once more."""
    for steps, value in values_in(table.own):
        key = steps[-1] if steps else ""
        if isinstance(value, list) and key in ("limits", "gates", "entries", "cases"):
            for index, item in enumerate(value):
                new = [*value[: index + 1], item, *value[index + 1 :]]
                yield table.changed("double", steps, value, new, f"[{index}] twice")
        if isinstance(value, Mapping) and key in _PAIRS:
            for name in value:
                yield table.changed("double", (*steps, f"{name}(重复)"), ABSENT, value[name], "twice")
    *above, last = table.steps
    if table.kind == "node" and not getattr(table.part, "children", ()):
        codes = [key for key in at(table.scheme.document, tuple(above)) if key[:1] == str(last)[:1] or key.isdigit()]
        numbers = [int(code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) for code in codes if code[-1:].isdigit()]
        letter = "" if str(last).isdigit() else str(last)[:1]
        yield _twice(table, f"{letter}{max(numbers, default=0) + 1}")
    if table.kind in ("veto", "grade"):
        yield _twice(table, f"{last}-2")  # a grade under another name goes before itself


def _twice(table: Table, key: str) -> Mutant:
    *above, last = table.steps
    written = at(table.scheme.document, tuple(above))
    new = dict[str, Any]()
    for name, value in written.items():
        new |= {key: value, name: value} if name == last else {name: value}
    return evolve(table, steps=tuple(above)).changed("double", (), written, new, f"{last} twice")
