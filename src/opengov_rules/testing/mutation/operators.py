"""All mutants of a scheme: every operator over every table, in the notice's order."""

from collections.abc import Callable, Iterator, Mapping
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
