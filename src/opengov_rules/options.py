"""What goes wrong when another option of a reading, or a profile, is taken."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from .problems import Invalid, Problem, SchemeError
from .program import Program
from .provenance import nearest


def option_problems(program: Program) -> list[Problem]:
    """Every problem of the scheme under every option of its readings and every profile, at the place of each."""
    problems = list[Problem]()
    for reading in program.scheme.readings:
        for option, _ in reading.options:
            path = ("scheme", "readings", reading.key, "option", option)
            broken = Invalid("option-broken", option=option)
            problems += _problems(program, {"readings": {reading.key: option}}, broken, path)
    for profile in program.scheme.profiles:
        broken = Invalid("profile-broken", profile=profile.key)
        problems += _problems(program, {"profile": profile.key}, broken, ("scheme", "profiles", profile.key))
    return problems


def _problems(program: Program, changes: Mapping[str, Any], broken: Invalid, path: tuple[str, ...]) -> list[Problem]:
    try:
        program.with_(**changes)
    except SchemeError as error:
        told = broken.at(nearest(program.scheme.places, path), path)
        return [evolve(told, inner=inner) for inner in error.problems]
    return []
