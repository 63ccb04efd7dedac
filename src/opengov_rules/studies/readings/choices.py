"""Readings as axes, combinations of their options, and tables over combinations."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Generic, TypeAlias, TypeVar

from attrs import field, frozen

from ...scheme import Scheme

T = TypeVar("T")
U = TypeVar("U")

Combination: TypeAlias = Mapping[str, int]
"""The option of each reading by its place on the axis; 0, which the program takes, where a reading is not named."""


@frozen
class Axis:
    """A reading with its options, of which the first is the one that the program takes."""

    key: str
    options: tuple[str, ...] = field(eq=False)

    def __len__(self) -> int:
        return len(self.options)


def axes_of(scheme: Scheme) -> tuple[Axis, ...]:
    """The readings that have more than one option, in the scheme's order."""
    taken = dict(scheme.taken)
    found = list[Axis]()
    for reading in scheme.readings:
        if reading.options:
            here = taken.get(reading.key, reading.chosen)
            others = (name for name in (reading.chosen, *(name for name, _ in reading.options)) if name != here)
            found.append(Axis(reading.key, (here, *others)))
    return tuple(found)


def number_of(axes: Iterable[Axis]) -> int:
    """How many combinations there are."""
    return prod(len(axis) for axis in axes)


def combinations(axes: Iterable[Axis]) -> Iterator[dict[str, int]]:
    """Every combination, the last axis turning fastest."""
    axes = tuple(axes)
    keys = [axis.key for axis in axes]
    return (dict(zip(keys, places, strict=True)) for places in product(*(range(len(axis)) for axis in axes)))


def joined(order: Iterable[Axis], parts: Iterable[Iterable[Axis]]) -> tuple[Axis, ...]:
    """The axes of all parts, each once, in this order."""
    wanted = {axis.key for part in parts for axis in part}
    return tuple(axis for axis in order if axis.key in wanted)


@frozen
class Table(Generic[T]):
    """One value for each combination, the last axis turning fastest."""

    axes: tuple[Axis, ...]
    values: tuple[T, ...]

    @classmethod
    def of(cls, axes: tuple[Axis, ...], value: Callable[[dict[str, int]], T]) -> "Table[T]":
        """A table of what a function says."""
        return cls(axes, tuple(value(combination) for combination in combinations(axes)))

    def __getitem__(self, combination: Combination) -> T:
        place = 0
        for axis in self.axes:
            place = place * len(axis) + combination.get(axis.key, 0)
        return self.values[place]

    def map(self, value: Callable[[T], U]) -> "Table[U]":
        """The same combinations with other values."""
        return Table(self.axes, tuple(map(value, self.values)))

    def lines(self, axis: Axis) -> Iterator[tuple[T, ...]]:
        """For every combination of the others the values along one axis."""
        at = self.axes.index(axis)
        step, length = number_of(self.axes[at + 1 :]), len(axis)
        for start in range(0, len(self.values), step * length):
            for inner in range(start, start + step):
                yield self.values[inner : inner + step * length : step]

    def reduced(self) -> "Table[T]":
        """The same without the axes along which nothing ever changes."""
        found = self
        for axis in self.axes:
            if all(value == line[0] for line in found.lines(axis) for value in line[1:]):
                kept = tuple(line[0] for line in found.lines(axis))
                found = Table(tuple(other for other in found.axes if other != axis), kept)
        return found

    def over(self, axes: tuple[Axis, ...]) -> Iterator[int]:
        """For every combination of other axes, these among them, the place of its value."""
        steps, step = dict[str, int](), 1
        for axis in reversed(self.axes):
            steps[axis.key] = step
            step *= len(axis)
        places = [0]
        for axis in axes:
            mine = steps.get(axis.key, 0)
            places = [place + mine * option for place in places for option in range(len(axis))]
        return iter(places)
