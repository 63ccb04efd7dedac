"""How far a long command is, told on the error stream."""

import sys
from collections.abc import Callable
from fractions import Fraction
from time import monotonic
from typing import Final

from ..studies.readings.outcomes import Told

_TIMES: Final = 20
_SLOW: Final = 10
"""What takes so many seconds is told by name."""


def progress(*, quiet: float = 0, clock: Callable[[], float] = monotonic) -> Told:
    """Tells how far it is and what follows, some twenty times in all, and what took long; nothing in the first
    seconds, as many as are `quiet`."""
    begun = last = clock()
    running, next_told = "", Fraction(0)

    def told(done: int, total: int, following: str) -> None:
        nonlocal last, running, next_told
        now = clock()
        took, last = now - last, now
        if took > _SLOW and running:
            print(f"{done}/{total} ({took:.0f} s) {running}", file=sys.stderr)
        running = following
        if now - begun >= quiet and (done >= next_told or done == total):
            next_told = done + Fraction(total, _TIMES)
            print(f"{done}/{total} {running}".rstrip(), file=sys.stderr)

    return told
