"""Dice that Hypothesis throws, so that what was generated shrinks."""

from collections.abc import Sequence
from typing import TypeVar

from attrs import frozen
from hypothesis import strategies as st

T = TypeVar("T")


@frozen
class Drawn:
    """The first option, the least number and False are what it shrinks to."""

    draw: st.DrawFn

    def one(self, *options: T) -> T:
        return options[self.draw(st.booleans())] if len(options) == 2 else self.draw(st.sampled_from(options))

    def some(self, options: Sequence[T], count: int) -> list[T]:
        return self.draw(st.lists(st.sampled_from(options), min_size=count, max_size=count, unique=True))

    def chance(self, of: int) -> bool:
        return self.draw(st.booleans()) if of == 2 else self.draw(st.integers(0, of - 1)) == of - 1

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))
