"""All cases of one edition from files and folders."""

from collections.abc import Iterable
from pathlib import Path

from ...problems import Invalid, Problem
from ...program import Program
from .naming import case_problems
from .reading import case_files, read_cases
from .values import Case, CaseError, Cases


def cases_for(program: Program, places: Iterable[str | Path]) -> tuple[Case, ...]:
    """The cases in these files and folders that are for this edition; those of others are passed over.

    Raises `CaseError` with every problem of every file, where a place holds no file, or where all are for others.
    """
    read, problems = list[Cases](), list[Problem]()
    for place in places:
        try:
            files = case_files(Path(place))
        except CaseError as error:
            problems += error.problems
            continue
        for file in files:
            try:
                read.append(read_cases(file))
            except CaseError as error:
                problems += error.problems
    mine = [cases for cases in read if cases.scheme_id == program.scheme.id]
    problems += [problem for cases in mine for problem in case_problems(cases, program)]
    if not mine and not problems:
        others = ((cases, Invalid("scheme-other", found=cases.scheme_id, wanted=program.scheme.id)) for cases in read)
        problems += [error.at(cases.where, ("scheme",)) for cases, error in others]
    if problems:
        raise CaseError(problems)
    return tuple(case for cases in mine for case in cases.cases)
