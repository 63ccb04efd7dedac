"""How far a long command is, told on the error stream."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import Final

from ..studies.readings.outcomes import Told

_SLOW: Final = 10
"""What takes so many seconds is told by name."""


def progress(*, quiet: float = 0, clock: Callable[[], float] = monotonic) -> Told:
    """Tells how far it is and what follows, twenty times in all, and what took long; nothing in the first seconds,
    as many as are `quiet`."""
    begun = last = clock()
    running = ""

    def told(done: int, total: int, following: str) -> None:
        nonlocal last, running
        now = clock()
        took, last = now - last, now
        if took > _SLOW and running:
            print(f"{done}/{total} ({took:.0f} s) {running}", file=sys.stderr)
        running = following
        if now - begun >= quiet and (done % max(1, total // 20) == 0 or done == total):
            print(f"{done}/{total} {running}".rstrip(), file=sys.stderr)

    return told
