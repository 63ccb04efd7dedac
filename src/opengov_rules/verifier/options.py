"""What goes wrong when another option of a reading, or a profile, is taken; and options that change nothing."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from ..compiler import CompiledRubric, compile_rubrics
from ..problems import Invalid, Problem, SchemeError
from ..program import Program
from ..provenance import nearest
from ..scheme import Changes
from ..structure import changed


def option_problems(program: Program) -> list[Problem]:
    """Every problem of the scheme under every option of its readings and every profile, at the place of each.

    An option under which everything is reckoned, asked and graded as before is a warning.
    """
    problems = list[Problem]()
    for reading in program.scheme.readings:
        for option, _ in reading.options:
            path = ("scheme", "readings", reading.key, "option", option)
            broken = Invalid("option-broken", option=option)
            problems += _problems(program, Changes(readings={reading.key: option}), broken, path)
    for profile in program.scheme.profiles:
        broken = Invalid("profile-broken", profile=profile.key)
        problems += _problems(program, Changes(profile=profile.key), broken, ("scheme", "profiles", profile.key))
    return problems


def _problems(program: Program, changes: Changes, broken: Invalid, path: tuple[str, ...]) -> Iterator[Problem]:
    try:
        other = _changed(program, changes)
    except SchemeError as error:
        told = broken.at(nearest(program.scheme.places, path), path)
        yield from (evolve(told, inner=inner) for inner in error.problems)
        return
    if _outcome(program) == _outcome(other):
        where = path if path[1] == "readings" else (*path, "set")
        idle = Invalid("option-same", option=path[-1]).at(nearest(program.scheme.places, where), where)
        yield evolve(idle, severity="warning")


def _changed(program: Program, changes: Changes) -> Program:
    """The program with these changes; what they leave alone is not compiled again. Raises `SchemeError`."""
    before, after = program.scheme, changed(program.published, program.scheme, changes)
    common = [evolve(scheme, rubrics=(), taken=()) for scheme in (before, after)]
    known = program.rubrics if common[0] == common[1] else ()
    return Program(after, compile_rubrics(after, known=known), program.published)


def _outcome(program: Program) -> tuple[Any, ...]:
    """Everything by which two versions of a scheme could differ for somebody."""
    scheme = program.scheme
    whole = (
        scheme.window,
        scheme.roster,
        scheme.grades,
        scheme.named,
        scheme.rankings,
        scheme.ungraded,
        scheme.restricted,
    )
    return (*whole, *(_of_rubric(compiled) for compiled in program.rubrics))


def _of_rubric(compiled: CompiledRubric) -> tuple[Any, ...]:
    units = {name: (unit.asked, unit.due, unit.selected) for name, unit in compiled.units.items()}
    each = {code: (plan.fold, _of_rubric(plan.inner)) for code, plan in compiled.each.items()}
    nodes = tuple((node.code, node.name, node.role) for node in compiled.rubric.walk())
    graph = (
        dict(compiled.stages),
        dict(compiled.slots),
        compiled.exact,
        compiled.vetoes,
        compiled.grades,
        compiled.named,
    )
    asked = (dict(compiled.read), compiled.asked, compiled.peers, compiled.rankings, dict(compiled.derived))
    return (nodes, units, each, graph, asked)
