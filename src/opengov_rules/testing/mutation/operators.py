"""The mutants of a scheme: every operator over every table, in the notice's order; all of them, or some by chance."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Final

from ...scheme import Scheme
from .conditions import comparators, joins
from .deleting import deleted
from .limits import floors, scopes
from .moving import doubled, swapped
from .mutants import Mutant
from .numbers import numbers
from .places import Table, tables
from .policies import policies

OPERATORS: Final[Mapping[str, Callable[[Table], Iterator[Mutant]]]] = {
    "number": numbers,
    "comparator": comparators,
    "join": joins,
    "scope": scopes,
    "limit": floors,
    "policy": policies,
    "delete": deleted,
    "swap": swapped,
    "double": doubled,
}
"""What is changed, by the name that mutants are counted under."""


def mutants(scheme: Scheme) -> tuple[Mutant, ...]:
    """Every mutant of the scheme's data, each once."""
    found = dict[str, Mutant]()
    for table in tables(scheme):
        for operator in OPERATORS.values():
            for mutant in operator(table):
                found.setdefault(mutant.key, mutant)
    return tuple(found.values())


def sampled(found: Sequence[Mutant], most: int | None, seed: int = 0) -> tuple[Mutant, ...]:
    """At most so many of the mutants, the same for the same seed and left in order; all of them without a limit."""
    if most is None or most >= len(found):
        return tuple(found)
    chosen = Random(seed).sample(range(len(found)), most)  # noqa: S311 - nothing secret is drawn
    return tuple(found[at] for at in sorted(chosen))
