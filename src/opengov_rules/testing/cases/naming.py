"""Whether the names and answers in cases are the scheme's: units, facts, clauses, grades, vetoes, lists."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from ...answers import Reader
from ...compiler import GROUPS, TOTAL
from ...problems import Invalid, Problem, in_order, suggestion
from ...program import Program
from ...provenance import Location
from .values import NONE, Case, Cases, unit_error


def case_problems(cases: Cases, program: Program) -> list[Problem]:
    """Every name and answer in the cases of a file that the scheme does not know or take."""
    return in_order(problem for case in cases.cases for problem in _problems(case, program))


def _problems(case: Case, program: Program) -> Iterator[Problem]:
    stranger = unit_error(case.unit, program.scheme.roster)
    if stranger is not None:
        problem = stranger.at(_at(case, "unit"), ("unit",))
        if problem.number not in case.refused:
            yield problem
        return
    if not case.refused:
        yield from _answers(case, program)
    rubric_id = program.rubric_of(case.unit)
    rubric = next(compiled.rubric for compiled in program.rubrics if compiled.rubric.id == rubric_id)
    codes = (*(node.code for node in rubric.walk()), *GROUPS, TOTAL)
    for key, listed in (("expect", case.expect), ("bounds", case.bounds)):
        for code in listed:
            if code not in codes:
                near = suggestion(code, codes)
                yield Invalid("node-unknown", node=code, near=near).at(_at(case, key, code), (key, code))
    grades = (*(grade.name for grade in program.scheme.grades), NONE)
    known = {
        "grade": ((case.grade,) if case.grade else (), grades),
        "vetoes": (case.vetoes or (), tuple(veto.key for veto in rubric.vetoes)),
        "named": (case.named or (), tuple(rule.name for rule in program.scheme.named)),
    }
    for key, (names, among) in known.items():
        yield from _unknown(case, key, names, among)


def _unknown(case: Case, key: str, names: Iterable[str], among: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        if name not in among:
            error = Invalid("choice-unknown", value=name, near=suggestion(name, among), known=", ".join(among) or "–")
            yield error.at(_at(case, key), (key,))


def _answers(case: Case, program: Program) -> Iterator[Problem]:
    """What evidence files would be refused for, at the fact's place."""
    reader = Reader(program.asked(case.unit))
    reader.answers(case.evidence, (case.unit,))
    reader.check_whole((case.unit,))
    for problem in reader.problems:
        yield evolve(problem, where=_at(case, "evidence", *problem.path[1:2]))


def _at(case: Case, *path: str) -> Location | None:
    return case.places.get(path, case.where)
