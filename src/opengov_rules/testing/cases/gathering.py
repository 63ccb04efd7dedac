"""All cases of one edition from files and folders."""

from collections.abc import Iterable
from pathlib import Path

from ...problems import Problem
from ...program import Program
from .naming import case_problems
from .reading import case_files, read_cases
from .values import Case, CaseError


def cases_for(program: Program, places: Iterable[str | Path]) -> tuple[Case, ...]:
    """The cases in these files and folders that are for this edition; those of others are passed over.

    Raises `CaseError` with every problem of every file, or where a place holds no file.
    """
    found, problems = list[Case](), list[Problem]()
    for place in places:
        try:
            files = case_files(Path(place))
        except CaseError as error:
            problems += error.problems
            continue
        for file in files:
            try:
                cases = read_cases(file)
            except CaseError as error:
                problems += error.problems
                continue
            if cases.scheme_id == program.scheme.id:
                found += cases.cases
                problems += case_problems(cases, program)
    if problems:
        raise CaseError(problems)
    return tuple(found)
