"""Laws of scoring that every scheme keeps, as data: each states itself, when it holds, and where it is false."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ...program import Program
from . import changing, engines, explaining, faults, files, limits, missing, placing, purity, vetoes
from .law import Broken, Law, all_laws
from .trial import LawsBroken, Outcome, Report, Trial, checked, program_of

__all__ = [
    "FEWEST",
    "LAWS",
    "Broken",
    "Law",
    "LawsBroken",
    "Outcome",
    "Report",
    "Trial",
    "broken_laws",
    "check_scheme",
    "checked_skips",
    "program_of",
]

ROOMS: Final = (limits, faults, vetoes, missing, explaining, engines, changing, purity, files, placing)
"""The modules of the laws, in the order in which they are told."""
LAWS: Final[Mapping[str, Law]] = dict(all_laws())
"""Every law by its name, in that order."""
FEWEST: Final = 15
"""A scheme to which fewer laws apply is hardly checked, and is told so."""
_NONE: Final[Mapping[str, str]] = {}


def broken_laws(
    program: Program,
    *,
    examples: int = 25,
    seed: int = 0,
    laws: Iterable[str] | None = None,
    units: Iterable[str] | None = None,
) -> tuple[Broken, ...]:
    """The laws that the program breaks, each by its first and simplest example; the same for the same seed.

    `examples`: how much evidence of each sort is tried for each unit. `laws`: names of `LAWS`, by default all. `units`:
    by default a few of each rubric that together meet most of its variants. Raises `UnknownUnit`, or `KeyError` for a
    law that there is not.
    """
    trial = Trial(program, examples, seed, None if units is None else tuple(units))
    outcomes = (trial.outcome(LAWS[name]) for name in (LAWS if laws is None else laws))
    return tuple(outcome.broken for outcome in outcomes if outcome.broken is not None)


def check_scheme(
    scheme: str | Path | Program,
    *,
    examples: int = 25,
    seed: int = 0,
    laws: Iterable[str] | None = None,
    units: Iterable[str] | None = None,
    skip: Mapping[str, str] = _NONE,
) -> Report:
    """Every law on an installed edition, a folder or a program: `SchemeContract` without pytest.

    `skip`: laws to leave out, each with the reason. Raises `LawsBroken`, an `AssertionError` that tells every broken
    law by its simplest example; and what loading the scheme raises.
    """
    trial = Trial(program_of(scheme), examples, seed, None if units is None else tuple(units))
    wanted = tuple(LAWS[name] for name in (LAWS if laws is None else laws))
    return checked(trial, wanted, checked_skips(skip))


def checked_skips(skip: Mapping[str, str]) -> Mapping[str, str]:
    """The laws to skip. Raises `TypeError` for one that there is not, or that is given no reason."""
    for name, why in skip.items():
        if name not in LAWS:
            raise TypeError(f"skip: 没有这条定律 (there is no law) {name!r}")
        if not why.strip():
            raise TypeError(f"skip: {name}: 请写明理由 (say why)")
    return skip
