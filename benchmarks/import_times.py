"""What importing costs: statements timed in fresh interpreters that take turns.

Their bytecode is cached in a folder of its own, written by a first round that does not count, as an installed
library's would be.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from tempfile import TemporaryDirectory

from pairing import Rounds

_CODE = "from time import perf_counter as now; start = now(); {statement}; print(now() - start)"


def import_race(statements: Mapping[str, str], rounds: int) -> Rounds:
    """Seconds of each statement, each in an interpreter of its own, in turned order every other round."""
    taken: dict[str, list[float]] = {name: [] for name in statements}
    with TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        for number in range(rounds + 1):
            for name in sorted(statements, reverse=number % 2 == 0):
                seconds = _seconds(statements[name], environment)
                if number:
                    taken[name].append(seconds)
    return taken


def _seconds(statement: str, environment: Mapping[str, str]) -> float:
    command = [sys.executable, "-c", _CODE.format(statement=statement)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603
    return float(done.stdout)
