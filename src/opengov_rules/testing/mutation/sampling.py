"""A part of all mutants, the same for the same seed: where there is no time for all of them."""

from collections.abc import Sequence
from random import Random

from .mutants import Mutant


def sampled(found: Sequence[Mutant], most: int | None, seed: int = 0) -> tuple[Mutant, ...]:
    """At most so many of the mutants, drawn at random and left in order; all of them without a limit."""
    if most is None or most >= len(found):
        return tuple(found)
    chosen = Random(seed).sample(range(len(found)), most)  # noqa: S311 - nothing secret is drawn
    return tuple(found[at] for at in sorted(chosen))
