"""采集时间: observations that come too late, and those of a day outside the window of a scheme."""

import datetime as dt
from collections.abc import Iterator

from attrs import evolve

from .evidence import Observation, Round, Status
from .problems import Invalid, Problem
from .program import Program


def is_late(program: Program, unit: str, observation: Observation) -> bool:
    """Whether it answers what needs evidence, and came after the last day: it counts as not submitted."""
    due = program.scheme.window.due
    if due is None or observation.time is None or observation.status is not Status.OBSERVED:
        return False
    return observation.time > due and _is_submitted(program, unit, observation)


def _is_submitted(program: Program, unit: str, observation: Observation) -> bool:
    """Whether it answers what needs evidence: then its day is that on which the material came in."""
    return any(observation.fact in c.units[unit].due for c in program.rubrics if unit in c.units)


def outside_window(program: Program, found: Round) -> tuple[Problem, ...]:
    """A warning for each observation of a day outside the window; it counts all the same.

    Material that needs evidence may come in after the window's end, until `due`. What came too late is not among them
    either: scoring takes that as not submitted, with a cause of its own.
    """
    return tuple(
        problem
        for unit, evidence in found.items()
        for observation in evidence.observations
        for problem in _outside(program, unit, observation)
    )


def _outside(program: Program, unit: str, observation: Observation) -> Iterator[Problem]:
    window, time = program.scheme.window, observation.time
    if time is None or is_late(program, unit, observation):
        return
    last = window.until
    if last is not None and window.due is not None and _is_submitted(program, unit, observation):
        last = max(last, window.due)
    if (window.from_ is not None and time < window.from_) or (last is not None and time > last):
        path = (unit, observation.fact, *([observation.part] if observation.part else []))
        days = "–".join(_day(day) for day in (window.from_, window.until))
        problem = Invalid("outside-window", time=time.isoformat(), window=days).at(path=path)
        yield evolve(problem, severity="warning", cite=next(iter(window.cite), None))


def _day(day: dt.date | None) -> str:
    return "…" if day is None else day.isoformat()
