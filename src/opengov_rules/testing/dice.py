"""How a generator chooses: by a seed, fast and always alike; or by Hypothesis (`strategies`), which shrinks."""

from collections.abc import Sequence
from random import Random
from typing import Protocol, TypeVar

from attrs import frozen

T = TypeVar("T")


class Dice(Protocol):
    """What generators ask of chance. What comes first is the simplest."""

    def one(self, *options: T) -> T:
        """One of the options."""

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """So many different ones of the options."""

    def chance(self, of: int) -> bool:
        """True once in so many throws."""

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""


@frozen
class Rolled:
    """Dice that fall alike for the same seed."""

    random: Random

    @classmethod
    def of(cls, seed: int | str) -> "Rolled":
        return cls(Random(seed))  # noqa: S311 - nothing secret

    def one(self, *options: T) -> T:
        return self.random.choice(options)

    def some(self, options: Sequence[T], count: int) -> list[T]:
        return self.random.sample(options, count)

    def chance(self, of: int) -> bool:
        return self.random.random() * of < 1

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)
