"""Which strategy stands for which type, for `st.from_type` and `st.builds`."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from ...evidence import Evidence
from ...program import Program
from ...rules import Rule
from ...scheme import Indicator, Rubric, Scheme
from ...scoring import Result
from .evidences import evidence
from .schemes import programs, rubrics, rules, schemes


@st.composite
def results(draw: st.DrawFn) -> Result:
    """The result of a unit of a small scheme, everything answered."""
    program = draw(programs())
    unit = draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
    return program.score(unit, draw(evidence(program, unit)))


BY_TYPE: Final[Mapping[Any, Callable[[], st.SearchStrategy[Any]]]] = {
    Scheme: schemes,
    Program: programs,
    Rubric: rubrics,
    Indicator: lambda: rubrics().flatmap(lambda rubric: st.sampled_from([*rubric.walk()])),
    Rule: rules,
    Result: results,
    Evidence: lambda: results().map(lambda result: result.evidence),
}
"""By type; each compiles, or was accepted by a program."""
