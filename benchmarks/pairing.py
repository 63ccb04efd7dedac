"""Paired timing: contestants take turns in one process, and are judged by the quotients of the same round.

Two machines, or one machine at two moments, do not agree on microseconds; they do agree on how much faster one of two
things is that were timed in the same hundredth of a second.
"""

import gc
from collections.abc import Callable, Mapping, Sequence
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

Run: TypeAlias = Callable[[], list[Any]]
Rounds: TypeAlias = Mapping[str, Sequence[float]]
"""Seconds of one pass, by contestant, a value a round."""

BLOCK: Final = 0.004
"""Seconds for which a contestant runs at a time, at the least one pass."""


@frozen(kw_only=True)
class Row:
    """One judged ratio: its median over all rounds, and the range that holds eight rounds of ten.

    Without ratios the row was skipped, and the note says why.
    """

    name: str
    ratios: tuple[float, ...]
    want: Literal[">=", "<=", ""] = ""
    target: float = 0.0
    aim: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """The median."""
        return median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The 10th and the 90th percentile."""
        if len(self.ratios) == 1:
            return self.ratios[0], self.ratios[0]
        tenths = quantiles(self.ratios, n=10, method="inclusive")
        return tenths[0], tenths[-1]

    @property
    def verdict(self) -> str:
        """Whether the median keeps the target; nothing where none is set."""
        if not self.want:
            return ""
        return "met" if (self.ratio >= self.target if self.want == ">=" else self.ratio <= self.target) else "MISSED"

    def line(self) -> str:
        """The row of the table."""
        if not self.ratios:
            return f"{self.name:<58}{self.note}"
        low, high = self.spread
        target = f"{self.want} {self.target:g}" if self.want else ""
        target += f" (aim {self.aim:g})" if self.aim is not None else ""
        middle = f"{self.ratio:9.2f}  {f'{low:.2f}-{high:.2f}':>15}"
        return f"{self.name:<58}{middle}  {target:<16}{self.verdict:<7}{self.note}".rstrip()


HEADER: Final = f"{'':<58}{'ratio':>9}  {'10%-90%':>15}  {'target':<16}"


def ratios(rounds: Rounds, over: str, under: str) -> tuple[float, ...]:
    """How often `under` fits into `over`, round by round."""
    return tuple(a / b for a, b in zip(rounds[over], rounds[under], strict=True))


def race(contestants: Mapping[str, Run], rounds: int) -> Rounds:
    """The contestants in turn, in another order every round; long-lived objects are out of the collector's sight."""
    passes = {name: _passes(run) for name, run in contestants.items()}
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    order, random = list(contestants), Random(0)
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            taken[name].append(_seconds(contestants[name], passes[name]))
    gc.unfreeze()
    return taken


def _passes(run: Run) -> int:
    """So many passes as fill a block; the first pass warms up."""
    run()
    return max(1, round(BLOCK / _seconds(run, 1)))


def _seconds(run: Run, passes: int) -> float:
    """Seconds of one pass, over so many."""
    start = perf_counter()
    for _ in range(passes):
        run()
    return (perf_counter() - start) / passes
