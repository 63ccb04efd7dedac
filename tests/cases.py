"""What properties are stated over: a unit of a program with its evidence, and how many examples are tried."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Any, Final

from attrs import evolve, frozen
from hypothesis import assume, settings
from hypothesis import strategies as st

from opengov_rules import Evidence, Host, Program, Result, Status
from opengov_rules.scheme import Rubric
from opengov_rules.testing import evidence
from oracle import oracle, oracle_maximum
from schemes import programs

FEW: Final = settings(max_examples=25, derandomize=True, deadline=None)
SOME: Final = settings(FEW, max_examples=50)
MANY: Final = settings(FEW, max_examples=300)
"""`SOME` and `MANY` are for tests marked `law`."""

JINGZHOU_UNIT: Final = "荆州区"


@cache
def jingzhou() -> Program:
    """The Jingzhou 2021 county rubric as shipped."""
    return Host.discover().scheme("jingzhou-2021")


@frozen
class Case:
    """One unit and its evidence."""

    program: Program
    unit: str
    evidence: Evidence

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Short enough to read in a failure; Hypothesis would print every formula of the program."""
        document = self.program.scheme.document
        shown = document if len(repr(document)) < 10_000 else self.program.scheme.id
        found = [(o.fact, o.part, o.status.value, o.value, str(o.time or "")) for o in self.evidence.observations]
        printer.text(f"\nscheme = {shown}\nunit = {self.unit!r}\nevidence = {found}\n")

    @property
    def rubric(self) -> Rubric:
        wanted = self.program.rubric_of(self.unit)
        return next(rubric for rubric in self.program.scheme.rubrics if rubric.id == wanted)

    def with_(self, other: Evidence) -> "Case":
        """The same unit with other evidence."""
        return evolve(self, evidence=other)

    def score(self) -> Result:
        return self.program.score(self.unit, self.evidence)

    def true_points(self) -> dict[str, Fraction | None]:
        """Every node's result by the oracle."""
        return self._undefined_aside(oracle)

    def true_maxima(self) -> dict[str, Fraction | None]:
        """Every node's maximum by the oracle."""
        return self._undefined_aside(oracle_maximum)

    def true_total(self) -> Fraction:
        total = self.true_points()["total"]
        assert total is not None
        return total

    def _undefined_aside(self, ask: Any) -> dict[str, Fraction | None]:
        """Passes over evidence that calls a fact not applicable where some reader of it has no policy for that."""
        try:
            found: dict[str, Fraction | None] = ask(self.program.scheme, self.rubric, self.evidence)
        except ValueError:
            assume(all(o.status is not Status.NOT_APPLICABLE for o in self.evidence.observations))
            raise
        return found


@st.composite
def cases(draw: st.DrawFn, *, unknown: bool = False, statuses: bool = False) -> Case:
    """A unit of a generated scheme with evidence."""
    program = draw(programs())
    unit = draw(st.sampled_from([unit.name for unit in program.scheme.roster.units]))
    return Case(program, unit, draw(evidence(program, unit, unknown=unknown, statuses=statuses)))


@st.composite
def jingzhou_cases(draw: st.DrawFn, *, unknown: bool = False, statuses: bool = False) -> Case:
    """荆州区 with evidence."""
    found = evidence(jingzhou(), JINGZHOU_UNIT, unknown=unknown, statuses=statuses)
    return Case(jingzhou(), JINGZHOU_UNIT, draw(found))


def exact(numbers: Iterable[Any]) -> Fraction:
    """The sum of Decimals and Fractions."""
    return sum((Fraction(number) for number in numbers), Fraction(0))
