"""What goes wrong when another option of a reading is taken."""

from attrs import evolve

from .problems import Invalid, Problem, SchemeError
from .program import Program
from .provenance import nearest


def option_problems(program: Program) -> list[Problem]:
    """Every problem of the scheme under every option of its readings, at the option's place."""
    problems = list[Problem]()
    for reading in program.scheme.readings:
        for option, _ in reading.options:
            try:
                program.with_(readings={reading.key: option})
            except SchemeError as error:
                path = ("scheme", "readings", reading.key, "option", option)
                broken = Invalid("option-broken", option=option).at(nearest(program.scheme.places, path), path)
                problems += [evolve(broken, inner=inner) for inner in error.problems]
    return problems
