"""How a generator chooses: by Hypothesis, which shrinks what it drew, or by a seeded generator, which is fast."""

from collections.abc import Sequence
from random import Random
from typing import Protocol, TypeVar

from attrs import frozen
from hypothesis import strategies as st

T = TypeVar("T")


class Dice(Protocol):
    """What generators ask of chance."""

    def one(self, *options: T) -> T:
        """One of the options."""

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """So many different ones of the options."""

    def chance(self, of: int) -> bool:
        """True once in so many throws."""


@frozen
class Drawn:
    """Dice that Hypothesis throws; the first option and False are what it shrinks to."""

    draw: st.DrawFn

    def one(self, *options: T) -> T:
        return self.draw(st.sampled_from(options))

    def some(self, options: Sequence[T], count: int) -> list[T]:
        return self.draw(st.lists(st.sampled_from(options), min_size=count, max_size=count, unique=True))

    def chance(self, of: int) -> bool:
        return self.draw(st.integers(0, of - 1)) == of - 1


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
