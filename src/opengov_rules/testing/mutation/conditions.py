"""Mutants of conditions: comparisons turned or made strict, all, any and none exchanged, answers negated."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...conditions import COMPARISONS
from .mutants import Mutant, Steps
from .places import Table, values_in

WHERE: Final = ("when", "only_if", "zero_if", "excused_if", "full_if", "applies_if")
"""The keys under which a condition stands."""
_JOINS: Final = ("all", "any", "none")
_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "over": ("at_least", "at_most"),
    "at_least": ("over", "under"),
    "under": ("at_most", "at_least"),
    "at_most": ("under", "over"),
    "is": ("at_least", "at_most"),
}
_NUMERAL: Final = re.compile(r"[-+.\d].*", re.ASCII)


def comparators(table: Table) -> Iterator[Mutant]:
    """Every comparison with its limit in or out, and turned round; another word where a word is asked."""
    for steps, value in values_in(table.own):
        for how in COMPARISONS if isinstance(value, Mapping) else ():
            if how not in value:
                continue
            asked = value[how]
            if how == "is" and isinstance(asked, str) and not _NUMERAL.fullmatch(asked):
                for word in _words(table, value.get("fact"), asked):
                    yield table.changed("comparator", (*steps, how), asked, word)
                continue
            for other in _OTHERS[how]:
                new = {other if key == how else key: inner for key, inner in value.items()}
                yield table.changed("comparator", steps, value, new, f"{how} → {other}")


def _words(table: Table, fact: object, word: str) -> tuple[str, ...]:
    choices = next((known.choices for known in table.scheme.facts if known.name == fact), ())
    return tuple(choice for choice in choices if choice != word)


def joins(table: Table) -> Iterator[Mutant]:
    """All, any and none exchanged for one another; a yes/no answer asked the other way round."""
    for steps, value in _conditions(table.own):
        match value:
            case str():
                yield table.changed("join", steps, value, {"none": [value]}, f'"{value}" → none')
            case list() if len(value) > 1:
                for other in ("any", "none"):
                    yield table.changed("join", steps, value, {other: value}, f"all → {other}")
            case list():
                yield table.changed("join", steps, value, {"none": value}, "all → none")
            case Mapping() if (how := _how(value)) is not None:
                for other in _JOINS:
                    if other != how and not (len(value[how]) == 1 and "none" not in (how, other)):
                        yield table.changed("join", steps, value, {other: value[how]}, f"{how} → {other}")


def _how(value: Mapping[str, Any]) -> str | None:
    return next((how for how in _JOINS if len(value) == 1 and isinstance(value.get(how), list)), None)


def _conditions(own: Mapping[str, Any]) -> Iterator[tuple[Steps, Any]]:
    """Every condition of a table and every condition inside one."""
    for steps, value in values_in(own):
        if (steps and steps[-1] in WHERE) or (len(steps) == 2 and steps[0] == "gates"):
            yield from _inside(steps, value)


def _inside(steps: Steps, value: Any) -> Iterator[tuple[Steps, Any]]:
    """A condition and its parts; what excuses it has a key of its own."""
    yield steps, value
    items = value if isinstance(value, list) else []
    if isinstance(value, Mapping) and (how := _how(value)) is not None:
        items, steps = value[how], (*steps, how)
    for index, item in enumerate(items):
        yield from _inside((*steps, index), item)
